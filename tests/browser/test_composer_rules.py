"""The composer says what the rules about words say, while somebody types; and what leaks does not leave it."""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import expect

from statuary.model import Stage
from statuary.rules import Example, Force, Rule
from statuary.rules.lexicon import lexicon
from statuary.rules.typed import typed_rules
from support.composer import Compose, Open
from support.rule_cases import case_of, page, rule_of

FINDS = """calls => {
  const {finds, promises} = judge(JSON.parse(document.getElementById("data").textContent).rules)
  return calls.map(([id, text]) => Boolean(finds(id, text)) && !(id == "vague-promise" && promises(text)))
}"""
MORE = {
    "en": [
        "Contact us at 192.168.7.1 or 172.20.0.9.", "Go back to version 10.2.3.4.", "See `10.9.8.7` and 127.0.0.1:80.",
        "8.8.8.8 and 172.32.1.1 do not answer.", "fe80::1 and fd12:3456:789a::1, not fd12 or fdisk.",
        "> [X minutes]", "`{components}`", "“TODO” is what you see.", "TODO", "testing", "<time>", "[link](https://a.example)",
        "We are currently investigating this issue. We will provide updates soon.",
        "- We are monitoring.\n- Thank you for your patience!", "Fixed!", "**Resolved.**",
        "Everything is back to normal",
        "News soon.\n\n1. Next update in 20 minutes.", "It will be back shortly after 10:00.",
        "More details will follow ASAP", "Write to https://a.example/TODO.", "xoxb-" + "1234567890-abc",
        "postgres://me:" + "secret@db.example/x", "eyJ.eyJ.x",
        "-----BEGIN RSA PRIVATE " + "KEY-----", "  ", "…", "İSTANBUL investigating this issue",
    ],
    "de": [
        "Wir untersuchen derzeit das Problem.", "Wir informieren Sie in Kürze.", "Behoben.", "[X Minuten]",
        "Das Problem wurde behoben. Danke.", "Nächste Meldung in 20 Minuten, sobald wir mehr wissen.",
        "10.0.0.1 antwortet nicht.",
    ],
    "ar": ["لا يجيب 10.2.3.4.", "TODO", "نحقق في المشكلة."],
}  # fmt: skip
"""What the examples of the rules leave out, as authors of each language write it."""


def _texts(language: str) -> list[str]:
    rules = [one.rule for one in typed_rules(lexicon("en"))]
    examples = [one for rule in rules for one in (*rule.good, *rule.bad)]
    return [*MORE[language], *(one.text if isinstance(one, Example) else one for one in examples)]


def _finds(rule: Rule, text: str, language: str) -> bool:
    """On an update where nothing but its text decides."""
    stage = Stage.RESOLVED if rule.id == "bare-resolved" else Stage.IDENTIFIED
    example = Example(text, stage=stage, before=("Search fails.",), next_update=False)
    return any(True for _ in rule.finds(case_of(example, page(language))))


def _calls(language: str) -> Iterator[tuple[Rule, str]]:
    rules = [one.rule for one in typed_rules(lexicon(language))]
    yield from product(rules, _texts(language))


@pytest.mark.long
@pytest.mark.parametrize("language", MORE)
def test_both_judge_alike(open_composer: Open, language: str) -> None:
    calls = list(_calls(language))

    theirs = open_composer(language=language).page.evaluate(FINDS, [[rule.id, text] for rule, text in calls])

    ours = [_finds(rule, text, language) for rule, text in calls]
    assert any(ours)
    odd = [
        (call[0].id, call[1], one)
        for call, one, other in zip(calls, ours, theirs, strict=True)
        if one != other
    ]
    assert odd == []


def test_what_leaks_is_neither_copied_nor_taken_along(compose: Compose) -> None:
    composer = compose()
    composer.fill("Text", "The host 10.2.3.4 does not answer. We look into it.")

    assert composer.problems[0] == "This is an address inside your network. Say what customers reach there."
    composer.page.get_by_role("button", name="Copy the text").tap()
    composer.button.tap()
    assert len(composer.page.context.pages) == 1
    assert "10.2.3.4" not in composer.clipboard()
    expect(composer.page.get_by_role("heading", name="Before you post")).to_be_focused()
    composer.fill("Text", "Sign-in fails. We look into it.")
    composer.page.get_by_role("button", name="Copy the text").tap()
    assert "Sign-in fails." in composer.clipboard()


@pytest.mark.long
@pytest.mark.parametrize("label", ["Who is affected", "What you can do"])
def test_every_field_that_readers_get_is_read(compose: Compose, label: str) -> None:
    composer = compose()
    composer.fill(label, "AKIA" + "Z7QXWERTYUIOP123")

    assert composer.problems[0] == "This looks like a key or a password. Take it out, and make a new one."


@pytest.mark.long
def test_words_that_say_nothing_get_others_to_paste(compose: Compose) -> None:
    composer = compose()
    composer.fill("Text", "We are currently investigating this issue.")
    assert any(
        one.startswith("This fits any incident. For example: “We found why Checkout")
        for one in composer.problems
    )
    composer.stage("Resolved")
    composer.fill("Text", "This incident has been resolved.")
    assert any(one.startswith("This says only that it is resolved.") for one in composer.problems)


@pytest.mark.long
def test_a_vague_promise_is_one_until_a_time_is_chosen(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Text", "Card payments fail. News will follow shortly.")
    said = "“news will follow shortly” is no time. Choose when the next update comes."
    assert said not in composer.problems
    composer.page.get_by_label("Next update").select_option(label="Not set")

    assert said in composer.problems
    assert "Say when you will post the next update." not in composer.problems


@pytest.mark.long
def test_the_first_update_hears_nothing_about_style(compose: Compose) -> None:
    composer = compose()
    composer.choose("A new incident")
    composer.fill("Title", "Search is slow")
    composer.fill("Text", "We are currently investigating this issue.")

    assert not any(one.startswith("This fits any incident") for one in composer.problems)
    composer.fill("Text", "We write again in [X minutes].")
    assert "“[x minutes]” was left from a template. Write what belongs there." in composer.problems


@pytest.mark.long
def test_it_speaks_the_language_of_the_page(open_composer: Open) -> None:
    composer = open_composer(language="de")
    composer.page.locator("#text").fill("Wir untersuchen derzeit das Problem.")

    assert any(
        one.startswith("Das passt zu jeder Störung. Zum Beispiel: „Wir haben gefunden")
        for one in composer.problems
    )


def test_the_ids_and_forces_are_those_of_the_rules() -> None:
    for one in typed_rules(lexicon("en")):
        assert rule_of(one.rule.id) is one.rule
    blocking = [one.rule.id for one in typed_rules(lexicon("sw")) if one.rule.force is Force.BLOCKS]
    assert blocking == ["secret", "private-address", "placeholder"]
