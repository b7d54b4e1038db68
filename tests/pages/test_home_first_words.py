"""The home page says each fact once: what leads stands with the headline, everything else in its own place."""

import re
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given

from statuary.model import ComponentStatus, Impact, Incident, Kind, Site, Stage
from statuary.render.frame import page_frame
from statuary.render.pages.ahead import ahead
from statuary.render.pages.home import home_view
from statuary.render.pages.site_pages import render_home
from statuary.render.wording.language import plain
from statuary.status import page_state
from support.random_sites import moments, sites
from support.small_site import (
    CARDS,
    ENV,
    LATE_WORK,
    NOTICE,
    NOW,
    PAST,
    WORK,
    at,
    ended,
    incident,
    state,
    update,
)

OTHER = incident(
    "2026-11-22-mail",
    "Mail is late",
    update("2026-11-22 10:20", Stage.INVESTIGATING, "Mail waits."),
    impact=Impact.MINOR,
)
HARMLESS = incident(
    "harmless",
    "A false alarm",
    update("2026-11-22 10:00", Stage.INVESTIGATING, "We look at it."),
    impact=Impact.NONE,
)
SOON = incident(
    "soon",
    "Search moves",
    update("2026-11-20 09:00", Stage.SCHEDULED, "It moves."),
    kind=Kind.MAINTENANCE,
    components={"search": ComponentStatus.UNDER_MAINTENANCE},
    starts=NOW + timedelta(hours=1),
    ends=NOW + timedelta(hours=2),
    auto_complete=True,
)


def home(*incidents: Incident, now: datetime = NOW) -> BeautifulSoup:
    """What readers see: without what is kept for later, or folded at the bars."""
    frame = page_frame(state(*incidents, now=now))
    soup = BeautifulSoup(render_home(frame, ENV, ahead(frame)).content, "html.parser")
    for one in soup.select("template, script, style, .days"):
        one.decompose()
    return soup


def words(part: BeautifulSoup | Tag | None) -> str:
    return re.sub(r" (?=[.:])| ?(–) ?", r"\1", " ".join(part.get_text(" ").split())) if part else ""


def test_the_order_of_the_page() -> None:
    soup = home(CARDS, OTHER, *PAST, WORK, LATE_WORK, NOTICE)
    sections = [one.get("aria-labelledby") or one.get("aria-label") for one in soup.select("main > section")]
    assert sections == [
        "Current status", "Open incidents", None, "components", "planned", "Notices", "recent", "told",
    ]  # fmt: skip


def test_one_incident_is_one_thing() -> None:
    soup = home(CARDS, *PAST)
    text = words(soup.main).partition("Last 14 days")[0]
    for fact in (
        "Some card payments fail at checkout", "Pay by bank transfer", "Next update:", "A network link is the cause",
        "Identified", "customers who pay by card", "11:04 CET (29",
    ):  # fmt: skip
        assert text.count(fact) == 1, fact
    assert not soup.select("article.card")
    assert "We know the cause" not in text and "We are looking" not in text
    assert "Get updates" in words(soup.select_one("#wall"))


def test_the_worst_of_several_leads_and_each_other_has_a_card() -> None:
    soup = home(OTHER, CARDS, LATE_WORK)
    wall = words(soup.select_one("#wall"))
    assert "Some card payments fail at checkout." in wall and "1 other incident is open." in wall
    assert "Under maintenance" not in wall, "its card tells of it"
    assert [words(one.h2) for one in soup.select("article.card")] == ["Mail is late", "New racks"]
    text = words(soup.main).partition("Last 14 days")[0]
    assert [text.count(title) for title in ("Some card payments fail", "Mail is late")] == [1, 1]


def test_no_sentence_of_ours_stands_above_the_authors() -> None:
    card = words(home(OTHER, CARDS).select_one("article.card"))
    assert card.startswith("Mail is late Minor impact Investigating Started") and "Mail waits." in card
    silent = OTHER.model_copy(update={"updates": (update("2026-11-22 10:20", Stage.INVESTIGATING),)})
    assert "We are looking for the cause." in words(home(silent, CARDS).select_one("article.card"))


def test_planned_work_is_a_row_with_its_time_first() -> None:
    soup = home(WORK)
    assert words(soup.select_one("section[aria-labelledby=planned] .row")) == (
        "28 Nov, 03:00–05:00 CET Database upgrade We upgrade."
    )
    assert "Database upgrade" not in words(soup.select_one("#wall")), "it is told once"


def test_after_an_end_all_is_well_and_what_ended_stands_below() -> None:
    over = ended("over", "Search is down", "2026-11-22 09:00", 60, impact=Impact.MAJOR)
    soup = home(over)
    assert words(soup.h1) == "No known problems."
    assert "Resolved at 11:00 CET: Search is down." in words(soup.select_one("#hero"))
    assert words(soup.select_one(".past .row")).startswith("Search is down 1 hour Resolved")
    assert "Get updates" not in words(soup.select_one("#wall"))


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ((CARDS,), 0),
        ((HARMLESS, SOON), 1),
        ((SOON.model_copy(update={"starts": NOW - timedelta(hours=1)}),), 1),
    ],
    ids=["one incident", "work that will lead", "work that will be over"],
)
def test_what_leads_now_gets_a_card_when_something_else_leads(files: tuple[Incident, ...], kept: int) -> None:
    frame = page_frame(state(*files))
    page = render_home(frame, ENV, ahead(frame)).content.decode()
    cards = re.findall(r'<template id="card">(.*?)</template>', page, re.DOTALL)
    assert len(cards) == kept
    lead = frame.state.by_id[home_view(frame).headline.lead]
    assert all(lead.incident.title in card and f'id="s-{lead.incident.id}"' in card for card in cards)


@given(sites(), moments)
def test_what_the_page_leaves_out_of_its_first_words_stands_below(site: Site, now: datetime) -> None:
    frame = page_frame(page_state(site, now))
    view = home_view(frame)
    top = view.headline
    left_out = [one for one in plain(top.detail).split(". ") if one.strip(".") not in plain(top.rest)]
    if left_out and top.lead:
        assert view.lead is not None and view.lead.id == top.lead
    cards = {one.id for one in (*view.active, *view.in_progress)} | {top.lead}
    assert {one.incident.id for one in (*frame.state.active, *frame.state.in_progress)} <= cards
    assert set(top.rest) <= set(top.detail) | {" "}


@given(sites(), moments)
def test_nothing_stays_below_first_words_that_are_of_something_else(site: Site, now: datetime) -> None:
    frame = page_frame(page_state(site, now))
    later = ahead(frame)
    lead = home_view(frame).headline.lead
    page = render_home(frame, ENV, later).content.decode()
    assert re.findall(r'<div id="lead" data-id="(.*?)">', page) == ([lead] if lead else [])
    said = re.findall(r'<div data-for="hero" data-lead="(.*?)">', page)
    assert said == [one.headline.lead for one in later if one.headline]
    is_replaced = bool(lead) and any(one != lead for one in said)
    assert page.count('<template id="card"><article class="card') == is_replaced


def test_a_stage_is_said_once_of_work_that_runs() -> None:
    text = words(home(LATE_WORK, now=at("2026-11-22 08:00")).select_one("#hero"))
    assert text.startswith("Maintenance in progress Maintenance in progress: New racks")
    assert text.count("n progress") == 2
