"""`statuary build --tolerant`, case by case, in repositories with a past."""

import json
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from tolerant_repository import build, commit, git, home, inspected, manifest, unresolved

from sample import COMPONENTS, CONFIG, INCIDENT, MakeRepository
from statuary.cli import main

FILE = "incidents/2026-11-22-cards.md"
KEY = "2026-11-22-cards"
SEARCH = INCIDENT.replace("Some card payments fail", "Search is slow").replace(
    "checkout: partial", "search: partial"
)
RESOLVED = INCIDENT + "\n## 2026-11-22 10:52 UTC — Resolved\n\nCard payments work again.\n"
TYPO = "\n## 2026-11-22 11:00 UTC — Resolfed\n\nWe think it is over.\n"
SHOWN = "This report is being corrected. Shown is the version of"
FOLLOW = "This report is being corrected. Details follow."


@pytest.fixture
def cards(repository: MakeRepository) -> Path:
    """An open incident, committed at 10:04, and another one beside it."""
    root = repository({"2026-11-22-cards.md": INCIDENT, "2026-11-22-search.md": SEARCH})
    commit(root)
    return root


def state_of(root: Path) -> str:
    """The stage of the one incident that matters here, and whether it is open."""
    item = inspected(root).state.by_id[KEY]  # type: ignore[union-attr]
    return f"{item.standing} {item.stage}"


def test_without_errors_it_is_an_ordinary_build(cards: Path) -> None:
    code, output = build(cards)

    assert code == 0
    assert "Built" in output
    assert manifest(cards)["corrections"] == []
    assert "being corrected" not in home(cards)


def test_the_last_good_version_is_published_and_marked(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO}, at="2026-11-22T11:01:00Z")

    code, output = build(cards)

    assert code == 1
    assert "error[stage]" in output
    assert "published in its place: its version of 2026-11-22 10:04 UTC" in output
    assert SHOWN in home(cards)
    assert "22 November 2026, 10:04 UTC" in home(cards)
    page = (cards / "site/incidents/2026-11-22-cards/index.html").read_text()
    assert SHOWN in page
    assert "Search is slow" in home(cards)
    assert manifest(cards)["corrections"] == [KEY]
    assert manifest(cards)["indicator"] == "major"


def test_the_mark_is_in_the_pages_language(repository: MakeRepository) -> None:
    words = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nLanguage: de\\n"\n\n'
        'msgid "This report is being corrected. Details follow."\nmsgstr "Einzelheiten folgen."\n'
    )
    theme = "  name: material\n  language: de\n  custom_dir: overrides\n"
    root = repository({"x.md": "broken"}, config=CONFIG.replace("  name: material\n", theme))
    commit(root, {"overrides/statuary/languages/de.po": words})

    build(root)

    assert "Einzelheiten folgen." in home(root)


def test_a_strict_build_stays_strict(cards: Path) -> None:
    (cards / FILE).write_text("broken")

    result = CliRunner().invoke(main, ["-C", str(cards), "build"])

    assert result.exit_code == 1
    assert not (cards / "site").exists()


def test_the_newest_good_version_is_taken(cards: Path) -> None:
    newer = INCIDENT + "\n## 2026-11-22 10:31 UTC — Identified\n\nA faulty network link.\n"
    commit(cards, {FILE: newer}, at="2026-11-22T10:32:00Z")
    commit(cards, {FILE: newer + TYPO}, at="2026-11-22T11:01:00Z")
    commit(cards, {FILE: newer + TYPO + "x"}, at="2026-11-22T11:02:00Z")

    build(cards)

    assert "A faulty network link." in home(cards)
    assert "10:32 UTC" in home(cards)


def test_what_a_branch_held_before_it_was_merged_was_never_published(cards: Path) -> None:
    git(cards, "checkout", "--quiet", "-b", "draft")
    commit(cards, {FILE: RESOLVED})
    commit(cards, {FILE: RESOLVED + TYPO})
    git(cards, "checkout", "--quiet", "main")
    git(cards, "merge", "--quiet", "--no-ff", "--message", "Merge", "draft")

    assert state_of(cards) == "active investigating"


