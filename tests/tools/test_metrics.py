"""`/metrics.txt`, read as Prometheus reads it."""

import re
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from support.command import build
from support.repository import COMPONENTS, CONFIG, INCIDENT, PLANNED, MakeRepository
from support.site import BuiltSite

NOW = 1795348800  # 2026-11-22T12:00:00Z, in CONFIG
FILES: dict[str, str | bytes] = {
    "2026-11-22-cards.md": INCIDENT,
    "2026-11-20-search.md": PLANNED,
    "2026-11-01-old.md": f"{INCIDENT}\n## 2026-11-22 11:00 UTC — Resolved\n\nCards work.\n".replace(
        "partial", "major"
    ),
}


def values(site: BuiltSite) -> dict[tuple[str, frozenset[str]], float]:
    """By name and by the values of labels."""
    found = {}
    for family in text_string_to_metric_families(site.text("metrics.txt")):
        assert family.type == "gauge" and family.documentation.endswith(".")
        for one in family.samples:
            found[one.name.removeprefix("statuary_"), frozenset(one.labels.values())] = one.value
    return found


@pytest.fixture
def site(repository: MakeRepository) -> BuiltSite:
    """One incident open, one over, one maintenance planned."""
    return build(repository(FILES))


def test_states_incidents_promises_and_the_build(site: BuiltSite) -> None:
    found = values(site)

    def of(name: str, *labels: str) -> float:
        return found[name, frozenset(labels)]

    assert of("build_timestamp_seconds") == NOW
    assert (of("page_status", "major"), of("page_status", "none"), of("page_status", "unknown")) == (1, 0, 0)
    assert of("component_status", "checkout", "partial_outage") == 1
    assert of("component_status", "checkout", "major_outage") == 0
    assert of("component_status", "search", "operational") == 1
    assert of("component_info", "search", "Search", "Shop") == 1
    assert (of("open_incidents", "major"), of("open_incidents", "critical")) == (1, 0)
    card = "2026-11-22-cards"
    assert of("incident_info", card, "Some card payments fail", "major", "investigating") == 1
    assert of("incident_start_timestamp_seconds", card) == NOW - 116 * 60
    assert of("last_update_timestamp_seconds", card) == NOW - 116 * 60
    assert of("next_update_timestamp_seconds", card) == NOW - 86 * 60
    assert of("maintenance_start_timestamp_seconds", "2026-11-20-search") == NOW + 34 * 3600
    assert of("maintenance_end_timestamp_seconds", "2026-11-20-search") == NOW + 35 * 3600


def test_what_is_over_has_no_series(site: BuiltSite) -> None:
    assert "2026-11-01-old" not in site.text("metrics.txt")


def test_a_component_has_one_status_at_a_time(site: BuiltSite) -> None:
    shown = values(site)
    for component in ("checkout", "search"):
        statuses = [
            value
            for (name, labels), value in shown.items()
            if name == "component_status" and component in labels
        ]
        assert sorted(statuses) == [0, 0, 0, 0, 1]


def test_values_are_instants_and_never_ages(repository: MakeRepository) -> None:
    """Else a file that nobody builds any more would go on saying that something is new."""
    root = repository(FILES, config=CONFIG.replace("      now: 2026-11-22T12:00:00Z\n", ""))
    earlier, later = (values(build(root, now=f"2026-11-22T{clock}:00Z")) for clock in ("11:30", "11:50"))

    changed = {name for name, labels in earlier if earlier[name, labels] != later[name, labels]}
    assert changed == {"build_timestamp_seconds"}


def test_a_page_that_reports_nothing_is_not_well(repository: MakeRepository) -> None:
    found = values(build(repository(components="groups: []\n")))

    status = {labels: value for (name, labels), value in found.items() if name == "page_status"}
    assert status.pop(frozenset({"unknown"})) == 1
    assert set(status.values()) == {0}


def test_names_may_hold_any_character(repository: MakeRepository) -> None:
    name, title = 'Check\\out "EU" {a="b"} #1', 'Café \\n "down" \N{SNOWMAN}'
    components = COMPONENTS.replace("name: Checkout", f"name: '{name}'")
    text = INCIDENT.replace("title: Some card payments fail", f"title: '{title}'")

    found = values(build(repository({"2026-11-22-cards.md": text}, components=components)))

    assert found["component_info", frozenset({"checkout", name, "Shop"})] == 1
    assert any(title in labels for key, labels in found if key == "incident_info")


def test_its_copy_and_its_type(site: BuiltSite) -> None:
    assert (site / "metrics").read_bytes() == (site / "metrics.txt").read_bytes()
    for path in ("metrics", "metrics.txt"):
        assert f"/{path}\n  Content-Type: text/plain; version=0.0.4; charset=utf-8\n" in site.text("_headers")


def test_each_line_is_of_the_format(site: BuiltSite) -> None:
    """Prometheus is stricter than its Python client: no empty line at the end, one HELP and TYPE a name, in order."""
    assert list(faults(site.text("metrics.txt"))) == []


def faults(text: str) -> Iterator[str]:
    """Lines that do not belong to the family above them."""
    assert text.endswith("\n") and "\n\n" not in text and "\r" not in text
    family, seen = "", set[str]()
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split()[2]
            if family in seen:
                yield line
            seen.add(family)
        elif not re.fullmatch(rf"# TYPE {family} gauge|{family}(\{{.+\}})? -?\d+", line):
            yield line
