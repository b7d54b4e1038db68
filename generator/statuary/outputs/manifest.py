"""`/_build.json`: what this build is, so that tools and readers can tell an old copy from a new one."""

import hashlib
import json

from statuary import __version__
from statuary.outputs.output import Output
from statuary.status.types import PageState
from statuary.views.times import iso

PATH = "_build.json"


class Manifest:
    """Sees every output once and then says what they are together."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def see(self, output: Output) -> Output:
        """Count an output in and hand it on."""
        self._hash.update(output.path.encode() + b"\0" + output.content + b"\0")
        return output

    def render(self, state: PageState, commit: str | None) -> Output:
        """`{"version", "commit", "content", "now", "indicator"}`; `content` is a SHA-256 over all outputs seen."""
        facts = {
            "version": __version__,
            "commit": commit,
            "content": self._hash.hexdigest(),
            "now": iso(state.now),
            "indicator": state.indicator,
        }
        return Output(PATH, (json.dumps(facts, indent=2) + "\n").encode())
