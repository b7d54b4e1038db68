"""The turns that a text takes, heading by heading, and whether it has plainly come to an end.

Whoever mistypes one line may have mistyped another, so an end is believed only where it is written as it must be, and
where nothing that came after it, in the file or by its time, could say that it goes on.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from statuary.model import ENDED_STAGES, Kind, Stage
from statuary.status import CLOCK_SKEW
from statuary.status.walk import UNDER_WAY

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
