"""The page of planned work: its day first, what is under way before what is to come, what is over muted."""

import re

from statuary.model import Stage
from statuary.render.frame import page_frame
from statuary.render.pages.maintenance_page import maintenance_view
from statuary.render.wording.language import Language
from support.small_site import EVERYTHING, LATE_WORK, WORK, PageState, at, incident, pages, state, update

DONE = LATE_WORK.model_copy(
    update={
        "id": "done",
        "updates": (*LATE_WORK.updates, update("2026-11-22 09:10", Stage.COMPLETED, "Done.")),
    }
)
OFF = LATE_WORK.model_copy(
    update={
        "id": "off",
        "updates": (*LATE_WORK.updates, update("2026-11-20 09:10", Stage.CANCELLED, "Not now.")),
    }
)


def _page(of: PageState, language: Language | None = None) -> str:
    return pages(of, language)["maintenance/index.html"]


def test_what_is_under_way_comes_first_then_what_is_planned() -> None:
    html = _page(state(*EVERYTHING))
    now = html.index('<section class="now">')
    assert now < html.index("New racks") < html.index("</section>", now) < html.index("Database upgrade")


def test_each_begins_with_its_day_then_what_readers_notice_components_and_the_stage() -> None:
    html = _page(state(WORK))
    card = html[html.index("<article") : html.index("</article>")]
    text = " ".join(re.sub("<[^>]+>", " ", card).split())
    assert text.startswith(
        "Saturday 28 November 2026, 03:00 to 05:00 CET 2 hours Database upgrade We upgrade. Affected Search"
    )
    assert text.index("Affected Search") < text.index("Scheduled") < text.index("Add to calendar")
    assert 'href="../incidents/2026-11-28-database/calendar.ics"' in card
    assert '"../calendar.ics"' in html


def test_the_weekday_is_that_of_the_pages_zone_and_language() -> None:
    late = WORK.model_copy(update={"starts": at("2026-11-28 23:30"), "ends": at("2026-11-29 02:00")})
    view = maintenance_view(page_frame(state(late), Language("de")))
    assert [one.weekday for one in view.planned] == ["Sonntag"], "00:30 in Berlin"


def test_what_is_over_is_muted_and_what_was_cancelled_has_no_tick() -> None:
    html = _page(state(DONE, OFF))
    assert re.findall('<div class="row (.*?)">', html) == ["ok", "neutral"]
    assert "<strong>Maintenance</strong>" not in html
    assert "2 hours 10 minutes" in html
    assert 'class="now"' not in html


def test_work_that_went_wrong_is_not_calm() -> None:
    wrong = incident(
        "wrong",
        "New racks",
        *LATE_WORK.updates,
        update("2026-11-22 08:00", Stage.UPDATE, "It failed.", components={"search": "major_outage"}),
        kind=LATE_WORK.kind,
        components=LATE_WORK.components,
        starts=LATE_WORK.starts,
        ends=LATE_WORK.ends,
    )
    assert '<article class="card critical">' in _page(state(wrong))
    assert '<article class="card maintenance">' in _page(state(LATE_WORK))
