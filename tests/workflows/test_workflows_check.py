"""check.yml: what a pull request's author and reviewer see."""

import pytest
from markdown_it import MarkdownIt

from support.workflows.hostile import MARK
from support.workflows.hub import INCIDENT, NOW, OPEN, Hub
from support.workflows.written import Job

PATH = f"incidents/{INCIDENT}.md"
FINE = (
    OPEN
    + f"""
## {NOW:%Y-%m-%d %H:%M} UTC — Resolved

Card payments **work** again. We are sorry.
"""
)


def check(hub: Hub) -> Job:
    facts = {"ref": "refs/heads/change", "base_ref": "main"}
    return hub.machine().run(hub.workflows / "check.yml", github=facts)["check"]


@pytest.mark.long
def test_a_reviewer_sees_the_update_and_the_new_sentence(hub: Hub) -> None:
    hub.commit({PATH: FINE}, "change")

    job = check(hub)

    assert job.result == "success", job.output
    assert "> <p>Card payments <strong>work</strong> again. We are sorry.</p>" in job.summary
    now, before = job.summary.split("in place of")
    assert "**Operational:**" in now and "**Major incident:**" in before
    page = hub.folder / "artifacts" / "page" / "incidents" / INCIDENT / "index.html"
    assert "Card payments <strong>work</strong> again" in page.read_text()


@pytest.mark.long
def test_the_ten_most_important_problems_annotate_lines_and_the_rest_is_in_the_summary(hub: Hub) -> None:
    bad = OPEN.replace("partial_outage", "outtage")
    others = {f"incidents/{NOW:%Y-%m-%d}-other-{number}.md": bad for number in range(12)}
    hub.commit(others)
    hub.commit({**others, PATH: bad}, "change")

    job = check(hub)

    step = job.step("Check the incidents")
    errors = [command for command in step.commands if command.name == "error"]
    assert job.result == "failure"
    assert len(errors) == 10
    assert errors[0].facts.startswith(f"file={PATH},line=4,"), "what this pull request changes comes first"
    assert job.summary.startswith("## 13 errors\n")
    assert job.summary.count("is not a component status") == 13


def test_a_hostile_pull_request_forges_nothing(hub: Hub) -> None:
    text = (
        f"$(touch {MARK})\n\n<h1>Approved</h1> <!-- x -->\n\n    ::error::x\n\n##[add-mask]a\n\n"
        "@everyone #1\n\n```\ncode\n\n# Approved\n```\n\n### Approved"
    )
    forged = FINE.replace("Card payments **work** again.", text).replace(
        "Some card", "::warning::`*Some* card"
    )
    typo = OPEN.replace("checkout:", "“##[error]x ::error::x”:").replace("one card", "<script>one</script>")
    hub.commit({PATH: forged, f"incidents/{NOW:%Y-%m-%d}-b.md": typo}, "change")

    job = check(hub)

    assert list(hub.folder.rglob(MARK)) == []
    commands = [command for step in job.steps for command in step.commands]
    assert {command.name for command in commands} == {"error", "stop-commands"}
    assert all(command.facts.startswith("file=incidents/") for command in commands if command.name == "error")
    tokens = MarkdownIt("commonmark").parse(job.summary)
    titles = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    assert not [title for title in titles if "Approved" in title]
    assert "@everyone" not in job.summary and "<h1>" not in job.summary and "<script>" not in job.summary


@pytest.mark.long
def test_what_goes_is_named(hub: Hub) -> None:
    hub.commit({PATH: FINE})
    hub.commit({PATH: None}, "change")

    assert "**The whole incident goes.**" in check(hub).summary


@pytest.mark.long
def test_an_open_incident_must_not_go(hub: Hub) -> None:
    hub.commit({PATH: None}, "change")

    job = check(hub)

    assert job.result == "failure"
    assert "was open and its file is gone" in job.summary
