"""What is overdue or due soon, as text for people, for programs and for GitHub's pages. Somebody else prints it."""

import json
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta

from statuary.check.formats import ANNOTATIONS, annotation
from statuary.model import Problem, Severity
from statuary.reminders.overview import Overview
from statuary.reminders.reminder import LocalTimes, about, as_data, command, fact, hint, lateness, length
from statuary.render.wording.instants import iso
from statuary.status import Due
from statuary.terminal import harmless_line


def as_text(found: Overview, within: timedelta) -> str:
    """Two lines a thing, the worst first; then what can be said of the rest."""
    told = (*found.overdue, *found.soon(within))
    lines = [line for one in told for line in lines_of(one, found)]
    return "".join(f"{line}\n" for line in (*lines, *errors_in(found), _summary(found, within)))


def lines_of(one: Due, found: Overview) -> Iterator[str]:
    """What is so, and what to run."""
    yield f"{lateness(one, found.now)}: {_sentence(one, found)}"
    yield f"    {command(one)}"
    if one.is_overdue(found.now):
        yield f"    {hint(one)}"


def _sentence(one: Due, found: Overview) -> str:
    times = LocalTimes(found.settings.zone, found.now)
    title = harmless_line(one.state.incident.title)
    return f"“{title}” ({about(one)}): {fact(one, found.now, times)}."


def errors_in(found: Overview) -> list[str]:
    """Each file that cannot be read: something of it may be missing from all this."""
    files = dict.fromkeys(harmless_line(one.path) for one in found.errors)
    return [
        f"{path} cannot be read as it stands, so something may be missing here: statuary check"
        for path in files
    ]


def _summary(found: Overview, within: timedelta) -> str:
    overdue, soon = len(found.overdue), len(found.soon(within))
    if overdue or soon:
        return f"{overdue} overdue, {soon} due within {length(within)}."
    return f"Nothing is overdue, and nothing is due within {length(within)}.{_next(found)}"


def _next(found: Overview) -> str:
    """What comes first of all that is further away."""
    one = next_due(found)
    if one is None:
        return ""
    times = LocalTimes(found.settings.zone, found.now)
    return f" Next: “{harmless_line(one.state.incident.title)}”, {times.moment(one.at)}."


def next_due(found: Overview) -> Due | None:
    """What becomes due first, of all that is still to come."""
    ahead = (one for one in found.dues if one.at > found.now)
    return min(ahead, key=lambda one: one.at, default=None)


def as_json(found: Overview, within: timedelta) -> str:
    """One object. `next` is when something becomes due, however far away; `errors` are those of the files."""
    told = (*found.overdue, *found.soon(within))
    coming = next_due(found)
    document = {
        "now": iso(found.now),
        "overdue": len(found.overdue),
        "due": [as_data(one, found.now, found.settings.url) for one in told],
        "next": iso(coming.at) if coming else None,
        "errors": [
            one.model_dump(mode="json", include={"path", "line", "rule", "message"}) for one in found.errors
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="replace").decode()


def as_github(found: Overview, within: timedelta) -> str:
    """A warning for each thing that is overdue, then the text, in which GitHub is told to look for no commands."""
    annotated = "".join(f"{annotation(_problem(one, found))}\n" for one in found.overdue[:ANNOTATIONS])
    token = secrets.token_hex(16)
    return f"{annotated}::stop-commands::{token}\n{as_text(found, within)}::{token}::\n"


def _problem(one: Due, found: Overview) -> Problem:
    return Problem(
        path=one.state.incident.path,
        line=one.state.newest.line,
        severity=Severity.ADVICE,
        rule=one.kind.value,
        message=f"{lateness(one, found.now)}: {_sentence(one, found)}",
        hint=command(one),
    )


FORMATS: dict[str, Callable[[Overview, timedelta], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
