"""Lines that were meant as a heading or an attribute, and are text as they stand: what they say would not count.

The heading that somebody meant is made of a line that begins like an update, for the remedy of an error. Marks that
must not be published are found here, too.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from statuary.model import ENDED_STAGES, STAGES_OF, Kind, Stage
from statuary.source import vocabulary
from statuary.source.attributes import could_be_meant, is_surely_meant
from statuary.source.heading_times import moment_of
from statuary.source.lookalikes import (
    Begun,
    begins_like_update,
    has_digit,
    loose_attribute,
    resembles_heading,
    stage_in,
)
from statuary.source.markup import (
    CONFLICT,
    LEVEL_TWO,
    LIST_LINE,
    SEPARATOR,
    UNDERLINE,
    Line,
    has_comment,
    is_coded_heading,
    leading_code,
    spells_status,
)
from statuary.source.problems import Context, Findings
from statuary.source.times import TIME, Zones, format_time

_QUOTING = frozenset("`|")


def misplaced_attribute(line: str, stage: Stage) -> tuple[str, str] | None:
    """Key and value of a line of text that could be meant as an attribute, for whoever does not know the components.

    A post-mortem may quote configuration, and may have tables.
    """
    if stage is Stage.POSTMORTEM and not _QUOTING.isdisjoint(line):
        return None
    said = loose_attribute(line)
    return said if said and could_be_meant(*said) else None


def hides_attribute(lines: Sequence[Line], stage: Stage) -> bool:
    """True when a text begins with a block of code that could hold an attribute."""
    return any(misplaced_attribute(line.text, stage) for line in _coded(lines, stage))


def _coded(lines: Sequence[Line], stage: Stage) -> Sequence[Line]:
    return () if stage is Stage.POSTMORTEM else leading_code(lines)


def refuse_misplaced(lines: Sequence[Line], stage: Stage, findings: Findings, context: Context) -> None:
    """Report such lines among those of an update's text."""
    for line in _coded(lines, stage):
        meant = loose_attribute(line.text)
        if meant is not None and is_surely_meant(*meant, context):
            message = f"“{line.text.strip()}” stands in a block of code, where it does not count"
            hint = (
                f"write “- {meant[0]}: {meant[1]}” without the block; if it is an example, put words above it"
            )
            findings.error("attribute-place", (line.number, 1), message, hint)
    for line in (line for line in lines if line.text and not line.code):
        meant = misplaced_attribute(line.text, stage)
        if meant is not None and is_surely_meant(*meant, context):
            _refuse(line, f"- {meant[0]}: {meant[1]}", findings)
        elif status := spells_status(line.text):
            hint = f"write “- component: {status}” directly under the heading; in text, use words that readers use"
            message = f"“{status}” in text changes no component"
            findings.error("attribute-place", (line.number, 1), message, hint)


def _refuse(line: Line, right: str, findings: Findings) -> None:
    if LIST_LINE.match(line.text):
        message = f"“{right}” counts only directly under the heading; here it is text"
        hint = "move it there; if it is text, write it as a sentence"
    else:
        message = f"“{line.text.strip()}” is text, for it is not written as an attribute"
        hint = f"write “{right}” directly under the heading; if it is text, write it as a sentence"
    findings.error("attribute-place", (line.number, 1), message, hint)


def corrected_heading(text: str, zones: Zones, above: datetime | None, legal: Sequence[Stage]) -> str | None:
    """The line as an update's heading, where its time can be read.

    What its date lacks is as in the heading `above`. The first of the `legal` stages is taken where it names none.
    """
    begun = begins_like_update(text)
    time = TIME.search(text)
    moment = moment_of(begun.when if begun else time.group() if time else "", zones, above)
    if moment is None:
        return None
    said = begun.stage if begun else None
    label = stage_in(text)  # of “Update 2: TIME: it is down” it says no stage
    stage = said or (label if label is not Stage.UPDATE else None)
    right = f"## {format_time(moment.at)} — {(stage if stage and stage in legal else legal[0]).label}"
    return f"{right} (or an offset such as +02:00 in place of UTC)" if moment.assumed else right


