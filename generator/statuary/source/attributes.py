"""The `- key: value` lines under an update's heading."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from statuary.model import FACTS, ComponentStatus, Impact
from statuary.source import vocabulary
from statuary.source.lookalikes import names_one_of
from statuary.source.markup import LIST_LINE, STATUS_SPELLING, Line
from statuary.source.problems import Context, Findings, near, suggestion
from statuary.source.times import TIME, TimeError, parse_duration, parse_time

KEYS = (
    "next update",
    *FACTS,
    "impact",
    "starts",
    "ends",
    "correction",
    "posted as",
    "silent",
    "source id",
)
_YES = {"yes": True, "true": True, "no": False, "false": False}


@lru_cache(maxsize=1024)
def key_of(text: str) -> str:
    """A key as the tables know it: `Next_Update` is `next update`."""
    return re.sub(r"[\s_-]+", " ", text.strip().lower())


class Attributes:
    """Reads the attributes of one update; `at` is the instant of its heading, from which durations count."""

    def __init__(self, at: datetime, findings: Findings, context: Context) -> None:
        self._at = at
        self._findings = findings
        self._context = context
        self._values: dict[str, Any] = {}
        self._components: dict[str, ComponentStatus] = {}
        self._lines: dict[str, int] = {}

    def read(self, lines: Sequence[Line]) -> tuple[dict[str, Any], int]:
        """The fields of `Update` that the attributes set, and how many lines they take up.

        The list ends at the first line that is none of its own; a blank line ends it unless an attribute follows.
        A list without one known key is prose.
        """
        listed, taken = _leading_list(lines, self.is_known)
        if not any(self._belongs(match) for _, match in listed):
            return {}, 0
        for line, match in listed:
            self._one(line, match)
        self._refuse_continuation(lines[taken : taken + 1])
        return self._values | ({"components": self._components} if self._components else {}), taken

    def is_known(self, key: str) -> bool:
        """True for the name of an attribute, and for a component's id or name."""
        return key_of(key) in KEYS or self._component(key) is not None

    def _component(self, key: str) -> str | None:
        return self._context.components.get(key.strip().lower())

    def _belongs(self, match: re.Match[str]) -> bool:
        """Known, or so near that it must be a slip of the pen: a slip must not turn a status into prose."""
        key = match["key"]
        return self.is_known(key) or looks_like_attribute(key, match["value"], self._context)

    def _one(self, line: Line, match: re.Match[str]) -> None:
        key, value = match["key"], (match["value"] or "").strip()
        place = (line.number, line.text.index(key) + 1)
        component = self._component(key)
        name = key_of(key) if key_of(key) in KEYS else component
        if name is None:
            known = [*KEYS, *self._context.component_ids]
            hint = (
                suggestion(key_of(key), known)
                + "; or put an empty line and a sentence before a list that is text"
            )
            message = f"“{key}” is not an attribute or a component"
            return self._findings.error("attribute", place, message, hint, component=key)
        if name in self._lines:
            message = f"“{name}” stands twice under this heading (also on line {self._lines[name]})"
            return self._findings.error("attribute", place, message, "keep one of them")
        self._lines[name] = line.number
        if not value:
            return self._findings.error(
                "attribute", place, f"“{key}:” has no value", "write one, or delete the line"
            )
        self._store(name, component, value, line, match.start("value") + 1)
        return None

    def _store(self, name: str, component: str | None, value: str, line: Line, column: int) -> None:
        where = (line.number, column)
        if name not in KEYS:
            self._status(component or name, value, line, where)
        elif name == "next update":
            self._next_update(value, where)
        elif name in ("starts", "ends", "posted as"):
            self._set(name.replace(" ", "_"), self._time(value, where))
        elif name == "impact":
            self._set("impact", self._impact(value, where))
        elif name == "silent":
            self._set("silent", self._flag(value, where))
        else:
            self._set(name.replace(" ", "_"), value)

    def _set(self, field: str, value: object) -> None:
        if value is not None:
            self._values[field] = value

    def _status(self, component: str, value: str, line: Line, where: tuple[int, int]) -> None:
        status = vocabulary.component_status(value)
        if status is None:
            hint = vocabulary.status_hint(value)
            return self._findings.error(
                "component-status", where, f"“{value}” is not a component status", hint
            )
        self._components[component] = status
        right = f"- {component}: {status}"
        if line.text.rstrip() != right:
            self._findings.canonical((line.number, 1), line.text.strip(), right)
        return None

    def _next_update(self, value: str, where: tuple[int, int]) -> None:
        if value.lower() in ("none", "no"):
            return self._set("no_next_update", True)
        duration = parse_duration(value)
        if duration is not None and timedelta(0) < duration:
            return self._set("next_update", self._at + duration)
        moment = self._time(value, where, "write 30 min, 2 hours, a time like 2026-11-22 11:00 UTC, or none")
        if moment is not None and moment <= self._at:
            message = "the next update is promised for a time that is not after this one"
            return self._findings.error("attribute", where, message, "check the date and the zone")
        return self._set("next_update", moment)

    def _time(self, value: str, where: tuple[int, int], hint: str = "") -> datetime | None:
        try:
            return parse_time(value, self._context.zones)
        except TimeError as error:
            rule = "attribute" if hint and not re.match(r"\d{4}-", value) else "time"
            self._findings.error(rule, where, str(error), hint if rule == "attribute" else error.hint)
            return None

    def _impact(self, value: str, where: tuple[int, int]) -> Impact | None:
        impact = vocabulary.impact(value)
        if impact is None:
            self._findings.error("attribute", where, f"“{value}” is not an impact", suggestion(value, Impact))
        return impact

    def _flag(self, value: str, where: tuple[int, int]) -> bool | None:
        flag = _YES.get(value.lower())
        if flag is None:
            self._findings.error(
                "attribute", where, f"“{value}” is neither yes nor no", "write “- silent: yes”"
            )
        return flag

    def _refuse_continuation(self, following: Sequence[Line]) -> None:
        for line in following:
            place = (line.number, 1)
            if line.code or not line.text.strip():
                continue
            if line.text[0] in " \t":
                hint = "put it on the line above, or leave an empty line before text"
                self._findings.error("attribute", place, "an attribute is one line; this continues it", hint)
            elif line.text.startswith(("- ", "* ", "+ ")):
                hint = "write “- key: value”, or leave an empty line before a list that is text"
                self._findings.error("attribute", place, "this line of the list has no “key: value”", hint)


