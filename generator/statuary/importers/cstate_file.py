"""One cState file: front matter, read tolerantly but without losing anything, and text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

from statuary.importers.errors import UnreadableError
from statuary.source.encoding import NotTextError, decoded

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n|)---[ \t]*(?:\n(?P<body>.*))?\Z", re.DOTALL)
_COMMENT = re.compile(r"^[ \t]*#[ \t]?(?P<text>.*\S)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class CStateFile:
    """`name` is its path below `content/issues`, without `.md`. `values` hold every scalar as text.

    `quoted`: keys whose value stands in quotes, for `resolved: "false"` is true to cState.
    """

    name: str
    values: Mapping[str, str | tuple[str, ...]]
    body: str
    quoted: frozenset[str] = frozenset()
    comments: tuple[str, ...] = ()
    path: str = field(default="", compare=False)

    def text(self, key: str) -> str:
        """A value as one string; empty where it is missing or null."""
        value = self.values.get(key, "")
        return ", ".join(value) if isinstance(value, tuple) else value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as a list; one string is a list of one."""
        value = self.values.get(key, "")
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
        form = "TOML (+++), turn it into YAML with: hugo convert toYAML" if text.startswith("+++") else "none"
        raise UnreadableError(f"{path}: the front matter must stand between two lines ---; it is {form}")
    try:
        values, quoted = _values(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        detail = " ".join(str(error).split())
        raise UnreadableError(f"{path}: the front matter is not YAML that can be read: {detail}") from None
    comments = tuple(found["text"] for found in _COMMENT.finditer(match["yaml"]))
    return CStateFile(_name(path), values, match["body"] or "", quoted, comments, path)


def _name(path: str) -> str:
    inside = PurePosixPath(path.partition("content/issues/")[2] or path)
    return (inside.parent if inside.stem == "index" else inside.with_suffix("")).as_posix()


def _values(text: str) -> tuple[dict[str, str | tuple[str, ...]], frozenset[str]]:
    """Scalars stay text: `2024-03-19T8:30:00` is no YAML timestamp, and `no` may be a word."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return {}, frozenset()
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it must be “key: value” lines")
    values: dict[str, str | tuple[str, ...]] = {}
    quoted: set[str] = set()
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ValueError("a key must be one word")
        if key.value in values:
            raise ValueError(f"“{key.value}” stands there twice; keep one")
        values[key.value] = _value(value)
        if isinstance(value, yaml.ScalarNode) and value.style in ("'", '"'):
            quoted.add(key.value)
    return values, frozenset(quoted)


def _value(node: yaml.Node) -> str | tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return tuple(str(one.value) for one in node.value)
    # Nothing of cState is nested deeper; what people added is shown in the report as it stands.
    start, end = node.start_mark, node.end_mark
    return str(start.buffer or "")[start.pointer : end.pointer].strip()
