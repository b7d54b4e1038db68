"""JSON Schemas of what people write, for their editors; made from the loader's own words, so that both agree.

They are in draft 7, the newest that the YAML support of editors reads. A schema sees the shape of a file, never more:
`statuary check` has the last word.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from statuary.check.structure import ALIAS
from statuary.model import Component, ComponentStatus, Impact, Kind
from statuary.rules import RULES
from statuary.source import attributes
from statuary.source.components import COMPONENT_KEYS, FAULTS, GROUP_KEYS
from statuary.source.front_matter import KEYS, MAX_TITLE, ONLY_FOR
from statuary.source.times import TIME
from statuary.source.vocabulary import SLUG, component_status, status_words

Schema = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
_SCALAR = ["string", "number", "boolean"]
"""The loader reads `404` and `no` as text wherever text may stand; to an editor they are other types."""
_TEXT: Schema = {"type": _SCALAR, "minLength": 1}
_TIME = {
    "type": "string",
    # The zone is optional in the loader's own pattern only so that its absence gets a message of its own.
    "pattern": rf"^\s*{re.sub(r'[(][?]P<[a-z]+>', '(?:', TIME.pattern).removesuffix('?')}\s*$",
    "patternErrorMessage": "Write date, time and zone: 2026-11-22 10:04 UTC",
}
_DAY = {
    "type": ["string", "null"],
    "pattern": r"^\s*(\d{4}-\d{2}-\d{2})?\s*$",
    "patternErrorMessage": "Write a day: 2024-05-01",
}
_FRONT_MATTER_TEXTS = {
    "title": "What is wrong, in a customer's words; one line.",
    "type": "An incident, unless it says something else.",
    "impact": "How badly it hurts; left out, it follows from the components.",
    "components": "Component ids from components.yaml, each with its status from the start.",
    "starts": "When the planned work starts, with its zone.",
    "ends": "When the planned work ends, with its zone.",
    "auto": "The maintenance ends by itself at its end.",
    "from": "From when on the notice is shown.",
    "id": "Permanent: address, feeds and tools know it by that; left out, it is the file's name.",
    "until": "Until when the notice is shown.",
    "started": "When the fault began, if that was before the first update.",
    "ended": "When the fault was over, if that was before the update that says so; together with started.",
    "source": "Where it was imported from.",
    "aliases": "Old paths that lead here, such as /issues/old-name/.",
    "waive": "Rules that do not apply here, each with the reason.",
    "withdrawn": "Takes the incident off the page for good: why. Nothing else may stand in the file then.",
}
_COMPONENT_TEXTS = {
    "id": "Permanent: incidents, feeds and links use it.",
    "name": "What people read; change it whenever you like.",
    "description": "One line: what it does for a customer.",
    "url": "Where it is found.",
    "since": "Uptime counts from this day.",
    "until": "For what you no longer run: its past stays on the page.",
    "words": "What people notice, one sentence for each status: titles and first sentences are made of it.",
    "source": "Where it was imported from; tools that speak Statuspage's API know it by that.",
}


def incident_schema(components: Iterable[Component] | None = None) -> Schema:
    """Of an incident file's front matter; with the page's components, their ids are completed and others refused."""
    listed = None if components is None else list(components)
    values = _front_matter(listed)
    properties = {key: {"description": _FRONT_MATTER_TEXTS[key]} | values[key] for key in KEYS}
    head = {"$schema": _DRAFT, "title": "Front matter of a file in incidents/"}
    foot = {
        "allOf": [_titled_or_withdrawn(), *_only_for_its_kind(), *_of_each_kind()],
        "dependencies": {"ended": ["started"]},
        "definitions": {"status": _word(ComponentStatus, status_words())},
    }
    return head | _object(properties) | foot


def schema_text(schema: Schema) -> str:
    """As it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def components_schema() -> Schema:
    """Of `components.yaml`."""
    values = {"id": _component_id(), "name": _TEXT, "description": _or_null(_SCALAR)}
    values["url"] = _or_null(["string"]) | {"pattern": r"^\s*((https?://|mailto:|tel:)[^\s<>\"]+)?\s*$"}
    values |= {"since": _DAY, "until": _DAY, "words": _fault_words(), "source": _source()}
    component = _object(
        {key: {"description": _COMPONENT_TEXTS[key]} | values[key] for key in COMPONENT_KEYS}, "id", "name"
    )
    group = {
        "name": {"description": "What stands above its components; it may be left out."} | _or_null(_SCALAR),
        "id": {"description": "Left out, it follows from the name."} | _or_null(_SCALAR),
        "description": {"description": "One line: what they have in common."} | _or_null(_SCALAR),
        "source": {"description": _COMPONENT_TEXTS["source"]} | _source(),
        "components": {"type": ["array", "null"], "items": component},
    }
    groups = {"type": ["array", "null"], "items": _object({key: group[key] for key in GROUP_KEYS})}
    head = {"$schema": _DRAFT, "title": "components.yaml: what you run"}
    return head | _object({"groups": groups}) | {"type": ["object", "null"]}


def _object(properties: Mapping[str, Any], *required: str) -> Schema:
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def _or_null(types: Sequence[str]) -> Schema:
    return {"type": [*types, "null"]}