def test_an_uncommitted_file_falls_back_on_the_commit(cards: Path) -> None:
    (cards / FILE).write_text(INCIDENT + TYPO)

    assert build(cards)[0] == 1
    assert SHOWN in home(cards)


def test_a_file_without_a_past_is_a_card(cards: Path) -> None:
    broken = (
        '---\ntitle: "<b>Payouts</b> fail"\ncomponents:\n  search: down\n---\n\n## 11:10 — Investigating\n'
    )
    commit(cards, {"incidents/2026-11-22-payouts.md": broken}, at="2026-11-22T11:11:00Z")

    code, output = build(cards)

    assert code == 1
    assert "git has no version of it that can be read" in output
    assert "&lt;b&gt;Payouts&lt;/b&gt; fail" in home(cards)
    assert FOLLOW in home(cards)
    found = unresolved(cards)["2026-11-22-payouts"]
    assert [one["body"] for one in found["incident_updates"]] == [FOLLOW]
    assert [one["name"] for one in found["components"]] == ["Search"]
    assert inspected(cards).state.components["search"] == "major_outage"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "Payouts fail"),
        (b"title: Payouts\x07 \xe2\x80\xaefail\n", "Payouts fail"),
        (b"---\ntitle: P\xe9rdida de pagos\n---\n", "P\N{REPLACEMENT CHARACTER}rdida de pagos"),
        ("---\ntitle: Payouts\n".encode("utf-16"), "Payouts"),
        (b"---\ntitle: " + b"x" * 500, "x" * 119 + "…"),
        (b"---\ntitle: >-\n  Payouts\n", "Payouts fail"),
        (b"---\rtitle: Payouts\r", "Payouts"),
    ],
)
def test_the_title_is_read_as_far_as_it_can_be(cards: Path, content: bytes, title: str) -> None:
    commit(cards, {"incidents/2026-11-22-payouts-fail.md": content})

    state = inspected(cards).state

    assert state is not None
    assert state.by_id["2026-11-22-payouts-fail"].incident.title == title


def test_a_card_notifies_nobody_and_neither_does_mending_it_twice(cards: Path) -> None:
    name = "incidents/2026-11-22-payouts.md"
    good = INCIDENT.replace("Some card payments fail", "Payouts fail")
    ids = []
    for content in (good.replace("## 2026", "##2026"), good):
        commit(cards, {name: content})
        build(cards)
        found = feedparser.parse(cards / "site/feed.xml").entries
        ids.append([one.id for one in found if "payouts" in one.id])
    assert [len(some) for some in ids] == [0, 1]


def test_the_ids_in_feeds_do_not_change(cards: Path) -> None:
    ids = []
    for content in (INCIDENT, INCIDENT + TYPO):
        commit(cards, {FILE: content, "note.txt": content})
        build(cards)
        ids.append([one.id for one in feedparser.parse(cards / "site/feed.xml").entries])
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


# What stays open, what stays over.


