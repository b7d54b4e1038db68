"""Whom something concerns: the choice that a listener has in `notify` of mkdocs.yml."""

from statuary.model import Impact, Kind, Listener
from statuary.notify.tellings import Telling
from statuary.status.incidents import as_announced


def concerns(listener: Listener, telling: Telling) -> bool:
    """Whether a listener wants it, by all that was said of the incident until then.

    What became worse later concerns him from then on; what became milder, or was about a component of his once, goes on
    concerning him, for he was told of its beginning.
    """
    if telling.due is not None and listener.audience != "staff":
        return False
    kind = telling.item.incident.kind
    if kind not in listener.kinds:
        return False
    if listener.components and not set(listener.components) & _named(telling):
        return False
    return kind is not Kind.INCIDENT or _is_bad_enough(telling, listener.impact)


def _named(telling: Telling) -> set[str]:
    named = set(telling.item.incident.components)
    for update in telling.item.updates[: telling.place + 1]:
        named.update(update.components)
    return named


def _is_bad_enough(telling: Telling, limit: Impact) -> bool:
    places = range(telling.place + 1) if limit is not Impact.NONE else ()
    return not places or any(
        as_announced(telling.item, place).impact.badness >= limit.badness for place in reversed(places)
    )
