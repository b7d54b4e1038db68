"""The composer in a browser on a phone: what an author makes there is a file that `statuary check` accepts."""

import pytest
from playwright.sync_api import expect

from statuary.status import Standing
from support.composer import CARDS, REPOSITORY, Compose, check, commit, filled_in, state


def test_a_new_incident(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Title", 'Search: "finds" nothing #1')
    composer.component("Search", "Major outage")
    composer.fill("Text", "Search finds nothing.\n\nEverything *else* works.")
    composer.fill("Who is affected", "all buyers")
    opened = composer.press()

    name, text = filled_in(opened.url)
    assert opened.url.startswith(
        f"{REPOSITORY}/new/main?filename=incidents/2026-11-22-search-finds-nothing-1.md&value=---"
    )
    assert text == composer.result
    commit(composer.root, name, text)
    assert check(composer.root) == []
    made = state(composer.root).by_id["2026-11-22-search-finds-nothing-1"]
    assert made.incident.title == 'Search: "finds" nothing #1'
    assert (made.impact, made.components, made.who) == ("critical", {"search": "major_outage"}, "all buyers")
    assert made.newest.text == "Search finds nothing.\n\nEverything *else* works."
    assert made.next_update is not None and made.next_update.hour == 11


def test_an_update_to_the_open_incident_which_is_chosen_already(compose: Compose) -> None:
    composer = compose()
    composer.stage("Monitoring")
    composer.component("Checkout", "Degraded performance")
    composer.fill("Text", "It is better.")
    composer.page.get_by_label("Next update").select_option(label="1 hour")
    opened = composer.press()

    assert opened.url == f"{REPOSITORY}/edit/main/incidents/{CARDS}.md"
    assert composer.clipboard() == composer.result
    expect(composer.page.locator("#how")).to_contain_text("at the end of the file")
    commit(composer.root, f"incidents/{CARDS}.md", composer.clipboard())
    assert check(composer.root) == []
    item = state(composer.root).by_id[CARDS]
    assert (item.stage, item.components) == ("monitoring", {"checkout": "degraded_performance"})
    assert str(item.next_update) == "2026-11-22 11:40:00+00:00"
    assert (composer.root / f"incidents/{CARDS}.md").read_text().endswith("\n\nIt is better.\n")


def test_resolved_says_nothing_of_components_and_of_what_comes_next(compose: Compose) -> None:
    composer = compose()
    composer.component("Checkout", "Major outage")
    composer.stage("Resolved")
    composer.fill("Text", "It works again.")

    assert composer.result == "\n## 2026-11-22 10:40 UTC — Resolved\n\nIt works again.\n"
    expect(composer.page.get_by_role("group", name="Components")).to_be_hidden()
    commit(composer.root, f"incidents/{CARDS}.md", composer.result)
    assert check(composer.root) == []
    assert state(composer.root).by_id[CARDS].standing is Standing.PAST


@pytest.mark.long
def test_planned_work_with_its_window_in_the_authors_zone(compose: Compose) -> None:
    composer = compose(timezone_id="Europe/Berlin")
    composer.choose("New maintenance")
    composer.fill("Title", "Checkout moves")
    composer.component("Checkout")
    expect(composer.page.locator("#starts-hint")).to_have_text("In your time zone, Europe/Berlin")
    composer.button.tap()
    assert composer.problems == ["Say when the maintenance starts and ends."]
    composer.fill("Starts", "2026-12-01T22:00")
    composer.fill("Ends", "2026-12-01T21:00")
    assert composer.problems == ["The end must be later than the start."]
    composer.fill("Ends", "2026-12-01T23:30")
    name, text = filled_in(composer.press().url)

    commit(composer.root, name, text)
    assert check(composer.root) == []
    item = state(composer.root).by_id["2026-11-22-checkout-moves"]
    assert (str(item.window_starts), str(item.window_ends)) == (
        "2026-12-01 21:00:00+00:00",
        "2026-12-01 22:30:00+00:00",
    )
    assert item.incident.components == {"checkout": "under_maintenance"}


@pytest.mark.long
def test_planned_work_moves(compose: Compose) -> None:
    composer = compose()
    composer.choose("Search moves")
    assert "starts" not in composer.result, "it keeps its window until somebody moves it"
    composer.fill("Starts", "2026-11-23T22:00")
    composer.fill("Ends", "2026-11-23T23:00")
    composer.fill("Text", "We moved it by a day.")

    commit(composer.root, "incidents/2026-11-22-search-moves.md", composer.result)
    assert check(composer.root) == []
    assert (
        str(state(composer.root).by_id["2026-11-22-search-moves"].window_starts)
        == "2026-11-23 22:00:00+00:00"
    )


@pytest.mark.long
def test_before_work_begins_and_after_an_end_no_component_can_be_changed(compose: Compose) -> None:
    composer = compose()
    for what, path in (
        ("Search moves", "2026-11-22-search-moves"),
        ("Another incident or maintenance", "2026-11-19-payouts"),
    ):
        composer.choose(what)
        if what == "Another incident or maintenance":
            composer.fill("Incident ID", path)
        expect(composer.page.locator("#components")).to_be_hidden()
        composer.fill("Text", "One more word.")
        commit(composer.root, f"incidents/{path}.md", composer.result)
    assert check(composer.root) == []
    composer.stage("Investigating")
    composer.component("Payouts", "Partial outage")
    assert "- payouts: partial_outage" in composer.result, "it is open again"
