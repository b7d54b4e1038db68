"""post.yml: the form "Post an update", from what was typed to a served page."""

import json
import re
import time
from datetime import timedelta

import pytest

from support.git import git
from support.repository import write
from support.workflows.hub import INCIDENT, OPENED, Hub, path, post
from support.workflows.written import Job


def started() -> str:
    """The present, as a job notes it for the next one."""
    return f"{time.time():.0f}"  # noqa: TID251 - the steps compare it with the clock


@pytest.mark.long
def test_an_update_goes_to_the_open_incident_and_to_readers(hub: Hub) -> None:
    jobs = post(
        hub, text="A faulty network link is the cause.\\n\\nWe move traffic away.", stage="Identified"
    )

    results = {name: job.result for name, job in jobs.items()}
    assert results.pop("deploy/notify") == "skipped", "nobody is named in mkdocs.yml"
    assert set(results.values()) == {"success"}, [job.output for job in jobs.values()]
    assert "A faulty network link is the cause.\n\nWe move traffic away." in hub.show(path())
    assert "A faulty network link" in (hub.www / "incidents" / INCIDENT / "index.html").read_text()
    assert re.search(rf"Live after \d+ s: {hub.url}incidents/{INCIDENT}/", jobs["live"].summary)
    assert "**Identified**" in jobs["post"].summary
    assert git(hub.remote, "log", "-1", "--format=%an <%ae>", "main") == (
        "octocat <583231+octocat@users.noreply.github.com>"
    )


@pytest.mark.long
def test_the_form_asks_who_is_affected_what_they_can_do_and_when_they_hear_more(hub: Hub) -> None:
    said = {"who": "shops in Spain", "workaround": "Pay by bank transfer.", "next_update": "none"}

    job = post(hub, only="post", text="A link is down.", **said)["post"]

    assert job.result == "success", job.output
    update = hub.show(path()).rpartition("\n## ")[2]
    assert "- next update: none\n- who: shops in Spain\n- workaround: Pay by bank transfer.\n" in update


@pytest.mark.long
def test_an_empty_form_posts_the_template_of_an_update(hub: Hub) -> None:
    before = hub.show(path())

    assert post(hub, only="post")["post"].result == "success"

    after = hub.show(path())
    assert after.startswith(before)
    assert " UTC — Update\n" in after.removeprefix(before)


@pytest.mark.long
def test_a_new_incident_needs_a_title_and_what_is_affected(hub: Hub) -> None:
    job = post(hub, only="post", title="Search finds nothing", components="search=down, checkout")["post"]

    new = job.outputs["incident"]
    assert job.result == "success", job.output
    assert new.endswith("-search-finds-nothing")
    assert "search: major_outage\n  checkout: partial_outage\n" in hub.show(f"incidents/{new}.md")


@pytest.mark.long
def test_resolved_makes_everything_operational(hub: Hub) -> None:
    job = post(hub, only="post", stage="Resolved", text="Card payments work again.", incident="card")["post"]

    assert job.result == "success", job.output
    assert "**Operational:**" in job.summary


@pytest.mark.long
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


@pytest.mark.long
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


@pytest.mark.long
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


def test_a_run_that_is_run_again_posts_nothing_twice(hub: Hub) -> None:
    before = git(hub.remote, "rev-parse", "main")
    machine = hub.machine()
    machine.env["GITHUB_RUN_ATTEMPT"] = "2"

    job = machine.run(hub.workflows / "post.yml", inputs={"text": "It is fixed."}, only="post")["post"]

    assert job.result == "failure" and "send the form again" in job.output
    assert git(hub.remote, "rev-parse", "main") == before
    assert "It is fixed." in job.summary
