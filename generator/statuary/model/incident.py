"""What an incident file says, typed. Nothing here is derived: see `statuary.status` for what follows from it."""

import re
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from statuary.model.enums import ComponentStatus, Impact, Kind, Stage

_STATUSPAGE = re.compile(r"statuspage:(?P<code>[^\s/#]+)(?:/(?P<number>[0-9]+))?")
_NUMBER = re.compile(r"(?<=\Astatuspage:)([^\s/#]+)/[0-9]+(?=(?:#[0-9]+)?\Z)")


FACTS = ("who", "workaround", "estimate")
"""Attributes that hold one line of words each, in the order in which readers see them. They are read, written, kept and
offered as options by this list; what they are called is in `render/wording/labels.py`."""


class Update(BaseModel):
    """One message to readers. Every datetime is aware and in UTC.

    `text` is Markdown as the author wrote it, without the heading and the attributes.
    `next_update` is the promised time of the next update; `no_next_update` is true for `next update: none`,
    so that both being empty means "nothing was said" and the older promise has simply been kept by this update.
    `who`, `workaround`, `estimate` hold one line each, or None where the update does not name them.
    `source_id` is its id on the page that it was imported from.
    `line` is the heading's line in the file (1-based; 0 if the update never was in a file), `text_line`
    that of the first line of its text.
    `stand_in` marks what a tolerant build put in for words that it could not read: no author wrote it.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    stage: Stage
    text: str = ""
    next_update: datetime | None = None
    no_next_update: bool = False
    who: str | None = None
    workaround: str | None = None
    impact: Impact | None = None
    estimate: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    correction: str | None = None
    posted_as: datetime | None = None
    silent: bool = False
    source_id: str | None = None
    components: dict[str, ComponentStatus] = Field(default_factory=dict)
    line: int = 0
    text_line: int = 0
    is_fallback: bool = False

    @property
    def identity(self) -> datetime:
        """The instant that names this update for ever, even after its time was corrected."""
        return self.posted_as or self.at

    def changed(self, **fields: object) -> "Update":
        """The same with these values, which are not checked; itself where it has them, for copies take time."""
        if all(getattr(self, name) == value for name, value in fields.items()):
            return self
        return self.model_copy(update=fields)


class Correction(BaseModel):
    """Why a tolerant build shows something else than the file now says: the file has an error.

    `version` is when the version that is shown was committed; None where it is no earlier version.
    """

    model_config = ConfigDict(frozen=True)

    version: datetime | None = None


class Withdrawal(BaseModel):
    """A file that says nothing but `withdrawn: REASON`: the incident of this id is no longer told of, for good."""

    model_config = ConfigDict(frozen=True)

    id: str
    path: str
    reason: str


class Incident(BaseModel):
    """One file in `incidents/`: an incident, a maintenance or a notice (`kind`).

    `id` is the file's stem, unique and permanent; `path` is relative to the repository.
    `updates` are oldest first, strictly ascending, at least one.
    `impact` is None where the author left it to be derived from the components.
    `components` maps component ids to the status they have from the start.
    `starts` and `ends` are a maintenance's first window (always set for one, else None);
    `visible_from` and `visible_until` bound a notice (`from:` and `until:`).
    `started` is set when the fault began before the first update, `ended` when it was over before the update that
    says so; `ended` is only ever set together with `started`.
    `source` names where it was imported from, `aliases` are old paths that lead here,
    `waive` maps a rule of `check` to the reason why it does not apply.
    `being_corrected` is set by a tolerant build only.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    path: str
    kind: Kind = Kind.INCIDENT
    title: str
    impact: Impact | None = None
    components: dict[str, ComponentStatus] = Field(default_factory=dict)
    starts: datetime | None = None
    ends: datetime | None = None
    auto_complete: bool = False
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    source: str | None = None
    aliases: tuple[str, ...] = ()
    waive: dict[str, str] = Field(default_factory=dict)
    updates: tuple[Update, ...]
    being_corrected: Correction | None = None

    @property
    def details_follow(self) -> bool:
        """True where nothing that its author wrote could be read, save perhaps the title."""
        return all(update.is_fallback for update in self.updates)

    @property
    def statuspage_code(self) -> str | None:
        """The incident's id at Atlassian Statuspage, as its addresses and its API have it; None for any other.

        `source` is `statuspage:CODE`, or `statuspage:CODE/NUMBER` where the import learned the number. A later part
        of a large one (`…#2`) has a source but no code: two incidents must not share an id.
        """
        found = _STATUSPAGE.fullmatch(self.source or "")
        return found["code"] if found else None

    @property
    def statuspage_number(self) -> str | None:
        """The number that the old page's history.atom named this incident by; None where nobody knows it."""
        found = _STATUSPAGE.fullmatch(self.source or "")
        return found["number"] if found else None

    @property
    def source_key(self) -> str | None:
        """What an import knows this incident again by: `source` without the number, which it may not have learned."""
        return _NUMBER.sub(r"\1", self.source) if self.source else None
