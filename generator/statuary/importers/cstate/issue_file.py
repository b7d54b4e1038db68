"""One cState file: front matter, read tolerantly but without losing anything, and text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

import yaml

from statuary.importers.errors import UnreadableError
from statuary.source.encoding import NotTextError, decoded

_FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<head>.*?\n|)(?P=fence)[ \t]*(?:\n(?P<body>.*))?\Z", re.DOTALL
)
_COMMENT = re.compile(r"^[ \t]*#[ \t]?(?P<text>.*\S)[ \t]*$", re.MULTILINE)
_Value = str | tuple[str, ...]


@dataclass(frozen=True)
class CStateFile:
    """`name` is its path below `content/issues`, without `.md`. `values` hold every scalar as text.

    Hugo does not tell `Title` from `title`. `quoted`: keys whose value stands in quotes, for `resolved: "false"` is
    true to cState.
    """

    name: str
    values: Mapping[str, _Value]
    body: str
    quoted: frozenset[str] = frozenset()
    comments: tuple[str, ...] = ()
    path: str = field(default="", compare=False)

    @cached_property
    def keys(self) -> Mapping[str, _Value]:
        """The values by their keys in small letters."""
        return {key.lower(): value for key, value in self.values.items()}

    def text(self, key: str) -> str:
        """A value as one string; empty where it is missing or null."""
        value = self.keys.get(key.lower(), "")
        return ", ".join(value) if isinstance(value, tuple) else value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as a list; one string is a list of one."""
        value = self.keys.get(key.lower(), "")
        listed = value if isinstance(value, tuple) else (value,)
        return tuple(one.strip() for one in listed if one.strip())


def read_file(path: str, content: bytes) -> CStateFile:
    """Read one file of `content/issues`. Raises UnreadableError that begins with the path."""
    try:
        text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    except NotTextError as error:
        raise UnreadableError(f"{path}: {error.told}") from None
    match = _FRONT_MATTER.match(text.lstrip("\n"))
    if match is None:
        raise UnreadableError(f"{path}: the front matter must stand between two lines --- (or +++)")
    is_toml = match["fence"] == "+++"
    try:
        values, quoted = _toml(match["head"]) if is_toml else _yaml(match["head"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        detail, form = " ".join(str(error).split()), "TOML" if is_toml else "YAML"
        raise UnreadableError(f"{path}: the front matter is not {form} that can be read: {detail}") from None
    comments = tuple(found["text"] for found in _COMMENT.finditer(match["head"]))
    return CStateFile(_name(path), values, match["body"] or "", quoted, comments, path)


def _name(path: str) -> str:
    inside = PurePosixPath(path.partition("content/issues/")[2] or path)
    return (inside.parent if inside.stem == "index" else inside.with_suffix("")).as_posix()


def _toml(text: str) -> tuple[dict[str, _Value], frozenset[str]]:
    """Every scalar as text, like those of YAML."""
    found = tomllib.loads(text)
    values = {key: _plain(value) for key, value in found.items()}
    return values, frozenset(key for key, value in found.items() if isinstance(value, str))


def _plain(value: object) -> _Value:
    if isinstance(value, list):
        return tuple(
            scalar_text(part) for one in value for part in (one.values() if isinstance(one, dict) else [one])
        )
    return scalar_text(value)


def scalar_text(value: object) -> str:
    """A value of TOML as YAML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _yaml(text: str) -> tuple[dict[str, _Value], frozenset[str]]:
    """Scalars stay text: `2024-03-19T8:30:00` is no YAML timestamp, and `no` may be a word."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return {}, frozenset()
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it must be “key: value” lines")
    values: dict[str, _Value] = {}
    quoted: set[str] = set()
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ValueError("a key must be one word")
        if key.value in values:
            raise ValueError(f"“{key.value}” stands there twice; keep one")
        values[key.value] = _value(value)
        if isinstance(value, yaml.ScalarNode) and value.style in ("'", '"'):
            quoted.add(key.value.lower())
    return values, frozenset(quoted)


def _value(node: yaml.Node) -> _Value:
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        listed = [_entry(one) for one in node.value]
        if all(one is not None for one in listed):
            return tuple(one for one in listed if one is not None)
    # Nothing of cState is nested deeper; what people added is shown in the report as it stands.
    start, end = node.start_mark, node.end_mark
    return str(start.buffer or "")[start.pointer : end.pointer].strip()


def _entry(node: yaml.Node) -> str | None:
    """One of a list. The admin page writes `- individualaffected: API` for `- API`."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        node = node.value[0][1]
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None
