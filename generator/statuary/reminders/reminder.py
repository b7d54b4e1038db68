"""One thing that is due, in words for its author: what readers wait for, how late it is, and the command to run."""

import shlex
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from statuary.model import Impact, Kind
from statuary.render.wording.instants import iso
from statuary.render.wording.language import Language
from statuary.status import Due, DueKind

_COMMANDS = {
    DueKind.STALE: "update",
    DueKind.UNCONFIRMED: "resolve",
    DueKind.PROMISE: "update",
    DueKind.SILENCE: "update",
    DueKind.POSTMORTEM: "postmortem",
}
_HINTS = {
    DueKind.STALE: "If it is over: statuary resolve, and “ended: TIME” in the front matter.",
    DueKind.UNCONFIRMED: "If it takes longer: statuary update, with --ends.",
    DueKind.PROMISE: "“No change yet” is an update, too.",
    DueKind.SILENCE: "“No change yet” is an update, too.",
    DueKind.POSTMORTEM: "A link to one that is published elsewhere is enough. If there will be none, say why in the "
    "front matter: waive: {postmortem-owed: the reason}",
}
_LENGTHS = Language()


@dataclass(frozen=True)
class LocalTimes:
    """Times in the page's zone. With `near`, the day is left out where it is that one's, too."""

    zone: tzinfo
    near: datetime | None = None

    def moment(self, at: datetime) -> str:
        """`10:34 UTC`, or with the day before it."""
        there = at.astimezone(self.zone)
        is_near = self.near is not None and there.date() == self.near.astimezone(self.zone).date()
        return f"{there:%H:%M %Z}" if is_near else f"{there:%Y-%m-%d %H:%M %Z}"

    def last_day(self, end: datetime) -> str:
        """The day that ends then."""
        return f"{(end - timedelta(seconds=1)).astimezone(self.zone):%Y-%m-%d}"


def command(one: Due) -> str:
    """What to run."""
    return f"statuary {_COMMANDS[one.kind]} {shlex.quote(one.state.incident.id)} --publish"


def hint(one: Due) -> str:
    """What makes it easier."""
    return _HINTS[one.kind]


def about(one: Due) -> str:
    """What kind of thing it is: its impact, where it has one."""
    if one.state.incident.kind is Kind.INCIDENT and one.state.impact is not Impact.NONE:
        return one.state.impact.value
    return one.state.incident.kind.value


def fact(one: Due, now: datetime, times: LocalTimes) -> str:
    """What readers wait for, in a sentence without its end, that holds as long as nobody posts."""
    at, passed = times.moment(one.at), one.at <= now
    last = times.moment(one.state.last_word.at)
    was = "was" if passed else "is"
    if one.kind is DueKind.PROMISE:
        return f"the next update {was} promised for {at}"
    if one.kind is DueKind.SILENCE:
        return f"there is no update since {last} and no promise of one; it {was} due at {at}"
    if one.kind is DueKind.UNCONFIRMED:
        return f"its end {was} planned for {at}" + (", and is not confirmed as done" if passed else "")
    if one.kind is DueKind.STALE:
        return f"it is open, without an update since {last}; from {at} on, the page says so"
    return f"it is over, and readers do not know why it happened; a post-mortem {was} due by {times.last_day(one.at)}"


def lateness(one: Due, now: datetime) -> str:
    """`26 minutes overdue`, `due now` or `due in 4 minutes`."""
    if one.is_overdue(now):
        return f"{length(now - one.at)} overdue"
    return "due now" if one.at <= now else f"due in {length(one.at - now)}"


def length(duration: timedelta) -> str:
    """A duration in words."""
    return _LENGTHS.duration(duration)


def as_data(one: Due, now: datetime, site: str) -> dict[str, Any]:
    """For programs. `minutes` is how late it is, below zero where it is still to come."""
    incident = one.state.incident
    return {
        "id": incident.id,
        "title": incident.title,
        "path": incident.path,
        "url": f"{site}incidents/{incident.id}/",
        "kind": incident.kind,
        "impact": one.state.impact,
        "rule": one.kind.value,
        "due": iso(one.at),
        "overdue": one.is_overdue(now),
        "minutes": int((now - one.at).total_seconds() // 60),
        "command": command(one),
    }
