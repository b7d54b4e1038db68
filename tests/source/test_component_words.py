"""`words:` of a component, and the titles and sentences that are made of components and their statuses."""

import pytest
import yaml
from jsonschema import Draft7Validator

from statuary.model import Component, ComponentStatus
from statuary.render.wording.page_languages import read_language
from statuary.render.wording.symptoms import Symptoms
from statuary.resources import overrides
from statuary.source.components import read_components
from statuary.source.json_schema import components_schema

DOWN, PARTIAL, SLOW = (
    ComponentStatus.MAJOR_OUTAGE,
    ComponentStatus.PARTIAL_OUTAGE,
    ComponentStatus.DEGRADED_PERFORMANCE,
)
NAMES = {
    "en": ("Checkout", "Order emails", "Search", "DNS"),
    "de": ("Checkout", "Bestellmails", "Suche", "DNS"),
    "ar": ("الدفع", "رسائل الطلبات", "البحث", "DNS"),
}
FILE = "groups:\n  - components:\n      - id: checkout\n        name: Checkout\n        words:{}\n"


def _symptoms(tag: str, words: dict[ComponentStatus, str] | None = None) -> Symptoms:
    ids = ("checkout", "emails", "search", "dns")
    named = [Component(id=key, name=name) for key, name in zip(ids, NAMES[tag], strict=True)]
    named[0] = named[0].model_copy(update={"words": words or {}})
    return Symptoms(named, read_language(tag, [overrides()]))


@pytest.mark.parametrize(
    ("tag", "statuses", "title", "text"),
    [
        ("en", {"checkout": SLOW}, "Checkout is slow or unreliable", "You may notice delays or errors with Checkout."),
        ("en", {"checkout": PARTIAL}, "Checkout fails for some of you", "Checkout fails for some of you."),
        ("en", {"emails": PARTIAL}, "Order emails fail for some of you", "Order emails fail for some of you."),
        ("en", {"dns": DOWN}, "DNS is down", "You cannot use DNS at the moment."),
        ("en", {"checkout": DOWN, "search": DOWN}, "Checkout and Search are down",
         "You cannot use Checkout and Search at the moment."),
        ("en", dict.fromkeys(("checkout", "emails", "search", "dns"), DOWN),
         "Checkout, Order emails and others are down",
         "You cannot use Checkout, Order emails and others at the moment."),
        ("en", {"search": SLOW, "checkout": DOWN}, "Checkout is down",
         "You cannot use Checkout at the moment. You may notice delays or errors with Search."),
        ("de", {"emails": DOWN}, "Bestellmails ausgefallen", "Sie können Bestellmails derzeit nicht nutzen."),
        ("de", {"checkout": PARTIAL}, "Checkout bei einigen von Ihnen gestört",
         "Einige von Ihnen können Checkout nicht nutzen."),
        ("ar", {"checkout": DOWN}, "تعطّل الدفع", "لا يمكنك استخدام الدفع حاليًا."),
        ("en", {"checkout": ComponentStatus.UNDER_MAINTENANCE, "search": ComponentStatus.OPERATIONAL}, "", ""),
    ],
)  # fmt: skip
def test_a_title_and_a_sentence_are_made(
    tag: str, statuses: dict[str, ComponentStatus], title: str, text: str
) -> None:
    made = _symptoms(tag)

    assert (made.title(statuses), made.text(statuses)) == (title, text)


def test_what_is_serious_is_told_with_an_apology_that_names_the_trouble() -> None:
    made = _symptoms("en")

    assert made.text({"checkout": DOWN}, sorry=True) == "We are sorry that you cannot use Checkout."
    assert made.text({"checkout": DOWN, "search": SLOW}, sorry=True) == (
        "We are sorry that you cannot use Checkout. You may notice delays or errors with Search."
    )
    assert made.apology({"checkout": DOWN}) == "We are sorry that you could not use Checkout."
    assert made.apology({}) == "We are sorry for the disruption."


def test_the_owners_words_win() -> None:
    made = _symptoms("en", {DOWN: "You cannot pay."})

    assert made.title({"checkout": DOWN, "search": DOWN}) == "You cannot pay"
    assert made.text({"checkout": DOWN, "search": DOWN}) == (
        "You cannot pay. You cannot use Search at the moment."
    )
    assert made.text({"checkout": DOWN}, sorry=True) == "You cannot pay. We are sorry for the disruption."
    assert made.title({"checkout": SLOW}) == "Checkout is slow or unreliable"


def test_that_it_works_again_and_since_when_where_that_is_known() -> None:
    made = _symptoms("en")

    assert made.recovery(["emails"], "10:52 UTC") == "Order emails have been working again since 10:52 UTC."
    assert made.recovery(["checkout"]) == "Checkout works again."
    assert made.recovery([], "10:52 UTC") == "Everything has been working again since 10:52 UTC."


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("", []),
        ("\n          major_outage: You cannot pay.\n          slow: Paying takes long.", []),
        ("\n          down: 404", []),
        (" You cannot pay.", ["wrong-value"]),
        ("\n          - down", ["wrong-value"]),
        ("\n          operational: All is well.", ["component-status"]),
        ("\n          dwon: You cannot pay.", ["component-status"]),
        ("\n          down: You cannot pay.\n          major_outage: Nobody can.", ["duplicate-key"]),
        ("\n          down:", ["wrong-value"]),
    ],
)
def test_what_may_stand_there(said: str, rules: list[str]) -> None:
    groups, problems = read_components(FILE.format(said).encode())

    assert [one.rule for one in problems] == rules
    assert [one.id for one in groups[0].components] == ["checkout"], (
        "a bad sentence keeps nobody from posting about it"
    )
    fits = Draft7Validator(components_schema()).is_valid(yaml.safe_load(FILE.format(said)))
    assert fits is (not rules) or rules == ["duplicate-key"], (
        "a schema cannot tell that two words mean the same"
    )
