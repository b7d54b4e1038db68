"""The record as numbers, for programs: every figure, and each incident that it is of."""

import json
from datetime import datetime, timedelta
from typing import Any

from statuary.render.frame import Frame
from statuary.render.wording.instants import Month, iso
from statuary.status import Promise, Silence
from statuary.status.figures import CountedIncident, Figures, Lengths, postmortem_state
from statuary.status.record import CommunicationRecord


def record_json(record: CommunicationRecord, frame: Frame) -> str:
    """Durations are in seconds, times in UTC; the last line ends with a line feed."""
    document = {
        "page": {"name": frame.settings.name, "url": frame.settings.url},
        "now": iso(record.now),
        "from": record.period.first.isoformat(),
        "to": record.period.last.isoformat(),
        "zone": frame.settings.zone.key,
        "begins": record.begins.isoformat() if record.begins else None,
        "not_counted": {
            "maintenance": record.maintenance,
            "notices": record.notices,
            "unreadable_updates": record.unreadable,
            "withdrawn": record.withdrawn,
        },
        "imported": record.imported,
        "all": _figures(record.all),
        "by_impact": {impact: _figures(found) for impact, found in record.by_impact.items()},
        "months": {Month(one.year, one.month).slug: _figures(one.all) for one in record.months},
        "incidents": [_incident(one, record.now) for one in record.incidents],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _figures(of: Figures) -> dict[str, Any]:
    first, silence = of.first_updates, of.silences
    return {
        "incidents": of.incidents,
        "first_update": {
            **_lengths(first.known),
            "with_limit": first.limited,
            "in_time": first.in_time,
            "start_unknown": first.no_start,
            "over_before": first.over,
        },
        "promises": {
            "made": of.promises.made,
            "kept": of.promises.kept,
            "missed": of.promises.missed,
            "not_due": of.promises.running,
            "late": _lengths(of.promises.late),
            "incidents_without": of.promises.without,
        },
        "silence": {**_lengths(silence.all), "with_limit": silence.limited, "too_long": silence.too_long},
        "resolved": {
            **_lengths(of.resolutions.known),
            "from_first_update": of.resolutions.from_first,
            "duration_unknown": of.resolutions.unknown,
            "open": of.resolutions.open,
        },
        "postmortems": {"owed": of.postmortems.owed, **of.postmortems._asdict()},
    }


def _lengths(of: Lengths) -> dict[str, Any]:
    return {
        "count": len(of.values),
        "median": _seconds(of.median),
        "longest": _seconds(of.values[-1]) if of.values else None,
    }


def _incident(one: CountedIncident, now: datetime) -> dict[str, Any]:
    state, track = one.state, one.track
    owed = track.postmortem
    return {
        "id": state.incident.id,
        "title": state.incident.title,
        "impact": state.impact,
        "start": iso(state.start),
        "start_known": state.incident.started is not None,
        "over_before_first_update": one.over_at_first,
        "first_update": _seconds(track.first_update),
        "promises": [_promise(promise, now) for promise in track.promises],
        "silences": [_silence(silence, now) for silence in track.silences],
        "resolved_after": _seconds(track.resolved_after),
        "postmortem": {
            "state": postmortem_state(one, now),
            "due": iso(owed.due) if owed else None,
            "published": iso(one.published) if one.published else None,
        },
        "imported": track.imported,
    }


def _promise(promise: Promise, now: datetime) -> dict[str, Any]:
    return {
        "made": iso(promise.made),
        "due": iso(promise.due),
        "answered": iso(promise.answered) if promise.answered else None,
        "kept": promise.is_kept(now),
    }


def _silence(silence: Silence, now: datetime) -> dict[str, Any]:
    return {
        "since": iso(silence.since),
        "length": _seconds(silence.length(now)),
        "allowed": _seconds(silence.allowed),
        "too_long": silence.is_too_long(now),
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds())
