"""A small page on which rules are tried, and the case that an example of a rule makes there."""

from datetime import UTC, datetime, timedelta

from statuary.model import (
    Component,
    ComponentStatus,
    Contact,
    Group,
    Incident,
    Settings,
    Site,
    Stage,
    Update,
    Words,
)
from statuary.rules import RULES, Case, Example, Rule, RuleContext

AT = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
SUPPORT = Contact(name="Help centre", url="https://help.example.com/")


def page(language: str = "en", incidents: tuple[Incident, ...] = (), **words: object) -> Site:
    """A page with one component, Search."""
    settings = Settings(
        name="Example",
        url="https://status.example.com/",
        id_domain="status.example.com",
        language=language,
        contacts=(SUPPORT,),
        words=Words.model_validate(words),
    )
    groups = (Group(id="all", name="", components=(Component(id="search", name="Search"),)),)
    return Site(settings=settings, groups=groups, incidents=incidents)


def incident(*updates: Update, **fields: object) -> Incident:
    """An incident of Search with these updates."""
    said = {"title": "Search fails", "components": {"search": ComponentStatus.PARTIAL_OUTAGE}} | fields
    return Incident.model_validate(
        {"id": "2026-11-22-a", "path": "incidents/2026-11-22-a.md", "updates": updates} | said
    )


def update(text: str, number: int = 0, **fields: object) -> Update:
    """The update of that number, ten minutes after the one before it."""
    said = {"stage": Stage.INVESTIGATING, "line": 8 + 4 * number, "text_line": 10 + 4 * number} | fields
    return Update.model_validate({"at": AT + timedelta(minutes=10 * number), "text": text} | said)


def case_of(example: str | Example, site: Site | None = None) -> Case:
    """What a rule is shown of an example."""
    given = Example(example) if isinstance(example, str) else example
    earlier = [update(text, number) for number, text in enumerate(given.before)]
    count = len(earlier)
    promised = AT + timedelta(hours=1) if given.next_update else None
    last = update(given.text, count, stage=given.stage, who=given.who or None, next_update=promised)
    made = incident(*earlier, last, title=given.title, impact=given.impact)
    return Case.then(RuleContext.of(site or page()), made, count)


def rule_of(id: str) -> Rule:
    """One of ours."""
    return next(one for one in RULES if one.id == id)


def finds(id: str, example: str | Example, site: Site | None = None) -> bool:
    """Whether a rule finds anything in an example."""
    return any(True for _ in rule_of(id).finds(case_of(example, site)))
