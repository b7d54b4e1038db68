"""YAML as people mean it: every scalar is text, and what YAML would do behind their back is an error.

PyYAML's C parser reads the events; building the tree here keeps line and column of everything, and refuses
aliases, tags, merges, duplicate keys and deep nesting while parsing, before they can cost time or memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from statuary.source.encoding import FORBIDDEN, describe

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without its C parser: slower, otherwise the same
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 8
_TEXT_KEYS = ("title", "name", "description", "withdrawn")
_RAW_LINE = re.compile(
    rf"(?P<key>(?P<indent>[ \t]*(?:-[ \t]+)?)(?:{'|'.join(_TEXT_KEYS)}):[ \t]+)(?P<value>[^\s\"'|>#].*?)[ \t]*"
)
_BLOCK = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)(?:[^#]*:[ \t]+)?[|>][-+0-9]*[ \t]*(?:#.*)?")
"""What comes below is text as it stands."""
_COMMENT = re.compile(r"[ \t]#[ \t]")
_NO_MORE_TEXT = re.compile(r":(?:[ \t]|$)|(?:^|[ \t])#|^[ \t]*-[ \t]")
"""What cannot be the second line of a text without quotes, or could be meant otherwise."""


class YamlError(Exception):
    """What is wrong and how to mend it, at a 1-based line and column of the text that was read."""

    def __init__(self, rule: str, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.line, self.column, self.message, self.hint = rule, line, column, message, hint


@dataclass(slots=True)
class Node:
    """A piece of YAML with its 1-based place. Exactly one of `text`, `items` and `entries` is not None."""

    line: int
    column: int
    text: str | None = None
    items: list["Node"] | None = None
    entries: dict[str, "Entry"] | None = None

    @property
    def shape(self) -> str:
        """What it is, in words for a message."""
        if self.text is not None:
            return "text"
        return "a list" if self.items is not None else "a mapping of “key: value” lines"


@dataclass(slots=True)
class Entry:
    """A key of a mapping with its own place, and what it holds."""

    key: str
    line: int
    column: int
    value: Node = field(repr=False)


def read_yaml(text: str, *, first_line: int = 1, comments: bool = False) -> Node | None:
    """The tree of one YAML document; None for an empty one.

    `first_line` is the line of the file on which the text begins. Titles, names and descriptions are taken as they
    stand (`Errors #42`, `Checkout: cards fail`); with `comments`, ` # …` after them is a comment, otherwise it
    could be meant either way and is an error.
    Raises YamlError at the first fault, for nothing after it can be trusted.
    """
    quoted = "\n".join(_quoted(text.split("\n"), first_line, comments))
    try:
        return _Builder(yaml.parse(quoted, Loader=_Loader), first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise YamlError("front-matter", line, column, *_explain(error)) from None
    except yaml.YAMLError as error:
        raise YamlError("front-matter", first_line, 1, f"this is not YAML: {error}") from None


def _quoted(lines: list[str], first_line: int, comments: bool) -> Iterator[str]:
    """The same lines, with quotes around each text that YAML might read as something else."""
    number = 0
    while number < len(lines):
        match = _RAW_LINE.fullmatch(lines[number])
        below = _below(lines, number, match or _BLOCK.fullmatch(lines[number]))
        if match is None:
            yield from (lines[number], *below)
        elif below and not any(map(_NO_MORE_TEXT.search, below)) and not _COMMENT.search(match["value"]):
            # Common YAML writers fold a long text over lines, and so does YAML within quotes.
            yield match["key"] + "'" + "\n".join((match["value"], *below)).replace("'", "''") + "'"
        else:
            yield _quote(match, number + first_line, comments)
            yield from below
        number += 1 + len(below)


def _below(lines: list[str], number: int, above: re.Match[str] | None) -> list[str]:
    """The lines that belong to what stands above them, for they are indented deeper."""
    if above is None:
        return []
    deeper = " " * (len(above["indent"]) + 1)
    end = number + 1
    while end < len(lines) and (lines[end].startswith(deeper) if lines[end].strip() else above.re is _BLOCK):
        end += 1
    return lines[number + 1 : end]


def _quote(match: re.Match[str], line: int, comments: bool) -> str:
    value = match["value"]
    comment = _COMMENT.search(value)
    if comment and not comments:
        column = len(match["key"]) + comment.start() + 2
        hint = f'put the title in quotes: "{value}", or delete the comment'
        raise YamlError(
            "ambiguous-comment", line, column, "“ # ” could be text or the start of a comment", hint
        )
    if comment:
        value = value[: comment.start()].rstrip()
    return match["key"] + "'" + value.replace("'", "''") + "'"


def _explain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "it cannot be read"
    if "mapping values are not allowed" in problem:
        return "a second “: ” on one line", "put the text after the first colon in quotes"
    if "found character '\\t'" in problem or "tab" in problem:
        return "a tab where spaces must stand", "indent with spaces"
    if "could not find expected ':'" in problem:
        return (
            "a line that is not “key: value”",
            "write key, colon, space, value; quote text that spans lines",
        )
    return (
        f"this is not YAML: {problem}",
        "one “key: value” a line; put text with special characters in quotes",
    )


class _Builder:
    """Builds nodes from parser events."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self._events = events
        self._first_line = first_line

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            kind = type(event)
            if kind in (yaml.StreamStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent):
                continue
            if kind is yaml.DocumentStartEvent:
                if root is not None:
                    raise self._error(
                        event, "a second document starts here", "delete the “---” or “...” line"
                    )
                continue
            root = self._node(event, 0)
        return root if root is None or root.text != "" else None

    def _node(self, event: yaml.Event, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise self._error(
                event, "“*” starts a YAML alias, which is not used here", "put the text in quotes"
            )
        if getattr(event, "anchor", None) is not None:
            raise self._error(
                event, "“&” starts a YAML anchor, which is not used here", "put the text in quotes"
            )
        if getattr(event, "tag", None) is not None:
            raise self._error(
                event, "“!” starts a YAML tag, which is not used here", "put the text in quotes"
            )
        node = Node(*self._place(event))
        if isinstance(event, yaml.ScalarEvent):
            node.text = event.value
            if event.style and (found := FORBIDDEN.search(event.value)):  # "\\u0007" in double quotes
                raise self._error(
                    event, f"{describe(found.group())} stands here", "delete it", "control-character"
                )
        elif depth >= MAX_DEPTH:
            raise self._error(event, f"nested more than {MAX_DEPTH} levels deep", "write it flat")
        elif kind is yaml.SequenceStartEvent:
            node.items = [self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        else:
            node.entries = self._entries(depth)
        return node

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if key.text is None:
                raise self._error(event, f"a key must be text, not {key.shape}", "write “key: value”")
            if key.text == "<<":
                raise self._error(event, "“<<” merges in YAML, which is not used here", "write the keys out")
            if key.text in entries:
                hint = f"keep one of them (the other is on line {entries[key.text].line})"
                raise self._error(event, f"“{key.text}” stands here twice", hint, "duplicate-key")
            value = self._node(next(self._events), depth + 1)
            entries[key.text] = Entry(key.text, key.line, key.column, value)
        return entries

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self._events:
            if type(event) is end:
                return
            yield event

    def _error(self, event: yaml.Event, message: str, hint: str, rule: str = "front-matter") -> YamlError:
        return YamlError(rule, *self._place(event), message, hint)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # only events that nobody parsed lack a mark
        return (mark.line + self._first_line, mark.column + 1)
