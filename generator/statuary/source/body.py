"""Where an incident file's front matter ends, found strictly or not at all; and its body, split into updates.

The body is split by line, before Markdown.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import frontmatter

from statuary.model import STAGES_OF, Kind, Stage, Update
from statuary.source import vocabulary
from statuary.source.attributes import Attributes
from statuary.source.links import refuse_partial_links
from statuary.source.markup import LEVEL_TWO, SEPARATOR, Line, mark_code
from statuary.source.problems import Context, Findings, suggestion
from statuary.source.stray_lines import StrayLines, refuse_misplaced
from statuary.source.times import TIME, UTC_NAMES, TimeError, ZoneMissingError, format_time, time_of
from statuary.source.yaml_text import Entry, YamlError, read_yaml

_END = re.compile(r"^---[ \t]*$", re.MULTILINE)


class StrictHandler(frontmatter.default_handlers.BaseHandler):  # type: ignore[misc,unused-ignore]
    """python-frontmatter with our reader: it alone would swallow errors and turn words into booleans."""

    FM_BOUNDARY = _END
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str) -> Any:
        """The entries of the front matter, each with its place in the file."""
        root = read_yaml(fm, first_line=1)
        if root is None:
            return {}
        if root.entries is None:
            message = f"front matter must be “key: value” lines, not {root.shape}"
            raise YamlError("front-matter", 2, 1, message, "begin with “title: what is wrong”")
        return root.entries


def split(text: str, findings: Findings) -> tuple[dict[str, Entry], int] | None:
    """The front matter's entries, and the 1-based line on which the body begins; None after an error.

    `text` has LF line ends and no byte-order mark.
    """
    if not text.strip():
        findings.error(
            "front-matter", (0, 0), "the file is empty", "start from the skeleton in incidents/README.md"
        )
        return None
    if not re.match(r"---[ \t]*\n", text):
        hint = "the first line must be ---, then title: …, then ---; an ordinary page is named in “nav” of mkdocs.yml"
        findings.error("front-matter", (1, 1), "the file does not begin with front matter", hint)
        return None
    end = _END.search(text, 4)
    if end is None:
        hint = "add a line --- after the last “key: value” line"
        findings.error("front-matter", (1, 1), "the front matter has no end", hint)
        return None
    try:
        entries, _ = frontmatter.parse(text, handler=StrictHandler())
    except YamlError as error:
        findings.yaml(error)
        return None
    return cast(dict[str, Entry], entries), text.count("\n", 0, end.end()) + 2


MAX_UPDATE = 20_000
MAX_POSTMORTEM = 64_000
_HEADING = re.compile(r"^ {0,3}##[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_CANONICAL = re.compile(r"## \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC — ", re.ASCII)
_EXAMPLE = "## 2026-11-22 10:04 UTC — Investigating"


def _begins_update(line: Line) -> bool:
    return not line.code and line.text.startswith(("##", " ")) and LEVEL_TWO.match(line.text) is not None


def count_updates(lines: Sequence[str]) -> int:
    """How many updates a body has, as far as its headings tell; nothing else in it is looked at."""
    return sum(map(_begins_update, mark_code(list(lines))[0]))


class Body:
    """Reads the updates of one file; every fault goes to `findings`."""

    def __init__(self, kind: Kind, findings: Findings, context: Context) -> None:
        self._kind = kind
        self._findings = findings
        self._context = context

    def updates(self, lines: Sequence[str], first_line: int) -> tuple[Update, ...]:
        """The updates of a body whose first line has this 1-based number, oldest first as they stand."""
        marked, unclosed = mark_code(list(lines), first_line)
        if unclosed is not None:
            hint = "add a line ``` (or ~~~) where the code ends; what follows would be swallowed"
            self._findings.error(
                "unclosed-fence", (unclosed, 1), "a code block is opened here and never closed", hint
            )
        StrayLines(self._kind, self._findings, self._context).refuse(marked)
        before, sections = self._sections(marked)
        if before and sections:
            hint = f"move it below a heading such as “{_EXAMPLE}”"
            self._findings.error("text-before-update", (before, 1), "text before the first update", hint)
        if not sections:
            hint = f"add a heading such as “{_EXAMPLE}” and a sentence below it"
            self._findings.error("no-update", (first_line, 1), "there is no update in this file", hint)
        return tuple(update for section in sections if (update := self._update(*section)))

    def _sections(self, lines: list[Line]) -> tuple[int, list[tuple[Line, list[Line]]]]:
        """The number of the first line of text before any heading (0: none), and each heading with its lines."""
        before = 0
        sections: list[tuple[Line, list[Line]]] = []
        for line in lines:
            if _begins_update(line):
                sections.append((line, []))
            elif sections:
                sections[-1][1].append(line)
            elif line.text.strip():
                before = before or line.number
        return before, sections

    def _update(self, heading: Line, lines: list[Line]) -> Update | None:
        read = self._heading(heading)
        if read is None:
            return None
        at, stage = read
        attributes, taken = Attributes(at, self._findings, self._context).read(lines)
        text = lines[taken:]
        refuse_misplaced(text, stage, self._findings, self._context)
        refuse_partial_links(lines, self._findings)
        written = "\n".join(line.text for line in text).strip("\n").rstrip()
        self._check_length(stage, written, heading)
        self._check_window(attributes, heading)
        first = next((line.number for line in text if line.text.strip()), 0)
        return Update(at=at, stage=stage, text=written, line=heading.number, text_line=first, **attributes)

    def _heading(self, line: Line) -> tuple[datetime, Stage] | None:
        match = _HEADING.match(line.text)
        if match is None:
            hint = f"put a space after ##: {_EXAMPLE}"
            self._bad("heading", line, ("a heading needs a space after ##", hint))
            return None
        text = match["words"]
        time = TIME.match(text)
        if time is None:
            hint = f"an update's heading is written {_EXAMPLE}; a heading within the text begins with ###"
            self._bad("heading", line, (f"“{text}” is not a time and a stage", hint))
            return None
        try:
            at = time_of(time, self._context.zones)
        except TimeError as error:
            self._bad("time", line, (str(error), self._time_hint(error, time, text)))
            return None
        separator = SEPARATOR.match(text, time.end())
        if separator is None:
            said = vocabulary.stage(text[time.end() :].strip(" ,;.*_")) or Stage.INVESTIGATING
            hint = f"write: ## {format_time(at)} — {said.label}"
            self._bad("heading", line, ("the stage must follow the time after a dash", hint))
            return None
        stage = self._stage(text[separator.end() :], line)
        if stage is None:
            return None
        self._advise_form(line, time, at, stage)
        return at, stage

    def _bad(self, rule: str, line: Line, error: tuple[str, str]) -> None:
        self._findings.error(rule, (line.number, 1), *error)

    def _time_hint(self, error: TimeError, time: re.Match[str], text: str) -> str:
        if not isinstance(error, ZoneMissingError):
            return error.hint
        return (
            f"write: ## {time.group()} UTC{text[time.end() :]} (or an offset such as +02:00 in place of UTC)"
        )

    def _stage(self, text: str, line: Line) -> Stage | None:
        legal = STAGES_OF[self._kind]
        stage = vocabulary.stage(text)
        if stage in legal:
            return stage
        labels = [one.label for one in legal]
        hint = f"use one of: {', '.join(labels)}"
        if stage is None:
            nearest = [one for one in vocabulary.stage_hints(text) if one in labels]
            near_hint = suggestion(text, [label.lower() for label in labels])
            hint = (
                f"did you mean {' or '.join(f'“{one}”' for one in nearest)}?"
                if nearest
                else near_hint.replace("use one of", "stages are")
            )
            self._bad("stage", line, (f"“{text}” is not a stage", hint))
        else:
            self._bad("stage", line, (f"“{stage.label}” is not a stage of type {self._kind}", hint))
        return None

    def _advise_form(self, line: Line, time: re.Match[str], at: datetime, stage: Stage) -> None:
        """Offsets and named zones are as good as UTC, so only the form of the rest is fixed."""
        canonical = _CANONICAL.match(line.text)
        if canonical and line.text[canonical.end() :].rstrip() == stage.label:
            return
        moment = (
            f"{int(time['year']):04}-{int(time['month']):02}-{int(time['day']):02} {int(time['hour']):02}:"
        )
        moment += time["minute"] + (f":{time['second']}" if time["second"] else "")
        zone = "UTC" if time["zone"].upper() in UTC_NAMES else time["zone"]
        right = f"## {moment} {zone} — {stage.label}"
        if line.text.rstrip() != right:
            self._findings.canonical((line.number, 1), line.text.strip(), right)

    def _check_length(self, stage: Stage, text: str, heading: Line) -> None:
        most = MAX_POSTMORTEM if stage is Stage.POSTMORTEM else MAX_UPDATE
        if len(text) > most:
            message = f"this update has {len(text):,} characters; the most is {most:,}"
            self._findings.error("text-length", (heading.number, 1), message, "split it, or link to the rest")

    def _check_window(self, attributes: dict[str, Any], heading: Line) -> None:
        if self._kind is not Kind.MAINTENANCE and ("starts" in attributes or "ends" in attributes):
            message = f"“starts” and “ends” do not belong to type {self._kind}"
            self._findings.error(
                "window", (heading.number, 1), message, "delete them, or set “type: maintenance”"
            )
