"""An author's title within our sentences: on one line, and with one mark at its end."""

from statuary.views.language import Language

_ENDS = tuple(".!?…。．！？؟۔।")
_CLOSING = "\"'”’»“‘«)]}›」』）"
_UNFINISHED = " ,;:-–—"


def _one_line(title: str) -> str:
    """A title that is all marks stays as it is."""
    said = " ".join(title.split())
    return said.rstrip(_UNFINISHED) or said


def as_sentence(title: str, language: Language) -> str:
    """A title with a full stop, unless it ends in a mark of its own."""
    said = _one_line(title)
    ended = said.rstrip(_CLOSING).endswith(_ENDS)
    return said if ended else language.gettext("%(sentence)s.", sentence=said)


def as_phrase(title: str) -> str:
    """A title without a full stop, for the sentence goes on behind it."""
    said = _one_line(title)
    return said.rstrip(".") or said
