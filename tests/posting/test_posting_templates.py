"""Message templates: the ones that are shipped, how slots are filled, and what counts as approved words."""

import re
from pathlib import Path

import pytest

from statuary.model import STAGES_OF, Kind, Stage
from statuary.posting import InvalidError
from statuary.posting.templates import (
    FOLDER,
    SLOT,
    SLOT_NAMES,
    find_template,
    name_of,
    published,
    read_template,
    template_problems,
    templates,
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

SHIPPED = sorted(path.stem for path in (example() / FOLDER).glob("*.md") if path.name != "README.md")
ENDS = ("incident-resolved", "incident-postmortem", "maintenance-completed")
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


def test_there_is_one_for_every_stage() -> None:
    wanted = {name_of(kind, stage) for kind, stages in STAGES_OF.items() for stage in stages}

    assert wanted <= set(SHIPPED)
    assert template_problems(example()) == []


@pytest.mark.parametrize("name", [name for name in SHIPPED if not name.startswith("notice")])
def test_what_is_shipped_is_good_to_send(name: str) -> None:
    template = find_template(Path("nowhere"), name)
    text = published(SLOT.sub("Checkout", template.text))

    assert text.count("sorry") == text.count("thank you") == (name in ENDS)
    if name in ENDS:
        assert re.split(r"\n\n", text)[-1].startswith("We are sorry")
    assert not re.search(
        r"inconvenience|issue|outage|unfortunately|our provider|supplier", text, re.IGNORECASE
    )
    assert all(len(line) < 120 for line in template.text.splitlines())


@pytest.mark.parametrize(
    "name", [name for name in SHIPPED if not name.startswith(("notice", "incident-postmortem"))]
)
def test_without_any_fact_a_sentence_is_left(name: str) -> None:
    lines = [line for line in published(find_template(Path("nowhere"), name).text).splitlines() if line]

    assert any(not SLOT.search(line) for line in lines)


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
    write(clone.root / FOLDER / "incident-identified-supplier.md", "Something that we rely on fails.\n")

    for name in ("supplier", "incident-identified-supplier"):
        assert clone.run("update", "--stage", "identified", "-t", name, "-n").exit_code == 0
    assert clone.run("update", "-t", "supplier").exit_code == 2


def test_a_template_with_errors_stops_nobody(clone: Clone) -> None:
    write(clone.root / FOLDER / "incident-update.md", "There is {compnents} trouble.\n")

    result = clone.run("update")

    assert result.exit_code == 0
    assert ".github/messages/incident-update.md:1: there is no slot {compnents}" in result.stderr
    assert "We are still working on this." in clone.read()
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
    for path in (example() / FOLDER).glob("*.md"):
        write(clone.root / FOLDER / path.name, path.read_bytes())
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
    known = list(templates(clone.root))
    found = [each.name for each in known if is_only_template(one, one.updates[-1], each, frame)]
    whole = only_templates(old.get(one.id), one, known, frame)
    names = found if whole else []
    assert ("(The words are those of the approved template" in said) == bool(names)
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
    known = list(templates(clone.root))
    assert only_templates(before.incidents[0], approved.incidents[0], known, frame)
    assert not only_templates(before.incidents[0], after.incidents[0], known, frame)


def test_words_that_come_with_statuary_were_not_approved_here(clone: Clone) -> None:
    assert "approved" not in clone.run("update").stdout


def test_init_brings_them(tmp_path: Path) -> None:

    assert run(tmp_path, "init", "--bare").exit_code == 0

    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == sorted(
        ["README.md", *(f"{name}.md" for name in SHIPPED)]
    )


def test_kinds_and_stages_have_names() -> None:
    assert name_of(Kind.MAINTENANCE, Stage.IN_PROGRESS) == "maintenance-in-progress"
    assert name_of(Kind.NOTICE, Stage.NOTICE) == "notice"
