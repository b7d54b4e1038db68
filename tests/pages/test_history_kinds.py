"""The history narrowed to what a reader looks for, and how large it gets."""

import gzip
import re
from datetime import timedelta

import pytest

from statuary.model import Impact, Incident
from statuary.render.frame import page_frame
from statuary.render.pages import history_page
from statuary.render.pages.history_page import by_month, history_view, month_view
from statuary.render.pages.site_pages import render_history
from support.shared import Shared
from support.small_site import ENV, EVERYTHING, LATE_WORK, NOTICE, at, ended, pages, state

BUDGET = 14_600
"""As in tests/browser/test_reader_weight.py."""
IMPACTS = (Impact.MINOR, Impact.MAJOR, Impact.CRITICAL)


def test_only_kinds_that_there_are_the_worst_first() -> None:
    frame = page_frame(state(*EVERYTHING))
    months = by_month(frame)
    overview = [(one.id, one.word, one.number) for one in history_view(months, frame).kinds]
    assert overview == [
        ("only-major", "Major impact", ""),
        ("only-minor", "Minor impact", ""),
        ("only-maintenance", "Maintenance", ""),
    ]
    newest = month_view(next(iter(months)), months, frame)
    counted = {one.id: one.number for one in newest.kinds}
    assert counted == {"only-major": "2", "only-minor": "1", "only-maintenance": "1"}


def test_each_row_says_its_kinds_and_each_link_leads_to_itself() -> None:
    html = pages(state(*EVERYTHING))["history/index.html"]
    assert re.findall('<div class="row (.*?)">', html)[:2] == ["major", "maintenance"]
    links = re.findall('<a href="#(.*?)" id="(.*?)">', html)
    assert [one for one, _ in links] == [one for _, one in links]
    assert [one for one, _ in links] == ["all", "only-major", "only-minor", "only-maintenance"]
    for one, _ in links[1:]:
        assert f"main:has(#{one}:target)" in html


def test_where_all_is_of_one_kind_there_is_nothing_to_choose() -> None:
    html = pages(state(LATE_WORK, NOTICE))["history/index.html"]
    assert 'class="by"' not in html
    assert 'class="none"' not in html


def test_components_lead_to_what_each_had(monkeypatch: pytest.MonkeyPatch) -> None:
    html = pages(state(*EVERYTHING))["history/index.html"]
    assert '<a class="target" href="../components/checkout/#incidents" dir="auto">Checkout</a>' in html

    monkeypatch.setattr(history_page, "MOST_COMPONENTS", 2)
    html = pages(state(*EVERYTHING))["history/index.html"]
    assert '<a class="target" href="../#components" dir="auto">Components</a>' in html
    assert "../components/" not in html


def _many(count: int, hours: int) -> list[Incident]:
    return [
        ended(
            f"i-{number:04}",
            f"Fault {number} of {number % 7} kinds",
            f"{at('2026-11-20 10:00') - timedelta(hours=hours * number):%Y-%m-%d %H:%M}",
            5 + number % 90,
            impact=IMPACTS[number % 3],
        )
        for number in range(count)
    ]


def test_five_thousand_incidents_keep_the_overview_light() -> None:
    """Over eleven years: 137 months."""
    frame = page_frame(state(*_many(5000, 20)))
    months = by_month(frame)
    assert len(months) > 130
    overview = next(render_history(months, frame, ENV))
    assert overview.path == "history/index.html"
    assert len(gzip.compress(overview.content, mtime=0)) <= BUDGET


@pytest.mark.long
def test_real_months_are_light(shared: Shared) -> None:
    folder = shared.history("github").site.folder / "history"
    sizes = {page: len(gzip.compress(page.read_bytes(), mtime=0)) for page in folder.rglob("index.html")}
    assert len(sizes) > 12
    assert {str(page): size for page, size in sizes.items() if size > BUDGET} == {}
