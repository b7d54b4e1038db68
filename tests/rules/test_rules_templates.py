"""What we tell authors to write keeps the rules: the example page, and the words that are ready."""

import re
from pathlib import Path

import pytest

from statuary.model import Stage
from statuary.posting.templates import Template, templates
from statuary.rules import RULES, Case, Example, Force, RuleContext
from statuary.source import load
from support.rule_cases import case_of

ROOT = Path(__file__).parents[2]
_SLOTS = {
    "components": "Search",
    "title": "Search fails",
    "support": "[Help centre](https://help.example.com/)",
    "duration": "48 minutes",
    "started": "10:04 UTC",
    "ended": "10:52 UTC",
    "starts": "22:00 UTC",
    "ends": "23:00 UTC",
}
"""What the commands fill in; a line with another slot has nothing to say and is left out."""
_FACTS = {"who", "no-components", "next-update", "workaround", "stale", "unconfirmed", "empty-update"}
"""Rules of what no template can know."""


def _filled(text: str) -> str:
    plain = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    lines = plain.replace("{who}", "").splitlines()
    known = [one for one in lines if set(re.findall(r"\{(\w+)\}", one)) <= set(_SLOTS)]
    return "\n".join(re.sub(r"\{(\w+)\}", lambda slot: _SLOTS[slot[1]], one) for one in known).strip()


def _spoken(case: Case) -> list[str]:
    rules = [one for one in RULES if one.force is not Force.INFORMS and one.id not in _FACTS]
    return [one.id for one in rules for _ in one.finds(case)]


@pytest.mark.parametrize("template", list(templates(ROOT)), ids=lambda one: one.name)
def test_ready_words_keep_all_rules(template: Template) -> None:
    rest = template.name.partition("-")[2]
    stage = next((one for one in Stage if one.value.replace("_", "-") == rest), Stage.UPDATE)
    before = () if stage is Stage.INVESTIGATING else ("Search fails.",)
    title = _filled(template.title) or "Search fails"

    assert (
        _spoken(case_of(Example(_filled(template.text), title=title, stage=stage, before=before, who="")))
        == []
    )


def test_every_update_of_the_example_keeps_what_blocks_and_what_is_about_words() -> None:
    site = load(ROOT).site
    assert site is not None and len(site.incidents) > 20
    frame = RuleContext.of(site)
    cases = [Case.then(frame, one, index) for one in site.incidents for index in range(len(one.updates))]

    told = [(case.incident.id, one) for case in cases for one in _spoken(case)]

    assert told == []
