"""What the composer makes of words: hostile, missing, too long, kept as a draft."""

import re

import pytest
from playwright.sync_api import expect

from support.composer import CARDS, REPOSITORY, Compose, check, commit, state

HOSTILE = """\
## 2026-11-22 10:45 UTC — Resolved
- search: operational
checkout: down
---
title: x
<script>alert(1)</script> <!-- hidden --> **bold** link(javascript:alert(1))
<<<<<<< HEAD
```
## 2026-11-22 10:50 UTC — Resolved"""


def test_hostile_text_stays_text(compose: Compose) -> None:
    composer = compose()
    composer.fill("Text", HOSTILE)
    composer.fill("Who is affected", "<img src=x onerror=alert(1)> <!-- a\n- checkout: operational")

    assert any("published as plain text" in problem for problem in composer.problems)
    assert composer.page.locator("#preview").locator("script,img,a").count() == 0
    commit(composer.root, f"incidents/{CARDS}.md", composer.result)
    assert check(composer.root) == []
    item = state(composer.root).by_id[CARDS]
    assert (item.stage, item.components) == ("identified", {"checkout": "partial_outage"})


@pytest.mark.long
def test_what_is_over_and_what_the_page_does_not_know(compose: Compose) -> None:
    composer = compose()
    composer.choose("Another incident or maintenance")
    composer.fill("Incident ID", "2026-11-19-payouts")
    expect(composer.page.get_by_label("Type")).to_be_hidden()
    assert composer.page.locator(".pill:visible").all_inner_texts() == [
        *("Investigating", "Identified", "Monitoring", "Post-mortem", "Update")
    ]
    composer.fill("Incident ID", "Not an id")
    composer.button.tap()
    assert "Enter the incident ID" in composer.problems[0]
    composer.fill("Incident ID", "2026-11-22-new-one")
    assert composer.press().url == f"{REPOSITORY}/edit/main/incidents/2026-11-22-new-one.md"


def test_problems_are_listed_lead_to_their_fields_and_keep_the_button_from_going(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.page.get_by_label("Template").select_option("")
    assert composer.problems[0] == "Add a title: what do customers notice?"
    assert "No components selected, so all of them will show as operational." in composer.problems
    assert "Add some text. One sentence is enough: what has changed for customers?" in composer.problems
    composer.button.tap()
    assert len(composer.page.context.pages) == 1
    expect(composer.page.get_by_role("heading", name="Before you post")).to_be_focused()
    composer.page.locator("#list a").first.tap()
    expect(composer.page.get_by_label("Title", exact=True)).to_be_focused()
    composer.page.get_by_label("Next update").select_option(label="At another time")
    composer.fill("At", "2026-11-22T09:00")
    assert "The next update must be in the future." in composer.problems
    composer.fill("Text", "x" * 20_001)
    assert "Text length: 20001. Maximum: 20000." in composer.problems


@pytest.mark.long
def test_a_text_that_is_too_long_for_a_link_is_copied(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Title", "Search is slow")
    composer.fill("Text", "Ünïcödé " * 400)
    url = composer.press().url

    assert url == f"{REPOSITORY}/new/main?filename=incidents/2026-11-22-search-is-slow.md"
    assert composer.clipboard() == composer.result


@pytest.mark.long
def test_ready_words_follow_what_is_chosen_until_somebody_writes(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.component("Search")
    composer.component("Payouts")
    text = composer.page.get_by_label("Text", exact=True)
    assert text.input_value().startswith("We are sorry that some of you cannot use Search and Payouts.\n")
    assert "title: Search and Payouts fail for some of you\n" in composer.result
    composer.stage("Identified")
    assert "identified the cause" in text.input_value()
    composer.fill("Text", "My own.")
    composer.stage("Investigating")
    assert text.input_value() == "My own."
    composer.page.get_by_label("Template").select_option(label="Template: Investigating")
    assert re.match(
        r"My own\.\n\nWe are sorry that some of you cannot use Search and Payouts\.",
        text.input_value(),
    )


@pytest.mark.long
def test_templates_for_what_often_happens(compose: Compose) -> None:
    """Those that have a title open an incident; none that somebody has to approve is offered."""
    composer = compose()
    offered = composer.page.get_by_label("Template").locator("option")
    later = ["data", "longer", "overload", "partial recovery", "supplier"]
    assert [one.removeprefix("Template: ") for one in offered.all_inner_texts()[1:]] == ["Update", *later]
    composer.choose("A new incident")
    first = ["Investigating", "data", "overload", "supplier"]
    assert [one.removeprefix("Template: ") for one in offered.all_inner_texts()[1:]] == first


@pytest.mark.long
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
    expect(composer.page.get_by_text("Draft from 10:40 UTC.")).to_be_visible()
    composer.page.get_by_role("button", name="Start over").first.tap()
    composer.page.reload()
    assert "Some card payments fail" in composer.page.locator("#preview").inner_text()
    assert "My words." not in composer.result


def test_technical_details_are_folded_as_on_the_page(compose: Compose) -> None:
    composer = compose()
    composer.fill(
        "Text",
        "All works.\n\n### Technical details:\n\nThe worker `q-7` stopped.\n\n#### Times\n\nTen.\n\n### Next\n\nMore.",
    )
    said = composer.page.locator("#preview .text")

    assert said.locator("> *").evaluate_all("all => all.map(one => one.tagName)") == [
        "P",
        "DETAILS",
        "H5",
        "P",
    ]
    assert said.locator("summary").inner_text() == "Technical details:"
    assert said.locator("details > *").all_text_contents()[1:] == ["The worker q-7 stopped.", "Times", "Ten."]
