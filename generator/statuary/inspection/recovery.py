"""What a text that cannot be read as a whole still tells, line by line, compared with its last good version.

Nothing here makes anything better: a line that says that all is well is believed only where nothing else is in doubt.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from statuary.inspection.recovered_text import Heading, RecoveredText, Turn
from statuary.model import ACTIVE_STAGES, ENDED_STAGES, ComponentStatus, Kind, Stage
from statuary.source import vocabulary
from statuary.source.attributes import key_of
from statuary.source.encoding import FORBIDDEN, unix_lines
from statuary.source.heading_times import moment_of
from statuary.source.lookalikes import (
    Begun,
    begins_like_update,
    loose_attribute,
    names_one_of,
    resembles_heading,
    seen,
    stage_in,
)
from statuary.source.markup import CONFLICT, LEVEL_TWO, SEPARATOR, mark_code, spells_status
from statuary.source.problems import Context, near
from statuary.source.times import TIME, TimeError, parse_time, time_of
from statuary.status.stages import UNDER_WAY

TITLE_LENGTH = 120
_PLAIN = re.compile(r"^ {0,3}##[ \t]+\d")
_TITLE = re.compile(r"[\"'“”\s]*title[\"'“”]?[ \t]*[:=][ \t]*(?P<words>\S.*)", re.IGNORECASE)
_SOURCE = re.compile(r"source:[ \t]*[\"']?(?P<name>[^\s\"']+)[\"']?[ \t]*")
_LISTED = re.compile(r"[ \t]*-[ \t]+(?P<name>\S.*)")
_OPEN = (*sorted(ACTIVE_STAGES), *sorted(UNDER_WAY))
_DRESS = " \t#>*_~`-"
_COURSE_KEYS = frozenset({"starts", "ends", "auto", "started", "ended", "from", "until", "type"})
_ACTIVE_WORD = re.compile(
    r"investigat|identif|monitor|in[ _-]?progress|verif|re-?open|started|again", re.IGNORECASE
)


def recover_text(text: bytes, good: bytes, context: Context) -> RecoveredText:
    """What `text` tells that `good` (empty where there is no good version) does not."""
    known, lines = _Reader(context), _Reader(context)
    known.read(lines_of(good))
    lines.read(lines_of(text), known)
    return lines.result()


def lines_of(content: bytes) -> list[str]:
    """Lines of a file in any encoding and with any line ends, without the characters that hide text."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return [FORBIDDEN.sub("", line).rstrip() for line in unix_lines(text).replace("\r", "\n").split("\n")]


