"""Rules about the title: the line that every feed and phone shows."""

import re

from wcwidth import iter_graphemes

from statuary.model import Kind
from statuary.rules.case import Case
from statuary.rules.lexicon import prose
from statuary.rules.rule import Example, Family, Finds, Found, Scope, rule

LONG = 80
_STAGE = re.compile(
    r"^\W*(?:investigating|identified|monitoring|resolved|update|completed|retro(?:active(?:ly)?|spective)?)\b(?:\s*[:–—|\]]|\s+-)"
    r"|[\[(](?:resolved|investigating|identified|monitoring|fixed|completed|solved|retroactive)[\])]\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])|(?<![\w-])20\d\d-[01]\d-[0-3]\d(?!\d)")


@rule(
    "vague-title",
    Family.TITLE,
    Scope.TITLE,
    needs=("symptom", "vague_thing", "planned"),
    stronger=("symptom",),
    sources="Hosted Graphite; GDS",
    says="The title does not say what fails.",
    good=(
        Example("Search is slow.", title="Messages to Brazil arrive late"),
        Example("Search is slow.", title="Issues creating a card are fixed"),
    ),
    bad=(
        Example("Search is slow.", title="Issues with Payments"),
        Example("Search is slow.", title="Disruption with some services"),
    ),
)
def vague_title(case: Case) -> Finds:
    """Issue, problem, incident and their kin alone; with any word of what people notice, it passes."""
    title, words = case.incident.title, case.frame.lexicon
    if case.incident.kind is not Kind.INCIDENT or _ACTIVITY.search(title):
        return
    found = words.find("vague_thing", title)
    if found and not words.find("symptom", title) and not words.find("planned", title):
        hint = "say what customers cannot do: “Card payments fail”, “Messages arrive late”"
        yield Found(1, f"the title says “{found.group()}”, and not what fails", hint)


_ACTIVITY = re.compile(
    r"\b(?:issues?|problems?|trouble|disruptions?|incidents?) (?:with |in |when |of )?\w{2,}ing\b",
    re.IGNORECASE,
)


@rule(
    "long-title",
    Family.TITLE,
    Scope.TITLE,
    lasts=True,
    by_count=True,
    says="The title has more than 80 characters.",
    good=(Example("Search is slow.", title="Messages to Brazil arrive late"),),
    bad=(Example("Search is slow.", title="Messages " * 10),),
)
def long_title(case: Case) -> Finds:
    """Characters as people count them: an accent or an emoji is no second one."""
    title = case.incident.title
    length = len(title) if title.isascii() else sum(1 for _ in iter_graphemes(title))
    if length > LONG:
        hint = "say what customers cannot do, and leave the rest to the text"
        yield Found(1, f"the title has {length} characters; phones and chats cut it near {LONG}", hint)


@rule(
    "title-form",
    Family.TITLE,
    Scope.TITLE,
    sources="GOV.UK; Hosted Graphite",
    rare=True,
    says="The title shouts, or tells a stage or a time, which goes stale.",
    good=(
        Example("Search is slow.", title="Sign-in fails"),
        Example("Search is slow.", title="Updates to orders are not saved"),
    ),
    bad=(
        Example("Search is slow.", title="Resolved: sign-in fails"),
        Example("Search is slow.", title="SIGN-IN FAILS FOR EVERYBODY"),
        Example("Search is slow.", title="Search is down!"),
    ),
)
def title_form(case: Case) -> Finds:
    """The page shows stage and times beside the title."""
    title = prose(case.incident.title)
    found = _STAGE.search(title) or (_TIME.search(title) if case.incident.kind is Kind.INCIDENT else None)
    if found:
        yield Found(
            1,
            f"“{found.group().strip()}” in the title goes stale",
            "leave it out: the page shows stage and times",
        )
    elif _shouts(title):
        yield Found(1, "the title shouts", "write it as a sentence, without an exclamation mark")


def _shouts(title: str) -> bool:
    words: list[str] = re.findall(r"[^\W\d_]{2,}", title)
    capitals = [word for word in words if word.isupper() and len(word) > 3]
    return title.rstrip().endswith("!") or (len(words) > 3 and len(capitals) * 2 > len(words))
