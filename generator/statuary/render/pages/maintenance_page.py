"""Scheduled maintenance: in progress, upcoming and completed."""

from collections.abc import Iterable
from typing import NamedTuple

from statuary.model import Kind
from statuary.render.frame import Frame
from statuary.render.pages.history_page import ROWS, Row, row
from statuary.render.pages.incident_page import IncidentView, incident_view
from statuary.render.wording.instants import Moment
from statuary.status.types import IncidentState


class WorkView(NamedTuple):
    """One maintenance with its day: readers plan by that. `weekday` is that of its `starts`."""

    view: IncidentView
    starts: Moment
    weekday: str


class MaintenanceView(NamedTuple):
    """All maintenance; `left_out` of the past ones are only in the history."""

    in_progress: tuple[WorkView, ...]
    planned: tuple[WorkView, ...]
    past: tuple[Row, ...]
    left_out: int


def maintenance_view(frame: Frame) -> MaintenanceView:
    """The maintenance page at `state.now`; the newest `ROWS` past ones."""
    past = [item for item in frame.state.past if item.incident.kind is Kind.MAINTENANCE]
    return MaintenanceView(
        in_progress=_works(frame.state.in_progress, frame),
        planned=_works(frame.state.planned, frame),
        past=tuple(row(item, frame) for item in past[:ROWS]),
        left_out=max(0, len(past) - ROWS),
    )


def _works(items: Iterable[IncidentState], frame: Frame) -> tuple[WorkView, ...]:
    return tuple(_work(item, frame) for item in items)


def _work(item: IncidentState, frame: Frame) -> WorkView:
    starts = frame.times.moment(item.window_starts or item.start)
    return WorkView(incident_view(item, frame), starts, frame.language.weekday(starts.day))
