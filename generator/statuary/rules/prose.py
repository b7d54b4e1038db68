"""Authors' words as plain prose: what is quoted, and what is no language, is not theirs to mend."""

import re
from collections.abc import Iterator

_HIDDEN = re.compile(
    r"^[ ]{0,3}(?P<fence>```|~~~).*?(?:^[ ]{0,3}(?P=fence)|\Z)"  # code
    r"|`[^`\n]*`"
    r"|^[ ]{0,3}>[^\n]*"  # what others said
    r"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|(?<!\w)\"[^\"\n]{1,300}\"(?!\w)"
    r"|<?\b(?:https?://|www\.)[^\s<>)]+>?",
    re.MULTILINE | re.DOTALL,
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
_ADDRESS = re.compile(r"\]\([^)\n]{0,500}\)")
_MARKS = re.compile(r"[*_~]{1,3}(?=\w)|(?<=[\w.!?:])[*_~]{1,3}")
_ANY = re.compile(r"[`\"“„«>\[*_~]|://|www\.")
_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
GAP = "□"
"""In place of what is hidden, so that the words around it do not become one sentence."""


def prose(text: str) -> str:
    """Without code, quotes, pictures and addresses; the words of links stay."""
    if not _ANY.search(text):
        return text
    text = _ADDRESS.sub("]()", _IMAGE.sub(GAP, text))
    return _MARKS.sub("", _HIDDEN.sub(GAP, text))


def sentences(text: str, language: str) -> Iterator[str]:
    """The sentences of prose; a line of a list is one, too."""
    from sentencex import segment  # lazy: many commands judge no words

    for line in text.replace("\0", " ").splitlines():
        plain = _LIST.sub("", line).encode("utf-8", "replace").decode()
        if plain.strip():
            yield from (one.strip() for one in segment(language, plain) if one.strip())


def bare(sentence: str) -> str:
    """A sentence without what does not change its meaning: case, marks and spaces at its ends."""
    return " ".join(sentence.lower().replace("’", "'").split()).strip(" .!:;,*_…")