@pytest.mark.parametrize(
    ("good", "broken", "expected"),
    [
        (INCIDENT, RESOLVED + "\n##\n", "active investigating"),
        (
            INCIDENT,
            RESOLVED.replace("one card payment", "<!-- ? --> one card payment"),
            "active investigating",
        ),
        (INCIDENT, b"\xff\xfe\x00", "active investigating"),
        (RESOLVED, RESOLVED.replace("one card payment", "<!-- ? --> one card payment"), "past resolved"),
        (RESOLVED, RESOLVED.replace("major", "majr"), "past resolved"),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Postmortem\n\n## What happened\n\nA link.\n",
            "past resolved",
        ),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- x-y: down\n",
            "active investigating",
        ),
        (RESOLVED, RESOLVED + "\n## 2026-11-22 11:20 UTC — Identfied\n", "active investigating"),
        (RESOLVED, RESOLVED + "\n## 11:20 — It fails again\n", "active investigating"),
        (
            RESOLVED,
            RESOLVED + "\n## 2026-11-22 11:20 UTC — Update\n\n- checkout: down\n",
            "active investigating",
        ),
        (
            RESOLVED,
            RESOLVED.replace("## 2026-11-22 10:52 UTC — Resolved", "##Resolved"),
            "active investigating",
        ),
        (RESOLVED, RESOLVED + "\n<<<<<<< HEAD\n=======\n>>>>>>> fix\n", "active investigating"),
        (RESOLVED, RESOLVED.replace("## 2026-11-22 10:04", "## 2026-11-22 11:04"), "active investigating"),
        (RESOLVED, b"", "active investigating"),
        (RESOLVED, RESOLVED.encode("utf-16"), "past resolved"),
        (RESOLVED, RESOLVED.replace("\n", "\r"), "past resolved"),
    ],
)
def test_what_is_open_and_what_is_over(cards: Path, good: str, broken: str | bytes, expected: str) -> None:
    commit(cards, {FILE: good})
    commit(cards, {FILE: broken}, at="2026-11-22T11:30:00Z")

    assert state_of(cards) == expected


@pytest.mark.parametrize(
    ("added", "status"),
    [
        ("- checkout: major_outage\n- chekout: down\n", "major_outage"),
        ("- checkout: majr_outage\n", "major_outage"),
        ("- checkout: operational\n- who:\n", "partial_outage"),
        ("- checkout: degraded\n- who:\n", "partial_outage"),
    ],
)
def test_what_a_broken_text_adds_for_the_worse_counts(cards: Path, added: str, status: str) -> None:
    commit(cards, {FILE: f"{INCIDENT}\n## 2026-11-22 11:20 UTC — Identified\n\n{added}"})

    state = inspected(cards).state

    assert state is not None
    assert state.components["checkout"] == status


