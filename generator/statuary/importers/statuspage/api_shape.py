"""The shape of Statuspage's documents, checked once and at the door: behind it, every field has its type."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from statuary.importers import UnreadableError


class _Form(Enum):
    """What a field may hold besides null; the value says it in a message."""

    TEXT = "a text"
    NAME = "a text or a whole number"


@dataclass(frozen=True)
class _Shape:
    """An object: the forms of its fields, and its lists of objects. Fields that nobody reads are free."""

    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    lists: Mapping[str, "_Shape"] | None = None


_NAMED = _Shape(("name",), ("id",))
_STATED = _Shape(("name", "old_status", "new_status"), ("code",))
_UPDATE = _Shape(
    ("status", "body", "display_at", "created_at", "updated_at", "custom_tweet"),
    ("id",),
    lists={"affected_components": _STATED},
)
_DATES = ("started_at", "created_at", "updated_at", "resolved_at", "scheduled_for", "scheduled_until")
_INCIDENT = _Shape(
    ("name", "status", "impact", *_DATES, "postmortem_body", "postmortem_published_at"),
    ("id",),
    {"components": _Shape(("name", "status"), ("id",)), "incident_updates": _UPDATE},
)
_COMPONENT = _Shape(("name", "description", "start_date"), ("id", "group_id"))
_OBJECTS = {
    "page": ("page", _Shape(("name", "url", "time_zone", "page_description"), ("id",))),
    "status": ("status", _Shape(("indicator",))),
    "incident": ("incidents", _INCIDENT),
}
_LISTS = {
    "components": ("components", _COMPONENT),
    "incidents": ("incidents", _INCIDENT),
    "scheduled_maintenances": ("incidents", _INCIDENT),
}
ApiPart = tuple[str, Mapping[str, Any]]


def parts(where: str, document: Any) -> Iterator[ApiPart]:
    """What a document holds: lists under their names, single objects, or a list of incidents by itself.

    `where` is the file or the address that a message names. Each part has the kind `page`, `status`, `components`
    or `incidents`, and fields that are of the API's types or null.
    Raises UnreadableError that names the file, the entry, the field and what is expected there.
    """
    if isinstance(document, list):
        document = {"incidents": document}
    if not isinstance(document, dict):
        raise _wrong(where, document, "an object or a list; this is not Statuspage's API v2")
    for key, (kind, shape) in _OBJECTS.items():
        if document.get(key) is not None:
            yield kind, _object(f"{where}: {key}", document[key], shape)
    for key, (kind, shape) in _LISTS.items():
        if key in document:
            yield from ((kind, one) for one in _objects(where, key, document[key], shape))


def _objects(where: str, key: str, value: Any, shape: _Shape) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise _wrong(f"{where}: {key}", value, "a list")
    return [_object(f"{where}: {key}[{index}]", one, shape) for index, one in enumerate(value)]


def _object(where: str, value: Any, shape: _Shape) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where, value, "an object")
    if isinstance(value.get("id"), str):
        where = f"{where} (id {value['id'][:80]})"
    for form, keys in ((_Form.TEXT, shape.texts), (_Form.NAME, shape.names)):
        for key in keys:
            if not _fits(value.get(key), form):
                raise _wrong(f"{where}: {key}", value[key], form.value)
    for key, inner in (shape.lists or {}).items():
        if value.get(key) is not None:
            _objects(where, key, value[key], inner)
    return value


def _fits(value: Any, form: _Form) -> bool:
    if value is None or isinstance(value, str):
        return True
    return form is _Form.NAME and isinstance(value, int) and not isinstance(value, bool)


def _wrong(where: str, value: Any, expected: str) -> UnreadableError:
    types = {bool: "true or false", dict: "an object", list: "a list", str: "a text", type(None): "null"}
    found = types.get(type(value), "a number")
    return UnreadableError(f"{where}: expected {expected}, but this is {found}")


_ATOM = "{http://www.w3.org/2005/Atom}"
_ID = re.compile(r"tag:[^,]+,\d{4}:Incident/(\d+)")


def read_numbers(where: str, document: bytes) -> dict[str, str]:
    """Each incident's number by its id in the API, which the entry's link ends with.

    Raises UnreadableError for what is not an Atom feed. `where` is what its message names.
    """
    # Entities could blow up a small document; a feed needs none but the five that XML has by itself.
    if b"<!DOCTYPE" in document:
        raise UnreadableError(f"{where} declares a document type, which a feed never does")
    try:
        root = ET.fromstring(document)  # noqa: S314 - without a document type there are no entities to expand
    except ET.ParseError as error:
        raise UnreadableError(f"{where} is not an Atom feed: {error}") from None
    if root.tag != f"{_ATOM}feed":
        raise UnreadableError(f"{where} is not an Atom feed")
    return dict(_pairs(root))


def _pairs(feed: ET.Element) -> Iterator[tuple[str, str]]:
    for entry in feed.iter(f"{_ATOM}entry"):
        number = _ID.fullmatch((entry.findtext(f"{_ATOM}id") or "").strip())
        for link in entry.iter(f"{_ATOM}link"):
            if number and link.get("rel", "alternate") == "alternate":
                yield _last(link.get("href", "")), number[1]


def _last(address: str) -> str:
    try:
        return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""
