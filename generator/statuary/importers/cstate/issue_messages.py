"""Messages in a cState text, in the order in which they stand there (usually the newest first)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from statuary.importers.cstate.issue_file import (
    BEGINS_LINE,
    ENDS_LINE,
    track_text,
    with_times_in_words,
)
from statuary.importers.cstate.label_words import ONLY_UPDATE
from statuary.importers.cstate.message_labels import Around, Label, label_of
from statuary.importers.imported import Notes
from statuary.importers.read_times import mentioned_near, mentioned_time, moment, read_time
from statuary.importers.update_times import stage_of
from statuary.model import Kind, Stage
from statuary.source.markup import Line, mark_code
from statuary.source.times import TimeError, ZoneMissingError

_DIGIT = re.compile(r"\d")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")


@dataclass(frozen=True)
class Part:
    """One message; `at` is None where that is not known.

    `opening`, `closing` and `later` (which means that it is not the first): what its label calls it.
    `label` is how its label stands in the source where the text is without it. `is_first`: it stands before any label.
    """

    text: str
    at: datetime | None = None
    stage: Stage = Stage.UPDATE
    label: str = ""
    is_first: bool = False
    opening: bool = False
    closing: bool = False
    later: bool = False
    names_time: bool = False
    day: date | None = None


@dataclass(frozen=True)
class Dates:
    """How times in a text are read. A time of day alone is that of a day between `begin` and `until`."""

    begin: datetime
    until: datetime
    zone: tzinfo | None = None
    language: str = "en"


@dataclass(frozen=True)
class _Segment:
    label: Label | None
    lines: tuple[Line, ...]


def parts_of(body: str, dates: Dates, notes: Notes) -> list[Part]:
    """The messages of a body. One without labels and tracks is one part.

    Raises ZoneMissingError for a `track` without a zone when there is none to read it with.
    """
    found = (part for segment in _segments(body, dates.language) for part in _parts(segment, dates, notes))
    clean = [replace(part, text=_without_rules(part.text)) for part in found]
    kept = [part for part in clean if part.text or part.at is not None or part.label]
    return [_finished(part, dates, notes) for part in kept]


def _segments(body: str, language: str) -> Iterator[_Segment]:
    """From label to label; the first one may have none."""
    label: Label | None = None
    lines: list[Line] = []
    marked = mark_code(body.split("\n"))[0]
    before, above = "", ""
    for index, line in enumerate(marked):
        following = marked[index + 1].text if index + 1 < len(marked) else ""
        around = Around(before, following, not above or bool(_RULE.match(above)))
        found = None if line.code else label_of(line.text, around, language)
        before, above = line.text, line.text if line.text.strip() else above
        if found is None:
            lines.append(line)
            continue
        yield _Segment(label, tuple(lines))
        label, lines = found, []
    yield _Segment(label, tuple(lines))


def _parts(segment: _Segment, dates: Dates, notes: Notes) -> Iterator[Part]:
    label = segment.label
    if label is None:
        yield from _unlabelled(segment.lines, dates, notes)
        return
    track, lines = label.track, list(segment.lines)
    if track is None and not label.text.strip():
        track, lines = _leading_track(lines)
    first = _labelled(label, track, dates, notes)
    lines = [Line(0, label.text, False), *lines] if label.text else lines
    (text, own), *others = list(_split(lines, has_time=first.at is not None)) or [("", None)]
    at = first.at or (_track_time(own, dates, notes) if own else None)
    yield replace(first, text=_under(first.text, text, on_its_line=bool(label.text)), at=at)
    for text, own in others:
        yield Part(text, at=_track_time(own, dates, notes) if own else None)


def _leading_track(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The time on the line behind a label that stands alone."""
    for index, line in enumerate(lines):
        match = None if line.code else BEGINS_LINE.match(line.text)
        if match:
            rest = line.text[match.end() :]
            return track_text(match), [*lines[:index], line._replace(text=rest), *lines[index + 1 :]]
        if line.text.strip():
            break
    return None, lines


def _under(label: str, text: str, *, on_its_line: bool) -> str:
    if not label or not text:
        return label or text
    between = " " if on_its_line else "\n"
    return f"{label}{between}{text}"


