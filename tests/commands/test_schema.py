"""`statuary schema`: what a schema accepts is what the loader accepts, as far as a schema can see."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from statuary.model import Component
from statuary.source.body import split
from statuary.source.components import read_components
from statuary.source.front_matter import FrontMatter
from statuary.source.json_schema import components_schema, incident_schema
from statuary.source.problems import Context, Findings
from statuary.source.yaml_text import Node
from support.places import ROOT
from support.repository import COMPONENTS
from support.schemas import Core, fits

EXAMPLES = ROOT / "tests/example_files"
LISTED = [Component(id="checkout", name="Checkout"), Component(id="search", name="Search (new)")]
CONTEXT = Context.of({}, LISTED)
INCIDENT = Draft7Validator(incident_schema(LISTED))
PAGE = Draft7Validator(components_schema())
BODY = "\n## 2026-11-22 10:04 UTC — Notice\n\nText.\n"
EXAMPLE_LISTED = [Component(id="checkout", name="Checkout"), Component(id="search", name="Search")]


def test_they_are_schemas() -> None:
    for schema in (incident_schema(), incident_schema([]), incident_schema(LISTED), components_schema()):
        Draft7Validator.check_schema(schema)
        assert "(?P" not in json.dumps(schema), "JavaScript has another form for named groups"


def _data(node: Node) -> Any:
    """As our own reader sees it: every scalar is text."""
    if node.entries is not None:
        return {key: _data(entry.value) for key, entry in node.entries.items()}
    return [_data(item) for item in node.items] if node.items is not None else node.text


def _read(path: Path) -> dict[str, Any] | None:
    parts = split(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"), Findings(path.name))
    return None if parts is None else {key: _data(entry.value) for key, entry in parts[0].items()}


def _examples(side: str, *rules: str) -> list[Path]:
    return sorted(path for path in (EXAMPLES / side).glob("*/*.md") if not rules or path.parent.name in rules)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", _examples("positive"), ids=_name)
def test_the_front_matter_of_every_sound_example_fits(path: Path) -> None:
    validator = Draft7Validator(incident_schema(EXAMPLE_LISTED))
    source = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    data = _read(path)

    assert list(map(str, validator.iter_errors(data))) == []
    # Our reader takes titles as they stand; where that is no plain YAML, an editor asks for quotes.
    with suppress(yaml.YAMLError):
        plain = yaml.load(source.split("\n---")[0], Loader=Core)
        assert list(map(str, validator.iter_errors(plain))) == []


CANNOT_SEE = {
    "alias/below-a-feed": "what a path means",
    "alias/longer-than-a-name-can-be": "what a path means",
    "alias/out-of-the-site": "what a path means",
    "alias/twice": "one value against another",
    "component-status/in-an-update": "the body",
    "time/no-such-day": "the calendar",
    "time/no-such-hour": "the body",
    "time/no-such-offset": "the body",
    "time/no-zone": "the body",
    "time/unknown-zone": "the body",
    "window/ends-before-it-starts": "one value against another",
    "window/ends-when-it-starts": "one value against another",
    "window/starts-in-an-update-of-an-incident": "the body",
    "window/starts-moved-past-the-end": "the body",
    "wrong-value/notice-that-ends-before-it-begins": "one value against another",
    "wrong-value/notice-with-a-component-in-an-update": "the body",
    "wrong-value/started-after-the-first-update": "one value against another",
}
_RULES = (
    "alias", "component", "component-status", "missing-key", "time", "unknown-key", "window", "wrong-value",
)  # fmt: skip


@pytest.mark.parametrize("path", _examples("negative", *_RULES), ids=_name)
def test_faults_of_the_shape_are_seen(path: Path) -> None:
    validator = Draft7Validator(incident_schema(EXAMPLE_LISTED))

    assert validator.is_valid(_read(path)) == (_name(path) in CANNOT_SEE)


_WORDS = [
    "none", "minor", "Major", "critical", "severe", "", "operational", "down", "Partial Outage", "dwon", "404",
]  # fmt: skip
_TIMES = [
    "2026-11-22 10:04 UTC", "2026-11-22T10:04:30.5+02:00", "2026-1-2 9:04 GMT+2", "2026-11-22 10:04", "soon",
    "",
]  # fmt: skip
_SCALARS = st.sampled_from(
    [*_WORDS, *_TIMES, "complete", "no", "incident", "Maintenance", "notice", "x" * 201, "/a/b"]
)
_STATUSES = st.dictionaries(
    st.sampled_from(["checkout", "Search", "search (new)", "SEARCH (NEW)", "api"]), _SCALARS, max_size=2
)
_LISTS = st.lists(st.sampled_from(["checkout", "Search (new)", "api", "/old/path/"]), max_size=2, unique=True)
_SOUND = {
    "title": st.sampled_from(["Checkout fails", "404", "no"]),
    "type": st.sampled_from(["incident", "Maintenance", "notice"]),
    "impact": st.sampled_from(["none", "MINOR", "critical"]),
    "components": st.one_of(st.just({"checkout": "down"}), st.just(["Search (new)"])),
    "starts": st.just("2026-11-22 10:04 UTC"),
    "ends": st.just("2026-11-23T10:04+01:00"),
    "auto": st.just("complete"),
    "from": st.just("2026-11-22 10:04 Z"),
    "until": st.just("2026-11-23 10:04 -0500"),
    "started": st.just("2026-11-22 10:04:59 gmt"),
    "source": st.just("cstate:x"),
    "aliases": st.just(["/a/b"]),
    "waive": st.just({"who": "nobody"}),
}
_KEYS = [*_SOUND, "titel", "Title"]
_ODD = st.dictionaries(
    st.sampled_from(_KEYS), st.one_of(_SCALARS, _STATUSES, _LISTS, st.just({"who": ""})), max_size=2
)


def _accepts(data: dict[str, Any]) -> bool:
    """Whether the loader finds the front matter sound.

    JSON is YAML too, so nothing but its shape matters; on a line of its own, for a title is taken as it stands.
    """
    lines = [line for key, value in data.items() for line in (f"{key}:", f"  {json.dumps(value)}")]
    findings = Findings("x.md")
    parts = split("\n".join(["---", *lines, "---", BODY]), findings)
    if parts is not None:
        FrontMatter(parts[0], ["---", *lines], findings, CONTEXT).fields()
    return not findings.has_errors


@given(st.fixed_dictionaries({}, optional=_SOUND), _ODD)
def test_the_schema_and_the_loader_agree_on_front_matter(sound: dict[str, Any], odd: dict[str, Any]) -> None:
    data = {"title": "Checkout fails"} | sound | odd
    aliases = data.get("aliases")
    if isinstance(aliases, list) and not all(one.startswith("/") for one in aliases):
        data["aliases"] = ["/a/b"]  # the loader leaves the form of aliases to the check of the whole site
    assert INCIDENT.is_valid(data) == _accepts(data)


_NAMES = st.sampled_from(["checkout", "Check out", "", "who", "next-update", "a--b", "404", "x"])
_ENTRY = st.dictionaries(st.sampled_from(["id", "name", "source", "since", "until", "colour"]), _NAMES)
_SOUND_ENTRY = st.fixed_dictionaries(
    {"id": st.just("a1"), "name": st.just("A")},
    optional={
        "since": st.sampled_from(["2024-05-01", "", "soon"]),
        "description": _NAMES,
        "source": st.sampled_from(["statuspage:1", "two words"]),
        "url": st.sampled_from(["https://a.example", "a.example", ""]),
    },
)
_GROUP = st.fixed_dictionaries(
    {},
    optional={
        "name": _NAMES,
        "id": _NAMES,
        "components": st.one_of(st.lists(st.one_of(_ENTRY, _SOUND_ENTRY), max_size=1), _NAMES),
        "color": _NAMES,
    },
)


@given(
    st.fixed_dictionaries(
        {}, optional={"groups": st.one_of(st.lists(_GROUP, max_size=1), _NAMES), "x": _NAMES}
    )
)
def test_the_schema_and_the_loader_agree_on_components(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data).replace("''", "")
    _, problems = read_components(text.encode())

    assert fits(PAGE, text) == (problems == []), text


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "groups:\n", "groups: []\n", COMPONENTS])
def test_components_that_fit(text: str) -> None:
    assert read_components(text.encode())[1] == []
    assert fits(PAGE, text)
