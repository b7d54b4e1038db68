"""deploy.yml keeps one issue of what is overdue: opened, renewed, closed; mail only for what is new."""

import json
from datetime import timedelta

import pytest

from support.workflows.hub import INCIDENT, NOW, OPEN, Hub, path
from support.workflows.written import Job, read

LATE = OPEN.replace("next update: 2 h", "next update: 10 min")  # opened half an hour ago


def remind(hub: Hub, **variables: str) -> Job:
    machine = hub.machine()
    machine.variables |= variables
    return machine.run(hub.workflows / "deploy.yml", only="remind")["remind"]


def mails(hub: Hub) -> list[str]:
    file = hub.folder / "mails"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def issues(hub: Hub) -> list[dict[str, str]]:
    file = hub.folder / "issues.json"
    return list(json.loads(file.read_text())) if file.exists() else []


def test_an_issue_is_opened_and_closed(hub: Hub) -> None:
    assert remind(hub).result == "success"
    assert mails(hub) == []

    hub.commit({path(): LATE})
    job = remind(hub, STATUARY_ON_DUTY="octocat")

    assert job.result == "success", job.output
    assert [one.name for one in job.step("Look what is overdue, and keep the issue").commands] == [
        "warning",
        "stop-commands",
    ]
    (opened,) = mails(hub)
    assert opened.startswith("opened 1: Overdue: Some card payments fail\n@octocat\n\n")
    assert "the next update was promised for" in opened
    assert f"`statuary update {INCIDENT} --publish`" in opened
    assert "(https://github.com/example/status/actions/workflows/post.yml)" in opened
    assert "every 3 hours" in opened and "3 hours late" in opened

    assert remind(hub, STATUARY_ON_DUTY="octocat").result == "success"
    assert mails(hub) == [opened]

    hub.commit({path(): f"{LATE}\n## {NOW:%Y-%m-%d %H:%M} UTC — Resolved\n\nCards work again.\n"})
    remind(hub)

    assert mails(hub)[1:] == ["closed 1"]
    assert issues(hub)[0]["state"] == "closed"


@pytest.mark.long
def test_mail_only_for_what_is_new(hub: Hub) -> None:
    hub.commit({path(): LATE})
    remind(hub)
    hub.commit({path(): LATE.replace("Some card payments fail", "Card payments fail")})
    remind(hub)

    assert issues(hub)[0]["title"] == "Overdue: Card payments fail"
    assert len(mails(hub)) == 1

    search = LATE.replace("Some card payments fail", "Search finds nothing").replace("checkout", "search")
    hub.commit({f"incidents/{NOW:%Y-%m-%d}-search.md": search})
    remind(hub)

    assert issues(hub)[0]["title"] == "Overdue: Card payments fail, and 1 more"
    (_, comment) = mails(hub)
    assert comment.startswith("comment on 1:\nThis has become overdue, too:\n\n- [Search finds nothing]")
    assert "Card payments" not in comment

    kept = LATE.replace("Some card payments fail", "Card payments fail")
    hub.commit(
        {path(): f"{kept}\n## {NOW:%Y-%m-%d %H:%M} UTC — Update\n\n- next update: 30 min\n\nStill so.\n"}
    )
    remind(hub)
    assert issues(hub)[0]["title"] == "Overdue: Search finds nothing"
    assert len(mails(hub)) == 2


@pytest.mark.long
def test_a_broken_file_beside_it_hides_nothing(hub: Hub) -> None:
    hub.commit({path(): LATE})
    hub.commit({path(): LATE.replace("partial_outage", "outtage")})

    job = remind(hub)

    assert job.result == "success", job.output
    assert "Something may be missing here, for these files cannot be read" in mails(hub)[0]


@pytest.mark.long
def test_the_words_of_authors_call_nobody_and_are_no_commands(hub: Hub) -> None:
    title = "Fail ::error::x @octocat <!-- statuary-remind: 0 -->"
    hub.commit({path(): LATE.replace("Some card payments fail", title)})

    job = remind(hub, STATUARY_ON_DUTY="not a name")

    assert [one.name for one in job.step("Look what is overdue, and keep the issue").commands] == [
        "warning",
        "stop-commands",
    ]
    assert "@octocat" not in issues(hub)[0]["body"] and "@not" not in issues(hub)[0]["body"]
    assert remind(hub).result == "success"
    assert len(mails(hub)) == 1


@pytest.mark.long
def test_issues_of_others_are_left_alone(hub: Hub) -> None:
    theirs = {"number": 1, "state": "open", "title": "Mine", "body": "<!-- statuary-remind: -->"}
    theirs["user"] = {"login": "octocat"}
    (hub.folder / "issues.json").write_text(json.dumps([theirs]))
    remind(hub)
    assert issues(hub) == [theirs] and mails(hub) == []

    hub.commit({path(): LATE})
    remind(hub)
    assert [one["number"] for one in issues(hub)] == [2, 1]


@pytest.mark.parametrize("file", ["issues-off", "issues-refused"])
def test_where_there_are_no_issues_the_run_stays_green(hub: Hub, file: str) -> None:
    (hub.folder / file).touch()
    hub.commit({path(): LATE})

    job = remind(hub)

    assert job.result == "success", job.output
    assert "so there is none of what is overdue" in job.output
    assert "1 overdue" in job.output
    assert mails(hub) == []


def test_it_can_be_switched_off(hub: Hub) -> None:
    assert remind(hub, STATUARY_REMIND="false").result == "skipped"


@pytest.mark.long
def test_a_broken_configuration_hides_nothing_either(hub: Hub) -> None:
    hub.commit({path(): LATE, "mkdocs.yml": "site_name: [\n"})

    assert remind(hub).result == "success"
    assert "Some card payments fail" in mails(hub)[0] and "mkdocs" in mails(hub)[0]


def test_it_may_write_issues_and_nothing_else_may(hub: Hub) -> None:
    jobs = {
        f"{name}/{key}": job.get("permissions", {})
        for name in ("check", "deploy", "post", "publish")
        for key, job in read(hub.workflows / f"{name}.yml")["jobs"].items()
    }
    assert [key for key, one in jobs.items() if one.get("issues") == "write"] == [
        "deploy/remind",
        "post/deploy",
    ]
    assert jobs["deploy/remind"] == {"contents": "read", "issues": "write"}
    assert timedelta(
        minutes=read(hub.workflows / "deploy.yml")["jobs"]["remind"]["timeout-minutes"]
    ) <= timedelta(minutes=10)