def test_a_fix_that_does_not_hold_is_not_told_to_hold(cards: Path) -> None:
    good = INCIDENT + "\n## 2026-11-22 10:31 UTC — Monitoring\n\nFixed.\n"
    commit(cards, {FILE: good})
    commit(cards, {FILE: good + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- next update:\n"})

    assert state_of(cards) == "active investigating"


def test_old_files_that_a_stricter_reader_refuses_are_no_alarm(cards: Path) -> None:
    """As after a new version of Statuary: nothing in git can be read, but all headings say that it is long over."""
    old = RESOLVED.replace("2026-11-22", "2025-11-20").replace("impact: major", "severity: major")
    commit(cards, {"incidents/2025-11-20-old.md": old})

    state = inspected(cards).state

    assert state is not None
    assert state.by_id["2025-11-20-old"].standing == "past"


# Maintenance and notices.

PLANNED = (
    "---\ntitle: Search moves\ntype: maintenance\nstarts: 2026-11-22 {starts} UTC\nends: 2026-11-22 {ends} UTC\n{auto}"
    "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch moves.\n"
)
WORK = "incidents/2026-11-22-search-moves.md"


def maintenance(root: Path) -> str:
    state = inspected(root).state
    assert state is not None
    item = state.by_id["2026-11-22-search-moves"]
    return f"{item.standing} {item.stage} {state.components['search']} {state.indicator}"


@pytest.mark.parametrize(
    ("starts", "ends", "auto", "added", "expected"),
    [
        ("13:00", "14:00", "", "wrong: yes\n", "planned scheduled operational none"),
        ("11:00", "13:00", "", "wrong: yes\n", "active in_progress under_maintenance maintenance"),
        ("11", "13:00", "", "", "active in_progress under_maintenance maintenance"),
    ],
)
def test_a_card_for_planned_work(
    repository: MakeRepository, starts: str, ends: str, auto: str, added: str, expected: str
) -> None:
    root = repository({})
    text = PLANNED.format(starts=starts, ends=ends, auto=added + auto)
    commit(root, {WORK: text})

    assert maintenance(root) == expected


def test_work_that_was_prolonged_is_not_over_by_itself(repository: MakeRepository) -> None:
    good = PLANNED.format(starts="10:00", ends="11:30", auto="auto: complete\n")
    root = repository({})
    commit(root, {WORK: good})
    assert maintenance(root).startswith("past completed")

    commit(
        root, {WORK: good + "\n## 2026-11-22 11:20 UTC — Update\n\n- ends: 2026-11-22 14:00 UTC\n- who:\n"}
    )

    assert maintenance(root) == "active in_progress under_maintenance maintenance"


def test_a_fault_in_planned_work_counts_at_once(repository: MakeRepository) -> None:
    good = PLANNED.format(starts="13:00", ends="14:00", auto="")
    root = repository({})
    commit(root, {WORK: good})
    commit(root, {WORK: good + "\n## 2026-11-22 11:20 UTC — In progress\n\n- search: down\n- serch: down\n"})

    assert maintenance(root) == "active in_progress major_outage critical"


GOOD = PLANNED.format(starts="11:00", ends="14:00", auto="")
OUTAGE = GOOD.replace("  - search", "  search: major_outage")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (OUTAGE, OUTAGE + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n- serch: down\n"),
        (OUTAGE, OUTAGE + "\n## 2026-11-22 10:55 UTC — Update\n\n- search: down\n- serch: down\n"),
        (GOOD, GOOD + "\n## 2026-11-22 11:20 UTC — Update\n\n- impact: critical\n- serch: down\n"),
        (
            GOOD.replace("22 11:00", "22 13:00"),
            GOOD.replace("22 11:00", "22 13:00") + "\n## 2026-11-22 13:20 UTC — Update\n\n- search: down\n",
        ),
        (
            GOOD + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n",
            GOOD
            + "\n## 2026-11-22 11:20 UTC — Update\n\n- search: down\n\n## 2026-11-22 11:30 UTC — Cancelled\n",
        ),
        ("", OUTAGE + "\n## 2026-11-22 11:20 UTC — Update\n\n- serch: down\n"),
    ],
    ids=["as planned", "before it begins", "impact", "in the future", "called off", "no good version"],
)
def test_a_fault_in_planned_work_is_not_taken_for_the_plan(
    repository: MakeRepository, good: str, bad: str
) -> None:
    root = repository({})
    if good:
        commit(root, {WORK: good})
    commit(root, {WORK: bad})

    said = maintenance(root)
    assert said.startswith("active in_progress ") and said.endswith(" critical")


def test_a_notice_that_becomes_an_incident(repository: MakeRepository) -> None:
    good = "---\ntitle: Office closed\ntype: notice\n---\n\n## 2026-11-20 10:00 UTC — Notice\n\nClosed.\n"
    root = repository({})
    commit(root, {FILE: good})
    commit(root, {FILE: good + "\n## 2026-11-22 11:20 UTC — Investigating\n\n- checkout: down\n"})

    state = inspected(root).state

    assert state is not None
    assert state.indicator == "critical"


# Names, links, and files in the wrong place.


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("incidents/2026-11-22 Payouts fail.md", "2026-11-22-payouts-fail"),
        ("incidents/2026-11-22-payouts-fail.md.txt", "2026-11-22-payouts-fail-md-txt"),
        ("incidents/old/2026-11-22-search.md", "2026-11-22-search-"),
        ("incidents/.2026-11-22-payouts.md", "2026-11-22-payouts"),
    ],
)
def test_an_incident_under_a_wrong_name_is_shown_in_no_feed(cards: Path, name: str, key: str) -> None:
    commit(cards, {name: INCIDENT.replace("Some card payments fail", "Payouts fail")})

    code, _ = build(cards)

    assert code == 1
    assert "Payouts fail" in home(cards)
    assert any(one.startswith(key) for one in manifest(cards)["corrections"])
    assert "Payouts fail" not in (cards / "site/feed.xml").read_text()