_EXAMPLE = "## 2026-11-22 10:04 UTC — Investigating"
_OPENED_AGAIN = {Kind.INCIDENT: Stage.INVESTIGATING, Kind.MAINTENANCE: Stage.IN_PROGRESS}


class _Above:
    """The heading above a line, as far as it can be read; nobody asks it unless a line below may be wrong."""

    def __init__(self, text: str, zones: Zones) -> None:
        self._text = text
        self._zones = zones

    @property
    def at(self) -> datetime | None:
        return self._read[0]

    @property
    def stage(self) -> Stage | None:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[datetime | None, Stage | None]:
        time = TIME.search(self._text)
        separator = SEPARATOR.match(self._text, time.end()) if time else None
        if time is None or separator is None:
            return None, None
        moment = moment_of(time.group(), self._zones, None)
        stage = vocabulary.stage(self._text[separator.end() :].strip(" \t#"))
        return (moment.at if moment else None), stage


class StrayLines:
    """Goes through the lines of one body; every fault goes to `findings`."""

    def __init__(self, kind: Kind, findings: Findings, context: Context) -> None:
        self._kind = kind
        self._findings = findings
        self._context = context
        self._above = _Above("", context.zones)

    def refuse(self, lines: Sequence[Line]) -> None:
        """Report every line that would change what the file says, if it were what its author meant."""
        previous = ""
        for line in lines:
            text = line.text
            if line.code and is_coded_heading(line):
                hint = "close the code block above it; if it is an example, indent it by four spaces"
                self._error(
                    "unclosed-fence",
                    line,
                    "an update's heading stands inside a code block: it would be swallowed",
                    hint,
                )
            if not line.code and text:
                self._refuse_marks(line, previous)
                self._refuse_headings(line)
            previous = text

    def _refuse_marks(self, line: Line, previous: str) -> None:
        text = line.text
        if text[0] in "<=>|" and CONFLICT.match(text):
            hint = (
                "two people posted at once: delete the three lines that begin with <<<<<<<, ======= and >>>>>>>, "
                "keep both updates, the older one first"
            )
            self._error("conflict-marker", line, "this is left over from a merge conflict", hint)
        elif text[0] in " -=" and UNDERLINE.match(text) and previous.strip():
            hint = "put an empty line before it, or delete it"
            self._error("setext-heading", line, "this line makes a heading of the line above it", hint)
        if "<!--" in text and has_comment(text):
            hint = "delete it; if the words are meant to be seen, put them in `backticks`"
            place = (line.number, text.index("<!--") + 1)
            self._findings.error("html-comment", place, "an HTML comment hides text here", hint)

    def _refuse_headings(self, line: Line) -> None:
        text = line.text
        if text[0] in " #" and LEVEL_TWO.match(text):
            self._above = _Above(text, self._context.zones)
            return
        if not has_digit(text):
            return
        alike, begun = resembles_heading(text), begins_like_update(text)
        if not (alike or begun) or self._is_timeline(begun, alike):
            return
        message = "this begins like an update, but is text of the one above, so it changes nothing"
        hint = self._corrected(text) + (", with its words below it" if begun else "")
        if alike:
            self._error("heading", line, "this looks like an update's heading, but is none", hint)
        else:
            self._error("heading", line, message, f"{hint}; if it is a sentence, begin it with “At”")

    def _is_timeline(self, begun: Begun | None, alike: bool) -> bool:
        """A post-mortem tells what happened before it; a fault that comes later would be an update of its own."""
        if begun is None or self._above.stage is not Stage.POSTMORTEM:
            return False
        at = self._above.at
        if not alike and not (begun.dated and begun.says_active):
            return True
        moment = moment_of(begun.when, self._context.zones, at)
        return moment is not None and at is not None and moment.at <= at

    def _corrected(self, text: str) -> str:
        stages = STAGES_OF[self._kind]
        over = self._above.stage in ENDED_STAGES
        usual = _OPENED_AGAIN.get(self._kind, Stage.UPDATE) if over else Stage.UPDATE
        right = corrected_heading(text, self._context.zones, self._above.at, (usual, *stages))
        return f"write: {right}" if right else f"a heading is written {_EXAMPLE}"

    def _error(self, rule: str, line: Line, message: str, hint: str) -> None:
        self._findings.error(rule, (line.number, 1), message, hint)
