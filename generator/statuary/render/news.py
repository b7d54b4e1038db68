"""What a reader's page compares with the newest build, to know whether there is something new to show."""

import hashlib
import heapq
from collections.abc import Iterator
from datetime import timedelta

from statuary.model import Kind
from statuary.render.wording.instants import stamp
from statuary.status.types import IncidentState, PageState, Standing

RECENT = timedelta(days=14)
ALL = ""
"""The key of the page as a whole."""

_NEWEST = 50
"""So many that are over speak for the page as a whole. By number and not by age: what grows old is no news."""


def news(state: PageState) -> dict[str, str]:
    """A fingerprint (8 hex digits) of each recent incident by its id, and of the page as a whole by `ALL`.

    It changes with every update, every new stage and every correction, and when a notice comes into sight; mended
    spelling is no news, and neither is the passing of time.
    """
    telling = {item.incident.id for item in _telling(state)}
    recent = {key for key, item in state.by_id.items() if _is_recent(item, state)}
    found = {key: _fingerprint(state.by_id[key]) for key in sorted(telling | recent)}
    whole = "".join(f"{key} {value}\n" for key, value in found.items() if key in telling)
    return {ALL: _short(whole + state.indicator), **{key: found[key] for key in sorted(recent)}}


def _telling(state: PageState) -> Iterator[IncidentState]:
    """What is not over, save notices to come, and the newest of the rest that was not silent from end to end."""
    for item in state.by_id.values():
        is_hidden = item.incident.kind is Kind.NOTICE and item.standing is Standing.PLANNED
        if item.standing is not Standing.PAST and not is_hidden:
            yield item
    told = (item for item in state.past if not all(update.silent for update in item.updates))
    yield from heapq.nlargest(_NEWEST, told, key=lambda item: (item.newest.at, item.incident.id))


def _is_recent(item: IncidentState, state: PageState) -> bool:
    return item.standing is not Standing.PAST or item.newest.at > state.now - RECENT


def _fingerprint(item: IncidentState) -> str:
    said = "".join(f"{stamp(one.identity)} {one.stage} {one.correction}\n" for one in item.updates)
    return _short(said + item.stage)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
