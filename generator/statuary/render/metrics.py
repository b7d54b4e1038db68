"""`/metrics.txt`: the present state for Prometheus, in its text format 0.0.4; the same at `/metrics`.

The file may be hours old when it is read, so there are instants and never ages: `time() - …` is right at any moment.
Only what is open or planned has a series, for each of them is kept for as long as its data is.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from statuary import __version__
from statuary.model import ComponentStatus, Impact, Indicator
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.status.types import IncidentState, PageState

PREFIX = "statuary_"
UNKNOWN = "unknown"
"""The status of a page on which nothing is reported yet: `none` would be taken for good news."""

_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})

Labels = Mapping[str, str]


class Metric(NamedTuple):
    """A gauge: its name without the prefix, what it means, and its values, each with its labels."""

    name: str
    meaning: str
    values: tuple[tuple[Labels, int], ...]


def render_metrics(frame: Frame) -> Iterator[Output]:
    """The file, and its copy where Prometheus looks when it is not told otherwise."""
    text = "".join(map(_lines, metrics(frame.state))).encode()
    yield Output("metrics.txt", text)
    yield Output("metrics", text)


def metrics(state: PageState) -> Iterator[Metric]:
    """All of them, always in this order; one without a value is named all the same."""
    yield Metric("build_info", "The version that built this page.", (({"version": __version__}, 1),))
    meaning = "The moment that this page shows. A time long past means that nothing is built any more."
    yield Metric("build_timestamp_seconds", meaning, (({}, _seconds(state.now)),))
    now = UNKNOWN if state.nothing_reported else state.indicator.value
    statuses = (*(one.value for one in Indicator), UNKNOWN)
    values = tuple(({"status": one}, int(one == now)) for one in statuses)
    yield Metric(
        "page_status", "The state of the page as a whole: 1 for the present one, 0 for others.", values
    )
    yield from _of_components(state)
    yield from _of_incidents(state)
    yield from _of_maintenance(state)


def _of_components(state: PageState) -> Iterator[Metric]:
    known = [(group, one) for group, components in state.groups for one in components]
    names = tuple(({"component": one.id, "name": one.name, "group": group.name}, 1) for group, one in known)
    yield Metric("component_info", "Names of components and of their groups.", names)
    values = tuple(
        ({"component": one.id, "status": status.value}, int(state.components[one.id] is status))
        for _, one in known
        for status in ComponentStatus
    )
    yield Metric(
        "component_status", "The status of a component: 1 for the present one, 0 for others.", values
    )


def _of_incidents(state: PageState) -> Iterator[Metric]:
    counts = tuple(
        ({"impact": one.value}, sum(item.impact is one for item in state.active)) for one in Impact
    )
    yield Metric("open_incidents", "Open incidents by impact.", counts)
    facts = tuple((_facts(item), 1) for item in state.active)
    yield Metric("incident_info", "Open incidents: title, impact and stage.", facts)
    starts = tuple((_id(item), _seconds(item.start)) for item in state.active)
    yield Metric("incident_start_timestamp_seconds", "When an open incident began.", starts)
    at_work = (*state.active, *state.in_progress)
    spoken = tuple((_id(item), _seconds(item.newest.at)) for item in at_work)
    yield Metric("last_update_timestamp_seconds", "The newest update of what is open or under way.", spoken)
    promised = tuple((_id(item), _seconds(item.next_update)) for item in at_work if item.next_update)
    yield Metric("next_update_timestamp_seconds", "When readers were promised the next update.", promised)


def _of_maintenance(state: PageState) -> Iterator[Metric]:
    works = (*state.in_progress, *state.planned)
    starts = tuple((_id(item), _seconds(item.window_starts)) for item in works if item.window_starts)
    yield Metric(
        "maintenance_start_timestamp_seconds", "The start of maintenance, planned or under way.", starts
    )
    ends = tuple((_id(item), _seconds(item.window_ends)) for item in works if item.window_ends)
    yield Metric("maintenance_end_timestamp_seconds", "The end of maintenance, as it is planned.", ends)


def _id(item: IncidentState) -> Labels:
    return {"incident": item.incident.id}


def _facts(item: IncidentState) -> Labels:
    words: dict[str, StrEnum] = {"impact": item.impact, "stage": item.stage}
    return {**_id(item), "title": item.incident.title, **{key: one.value for key, one in words.items()}}


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _lines(metric: Metric) -> str:
    name = f"{PREFIX}{metric.name}"
    values = "".join(f"{name}{_labelled(labels)} {value}\n" for labels, value in metric.values)
    return f"# HELP {name} {metric.meaning}\n# TYPE {name} gauge\n{values}"


def _labelled(labels: Labels) -> str:
    pairs = ",".join(f'{key}="{text.translate(_ESCAPED)}"' for key, text in labels.items())
    return f"{{{pairs}}}" if pairs else ""
