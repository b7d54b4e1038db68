"""What we tell authors to write keeps the rules: the example page, and the words that are ready."""

from datetime import timedelta
from pathlib import Path

import pytest

from statuary.model import (
    STAGES_OF,
    Component,
    ComponentStatus,
    Contact,
    Group,
    Incident,
    Kind,
    Settings,
    Site,
    Stage,
    Update,
)
from statuary.posting.template_files import templates
from statuary.posting.templates import Template, published, scenario_of
from statuary.posting.update_words import filled, filled_title
from statuary.render.frame import page_frame
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from statuary.rules import RULES, Case, Force, RuleContext
from statuary.source import load
from statuary.source.times import parse_time
from statuary.status import page_state

ROOT = Path(__file__).parents[2]
_FACTS = {"who", "no-components", "next-update", "workaround", "stale", "unconfirmed", "empty-update"}
"""Rules of what no template can know."""
LANGUAGES = ("en", "de", "ar")
NOW = parse_time("2026-11-22 10:04 UTC", {})
COMPONENT = {"en": "Search", "de": "Suche", "ar": "البحث"}


def _spoken(case: Case) -> list[str]:
    rules = [one for one in RULES if one.force is not Force.INFORMS and one.id not in _FACTS]
    known = [one for one in rules if case.frame.lexicon.has(*one.needs)]
    return [one.id for one in known for _ in one.finds(case)]


def _page(language: str) -> Site:
    contact = Contact(name="Help centre", url="https://help.example.com/")
    settings = Settings(
        name="X", url="https://x.example/", id_domain="x.example", language=language, contacts=(contact,)
    )
    component = Component(id="search", name=COMPONENT[language])
    return Site(settings=settings, groups=(Group(id="g", name="", components=(component,)),), incidents=())


def _stages(template: Template) -> list[Stage]:
    """The stages that a template is for: that of its name, or all while an incident is open."""
    if scenario_of(template.name):
        return [Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.UPDATE]
    rest = template.name.partition("-")[2].replace("-", "_")
    return [next((one for one in Stage if rest.startswith(one)), Stage.NOTICE)]


def _incident(template: Template, stage: Stage, status: ComponentStatus) -> Incident:
    """One that has lasted for 48 minutes, as a template of this kind and stage finds it."""
    kind = Kind(template.name.partition("-")[0])
    first = next(iter(STAGES_OF[kind]))
    steps = [first] if stage in (first, Stage.INVESTIGATING) else [first, stage]
    steps = [first, Stage.RESOLVED, stage] if stage is Stage.POSTMORTEM else steps
    updates = tuple(
        Update(at=NOW + timedelta(minutes=24 * number), stage=one, text="")
        for number, one in enumerate(steps)
    )
    planned = {"starts": NOW, "ends": NOW + timedelta(hours=1)} if kind is Kind.MAINTENANCE else {}
    components = {} if kind is Kind.NOTICE else {"search": status}
    return Incident(
        id="x", path="x.md", kind=kind, title="", components=components, updates=updates, **planned
    )


@pytest.mark.parametrize("status", [one for one in ComponentStatus if one.is_fault])
@pytest.mark.parametrize("language", LANGUAGES)
def test_ready_words_keep_all_rules(language: str, status: ComponentStatus) -> None:
    """Every template, filled for one component: at each stage that it fits, it gets no advice."""
    site = _page(language)
    frame = page_frame(page_state(site, NOW), read_language(language, [overrides()]))
    told = []
    for template in templates(ROOT, language):
        for stage in _stages(template):
            incident = _incident(template, stage, status)
            title = filled_title(template, incident, frame) or "Search fails"
            text = published(filled(template, incident, frame).text)
            assert text or template.is_form, template.name
            last = incident.updates[-1].model_copy(update={"text": text})
            said = incident.model_copy(update={"title": title, "updates": (*incident.updates[:-1], last)})
            case = Case(RuleContext.of(site), said, said.updates, last.at)
            told += [(template.name, stage, one, title, text) for one in _spoken(case)]

    assert told == []


def test_every_update_of_the_example_keeps_what_blocks_and_what_is_about_words() -> None:
    site = load(ROOT).site
    assert site is not None and len(site.incidents) > 20
    frame = RuleContext.of(site)
    cases = [Case.then(frame, one, index) for one in site.incidents for index in range(len(one.updates))]

    told = [(case.incident.id, one) for case in cases for one in _spoken(case)]

    assert told == []
