"""One cState file: front matter, read tolerantly but without losing anything, and text with Hugo's shortcodes.

`{{< track "…" >}}` tells a time; no other shortcode means anything outside of Hugo.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from pathlib import PurePosixPath

import yaml

from statuary.importers import UnreadableError
from statuary.importers.imported import Notes
from statuary.importers.read_times import read_time
from statuary.source.encoding import NotTextError, decoded
from statuary.source.times import TimeError, format_time

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
        raise UnreadableError(f"{path}: {error.explained}") from None
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


TRACK = re.compile(
    r"""\{\{[<%]\s*track\s+(?:["'`](?P<quoted>[^"'`\n]*)["'`]|(?P<bare>[^\s"'`>%]+))\s*/?[>%]\}\}"""
)
ENDS_LINE = re.compile(rf"[ \t]*{TRACK.pattern}(?P<close>[*_.)]*)[ \t]*$")
BEGINS_LINE = re.compile(rf"[ \t]*{TRACK.pattern}[ \t]*(?:[-–—:]+(?=\s|$))?[ \t]*")
_ANY = re.compile(r"[ \t]?\{\{(?P<open>[<%])(?P<inside>.*?)[>%]\}\}", re.DOTALL)
_SHOWN = re.compile(r"\s*/\*(?P<text>.*)\*/\s*", re.DOTALL)


def track_text(track: re.Match[str]) -> str:
    """What stands in the shortcode."""
    return (track["quoted"] or track["bare"] or "").strip()


def without_other_shortcodes(text: str, notes: Notes) -> str:
    """The text with no shortcode but `track`. One that its author wrote to be shown (`{{</* x */>}}`) is."""
    return _ANY.sub(lambda match: _replaced(match, notes), text)


def _replaced(match: re.Match[str], notes: Notes) -> str:
    if TRACK.fullmatch(match.group().strip()):
        return match.group()
    shown = _SHOWN.fullmatch(match["inside"])
    if shown:
        close = ">" if match["open"] == "<" else "%"
        before = match.group()[: match.group().index("{")]
        return (
            f"{before}&#123;{{{match['open']}{shown['text']}{close}}}}}"  # no longer a shortcode to anybody
        )
    notes.unread(f"a shortcode, which only Hugo understands, was left out: {' '.join(match.group().split())}")
    return ""


def with_times_in_words(text: str, zone: tzinfo | None, notes: Notes) -> str:
    """A `track` within a sentence becomes its time."""

    def told(track: re.Match[str]) -> str:
        said = track_text(track)
        try:
            words = format_time(read_time(said, zone, notes))
        except TimeError:
            words = said
        notes.reworded(f"a track within a text became its time: {words}")
        return words

    return TRACK.sub(told, text)
