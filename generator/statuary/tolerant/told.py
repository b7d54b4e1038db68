"""What a broken text tells, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from statuary.model import ComponentStatus, Impact, Kind, Stage
from statuary.status.walk import UNDER_WAY
from statuary.tolerant.turns import Turn, is_over


class Heading(NamedTuple):
    """A heading that can be read."""

    at: datetime
    stage: Stage


@dataclass
class Evidence:
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
