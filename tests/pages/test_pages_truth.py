"""What must be true of the first words of any page, and of what it will say later: random repositories."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from truth_sites import DAYS, KEYS, incidents, moments, posted_by, sites

from statuary.model import (
    Component,
    ComponentStatus,
    Group,
    Impact,
    Incident,
    Indicator,
    Kind,
    Settings,
    Site,
    Stage,
)
from statuary.palette import our_palette
from statuary.render.api.documents import api_documents
from statuary.render.badges import badges
from statuary.render.frame import page_frame
from statuary.render.news import news
from statuary.render.pages.ahead import MOST, Later, ahead
from statuary.render.pages.history_page import row
from statuary.render.pages.home import home_view
from statuary.render.pages.incident_page import incident_view
from statuary.render.text.status_text import status_text
from statuary.render.wording.labels import STATUS_WORD, Tone
from statuary.render.wording.language import Sentence, plain
from statuary.render.wording.sentences import Headline, headline
from statuary.render.wording.statements import went_wrong
from statuary.status import IncidentState, PageState, Standing, component_days, page_state

pytestmark = pytest.mark.long

ELSEWHERE = "No known problems elsewhere."


def top(of: PageState) -> Headline:
    return headline(page_frame(of))


def troubles_of(of: PageState) -> list[IncidentState]:
    return [one for one in of.active if one.impact is not Impact.NONE or not_well(one.components)]


def not_well(components: dict[str, ComponentStatus]) -> dict[str, ComponentStatus]:
    return {key: status for key, status in components.items() if status is not ComponentStatus.OPERATIONAL}


def all_of(of: PageState) -> dict[str, ComponentStatus]:
    """The worst of everything that is told of each component, slowly and plainly."""
    held = [(key, one) for key, one in of.components.items()]
    held += [pair for item in (*of.active, *of.in_progress) for pair in item.components.items()]
    return {
        key: max((one for name, one in held if name == key), key=lambda one: one.badness) for key, _ in held
    }


@given(sites(), moments)
def test_nothing_sounds_well_while_something_is_not(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    said = top(found)
    is_well = found.indicator is Indicator.NONE and not found.nothing_reported
    assert (said.tone is Tone.OK) == is_well
    is_calm = is_well and not found.active and not found.in_progress
    assert (plain(said.text) == "No known problems.") == is_calm
    assert ("Resolved at" in said.plain) <= is_calm
    if re.search(r"(All \d+ components are|The one component is) reported operational", said.plain):
        assert not not_well(all_of(found))
        assert found.indicator in (Indicator.NONE, Indicator.MAINTENANCE)
    if found.indicator is Indicator.MAINTENANCE:
        assert said.word == "Maintenance in progress"
    assert said.plain.startswith("Maintenance in progress: ") <= (found.indicator is Indicator.MAINTENANCE)


@given(sites(), moments)
def test_every_open_incident_is_named_or_counted(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    troubles, said = troubles_of(found), top(found).plain
    titles = {" ".join(one.incident.title.split()).rstrip(";") for one in troubles}
    counted = re.search(r"\d incidents? (?:is|are) open", said)
    assert not titles or counted or any(title in said for title in titles)
    named = len(re.findall(r"Not confirmed since|Open, without impact:|A fix is in place", said)) or 1
    if counted:
        named = 0  # a fault of maintenance is
    assert sum(int(one) for one in re.findall(r"(\d+) (?:more )?incidents? (?:is|are) open", said)) == max(
        len(found.active) - named, 0
    )
    for count, noun, verb in re.findall(r"(\d+) (?:more )?(incidents?|maintenances?) (is|are) ", said):
        assert (noun[-1] != "s", verb == "is") == (count == "1", count == "1"), said


@given(sites(), moments)
def test_maintenance_under_way_is_named_and_counted(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    said, wrong = top(found).plain, [one for one in found.in_progress if went_wrong(one)]
    assert ("Maintenance has caused a problem: " in said) == bool(wrong)
    more = [int(one) for one in re.findall(r"(\d+) more maintenances? ", said)]
    assert all(count < len(found.in_progress) for count in more)
    if said.startswith("Maintenance in progress: "):
        assert sum(more) == len(found.in_progress) - 1
        assert ("not yet confirmed" in said) == any(one.unconfirmed for one in found.in_progress)


@given(sites(), moments, st.integers(0, 6))
def test_what_nobody_has_confirmed_for_long_stands_behind_what_is_fresh(
    site: Site, now: datetime, days: int
) -> None:
    found = page_state(site, now + timedelta(days=days))
    shown = home_view(page_frame(found))
    for items in (found.active, found.in_progress):
        silent = [one.is_silent(found.now) for one in items]
        assert silent == sorted(silent)
    for item, view in zip(found.active, shown.active, strict=True):
        assert item.unconfirmed == (found.now - item.newest.at > timedelta(days=3))
        assert (view.label == "Not confirmed") == item.unconfirmed
        assert (view.tone is Tone.OK, bool(view.facts.duration)) == (False, not item.unconfirmed)
    leads = shown.headline.plain.startswith("Not confirmed since ")
    assert leads <= all(one.unconfirmed for one in found.active)
    if found.active and all(one.unconfirmed for one in found.active):
        assert "Not confirmed since " in shown.headline.plain or found.in_progress
        assert "We are investigating" not in shown.headline.plain
        assert "We know the cause" not in shown.headline.plain


@given(sites(), moments)
def test_what_we_do_is_the_stage_of_the_incident_that_is_named(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    said = top(found).plain
    for words, stage in (
        ("We are investigating.", Stage.INVESTIGATING),
        ("We know the cause", Stage.IDENTIFIED),
    ):
        if words in said:
            before = said.partition(words)[0]
            assert "more incident" not in before, "it would seem to be said of all"
            titles = [" ".join(one.incident.title.split()) for one in found.active if one.stage is stage]
            assert any(title.rstrip(";") in before for title in titles)
    if "A fix is in place" in said:
        assert any(one.stage is Stage.MONITORING for one in found.active)


@given(sites(), moments)
def test_every_component_that_is_not_well_is_named_or_counted(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    names = {component.id: component.name for component in site.components}
    said, bad = top(found), not_well(all_of(found))
    by_status = {status: [key for key in bad if bad[key] is status] for status in bad.values()}
    for status, keys in by_status.items():
        clause = f"{STATUS_WORD[status]}: "
        if clause in plain(said.detail):
            shown = re.split(", | and ", plain(said.detail).partition(clause)[2].partition(".")[0])
            left = {names.get(key, key) for key in keys} - set(shown)
            assert not left or f"{len(left)} more" in shown
        elif f"All {len(bad)} components are down." not in said.plain:
            title = plain(said.text)
            named = [names.get(key, key) for key in keys]
            assert all(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", title) for one in named), said.plain


@given(sites(), moments)
def test_no_known_problems_elsewhere_is_said_only_when_the_reach_is_known(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    if ELSEWHERE in top(found).plain:
        assert ComponentStatus.OPERATIONAL in all_of(found).values()
        assert all(not_well(one.components) for one in troubles_of(found) or found.in_progress)


@given(sites(), moments)
def test_the_promise_is_that_of_the_incident_that_is_named(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    troubles, said = troubles_of(found), top(found)
    if len(troubles) == 1 and not any(map(went_wrong, found.in_progress)):
        promised = troubles[0].next_update
        assert (said.promise is not None) == (promised is not None)
        if promised is not None and said.promise is not None:
            assert said.full.endswith(plain(said.promise.sentence))
            assert said.promise.overdue == (promised < now)


@given(sites(), moments)
def test_the_words_are_clean(site: Site, now: datetime) -> None:
    said = top(page_state(site, now)).full
    assert said == said.strip()
    for fault in ("%(", "None", "  ", ";.", ":.", " .", "!."):
        assert fault not in said
    assert ".." not in said.replace("(again)...", "")


@given(sites(), moments, st.randoms(use_true_random=False))
def test_the_order_of_files_says_nothing(site: Site, now: datetime, random: object) -> None:
    files = list(site.incidents)
    random.shuffle(files)  # type: ignore[attr-defined]
    one, other = page_state(site, now), page_state(site.model_copy(update={"incidents": tuple(files)}), now)
    assert top(one) == top(other)
    assert ahead(page_frame(one)) == ahead(page_frame(other))
    assert news(one) == news(other)


@given(sites(), moments)
def test_other_forms_do_not_contradict_the_page(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    frame, said = page_frame(found), top(found)
    text = "".join(status_text(frame).split())  # lines end anywhere in it
    assert "".join(plain(said.detail).split()) in text
    shown = plain(said.text).removesuffix(".") if found.nothing_reported else said.word
    assert next(badges(frame, our_palette().light)).message.text == shown
    summary = dict(api_documents(frame))["api/v2/summary.json"]
    assert summary["status"]["indicator"] == found.indicator
    assert (summary["status"]["description"] == "All Systems Operational") == (said.tone is Tone.OK)
    told = {part["name"]: part["status"] for one in summary["incidents"] for part in one["components"]}
    for key, status in all_of(found).items():
        name = frame.names.get(key, key)
        assert told.get(name, status) == status


def last_of(later: tuple[Later, ...], moment: str) -> list[Later]:
    return [one for one in later if one.at <= moment]


def facts(sentence: Sentence) -> list[str]:
    """A sentence with its instants for machines: another day writes them in another way."""
    return [piece if isinstance(piece, str) else piece.iso for piece in sentence]


@given(sites(), moments, st.integers(0, 3 * DAYS * 1440))
def test_what_the_page_will_say_is_what_a_new_build_would_say(
    site: Site, now: datetime, minutes: int
) -> None:
    then = now + timedelta(minutes=minutes, seconds=30)
    built = page_state(posted_by(site, now), now)
    fresh = page_state(built.site, then)
    frame, frame_then = page_frame(built), page_frame(fresh)
    carried = ahead(frame)
    come = last_of(carried, frame.times.moment(then).iso)
    assume(len(come) < MOST)

    shown = [headline(frame), *(one.headline for one in come if one.headline)][-1]
    expected = headline(frame_then)
    assert (shown.tone, shown.word, shown.workaround) == (expected.tone, expected.word, expected.workaround)
    assert facts(shown.text) == facts(expected.text)
    assert facts(shown.detail) == facts(expected.detail)
    assert (shown.promise and shown.promise.at) == (expected.promise and expected.promise.at)

    places = {f"c-{key}": STATUS_WORD[status] for key, status in built.components.items()}
    places |= {f"g-{index}": group.word for index, group in enumerate(home_view(frame).groups, 1)}
    changed = {place.id: place.word for one in come for place in one.places}
    assert {key: changed.get(key, word) for key, word in places.items() if key[2:] in fresh.components} == {
        f"c-{key}": STATUS_WORD[status] for key, status in fresh.components.items() if f"c-{key}" in places
    }
    if built.components.keys() == fresh.components.keys():
        groups = {f"g-{index}": group.word for index, group in enumerate(home_view(frame_then).groups, 1)}
        assert {key: changed.get(key, word) for key, word in places.items() if key in groups} == groups

    items = {one.incident.id: incident_view(one, frame) for one in built.by_id.values()}
    items |= {view.id: view for one in come for view in one.items}
    for key, item in fresh.by_id.items():
        view = incident_view(item, frame_then)
        assert (items[key].label, facts(items[key].sentence)) == (view.label, facts(view.sentence))
        is_work = item.incident.kind is Kind.MAINTENANCE and item.standing is not Standing.PAST
        if is_work and not went_wrong(item):
            # These words are not put in place of others, so they have to be true at any time.
            first = incident_view(built.by_id[key], frame)
            assert first.facts[:2] == view.facts[:2]
            assert (facts(first.facts.times), first.facts.who) == (facts(view.facts.times), view.facts.who)
            assert row(built.by_id[key], frame)[4:6] == row(item, frame_then)[4:6]


@given(incidents(), moments)
def test_it_lasted_as_long_as_its_components_were_down(work: Incident, now: datetime) -> None:
    silent = tuple(update.model_copy(update={"components": {}}) for update in work.updates)
    work = work.model_copy(update={"components": {KEYS[0]: ComponentStatus.MAJOR_OUTAGE}, "updates": silent})
    shop = Group(id="shop", name="Shop", components=(Component(id=KEYS[0], name="Checkout"),))
    settings = Settings(name="Example", url="https://status.example.com/", id_domain="status.example.com")
    found = page_state(Site(settings=settings, groups=(shop,), incidents=(work,)), now)
    frame = page_frame(found)
    for item in found.by_id.values():
        days = component_days(found, KEYS[0], frame.times.day(item.start), frame.today)
        down = timedelta(seconds=sum(sum(day.by_status.values()) for day in days))
        if item.unconfirmed:
            continue  # nobody knows whether it goes on
        said = incident_view(item, frame).facts.duration
        assert item.duration == down
        assert said.startswith(frame.language.duration(down))
        assert (" parts" in said) == (len([one for one in item.spans if one.component == KEYS[0]]) > 1)
        assert row(item, frame).duration in (said, "")