def _labelled(label: Label, track: str | None, dates: Dates, notes: Notes) -> Part:
    """The beginning of a message: its time and, where it says more than a stage, its label."""
    at = _track_time(track, dates, notes) if track is not None else None
    said = mentioned_near(label.said, dates.begin.date(), dates.language)
    is_another_day = said.day is None and _DIGIT.search(said.rest) and not ONLY_UPDATE.fullmatch(said.rest)
    if track is None and not is_another_day:
        at = moment(said, dates.zone, dates.begin.replace(second=0), dates.until)
        if at is not None and said.offset is None:
            notes.assumed(f"times in the text name no zone: they are read in that of {dates.zone}")
    return Part(
        text=label.shown if label.is_kept else "",
        at=at,
        stage=stage_of(label.word, Kind.INCIDENT) or Stage.UPDATE,
        label="" if label.is_kept else label.shown,
        opening=label.opening,
        closing=label.closing,
        later=label.later,
        names_time=bool(said.clock or said.day),
        day=said.day,
    )


def _split(lines: list[Line], *, has_time: bool) -> Iterator[tuple[str, str | None]]:
    """Texts with the track that ends each; what follows the last track belongs to the message before it.

    Where the label told the time, a track is one more time in the text.
    """
    texts: list[tuple[str, str | None]] = []
    taken: list[str] = []
    for line in lines:
        track = None if line.code or has_time else ENDS_LINE.search(line.text)
        if track is None:
            taken.append(line.text)
            continue
        taken.append(f"{line.text[: track.start()]}{track['close']}")
        texts.append(("\n".join(taken), track_text(track)))
        taken = []
    rest = "\n".join(taken)
    if not _without_rules(rest):
        yield from texts
    elif not texts or _begins_with_rule(rest):
        yield from (*texts, (rest, None))
    else:
        last, track_of_last = texts[-1]
        yield from (*texts[:-1], (f"{last}\n{rest}", track_of_last))


def _unlabelled(lines: tuple[Line, ...], dates: Dates, notes: Notes) -> Iterator[Part]:
    """What stands before any label: messages that a track begins, or ends; else one text that belongs to the start."""
    first = next((line for line in lines if line.text.strip()), None)
    if first is not None and not first.code and BEGINS_LINE.match(first.text):
        yield from _led(lines, dates, notes)
        return
    taken: list[str] = []
    for line in lines:
        track = None if line.code else ENDS_LINE.search(line.text)
        if track is None:
            taken.append(line.text)
            continue
        text = "\n".join([*taken, f"{line.text[: track.start()]}{track['close']}"])
        yield Part(text, at=_track_time(track_text(track), dates, notes), is_first=True)
        taken = []
    yield Part("\n".join(taken), is_first=True)


def _led(lines: tuple[Line, ...], dates: Dates, notes: Notes) -> Iterator[Part]:
    at: datetime | None = None
    taken: list[str] = []
    for line in lines:
        track = None if line.code else BEGINS_LINE.match(line.text)
        if track is None:
            taken.append(line.text)
            continue
        yield Part("\n".join(taken), at=at if _without_rules("\n".join(taken)) else None)
        at, taken = _track_time(track_text(track), dates, notes), [line.text[track.end() :]]
    yield Part("\n".join(taken), at=at)


def _track_time(text: str, dates: Dates, notes: Notes) -> datetime | None:
    try:
        return read_time(text, dates.zone, notes)
    except ZoneMissingError:
        raise
    except TimeError:
        said = mentioned_near(
            mentioned_time(text.lstrip("T"), dates.language), dates.begin.date(), dates.language
        )
    found = moment(said, dates.zone, dates.begin.replace(second=0), dates.until)
    if found is None:
        notes.unread(f"the time of a track, which cannot be read: {text}")
    return found


def _finished(part: Part, dates: Dates, notes: Notes) -> Part:
    return replace(part, text=with_times_in_words(part.text, dates.zone, notes).strip("\n"))


def _without_rules(text: str) -> str:
    """Without the lines `---` around it, which only part messages from each other."""
    lines = text.split("\n")
    while lines and (not lines[0].strip() or _RULE.match(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1].strip() or _ends_with_rule(lines)):
        lines.pop()
    return "\n".join(lines)


def _ends_with_rule(lines: list[str]) -> bool:
    """`---` right under a line of text makes a heading of that."""
    return bool(_RULE.match(lines[-1])) and (len(lines) == 1 or not lines[-2].strip())


def _begins_with_rule(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip()), "")
    return bool(_RULE.match(first))
