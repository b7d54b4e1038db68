"""What must be true of the first words of any page, and of what it will say later: random repositories."""

import re
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statuary.model import ComponentStatus, Impact, Indicator, Site, Stage
from statuary.render.frame import news, page_frame
from statuary.render.pages.ahead import ahead
from statuary.render.pages.home import home_view
from statuary.render.wording.labels import STATUS_WORD, Tone
from statuary.render.wording.language import plain
from statuary.render.wording.statements import went_wrong
from statuary.status import IncidentState, PageState, page_state
from support.random_sites import all_of, moments, sites, top

ELSEWHERE = "No known problems elsewhere."


def troubles_of(of: PageState) -> list[IncidentState]:
    return [one for one in of.active if one.impact is not Impact.NONE or not_well(one.components)]


def not_well(components: dict[str, ComponentStatus]) -> dict[str, ComponentStatus]:
    return {key: status for key, status in components.items() if status is not ComponentStatus.OPERATIONAL}


@given(sites(), moments)
def test_nothing_sounds_well_while_something_is_not(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    said = top(found)
    is_well = found.indicator is Indicator.NONE and not found.nothing_reported
    assert (said.tone is Tone.OK) == is_well
    is_calm = is_well and not found.active and not found.in_progress
    assert (plain(said.text) == "No known problems.") == is_calm
    assert ("Resolved at" in said.plain) <= is_calm
    if re.search(r"(All \d+ components are|The component is) operational", said.plain):
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
    named = len(re.findall(r"Not confirmed since|Also open, with no impact:|A fix is in place", said)) or 1
    if counted:
        named = 0  # a fault of maintenance is
    assert sum(int(one) for one in re.findall(r"(\d+) (?:other )?incidents? (?:is|are) open", said)) == max(
        len(found.active) - named, 0
    )
    for count, noun, verb in re.findall(
        r"(\d+) (?:other )?(incidents?|maintenance windows?) (is|are) ", said
    ):
        assert (noun[-1] != "s", verb == "is") == (count == "1", count == "1"), said


@given(sites(), moments)
def test_maintenance_under_way_is_named_and_counted(site: Site, now: datetime) -> None:
    found = page_state(site, now)
    said, wrong = top(found).plain, [one for one in found.in_progress if went_wrong(one)]
    assert ("Maintenance has caused a problem: " in said) == bool(wrong)
    more = [int(one) for one in re.findall(r"(\d+) other maintenance windows? ", said)]
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
