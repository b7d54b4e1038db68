"""What stands in a template's slots, for one update of one incident, in the template's language."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from statuary.model import FACTS, ComponentStatus, Impact, Incident, Kind, Settings, Stage
from statuary.posting.templates import Template
from statuary.render.frame import Frame
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.instants import Times
from statuary.render.wording.labels import STAGE_SENTENCE, as_sentence
from statuary.render.wording.page_languages import read_language
from statuary.render.wording.symptoms import Symptoms
from statuary.resources import overrides
from statuary.status import IncidentState, Standing

TYPED = frozenset({"title", *FACTS, "data", "to_do"})
"""Slots that hold words which somebody typed, and nobody approved."""
SERIOUS = (Impact.MAJOR, Impact.CRITICAL)


class AboutEnd(NamedTuple):
    """What somebody said of the end: since when it works, what became of data, what is left for readers to do."""

    since: datetime | None = None
    data: str = ""
    to_do: str = ""


NOTHING_SAID = AboutEnd()


def in_language_of(template: Template, frame: Frame) -> Frame:
    """The page as a template's language says it: another one must not stand in the slots of its sentences."""
    if template.speaks(frame.language.tag):
        return frame
    with suppress(CatalogueError):
        language = read_language(template.language, [overrides()])
        return replace(frame, language=language, times=Times(frame.settings.zone, language))
    return frame


def slot_values(
    item: IncidentState, frame: Frame, now: datetime, end: AboutEnd = NOTHING_SAID
) -> dict[str, str]:
    """A text for each slot, empty where there is nothing to say. `item` is as it will be with the update."""
    times, lasted = frame.times, item.lasted

    def near(at: datetime | None) -> str:
        return times.near(at, now).text if at else ""

    components = frame.language.listed([escaped(frame.names.get(key, key)) for key in _affected(item)])
    return {
        "components": components,
        "title": escaped(item.incident.title),
        **{key: item.facts.get(key, "") for key in FACTS},
        "next_update": near(item.next_update),
        "started": near(item.start) if item.standing is not Standing.PLANNED and lasted is not None else "",
        "ended": near(item.end) if lasted is not None else "",
        "duration": frame.language.duration(lasted) if item.end and lasted is not None else "",
        "starts": near(item.window_starts),
        "ends": near(item.window_ends),
        **_about_trouble(item, frame, near(end.since or (item.end if lasted is not None else None))),
        "data": as_sentence(end.data, frame.language) if end.data else "",
        "to_do": as_sentence(end.to_do, frame.language) if end.to_do else "",
        "support": support(frame.settings),
    }


def _about_trouble(item: IncidentState, frame: Frame, since: str) -> dict[str, str]:
    """What people notice, that it is over, and that we are sorry for it; nothing of that of planned work."""
    found = dict.fromkeys(("symptom", "recovery", "sorry"), "")
    symptoms = Symptoms(frame.state.site.components, frame.language, escaped)
    if item.incident.kind is not Kind.INCIDENT:
        return found
    if item.standing is Standing.ACTIVE:
        first = len(item.updates) == 1 and item.impact in SERIOUS
        return found | {"symptom": symptoms.text(item.components, sorry=first)}
    if item.impact is Impact.NONE:
        return found | {"recovery": frame.language.gettext(STAGE_SENTENCE[Stage.RESOLVED])}
    faulty = [key for key, status in item.worst_statuses.items() if status.is_fault]
    return found | {
        "recovery": symptoms.recovery(faulty, since),
        "sorry": symptoms.apology(item.worst_statuses),
    }


def title_values(incident: Incident, frame: Frame) -> Mapping[str, str]:
    """The same for a title, which is no Markdown: names stand in it as they are."""
    names = [frame.names.get(key, key) for key in incident.components]
    symptoms = Symptoms(frame.state.site.components, frame.language)
    is_fault = incident.kind is Kind.INCIDENT
    symptom = symptoms.title(incident.components) if is_fault else ""
    return {"components": frame.language.listed(names) if names else "", "symptom": symptom}


def support(settings: Settings) -> str:
    """The first contact, as a link."""
    contact = next(iter(settings.contacts), None)
    return f"[{escaped(contact.name)}]({contact.url})" if contact else ""


def _affected(item: IncidentState) -> Mapping[str, ComponentStatus]:
    """While it lasts, what is affected now; before, what will be; at the end, all that was."""
    if item.standing is Standing.PLANNED:
        return item.planned
    now = {key: one for key, one in item.components.items() if one is not ComponentStatus.OPERATIONAL}
    return now or item.worst_statuses


def escaped(text: str) -> str:
    """A name as Markdown that shows just these characters."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
