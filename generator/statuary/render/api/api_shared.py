"""What all documents under /api/v2/ share: their ids, and the zone of their instants."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase, digits
from typing import TypeVar

from statuary.model import Component, Group, Incident, Site, Update
from statuary.render.frame import Frame
from statuary.render.wording.instants import stamp

_ID_LENGTH = 12
_DIGITS = digits + ascii_lowercase
_USABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_Sourced = TypeVar("_Sourced", Component, Group, Incident)


class Ids:
    """The id of everything, for ever: clients remember what they have told their users by it.

    What came from Statuspage keeps the code that it had there, so that clients and links know it again. Everything
    else gets twelve small letters and digits, as there, from a hash over facts that never change (`id_domain`, our
    id, an update's instant), never over words. Of two that claim one code, the earlier has it: an incident by its
    file's name, which begins with its day, a component by its place on the page.
    """

    def __init__(self, site: Site) -> None:
        self._domain = site.settings.id_domain
        self.page = self._hash("page")
        self._incidents = _codes(sorted(site.incidents, key=lambda incident: incident.id))
        components = _codes(site.components)
        groups = _codes(site.groups)
        self._updates = _update_codes(site)
        # A group is listed among the components, so the two kinds must not share an id either.
        self._components = components
        self._groups = {key: code for key, code in groups.items() if code not in components.values()}

    def incident(self, incident: Incident) -> str:
        """The id of an incident or a maintenance."""
        return self._incidents.get(incident.id) or self._hash("incident", incident.id)

    def component(self, component_id: str) -> str:
        """The id of a component, known to the page or not."""
        return self._components.get(component_id) or self._hash("component", component_id)

    def group(self, group: Group) -> str:
        """The id of a group of components."""
        return self._groups.get(group.id) or self._hash("group", group.id)

    def update(self, incident: Incident, update: Update) -> str:
        """The id of an update, which stays with it when its words or its time are corrected."""
        return self._updates.get((incident.id, update.identity)) or self._hash(
            "update", incident.id, stamp(update.identity)
        )

    def _hash(self, *facts: str) -> str:
        text = "\0".join((self._domain, *facts))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
        found = []
        for _ in range(_ID_LENGTH):
            number, digit = divmod(number, len(_DIGITS))
            found.append(_DIGITS[digit])
        return "".join(found)


def _codes(things: Iterable[_Sourced]) -> dict[str, str]:
    """The codes of what came from Statuspage, by our ids; the first that claims a code has it."""
    owners: dict[str, str] = {}
    for thing in things:
        code = thing.statuspage_code
        if code is not None and _USABLE.fullmatch(code):
            owners.setdefault(code, thing.id)
    return {key: code for code, key in owners.items()}


def _update_codes(site: Site) -> dict[tuple[str, datetime], str]:
    """The ids that imported updates had before, by incident and instant; the first that claims one has it."""
    owners: dict[str, tuple[str, datetime]] = {}
    for incident in sorted(site.incidents, key=lambda incident: incident.id):
        for update in incident.updates:
            if update.source_id is not None and _USABLE.fullmatch(update.source_id):
                owners.setdefault(update.source_id, (incident.id, update.identity))
    return {key: code for code, key in owners.items()}


@dataclass(frozen=True)
class Api:
    """What every document is made from."""

    frame: Frame
    ids: Ids

    def instant(self, at: datetime) -> datetime:
        """An aware instant in the page's zone, in which Statuspage writes all."""
        return at.astimezone(self.frame.settings.zone)

    def maybe(self, at: datetime | None) -> datetime | None:
        """The same, and None for what has not happened."""
        return None if at is None else self.instant(at)
