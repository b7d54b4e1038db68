"""What comes to pass by itself: when the page says it, and what of it is news."""

from datetime import datetime, timedelta

from statuary.model import ComponentStatus, Impact, Incident, Kind, Stage
from statuary.render.frame import news, page_frame
from statuary.render.pages.ahead import MOST, ahead
from statuary.render.pages.home import home_view
from statuary.render.wording.language import plain
from statuary.status import PageState, page_state
from support.random_sites import EPOCH
from support.small_site import CARDS, NOTICE, PAST, at, ended, incident, state, update


def planned(key: str, starts: datetime, **values: object) -> Incident:
    """An hour of work on Search."""
    return incident(
        key,
        f"Work {key}",
        update("2026-11-20 09:00", Stage.SCHEDULED),
        kind=Kind.MAINTENANCE,
        components={"search": ComponentStatus.UNDER_MAINTENANCE},
        starts=starts,
        ends=starts + timedelta(hours=1),
        **values,
    )


def said_ahead(of: PageState) -> list[tuple[str, str]]:
    return [(one.at[5:16], plain(one.headline.text)) for one in ahead(page_frame(of)) if one.headline]


def test_what_was_resolved_stays_in_front_for_its_three_hours() -> None:
    over = ended("over", "Search was down", "2026-11-22 10:00", 30, impact=Impact.MAJOR)
    work = planned("w", at("2026-11-22 11:00"), auto_complete=True)
    assert said_ahead(state(over, work)) == [
        ("11-22T11:00", "Maintenance in progress: Work w, 22 Nov, 12:00–13:00 CET."),
        ("11-22T12:00", "No known problems."),
        ("11-22T13:30", "No known problems."),
    ]


def test_work_is_named_when_it_comes_near() -> None:
    one, other = (
        planned("one", at("2026-12-02 10:00")),
        planned("two", at("2026-12-03 10:00"), auto_complete=True),
    )
    assert [moment for moment, _ in said_ahead(state(one, other))] == [
        "11-25T10:00",
        "12-02T10:00",
        "12-02T11:00",
        "12-03T10:00",
        "12-03T11:00",
    ], "the second is near already when the first begins"


def test_groups_are_counted_as_the_page_counts_them() -> None:
    """A group of which everything is retired is not shown."""
    well = state(planned("w", at("2026-11-22 11:00")))
    shop, other = well.site.groups
    retired = other.model_copy(update={"components": other.components[1:]})
    built = page_state(well.site.model_copy(update={"groups": (retired, shop)}), well.now)
    begins = ahead(page_frame(built))[0]
    assert [group.name for group in home_view(page_frame(built)).groups] == ["Shop"]
    assert [place.id for place in begins.places] == ["c-search", "g-1"]


def test_what_grows_old_is_no_news() -> None:
    """Only the clock goes on: a page that is open meanwhile must not offer a new update."""
    ages = [state(*PAST, now=at("2026-11-22 10:00") + timedelta(days=days)) for days in range(0, 400, 5)]
    assert len({news(one)[""] for one in ages}) == 1


def test_a_notice_that_comes_into_sight_is_news() -> None:
    soon: Incident = NOTICE.model_copy(update={"visible_from": at("2026-11-23 00:00")})
    before, after = state(CARDS, soon), state(CARDS, soon, now=at("2026-11-23 01:00"))
    assert soon.id not in [one.incident.id for one in before.notices]
    assert news(before)[""] != news(after)[""]


def test_much_planned_work_costs_little() -> None:
    site = state().site
    starts = EPOCH + timedelta(days=30)
    many = tuple(
        incident(
            f"w{number}",
            f"Work {number}",
            update("2026-10-20 09:00", Stage.SCHEDULED),
            kind=Kind.MAINTENANCE,
            starts=starts + timedelta(hours=number),
            ends=starts + timedelta(hours=number, minutes=30),
        )
        for number in range(200)
    )
    found = page_state(site.model_copy(update={"incidents": many}), EPOCH)
    assert len(ahead(page_frame(found))) == MOST
