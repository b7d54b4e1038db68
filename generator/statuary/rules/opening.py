"""Rules about the words of one update: whether they say anything, and whether they fit the stage."""

import re
from datetime import timedelta

from statuary.model import Impact, Stage
from statuary.rules.case import Case
from statuary.rules.lexicon import bare
from statuary.rules.rule import Example, Family, Finds, Found, Scope, rule

_LONG = 60
"""Words. A longer update says something that no list knows."""
_SHORT = 400
"""Characters. Nobody strings more stock sentences together."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_CORRECTION = timedelta(minutes=2)
"""Who posts the same again so soon has mended something."""


@rule(
    "symptom",
    Family.WORDS,
    Scope.UPDATE,
    early=True,
    needs=("symptom", "vague_thing", "planned"),
    stronger=("stock-phrase",),
    sources="PagerDuty liaison training; Hosted Graphite",
    says="Neither title nor first update says what customers notice.",
    good=(
        Example("Search answers slowly.", title="Search"),
        Example("We are investigating an issue.", title="Card payments fail"),
    ),
    bad=(
        Example("We are investigating an issue with Search.", title="Issue with Search", who=""),
        Example(
            "We are investigating degraded performance of our shop.", title="Incident with the shop", who=""
        ),
    ),
)
def symptom(case: Case) -> Finds:
    """Issue, incident, problem, degradation and impact name no symptom."""
    words, said = case.frame.lexicon, f"{case.incident.title}\n{case.update.text}"
    if not case.is_open or len(case.updates) > 1 or case.state.who or len(said.split()) > _LONG:
        return
    if (
        words.find("vague_thing", said)
        and not words.find("symptom", said)
        and not words.find("planned", said)
    ):
        yield Found(case.line, "nothing says what customers notice", f"for example: {case.paste('symptom')}")


def _is_stock(case: Case, name: str) -> bool:
    said = case.sentences if len(case.words) < _SHORT else ()
    return bool(said) and all(case.frame.lexicon.is_all(name, bare(one)) for one in said)


@rule(
    "stock-phrase",
    Family.WORDS,
    Scope.UPDATE,
    needs=("stock",),
    sources="PagerDuty; Schwartz; Server Density",
    says="The whole text fits any incident.",
    good=(
        "We found the faulty cable and are moving traffic off it.",
        "A fix for the login page has been deployed.",
    ),
    bad=(
        "We are currently investigating this issue.",
        "The issue has been identified and a fix is being implemented.",
        "A fix has been implemented and we are monitoring the results.",
    ),
)
def stock_phrase(case: Case) -> Finds:
    """The whole text must be such sentences: beside a fact, they do no harm."""
    if case.is_open and _is_stock(case, "stock"):
        hint = f"name the thing, and what you do about it: {case.paste('stock-phrase')}"
        yield Found(case.line, "this fits any incident", hint)


@rule(
    "bare-resolved",
    Family.WORDS,
    Scope.UPDATE,
    needs=("bare_end",),
    sources="PagerDuty; perkydash",
    rare=True,
    says="The last update says only that it is over.",
    good=(
        Example("Payments work again since 10:52 UTC. We are sorry.", stage=Stage.RESOLVED),
        Example("This incident has been resolved. Thank you for your patience.", stage=Stage.RESOLVED),
    ),
    bad=(
        Example("This incident has been resolved.", stage=Stage.RESOLVED),
        Example("All systems operational.", stage=Stage.RESOLVED),
    ),
)
def bare_resolved(case: Case) -> Finds:
    """The page says so already. Without an impact, that is enough."""
    if case.is_end and _is_stock(case, "bare_end") and case.state.impact is not Impact.NONE:
        hint = f"say what works again, since when, and sorry: {case.paste('bare-resolved')}"
        yield Found(case.line, "this says only that it is over", hint)


@rule(
    "resolved-words",
    Family.WORDS,
    Scope.UPDATE,
    needs=("sorry", "data_fate"),
    stronger=("bare-resolved",),
    sources="PagerDuty",
    says="The end of a serious incident says neither sorry nor what became of data, orders or money.",
    good=(
        Example("Saving works again. No order was lost.", stage=Stage.RESOLVED),
        Example("Saving works again. We are sorry.", stage=Stage.RESOLVED),
    ),
    bad=(Example("Saving works again since 10:52 UTC.", stage=Stage.RESOLVED),),
)
def resolved_words(case: Case) -> Finds:
    """Once an incident, and when the stress is over. What was said before counts."""
    words, text = case.frame.lexicon, case.update.text.strip()
    if not case.is_end or not text or case.state.impact not in (Impact.MAJOR, Impact.CRITICAL):
        return
    if not any(words.find(name, text) for name in ("sorry", "data_fate")):
        hint = f"add one sentence: {case.paste('resolved-words')}"
        yield Found(case.line, "this says neither sorry nor whether anything was lost", hint)


@rule(
    "stage-words",
    Family.STRUCTURE,
    Scope.UPDATE,
    needs=("goes_on", "said_over", "not_yet"),
    sources="oack",
    rare=True,
    says="The heading and the text do not agree on whether it is over.",
    good=(
        Example("Users could not sign in until 10:52 UTC.", stage=Stage.RESOLVED),
        "We watch until this issue is resolved.",
    ),
    bad=(
        Example("We are currently investigating errors of the search.", stage=Stage.RESOLVED),
        Example("This issue has been resolved.", stage=Stage.MONITORING),
    ),
)
def stage_words(case: Case) -> Finds:
    """One of the two is wrong, and the status of the components follows the heading."""
    name = "goes_on" if case.is_end else "said_over" if case.is_open else ""
    for sentence, found in case.sentences_with(name) if len(case.words.split()) <= _LONG else ():
        if not case.frame.lexicon.find("not_yet", sentence):
            message = f"the heading says {case.state.stage.label}, the text “{found.group()}”"
            yield Found(case.line, message, "which is true? correct the other")
            return


@rule(
    "repeat",
    Family.WORDS,
    Scope.UPDATE,
    stronger=("stock-phrase",),
    sources="PagerDuty",
    rare=True,
    says="The text is that of the update before, and promises nothing new.",
    good=(
        Example(
            "No change yet. Next update 15:00 UTC.",
            before=("We are looking for the cause of the slow search.",),
        ),
    ),
    bad=(
        Example(
            "We are looking for the cause of the slow search.",
            before=("We are looking for the cause of the slow search.",),
            next_update=False,
        ),
    ),
)
def repeat(case: Case) -> Finds:
    """That there is nothing new is news, if it is said. A new promise makes it an update; so does another number."""
    before = case.before
    if before is None or case.update.stage is not before.stage or case.update.at - before.at < _CORRECTION:
        return
    old, new = (bare(_CLOCK.sub("0:00", one.text)) for one in (before, case.update))
    if new and old == new and case.promises_nothing:
        hint = f"say that nothing is new, and when you write again: {case.paste('repeat')}"
        yield Found(case.line, "this is the same as before", hint)
