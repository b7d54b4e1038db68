"""What the slots of a message template become: facts that the command knows."""

import re
from collections.abc import Mapping
from datetime import datetime

from statuary.model import ComponentStatus, Settings
from statuary.render.frame import Frame
from statuary.status import IncidentState, Standing

NAMES = (
    "components",
    "title",
    "who",
    "workaround",
    "estimate",
    "next_update",
    "started",
    "ended",
    "duration",
    "starts",
    "ends",
    "support",
)
TYPED = frozenset({"title", "who", "workaround", "estimate"})
"""Slots that hold words which somebody typed, and nobody approved."""
TIMES = frozenset({"next_update", "started", "ended", "duration", "starts", "ends"})


def slot_values(item: IncidentState, frame: Frame, now: datetime) -> dict[str, str]:
    """A text for each slot, empty where there is nothing to say. `item` is as it will be with the update."""
    times, lasted = frame.times, item.lasted

    def near(at: datetime | None) -> str:
        return times.near(at, now).text if at else ""

    components = frame.language.listed([escaped(frame.names.get(key, key)) for key in _affected(item)])
    return {
        "components": components,
        "title": escaped(item.incident.title),
        "who": item.who or "",
        "workaround": item.workaround or "",
        "estimate": item.estimate or "",
        "next_update": near(item.next_update),
        "started": near(item.start) if item.standing is not Standing.PLANNED and lasted is not None else "",
        "ended": near(item.end) if lasted is not None else "",
        "duration": frame.language.duration(lasted) if item.end and lasted is not None else "",
        "starts": near(item.window_starts),
        "ends": near(item.window_ends),
        "support": support(frame.settings),
    }


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
