"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) as a schema, stricter than the standard where ours may be:
what the standard merely recommends is required, and there is no key that neither the standard nor we name."""

from typing import Any

from jsonschema import Draft202012Validator

_ADDRESS = {"type": "string", "pattern": r"^https?://[^\s]+$"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_TEXT = {"type": "string", "minLength": 1}
_AUTHOR = {
    "type": "object",
    "properties": {"name": _TEXT, "url": _ADDRESS, "avatar": _ADDRESS},
    "minProperties": 1,
    "additionalProperties": False,
}
_EXTENSION = {
    "type": "object",
    "properties": {
        "kind": {"enum": ["incident", "maintenance", "notice"]},
        "stage": {"type": "string", "pattern": "^[a-z_]+$"},
        "impact": {"enum": ["none", "minor", "major", "critical"]},
        "components": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9-]+$"},
            "additionalProperties": {
                "enum": ["under_maintenance", "degraded_performance", "partial_outage", "major_outage"]
            },
        },
        "next_update": {"anyOf": [_TIME, {"type": "null"}]},
    },
    "required": ["kind", "stage", "impact", "components", "next_update"],
    "additionalProperties": False,
}
_ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^tag:"},
        "url": _ADDRESS,
        "title": _TEXT,
        "content_html": _TEXT,
        "content_text": _TEXT,
        "date_published": _TIME,
        "tags": {"type": "array", "items": _TEXT, "uniqueItems": True},
        "_statuary": _EXTENSION,
    },
    "additionalProperties": False,
}
_ITEM["required"] = list(_ITEM["properties"])
_FEED: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": _TEXT,
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        "authors": {"type": "array", "items": _AUTHOR, "minItems": 1},
        "items": {"type": "array", "items": _ITEM, "maxItems": 500},
    },
    "additionalProperties": False,
}
_FEED["required"] = list(_FEED["properties"])
Draft202012Validator.check_schema(_FEED)
_VALIDATOR = Draft202012Validator(_FEED)


def faults(document: object) -> list[str]:
    """What is wrong with a document, each with its place."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(document)]