def test_an_incident_in_the_wrong_folder_is_shown_as_it_stands(cards: Path) -> None:
    commit(cards, {"2026-11-22-payouts.md": INCIDENT.replace("Some card payments fail", "Payouts fail")})

    code, _ = build(cards)

    assert code == 1
    assert "Payouts fail" in (cards / "site/feed.xml").read_text()


@pytest.mark.parametrize("name", ["incidents/notes.doc", "incidents/about.md", "CHANGELOG.md"])
def test_what_never_was_an_incident_is_no_alarm(cards: Path, name: str) -> None:
    config = CONFIG.replace("plugins:\n", "nav: [{About: about.md}\nplugins:\n")
    text = "# Changes\n\n## 2026-11-22 10:00 version 2\n" if name == "CHANGELOG.md" else "Ideas\n"
    commit(cards, {name: text, **({"mkdocs.yml": config} if "about" in name else {})})

    code, _ = build(cards)

    assert code == 1
    assert set(unresolved(cards)) == {KEY, "2026-11-22-search"}


@pytest.mark.parametrize(
    "config",
    [
        CONFIG + "# as in 2026-11-22-cards.md\n",
        CONFIG.replace("plugins:", "site_description: see 2026-11-22-cards.md\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{About: about.md}]  # not 2026-11-22-cards.md\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: old/2026-11-22-cards.md}]\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: 2026-11-22-cards.md}\nplugins:"),
        CONFIG.replace("plugins:", "nav: [{Cards: 2026-11-22-cards.md}]\nplugin:"),
    ],
    ids=["comment", "description", "comment in nav", "another folder", "no YAML", "unusable"],
)
def test_a_name_in_mkdocs_yml_hides_no_incident(cards: Path, config: str) -> None:
    """Only `nav` makes a page of a file, and never one that git knows as an incident."""
    broken = INCIDENT.replace(" UTC — Investigating", " UTC - Investigatting")
    commit(cards, {"mkdocs.yml": config, FILE: broken, "incidents/about.md": "Ideas\n"})

    assert build(cards)[0] == 1
    assert KEY in unresolved(cards)


def test_a_new_incident_is_hidden_by_no_comment_either(cards: Path) -> None:
    text = INCIDENT.replace("## 2026-11-22 10:04 UTC — Investigating", "## Investigating")
    commit(
        cards, {"mkdocs.yml": CONFIG + "# 2026-11-22-payouts.md\n", "incidents/2026-11-22-payouts.md": text}
    )

    build(cards)

    assert "2026-11-22-payouts" in unresolved(cards)


def test_a_link_leads_nowhere(cards: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(INCIDENT.replace("Some card payments fail", "SECRET"))
    (cards / FILE).unlink()
    (cards / FILE).symlink_to(tmp_path / "secret.md")

    assert build(cards)[0] == 1

    assert "SECRET" not in home(cards)
    assert "Some card payments fail" in home(cards)


# Errors outside of one incident.


@pytest.mark.parametrize("broken", ["groups: [", "groups:\n  - name: Shop\n", None, "\x07"])
def test_a_broken_components_file(cards: Path, broken: str | None) -> None:
    commit(cards, {"components.yaml": broken})

    code, _ = build(cards)

    assert code == 1
    assert "Some card payments fail" in home(cards)
    assert "being corrected" not in home(cards)
    assert (cards / "site/components/checkout/index.html").exists()


def test_a_line_that_components_yaml_lost(cards: Path) -> None:
    commit(cards, {"components.yaml": COMPONENTS.partition("      - id: search")[0]})

    code, output = build(cards)

    assert code == 1
    assert "error[component]" in output
    assert "Search is slow" in home(cards)
    assert manifest(cards)["corrections"] == []
    assert (cards / "site/components/search/index.html").exists()


@pytest.mark.parametrize(
    "config",
    [
        "site_name: [",
        CONFIG.replace("site_url: https://status.example.com/\n", ""),
        CONFIG.replace("      now:", "      nwo:"),
        CONFIG.replace("docs_dir: incidents", "docs_dir: incident"),
        "- " + CONFIG,
        None,
    ],
)
def test_a_broken_configuration(cards: Path, config: str | None) -> None:
    commit(cards, {"mkdocs.yml": config})

    code, output = build(cards)

    assert code == 1
    assert "published with its version of 2026-11-22 10:04 UTC" in output
    assert "Some card payments fail" in home(cards)


def test_a_configuration_that_never_could_be_used(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT}, config="site_name: [")

    code, output = build(root)

    assert code == 1
    assert "this is not YAML" in output
    assert "Nothing was published" in output
    assert not (root / "site").exists()


