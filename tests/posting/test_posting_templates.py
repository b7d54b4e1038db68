"""Message templates: the ones that are shipped, how slots are filled, and what counts as approved words."""

import re
from pathlib import Path

import pytest

from statuary.model import STAGES_OF, Kind, Stage
from statuary.posting import InvalidError
from statuary.posting.template_files import find_template, template_problems, templates
from statuary.posting.templates import (
    FOLDER,
    SLOT,
    SLOT_NAMES,
    Template,
    name_of,
    published,
    read_template,
)
from statuary.posting.update_words import is_only_template, only_templates
from statuary.render.frame import page_frame
from statuary.resources import example
from statuary.source import load
from statuary.source.times import parse_time
from statuary.status import page_state
from support.command import run
from support.posting import FILE, NAME, Clone
from support.repository import write

LANGUAGES = ("en", "de", "ar")
SHIPPED = sorted(path.stem for path in (example() / FOLDER / "en").glob("*.md"))
NOWHERE = Path("nowhere")
NEVER_EMPTY = {"{symptom}", "{recovery}", "{sorry}"}
"""Slots that say something of every incident: `{symptom}` of an open one with a component."""
TEMPLATE = """\
---
title: Trouble with {components}
---

- next update: 10 min
- workaround: Pay by bank transfer.
- who: {who}

There is trouble with {components}.
More by {next_update}.
{estimate}

<!-- Do not promise
anything. -->
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_for_every_stage_and_in_every_language(language: str) -> None:
    wanted = {name_of(kind, stage) for kind, stages in STAGES_OF.items() for stage in stages}

    assert wanted <= set(SHIPPED)
    assert template_problems(example()) == []
    found = [find_template(NOWHERE, language, name) for name in SHIPPED]
    assert {one.language for one in found} == {language}
    english = [find_template(NOWHERE, "en", name) for name in SHIPPED]
    assert [_form(one) for one in found] == [_form(one) for one in english], (
        "the same slots and headings in all"
    )


def _form(template: Template) -> tuple[object, ...]:
    headings = re.findall(r"^#+ ", template.text, re.MULTILINE)
    attributes = dict(template.attributes)
    return (
        attributes,
        sorted(SLOT.findall(template.text)),
        headings,
        template.needs_approval,
        template.is_form,
    )


@pytest.mark.parametrize("name", [name for name in SHIPPED if not name.startswith("notice")])
def test_what_is_shipped_is_good_to_send(name: str) -> None:
    text = published(SLOT.sub("Checkout", find_template(NOWHERE, "en", name).text))

    assert not re.search(r"inconvenience|issue|outage|unfortunately|our provider", text, re.IGNORECASE)
    assert all(len(line) < 120 for line in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closing_sentence_belongs_to_no_heading(language: str) -> None:
    template = find_template(NOWHERE, language, "incident-postmortem")
    text = SLOT.sub("Checkout", template.text)

    opening, *parts = re.split(r"^### .*$", published(text), flags=re.MULTILINE)
    assert "Checkout" in opening, "the apology stands above the first heading"
    assert len(parts) == 1, "what nobody has written under is left out"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", [name for name in SHIPPED if not name.startswith(("notice", "incident-postmortem"))]
)
def test_without_any_fact_a_sentence_is_left(name: str, language: str) -> None:
    text = published(find_template(NOWHERE, language, name).text)
    lines = [line for line in text.splitlines() if line]

    assert any(set(re.findall(r"{\w+}", line)) <= NEVER_EMPTY for line in lines)


def test_every_slot_is_explained_where_templates_lie() -> None:
    text = (example() / FOLDER / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`\{([a-z_]+)\}`", text)) == set(SLOT_NAMES)


def test_the_owners_words_win(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-update.md", TEMPLATE)

    assert clone.run("update").exit_code == 0

    assert clone.read().partition("five fails.\n")[2] == (
        "\n## 2026-11-22 10:31 UTC — Update\n\n"
        "- next update: 2026-11-22 10:41 UTC\n"
        "- workaround: Pay by bank transfer.\n\n"
        "There is trouble with Checkout.\n"
        "More by 10:41 UTC.\n"
    )


def test_the_command_line_wins_over_the_template(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-update.md", TEMPLATE)

    clone.run(
        "update", "--workaround", "Wait.", "--who", "all", "--estimate", "Noon.", "--next-update", "20m"
    )

    added = clone.read().partition("five fails.\n")[2]
    assert "- workaround: Wait.\n" in added
    assert "- who: all\n" in added
    assert "10:51 UTC" in added
    assert "\nNoon.\n" in added


def test_a_template_is_asked_for_by_name_or_ending(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-identified-cable.md", "A cable is broken.\n")

    for name in ("cable", "incident-identified-cable"):
        assert clone.run("update", "--stage", "identified", "-t", name, "-n").exit_code == 0
    assert clone.run("update", "-t", "cable").exit_code == 2
    assert clone.run("update", "-t", "supplier", "-n").exit_code == 0, "it fits every stage"


def test_a_template_with_errors_stops_nobody(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-update.md", "There is {compnents} trouble.\n")

    result = clone.run("update")

    assert result.exit_code == 0
    assert ".github/messages/incident-update.md:1: there is no slot {compnents}" in result.stderr
    assert "We are still working on this" in clone.read()
    asked = clone.run("update", "-t", "incident-update")
    assert (asked.exit_code, "did you mean “components”?" in asked.stderr) == (1, True)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("---\ntitle: x\n", "front-matter"),
        ("---\nimpact: major\n---\nx", "unknown-key"),
        ("- checkout: down\n\nx", "attribute"),
        ("{Components}\n{nothing}", "slot"),
    ],
)
def test_what_a_template_may_not_say(text: str, rule: str) -> None:
    with pytest.raises(InvalidError) as raised:
        read_template("x", text.encode(), approved=True)
    assert [one.rule for one in raised.value.problems] == [rule]


def test_empty_headings_and_comments_are_never_published() -> None:
    text = "### A\n\n<!-- x\n\ny -->\n\n### B\n\nWords.\n\n#### C\n\n### D\n\n<!-- z -->"

    assert published(text) == "### B\n\nWords."


def test_words_that_are_approved_say_so(clone: Clone) -> None:
    assert _approved_by(clone, ["open", "Cards", "-c", "search"]) == [], "a title that somebody typed"
    assert _approved_by(clone, ["open", "-c", "search"]) == ["incident-investigating"]
    assert _approved_by(clone, ["update", NAME]) == ["incident-update"]
    assert _approved_by(clone, ["update", NAME, "--who", "all"]) == []
    assert _approved_by(clone, ["update", NAME, "-m", "Words"]) == []
    assert _approved_by(clone, ["resolve", NAME]) == ["incident-resolved"]


def _approved_by(clone: Clone, command: list[str]) -> list[str]:
    """What the command says, which must be what a check of the result finds."""
    for path in (example() / FOLDER / "en").glob("*.md"):
        write(clone.root / FOLDER / "en" / path.name, path.read_bytes())
    clone.git("reset", "-q", "--hard", "origin/main")
    clone.git("clean", "-qfd", "incidents")
    before = load(clone.root)
    said = clone.run(*command).stdout
    after = load(clone.root)
    assert before.site and after.site
    old = {one.id: one for one in before.site.incidents}
    changed = [one for one in after.site.incidents if old.get(one.id) != one]
    frame = page_frame(page_state(after.site, parse_time("2026-11-22 10:32 UTC", {})))
    (one,) = changed
    known = list(templates(clone.root, "en"))
    found = [each.name for each in known if is_only_template(one, one.updates[-1], each, frame)]
    whole = only_templates(old.get(one.id), one, known, frame)
    names = found if whole else []
    assert ("(Text from the approved template" in said) == bool(names)
    return names


@pytest.mark.parametrize(
    "change",
    [
        ("trouble", "a little trouble"),
        ("There is", "### There is"),
        ("by 10:41 UTC", "by tomorrow"),
        ("\nThere is", "\nSend us your password.\nThere is"),
        ("UTC.\n", "UTC.\n\nhttps://evil.example\n"),
        ("card payments fail", "card payments work"),
        ("One card", "No card"),
        ("by bank transfer.", "by cheque."),
        ("impact: major", "impact: minor"),
    ],
)
def test_words_that_nobody_approved_are_found(clone: Clone, change: tuple[str, str]) -> None:
    write(clone.root / FOLDER / "incident-update.md", TEMPLATE)
    write(clone.root / FILE, clone.read().replace("About one", "One"))
    before = load(clone.root).site
    clone.run("update")
    approved = load(clone.root).site
    assert change[0] in clone.read()
    write(clone.root / FILE, clone.read().replace(*change))
    after = load(clone.root).site
    assert before and approved and after and after.incidents

    frame = page_frame(page_state(after, parse_time("2026-11-22 10:32 UTC", {})))
    known = list(templates(clone.root, "en"))
    assert only_templates(before.incidents[0], approved.incidents[0], known, frame)
    assert not only_templates(before.incidents[0], after.incidents[0], known, frame)


def test_words_that_come_with_statuary_were_not_approved_here(clone: Clone) -> None:
    assert "approved" not in clone.run("update").stdout


def test_init_brings_them(tmp_path: Path) -> None:

    assert run(tmp_path, "init", "--bare").exit_code == 0

    brought = {path.relative_to(tmp_path / FOLDER).as_posix() for path in (tmp_path / FOLDER).glob("**/*.md")}
    assert brought == {"README.md", *(f"{tag}/{name}.md" for tag in LANGUAGES for name in SHIPPED)}


def test_kinds_and_stages_have_names() -> None:
    assert name_of(Kind.MAINTENANCE, Stage.IN_PROGRESS) == "maintenance-in-progress"
    assert name_of(Kind.NOTICE, Stage.NOTICE) == "notice"
