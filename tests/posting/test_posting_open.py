"""`statuary open`, `schedule` and `notice`: a new file from a few words."""

from datetime import UTC, datetime

import pytest

from statuary.model import ComponentStatus, Impact, Stage
from statuary.posting.draft import incident_id
from support.posting import FILE, Clone, only
from support.repository import write

SEARCH = "incidents/2026-11-22-search-finds-nothing.md"


def test_a_title_and_a_component_are_enough(calm: Clone) -> None:
    result = calm.run("open", "Search finds nothing", "-c", "search")

    assert result.exit_code == 0, result.output
    assert calm.read(SEARCH) == (
        "---\n"
        "title: Search finds nothing\n"
        "components:\n"
        "  search: partial_outage\n"
        "---\n\n"
        "## 2026-11-22 10:31 UTC — Investigating\n\n"
        "- next update: 2026-11-22 11:01 UTC\n\n"
        "We are sorry that some of you cannot use Search.\n"
        "We are looking for the cause. We post updates here, even if there is nothing new.\n"
    )
    assert "The page will say:\n  Major incident: Search finds nothing." in result.stdout
    assert "Affected: Search (Partial outage)" in result.stdout
    assert "statuary publish" in result.stdout


def test_everything_that_can_be_said(calm: Clone) -> None:
    result = calm.run(
        "open", "Search is slow", "-c", "Search=slow, checkout=down", "--impact", "minor", "--stage", "identified",
        "-m", "First.", "-m", "Second.", "--next-update", "15m", "--who", "everybody", "--workaround", "Wait.",
        "--estimate", "noon", "--started", "2026-11-22 11:00 CET",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    incident = only(calm)
    assert incident.components == {
        "search": ComponentStatus.DEGRADED_PERFORMANCE,
        "checkout": ComponentStatus.MAJOR_OUTAGE,
    }
    assert incident.impact is Impact.MINOR
    assert incident.started == datetime(2026, 11, 22, 10, tzinfo=UTC)
    (update,) = incident.updates
    assert (update.stage, update.text) == (Stage.IDENTIFIED, "First.\n\nSecond.")
    assert (update.who, update.workaround, update.estimate) == ("everybody", "Wait.", "noon")
    assert update.next_update == datetime(2026, 11, 22, 10, 46, tzinfo=UTC)


@pytest.mark.parametrize(
    ("component", "minutes"), [("search=down", 30), ("search=partial", 30), ("search=slow", 60)]
)
def test_the_next_update_follows_from_the_impact(calm: Clone, component: str, minutes: int) -> None:
    calm.run("open", "Search", "-c", component)

    (update,) = only(calm).updates
    assert update.next_update is not None
    assert (update.next_update - update.at).total_seconds() == minutes * 60


def test_the_cadence_is_the_owners(calm: Clone) -> None:
    config = calm.read("mkdocs.yml").replace(
        "  - statuary:\n", "  - statuary:\n      cadence: {major: 20 min, minor: none}\n"
    )
    write(calm.root / "mkdocs.yml", config)

    calm.run("open", "A", "-c", "search")
    calm.run("open", "B", "-c", "search=slow")

    assert "- next update: 2026-11-22 10:51 UTC" in calm.read("incidents/2026-11-22-a.md")
    assert "- next update: none" in calm.read("incidents/2026-11-22-b.md")


def test_without_a_title_the_template_gives_one(calm: Clone) -> None:
    assert calm.run("open", "-c", "search,checkout").exit_code == 0

    assert only(calm).title == "Search and Checkout fail for some of you"


def test_the_text_may_come_from_standard_input(calm: Clone) -> None:
    calm.run("open", "Search", "-c", "search", "-m", "-", given="One.\n\n## Two\n")

    assert only(calm).updates[0].text == "One.\n\n### Two"


def test_empty_values_mean_that_nothing_was_said(calm: Clone) -> None:
    """As a form sends them."""
    result = calm.run(
        "open", "Search", "-c", "search", "-c", "", "-m", "", "--impact", "", "--stage", "", "--next-update", "",
        "--who", "", "-t", "",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert only(calm).updates[0].text.startswith("We are sorry that some of you cannot use Search.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["open", "Search"], "say what is affected, such as -c checkout"),
        (["open"], "say what is affected"),
        (["open", "Search", "-c", "serach"], "did you mean “search”?"),
        (["open", "Search", "-c", "search=dwon"], "“dwon” is not a component status; did you mean “down”?"),
        (["open", "Search", "fails", "-c", "search"], 'put the title in quotes ("Search fails")'),
        (["open", "Search", "-c", "search", "--impact", "majr"], "did you mean “major”?"),
        (["open", "Search", "-c", "search", "--stage", "fixed"], "did you mean “Monitoring” or “Resolved”?"),
        (["open", "Search", "-c", "search", "--next-update", "soon"], "--next-update: “soon” is not a time"),
        (["open", "Search", "-c", "search", "--next-update", "2026-11-22 10:00 UTC"], "is not ahead"),
        (["open", "Search", "-c", "search", "-t", "nothing"], "there is no template “nothing”"),
        (["open", "Search", "-c", "search", "-t", "../../mkdocs"], "there is no template"),
        (["open", "Search", "-c", "search", "-t", "x", "-m", "y"], "either the words (-m) or the name"),
        (["open", "Search", "-c", "search", "--edit"], "--edit needs a terminal"),
        (["open", " ", "--impact", "major"], "there is no title"),
        (["schedule", "Search moves", "-c", "search"], "say when: --starts"),
        (["notice", "New hours"], "there are no words to post"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(calm: Clone, arguments: list[str], said: str) -> None:
    result = calm.run(*arguments)

    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert list((calm.root / "incidents").iterdir()) == []


def test_without_a_component_its_impact_must_be_said(calm: Clone) -> None:
    assert calm.run("open", "Rumours of trouble", "--impact", "major").exit_code == 0

    incident = only(calm)
    assert (incident.components, incident.impact) == ({}, Impact.MAJOR)
    assert incident.updates[0].text.startswith("We are looking for the cause")


def test_a_title_is_taken_only_once(calm: Clone) -> None:
    for minute in (10, 20, 30):
        at = f"2026-11-22T10:{minute}:{{}}Z"
        assert calm.run("open", "Search fails", "-c", "search", now=at.format("00")).exit_code == 0
        assert calm.run("resolve", now=at.format("59")).exit_code == 0

    names = sorted(path.stem for path in (calm.root / "incidents").iterdir())
    assert names == [f"2026-11-22-search-fails{number}" for number in ("", "-2", "-3")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Card payments fail", "2026-11-22-card-payments-fail"),
        ("Störung: Übersetzung", "2026-11-22-storung-ubersetzung"),
        ("Größe, Ærø, Łódź", "2026-11-22-grosse-aero-lodz"),
        ("Сбой объектов", "2026-11-22-sboy-obektov"),
        ("خطأ", "2026-11-22-kht"),
        ("支付失败", "2026-11-22-zhifushibai"),
        ("The customer’s card", "2026-11-22-the-customers-card"),
        ("🚀", "2026-11-22-incident"),
        ("x" * 100, f"2026-11-22-{'x' * 60}"),
        ("../../etc/passwd", "2026-11-22-etc-passwd"),
        ("many words " * 12, "2026-11-22-many-words-many-words-many-words-many-words-many-words-many"),
    ],
)
def test_the_name_of_the_file(title: str, name: str) -> None:
    assert incident_id(title, datetime(2026, 11, 22, tzinfo=UTC), ()) == name


@pytest.mark.parametrize(
    "title", ["Checkout: cards fail", "---", "a\nb: c", "# no comment", "{things}", "\x1b[31mred", "‮evil"]
)
def test_hostile_titles_are_titles(calm: Clone, title: str) -> None:
    result = calm.run("open", "-c", "search", "--", title)

    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert only(calm).components == {"search": ComponentStatus.PARTIAL_OUTAGE}


def test_a_dry_run_writes_nothing(calm: Clone) -> None:
    result = calm.run("open", "Search", "-c", "search", "--dry-run", "--publish")

    assert result.exit_code == 0
    assert "Nothing was written." in result.stdout
    assert calm.git("status", "--porcelain") == ""


def test_errors_elsewhere_are_told_and_stop_nobody(clone: Clone) -> None:
    write(clone.root / FILE, clone.read().replace("partial_outage", "dwon"))

    result = clone.run("open", "Search", "-c", "search")

    assert result.exit_code == 0, result.output
    assert f"{FILE}:5:13: error[component-status]" in result.stderr
    assert "1 error in other files" in result.stderr


def test_a_repository_that_cannot_be_read(calm: Clone) -> None:
    write(calm.root / "mkdocs.yml", "site_name: [")

    result = calm.run("open", "Search", "-c", "search", "-m", "Words")

    assert result.exit_code == 1
    assert "mkdocs.yml:" in result.stderr
    assert "your text is saved in" in result.stderr


def test_a_page_that_tells_a_story_takes_no_real_update(calm: Clone) -> None:
    config = calm.read("mkdocs.yml").replace(
        "  - statuary:\n", "  - statuary:\n      now: 2020-01-01T00:00:00Z\n"
    )
    write(calm.root / "mkdocs.yml", config)

    result = calm.run("open", "Search", "-c", "search", now=None)

    assert result.exit_code == 1
    assert "delete “now” from mkdocs.yml" in result.stderr
