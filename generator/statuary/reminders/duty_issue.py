"""The one issue for the person on duty: what a host's API has to be asked for, so that it says what is overdue.

People get mail when an issue is opened, closed or commented on, and none when its text changes. So its text holds
what is so, in words that change only when that does, and a comment is only for what has become overdue since.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from statuary.reminders.overview import Overview
from statuary.reminders.reminder import LocalTimes, about, command, fact, hint, length
from statuary.render.changes import quoted_line
from statuary.render.wording.instants import iso
from statuary.status import Due, DueKind

_MARK = re.compile(r"<!-- statuary-remind:(?P<keys>[ 0-9a-f]*) -->")
_MOST = 20
"""So many things an issue names; GitHub takes no text without end."""

Request = dict[str, Any]
"""`method`, `path` below the repository's own, and `fields`."""


@dataclass(frozen=True)
class Duty:
    """`person` is mentioned: a name or team of the host, or empty. `form` is where to post from a phone, or empty.
    `every` is how often the clock of the workflow runs.
    """

    person: str = ""
    form: str = ""
    every: timedelta | None = None


def requests(found: Overview, issues: Sequence[Mapping[str, Any]], duty: Duty) -> list[Request]:
    """What to ask for, in this order. `issues` are the open ones that our workflows opened, as the API gives them."""
    ours = _ours(issues)
    if not found.overdue:  # of a file that cannot be read, nobody knows
        over = ours and not found.errors
        return [_request("PATCH", ours, state="closed", state_reason="completed")] if over else []
    title, body = _title(found), _body(found, duty)
    if ours is None:
        return [_request("POST", None, title=title, body=body)]
    asked = []
    if (ours["title"], _unix(ours)) != (title, body):
        asked.append(_request("PATCH", ours, title=title, body=body))
    known = _known(ours)
    if new := [one for one in found.overdue if _key(one) not in known]:
        asked.append(_comment(ours, new, found, duty))
    return asked


def _ours(issues: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The oldest one of this kind: other workflows open issues, too."""
    written = (one for one in issues if not one.get("pull_request") and _MARK.search(_unix(one)))
    return min(written, key=lambda one: int(one["number"]), default=None)


def _unix(issue: Mapping[str, Any]) -> str:
    return str(issue.get("body") or "").replace("\r\n", "\n")


def _known(issue: Mapping[str, Any]) -> set[str]:
    found = _MARK.search(_unix(issue))
    return set(found["keys"].split()) if found else set()


def _key(one: Due) -> str:
    """What is the same thing at the next look: with a new promise, another one is overdue."""
    named = f"{one.state.incident.id} {one.kind} {iso(one.at)}"
    return hashlib.sha256(named.encode(errors="replace")).hexdigest()[:12]


def _request(method: str, issue: Mapping[str, Any] | None, below: str = "", **fields: Any) -> Request:
    path = "issues" if issue is None else f"issues/{int(issue['number'])}{below}"
    return {"method": method, "path": path, "fields": fields}


def _title(found: Overview) -> str:
    first, *rest = found.overdue
    more = f", and {len(rest)} more" if rest else ""
    title = " ".join(first.state.incident.title.split())
    return f"Overdue: {title[:100]}{more}".encode(errors="replace").decode()


def _body(found: Overview, duty: Duty) -> str:
    name = f"[{quoted_line(found.settings.name)}]({found.settings.url})"
    parts = [*_person(duty), f"Readers of {name} wait for this:", _list(found.overdue, found, duty)]
    if found.errors:
        files = sorted({one.path for one in found.errors})[:_MOST]
        listed = ", ".join(quoted_line(one) for one in files)
        parts.append(
            f"Something may be missing here, for these files cannot be read as they stand: {listed}."
        )
    parts.append(_how_late(duty))
    keys = "".join(f" {_key(one)}" for one in found.overdue)
    return "\n\n".join([*parts, f"<!-- statuary-remind:{keys} -->"])


def _how_late(duty: Duty) -> str:
    often = f" and every {length(duty.every)}" if duty.every else ""
    late = f" So it can come {length(duty.every)} late, or later." if duty.every else ""
    return (
        f"This is renewed with each deployment{often}, when GitHub's clock is in time.{late} To hear of it in time, "
        "run `statuary remind --wait` in a terminal. The issue closes by itself when nothing is overdue. "
        "To switch it off, set the variable `STATUARY_REMIND` to `false`."
    )


def _comment(issue: Mapping[str, Any], new: Sequence[Due], found: Overview, duty: Duty) -> Request:
    parts = [*_person(duty), "This has become overdue, too:", _list(new, found, duty)]
    return _request("POST", issue, "/comments", body="\n\n".join(parts))


def _person(duty: Duty) -> list[str]:
    return [f"@{duty.person}"] if re.fullmatch(r"[\w-]+(?:/[\w.-]+)?", duty.person, re.ASCII) else []


def _list(dues: Sequence[Due], found: Overview, duty: Duty) -> str:
    lines = [_item(one, found, duty) for one in dues[:_MOST]]
    if more := len(dues) - _MOST:
        lines += [f"- and {more} more: `statuary remind`"] if more > 0 else []
    return "\n".join(lines)


def _item(one: Due, found: Overview, duty: Duty) -> str:
    times = LocalTimes(found.settings.zone)
    incident = one.state.incident
    title = f"[{quoted_line(incident.title)}]({found.settings.url}incidents/{incident.id}/)"
    has_form = duty.form and one.kind is not DueKind.POSTMORTEM  # it offers no such stage
    form = f", or the form [Post an update]({duty.form})" if has_form else ""
    said = f"- {title} ({about(one)}): {fact(one, found.now, times)}."
    return f"{said}\n  `{command(one)}`{form}. {hint(one)}"