def test_a_fixed_now_that_hides_an_incident_does_not_count(cards: Path) -> None:
    commit(cards, {"mkdocs.yml": CONFIG.replace("now: 2026-11-22T12", "now: 2026-09-01T12")})

    state = inspected(cards).state

    assert state is not None
    assert state.indicator == "major"


def test_a_fixed_now_in_the_future_ends_nothing(repository: MakeRepository) -> None:
    text = PLANNED.format(starts="10:00", ends="11:30", auto="auto: complete\n").replace("2026-", "2089-")
    config = CONFIG.replace("now: 2026-11-22T12:00:00Z", "now: 2090-01-01T00:00:00Z")
    text = text.replace("## 2089-11-20", "## 2026-11-20")
    root = repository({"2089-11-22-search-moves.md": text, "2026-11-22-cards.md": INCIDENT}, config=config)

    checked = CliRunner().invoke(main, ["-C", str(root), "check"])
    code, _ = build(root)

    line = config[: config.index("now:")].count("\n") + 1
    assert checked.exit_code == code == 1
    assert f"mkdocs.yml:{line}:7: error[fixed-now] “now” is in the future" in checked.output
    assert "2090" not in manifest(root)["now"]
    work = json.loads((root / "site/api/v2/scheduled-maintenances/upcoming.json").read_text())
    assert [one["status"] for one in work["scheduled_maintenances"]] == ["scheduled"]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("## 2026-11-23 10:00 UTC — Resolved\n\nAll is well.\n", "active investigating partial_outage"),
        (
            "## 2026-11-23 10:00 UTC — Monitoring\n\n- checkout: operational\n",
            "active investigating partial_outage",
        ),
        (
            "## 2026-11-23 10:00 UTC — Monitoring\n\n- checkout: major_outage\n",
            "active investigating major_outage",
        ),
        (
            "## 2026-11-23 10:00 UTC — Update\n\n- checkout: major_outage\n",
            "active investigating major_outage",
        ),
    ],
)
def test_an_update_in_the_future(cards: Path, update: str, expected: str) -> None:
    commit(cards, {FILE: f"{INCIDENT}\n{update}"})

    state = inspected(cards).state

    assert state is not None
    assert f"{state_of(cards)} {state.components['checkout']}" == expected


def test_an_incident_that_begins_in_the_future_is_open_now_and_told_once(cards: Path) -> None:
    ids = []
    for day in ("2026-11-23", "2026-11-22"):
        text = INCIDENT.replace("2026-11-22", day).replace("Some card payments fail", "Payouts fail")
        commit(cards, {"incidents/2026-11-22-payouts.md": text})
        build(cards)
        assert "Payouts fail" in home(cards)
        found = feedparser.parse(cards / "site/feed.xml").entries
        ids.append([one.id for one in found if "payouts" in one.id])
    assert [len(some) for some in ids] == [0, 1]


def test_an_incident_that_was_only_resolved_in_the_future_is_open(cards: Path) -> None:
    commit(
        cards,
        {FILE: INCIDENT.replace("2026-11-22 10:04 UTC — Investigating", "2027-11-22 10:04 UTC — Resolved")},
    )

    assert state_of(cards) == "active investigating"


