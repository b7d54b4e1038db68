"""A small site by hand, with every kind of thing on it, for the tests of what readers see."""

from datetime import UTC, date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from statuary.model import (
    Component,
    ComponentStatus,
    Contact,
    Group,
    Impact,
    Incident,
    Kind,
    Settings,
    Site,
    Stage,
    Update,
)
from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.pages.site_pages import render_incidents, render_overviews
from statuary.render.wording.language import Language
from statuary.status import PageState, page_state
from support.places import OVERRIDES

NOW = datetime(2026, 11, 22, 10, 33, tzinfo=UTC)
HOSTILE = "<script>alert('x')</script> & \"quotes\""
ENV = environment([OVERRIDES])


def at(text: str) -> datetime:
    """An instant in UTC from `2026-11-22 10:04`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def update(when: str, stage: Stage, text: str = "", **values: object) -> Update:
    """One update; `values` are its other fields."""
    return Update.model_validate({"at": at(when), "stage": stage, "text": text, **values})


def incident(key: str, title: str, *updates: Update, **values: object) -> Incident:
    """One file; `values` are its other fields."""
    fields = {"id": key, "path": f"incidents/{key}.md", "title": title, "updates": updates, **values}
    return Incident.model_validate(fields)


def ended(key: str, title: str, when: str, minutes: int, **values: object) -> Incident:
    """An incident that is over."""
    end = f"{at(when) + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"
    first = update(when, Stage.INVESTIGATING, "We are looking into it.")
    return incident(key, title, first, update(end, Stage.RESOLVED, "It works again."), **values)


CARDS = incident(
    "2026-11-22-cards",
    "Some card payments fail at checkout",
    update(
        "2026-11-22 10:04",
        Stage.INVESTIGATING,
        "About one card payment in five fails.",
        who="customers who pay by card",
        workaround="Pay by [bank transfer](https://example.com/pay).",
        next_update=at("2026-11-22 10:34"),
    ),
    update("2026-11-22 10:18", Stage.UPDATE, "# A heading\n\nMore *words*.", correction="the share"),
    update(
        "2026-11-22 10:31",
        Stage.IDENTIFIED,
        "A network link is the cause.\n\n![a graph](https://elsewhere.example/graph.png)",
        next_update=at("2026-11-22 11:00"),
        components={"checkout": ComponentStatus.MAJOR_OUTAGE},
    ),
    impact=Impact.MAJOR,
    components={"checkout": ComponentStatus.PARTIAL_OUTAGE},
)
OUTAGE = {"search": ComponentStatus.PARTIAL_OUTAGE}
PAST = (
    ended("2026-11-19-search", "Search is down", "2026-11-19 13:05", 47, components=OUTAGE),
    ended("2026-11-14-long", "x" * 200, "2026-11-14 20:00", 2400),
    ended("2026-09-03-hostile", HOSTILE, "2026-09-03 06:12", 30, components=OUTAGE),
    incident(
        "2025-12-31-after",
        "Sign-in failed",
        update("2025-12-31 23:30", Stage.INVESTIGATING, "We look."),
        update("2026-01-01 00:30", Stage.RESOLVED, "Over."),
        update("2026-01-02 09:00", Stage.POSTMORTEM, "## What happened\n\nA certificate expired."),
    ),
)
WORK = incident(
    "2026-11-28-database",
    "Database upgrade",
    update("2026-11-20 09:00", Stage.SCHEDULED, "We upgrade."),
    kind=Kind.MAINTENANCE,
    components={"search": ComponentStatus.UNDER_MAINTENANCE},
    starts=at("2026-11-28 02:00"),
    ends=at("2026-11-28 04:00"),
)
LATE_WORK = incident(
    "2026-11-22-racks",
    "New racks",
    update("2026-11-18 09:00", Stage.SCHEDULED, "New racks come."),
    kind=Kind.MAINTENANCE,
    components={"search": ComponentStatus.UNDER_MAINTENANCE},
    starts=at("2026-11-22 07:00"),
    ends=at("2026-11-22 09:00"),
)
NOTICE = incident(
    "2026-11-20-hours",
    "Longer support hours",
    update("2026-11-20 09:00", Stage.NOTICE, "Until 22:00."),
    kind=Kind.NOTICE,
)
EVERYTHING = (CARDS, *PAST, WORK, LATE_WORK, NOTICE)


def state(*incidents: Incident, now: datetime = NOW, groups: int = 2, **settings: object) -> PageState:
    """The page with these files; first the group Shop (checkout, search), then one with a hostile name."""
    fields = {
        "name": "Example status",
        "url": "https://status.example.com/shop/",
        "id_domain": "status.example.com",
        "zone": ZoneInfo("Europe/Berlin"),
        "contacts": (Contact(name="Support", url="mailto:help@example.com"),),
        **settings,
    }
    shop = Group(id="shop", name="Shop", components=(_component("checkout"), _component("search")))
    other = Group(id="other", name=HOSTILE, components=(_component("mail"), _component("old", retired=True)))
    site = Site(settings=Settings.model_validate(fields), groups=(shop, other)[:groups], incidents=incidents)
    return page_state(site, now)


def _component(key: str, *, retired: bool = False) -> Component:
    until = date(2026, 10, 1) if retired else None
    return Component(id=key, name=key.capitalize(), since=date(2026, 1, 1), until=until)


def pages(of: PageState, language: Language | None = None) -> dict[str, str]:
    """Every page of the site by its path."""
    frame = page_frame(of, language, [("About", "about/")])
    env = ENV if language is None else environment([OVERRIDES], language)
    outputs = chain(render_overviews(frame, env), render_incidents(frame, env, sorted(of.by_id)))
    return {output.path: output.content.decode() for output in outputs}
