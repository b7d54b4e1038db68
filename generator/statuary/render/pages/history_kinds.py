"""What a list of incidents may be narrowed to: those of one impact, or planned work."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from statuary.model import Impact, Kind
from statuary.render.pages.incident_page import tone_of
from statuary.render.wording.labels import IMPACT_TONE, IMPACT_WORD, KIND_WORD, Tone
from statuary.render.wording.language import Language
from statuary.status.types import IncidentState


class RowKind(NamedTuple):
    """Rows that a list may be narrowed to; `id` is what the address then says. `number` is empty on the overview, which
    does not hold all that there are.
    """

    id: str
    tone: Tone
    word: str
    number: str


def kinds_of(item: IncidentState) -> tuple[Tone, ...]:
    """Work that went wrong is of two: it is still what somebody who looks for planned work wants to see."""
    planned = (Tone.MAINTENANCE,) if item.incident.kind is Kind.MAINTENANCE else ()
    return tuple(dict.fromkeys((tone_of(item), *planned)))


_KIND_WORD = {
    **{IMPACT_TONE[impact]: IMPACT_WORD[impact] for impact in reversed(Impact) if impact is not Impact.NONE},
    Tone.MAINTENANCE: KIND_WORD[Kind.MAINTENANCE],
}


def row_kinds(items: Iterable[IncidentState], language: Language, *, counted: bool) -> Iterable[RowKind]:
    """Those that there are, the worst first."""
    found = Counter(kind for item in items for kind in kinds_of(item))
    for tone, word in _KIND_WORD.items():
        if number := found[tone]:
            shown = language.number(number) if counted else ""
            yield RowKind(f"only-{tone}", tone, language.gettext(word), shown)
