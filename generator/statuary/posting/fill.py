"""A template's words for one update of one incident."""

from collections.abc import Mapping

from statuary.model import Incident, Update
from statuary.posting.slots import TYPED, slot_values
from statuary.posting.templates import Filled, Template, fill, fill_line
from statuary.source.write import one_line
from statuary.status import incident_state
from statuary.views.frame import Frame

_OWN = ("who", "workaround", "estimate")


def filled(template: Template, incident: Incident, frame: Frame, *, typed: bool = True) -> Filled:
    """The words for the incident's last update, whose own text is still empty or does not matter.

    The attributes are those that this update says itself, for older ones still hold. Without `typed`, slots of words
    that somebody typed stay empty.
    """
    update = incident.updates[-1]
    values = _values(incident, frame, typed=typed)
    own = values | {key: (getattr(update, key) or "") if typed else "" for key in _OWN}
    attributes = fill(template, own).attributes
    return Filled(attributes, fill(template, values).text)


def filled_title(template: Template, incident: Incident, frame: Frame) -> str:
    """The title of an incident that is opened without one; empty where the template has none to give."""
    return one_line(fill_line(template.title, _plain_names(incident, frame)) or "")


def _values(incident: Incident, frame: Frame, *, typed: bool) -> dict[str, str]:
    update: Update = incident.updates[-1]
    item = incident_state(incident, update.at)
    assert item is not None  # it has an update by then
    values = slot_values(item, frame, update.at)
    return values if typed else {key: "" if key in TYPED else value for key, value in values.items()}


def _plain_names(incident: Incident, frame: Frame) -> Mapping[str, str]:
    """A title is no Markdown, so names stand in it as they are."""
    names = [frame.names.get(key, key) for key in incident.components]
    return {"components": frame.language.listed(names)}
