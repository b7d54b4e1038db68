"""How long an incident lasted, in words."""

from statuary.status.types import IncidentState
from statuary.views.language import Language


def lasted(item: IncidentState, language: Language) -> str:
    """The time that it was open: without the breaks of one that was opened again, and then it says so.

    Empty where nobody knows it, for it was told only once it was over.
    """
    if item.reported_afterwards:
        return ""
    length = language.duration(item.duration)
    parts = len(item.stretches)
    if parts < 2:
        return length
    return language.ngettext(
        "%(length)s in %(count)s part", "%(length)s in %(count)s parts", parts, length=length
    )
