"""What a rule says of itself holds: its examples, its languages, its message."""

import pytest

from statuary.model import Stage
from statuary.rules import RULES, Example, Force, Rule, languages_of
from support.rule_cases import case_of, finds, page

_OF_FACTS = {
    "no-components", "stale", "unconfirmed", "plain-words", "maintenance-effect", "late-notice",
    "promise-missed", "silence", "postmortem-owed",
}  # fmt: skip
"""Rules about facts that no text shows; other tests hold them."""


def _pairs(side: str) -> list[tuple[Rule, str | Example]]:
    return [(rule, one) for rule in RULES for one in getattr(rule, side)]


def _name(value: object) -> str | None:
    return value.id if isinstance(value, Rule) else None


@pytest.mark.parametrize(("rule", "example"), _pairs("bad"), ids=_name)
def test_a_rule_finds_its_bad_example(rule: Rule, example: str | Example) -> None:
    found = list(rule.finds(case_of(example)))

    assert found
    assert all(one.line > 0 and one.message and one.hint for one in found)


@pytest.mark.parametrize(("rule", "example"), _pairs("good"), ids=_name)
def test_a_rule_passes_its_good_example(rule: Rule, example: str | Example) -> None:
    assert list(rule.finds(case_of(example))) == []


def test_every_rule_has_both_examples_and_a_name_of_its_own() -> None:
    without = {rule.id for rule in RULES if not (rule.good and rule.bad)}

    assert without == _OF_FACTS == {rule.id for rule in RULES if rule.instance}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_stronger_rule_is_one_and_comes_first() -> None:
    order = [rule.id for rule in RULES]

    for rule in RULES:
        for stronger in rule.stronger:
            # Of a kin that is worse for readers, a weaker finding may come first in the list of the worst.
            assert stronger in order


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.force is Force.BLOCKS], ids=_name)
def test_what_blocks_holds_in_any_language(rule: Rule) -> None:
    assert languages_of(rule) == ()
    assert list(rule.finds(case_of(rule.bad[-1], page("ar"))))


@pytest.mark.parametrize(
    ("id", "text", "fine"),
    [
        ("next-update", "Wir arbeiten daran.", "Nächstes Update um 14:00 Uhr."),
        ("vague-promise", "Wir informieren Sie in Kürze.", "Wir informieren Sie um 14:00 Uhr."),
        ("stock-phrase", "Wir untersuchen derzeit das Problem.", "Die Suche findet nichts. Wir suchen die Ursache."),
        ("time-zone", "Seit 14:00 Uhr ist die Suche langsam.", "Seit 14:00 Uhr MEZ ist die Suche langsam."),
        ("belittling", "Nur sehr wenige sind betroffen.", "Etwa 30 Läden sind betroffen."),
        ("relative-day", "Wir werden morgen berichten.", "Wir werden morgen, am 23. November, berichten."),
        ("link-text", "Mehr [hier](https://a.example/).", "Mehr bei der [Hilfe](https://a.example/)."),
    ],
)  # fmt: skip
def test_german_lists_speak_on_a_german_page(id: str, text: str, fine: str) -> None:
    german = page("de")

    assert finds(id, Example(text, next_update=False), german)
    assert not finds(id, Example(fine, next_update=False), german)


def test_the_end_is_judged_in_german_too() -> None:
    german = page("de-AT")

    assert finds("bare-resolved", Example("Das Problem wurde behoben.", stage=Stage.RESOLVED), german)
    assert finds(
        "any-inconvenience",
        Example("Wir entschuldigen uns für die Unannehmlichkeiten.", stage=Stage.RESOLVED),
        german,
    )


def test_a_page_in_another_language_hears_nothing_about_words() -> None:
    silent = {rule.id for rule in RULES if rule.needs and not languages_of(rule)}

    assert silent == set()  # every list that is needed is there in some language
    assert languages_of(next(rule for rule in RULES if rule.id == "symptom")) == ("de", "en")
