"""Rules about words that promise too much, make the fault look small, or strike the wrong tone."""

import re
from collections.abc import Iterator

from statuary.model import Stage
from statuary.rules.case import Case
from statuary.rules.rule import Example, Family, Finds, Force, Found, Scope, rule


@rule(
    "belittling",
    Family.WORDS,
    Scope.UPDATE,
    needs=("belittling",),
    sources="Schwartz; Server Density; oack",
    rare=True,
    says="The fault is made small without a number.",
    good=("A small number of shops, about 30, cannot save.", "Some uploads fail."),
    bad=("Only a small number of users cannot sign in.", "There was a hiccup in our network."),
)
def belittling(case: Case) -> Finds:
    """A number in the same sentence, or beside it, says it honestly."""
    if not case.frame.lexicon.find("belittling", case.words):
        return
    for before, sentence, after in _with_neighbours(case.sentences):
        found = case.frame.lexicon.find("belittling", sentence)
        if found and not any(letter.isdigit() for letter in before + sentence + after):
            hint = "how many? “0.4 % of shops”, “about 30 shops”; or “some”"
            yield Found(case.line, f"“{found.group()}” makes it small for those who have it", hint)
            return


def _with_neighbours(items: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    return zip(("", *items), items, (*items[1:], ""), strict=False)


@rule(
    "stacked-hedges",
    Family.WORDS,
    Scope.UPDATE,
    sources="perkydash; Schwartz",
    needs=("hedge_some", "hedge_may", "hedge_often", "hedge_maybe"),
    rare=True,
    says="One sentence says “maybe” in three ways.",
    good=("Some uploads fail.", "Some users may see errors."),
    bad=("Some users may experience intermittent failures.",),
)
def stacked_hedges(case: Case) -> Finds:
    """Three of: some, may, now and then, possibly."""
    for sentence, _ in case.sentences_with("hedge_may"):
        found = [one for name in _HEDGES if (one := case.frame.lexicon.find(name, sentence))]
        if len(found) > 2:
            said = ", ".join(f"“{one.group()}”" for one in sorted(found, key=lambda one: one.start()))
            yield Found(case.line, f"{said}: three times maybe", "say what you know: “Some uploads fail.”")
            return


_HEDGES = ("hedge_some", "hedge_may", "hedge_often", "hedge_maybe")


@rule(
    "any-inconvenience",
    Family.WORDS,
    Scope.UPDATE,
    needs=("inconvenience",),
    sources="O'Flahavan; Schwartz",
    rare=True,
    says="The apology is for “any inconvenience”.",
    good=(Example("We are sorry that you could not pay.", stage=Stage.RESOLVED),),
    bad=(Example("We apologize for any inconvenience this may have caused.", stage=Stage.RESOLVED),),
)
def any_inconvenience(case: Case) -> Finds:
    """Only at the end, so once an incident."""
    if case.is_end and case.frame.lexicon.find("inconvenience", case.words):
        hint = f"name what went wrong: {case.paste('any-inconvenience')}"
        yield Found(case.line, "“inconvenience” does not say what went wrong for people", hint)


_LOUD = re.compile(r"(?<=\w)!(?![\[=\w])|[\U0001f300-\U0001faff]")


@rule(
    "exclamation",
    Family.WORDS,
    Scope.UPDATE,
    sources="GOV.UK; Nielsen Norman",
    rare=True,
    says="An exclamation mark or an emoji stands in the words.",
    good=("It works again.", "You see “Oops, something went wrong!” there."),
    bad=("Everything is under control now!", "We are back 🎉"),
)
def exclamation(case: Case) -> Finds:
    """Whoever cannot work is in no mood for either."""
    match = None if "!" not in case.words and case.words.isascii() else _LOUD.search(case.words)
    if match:
        yield Found(
            case.line,
            f"“{match.group()}” sounds cheerful while things are broken",
            "end the sentence with a full stop",
        )


@rule(
    "over-promise",
    Family.WORDS,
    Scope.UPDATE,
    force=Force.INFORMS,
    needs=("repair_promise",),
    sources="PagerDuty",
    says="The time of the repair is promised, or that it never comes again.",
    good=("Deliveries are late by 15 minutes.",),
    bad=("This will be fixed within 15 minutes.",),
)
def over_promise(case: Case) -> Finds:
    """An `estimate` with its source is the right place."""
    may_promise = case.is_open and case.state.estimate is None
    found = next((one for _, one in case.sentences_with("repair_promise")), None) if may_promise else None
    if found:
        hint = "promise the next update, not the repair; or add “- estimate: …” and say who says so"
        yield Found(case.line, f"“{found.group()}” is a promise that others must keep", hint)


@rule(
    "blame",
    Family.WORDS,
    Scope.UPDATE,
    force=Force.INFORMS,
    needs=("blame", "we_do"),
    sources="Atlassian; Google SRE",
    says="A supplier or a person is blamed, and nothing says what is done.",
    good=("Our mail provider fails; we send through a second one.",),
    bad=(
        "Mail is late due to a third-party outage at a provider.",
        "Orders are late because of human error.",
    ),
)
def blame(case: Case) -> Finds:
    """Customers chose the page's owner."""
    words = case.frame.lexicon
    named = any(
        f"due to {name.lower()}" in case.words.lower() for name in case.frame.settings.words.suppliers
    )
    found = words.find("blame", case.words)
    if (found or named) and not words.find("we_do", case.words):
        yield Found(
            case.line,
            "this blames someone else",
            "say what you do about it: “We are moving to a second provider.”",
        )
