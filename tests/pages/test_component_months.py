"""A component's own page: what is open first, its group, and months that say of each day what is known of it."""

import pytest
from bs4 import BeautifulSoup, Tag

from support.command import build
from support.repository import CONFIG, INCIDENT, MakeRepository
from support.site import BuiltSite

COMPONENTS = """\
groups:
  - name: Old
    components:
      - {id: fax, name: Fax, since: 2026-01-01, until: 2026-10-10}
  - name: Shop
    components:
      - {id: checkout, name: Checkout, since: 2026-09-15}
  - components:
      - {id: mail, name: Mail}
"""


def incident(title: str, day: str, status: str, end: str = "") -> str:
    text = f"---\ntitle: {title}\ncomponents:\n  checkout: {status}\n---\n\n## {day} UTC — Investigating\n\nIt fails.\n"
    return text + (f"\n## {end} UTC — Resolved\n\nIt works.\n" if end else "")


FILES = {
    "2026-10-01-slow.md": incident("Slow for days", "2026-10-01 10:00", "degraded_performance", "2026-10-03 10:00"),
    "2026-10-02-down.md": incident("Down", "2026-10-02 11:00", "major_outage", "2026-10-02 11:30"),
    "2026-11-22-fails.md": incident("Fails now", "2026-11-22 10:00", "partial_outage"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    root = tmp_path_factory.mktemp("component")
    texts = {"mkdocs.yml": CONFIG, "components.yaml": COMPONENTS}
    for name, text in (texts | {f"incidents/{name}": text for name, text in FILES.items()}).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return build(root)


def days(page: BeautifulSoup, month: str) -> list[Tag]:
    found = next(one for one in page.select(".month") if month in one.h3.get_text())  # type: ignore[union-attr]
    return list(found.select(".cal li"))


def test_what_is_open_comes_first_and_once(site: BuiltSite) -> None:
    page = site.page("/components/checkout/")
    card = page.select_one("main article.card")
    assert card and card["class"] == ["card", "major"] and "Fails now" in card.get_text()
    assert [one.get_text() for one in page.select(".rows h3")] == ["Down", "Slow for days"]


def test_a_group_is_led_to_where_home_has_it(site: BuiltSite) -> None:
    link = site.page("/components/checkout/").select_one(".name a")
    assert link and link.get_text() == "Shop" and str(link["href"]).endswith("#group-1")
    home = site.page().select_one("#group-1 summary")
    assert home and "Shop" in home.get_text()
    assert site.page("/components/fax/").select_one(".name a") is None, "its group is not on the home page"
    assert site.page("/components/mail/").select_one(".name a") is None


def test_days_before_the_first_and_after_today_are_not_counted(site: BuiltSite) -> None:
    page = site.page("/components/checkout/")
    titles = [str(one.h3 and one.h3.get_text(" ", strip=True)) for one in page.select(".month")]
    assert [title.rpartition(" ")[0] for title in titles] == [
        "November 2026",
        "October 2026",
        "September 2026",
    ]
    for month, counted in (("September", range(15, 31)), ("November", range(1, 23))):
        found = [int(one.get_text()[:2]) for one in days(page, month) if "none" not in one.get("class", [])]  # type: ignore[operator]
        assert found == list(counted)


def test_a_day_says_its_worst_and_leads_there(site: BuiltSite) -> None:
    day = days(site.page("/components/checkout/"), "October")[1]
    link = day.a
    assert day["class"] == ["critical"] and link
    assert link["href"] == "../../incidents/2026-10-02-down/"
    assert link.get_text(" ", strip=True) == "2 Major outage 30 minutes Slow for days and Down"
    assert (
        days(site.page("/components/checkout/"), "October")[2].a["href"] == "../../incidents/2026-10-01-slow/"
    )  # type: ignore[index]
    assert days(site.page("/components/checkout/"), "October")[3].a is None


def test_full_uptime_beside_a_problem_has_its_reason(repository: MakeRepository, site: BuiltSite) -> None:
    why = "A month with problems has 100% where none of them counts as downtime."
    slow = {"2026-10-01-slow.md": FILES["2026-10-01-slow.md"]}
    said = build(repository(slow, components=COMPONENTS))
    assert why in said.words("components/checkout/index.html")
    assert "October 2026 100.00%" in said.words("components/checkout/index.html")
    assert why not in site.words("components/checkout/index.html")


def test_beside_an_open_incident_no_page_says_that_there_was_none(
    repository: MakeRepository, site: BuiltSite
) -> None:
    none = "No incidents reported."
    assert none in site.words("components/mail/index.html")
    alone = build(repository({"a.md": INCIDENT}))
    assert none not in alone.words("components/checkout/index.html")


@pytest.mark.parametrize(
    ("language", "letters", "column"), [("en", "MTWTFSS", "d4"), ("en-US", "SMTWTFS", "d5"), ("de", "MDMDFSS", "d4")]
)  # fmt: skip
def test_weeks_begin_as_they_do_there(
    repository: MakeRepository, language: str, letters: str, column: str
) -> None:
    """The first of October 2026 is a Thursday."""
    config = CONFIG.replace("  font: false", f"  font: false\n  language: {language}")
    page = build(repository(config=config)).page("/components/checkout/")
    october = page.select(".month")[1]
    assert "".join(one.get_text() for one in october.select(".week span")) == letters
    assert october.select(".cal")[0]["class"] == ["cal", column]
