"""What the other forms and a later build say does not contradict the page."""

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from statuary.model import Component, ComponentStatus, Group, Incident, Kind, Settings, Site
from statuary.palette import our_palette
from statuary.render.api.documents import api_documents
from statuary.render.badges import badges
from statuary.render.frame import page_frame
from statuary.render.pages.ahead import MOST, Later, ahead
from statuary.render.pages.history_page import row
from statuary.render.pages.home import home_view
from statuary.render.pages.incident_page import incident_view
from statuary.render.status_text import status_text
from statuary.render.wording.labels import STATUS_WORD, Tone
from statuary.render.wording.language import Sentence, plain
from statuary.render.wording.sentences import headline
from statuary.render.wording.statements import went_wrong
from statuary.status import Standing, component_days, page_state
from support.random_sites import DAYS, KEYS, all_of, incidents, moments, posted_by, sites, top


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
            assert (facts(first.facts.times), first.facts.said) == (facts(view.facts.times), view.facts.said)
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
