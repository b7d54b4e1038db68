"""What a text that cannot be read as a whole still tells, line by line, compared with its last good version.

Nothing here makes anything better: a line that says that all is well is believed only where nothing else is in doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from statuary.model import ACTIVE_STAGES, ENDED_STAGES, ComponentStatus, Impact, Kind, Stage
from statuary.source import words
from statuary.source.attributes import key_of
from statuary.source.characters import FORBIDDEN, unix_lines
from statuary.source.context import Context
from statuary.source.lookalikes import loose_attribute, names_one_of, resembles_heading, seen
from statuary.source.markup import CONFLICT, LEVEL_TWO, SEPARATOR, spells_status
from statuary.source.report import near
from statuary.source.times import TIME, TimeError, parse_time, time_of

TITLE_LENGTH = 120
_TITLE = re.compile(r"[\"'“”\s]*title[\"'“”]?[ \t]*[:=][ \t]*(?P<words>\S.*)", re.IGNORECASE)
_SOURCE = re.compile(r"source:[ \t]*[\"']?(?P<name>[^\s\"']+)[\"']?[ \t]*")
_LISTED = re.compile(r"[ \t]*-[ \t]+(?P<name>\S.*)")
_DRESS = " \t#>*_~`-"
_COURSE_KEYS = frozenset({"starts", "ends", "auto", "started", "from", "until", "type"})
_ACTIVE_WORD = re.compile(
    r"investigat|identif|monitor|in[ _-]?progress|verif|re-?open|started|again", re.IGNORECASE
)


class Heading(NamedTuple):
    """A heading that can be read, and whether the good version lacks it."""

    at: datetime
    stage: Stage
    new: bool


@dataclass
class Evidence:
    """What a broken text tells. `title` is empty and `kind` an incident where it does not plainly say.

    `statuses` and `impact` are the worst that lines name which the good version lacks. `changed`: a line came or
    went that could change the course (a heading, a status, a window, a conflict). `over`: its headings say plainly
    that it has ended, and nothing after the end says otherwise.
    """

    title: str = ""
    kind: Kind = Kind.INCIDENT
    source: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    headings: list[Heading] = field(default_factory=list)
    statuses: dict[str, ComponentStatus] = field(default_factory=dict)
    impact: Impact | None = None
    changed: bool = False
    over: bool = False

    @property
    def newest(self) -> Heading | None:
        """The last heading with a stage of its own that the good version lacks."""
        own = [one for one in self.headings if one.new and one.stage is not Stage.UPDATE]
        return own[-1] if own else None


def evidence(text: bytes, good: bytes, context: Context) -> Evidence:
    """What `text` tells that `good` (empty where there is no good version) does not."""
    reader = _Reader(lines_of(good), context)
    for line in lines_of(text):
        reader.read(line)
    return reader.result()


def lines_of(content: bytes) -> list[str]:
    """Lines of a file in any encoding and with any line ends, without the characters that hide text."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return [FORBIDDEN.sub("", line).rstrip() for line in unix_lines(text).replace("\r", "\n").split("\n")]


class _Reader:
    def __init__(self, good: Sequence[str], context: Context) -> None:
        self._good = Counter(good)
        self._context = context
        self._found = Evidence()
        self._conflict = False
        self._planned: list[str] = []

    def read(self, line: str) -> None:
        new = self._good[line] <= 0
        self._good[line] -= 1
        if CONFLICT.match(line):
            self._found.changed = self._conflict = True
        elif LEVEL_TWO.match(line) or resembles_heading(line):
            self._heading(line, new)
        else:
            self._other(line, new)

    def result(self) -> Evidence:
        """All of it; what the good version has and the text lacks is a change, too."""
        found = self._found
        lost = [line for line, count in self._good.items() if count > 0]
        found.changed = found.changed or any(self._matters(line) for line in lost)
        latest = max((one for one in found.headings if one.stage is not Stage.UPDATE), default=None)
        ended = latest is not None and latest.stage in ENDED_STAGES
        found.over = found.over and ended and not self._conflict
        if found.kind is Kind.NOTICE and (found.statuses or self._has(ACTIVE_STAGES)):
            found.kind = Kind.INCIDENT
        for name in self._planned if found.kind is Kind.MAINTENANCE else ():
            component = self._context.components.get(name.lower())
            if component is not None:
                found.statuses.setdefault(component, ComponentStatus.UNDER_MAINTENANCE)
        return found

    def _has(self, stages: frozenset[Stage]) -> bool:
        return any(one.stage in stages for one in self._found.headings)

    def _matters(self, line: str) -> bool:
        if LEVEL_TWO.match(line) or resembles_heading(line):
            return True
        said = loose_attribute(line)
        return said is not None and (key_of(said[0]) in _COURSE_KEYS or self._status(*said) is not None)

    def _heading(self, line: str, new: bool) -> None:
        found = self._found
        read = self._plain(line)
        found.changed = found.changed or new
        if read is not None:
            at, stage = read
            found.headings.append(Heading(at, stage, new))
            found.over = stage in ENDED_STAGES or (stage is Stage.UPDATE and found.over)
        elif new and self._could_open(line):
            found.over = False

    def _plain(self, line: str) -> tuple[datetime, Stage] | None:
        bare = line.strip(_DRESS)
        time = TIME.match(bare)
        separator = SEPARATOR.match(bare, time.end()) if time else None
        stage = words.stage(bare[separator.end() :]) if separator else None
        if time is None or stage is None:
            return None
        try:
            return time_of(time, self._context.zones), stage
        except TimeError:
            return None

    def _could_open(self, line: str) -> bool:
        """Words alone are the sections of a post-mortem; anywhere else any heading could say that it goes on."""
        bare = line.strip(_DRESS)
        in_postmortem = bool(self._found.headings) and self._found.headings[-1].stage is Stage.POSTMORTEM
        labels = [stage.label.lower() for stage in ACTIVE_STAGES]
        like_stage = bool(_ACTIVE_WORD.search(bare)) or near(bare, labels) is not None
        return not in_postmortem or bare[:1].isdigit() or like_stage

    def _other(self, line: str, new: bool) -> None:
        if not self._found.headings:
            self._front_matter(line)
        if (said := loose_attribute(line)) is not None:
            self._attribute(*said, new)
        elif new and spells_status(line):
            self._found.changed, self._found.over = True, False

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

    def _attribute(self, key: str, value: str, new: bool) -> None:
        found = self._found
        if key_of(key) in ("starts", "ends"):
            self._window(key_of(key), value)
        if not new:
            return
        if key_of(key) in _COURSE_KEYS:
            found.changed = True
        elif key_of(key) == "impact" and (impact := words.impact(value)):
            found.changed = True
            found.impact = max(found.impact or impact, impact, key=lambda one: one.badness)
        elif (status := self._status(key, value)) is not None:
            found.changed = True
            self._worsen(key, status)

    def _worsen(self, key: str, status: ComponentStatus) -> None:
        component = self._context.components.get(key.strip().lower())
        if status is ComponentStatus.OPERATIONAL:
            return
        self._found.over = False
        if component is not None:
            known = self._found.statuses.get(component, status)
            self._found.statuses[component] = max(known, status, key=lambda one: one.badness)

    def _status(self, key: str, value: str) -> ComponentStatus | None:
        """The status that a line gives to a component, plainly or nearly; None for any other line."""
        if not names_one_of(key, self._context.components):
            return None
        word = re.sub(r"\s+#.*", "", value)
        closest = near(word.replace(" ", "_"), words.status_words())
        return words.component_status(word) or (words.component_status(closest) if closest else None)

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
