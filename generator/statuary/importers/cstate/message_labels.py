"""What begins a message in a cState text: a label such as `*Resolved* -`, `[Final message]` or `## Update 09:44`."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from statuary.importers.cstate.issue_file import BEGINS_LINE, ENDS_LINE, TRACK, track_text
from statuary.importers.cstate.label_words import ALONE, ANY_WORD, ONLY_UPDATE, STAGE, STAGES, UNMARKED
from statuary.importers.read_times import MentionedTime, mentioned_time

_EMPHASISED = re.compile(
    r" {0,3}(?P<mark>\*{1,3}|_{1,3})[ ]?(?P<words>[^*_\s](?:[^*_\n]{0,78}[^*_\s])?)[ ]?(?P=mark)(?![*_\w])(?P<rest>.*)$"
)
_BRACKETS = re.compile(r"\s*\\?\[\s*(?P<words>[^\]\[]{2,80}?)\s*\\?\](?P<rest>[ \t]*:?.*)$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t#]*$")
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*$")
_DATED = re.compile(r" {0,3}[*_]{0,3}(?P<words>(?=\S*\d)[^\n]{6,40}?)[*_]{0,3}(?:\s+[-–—|]+|:)\s+\S")
_UNMARKED = re.compile(
    rf" {{0,3}}(?P<words>(?:{UNMARKED})\b[^:\n]{{0,40}}?)(?:[ \t]*:|[ \t]+[-–—]+)[ \t]+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_UNMARKED_ALONE = re.compile(
    rf" {{0,3}}(?:{UNMARKED})[ \t]+\W*\d.{{0,40}}$|{ALONE.pattern}[ \t]*$", re.IGNORECASE
)
_CLOCK_FIRST = re.compile(r" {0,3}(?P<words>\d{1,2}[:.h]\d{2}[^\n:–—-]{0,12}?)(?:[ \t]+[-–—|]+|:)[ \t]+\S")
_SEPARATOR = re.compile(r"[ \t]*(?:[-–—]+|:)(?:[ \t]+|$)")
_CAPITAL = re.compile(r"[ \t]+(?=[^\W\d_])(?P<letter>\w)")
_LETTER = re.compile(r"[^\W\d_]")
_NOTHING = MentionedTime(None, None, None, "", 0)


@dataclass(frozen=True)
class Label:
    """`shown` is how it stands there, and `text` what follows on its line.

    `said` is the time in its own words, `track` that of a shortcode beside it. `is_kept`: it says more than a stage
    and a time, so it stays part of the text. `later`: it says that it is not the first message.
    """

    shown: str
    text: str = ""
    word: str = ""
    opening: bool = False
    closing: bool = False
    said: MentionedTime = _NOTHING
    track: str | None = None
    is_kept: bool = False
    later: bool = False


class Around(NamedTuple):
    """The lines before and behind one; `is_top`: nothing stands above it, up to a line across the text."""

    before: str = ""
    following: str = ""
    is_top: bool = True


def label_of(line: str, around: Around, language: str) -> Label | None:
    """The label that a line begins with, None where it begins no message.

    Without any mark, only a paragraph begins a message: in lines below each other, a time is one of a timetable.
    """
    line = line.replace("\xa0", " ")
    if not line.strip() or line.startswith(("    ", "\t")):
        return None
    underlined = bool(_UNDERLINE.match(around.following)) and not TRACK.search(line)
    for form, read in ((_HEADING, _heading), (_EMPHASISED, _emphasised), (_BRACKETS, _bracketed)):
        match = form.match(line)
        if match:
            label = read(match, line, language)
            return label if label or around.before.strip() else _plain_stage(match)
    if underlined:
        return _titled(line.strip(), line, language)
    dated = _dated(line, language)
    if dated is not None or around.before.strip():
        return dated
    if around.is_top and (moment := _moment(line, language)):
        return moment
    return _unmarked(line, language) or (
        None if _CLOCK_FIRST.match(around.following) else _clock_first(line, language)
    )


def _made(words: str, shown: str, **more: object) -> Label:
    known = ANY_WORD.match(words)
    return Label(
        shown=shown.strip(),
        word=known["word"] if known else "",
        opening=bool(known and known["first"]),
        closing=bool(known and known["last"]),
        later=bool(known and known["later"]),
        **more,  # type: ignore[arg-type]
    )


def _heading(match: re.Match[str], line: str, language: str) -> Label | None:
    return _titled(match["words"], line, language)


def _titled(words: str, line: str, language: str) -> Label | None:
    """A heading begins a message when it tells a time, or is nothing but a stage."""
    track = TRACK.search(words)
    plain = TRACK.sub("", words).strip().strip("*_").strip()
    said = mentioned_time(plain, language)
    if track:
        return _made(plain, TRACK.sub("", line).rstrip(), track=track_text(track), is_kept=True)
    if said.times > 1 or not (_tells_time(said) or _is_stage(plain)):
        return None
    return _made(plain, line, said=said, is_kept=True)


def _tells_time(said: MentionedTime) -> bool:
    """A day with a time of day, whatever stands beside them; one alone when no other words do."""
    if said.day is not None and said.clock is not None:
        return True
    return (said.day is not None or said.clock is not None) and bool(ONLY_UPDATE.fullmatch(said.rest))


def _is_stage(words: str) -> bool:
    return bool(re.fullmatch(rf"(?:{STAGES})\b\W*\d{{0,2}}\W*", words, re.IGNORECASE))


def _emphasised(match: re.Match[str], line: str, language: str) -> Label | None:
    words, rest = match["words"].strip(), match["rest"]
    has_colon = words.endswith(":")
    track = BEGINS_LINE.match(_SEPARATOR.sub("", rest, count=1) if _SEPARATOR.match(rest) else rest)
    shown = f"{match['mark']}{words}{match['mark']}"
    if track is not None:
        tail = rest[rest.index("{{") :]
        text = BEGINS_LINE.sub("", tail, count=1)
        is_plain = bool(STAGE.fullmatch(words.rstrip(": ")))
        return _made(words, shown, text=text, track=track_text(track), is_kept=not is_plain)
    said = mentioned_time(words, language)
    separator = _SEPARATOR.match(rest)
    text = rest[separator.end() :] if separator else rest.strip() if has_colon else rest
    shown += separator.group().rstrip() if separator else ""
    if not text.strip():
        return _alone(words, shown, said)
    if separator or has_colon:
        return _with_text(words, shown, text, said)
    if STAGE.fullmatch(words) and _begins_sentence(rest):
        return _made(words, shown, text=rest.strip())
    if said.times == 1 and not said.rest.strip():
        return _made(words, shown, text=rest.strip(), said=said, is_kept=True)
    return None


def _plain_stage(match: re.Match[str]) -> Label | None:
    """A paragraph that begins with an emphasised stage, whatever follows: `**Update** we wait for them`."""
    words = match["words"].strip()
    if match.re is not _EMPHASISED or not STAGE.fullmatch(words) or not match["rest"].startswith(" "):
        return None
    return _made(words, f"{match['mark']}{words}{match['mark']}", text=match["rest"].strip())


def _alone(words: str, shown: str, said: MentionedTime) -> Label | None:
    plain = words.rstrip(": ")
    if said.times == 1 and _tells_time(said):
        return _made(words, shown, said=said, is_kept=True)
    if said.times > 1 or not STAGE.match(plain):
        return None
    return _made(words, shown, is_kept=not STAGE.fullmatch(plain))


def _with_text(words: str, shown: str, text: str, said: MentionedTime) -> Label | None:
    plain = words.rstrip(": ")
    if said.times == 1 and said.day is not None:
        return _made(words, shown, text=text, said=said, is_kept=True)
    if said.times == 1 and _tells_time(said):
        return _made(words, shown, text=text, said=said, is_kept=True)
    stage = STAGE.match(plain)
    if stage is None or len(plain) - stage.end() > 20:
        # In a language that we do not know, the time at its end tells that this is a message.
        return _made(words, shown, text=text, is_kept=True) if ENDS_LINE.search(text) else None
    return _made(words, shown, text=text, is_kept=len(plain) > stage.end())


def _begins_sentence(rest: str) -> bool:
    match = _CAPITAL.match(rest)
    return bool(match) and rest.strip()[:1].isupper()


def _bracketed(match: re.Match[str], line: str, language: str) -> Label | None:
    """A whole line in brackets; one with an address behind it is a link."""
    words, rest = match["words"], match["rest"]
    track = TRACK.search(rest)
    if TRACK.sub("", rest).strip().strip(":"):
        return None
    said = mentioned_time(words, language)
    if track:
        return _made(words, TRACK.sub("", line).rstrip(), track=track_text(track), is_kept=True)
    known = ANY_WORD.match(words)
    if (known and len(words) - known.end() <= 60) or (said.times == 1 and _tells_time(said)):
        return _made(words, line, said=said, is_kept=True)
    return None


def _dated(line: str, language: str) -> Label | None:
    """A line that begins with a day and a time of day; all of it stays in the text."""
    match = _DATED.match(line)
    if match is None or TRACK.search(match["words"]):
        return None
    said = mentioned_time(match["words"], language)
    letters = re.findall(r"[^\W\d_]+", said.rest)
    if said.day is None or said.clock is None or said.times != 1 or len(letters) > 2:
        return None
    return Label("", line.strip(), said=said)


def _moment(line: str, language: str) -> Label | None:
    """A text, or what follows a line across it, that begins with a day and a time of day on a line of their own."""
    said = mentioned_time(line, language)
    is_moment = said.times == 1 and said.day is not None and not _LETTER.search(said.rest)
    return _made(line.strip(), line, said=said, is_kept=True) if is_moment else None


def _unmarked(line: str, language: str) -> Label | None:
    """A paragraph that begins with `Update:` or `Update (11 March):`, or is nothing but a stage."""
    if _UNMARKED_ALONE.match(line):
        return _made(line.strip(), line, said=mentioned_time(line, language), is_kept=True)
    match = _UNMARKED.match(line)
    if match is None or TRACK.search(match["words"]):
        return None
    said = mentioned_time(match["words"], language)
    left = said.rest if said.day or said.clock else match["words"]
    if not re.fullmatch(rf"(?:{UNMARKED})[\W\d]*", left.strip(), re.IGNORECASE):
        return None
    return _made(match["words"], line[: match.start("text")], text=match["text"], said=said, is_kept=True)


def _clock_first(line: str, language: str) -> Label | None:
    """A paragraph that begins with a time of day; all of it stays in the text."""
    match = _CLOCK_FIRST.match(line)
    said = mentioned_time(match["words"], language) if match else _NOTHING
    if said.times != 1 or re.search(r"[^\W\d_]{6}", said.rest):
        return None
    return Label("", line.strip(), said=said)