def looks_like_attribute(key: str, value: str | None, context: Context) -> bool:
    """A list line right under a heading that was surely meant as an attribute.

    Its key is near a known one, or it says a status, or it is a key of another status page's kind.
    """
    if not value:
        return False
    if near(key_of(key), KEYS) is not None or key_of(key) in _FOREIGN:
        return True
    return STATUS_SPELLING.fullmatch(value) is not None or vocabulary.component_status(value) is not None


def is_surely_meant(key: str, value: str, context: Context) -> bool:
    """Anywhere else: prose may well have a line “who: …”, but it does not say a component's status that way."""
    if key_of(key) in SURE:
        return SURE[key_of(key)](value)
    if STATUS_SPELLING.fullmatch(value):
        return True
    if vocabulary.component_status(value) is None and vocabulary.impact(value) is None:
        return False
    if names_one_of(key, {*context.components, *context.groups}):
        return True
    return (
        near(key, context.component_ids) is not None
        or near(key_of(key), ("next update", "impact")) is not None
    )


def could_be_meant(key: str, value: str) -> bool:
    """The same for whoever does not know the components: true for everything that `is_surely_meant` could be."""
    says_status = vocabulary.component_status(value) is not None or vocabulary.impact(value) is not None
    return key_of(key) in SURE or says_status


_FOREIGN = frozenset({"severity", "status", "state", "component", "components", "affected", "systems"})
SURE: dict[str, Callable[[str], bool]] = {
    "next update": lambda value: True,
    "impact": lambda value: vocabulary.impact(value) is not None,
    "silent": lambda value: value.lower() in _YES,
    "starts": lambda value: bool(TIME.match(value)),
    "ends": lambda value: bool(TIME.match(value)),
    "posted as": lambda value: bool(TIME.match(value)),
}


def _leading_list(
    lines: Sequence[Line], is_known: Callable[[str], bool]
) -> tuple[list[tuple[Line, re.Match[str]]], int]:
    listed: list[tuple[Line, re.Match[str]]] = []
    taken = 0
    for index, line in enumerate(lines):
        match = None if line.code else LIST_LINE.match(line.text)
        blank_before = index > taken
        if match and (not listed or not blank_before or is_known(match["key"])):
            listed.append((line, match))
            taken = index + 1
        elif line.text.strip():
            break
    return listed, taken
