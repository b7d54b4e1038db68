"""`components.yaml`: what the company runs, in order, in groups."""

import re
from datetime import date
from typing import Any

from statuary.model import Component, ComponentStatus, Group, Problem
from statuary.source.attributes import KEYS, key_of
from statuary.source.encoding import FORBIDDEN, NotTextError, decoded, describe, unix_lines
from statuary.source.problems import Findings, place, suggestion
from statuary.source.times import FIRST_YEAR, LAST_YEAR
from statuary.source.vocabulary import LONGEST, SLUG, component_status, kept_slug, slug
from statuary.source.yaml_text import Entry, Node, YamlError, read_yaml

FILE_NAME = "components.yaml"
GROUP_KEYS = ("name", "id", "description", "source", "components")
COMPONENT_KEYS = ("id", "name", "description", "url", "since", "until", "words", "source")
FAULTS = tuple(status for status in ComponentStatus if status.is_fault)
"""The statuses of which a component may have words of its own."""


def is_components_file(path: str) -> bool:
    """Whether a problem is about this file, also under a name that it has by mistake."""
    return path.lower() in (FILE_NAME, "components.yml")


def read_components(content: bytes) -> tuple[tuple[Group, ...], list[Problem]]:
    """The groups of a file's bytes, and everything that is wrong with it. Faulty components are left out."""
    findings = Findings(FILE_NAME)
    try:
        text = unix_lines(decoded(content))
        root = read_yaml(_checked(text), comments=True)
    except NotTextError as error:
        findings.encoding(error)
        return (), findings.problems
    except YamlError as error:
        findings.yaml(error)
        return (), findings.problems
    groups = _Reader(findings).groups(root)
    return groups, findings.problems


