"""What the search looks through, and the page of all ways to be told."""

import json
from datetime import timedelta

import pytest

from statuary.model import ComponentStatus, Contact, Stage
from statuary.render import search
from statuary.render.frame import page_frame
from statuary.render.pages.subscribe import subscribe_view
from statuary.render.search import render_search, search_entries
from support.small_site import CARDS, EVERYTHING, PAST, WORK, at, ended, incident, state, update


def test_an_entry_is_what_the_history_shows_and_every_word_once() -> None:
    now = state(CARDS)
    ((key, title, below, words, *shown),) = search_entries(page_frame(now))
    assert (key, title) == (CARDS.id, CARDS.title)
    assert below == "Major impact · Identified · since 22 November 2026, 11:04 CET · Checkout"
    assert shown == ["major", "major", ""]
    said = words.split()
    assert said[:5] == ["about", "one", "card", "payment", "in"]
    assert {"words", "heading", "cause"} <= set(said)
    assert len(said) == len(set(said))


def test_small_letters_are_those_of_the_browser() -> None:
    """A script has no case folding: "Straße" has to stay "straße", for that is what it makes of the reader's words."""
    now = state(
        incident("a", "x", update("2026-11-22 10:00", Stage.INVESTIGATING, "Die STRASSE, die Straße"))
    )
    assert search_entries(page_frame(now))[0][3] == "die strasse straße"


def test_every_component_is_found_though_a_row_names_but_a_few() -> None:
    named = dict.fromkeys(("checkout", "search", "mail", "old"), ComponentStatus.PARTIAL_OUTAGE)
    now = state(
        ended("a", "x", "2026-11-20 10:00", 5, components={"gone": ComponentStatus.PARTIAL_OUTAGE, **named})
    )
    _, _, below, words, *_ = search_entries(page_frame(now))[0]
    assert "more" in below
    assert {"checkout", "search", "mail", "old"} <= set(words.split())


def test_words_are_what_stands_between_spaces_and_marks() -> None:
    text = "For 41,000 shops (eu-1): भुगतान, https://a.example/b. 「支払い」、done… - “yes”!"
    now = state(incident("a", "x", update("2026-11-22 10:00", Stage.INVESTIGATING, text)))
    words = search_entries(page_frame(now))[0][3]
    assert words == "for 41 000 shops eu-1 भुगतान https //a.example/b 「支払い」 done yes"


def test_all_that_the_history_lists_the_newest_first() -> None:
    now = state(*EVERYTHING)
    keys = [entry[0] for entry in search_entries(page_frame(now))]
    assert set(keys) == set(now.by_id) - {WORK.id}, "planned work is not history yet"
    assert keys[:2] == [CARDS.id, "2026-11-22-racks"]


def test_old_ones_are_found_by_their_titles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FULL", 1)
    now = state(*PAST)
    entries = search_entries(page_frame(now))
    assert [bool(entry[3]) for entry in entries] == [True, False, False, False]


def test_the_list_stays_small() -> None:
    many = [
        ended(
            f"i-{number:04}",
            "Search is down",
            f"{at('2026-11-20 10:00') - timedelta(hours=number):%Y-%m-%d %H:%M}",
            5,
        )
        for number in range(1000)
    ]
    now = state(*many)
    (output,) = render_search(page_frame(now))
    assert output.path == "history/search.json"
    assert len(json.loads(output.content)) == 1000
    assert len(output.content) < 200_000


def test_every_way_to_be_told() -> None:
    follow = (
        Contact(name="Mastodon", url="https://social.example/@us"),
        Contact(name="Any feed by mail", url="https://mail.example/?feed={feed}"),
    )
    view = subscribe_view(page_frame(state(subscribe=follow)))
    assert view.url == "https://status.example.com/shop/"
    assert view.calendar == "webcal://status.example.com/shop/calendar.ics"
    assert view.form is None
    feed = "https%3A%2F%2Fstatus.example.com%2Fshop%2Ffeed.xml"
    assert view.follow == (
        ("Mastodon", "https://social.example/@us"),
        ("Any feed by mail", f"https://mail.example/?feed={feed}"),
    )
    assert all(link.url.startswith("https://") and feed in link.url for link in view.readers)
    assert [one.path for one in view.feeds] == ["feed.xml", "incidents/feed.xml", "maintenance/feed.xml"]
    assert ("Search", "components/search/feed.xml") in view.components
