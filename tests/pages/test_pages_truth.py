"""What must be true of the first words of any page, and of what it will say later: random repositories."""

import re
from datetime import datetime, timedelta

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
    Settings,
    Site,
)
from statuary.status import IncidentState, PageState, component_days, page_state
from statuary.views.ahead import MOST, Later, ahead
from statuary.views.api import api_documents
from statuary.views.badges import badges
from statuary.views.frame import page_frame
from statuary.views.history import row
from statuary.views.home import home_view
from statuary.views.incident import incident_view
from statuary.views.language import Sentence, plain
from statuary.views.news import news
from statuary.views.plain import status_text
from statuary.views.sentences import Headline, headline
from statuary.views.words import STATUS_WORD, Tone

ELSEWHERE = "No known problems elsewhere."


def top(of: PageState) -> Headline:
    return headline(of, page_frame(of))


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
    assert said.plain.startswith(("No known problem", "No problem", "Resolved at")) <= is_well
    assert ("problems now." in said.plain) <= is_well
    if (
        "All " in said.plain and "reported operational" in said.plain
    ) or "The one component is" in said.plain:
        assert not not_well(all_of(found))


@given(sites(), moments)
def test_every_open_incident_is_named_or_counted(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    troubles, said = troubles_of(found), top(found)
    if troubles:
        titles = {" ".join(one.incident.title.split()).rstrip(";") for one in troubles}
        assert any(title in said.plain for title in titles)
        more = len(troubles) - 1
        assert (f"{more} more incident" in said.plain) == (more > 0)
    elif found.in_progress:
        wrong = any(one.in_trouble for one in found.in_progress)
        assert said.plain.startswith("Something went wrong in planned maintenance: ") == wrong
        assert said.plain.startswith("Planned maintenance: ") != wrong
        late = any(one.unconfirmed for one in found.in_progress if one.in_trouble or not wrong)
        assert ("not yet confirmed" in said.plain) == late


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
    if len(troubles) == 1:
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
    assert ahead(one, page_frame(one)) == ahead(other, page_frame(other))
    assert news(one) == news(other)


@given(sites(), moments)
def test_other_forms_do_not_contradict_the_page(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    frame, said = page_frame(found), top(found)
    text = "".join(status_text(found, frame).split())  # lines end anywhere in it
    assert "".join(plain(said.detail).split()) in text
    shown = plain(said.text).removesuffix(".") if found.nothing_reported else said.word
    assert next(badges(found, frame)).message.text == shown
    summary = dict(api_documents(found, frame))["api/v2/summary.json"]
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
    carried = ahead(built, frame)
    come = last_of(carried, frame.times.moment(then).iso)
    assume(len(come) < MOST)

    shown = come[-1].headline if come else headline(built, frame)
    assert shown is not None
    expected = headline(fresh, frame_then)
    assert (shown.tone, shown.word, shown.workaround) == (expected.tone, expected.word, expected.workaround)
    assert facts(shown.text) == facts(expected.text)
    assert facts(shown.detail) == facts(expected.detail)
    assert (shown.promise and shown.promise.at) == (expected.promise and expected.promise.at)

    places = {f"c-{key}": STATUS_WORD[status] for key, status in built.components.items()}
    places |= {f"g-{index}": group.word for index, group in enumerate(home_view(built, frame).groups, 1)}
    changed = {place.id: place.word for one in come for place in one.places}
    assert {key: changed.get(key, word) for key, word in places.items() if key[2:] in fresh.components} == {
        f"c-{key}": STATUS_WORD[status] for key, status in fresh.components.items() if f"c-{key}" in places
    }
    if built.components.keys() == fresh.components.keys():
        groups = {
            f"g-{index}": group.word for index, group in enumerate(home_view(fresh, frame_then).groups, 1)
        }
        assert {key: changed.get(key, word) for key, word in places.items() if key in groups} == groups

    items = {one.incident.id: incident_view(one, frame) for one in built.by_id.values()}
    items |= {view.id: view for one in come for view in one.items}
    for key, item in fresh.by_id.items():
        view = incident_view(item, frame_then)
        assert (items[key].label, facts(items[key].sentence)) == (view.label, facts(view.sentence))


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
        said = incident_view(item, frame).facts.duration
        assert item.duration == down
        assert said.startswith(frame.language.duration(down))
        assert (" parts" in said) == (len([one for one in item.spans if one.component == KEYS[0]]) > 1)
        assert row(item, frame).duration in (said, "")
