"""Each post-mortem that is owed, and each that was published, with where it is."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import NamedTuple

from statuary.render.frame import Frame
from statuary.render.wording.instants import anchor
from statuary.render.wording.language import marked
from statuary.status.figures import CountedIncident, PostmortemState, postmortem_state
from statuary.status.record import CommunicationRecord


class RecordEntry(NamedTuple):
    """One incident; `url` is seen from the site's root."""

    title: str
    url: str
    said: str


_MOMENT = timedelta(seconds=1)
"""It is due by the end of a day, which is that day and not the next one."""
_SAID: Mapping[PostmortemState | None, str] = MappingProxyType(
    {
        None: marked("Published on %(published)s."),
        PostmortemState.IN_TIME: marked("Published on %(published)s."),
        PostmortemState.LATE: marked("Published on %(published)s. It was due on %(due)s."),
        PostmortemState.WAIVED: marked("Waived: %(reason)s"),
        PostmortemState.NOT_DUE: marked("Due on %(due)s."),
        PostmortemState.MISSING: marked("Missing. It was due on %(due)s."),
    }
)


def postmortems(record: CommunicationRecord, frame: Frame) -> Iterator[RecordEntry]:
    """The newest incident first."""
    for one in reversed(record.incidents):
        if one.track.postmortem or one.published:
            yield RecordEntry(one.state.incident.title, _place(one), _said(one, frame))


def _place(one: CountedIncident) -> str:
    """The update itself, where there is one."""
    at = next((update.identity for update in one.state.updates if update.at == one.published), None)
    return f"incidents/{one.state.incident.id}/" + (f"#{anchor(at)}" if at else "")


def _said(one: CountedIncident, frame: Frame) -> str:
    owed, published = one.track.postmortem, one.published
    return frame.language.gettext(
        _SAID[postmortem_state(one, frame.now)],
        published=frame.language.day(frame.times.day(published)) if published else "",
        due=frame.language.day(frame.times.day(owed.due - _MOMENT)) if owed else "",
        reason=(owed.waived if owed else "") or "",
    )
