"""Whatever JSON a file holds: it is imported, or a message says what is wrong in it."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importers_sources import COMPONENTS, NOW, incident, update

from statuary.importers import ImportFailedError, UnreadableError
from statuary.importers.imported import SourceKind
from statuary.importers.statuspage.documents import read_statuspage
from statuary.importers.whole_import import Request, bring_in, read_source
from support.examples import examples

_STATED = {"code": "c1", "name": "API", "old_status": "operational", "new_status": "major_outage"}
_PLANNED = {"scheduled_for": "2026-05-01T10:00:00Z", "scheduled_until": "2026-05-01T12:00:00Z"}
VALID: dict[str, Any] = {
    "page": {"id": "page12345678", "name": "Old", "url": "https://old.example.com", "time_zone": "Etc/UTC"},
    "status": {"indicator": "none", "description": "All fine"},
    "components": list(COMPONENTS),
    "incidents": [
        incident(
            update("investigating", "2026-03-01T10:00:00Z", affected_components=[_STATED]),
            update("resolved", "2026-03-01T11:00:00Z", custom_tweet=None, deliver_notifications=False),
            components=[COMPONENTS[1]],
            started_at="2026-03-01T09:50:00Z",
            postmortem_body="Why.",
            postmortem_published_at="2026-03-02T10:00:00Z",
        )
    ],
    "scheduled_maintenances": [
        incident(update("scheduled", "2026-04-01T10:00:00Z"), id="p", status="completed", **_PLANNED)
    ],
}
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
) | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "\ud800", [[]], {"id": []}])


def _paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in entries:
        yield from _paths(value, (*path, key))


def _with(path: tuple[Any, ...], value: Any) -> Any:
    document = {"root": copy.deepcopy(VALID)}
    node: Any = document
    for key in ("root", *path)[:-1]:
        node = node[key]
    node[("root", *path)[-1]] = value
    return document["root"]


@settings(examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(_paths(VALID))), _VALUES)
def test_any_value_anywhere(empty_status: Path, path: tuple[Any, ...], value: Any) -> None:
    (empty_status / "old.json").write_text(json.dumps(_with(path, value)))

    try:
        imported = read_source(Request(SourceKind.STATUSPAGE, "old.json", NOW, empty_status))
        bring_in(empty_status, imported, NOW, dry_run=True)
    except ImportFailedError as failure:
        assert str(failure)


def test_the_valid_document_is_valid(empty_status: Path) -> None:
    (empty_status / "old.json").write_text(json.dumps(VALID))
    request = Request(SourceKind.STATUSPAGE, "old.json", NOW, empty_status)

    assert len(bring_in(empty_status, read_source(request), NOW).plan.written) == 2


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("incidents", 0, "status"), [], "incidents[0] (id abc123def456): status: expected a text, but this is a list"),
        (("incidents", 0, "components"), True, "components: expected a list, but this is true or false"),
        (("incidents", 0, "components"), -1, "components: expected a list, but this is a number"),
        (("incidents", 0, "incident_updates"), True, "incident_updates: expected a list"),
        (("incidents", 0, "incident_updates"), 1.5, "incident_updates: expected a list, but this is a number"),
        (("incidents", 0, "incident_updates", 1, "body"), {}, "incident_updates[1]: body: expected a text"),
        (("incidents", 0, "id"), 1.5, "incidents[0]: id: expected a text or a whole number"),
        (("incidents", 0), "abc", "incidents[0]: expected an object, but this is a text"),
        (("incidents",), 5, "old.json: incidents: expected a list, but this is a number"),
        (("incidents",), {"a": 1}, "old.json: incidents: expected a list, but this is an object"),
        (("incidents",), "abc", "old.json: incidents: expected a list, but this is a text"),
        (("incidents",), None, "old.json: incidents: expected a list, but this is null"),
        (("components",), 5, "old.json: components: expected a list"),
        (("page",), [], "old.json: page: expected an object"),
        ((), 5, "old.json: expected an object or a list"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_named(tmp_path: Path, path: tuple[Any, ...], value: Any, message: str) -> None:
    (tmp_path / "old.json").write_text(json.dumps(_with(path, value)))

    with pytest.raises(UnreadableError) as raised:
        read_statuspage("old.json", tmp_path)

    assert message in str(raised.value)


def test_entries_without_an_id_do_not_replace_each_other(tmp_path: Path) -> None:
    listed = [{"name": "API"}, {"name": "Website", "id": None}]
    (tmp_path / "old.json").write_text(json.dumps({"incidents": [], "components": listed}))

    assert len(read_statuspage("old.json", tmp_path).components) == 2