def _checked(text: str) -> str:
    if match := FORBIDDEN.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise YamlError("control-character", line, 1, f"{describe(match.group())} stands here", "delete it")
    return text


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._ids: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._group_ids: dict[str, int] = {}
        self._sources: dict[str, int] = {}

    def groups(self, root: Node | None) -> tuple[Group, ...]:
        if root is None:
            return ()
        entries = self._entries(root, ("groups",), "the file must begin with “groups:”")
        found = entries.get("groups")
        return tuple(group for item in self._items(found) if (group := self._group(item)))

    def _error(self, rule: str, where: Entry | Node, message: str, hint: str) -> None:
        self._findings.error(rule, place(where), message, hint)

    def _items(self, entry: Entry | None) -> list[Node]:
        if entry is None or entry.value.text == "":
            return []
        if entry.value.items is None:
            hint = f"write “{entry.key}:”, then entries that begin with “- ”"
            self._error(
                "wrong-value", entry.value, f"“{entry.key}” must be a list, not {entry.value.shape}", hint
            )
            return []
        return entry.value.items

    def _entries(self, node: Node, keys: tuple[str, ...], expected: str) -> dict[str, Entry]:
        if node.entries is None:
            self._error("wrong-value", node, f"here stands {node.shape}", expected)
            return {}
        for key, entry in node.entries.items():
            if key not in keys:
                self._error("unknown-key", entry, f"“{key}” is not a key here", suggestion(key, keys))
        return node.entries

    def _text(self, entries: dict[str, Entry], key: str) -> str:
        entry = entries.get(key)
        if entry is None:
            return ""
        if entry.value.text is None:
            self._error("wrong-value", entry.value, f"“{key}” must be text", "write it on one line")
            return ""
        return entry.value.text.strip()

    def _group(self, node: Node) -> Group | None:
        entries = self._entries(node, GROUP_KEYS, "write “- name: Shop” and its components below")
        if node.entries is None:
            return None
        self._names = {}  # a page may have an API in Europe and an API in America
        name = self._text(entries, "name")
        group_id = self._text(entries, "id") or slug(name) or "components"
        self._unique(self._group_ids, group_id, node, "a group")
        components = [self._component(item) for item in self._items(entries.get("components"))]
        source = self._source(entries)
        return Group(
            id=group_id,
            name=name,
            components=tuple(one for one in components if one),
            description=self._text(entries, "description"),
            source=source,
        )

    def _unique(self, seen: dict[str, int], value: str, where: Entry | Node, what: str) -> None:
        if value in seen:
            hint = "give each its own"
            self._error("duplicate-key", where, f"“{value}” names {what} on line {seen[value]} already", hint)
        seen.setdefault(value, where.line)

    def _component(self, node: Node) -> Component | None:
        """None without a good id and name. An error in what else is said of it keeps nobody from posting about it."""
        entries = self._entries(node, COMPONENT_KEYS, "write “- id: checkout” and “name: Checkout” below")
        if node.entries is None:
            return None
        found = len(self._findings.problems)
        values: dict[str, Any] = {key: self._text(entries, key) for key in ("id", "name", "description")}
        for key in ("id", "name"):
            if not values[key]:
                self._error("missing-key", node, f"this component has no {key}", f"add a line “{key}: …”")
        if values["id"]:
            self._check_id(values["id"], entries["id"])
        if values["name"]:
            self._unique(self._names, values["name"].lower(), entries["name"], "a component of this group")
        is_known = len(self._findings.problems) == found
        values |= {key: self._day(entries, key) for key in ("since", "until")}
        values["url"] = self._url(entries)
        values["words"] = self._words(entries.get("words"))
        values["source"] = self._source(entries)
        if values["since"] and values["until"] and values["until"] < values["since"]:
            self._error("wrong-value", entries["until"], "“until” is before “since”", "check both days")
            values["until"] = None
        return Component(**values) if is_known else None

    def _check_id(self, component_id: str, entry: Entry) -> None:
        if not SLUG.fullmatch(component_id):
            hint = f"write “id: {kept_slug(component_id) or 'checkout'}”"
            message = (
                f"“{component_id[:80]}” cannot be an id: only a-z, 0-9 and single hyphens, {LONGEST} in all"
            )
            self._error("wrong-value", entry.value, message, hint)
        if key_of(component_id) in KEYS:
            self._error(
                "wrong-value",
                entry.value,
                f"“{component_id}” is an attribute of updates",
                "choose another id",
            )
        self._unique(self._ids, component_id, entry, "a component")

    def _url(self, entries: dict[str, Entry]) -> str:
        text = self._text(entries, "url")
        if text and not re.fullmatch(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", text):
            hint = "write it like https://shop.example.com/, or delete the line"
            self._error("wrong-value", entries["url"].value, f"“{text}” is not an address", hint)
            return ""
        return text

    def _words(self, entry: Entry | None) -> dict[ComponentStatus, str]:
        """The owner's sentences by status."""
        if entry is None or entry.value.text == "":
            return {}
        if entry.value.entries is None:
            hint = "write “words:”, and below it “  major_outage: You cannot pay.”"
            self._error(
                "wrong-value", entry.value, f"“words” must be a mapping, not {entry.value.shape}", hint
            )
            return {}
        found: dict[ComponentStatus, str] = {}
        for key, one in entry.value.entries.items():
            status, text = component_status(key), (one.value.text or "").strip()
            if status not in FAULTS:
                self._error("component-status", one, f"“{key}” is not a fault", suggestion(key, FAULTS))
            elif status in found:
                self._error("duplicate-key", one, f"“{key}” says “{status}” a second time", "delete one")
            elif not text or "\n" in text:
                hint = "write one sentence: what do people notice?"
                self._error("wrong-value", one, f"“{key}” has no sentence on one line", hint)
            else:
                found[status] = text
        return found

    def _source(self, entries: dict[str, Entry]) -> str | None:
        text = self._text(entries, "source")
        if not text:
            return None
        if len(text.split()) > 1:
            hint = "write it as it was imported, like statuspage:8l4ygp009s5s, or delete the line"
            self._error("wrong-value", entries["source"].value, "“source” must be one word", hint)
            return None
        self._unique(self._sources, text, entries["source"], "the origin of what stands")
        return text

    def _day(self, entries: dict[str, Entry], key: str) -> date | None:
        text = self._text(entries, key)
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            raise ValueError(day)
        except ValueError:
            self._error(
                "wrong-value", entries[key].value, f"“{text}” is not a day", "write it like 2024-05-01"
            )
            return None
