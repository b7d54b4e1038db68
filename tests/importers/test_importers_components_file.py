"""components.yaml grows by text, and nothing that a person wrote in it changes."""

import difflib

import pytest

from statuary.importers import UnreadableError
from statuary.importers.components_file import with_components
from statuary.model import Component, Group
from statuary.source.components import read_components

NEW = Component(id="new", name="New: one", description="It's #1", source="statuspage:8l4ygp009s5s")
BY_NAME = Group(id="shop", name="Shop", components=(NEW,))
NAMELESS = Group(id="components", name="", components=(NEW,))

PLAIN = """\
# ours
groups:
  - name: Shop   # the shop
    components:
      - id: checkout
        name: Checkout
        since: 2024-05-01

      # the last of the shop
  # the rest
  - name: Rest
    components:
    - id: api
      name: API
"""
FORMS = [
    PLAIN,
    "",
    "# only a comment\n",
    "groups: []\n",
    "groups:\n",
    "groups: [] # none yet\n",
    "groups:\n- name: Shop\n",
    "groups:\n- name: shop\n  components: []\n",
    "groups:\n- components:\n  - {id: a, name: A}\n- name: SHOP\n  components:\n  - name: B\n    id: b\n",
    "groups:\n  - id: x\n    name: Rest\n    components:\n      - id: a\n        name: A",
]


@pytest.mark.parametrize("text", FORMS)
@pytest.mark.parametrize("group", [BY_NAME, NAMELESS])
def test_components_are_added_and_nothing_else_changes(text: str, group: Group) -> None:
    before, _ = read_components(text.encode())

    result = with_components(text, [group])

    groups, problems = read_components(result.encode())
    assert problems == []
    assert [one for found in groups for one in found.components if one.id == "new"] == [NEW]
    assert len([one for found in groups for one in found.components]) == 1 + sum(
        len(g.components) for g in before
    )
    removed = [
        line for line in difflib.ndiff(text.splitlines(), result.splitlines()) if line.startswith("- ")
    ]
    assert all("[]" in line for line in removed)


def test_a_component_joins_its_group() -> None:
    groups, _ = read_components(with_components(PLAIN, [BY_NAME]).encode())

    assert [(group.name, [one.id for one in group.components]) for group in groups] == [
        ("Shop", ["checkout", "new"]),
        ("Rest", ["api"]),
    ]


def test_a_form_that_cannot_be_extended_tells_what_to_add() -> None:
    with pytest.raises(UnreadableError, match=r"(?s)yourself.*id: new"):
        with_components("groups: [{name: Shop, components: [{id: a, name: A}]}]\n", [BY_NAME])


def test_a_new_group_keeps_its_source() -> None:
    group = BY_NAME.model_copy(update={"name": "Till", "id": "till", "source": "statuspage:1km35smx8p41"})

    groups, problems = read_components(with_components(PLAIN, [group]).encode())

    assert problems == []
    assert groups[-1] == group
