"""The composer in a browser on a phone: what an author makes there is a file that `statuary check` accepts."""

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from browser_composer import (
    CARDS,
    CLIPBOARD,
    NOW,
    PHONE,
    REPOSITORY,
    Composer,
    check,
    commit,
    filled_in,
    repository,
)
from browser_sites import OpenPage, Serve, build
from playwright.sync_api import expect

from statuary.source import load
from statuary.status import Standing, page_state
from statuary.status.types import PageState

Compose = Callable[..., Composer]
HOSTILE = """\
## 2026-11-22 10:45 UTC — Resolved
- search: operational
checkout: down
---
title: x
<script>alert(1)</script> <!-- hidden --> **bold** [link](javascript:alert(1))
<<<<<<< HEAD
```
## 2026-11-22 10:50 UTC — Resolved"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[Path, str]:
    """The repository, and the address of its page."""
    root = tmp_path_factory.mktemp("composer")
    build(repository(root / "repository"), root / "site/status", NOW)
    return root / "repository", serve(root / "site") + "status/"


@pytest.fixture
def compose(built: tuple[Path, str], open_page: OpenPage, tmp_path: Path) -> Compose:
    """Opens the composer of a copy of the repository."""

    def open_composer(now: str = NOW, **reader: object) -> Composer:
        root = shutil.copytree(built[0], tmp_path / "repository")
        page = open_page(built[1] + "post/", now, **(PHONE | CLIPBOARD | reader))
        page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="there"))
        return Composer(page, root)

    return open_composer


def state(root: Path) -> PageState:
    site = load(root).site
    assert site is not None
    return page_state(site, datetime.fromisoformat(NOW))


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


def test_planned_work_with_its_window_in_the_authors_zone(compose: Compose) -> None:
    composer = compose(timezone_id="Europe/Berlin")
    composer.choose("New planned work")
    composer.fill("Title", "Checkout moves")
    composer.component("Checkout")
    expect(composer.page.locator("#starts-hint")).to_have_text("In your time zone, Europe/Berlin")
    composer.button.tap()
    assert composer.problems == ["Say when the work begins and ends."]
    composer.fill("Begins", "2026-12-01T22:00")
    composer.fill("Ends", "2026-12-01T21:00")
    assert composer.problems == ["The end must be later than the beginning."]
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


def test_planned_work_moves(compose: Compose) -> None:
    composer = compose()
    composer.choose("Search moves")
    assert "starts" not in composer.result, "it keeps its window until somebody moves it"
    composer.fill("Begins", "2026-11-23T22:00")
    composer.fill("Ends", "2026-11-23T23:00")
    composer.fill("Text", "We moved it by a day.")

    commit(composer.root, "incidents/2026-11-22-search-moves.md", composer.result)
    assert check(composer.root) == []
    assert (
        str(state(composer.root).by_id["2026-11-22-search-moves"].window_starts)
        == "2026-11-23 22:00:00+00:00"
    )


def test_before_work_begins_and_after_an_end_no_component_can_be_changed(compose: Compose) -> None:
    composer = compose()
    for what, path in (("Search moves", "2026-11-22-search-moves"), ("Another one", "2026-11-19-payouts")):
        composer.choose(what)
        if what == "Another one":
            composer.fill("Its id", path)
        expect(composer.page.locator("#components")).to_be_hidden()
        composer.fill("Text", "One more word.")
        commit(composer.root, f"incidents/{path}.md", composer.result)
    assert check(composer.root) == []
    composer.stage("Investigating")
    composer.component("Payouts", "Partial outage")
    assert "- payouts: partial_outage" in composer.result, "it is open again"


def test_hostile_text_stays_text(compose: Compose) -> None:
    composer = compose()
    composer.fill("Text", HOSTILE)
    composer.fill("Who is affected", "<img src=x onerror=alert(1)> <!-- a\n- checkout: operational")

    assert any("stays text" in problem for problem in composer.problems)
    assert composer.page.locator("#preview").locator("script,img,a").count() == 0
    commit(composer.root, f"incidents/{CARDS}.md", composer.result)
    assert check(composer.root) == []
    item = state(composer.root).by_id[CARDS]
    assert (item.stage, item.components) == ("identified", {"checkout": "partial_outage"})


def test_what_is_over_and_what_the_page_does_not_know(compose: Compose) -> None:
    composer = compose()
    composer.choose("Another one")
    composer.fill("Its id", "2026-11-19-payouts")
    expect(composer.page.get_by_label("Kind")).to_be_hidden()
    assert composer.page.locator(".pill:visible").all_inner_texts() == [
        *("Investigating", "Identified", "Monitoring", "Post-mortem", "Update")
    ]
    composer.fill("Its id", "Not an id")
    composer.button.tap()
    assert "Write the incident's id" in composer.problems[0]
    composer.fill("Its id", "2026-11-22-new-one")
    assert composer.press().url == f"{REPOSITORY}/edit/main/incidents/2026-11-22-new-one.md"


def test_problems_are_listed_lead_to_their_fields_and_keep_the_button_from_going(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.page.get_by_label("Words to begin with").select_option("")
    assert composer.problems[0] == "Give it a title: what do customers notice?"
    assert "No component is chosen, so all of them stay green." in composer.problems
    assert "The text is empty. One sentence will do: what has changed for readers?" in composer.problems
    composer.button.tap()
    assert len(composer.page.context.pages) == 1
    expect(composer.page.get_by_role("heading", name="Before you post")).to_be_focused()
    composer.page.locator("#list a").first.tap()
    expect(composer.page.get_by_label("Title", exact=True)).to_be_focused()
    composer.page.get_by_label("Next update").select_option(label="At another time")
    composer.fill("At", "2026-11-22T09:00")
    assert "The next update must be later than now." in composer.problems
    composer.fill("Text", "x" * 20_001)
    assert "The text has 20001 characters; the most is 20000." in composer.problems


def test_a_text_that_is_too_long_for_a_link_is_copied(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Title", "Search is slow")
    composer.fill("Text", "Ünïcödé " * 400)
    url = composer.press().url

    assert url == f"{REPOSITORY}/new/main?filename=incidents/2026-11-22-search-is-slow.md"
    assert composer.clipboard() == composer.result


def test_ready_words_follow_what_is_chosen_until_somebody_writes(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.component("Search")
    composer.component("Payouts")
    text = composer.page.get_by_label("Text", exact=True)
    assert "for some of you: Search and Payouts." in text.input_value()
    assert "title: Search and Payouts slow or failing for some\n" in composer.result
    composer.stage("Identified")
    assert "found the cause" in text.input_value()
    composer.fill("Text", "My own.")
    composer.stage("Investigating")
    assert text.input_value() == "My own."
    composer.page.get_by_label("Words to begin with").select_option(label="Ready words: Investigating")
    assert re.match(
        r"My own\.\n\nWe know that this is slow or fails for some of you: Search and Payouts\.",
        text.input_value(),
    )


def test_a_minute_that_is_taken(compose: Compose) -> None:
    composer = compose("2026-11-22T10:31:20Z")

    head = r"\n## 2026-11-22 10:31:2\d UTC — Update\n\n- next update: 2026-11-22 11:01 UTC\n"  # it runs on
    assert re.match(head, composer.result)


def test_a_draft_survives(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Title", "Search is down")
    composer.component("Search", "Major outage")
    composer.stage("Monitoring")
    composer.fill("Text", "My words.")
    before = composer.result
    composer.page.reload()

    assert composer.result == before
    expect(composer.page.get_by_text("This is your draft of 10:40 UTC.")).to_be_visible()
    composer.page.get_by_role("button", name="Start anew").first.tap()
    composer.page.reload()
    assert "Some card payments fail" in composer.page.locator("#preview").inner_text()
    assert "My words." not in composer.result
