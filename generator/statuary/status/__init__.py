"""Everything that follows from the facts at a given `now`. Pure: `now` is always an argument."""

from statuary.status.incidents import CLOCK_SKEW, incident_state
from statuary.status.page_state import page_state
from statuary.status.spans import with_silence
from statuary.status.types import IncidentState, PageState, Phase, Span, Standing, Stretch
from statuary.status.uptime import Day, component_days, first_day, uptime_percent

__all__ = [
    "CLOCK_SKEW",
    "Day",
    "IncidentState",
    "PageState",
    "Phase",
    "Span",
    "Standing",
    "Stretch",
    "component_days",
    "first_day",
    "incident_state",
    "page_state",
    "uptime_percent",
    "with_silence",
]
