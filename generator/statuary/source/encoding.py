"""Characters that may not stand in a file: they hide text, or make a whole feed unreadable.

Bytes that should be UTF-8 text: refused with what stands where, for without it somebody's words are others.
"""

import codecs
import re

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control characters but tab and line feed, bidirectional overrides and isolates, and what XML 1.0 excludes."""


def describe(character: str) -> str:
    """Such a character, named so that a person can search for it."""
    if "\udc80" <= character <= "\udcff":  # how Python shows a byte that it could not read
        return f"a byte that is no UTF-8 text (0x{ord(character) - 0xDC00:02X})"
    kind = "a bidirectional override" if ord(character) >= 0x2000 else "a control character"
    return f"{kind} (U+{ord(character):04X})"


def unix_lines(text: str) -> str:
    """CRLF becomes LF. A lone CR stays, to be refused: editors disagree on whether it ends a line."""
    return text.replace("\r\n", "\n")


_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_WINDOWS = "windows-1252"
_LONGEST_WORD = 40
_SAVE = "save it as UTF-8 (in most editors: “Save with encoding”)"


class NotTextError(ValueError):
    """What is wrong, at `place` (line and column, from 1), and the remedy; `encoding` is what it most likely is."""

    def __init__(self, message: str, place: tuple[int, int], encoding: str = "", proof: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.encoding = encoding
        looks = f"it looks like Windows-1252 (Latin-1), in which this is “{proof}”: " if proof else ""
        self.hint = f"{looks}{_SAVE}"

    @property
    def explained(self) -> str:
        """All of it in one line, for where there is no file to point into."""
        line, column = self.place
        return f"{self} (line {line}, column {column}); {self.hint}"


def decoded(content: bytes) -> str:
    """The text, without a byte-order mark. Raises NotTextError."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise NotTextError(f"this is {name} and not UTF-8 text", (1, 1), name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _explained(content, error) from None


def decoded_text(content: bytes) -> str:
    """The same, where a NUL cannot stand either: it would be UTF-16 without its mark, or no text at all."""
    text = decoded(content)
    if "\0" in text:
        _refuse_wide(content)
        raise NotTextError("a NUL character stands here", _place(content, content.index(b"\0")))
    return text


def _refuse_wide(content: bytes) -> None:
    """UTF-16 without its mark: of most characters, one byte of the two is NUL."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    if 3 * (even + odd) > len(content):
        name = "UTF-16BE" if even > odd else "UTF-16LE"
        raise NotTextError(f"this is {name} and not UTF-8 text", (1, 1), name)


def _explained(content: bytes, error: UnicodeDecodeError) -> NotTextError:
    _refuse_wide(content)
    place, at = _place(content, error.start), error.start
    others = bool(re.search(rb"[\x80-\xff]", content[:at]))
    cut = "it ends in the middle of a character, so something after it is missing"
    if (
        error.end == len(content)
        and error.reason == "unexpected end of data"
        and (others or error.end - at > 1)
    ):
        return NotTextError(f"this is not UTF-8 text: {cut}", place)
    proof = _word(content, at)
    encoding = _WINDOWS if proof else ""
    message = f"this is not UTF-8 text: the byte 0x{content[at]:02X} stands here"
    return NotTextError(message, place, encoding, proof)


def _place(content: bytes, at: int) -> tuple[int, int]:
    start = content.rfind(b"\n", 0, at) + 1
    before = content[start:at].decode("utf-8-sig" if start == 0 else "utf-8", errors="replace")
    return content.count(b"\n", 0, at) + 1, len(before) + 1


def _word(content: bytes, at: int) -> str:
    """The word at this byte as Windows-1252 has it; empty where that makes no word."""
    before = re.search(rb"[A-Za-z\x80-\xff-]*\Z", content[max(0, at - _LONGEST_WORD) : at])
    after = re.match(rb"[A-Za-z\x80-\xff-]*", content[at : at + _LONGEST_WORD])
    word = (before[0] if before else b"") + (after[0] if after else b"")
    try:
        text = word.decode(_WINDOWS)
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() and any(one.isalpha() for one in text) else ""
