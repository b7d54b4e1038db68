"""Whose page this is: the example's company and placeholders have no place on a page of one's own."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from statuary.model.options import EmailForm
from statuary.source.mkdocs_yml import find
from statuary.source.plugin_options import Options
from statuary.source.problems import Findings
from statuary.source.times import TimeError, parse_time

COMPANY = "hazelbarrow"
"""The company of the example. It does not exist, so nobody answers at its addresses."""

STORY = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)
"""The moment at which the example's story is told: `now` in its mkdocs.yml."""

PUBLISHING = "STATUARY_PUBLISH"
"""`true` in the environment of whatever publishes the page, such as deploy.yml: placeholders are then errors."""

_PLACEHOLDER = re.compile(
    r"(?:.+\.)?(?:example\.(?:com|net|org)|example|invalid|test|localhost|your-domain(?:\..+)?)|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z]+://|mailto:)?(?:[^/?#]*@)?(?P<host>\[[0-9a-f:]+\]|[^/:?#]*)", re.IGNORECASE)
_ADDRESSES = (
    *("site_url", "repo_url", "id_domain", "contacts", "links"),
    *("subscribe", "email_form", "ntfy", "mirrors", "feedback"),
)
_REMEDIES = {
    "site_name": "write the name of your page",
    "site_url": "write where your page is",
    "repo_url": "write the address of your repository, or delete the line",
    "id_domain": "write the host of your page; it names your updates in feeds for ever",
    "description": "write what your page is about, or delete the line",
    "contacts": "write how people reach you, or delete the entry",
    "links": "write links of your own, or delete the entry",
    "subscribe": "write a service of yours, or delete the entry",
    "email_form": "write the form of your list, or delete the option",
    "ntfy": "write a topic of yours, or delete the line",
    "mirrors": "write an address of yours, or delete the entry",
    "feedback": "write an address of yours, or delete the line",
}


def is_placeholder(address: str) -> bool:
    """Whether a URL, an address for mail or a host is one that nobody has, or one of this machine."""
    found = _HOST.match(address.strip())
    unfilled = address.rstrip("/").endswith("/OWNER/NAME")
    return unfilled or bool(found and _PLACEHOLDER.fullmatch(found["host"].rstrip(".")))


def is_publishing(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether what is built now goes to readers."""
    return environ.get(PUBLISHING, "").strip().lower() in ("1", "true", "yes")


def names_company(text: str) -> bool:
    """Whether a text speaks of the example's company."""
    return COMPANY in text.lower()


def check_ownership(
    config: dict[str, Any],
    raw: object,
    options: Options,
    text: str,
    findings: Findings,
    runs_example: Callable[[], bool] = lambda: True,
) -> frozenset[str]:
    """Tell of what is not the owner's in the configuration; the values that must not be published.

    `raw` are the plugin's options as they were written. A page with a fixed `now` tells a story, and may have invented
    addresses; only the example's own has its company, and is not published unless what runs is the example's, too.
    """
    is_example = _is_story(options.now) and (not is_publishing() or runs_example())
    if is_example:
        return frozenset()
    refused: set[str] = set()
    told: set[tuple[int, int]] = set()
    for key, value, is_address in _values(config, raw):
        foreign = names_company(value)
        placeholder = is_address and is_placeholder(value) and not options.now
        place = _place(text, key, value)
        if foreign or (placeholder and is_publishing()):
            refused.add(value)
        if (foreign or placeholder) and place not in told:
            told.add(place)
            _tell(findings, key, place, value, foreign)
    return frozenset(refused)


def _is_story(now: str) -> bool:
    try:
        return bool(now) and parse_time(now, {}) == STORY
    except TimeError:
        return False


def _tell(findings: Findings, key: str, place: tuple[int, int], value: str, foreign: bool) -> None:
    hint = _REMEDIES.get(key, "write yours, or delete the line")
    if foreign:
        findings.error("example", place, f"“{value}” is the example's company, which does not exist", hint)
        return
    if key == "site_url":
        hint += ", such as “site_url: https://status.your-domain/”; ids in feeds follow it"
    message = f"“{value}” is a placeholder: readers who follow it find nobody"
    if is_publishing():
        findings.error("placeholder-address", place, message, hint)
    else:
        findings.advice("placeholder-address", place, message, f"before you publish: {hint}")


def without(options: Options, refused: frozenset[str]) -> Options:
    """The options without the values that must not be published."""
    if not refused:
        return options
    lists = {
        key: tuple(one for one in getattr(options, key) if refused.isdisjoint((one.name, one.url)))
        for key in ("contacts", "links", "subscribe")
    }
    texts = {
        key: ""
        for key in ("id_domain", "description", "feedback", "ntfy")
        if getattr(options, key) in refused
    }
    mirrors = tuple(one for one in options.mirrors if one not in refused)
    form = EmailForm() if options.email_form.action in refused else options.email_form
    return options.model_copy(update={**lists, **texts, "mirrors": mirrors, "email_form": form})


def _values(config: dict[str, Any], raw: object) -> Iterator[tuple[str, str, bool]]:
    """Every text of the configuration, the option that it belongs to, and whether it is an address."""
    for key, value in config.items():
        if key != "plugins":
            yield from ((key, text, key in _ADDRESSES) for text, _ in _texts(value, ""))
    for key, value in raw.items() if isinstance(raw, dict) else ():
        for text, below in _texts(value, ""):
            yield str(key), text, key in _ADDRESSES and below in ("", "url", "action")


def _texts(value: object, below: str) -> Iterator[tuple[str, str]]:
    """The texts in a value, each with the innermost key that it stands at."""
    if isinstance(value, str):
        yield value, below
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key), "key"
            yield from _texts(one, str(key))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, below)


def _place(text: str, key: str, value: str) -> tuple[int, int]:
    """Where a value stands, at or below its key; where it is folded, the key's own place."""
    start = find(text, key)
    for number, line in enumerate(text.split("\n")[max(start[0] - 1, 0) :], max(start[0], 1)):
        if value in line:
            return number, line.index(value) + 1
    return start
