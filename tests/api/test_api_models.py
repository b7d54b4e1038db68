"""One set of models: what is written is read back through the same fields."""

from typing import Any

from pydantic_core import to_jsonable_python

from statuary.render.api.models import IncidentEntry, Summary
from support.api import documents
from support.places import ROOT


def _differences(ours: Any, read: Any, place: str = "") -> list[str]:
    """Where a document and what was read from it differ; what the model does not have, too."""
    if isinstance(ours, dict):
        own = dict.fromkeys([*ours, *read])
        return [one for key in own for one in _differences(ours.get(key), read.get(key), f"{place}.{key}")]
    if isinstance(ours, list) and isinstance(read, list):
        pairs = zip(ours, read, strict=True)
        return [one for mine, its in pairs for one in _differences(mine, its, f"{place}[]")]
    return [] if ours == read else [place]


def test_what_is_written_is_read_back_with_the_same_fields() -> None:
    ours = documents(ROOT)["summary.json"]

    found = set(_differences(ours, to_jsonable_python(Summary.model_validate(ours))))

    # Which components a group has is read from the components themselves.
    assert found == {".components[].components"}


def test_what_nobody_reads_is_free() -> None:
    entry = {
        "id": 7,
        "status": "Identified",
        "page_id": [],
        "resolved_at": "some day",
        "incident_updates": None,
    }

    found = IncidentEntry.model_validate(entry)

    assert (found.id, found.status, found.incident_updates) == ("7", "identified", [])


def test_a_component_of_another_program() -> None:
    page = {"page": {"id": 1, "name": "A\u001b[2J\nb"}, "status": {"indicator": "none"}}
    components = [
        {"id": "a", "position": "first", "start_date": "x", "group_id": None, "status": "Operational"}
    ]

    found = Summary.model_validate(page | {"components": components})

    assert found.page.name == "A[2J b"
    assert found.components[0].status == "operational"
