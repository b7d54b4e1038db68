"""post.yml and what hostile people type into it: text, and nothing else."""

import re

import pytest
from markdown_it import MarkdownIt

from statuary.model import Stage, Update
from statuary.render.incident_text import to_plain
from statuary.source import load
from support.examples import some, whole
from support.git import git
from support.workflows.hostile import FIRST, MARK, TITLE, TOGETHER, VERDICTS
from support.workflows.hub import INCIDENT, Hub, path, post
from support.workflows.written import Job

FOLD = "<details><summary>What subscribers get</summary>"
"""Ours, once for an incident that somebody posted to."""
HARMLESS = {"p", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "a", "hr", "br", "blockquote"}


@pytest.mark.long
@pytest.mark.parametrize("text", some([TOGETHER, *FIRST.values()], 9), ids=["the rest", *FIRST])
def test_what_is_typed_is_text_and_nothing_else(hub: Hub, text: str) -> None:
    job = post(hub, only="post", text=text, stage="Identified")["post"]

    assert job.result == "success", job.output
    _assert_only_text(hub, job)
    assert job.outputs["commit"] == git(hub.remote, "rev-parse", "main")
    updates = _updates(hub)
    assert [update.stage for update in updates] == [Stage.INVESTIGATING, Stage.IDENTIFIED], (
        "one update, no more"
    )
    arrived = to_plain(updates[-1].text)
    assert [word for word in re.findall(r"\w+", text.replace("\\n", " ")) if word not in arrived] == []
    assert _forged(job.summary) == []


@pytest.mark.long
@pytest.mark.parametrize("title", some([TITLE, FIRST["option"]], 2), ids=["the rest", "option"])
def test_a_title_is_text_and_nothing_else(hub: Hub, title: str) -> None:
    job = post(hub, only="post", title=title, components="search", text="We look into it.")["post"]

    assert job.result == "success", job.output
    _assert_only_text(hub, job)
    assert job.outputs["commit"] == git(hub.remote, "rev-parse", "main")
    assert _forged(job.summary) == []


@pytest.mark.long
@pytest.mark.parametrize("field", some(["incident", "components", "next_update"], 3))
def test_no_other_field_is_executed_either(hub: Hub, field: str) -> None:
    form = {"text": "We know it.", field: f'$(touch {MARK})`touch {MARK}`"; touch {MARK};\n::error::x'}

    job = post(hub, only="post", **form)["post"]

    assert job.result == "failure", "there is no such thing"
    _assert_only_text(hub, job)


@pytest.mark.long
def test_what_cannot_be_posted_is_not_lost(hub: Hub) -> None:
    before = hub.show(path())

    form = {"text": "Fine again\\n# Forged", "who": "# shops", "workaround": "::error::x"}
    job = post(hub, only="post", components="nonsense", **form)["post"]

    assert job.result == "failure"
    assert hub.show(path()) == before
    assert "## Nothing was posted" in job.summary
    assert "    Fine again\n    # Forged\n" in job.summary, "as code, so that it is no heading"
    assert "    # shops\n    \n    ::error::x\n" in job.summary


@pytest.mark.long
def test_words_of_ones_own_are_reviewed_where_the_repository_wants_that(hub: Hub) -> None:
    machine = hub.machine()
    machine.variables["STATUARY_REVIEW"] = "true"

    def form(**inputs: str) -> dict[str, Job]:
        return machine.run(hub.workflows / "post.yml", inputs=inputs, only="post")

    before = hub.show(path())
    reviewed = form(text="My own words.")["post"]
    assert reviewed.result == "success", reviewed.output
    assert (hub.show(path()), reviewed.outputs["commit"]) == (before, "")
    assert "Pushed to the branch statuary/" in reviewed.summary

    assert form(stage="Identified")["post"].outputs["commit"], "the template's words need no review"
    anyway = form(text="My own words.", anyway="# nobody is awake")["post"]
    assert "My own words." in hub.show(path())
    assert "Published without review, because:\n\n    # nobody is awake\n" in anyway.summary


@pytest.mark.long
@pytest.mark.parametrize(
    ("wanted", "form"),
    [
        ("true", {"text": VERDICTS, "stage": "Identified"}),
        whole("yes", {"text": VERDICTS.replace("\\n\\n", "\\n"), "incident": "card", "anyway": " "}),
        ("true", {"stage": "Identified", "who": VERDICTS.replace("\\n", " ")}),
        whole("true", {"stage": "Identified", "workaround": VERDICTS.replace("\\n", " ")}),
        whole("True", {"title": VERDICTS.replace("\\n", " ")[:180], "components": "search"}),
    ],
    ids=["paragraphs", "lines", "who", "workaround", "title"],
)
def test_no_words_of_an_author_pass_for_approved(hub: Hub, form: dict[str, str], wanted: str) -> None:
    machine = hub.machine()
    machine.variables["STATUARY_REVIEW"] = wanted
    files = hub.files()

    job = machine.run(hub.workflows / "post.yml", inputs=form, only="post")["post"]

    assert job.result == "success", job.output
    assert (hub.files(), job.outputs["commit"], job.outputs["incident"]) == (files, "", "")
    assert re.fullmatch(r"## To be reviewed\n\nPushed to the branch statuary/[\w-]+\.\n+", job.summary)
    assert {command.name for step in job.steps for command in step.commands} <= {"stop-commands"}


def _assert_only_text(hub: Hub, job: Job) -> None:
    assert list(hub.folder.rglob(MARK)) == [], "something was executed"
    assert {command.name for step in job.steps for command in step.commands} <= {"stop-commands"}
    assert "not-a-token" not in job.output + job.summary


def _updates(hub: Hub) -> list[Update]:
    with hub.clone("reader") as work:
        site = load(work).site
        assert site is not None
        return list(next(one for one in site.incidents if one.id == INCIDENT).updates)


def _forged(summary: str) -> list[str]:
    """What GitHub, which reads a summary as CommonMark with HTML, would make of somebody's words beyond text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(summary.replace(FOLD, "", 1))
    titles = [
        tokens[i + 1].content
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.level
    ]
    found = [title for title in titles if title]
    pieces = [child for token in tokens for child in token.children or ()]
    html = [token.content for token in (*tokens, *pieces) if token.type in ("html_block", "html_inline")]
    found += [tag for tag in re.findall(r"<(\w+)", "".join(html)) if tag not in HARMLESS]
    found += [token.content for token in pieces if token.type in ("image", "link_open")]
    texts = [token.content for token in (*tokens, *pieces) if token.type in ("html_block", "text")]
    return found + [call for text in texts for call in re.findall(r"@\w+|#\d+", text.replace("&#10;", ""))]
