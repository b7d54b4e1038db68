"""The example's story, moved so that it happens now, and told of a company that nobody can take for a real one."""

import re
from datetime import UTC, date, datetime, timedelta

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:(?P<between>[T ])(?P<clock>\d{2}:\d{2}))?|(?<![\d:-])(?P<bare>\d{2}:\d{2})(?![\d:])"
)
_NOW_LINE = re.compile(r"^[ \t]+now:[ \t]*(?P<value>\S+).*\n", re.MULTILINE)
_IDENTITY = (
    ("repo_url: https://github.com/hazelbarrow/status", "# repo_url: https://github.com/OWNER/NAME"),
    ("hazelbarrow-status.example", "status.example.net"),
    ("hazelbarrow.example", "example.com"),
    ("Hazelbarrow", "Example"),
)
"""The story's page is live, unlike the example's own, so that it can be tried out. Its addresses are placeholders, so
that nobody publishes it by mistake."""


def without_now(config: str) -> str:
    """The example's configuration without its fixed moment."""
    return _NOW_LINE.sub("", config)


def shift_to(config: str, now: datetime) -> timedelta:
    """From the story's `now` to this one, in whole five minutes, never into the future."""
    match = _NOW_LINE.search(config)
    if match is None:
        raise ValueError("the example's mkdocs.yml does not fix its “now”")
    delta = now - datetime.fromisoformat(match["value"])
    return delta - delta % timedelta(minutes=5)


def shifted(text: str, shift: timedelta) -> str:
    """Move every date and time of the story that a text names; a day alone moves by whole days."""
    return _MOMENT.sub(lambda match: _moved(match, shift), text)


def renamed(text: str) -> str:
    """The text with placeholders in place of the invented company's name and addresses."""
    for old, new in _IDENTITY:
        text = text.replace(old, new)
    return text


def _moved(match: re.Match[str], shift: timedelta) -> str:
    if match["bare"]:
        return f"{_at(date(2026, 1, 2), match['bare']) + shift:%H:%M}"
    day = date.fromisoformat(match["day"])
    if match["clock"] is None:
        return str(day + timedelta(days=round(shift / timedelta(days=1))))
    return f"{_at(day, match['clock']) + shift:%Y-%m-%d{match['between']}%H:%M}"


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
