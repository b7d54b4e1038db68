"""What a page says later on by itself, and what it compares to learn of news."""

from datetime import timedelta

import pytest

from statuary.model import ComponentStatus, Incident, Kind, Stage
from statuary.render.frame import ALL, news, page_frame
from statuary.render.pages.ahead import MOST, REACH, Later, ahead, of_component, of_headline, of_items
from statuary.render.pages.home import home_view
from statuary.render.pages.site_pages import render_home, render_not_found
from statuary.render.wording.labels import Tone
from statuary.render.wording.language import plain
from statuary.render.wording.sentences import Headline, headline
from statuary.render.wording.statements import SOON
from support.small_site import CARDS, ENV, LATE_WORK, NOW, PAST, WORK, at, incident, state, update


def tonight(key: str, start: str, minutes: int = 60, component: str = "search", **values: object) -> Incident:
    """Planned work within the reach of the page."""
    starts = at(start)
    return incident(
        key,
        f"Work {key}",
        update("2026-11-20 09:00", Stage.SCHEDULED, "We work."),
        kind=Kind.MAINTENANCE,
        components={component: ComponentStatus.UNDER_MAINTENANCE},
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
        **values,
    )


TONIGHT = tonight("tonight", "2026-11-22 22:00")


FRAME = page_frame(state())


def later_of(*incidents: Incident) -> tuple[Later, ...]:
    now = state(*incidents)
    return ahead(page_frame(now))


def test_planned_work_begins_and_is_late_by_itself() -> None:
    begins, late = later_of(TONIGHT)

    assert (begins.at, late.at) == ("2026-11-22T22:00:00Z", "2026-11-22T23:00:01Z")
    assert begins.headline is not None
    assert begins.headline.tone is Tone.MAINTENANCE
    assert (
        plain(begins.headline.text)
        == "Maintenance in progress: Work tonight, 22 Nov, 23:00 CET–23 Nov, 00:00 CET."
    )
    assert begins.title == f"{plain(begins.headline.text)} · Example status"
    assert [(one.id, one.word) for one in begins.places] == [
        ("c-search", "Under maintenance"),
        ("g-1", "Under maintenance"),
    ]
    assert [(one.id, plain(one.sentence)) for one in begins.items] == [("tonight", "")]
    assert [plain(one.sentence) for one in late.items] == [
        "Scheduled end: 00:00 CET. Completion not yet confirmed."
    ]
    assert late.places == ()


def words_of(top: Headline) -> tuple[object, ...]:
    """What it says, however its times are written."""
    pieces = (*top.text, *top.detail)
    return top.tone, top.workaround, *(one if isinstance(one, str) else one.iso for one in pieces)


@pytest.mark.parametrize("minutes", [690, 750])
def test_the_words_of_later_are_those_of_a_build_at_that_time(minutes: int) -> None:
    """The script cannot say anything that the page would not have said."""
    files = (TONIGHT, CARDS, *PAST)
    then = state(*files, now=NOW + timedelta(minutes=minutes))
    now = state(*files)
    by_then = [one for one in later_of(*files) if one.at <= page_frame(then).times.moment(then.now).iso]
    shown = [headline(page_frame(now)), *(one.headline for one in by_then if one.headline)][-1]

    assert words_of(shown) == words_of(headline(page_frame(then)))
    groups = {f"g-{index}": group.word for index, group in enumerate(home_view(page_frame(then)).groups, 1)}
    said = {one.id: one.word for one in later_of(*files)[0].places}
    assert {key: groups[key] for key in said if key in groups} == {
        key: word for key, word in said.items() if key in groups
    }


def test_work_that_completes_by_itself_ends_by_itself() -> None:
    begins, ends = later_of(tonight("auto", "2026-11-22 22:00", auto_complete=True))
    assert begins.headline is not None
    assert ends.headline is not None
    assert plain(ends.headline.text) == "No known problems."
    assert [(one.id, one.word) for one in ends.places] == [
        ("c-search", "Operational"),
        ("g-1", "Operational"),
    ]


