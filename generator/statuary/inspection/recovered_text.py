"""The turns that a text takes, heading by heading, and whether it has plainly come to an end.

Whoever mistypes one line may have mistyped another, so an end is believed only where it is written as it must be, and
where nothing that came after it, in the file or by its time, could say that it goes on.

What a broken text tells, as one value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from statuary.model import ENDED_STAGES, ComponentStatus, Impact, Kind, Stage
from statuary.status import CLOCK_SKEW
from statuary.status.stages import UNDER_WAY

_ENDS = {
    Kind.INCIDENT: frozenset({Stage.RESOLVED}),
    Kind.MAINTENANCE: frozenset({Stage.COMPLETED, Stage.CANCELLED}),
}
"""A post-mortem tells of an end, and is none."""
_SILENT = frozenset({Stage.UPDATE, Stage.NOTICE, Stage.POSTMORTEM})
"""What keeps the stage that holds."""


class Turn(NamedTuple):
    """A heading, or a line that says that something is wrong; `stage` is None where it could be any that is open.

    `new`: the good version lacks it. `plain`: a heading as it must be written, and not within code.
    """

    stage: Stage | None
    at: datetime | None = None
    new: bool = False
    plain: bool = False

    @property
    def opens(self) -> bool:
        """True for what could say that it goes on."""
        return self.stage not in ENDED_STAGES | _SILENT


def is_over(turns: Sequence[Turn], kind: Kind, now: datetime) -> bool:
    """True when the last stage of the text is a plain end that is not in the future."""
    end: Turn | None = None
    begun = False
    for turn in turns:
        if turn.opens:
            end = None
            begun = begun or (turn.new and (turn.stage is None or turn.stage in UNDER_WAY))
        elif _ends(turn, kind, now) and not (begun and turn.stage is Stage.CANCELLED):
            end, begun = turn, False
    return end is not None and not any(_is_later(turn, end) for turn in turns)


def _ends(turn: Turn, kind: Kind, now: datetime) -> bool:
    on_time = turn.at is not None and turn.at <= now + CLOCK_SKEW
    return turn.plain and on_time and turn.stage in _ENDS.get(kind, ())


def _is_later(turn: Turn, end: Turn) -> bool:
    """The text may be out of order: what opened at the same minute and is new counts, too."""
    if not turn.opens or turn.at is None or end.at is None:
        return False
    return turn.at > end.at or (turn.at == end.at and turn.new)


def kind_of(turns: Iterable[Turn], said: Kind) -> Kind:
    """The kind of a text whose front matter may be lost: planned work has stages of its own."""
    planned = {Stage.SCHEDULED, *UNDER_WAY}
    first = next((turn.stage for turn in turns if turn.stage is not None), None)
    return Kind.MAINTENANCE if said is Kind.INCIDENT and first in planned else said


class Heading(NamedTuple):
    """A heading that can be read."""

    at: datetime
    stage: Stage


@dataclass
class RecoveredText:
    """What a broken text tells. `title` is empty and `kind` an incident where it does not plainly say.

    `statuses` and `impact` are the worst that it names and the good version does not. `changed`: a line came, went or
    moved that could change the course (a heading, a status, a window, a conflict). `turns` are in the file's order.
    """

    title: str = ""
    kind: Kind = Kind.INCIDENT
    source: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    headings: list[Heading] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    statuses: dict[str, ComponentStatus] = field(default_factory=dict)
    impact: Impact | None = None
    changed: bool = False
    conflict: bool = False

    @property
    def new_stages(self) -> list[Stage]:
        """The stages of headings that the good version lacks, as far as they can be guessed."""
        own = (turn.stage for turn in self.turns if turn.new and turn.stage is not Stage.UPDATE)
        return [stage for stage in own if stage is not None]

    @property
    def opened_at(self) -> datetime | None:
        """When the last new heading that could open it says that it does."""
        return next((turn.at for turn in reversed(self.turns) if turn.new and turn.opens and turn.at), None)

    @property
    def goes_on(self) -> bool:
        """True when something new says that work is under way, or that something is wrong."""
        return any(turn.new and (turn.stage is None or turn.stage in UNDER_WAY) for turn in self.turns)

    def is_over(self, kind: Kind, now: datetime) -> bool:
        """True when the text says plainly that it has ended, and nothing says otherwise."""
        return not self.conflict and is_over(self.turns, kind, now)
