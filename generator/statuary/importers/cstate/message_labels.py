"""What begins a message in a cState text: a label such as `*Resolved* -`, `[Final message]` or `## Update 09:44`."""

import re
from dataclasses import dataclass

from statuary.importers.cstate.issue_file import BEGINS_LINE, TRACK, track_text
from statuary.importers.read_times import MentionedTime, mentioned_time

_LAST = "resolved|final|end|closing|closed?|completed|done|fixed|solved|post-?mortem"
_FIRST = "initial|opening|open|opened|begin|began|just began|started?|investigating"
_BETWEEN = (
    "updated?|edit(?:ed)?|identified|monitoring|in progress|watching|scheduled|verifying|recovered|reopened"
)
_KEYWORD = rf"(?P<word>(?P<last>{_LAST})|(?P<first>{_FIRST})|(?:{_BETWEEN}))\b"
_ANY_WORD = re.compile(_KEYWORD, re.IGNORECASE)
_STAGES = (
    "investigating|identified|monitoring|resolved|updated?|post-?mortem|in progress|scheduled|verifying|completed"
    "|fixed|solved|watching|recovered|reopened"
)
_STAGE = re.compile(rf"(?:{_STAGES})\b", re.IGNORECASE)
_UPDATE = re.compile(
    r"\W*(?:updated?|edit(?:ed)?|stand|aktualisierung|nachtrag|meldung|mise à jour|maj|actualizaci[oó]n|atualização"
    r"|aggiornamento|bijgewerkt|aktualizace|aktualizacja|обновление|更新)?(?:\s*\b(?:vom|am|um|at|on|of|from|du|le|del?)\b)*"
    r"\W*(?:\d{1,2}\W*)?",
    re.IGNORECASE,
)
_EMPHASISED = re.compile(
    r" {0,3}(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_\s](?:[^*_\n]{0,78}[^*_\s])?)(?P=mark)(?![*_\w])(?P<rest>.*)$"
)
_BRACKETS = re.compile(r"\s*\[\s*(?P<words>[^\]\[]{2,80}?)\s*\](?P<rest>[ \t]*:?.*)$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t#]*$")
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*$")
_DATED = re.compile(r" {0,3}[*_]{0,3}(?P<words>(?=\S*\d)[^\n]{6,40}?)[*_]{0,3}(?:\s+[-–—|]+|:)\s+\S")
_SEPARATOR = re.compile(r"[ \t]*(?:[-–—]+|:)(?:[ \t]+|$)")
_CAPITAL = re.compile(r"[ \t]+(?=[^\W\d_])(?P<letter>\w)")
_NOTHING = MentionedTime(None, None, None, "", 0)


@dataclass(frozen=True)
class Label:
    """`shown` is how it stands there, and `text` what follows on its line.

    `said` is the time in its own words, `track` that of a shortcode beside it. `is_kept`: it says more than a stage
    and a time, so it stays part of the text.
    """

    shown: str
    text: str = ""
    word: str = ""
    opening: bool = False
    closing: bool = False
    said: MentionedTime = _NOTHING
    track: str | None = None
    is_kept: bool = False


def label_of(line: str, following: str, language: str) -> Label | None:
    """The label that a line begins with, None where it begins no message. `following` is the next line."""
    if not line.strip() or line.startswith(("    ", "\t")):
        return None
    underlined = bool(_UNDERLINE.match(following)) and not TRACK.search(line)
    for form, read in ((_HEADING, _heading), (_EMPHASISED, _emphasised), (_BRACKETS, _bracketed)):
        match = form.match(line)
        if match:
            return read(match, line, language)
    if underlined:
        return _titled(line.strip(), line, language)
    return _dated(line, language)


def _made(words: str, shown: str, **more: object) -> Label:
    known = _ANY_WORD.match(words)
    return Label(
        shown=shown.strip(),
        word=known["word"] if known else "",
        opening=bool(known and known["first"]),
        closing=bool(known and known["last"]),
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
    return (said.day is not None or said.clock is not None) and bool(_UPDATE.fullmatch(said.rest))


def _is_stage(words: str) -> bool:
    return bool(re.fullmatch(rf"(?:{_STAGES})\b\W*\d{{0,2}}\W*", words, re.IGNORECASE))


def _emphasised(match: re.Match[str], line: str, language: str) -> Label | None:
    words, rest = match["words"].strip(), match["rest"]
    has_colon = words.endswith(":")
    track = BEGINS_LINE.match(_SEPARATOR.sub("", rest, count=1) if _SEPARATOR.match(rest) else rest)
    shown = line[: match.start("rest")]
    if track is not None:
        tail = rest[rest.index("{{") :]
        text = BEGINS_LINE.sub("", tail, count=1)
        is_plain = bool(_STAGE.fullmatch(words.rstrip(": ")))
        return _made(words, shown, text=text, track=track_text(track), is_kept=not is_plain)
    said = mentioned_time(words, language)
    separator = _SEPARATOR.match(rest)
    text = rest[separator.end() :] if separator else rest.strip() if has_colon else rest
    shown += separator.group().rstrip() if separator else ""
    if not text.strip():
        return _alone(words, line, said)
    if separator or has_colon:
        return _with_text(words, shown, text, said)
    if _STAGE.fullmatch(words) and _begins_sentence(rest):
        return _made(words, shown, text=rest.strip())
    return None


def _alone(words: str, line: str, said: MentionedTime) -> Label | None:
    plain = words.rstrip(": ")
    if said.times == 1 and _tells_time(said):
        return _made(words, line, said=said, is_kept=True)
    if said.times > 1 or not _STAGE.match(plain):
        return None
    return _made(words, line, is_kept=not _STAGE.fullmatch(plain))


def _with_text(words: str, shown: str, text: str, said: MentionedTime) -> Label | None:
    plain = words.rstrip(": ")
    if said.times == 1 and said.day is not None:
        return _made(words, shown, text=text, said=said, is_kept=True)
    if said.times == 1 and _tells_time(said):
        return _made(words, shown, text=text, said=said, is_kept=True)
    stage = _STAGE.match(plain)
    if stage is None or len(plain) - stage.end() > 20:
        return None
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
    known = _ANY_WORD.match(words)
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
