"""The first page of a new repository: who opens it may be somebody who has to post at night.

`mkdocs.yml` of a new page: the example's, with its comments, and nothing in it that is not the owner's.

With --example it is the example's story, moved so that it happens now, and told of a company that nobody can take for a
real one.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from statuary.scaffold.page_answers import Answers
from statuary.source.ownership import is_placeholder
from statuary.source.settings import host_of

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


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def readme(answers: Answers) -> str:
    """`README.md`: how to post in one click, then what an owner edits."""
    title = _SPECIAL.sub(r"\\\1", answers.name) or "Status page"
    form = ""
    if re.match(r"https?://[^/]*github", answers.repository):
        form = f" On a phone: [the form “Post an update”]({answers.repository}/actions/workflows/post.yml)."
    where = f"The page is at <{answers.url}>. " if answers.url else ""
    return f"""\
# {title}

**Something is wrong? [Post an update](incidents/README.md).**{form}

{where}Every file in [incidents/](incidents/) is one incident; what is on the branch `main` is on the page.

What the owner edits:

- [mkdocs.yml](mkdocs.yml): how the page is called, where it lives, how people reach you
- [components.yaml](components.yaml): what you run
- [.github/messages/](.github/messages/): message templates, for an outage

On a new computer, with Python 3.11 or newer, this installs the command from what lies here:

```sh
python3 -m venv .venv
.venv/bin/pip install --require-hashes --only-binary :all: -r .github/requirements.txt -r .github/wheels.txt
.venv/bin/statuary status
```

A newer version: run `statuary upgrade` from it, in this folder.

Before it goes live: [.github/go-live.md](.github/go-live.md).
How to change the look: [overrides/README.md](overrides/README.md).
"""


PLACEHOLDER = "https://status.example.com/"
"""With it a page can be looked at before its address is known; none is published with it."""

_OPEN = {
    "site_url": "https://status.your-domain/",
    "repo_url": "https://github.com/OWNER/NAME",
    "id_domain": "status.your-domain",
    "description": '"Is it working? What is wrong, and when you will hear more."',
}
"""What an owner has still to say, each as a comment to fill in."""

_LISTS = {
    "contacts": (
        "where people find help when this page has no answer",
        ["- name: Help centre", "  url: https://…"],
    ),
    "links": ("other links at the foot of every page", ["- name: Our product", "  url: https://…"]),
    "subscribe": (
        "your accounts, and services that pass updates on; {feed} is the address of the feed",
        ["- name: Mastodon", "  url: https://…"],
    ),
    "mirrors": ("the same page on other hosts, for when this one fails", ["- https://…"]),
}
_VALUE = r'(?:"(?:[^"\\]|\\.)*"|[^"#\n])*?'
_COLUMN = 50
"""Where the comments begin."""


def own_config(example: str, answers: Answers) -> str:
    """The configuration of a page of one's own. What was not answered stands in it as a comment, to be filled in."""
    config = re.sub(r"^nav:.*\n(?:[ \t]+.*\n)*\n?", "", without_now(example), flags=re.MULTILINE)
    config = config.replace('# yours: "ACME status"', "# how the page is called")
    for key, (comment, lines) in _LISTS.items():
        block = re.compile(rf"^(?P<indent>[ \t]+){key}:.*\n(?:(?P=indent)[ \t]+.*\n)*", re.MULTILINE)
        filled = [] if key != "contacts" else _contacts(answers)
        found = block.search(config)
        if found is not None:
            new = _list(key, comment, filled, lines)
            config = config[: found.start()] + new + config[found.end() :]
    for key, value in _OPEN.items():
        config = _set(config, key, value, off=True)
    return with_facts(config, {"site_name": quoted("Status")} | _facts(answers))


def _facts(answers: Answers) -> dict[str, str]:
    """What was answered, as YAML by key."""
    said = {
        "site_name": quoted(answers.name) if answers.name else "",
        "site_url": answers.url,
        "repo_url": answers.repository,
        "timezone": answers.timezone or "UTC",
        "language": quoted(answers.language) if answers.language else "",
        "id_domain": "" if is_placeholder(answers.url) else host_of(answers.url),
    }
    return {key: value for key, value in said.items() if value}


def _contacts(answers: Answers) -> list[str]:
    return [
        line
        for contact in answers.contacts
        for line in (f"- name: {quoted(contact.name)}", f"  url: {quoted(contact.url)}")
    ]


def _list(key: str, comment: str, filled: list[str], sample: list[str]) -> str:
    off = "" if filled else "# "
    first = f"      {off}{key}:"
    lines = [f"{first:<{_COLUMN}}# {comment}", *(f"      {off}  {line}" for line in filled or sample)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A YAML scalar that is text whatever it looks like: a page may be called `Yes`, `2024` or `@home: #1`."""
    return json.dumps(text, ensure_ascii=False)


def with_facts(config: str, facts: Mapping[str, str]) -> str:
    """`mkdocs.yml` with these values, which are YAML, for keys that it has, be it in a comment; other comments stay."""
    for key, value in facts.items():
        config = _set(config, key, value)
    return config


def _set(config: str, key: str, value: str, *, off: bool = False) -> str:
    """With a value for a key; `off` leaves it as a comment."""
    line = rf"^(?P<indent>[ \t]*)(?:# )?{key}:[ \t]+{_VALUE}[ \t]*(?P<comment>#.*)?$"
    found = re.search(line, config, re.MULTILINE)
    if found is None:
        return config
    new = f"{found['indent']}{'# ' if off else ''}{key}: {value}"
    if found["comment"]:
        new = f"{new:<{_COLUMN - 1}} {found['comment']}"
    return config[: found.start()] + new + config[found.end() :]
