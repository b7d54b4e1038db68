"""Message templates: an update without its heading, with slots, in a file that the owner of the words approved."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from statuary.model import FACTS, Kind, Stage
from statuary.posting import InvalidError
from statuary.source.attributes import key_of
from statuary.source.body import split
from statuary.source.encoding import NotTextError, decoded, unix_lines
from statuary.source.markup import LIST_LINE
from statuary.source.problems import Findings, suggestion

ENGLISH = "en"
"""What is left where nobody has written in the page's language."""
FOLDER = ".github/messages"
"""Not in `incidents/` or `overrides/`: MkDocs would publish what lies there."""
ATTRIBUTES = ("next update", *FACTS)
SLOT = re.compile(r"\{([a-z_]+)\}")
SLOT_NAMES = (
    "components",
    "title",
    "symptom",
    *FACTS,
    "next_update",
    "started",
    "ended",
    "duration",
    "starts",
    "ends",
    "recovery",
    "data",
    "to_do",
    "sorry",
    "support",
)
_UNUSABLE = "this message template cannot be used"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#{3,6} ")


@dataclass(frozen=True)
class Template:
    """One file. `attributes` and `text` hold slots; `approved` is false for the words that come with Statuary.

    `language` is that of its words, and of what stands in their slots. `needs_approval`: whoever uses it says who has
    agreed to it this time.
    """

    name: str
    title: str
    attributes: Mapping[str, str]
    text: str
    approved: bool
    language: str = ENGLISH
    needs_approval: bool = False

    def speaks(self, language: str) -> bool:
        """Whether its words are in the language of a page, or in that which a region's is derived from."""
        return language == self.language or language.startswith(f"{self.language}-")

    @property
    def is_form(self) -> bool:
        """Whether it says nothing by itself: headings to write under, or advice alone."""
        return any(map(_HEADING.match, self.text.split("\n"))) or not published(self.text)


@dataclass(frozen=True)
class Filled:
    """A template with its slots filled; what had nothing to say is gone. `text` may still hold comments."""

    attributes: Mapping[str, str]
    text: str


def name_of(kind: Kind, stage: Stage, *, moved: bool = False) -> str:
    """The template of a stage: `incident-in-progress`; `moved` is for maintenance with a new window."""
    if stage is Stage.NOTICE:
        return "notice"
    name = f"{kind}-{stage.replace('_', '-')}"
    return f"{name}-moved" if moved and stage is Stage.UPDATE and kind is Kind.MAINTENANCE else name


def scenario_of(name: str) -> str:
    """What happened, of a template that fits several stages: `supplier` of `incident-supplier`; empty for others."""
    kind, _, rest = name.partition("-")
    stages = tuple(stage.replace("_", "-") for stage in Stage)
    return rest if kind in list(Kind) and rest and not rest.startswith(stages) else ""


def read_template(
    name: str, content: bytes, *, approved: bool, language: str = ENGLISH, path: str = ""
) -> Template:
    """Read one file; `path` is what problems call it. Raises InvalidError with the lines that cannot be used."""
    findings = Findings(path or f"{FOLDER}/{name}.md")
    try:
        text = unix_lines(decoded(content))
    except NotTextError as error:
        findings.encoding(error)
        raise InvalidError(findings.problems, _UNUSABLE) from error
    head, first = _head(text, findings)
    lines = text.split("\n")[first - 1 :]
    attributes, taken = _attributes(lines, first, findings)
    for number, line in enumerate(text.split("\n"), 1):
        _check_slots(line, number, findings)
    if findings.has_errors:
        raise InvalidError(findings.problems, _UNUSABLE)
    words = "\n".join(lines[taken:]).strip("\n").rstrip()
    return Template(
        name, head.get("title", ""), attributes, words, approved, language, needs_approval="approval" in head
    )


def _head(text: str, findings: Findings) -> tuple[dict[str, str], int]:
    """What its front matter says, and the 1-based line on which the rest begins."""
    if not re.match(r"---[ \t]*\n", text):
        return {}, 1
    parts = split(text, findings)
    if parts is None:
        return {}, 1
    entries, first = parts
    for key, entry in entries.items():
        if key not in ("title", "approval"):
            hint = "delete it; a template may have a title, and approval: required"
            findings.error("unknown-key", (entry.line, 1), f"“{key}” means nothing here", hint)
        elif key == "approval" and entry.value.text != "required":
            findings.error("wrong-value", (entry.line, 1), "“approval” must be “required”", "or delete it")
    return {key: str(entry.value.text or "") for key, entry in entries.items()}, first


def _attributes(lines: list[str], first: int, findings: Findings) -> tuple[dict[str, str], int]:
    """What stands in the list at the top, and how many lines that takes up."""
    found: dict[str, str] = {}
    taken = 0
    for index, line in enumerate(lines):
        match = LIST_LINE.match(line)
        if match is None and line.strip():
            break
        if match is None:
            continue
        key = key_of(match["key"])
        if key not in ATTRIBUTES:
            hint = f"a template may have: {', '.join(ATTRIBUTES)}; components are named when it is used"
            findings.error("attribute", (first + index, 1), f"“{match['key']}” has no place here", hint)
        found[key] = match["value"]
        taken = index + 1
    return found, taken


def _check_slots(line: str, number: int, findings: Findings) -> None:
    for slot in SLOT.finditer(line):
        if slot[1] not in SLOT_NAMES:
            place = (number, slot.start() + 1)
            findings.error("slot", place, f"there is no slot {slot.group()}", suggestion(slot[1], SLOT_NAMES))


def fill(template: Template, values: Mapping[str, str]) -> Filled:
    """Fill the slots, and leave out every line with one that has nothing to say. Comments stay as they are."""
    attributes = {
        key: filled for key, value in template.attributes.items() if (filled := fill_line(value, values))
    }
    parts = re.split(f"({_COMMENT.pattern})", template.text, flags=re.DOTALL)
    text = "".join(
        part if index % 2 else "\n".join(_lines(part.split("\n"), values)) for index, part in enumerate(parts)
    )
    return Filled(attributes, re.sub(r"\n{3,}", "\n\n", text).strip("\n"))


def _lines(lines: Iterable[str], values: Mapping[str, str]) -> Iterator[str]:
    for line in lines:
        filled = fill_line(line, values)
        if filled is not None:
            yield filled


def fill_line(line: str, values: Mapping[str, str]) -> str | None:
    """One line with its slots filled, or None where one of them has nothing to say."""
    if any(not values.get(slot) for slot in SLOT.findall(line)):
        return None
    return SLOT.sub(lambda slot: values[slot[1]], line)


def published(text: str) -> str:
    """A text without comments, and without headings that have nothing below them."""
    lines = _COMMENT.sub("", text).split("\n")
    kept: list[str] = []
    for index, line in enumerate(lines):
        rest = next((one for one in lines[index + 1 :] if one.strip()), "")
        if not (_HEADING.match(line) and (not rest or _is_same_or_higher(rest, line))):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _is_same_or_higher(below: str, heading: str) -> bool:
    level = len(heading) - len(heading.lstrip("#"))
    other = _HEADING.match(below)
    return other is not None and len(other.group()) - 1 <= level
