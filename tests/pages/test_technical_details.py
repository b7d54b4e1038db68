"""What is written for engineers: folded on the page, whole in feeds and the API, and nowhere that shows first words."""

from support.command import build
from support.repository import INCIDENT, PLANNED, MakeRepository

DETAILS = "\n### Technical details\n\nA route had been lost on edge-2.\n"
CARDS, SEARCH = "2026-11-22-cards", "2026-11-23-search"


def test_they_are_where_they_belong(repository: MakeRepository) -> None:
    root = repository({f"{CARDS}.md": INCIDENT + DETAILS, f"{SEARCH}.md": PLANNED + DETAILS})
    site = build(root)

    page = site.page(f"/incidents/{CARDS}/")
    fold = page.select_one("main .timeline details")
    assert fold and "edge-2" in fold.get_text() and not fold.has_attr("open")
    description = page.select_one("meta[name=description]")
    assert description and str(description["content"]).endswith("About one card payment in five fails.")
    for name in ("status.txt", "status.md", "calendar.ics"):
        text = site.text(name)
        assert "edge-2" not in text and "Technical" not in text, name
    assert "edge-2" not in str(site.page().select_one("[aria-labelledby=planned]"))

    said = {entry.id: entry.summary for entry in site.feed().entries}
    assert len(said) == 2
    assert all("<h3>Technical details</h3>" in one and "<details" not in one for one in said.values())
    updates = site.api("incidents.json")["incidents"][0]["incident_updates"]
    assert "edge-2" in updates[0]["body"]
