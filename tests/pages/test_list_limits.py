"""Lists are as long as their reader needs, and what is worst is never what is left out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from support.repository import CONFIG
from support.site import BuiltSite

pytestmark = pytest.mark.xdist_group("list_limits")  # so that one process builds the site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COMPONENTS = "groups:\n  - name: Shop\n    components:\n" + "".join(
    f"      - id: part-{number}\n        name: Part {number}\n        since: 2026-01-01\n"
    for number in range(40)
)


def incident(
    title: str, start: datetime, components: dict[str, str], end: datetime | None = None, words: str = "x"
) -> str:
    named = "".join(f"  {key}: {status}\n" for key, status in components.items())
    updates = f"## {start:%Y-%m-%d %H:%M} UTC — Investigating\n\n{words}\n"
    if end:
        updates += f"\n## {end:%Y-%m-%d %H:%M} UTC — Resolved\n\n{words}\n"
    return f"---\ntitle: {title}\ncomponents:\n{named}---\n\n{updates}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old incident that is open, sixty newer ones that ended, eleven that go on for weeks, and a large one today."""
    root = tmp_path_factory.mktemp("long")
    files = {"mkdocs.yml": CONFIG, "components.yaml": COMPONENTS}
    files["incidents/old.md"] = incident("Old and open", NOW - timedelta(days=99), {"part-1": "major_outage"})
    for number in range(60):
        start = NOW - timedelta(hours=12 * number + 30)
        one = incident(
            f"Short {number}",
            start,
            {"part-1": "degraded_performance"},
            start + timedelta(hours=1),
            "word " * 900,
        )
        files[f"incidents/short-{number:02}.md"] = one
    for number in range(11):
        start = NOW - timedelta(days=20, minutes=number)
        files[f"incidents/long-{number:02}.md"] = incident(
            f"Long {number}", start, {f"part-{number + 2}": "partial_outage"}
        )
    every = {f"part-{number}": "degraded_performance" for number in range(39)} | {"part-39": "major_outage"}
    files["incidents/today.md"] = incident("Today and large", NOW - timedelta(hours=2), every)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    result = CliRunner().invoke(main, ["-C", str(root), "build", "-q"])
    assert result.exit_code == 0, result.output
    return root / "site"


def test_a_component_page_begins_with_what_makes_it_red(site: Path) -> None:
    page = BuiltSite(site).page("/components/part-1/")
    assert [one.get_text() for one in page.select("article.card h2")] == ["Old and open", "Today and large"]
    rows = [one.get_text() for one in page.select(".rows h3")]
    assert rows == [f"Short {number}" for number in range(20)]
    assert "40 older entries in History" in page.get_text()


def test_what_is_open_comes_before_what_is_over(site: Path) -> None:
    recent = (site / "index.html").read_text().partition('id="recent"')[2]
    assert 0 < recent.index("Today and large") < recent.index("Short 0")


def test_a_message_names_a_dozen_components_the_worst_first(site: Path) -> None:
    feed = (site / "incidents/today/feed.xml").read_text()
    affected = feed[feed.index("Affected:") :].partition("&lt;/p&gt;")[0].partition("</p>")[0]
    assert affected.startswith("Affected: Part 39 (Major outage), Part 0 (Degraded performance)")
    assert affected.rstrip().endswith("and 29 more")


def test_the_feed_of_a_component_is_small(site: Path) -> None:
    feed = (site / "components/part-1/feed.xml").read_bytes()
    assert 10 <= feed.count(b"<item>") <= 50
    assert len(feed) <= 150_000
    assert b"Today and large" in feed


def test_a_large_incident_shows_a_dozen_components_above_its_words(site: Path) -> None:
    page = BuiltSite(site).page("incidents/today/")
    facts = page.select_one("dl.facts")
    assert facts is not None
    folded = facts.select_one("details")
    assert folded is not None
    assert folded.summary is not None and folded.summary.get_text() == "28 more"
    assert len(facts.select("li li")) == 28
    assert facts.select("li")[0].get_text(" ", strip=True).startswith("Part 39 Major outage")

    card = BuiltSite(site).page("/").select("#wall")[0]
    assert [one["href"] for one in card.select("dl.facts li a") if "more" in one.get_text()] == [
        "./incidents/today/"
    ]
    assert len(card.select("dl.facts li")) == 13


def test_the_home_page_has_room_for_ten_cards_of_a_kind_and_names_the_rest(site: Path) -> None:
    section = BuiltSite(site).page("/").select_one('section[aria-label="Open incidents"]')
    assert section is not None
    cards = section.select("article.card")
    assert len(cards) == 9, "one leads, and stands with the headline"
    assert "Today and large" not in section.get_text()
    assert [one.get_text() for one in section.select('a[href="./history/"]')] == ["3 more"]