def _fault_words() -> Schema:
    """A sentence for each fault."""
    sentence = {"type": _SCALAR, "pattern": r"^[^\n]*\S[^\n]*$"}
    understood = [word for word in status_words() if component_status(word) in FAULTS]
    spelled = {_pattern(understood, separator=r"[\s_-]+"): sentence}
    schema = _object(dict.fromkeys(FAULTS, sentence)) | {"patternProperties": spelled}
    return schema | {"type": ["object", "null"]}


def _source() -> Schema:
    """One word, such as `statuspage:8l4ygp009s5s`."""
    return _or_null(_SCALAR) | {"pattern": r"^\s*\S*\s*$"}


def _component_id() -> Schema:
    """A slug that is no attribute of updates: `- who: …` must mean one thing."""
    reserved = [key.replace(" ", "-") for key in attributes.KEYS]
    return {
        "type": ["string", "number"],
        "pattern": f"^{SLUG.pattern}$",
        "patternErrorMessage": "Only a-z, 0-9 and single hyphens",
        "not": {"enum": reserved},
    }


def _front_matter(components: Sequence[Component] | None) -> dict[str, Schema]:
    """The form of each value, whatever the kind."""
    alias = {"type": "string", "pattern": f"^{ALIAS.pattern}$"}
    times = dict.fromkeys(("starts", "ends", "from", "until", "started", "ended"), _TIME)
    return times | {
        "title": {"type": _SCALAR, "pattern": r"^[^\n]*\S[^\n]*$", "minLength": 1, "maxLength": MAX_TITLE},
        "id": {"type": "string", "pattern": f"^{SLUG.pattern}$"},
        "type": _word(Kind, Kind),
        "impact": _word(Impact, Impact),
        "components": _components(components),
        "auto": {"enum": ["complete"]},
        "source": _TEXT,
        "withdrawn": _TEXT,
        "aliases": {"type": "array", "items": alias},
        "waive": {
            "type": "object",
            "properties": dict.fromkeys([rule.id for rule in RULES if rule.waivable], _TEXT),
            "additionalProperties": _TEXT,
        },
    }


def _components(components: Sequence[Component] | None) -> Schema:
    """A mapping to statuses; or, of a maintenance, a list. Names are understood in the place of ids, in any case."""
    status = {"allOf": [{"$ref": "#/definitions/status"}]}  # draft 7 ignores what stands beside a "$ref"
    listed: Schema = {"type": "array", "uniqueItems": True, "items": _TEXT}
    if components is None:
        return {"anyOf": [{"type": "object", "additionalProperties": status}, listed]}
    names = {component.id: {"description": component.name} | status for component in components}
    spelled = _pattern([word for one in components for word in (one.id, one.name)])
    mapping = _object(names) | {"patternProperties": {spelled: status}}
    listed["items"] = {"anyOf": [{"enum": list(names)}, {"type": _SCALAR, "pattern": spelled}]}
    return {"anyOf": [mapping, listed]}


def _word(canonical: Iterable[str], understood: Iterable[str]) -> Schema:
    """One of these words: editors offer the canonical ones, and let pass how else people write them."""
    spelled = _pattern(understood, separator=r"[\s_-]+")
    return {"anyOf": [{"enum": list(canonical)}, {"type": "string", "pattern": spelled}]}


def _pattern(words: Iterable[str], separator: str = "_") -> str:
    """Any of these, in any case; patterns of JSON Schema have no flags."""
    return rf"^\s*(?:{'|'.join(_any_case(word).replace('_', separator) for word in words)})\s*$"


def _any_case(word: str) -> str:
    both = (f"[{one.upper()}{one.lower()}]" if one.isalpha() else _escaped(one) for one in word)
    return "".join(both)


def _escaped(character: str) -> str:
    """Only what means something in a pattern: JavaScript refuses escapes of other characters."""
    return f"\\{character}" if character in r"\^$.|?*+()[]{}/" else character


def _is(kind: Kind) -> Schema:
    schema: Schema = {"properties": {"type": _word([kind], [kind])}}
    return schema if kind is Kind.INCIDENT else schema | {"required": ["type"]}


def _only_for_its_kind() -> list[Schema]:
    """Keys that do not belong to the file's type."""
    own = {kind: [key for key, its in ONLY_FOR.items() if its is kind] for kind in Kind}
    return [
        {"if": _is(kind), "else": {"properties": dict.fromkeys(keys, False)}} for kind, keys in own.items()
    ]


def _titled_or_withdrawn() -> Schema:
    withdrawn: Schema = {"required": ["withdrawn"]}
    return {"if": withdrawn, "then": {"maxProperties": 1}, "else": {"required": ["title"]}}


def _of_each_kind() -> list[Schema]:
    calm = {"impact": _word([Impact.NONE], [Impact.NONE]), "components": False}
    return [
        {
            "if": _is(Kind.MAINTENANCE),
            "then": {"required": ["starts", "ends"]},
            "else": {"properties": {"components": {"type": "object"}}},
        },
        {"if": _is(Kind.NOTICE), "then": {"properties": calm}},
    ]
