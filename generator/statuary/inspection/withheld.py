"""An incident whose words hold what must not be on a page: its facts are published, those words are not.

Readers must learn of an outage, whatever its author copied into it. The run is red, and says what to take out.
"""

from statuary.inspection.fallback import title_of
from statuary.model import Correction, Incident, Update
from statuary.rules import Case, RuleContext, leaks

_WORDS = {"text": "", "who": None, "workaround": None, "estimate": None, "correction": None}


def without_leaks(incident: Incident, frame: RuleContext) -> Incident:
    """The same without the words of each update that leaks, and without a title that does; itself where none does."""
    shown = incident.model_copy(update={"title": _title(incident, frame)})
    shown = shown.model_copy(update={"updates": tuple(_updates(shown, frame))})
    if shown == incident:
        return incident
    return shown.model_copy(update={"being_corrected": incident.being_corrected or Correction()})


def _updates(incident: Incident, frame: RuleContext) -> list[Update]:
    return [
        one.model_copy(update=_WORDS) if leaks(Case.then(frame, incident, index)) else one
        for index, one in enumerate(incident.updates)
    ]


def _title(incident: Incident, frame: RuleContext) -> str:
    """Its own; else what the file's name says, which is in the address anyway, unless that leaks as well."""
    silent = incident.updates[0].model_copy(update=_WORDS)
    for title in (incident.title, title_of(incident.path)):
        case = Case.then(frame, incident.model_copy(update={"title": title, "updates": (silent,)}), 0)
        if not leaks(case):
            return title
    return incident.kind.capitalize()
