"""`/_build.json`: what this build is, so that tools and readers can tell an old copy from a new one; and its reader.

A host's answer is a stranger's: what has not the form that ours has is read as if it were not there.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from statuary import __version__
from statuary.render.folder import MARK, Output
from statuary.render.frame import Frame
from statuary.render.wording.instants import iso

_HASH = re.compile(r"[0-9a-f]{7,64}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class ManifestError(ValueError):
    """This is no `_build.json` of ours; the message says why."""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _pairs(value: Any) -> dict[str, str]:
    return {key: one for key, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else {}


_Text = Annotated[str, BeforeValidator(_text)]
_Name = Annotated[str | None, BeforeValidator(lambda value: _text(value) or None)]


class Manifest(BaseModel):
    """A build, by its own word, in the order in which it is written.

    `content` is a SHA-256 over the paths and digests of all other outputs, so it says whether two hosts serve the same.
    `corrections` are the ids of incidents that a tolerant build shows otherwise than their files say, for these have
    errors. `news` is what open pages compare to learn of an update: fingerprints by incident id, "" for the page.
    """

    model_config = ConfigDict(frozen=True)

    version: _Text = ""
    commit: _Name = None
    content: _Text = ""
    now: _Text = ""
    indicator: _Text = ""
    corrections: Annotated[list[str], BeforeValidator(_texts)] = Field(default_factory=list)
    news: Annotated[dict[str, str], BeforeValidator(_pairs)] = Field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether it says what every build of Statuary says."""
        return bool(self.version and self.content and self.now)

    @property
    def at(self) -> datetime | None:
        """The moment that it shows; None where that is no time."""
        try:
            return datetime.strptime(self.now, _TIME).replace(tzinfo=UTC)
        except ValueError:
            return None

    @property
    def known_commit(self) -> str | None:
        """Its commit, fit to be repeated and to be given to git."""
        return self.commit if self.commit and _HASH.fullmatch(self.commit) else None

    @property
    def name(self) -> str:
        """This build, in words."""
        commit = f"commit {self.known_commit[:12]}" if self.known_commit else "no known commit"
        return f"the build of {self.now if self.at else 'no known time'} from {commit}"

    def is_same_build(self, other: "Manifest") -> bool:
        """Whether both are of the same files and the same commit."""
        return (self.content, self.commit) == (other.content, other.commit)


def read_manifest(content: bytes) -> Manifest:
    """A `_build.json` that was built here, or that a host serves. Raises ManifestError."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestError(str(error)) from None
    try:
        return Manifest.model_validate(found)
    except ValidationError:
        raise ManifestError("it holds no facts of a build") from None


def render_manifest(frame: Frame, commit: str | None, digests: Mapping[str, str]) -> Output:
    """The document of a build whose other outputs have these digests."""
    listed = "".join(f"{path}\0{digest}\n" for path, digest in sorted(digests.items()))
    manifest = Manifest(
        version=__version__,
        commit=commit,
        content=hashlib.sha256(listed.encode()).hexdigest(),
        now=iso(frame.now),
        indicator=frame.state.indicator,
        corrections=sorted(item.id for item in frame.state.site.incidents if item.being_corrected),
        news=dict(frame.news),
    )
    return Output(MARK, (json.dumps(manifest.model_dump(), indent=2) + "\n").encode())


def digest(output: Output) -> str:
    """The SHA-256 of one output."""
    return hashlib.sha256(output.content).hexdigest()
