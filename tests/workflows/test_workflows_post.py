"""post.yml: the form "Post an update", from what was typed to a served page."""

import json
import re
import time
from datetime import timedelta

import pytest
from markdown_it import MarkdownIt
from workflows_hostile import FIRST, MARK, TITLE, TOGETHER, VERDICTS
from workflows_hub import INCIDENT, OPENED, Hub, git
from workflows_runner import Job

from sample import write
from statuary.model import Stage, Update
from statuary.render.incident_text import to_plain
from statuary.source import load

HARMLESS = {"p", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "a", "hr", "br", "blockquote"}


def started() -> str:
    """The present, as a job notes it for the next one."""
    return f"{time.time():.0f}"  # noqa: TID251 - the steps compare it with the clock


def post(hub: Hub, *, only: str = "", **inputs: str) -> dict[str, Job]:
    """Send the form; `only`: run no more than this job."""
    return hub.machine().run(hub.workflows / "post.yml", inputs=inputs, only=only)


def path() -> str:
    return f"incidents/{INCIDENT}.md"


def test_an_update_goes_to_the_open_incident_and_to_readers(hub: Hub) -> None:
    jobs = post(
        hub, text="A faulty network link is the cause.\\n\\nWe move traffic away.", stage="Identified"
    )

    assert {job.result for job in jobs.values()} == {"success"}, [job.output for job in jobs.values()]
    assert "A faulty network link is the cause.\n\nWe move traffic away." in hub.show(path())
    assert "A faulty network link" in (hub.www / "incidents" / INCIDENT / "index.html").read_text()
    assert re.search(rf"Live after \d+ s: {hub.url}incidents/{INCIDENT}/", jobs["live"].summary)
    assert "**Identified**" in jobs["post"].summary
    assert git(hub.remote, "log", "-1", "--format=%an <%ae>", "main") == (
        "octocat <583231+octocat@users.noreply.github.com>"
    )


def test_an_empty_form_posts_the_template_of_an_update(hub: Hub) -> None:
    before = hub.show(path())

    assert post(hub, only="post")["post"].result == "success"

    after = hub.show(path())
    assert after.startswith(before)
    assert " UTC — Update\n" in after.removeprefix(before)


def test_a_new_incident_needs_a_title_and_what_is_affected(hub: Hub) -> None:
    job = post(hub, only="post", title="Search finds nothing", components="search=down, checkout")["post"]

    new = job.outputs["incident"]
    assert job.result == "success", job.output
    assert new.endswith("-search-finds-nothing")
    assert "search: major_outage\n  checkout: partial_outage\n" in hub.show(f"incidents/{new}.md")


def test_resolved_makes_everything_operational(hub: Hub) -> None:
    job = post(hub, only="post", stage="Resolved", text="Card payments work again.", incident="card")["post"]

    assert job.result == "success", job.output
    assert "**Operational:**" in job.summary


def test_two_at_once_are_both_posted(hub: Hub) -> None:
    machine = hub.machine()
    later = f"{OPENED + timedelta(minutes=5):%Y-%m-%d %H:%M} UTC"
    theirs = hub.show(path()) + f"\n## {later} — Update\n\nBank transfers work.\n"
    machine.before["Post the update"] = lambda: hub.commit({path(): theirs})

    form = {"text": "We found it.", "stage": "Identified"}
    job = machine.run(hub.workflows / "post.yml", inputs=form, only="post")["post"]

    assert job.result == "success", job.output
    assert "Bank transfers work." in hub.show(path())
    assert "We found it." in hub.show(path())
    assert job.outputs["commit"] == git(hub.remote, "rev-parse", "main")


@pytest.mark.parametrize("text", [*FIRST.values(), TOGETHER], ids=[*FIRST, "the rest"])
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


@pytest.mark.parametrize("title", [FIRST["option"], TITLE], ids=["option", "the rest"])
def test_a_title_is_text_and_nothing_else(hub: Hub, title: str) -> None:
    job = post(hub, only="post", title=title, components="search", text="We look into it.")["post"]

    assert job.result == "success", job.output
    _assert_only_text(hub, job)
    assert job.outputs["commit"] == git(hub.remote, "rev-parse", "main")
    assert _forged(job.summary) == []


