"""`/_build.json`: what this build is, so that tools and readers can tell an old copy from a new one."""

import hashlib
import json
from collections.abc import Mapping

from statuary import __version__
from statuary.render.folder import MARK, Output
from statuary.render.frame import Frame
from statuary.render.wording.instants import iso


def render_manifest(frame: Frame, commit: str | None, digests: Mapping[str, str]) -> Output:
    """`{"version", "commit", "content", "now", "indicator", "corrections", "news"}`.

    `content` is a SHA-256 over the paths and digests of all other outputs, so it says whether two hosts serve the same.
    `corrections` are the ids of incidents that a tolerant build shows otherwise than their files say, for these have
    errors. `news` is what open pages compare to learn of an update: fingerprints by incident id, "" for the page.
    """
    listed = "".join(f"{path}\0{digest}\n" for path, digest in sorted(digests.items()))
    facts = {
        "version": __version__,
        "commit": commit,
        "content": hashlib.sha256(listed.encode()).hexdigest(),
        "now": iso(frame.now),
        "indicator": frame.state.indicator,
        "corrections": sorted(item.id for item in frame.state.site.incidents if item.being_corrected),
        "news": frame.news,
    }
    return Output(MARK, (json.dumps(facts, indent=2) + "\n").encode())


def digest(output: Output) -> str:
    """The SHA-256 of one output."""
    return hashlib.sha256(output.content).hexdigest()
