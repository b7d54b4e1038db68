"""What was last said of open work, and how long it is known to be so when nobody speaks any more."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from statuary.model import DEFAULT_CADENCE, Impact, Kind
from statuary.status.types import IncidentState, Standing

SILENCE = timedelta(days=3)
"""Nothing counts as unconfirmed before that: a weekend without an update is not yet a forgotten incident."""


def with_silence(
    state: IncidentState, now: datetime, cadence: Mapping[Impact, timedelta] = DEFAULT_CADENCE
) -> IncidentState:
    """The same, with what follows from nobody having spoken: `silent_after` and `unconfirmed`.

    The last word holds for twice the usual time between updates, and until a promised update is due. Of work that
    was announced weeks before and runs as planned nobody has to speak before its end.
    """
    if state.standing is not Standing.ACTIVE or state.incident.kind is Kind.NOTICE:
        return state
    is_work = state.incident.kind is Kind.MAINTENANCE
    ends = state.window_ends
    spoken = max(state.newest.at, ends or state.start) if is_work else state.newest.at
    usual = 2 * cadence.get(state.impact, timedelta())
    until = max(spoken + max(usual, SILENCE), state.next_update or spoken)
    due = ends if is_work else until
    unconfirmed = due is not None and now > due
    return state.model_copy(update={"silent_after": until, "unconfirmed": unconfirmed})