@pytest.mark.parametrize("field", ["incident", "components", "next_update"])
def test_no_other_field_is_executed_either(hub: Hub, field: str) -> None:
    form = {"text": "We know it.", field: f'$(touch {MARK})`touch {MARK}`"; touch {MARK};\n::error::x'}

    job = post(hub, only="post", **form)["post"]

    assert job.result == "failure", "there is no such thing"
    _assert_only_text(hub, job)


def test_what_cannot_be_posted_is_not_lost(hub: Hub) -> None:
    before = hub.show(path())

    job = post(hub, only="post", text="Fine again\\n# Forged", components="nonsense")["post"]

    assert job.result == "failure"
    assert hub.show(path()) == before
    assert "## Nothing was posted" in job.summary
    assert "    Fine again\n    # Forged\n" in job.summary, "as code, so that it is no heading"


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


@pytest.mark.parametrize(
    ("wanted", "form"),
    [
        ("true", {"text": VERDICTS, "stage": "Identified"}),
        ("yes", {"text": VERDICTS.replace("\\n\\n", "\\n"), "incident": "card", "anyway": " "}),
        ("True", {"title": VERDICTS.replace("\\n", " ")[:180], "components": "search"}),
    ],
    ids=["paragraphs", "lines", "title"],
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


def test_live_is_read_from_the_commit_and_from_no_name(hub: Hub) -> None:
    posted = hub.commit({"notes.txt": "posted"})
    build = {"commit": posted, "news": {"commit": "0" * 40, "a": posted}}
    write(hub.www / "_build.json", json.dumps(build, indent=2))
    outputs = {"commit": posted, "incident": INCIDENT, "started": started()}
    machine = hub.machine()
    machine.replaced["PATIENCE"] = "0"

    job = machine.run(hub.workflows / "post.yml", only="live", needs={"post": Job(outputs=outputs)})["live"]

    assert job.result == "success", job.output


def test_what_is_not_posted_is_not_deployed(hub: Hub) -> None:
    jobs = post(hub, title="New", incident="card")

    assert {name: job.result for name, job in jobs.items()} == {
        "post": "failure",
        "deploy": "skipped",
        "live": "skipped",
    }
    assert [command.name for step in jobs["post"].steps for command in step.commands] == ["error"]


def test_a_protected_branch_says_so_and_a_deploy_key_is_used(hub: Hub) -> None:
    refusal = "echo 'Changes must be made through a pull request.' >&2"
    write(hub.remote / "hooks" / "pre-receive", f"#!/bin/sh\n{refusal}\nexit 1\n")
    (hub.remote / "hooks" / "pre-receive").chmod(0o755)

    job = hub.machine(STATUARY_DEPLOY_KEY="a key").run(
        hub.workflows / "post.yml", inputs={"text": "We found it."}, only="post"
    )["post"]

    assert job.result == "failure"
    assert "protected" in job.output
    assert "    We found it." in job.summary
    assert hub.given["checkout"][0]["ssh-key"] == "a key"


def test_live_is_said_of_a_newer_build_and_not_of_an_older_one(hub: Hub) -> None:
    older = git(hub.remote, "rev-parse", "main")
    posted = hub.commit({"notes.txt": "posted"})
    newer = hub.commit({"notes.txt": "newer"})

    def live(served: str, patience: str) -> Job:
        write(
            hub.www / "_build.json",
            json.dumps({"version": "0", "commit": served, "content": "x"}, indent=2) + "\n",
        )
        machine = hub.machine()
        machine.replaced["PATIENCE"] = patience
        outputs = {"commit": posted, "incident": INCIDENT, "started": started()}
        return machine.run(hub.workflows / "post.yml", only="live", needs={"post": Job(outputs=outputs)})[
            "live"
        ]

    assert "Live after" in live(newer, "5").summary
    late = live(older, "0")
    assert late.result == "failure"
    assert "does not show it" in late.output


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
    tokens = MarkdownIt("commonmark").enable("table").parse(summary)
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


def test_a_run_that_is_run_again_posts_nothing_twice(hub: Hub) -> None:
    before = git(hub.remote, "rev-parse", "main")
    machine = hub.machine()
    machine.env["GITHUB_RUN_ATTEMPT"] = "2"

    job = machine.run(hub.workflows / "post.yml", inputs={"text": "It is fixed."}, only="post")["post"]

    assert job.result == "failure" and "send the form again" in job.output
    assert git(hub.remote, "rev-parse", "main") == before
    assert "It is fixed." in job.summary
