"""What a reader's page compares with the newest build, to know whether there is something new to show."""

import hashlib
from datetime import timedelta

from statuary.status.types import IncidentState, PageState, Standing
from statuary.views.times import stamp

RECENT = timedelta(days=14)
ALL = ""
"""The key of the page as a whole."""


def news(state: PageState) -> dict[str, str]:
    """A fingerprint (8 hex digits) of each recent incident by its id, and of the page as a whole by `ALL`.

    It changes with every update, every new stage and every correction; mended spelling is no news.
    """
    known = {key: _fingerprint(item) for key, item in sorted(state.by_id.items()) if _is_recent(item, state)}
    whole = "".join(f"{key} {value}\n" for key, value in known.items())
    return {ALL: _short(whole + state.indicator), **known}


def _is_recent(item: IncidentState, state: PageState) -> bool:
    return item.standing is not Standing.PAST or item.newest.at > state.now - RECENT


def _fingerprint(item: IncidentState) -> str:
    said = "".join(f"{stamp(one.identity)} {one.stage} {one.correction}\n" for one in item.updates)
    return _short(said + item.stage)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
