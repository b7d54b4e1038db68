"""JSON Schemas of the eight documents, as strict as the real API is regular: every field is there, and no other.

Written from Statuspage's documents and not from our code. What the real ones leave open (an id is any text) is as
narrow here as clients may rely on.
"""

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

COMPONENT_STATUSES = [
    "operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage",
]  # fmt: skip
INCIDENT_STATUSES = ["investigating", "identified", "monitoring", "resolved", "postmortem"]
MAINTENANCE_STATUSES = ["scheduled", "in_progress", "verifying", "completed"]
IMPACTS = ["none", "minor", "major", "critical"]
DESCRIPTIONS = {
    "none": ["All Systems Operational"],
    "maintenance": ["Service Under Maintenance"],
    "minor": ["Minor Service Outage", "Partially Degraded Service", "Degraded System Service"],
    "major": ["Partial System Outage"],
    "critical": ["Major System Outage"],
}

# Ours are twelve small letters and digits; codes of pages that speak this API may be longer (`01JXYZ…`).
_ID: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9_-]{1,64}$"}
_INSTANT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$",
}
_TEXT: Schema = {"type": "string", "minLength": 1}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


_PAGE = _object(
    id=_ID,
    name=_TEXT,
    url={"type": "string", "pattern": r"^https?://.*[^/]$"},
    time_zone={"type": "string", "pattern": r"^[A-Za-z_+-]+(?:/[A-Za-z0-9_+-]+)*$"},
    updated_at=_INSTANT,
)
_STATUS: Schema = {
    "oneOf": [
        _object(indicator={"const": indicator}, description={"enum": descriptions})
        for indicator, descriptions in DESCRIPTIONS.items()
    ]
}
_COMPONENT_FIELDS: dict[str, Schema] = {
    "id": _ID,
    "name": _TEXT,
    "status": {"enum": COMPONENT_STATUSES},
    "created_at": _INSTANT,
    "updated_at": _INSTANT,
    "position": {"type": "integer", "minimum": 1},
    "description": _or_null(_TEXT),
    "showcase": {"const": True},
    "start_date": _or_null({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}),
    "group_id": _or_null(_ID),
    "page_id": _ID,
    "group": {"const": False},
    "only_show_if_degraded": {"const": False},
}
_COMPONENT = _object(**_COMPONENT_FIELDS)
_GROUP = _object(
    **_COMPONENT_FIELDS
    | {
        "group": {"const": True},
        "group_id": {"type": "null"},
        "components": _list(_ID, minItems=1, uniqueItems=True),
    }
)
_AFFECTED = _object(
    code=_ID, name=_TEXT, old_status={"enum": COMPONENT_STATUSES}, new_status={"enum": COMPONENT_STATUSES}
)


def _update(statuses: list[str]) -> Schema:
    return _object(
        id=_ID,
        status={"enum": statuses},
        body=_TEXT,
        incident_id=_ID,
        created_at=_INSTANT,
        updated_at=_INSTANT,
        display_at=_INSTANT,
        affected_components=_or_null(_list(_AFFECTED, minItems=1)),
        deliver_notifications={"type": "boolean"},
        custom_tweet={"type": "null"},
        tweet_id={"type": "null"},
    )


def _incident(
    statuses: list[str], impacts: list[str], also: list[str] | None = None, **more: Schema
) -> Schema:
    return _object(
        id=_ID,
        name=_TEXT,
        status={"enum": statuses},
        created_at=_INSTANT,
        updated_at=_INSTANT,
        monitoring_at=_or_null(_INSTANT),
        resolved_at=_or_null(_INSTANT),
        impact={"enum": impacts},
        shortlink={"type": "string", "pattern": r"^https?://.*/incidents/[a-z0-9-]+/$"},
        started_at=_INSTANT,
        page_id=_ID,
        incident_updates=_list(_update([*statuses, *(also or [])]), minItems=1),
        components=_list(_COMPONENT),
        **more,
    )


_PLANNED = {"scheduled_for": _INSTANT, "scheduled_until": _INSTANT}
_ANY_INCIDENT = _incident(INCIDENT_STATUSES, IMPACTS)
# One that was opened again holds an update that says resolved.
_UNRESOLVED = _incident(INCIDENT_STATUSES[:3], IMPACTS, also=INCIDENT_STATUSES[3:])
_ALL_IMPACTS = [*IMPACTS, "maintenance"]


def _maintenances(statuses: list[str], **more: Any) -> Schema:
    others = [status for status in MAINTENANCE_STATUSES if status not in statuses]
    return _list(_incident(statuses, _ALL_IMPACTS, also=others, **_PLANNED), **more)


_COMPONENTS = _list({"oneOf": [_COMPONENT, _GROUP]})
SCHEMAS: dict[str, Schema] = {
    "summary.json": _object(
        page=_PAGE,
        components=_COMPONENTS,
        incidents=_list(_UNRESOLVED),
        scheduled_maintenances=_maintenances(MAINTENANCE_STATUSES[:3]),
        status=_STATUS,
    ),
    "status.json": _object(page=_PAGE, status=_STATUS),
    "components.json": _object(page=_PAGE, components=_COMPONENTS),
    "incidents.json": _object(page=_PAGE, incidents=_list(_ANY_INCIDENT)),
    "incidents/unresolved.json": _object(page=_PAGE, incidents=_list(_UNRESOLVED)),
    "scheduled-maintenances.json": _object(
        page=_PAGE, scheduled_maintenances=_maintenances(MAINTENANCE_STATUSES)
    ),
    "scheduled-maintenances/upcoming.json": _object(
        page=_PAGE, scheduled_maintenances=_maintenances(["scheduled"])
    ),
    "scheduled-maintenances/active.json": _object(
        page=_PAGE, scheduled_maintenances=_maintenances(["in_progress", "verifying"])
    ),
}
"""By path below `/api/v2/`."""

_VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def faults(documents: dict[str, Any]) -> list[str]:
    """What is wrong with the documents (by path below `/api/v2/`), as a schema or by themselves."""
    assert documents.keys() == SCHEMAS.keys()
    return [
        f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for name, document in documents.items()
        for error in _VALIDATORS[name].iter_errors(document)
    ]
