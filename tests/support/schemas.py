"""A YAML text and a JSON schema, as an editor brings them together."""

import re
from typing import Any

import yaml
from jsonschema import Draft7Validator


class Core(yaml.SafeLoader):
    """YAML 1.2, as editors read it: dates and `no` are texts there."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), first)


def fits(validator: Draft7Validator, text: str) -> bool:
    """As an editor sees a YAML text."""
    return bool(validator.is_valid(yaml.load(text, Loader=Core)))