class _Reader:
    """Reads all lines of a text, and compares them with those of a good version that was read before."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found = RecoveredText()
        self._planned: list[str] = []
        self._lines: Counter[str] = Counter()
        self._course: list[str] = []
        self._said: dict[str, tuple[ComponentStatus, int]] = {}

    def read(self, lines: list[str], good: "_Reader | None" = None) -> None:
        """A line is new as often as it stands here more often than in the good version."""
        self._lines = Counter(lines)
        left = Counter(good._lines) if good else Counter[str]()
        marked, unclosed = mark_code(lines)
        for line in marked:
            code = line.code and (unclosed is None or line.number < unclosed)
            self._line(line.text, new=left[line.text] <= 0, code=code)
            left[line.text] -= 1
        self._found.changed = good is None or self._course != good._course
        self._compare(good._said if good else {})

    def result(self) -> RecoveredText:
        """All of it."""
        found = self._found
        if found.kind is Kind.NOTICE and (
            found.statuses or any(one.stage in ACTIVE_STAGES for one in found.turns)
        ):
            found.kind = Kind.INCIDENT
        for name in self._planned if found.kind is Kind.MAINTENANCE else ():
            component = self._context.components.get(name.lower())
            if component is not None:
                found.statuses.setdefault(component, ComponentStatus.UNDER_MAINTENANCE)
        return found

    def _line(self, text: str, *, new: bool, code: bool) -> None:
        if CONFLICT.match(text):
            self._found.conflict = True
            self._course.append(text)
        elif LEVEL_TWO.match(text) or resembles_heading(text):
            self._course.append(text)
            self._heading(text, new, code)
        elif (begun := begins_like_update(text)) is not None:
            self._begun(text, begun, new)
        else:
            self._other(text, new)

    def _heading(self, line: str, new: bool, code: bool) -> None:
        read = self._readable(line)
        if read is None:
            if new and self._could_open(line):
                self._found.turns.append(Turn(self._guess(line), self._moment(line), new))
        elif LEVEL_TWO.match(line) or not self._is_timeline(read.at):
            self._found.headings.append(read)
            plain = _PLAIN.match(line) is not None and not code
            self._found.turns.append(Turn(read.stage, read.at, new, plain))

    def _begun(self, line: str, begun: Begun, new: bool) -> None:
        """A line that was meant as an update, unless it is the timeline of a post-mortem or tells of an end."""
        at = self._moment(begun.when)
        if self._in_postmortem and not (begun.says_active and at and not self._is_timeline(at)):
            return
        self._course.append(line)
        if new and begun.stage not in ENDED_STAGES:
            self._found.turns.append(Turn(begun.stage if begun.says_active else None, at, new))

    @property
    def _in_postmortem(self) -> bool:
        return bool(self._found.headings) and self._found.headings[-1].stage is Stage.POSTMORTEM

    def _is_timeline(self, at: datetime) -> bool:
        return self._in_postmortem and at <= self._found.headings[-1].at

    def _readable(self, line: str) -> Heading | None:
        bare = line.strip(_DRESS)
        time = TIME.match(bare)
        separator = SEPARATOR.match(bare, time.end()) if time else None
        stage = vocabulary.stage(bare[separator.end() :]) if separator else None
        if time is None or stage is None:
            return None
        try:
            return Heading(time_of(time, self._context.zones), stage)
        except TimeError:
            return None

    def _moment(self, text: str) -> datetime | None:
        begun, time = begins_like_update(text), TIME.search(text)
        when = begun.when if begun else time.group() if time else text
        moment = moment_of(when, self._context.zones, None)
        return moment.at if moment else None

    def _guess(self, line: str) -> Stage | None:
        """The worst stage that a heading which cannot be read may have been meant to say; an end is not guessed."""
        said = re.split(r"[—–:|·]|[ \t]-+[ \t]", line.strip(_DRESS))[-1].split()
        labels = [stage.label.lower() for stage in _OPEN]
        close = (near(" ".join(said[-count:]), labels) for count in (2, 1))
        stage = stage_in(line) or vocabulary.stage(next(filter(None, close), ""))
        if stage in UNDER_WAY:
            return Stage.IN_PROGRESS
        return Stage.INVESTIGATING if stage in ACTIVE_STAGES else None

    def _could_open(self, line: str) -> bool:
        """Words alone are the sections of a post-mortem; anywhere else any heading could say that it goes on."""
        bare = line.strip(_DRESS)
        labels = [stage.label.lower() for stage in ACTIVE_STAGES]
        like_stage = bool(_ACTIVE_WORD.search(bare)) or near(bare, labels) is not None
        return not self._in_postmortem or bare[:1].isdigit() or like_stage

    def _other(self, line: str, new: bool) -> None:
        if not self._found.headings:
            self._front_matter(line)
        if (said := loose_attribute(line)) is not None:
            self._attribute(line, *said, new=new)
        elif new and spells_status(line):
            self._course.append(line)
            self._found.turns.append(Turn(None, new=True))

    def _front_matter(self, line: str) -> None:
        found = self._found
        if not found.title and (match := _TITLE.match(line)):
            found.title = _short(match["words"])
        elif match := _LISTED.fullmatch(line):
            self._planned.append(match["name"])
        elif match := _SOURCE.fullmatch(line):
            found.source = match["name"]
        elif (said := loose_attribute(line)) and said[0].lower() == "type" and said[1].lower() in list(Kind):
            found.kind = Kind(said[1].lower())

    def _attribute(self, line: str, key: str, value: str, *, new: bool) -> None:
        found = self._found
        if key_of(key) in ("starts", "ends"):
            self._window(key_of(key), value)
        if key_of(key) in _COURSE_KEYS:
            self._course.append(line)
        elif key_of(key) == "impact" and (impact := vocabulary.impact(value)):
            self._course.append(line)
            if new:
                found.impact = max(found.impact or impact, impact, key=lambda one: one.badness)
        elif (status := self._status(key, value)) is not None:
            self._course.append(line)
            component = self._context.components.get(key.strip().lower())
            if component is not None:
                self._said[component] = status, len(self._found.turns)
            if new:
                self._worsen(component, status)

    def _worsen(self, component: str | None, status: ComponentStatus, place: int | None = None) -> None:
        """Count a status for the worse; it stands behind so many turns, or behind all that were read yet."""
        if status is ComponentStatus.OPERATIONAL:
            return
        turns = self._found.turns
        turns.insert(len(turns) if place is None else place, Turn(None, new=True))
        if component is not None:
            known = self._found.statuses.get(component, status)
            self._found.statuses[component] = max(known, status, key=lambda one: one.badness)

    def _compare(self, good: Mapping[str, tuple[ComponentStatus, int]]) -> None:
        """Where lines moved, none may be new, but the last word on a component may be another."""
        for component, (status, place) in sorted(self._said.items(), key=lambda one: -one[1][1]):
            before, _ = good.get(component, (ComponentStatus.OPERATIONAL, 0))
            if status.badness > before.badness:
                self._worsen(component, status, place)

    def _status(self, key: str, value: str) -> ComponentStatus | None:
        """The status that a line gives to a component, plainly or nearly; None for any other line."""
        if not names_one_of(key, self._context.components):
            return None
        word = re.sub(r"\s+#.*", "", value)
        closest = near(word.replace(" ", "_"), vocabulary.status_words())
        return vocabulary.component_status(word) or (
            vocabulary.component_status(closest) if closest else None
        )

    def _window(self, key: str, value: str) -> None:
        try:
            moment = parse_time(value, self._context.zones)
        except TimeError:
            return
        if key == "starts":
            self._found.starts = moment
        else:
            self._found.ends = moment


def _short(text: str) -> str:
    """A title on one line, out of its quotes, and not longer than a page bears."""
    line = " ".join(text.strip(" \t\"'“”").split())
    if not any(one.isalnum() for one in seen(line)):
        return ""
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"