def test_old_addresses_that_collide(cards: Path) -> None:
    for name, alias in ((FILE, "/old/"), ("incidents/2026-11-22-search.md", "/old/\n  - /older/")):
        text = (
            (cards / name).read_text().replace("impact: major\n", f"impact: major\naliases:\n  - {alias}\n")
        )
        (cards / name).write_text(text)

    code, output = build(cards)

    assert code == 1
    assert "error[alias]" in output
    assert "2026-11-22-cards" in (cards / "site/old/index.html").read_text()
    assert "2026-11-22-search" in (cards / "site/older/index.html").read_text()


@pytest.mark.parametrize("template", ["{{ view.nothing }}", "{% if %}", "{{ 1 / 0 }}"])
def test_templates_that_fail(cards: Path, template: str) -> None:
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    commit(cards, {"mkdocs.yml": config, "overrides/statuary/home.html": template})

    code, output = build(cards)

    assert code == 1
    assert "published with our own templates" in output
    assert "Some card payments fail" in home(cards)


def test_an_extra_page_that_fails(cards: Path) -> None:
    config = CONFIG.replace("plugins:\n", "nav:\n  - About: about.md\nplugins:\n")
    commit(cards, {"mkdocs.yml": config, "incidents/about.md": b"# \xff\xff"})

    code, output = build(cards)

    assert code == 1
    assert "incidents/about.md:1:1: error[encoding]" in output
    assert "Some card payments fail" in home(cards)


def test_a_damaged_catalogue(cards: Path) -> None:
    theme = "  name: material\n  language: de\n  custom_dir: overrides\n"
    config = CONFIG.replace("  name: material\n", theme)
    commit(cards, {"mkdocs.yml": config, "overrides/statuary/languages/de.po": 'msgid "a'})

    code, _ = build(cards)

    assert code == 1
    assert "Some card payments fail" in home(cards)


# How it is told.


def test_annotations_for_github(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO})

    code, output = build(cards, "--format", "github")

    assert code == 1
    assert "::error file=incidents/2026-11-22-cards.md,line=15" in output
    assert "::warning file=incidents/2026-11-22-cards.md,line=1,col=1,title=published-instead" in output


def test_a_strict_build_annotates_too(cards: Path) -> None:
    (cards / FILE).write_text(INCIDENT + TYPO)

    output = CliRunner().invoke(main, ["-C", str(cards), "build", "--format", "github"]).output

    assert "\n::error file=" in f"\n{output}"


@pytest.mark.parametrize("options", [[], ["--tolerant"]])
def test_a_configuration_that_cannot_be_used_is_annotated(
    repository: MakeRepository, options: list[str]
) -> None:
    root = repository({}, config="site_name: [")

    result = CliRunner().invoke(main, ["-C", str(root), "build", "--format", "github", *options])

    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=mkdocs.yml,line=1")


def test_a_shallow_clone_says_what_is_missing(cards: Path, tmp_path: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{cards}", "clone")

    code, output = build(tmp_path / "clone")

    assert code == 1
    assert "fetch-depth: 0" in output
    assert FOLLOW in home(tmp_path / "clone")
    assert inspected(tmp_path / "clone").state.components["checkout"] == "partial_outage"  # type: ignore[union-attr]


def test_without_git_it_is_a_card(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT + TYPO})

    code, output = build(root)

    assert code == 1
    assert "git cannot be asked" in output
    assert FOLLOW in home(root)


def test_the_same_commit_and_moment_give_the_same_bytes(cards: Path) -> None:
    commit(cards, {FILE: INCIDENT + TYPO, "incidents/new.md": "broken"}, at="2026-11-22T11:01:00Z")
    contents = []
    for folder in ("one", "two"):
        build(cards, "--site-dir", folder)
        contents.append(json.loads((cards / folder / "_build.json").read_text()))
    assert contents[0] == contents[1]
