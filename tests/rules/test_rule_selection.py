"""Who is told what: few suggestions, the worst first, never about what is long read."""

from datetime import timedelta

import pytest

from statuary.model import Component, Group, Impact, Incident, Problem, Severity, Stage
from statuary.rules import RULES, RuleContext, advise_on_incidents
from statuary.source import load
from statuary.status import page_state
from support.repository import CONFIG, MakeRepository
from support.rule_cases import AT, incident, page, update

_POOR = "Issues are being looked at! Some users may see intermittent errors since 14:00. Contact support."
"""Breaks more rules than anybody should be told of at once."""


def _advice(
    *incidents: Incident, later: timedelta = timedelta(), language: str = "en", **words: object
) -> list[Problem]:
    site = page(language, incidents, **words)
    now = incidents[0].updates[-1].at + later
    return list(advise_on_incidents(page_state(site, now)))


def _second(text: str = _POOR, **fields: object) -> Incident:
    return incident(update("Search fails for some shops."), update(text, 1), impact=Impact.MAJOR, **fields)


def test_at_most_three_pieces_the_worst_first() -> None:
    told = [one.rule for one in _advice(_second())]
    order = [rule.id for rule in RULES]

    assert told == ["next-update", "who", "workaround"]
    assert told == sorted(told, key=order.index)


def test_the_first_update_of_an_outage_hears_next_to_nothing() -> None:
    told = [one.rule for one in _advice(incident(update(_POOR), title="Issues with Search"))]

    assert told == ["next-update"]


def test_what_was_read_a_day_ago_is_not_about_words_any_more() -> None:
    told = [one.rule for one in _advice(_second(), later=timedelta(hours=25))]

    assert "next-update" in told
    assert {"workaround", "time-zone", "exclamation"}.isdisjoint(told)


def test_history_is_left_alone() -> None:
    over = update("This incident has been resolved.", 1, stage=Stage.RESOLVED)
    old = incident(update("Search fails."), over, impact=Impact.MAJOR)

    assert [one.rule for one in _advice(old)] == ["bare-resolved"]
    assert _advice(old, later=timedelta(days=2)) == []
    assert _advice(old, later=timedelta(days=20)) == []


@pytest.mark.parametrize(
    ("text", "stronger", "weaker"),
    [
        ("More updates will follow shortly.", "vague-promise", "next-update"),
        ("We are currently investigating this issue.", "stock-phrase", "who"),
    ],
)
def test_a_finding_silences_its_weaker_kin(text: str, stronger: str, weaker: str) -> None:
    told = {one.rule for one in _advice(_second(text))}

    assert stronger in told
    assert weaker not in told


def test_waived_in_the_file_and_off_for_the_page() -> None:
    assert "who" in {one.rule for one in _advice(_second())}
    assert "who" not in {one.rule for one in _advice(_second(waive={"who": "everybody"}))}
    assert "who" not in {one.rule for one in _advice(_second(), off=["who"])}


@pytest.mark.parametrize(
    ("name", "word"),
    [("whom", "rules that can be waived"), ("log-line", "with a reason"), ("secret", "shorten it")],
)
def test_what_cannot_be_off_is_told(name: str, word: str) -> None:
    told = [one for one in _advice(_second(), off=[name]) if one.rule == "words"]

    assert [one.path for one in told] == ["mkdocs.yml"]
    assert word in told[0].hint


def test_an_unknown_waiver_is_told() -> None:
    told = [one for one in _advice(_second(waive={"next-updat": "typo"})) if one.rule == "waive"]

    assert [one.message for one in told] == ["“next-updat” is not a rule that can be waived"]


def test_advice_is_never_an_error() -> None:
    assert {one.severity for one in _advice(_second())} == {Severity.ADVICE}


def test_the_owners_plain_words_speak() -> None:
    told = _advice(
        incident(
            update("Search fails."),
            update("The OTP is late.", 1, who="all", next_update=AT + timedelta(hours=1), workaround="Wait."),
        ),
        plain={"OTP": "one-time code"},
    )

    assert [(one.rule, one.hint) for one in told] == [
        ("plain-words", "you have a plainer word for it: one-time code")
    ]


def test_a_page_in_a_language_without_lists_hears_of_facts_alone() -> None:
    told = {one.rule for one in _advice(_second("Hakuna habari mpya."), language="sw")}

    assert told == {"next-update", "who"}


@pytest.mark.parametrize(
    ("written", "off"),
    [("words: {off: [who, repeat]}", ("who", "repeat")), ('words: {"off": [who]}', ("who",)), ("words:", ())],
)
def test_the_option_is_read_as_it_is_written(
    repository: MakeRepository, written: str, off: tuple[str, ...]
) -> None:
    """For YAML, a bare `off` is no text."""
    config = CONFIG.replace("  - statuary:\n", f"  - statuary:\n      {written}\n")

    loaded = load(repository(config=config))

    assert loaded.problems == ()
    assert loaded.site is not None and loaded.site.settings.words.off == off


def test_audience_follows_from_the_components_unless_it_is_said() -> None:
    site = page()
    api = Component(id="api", name="REST API")

    assert not RuleContext.of(site).for_developers
    for_them = site.model_copy(update={"groups": (Group(id="all", name="", components=(api,)),)})
    assert RuleContext.of(for_them).for_developers
    assert RuleContext.of(page(audience="developers")).for_developers