def test_an_outage_stays_in_front_of_work_that_begins() -> None:
    begins, *_ = later_of(CARDS, TONIGHT)
    assert begins.headline is not None
    assert plain(begins.headline.text) == "Some card payments fail at checkout."
    assert begins.headline.tone is Tone.CRITICAL


def test_only_what_is_near_enough_and_a_bounded_number_of_moments() -> None:
    assert len(later_of(WORK)) == 2
    far = NOW + REACH + SOON + timedelta(minutes=1)
    assert later_of(tonight("far", far.strftime("%Y-%m-%d %H:%M"))) == ()
    assert [one.at for one in later_of(CARDS, *PAST)] == ["2026-11-25T10:31:01Z"], "not confirmed any more"
    many = [tonight(f"w-{hour}", f"2026-11-23 {hour:02}:00") for hour in range(20)]
    found = later_of(*many)
    assert len(found) == MOST
    assert list(found) == sorted(found, key=lambda one: one.at)


def test_a_page_carries_only_what_concerns_it() -> None:
    later = later_of(TONIGHT, tonight("other", "2026-11-23 01:00", component="mail"))
    assert [one.at for one in of_items(later, FRAME, "other")] == [
        "2026-11-23T01:00:00Z",
        "2026-11-23T02:00:01Z",
    ]
    assert [(one.headline, one.title) for one in of_items(later, FRAME, "other", "tonight")] == [
        (None, "")
    ] * 4
    assert [one.title for one in of_items(later, FRAME, "other")] == [
        "In progress: Work other · Example status",
        "In progress: Work other · Example status",
    ], "the page of one is called after it"
    assert [one.title for one in of_component(later, FRAME, "mail")] == [
        "Under maintenance: Mail · Example status"
    ]
    assert [place.word for one in of_component(later, FRAME, "mail") for place in one.places] == [
        "Under maintenance"
    ]
    assert of_component(later, FRAME, "checkout") == ()
    assert {(one.items, one.places) for one in of_headline(later)} == {((), ())}


def test_the_words_of_later_are_in_the_page_and_hidden() -> None:
    now = state(TONIGHT)
    frame = page_frame(now)
    later = ahead(frame)
    home = render_home(frame, ENV, later).content.decode()
    assert home.count("<template data-at=") == 2
    assert 'data-at="2026-11-22T22:00:00Z" data-title="Maintenance in progress: Work tonight' in home
    for place in ("hero", "s-tonight", "c-search", "g-1"):
        assert f'data-for="{place}"' in home
        assert f'id="{place}"' in home
    missing = render_not_found(frame, ENV, of_headline(later)).content.decode()
    assert missing.count("<h1") == 1, "the present state is a second heading there, later too"


def test_late_work_has_nothing_left_to_do_by_itself() -> None:
    assert later_of(LATE_WORK) == ()


def test_news_are_updates_stages_and_corrections() -> None:
    first = news(state(CARDS, *PAST))
    assert set(first) == {ALL, CARDS.id, "2026-11-19-search", "2026-11-14-long"}

    def changed(**values: object) -> set[str]:
        newest = CARDS.updates[-1].model_copy(update=values)
        other = CARDS.model_copy(update={"updates": (*CARDS.updates[:-1], newest)})
        found = news(state(other, *PAST))
        return {key for key in found if found[key] != first.get(key)}

    assert changed(text="A network cable is the cause.") == set(), "mended spelling is no news"
    assert changed(correction="it is a cable") == {ALL, CARDS.id}
    assert changed(stage=Stage.MONITORING) == {ALL, CARDS.id}
    assert changed(at=at("2026-11-22 10:32")) == {ALL, CARDS.id}
    more = CARDS.model_copy(
        update={"updates": (*CARDS.updates, update("2026-11-22 10:32", Stage.UPDATE, "x"))}
    )
    assert news(state(more, *PAST))[ALL] != first[ALL]


def test_news_do_not_change_with_the_clock_alone() -> None:
    assert news(state(CARDS)) == news(state(CARDS, now=NOW + timedelta(hours=5)))
    assert news(state(TONIGHT)) != news(state(TONIGHT, now=at("2026-11-22 22:30"))), (
        "but work has begun by then"
    )
