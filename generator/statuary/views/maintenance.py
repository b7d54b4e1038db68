"""Planned work: under way, to come, and done."""

from typing import NamedTuple

from statuary.model import Kind
from statuary.status.types import PageState
from statuary.views.frame import Frame
from statuary.views.history import ROWS, Row, row
from statuary.views.incident import IncidentView, incident_views


class MaintenanceView(NamedTuple):
    """All maintenance; `left_out` of the past ones are only in the history."""

    in_progress: tuple[IncidentView, ...]
    planned: tuple[IncidentView, ...]
    past: tuple[Row, ...]
    left_out: int


def maintenance_view(state: PageState, frame: Frame) -> MaintenanceView:
    """The maintenance page at `state.now`; the newest `ROWS` past ones."""
    past = [item for item in state.past if item.incident.kind is Kind.MAINTENANCE]
    return MaintenanceView(
        in_progress=incident_views(state.in_progress, frame),
        planned=incident_views(state.planned, frame),
        past=tuple(row(item, frame) for item in past[:ROWS]),
        left_out=max(0, len(past) - ROWS),
    )
