"""Attributes that are not in the tables of example files."""

from statuary.source import load
from support.repository import CONFIG, INCIDENT, MakeRepository


def test_a_component_may_be_called_by_its_name(repository: MakeRepository) -> None:
    components = "groups:\n  - components:\n      - id: card-payments\n        name: Cards\n"
    text = INCIDENT.replace("checkout:", "card-payments:").replace("- who:", "- Cards: down\n- who:")

    loaded = load(repository({"2026-11-22-cards.md": text}, config=CONFIG, components=components))

    assert loaded.site is not None
    assert loaded.site.incidents[0].updates[0].components == {"card-payments": "major_outage"}
    assert [problem.rule for problem in loaded.problems] == ["canonical-form"]
