"""The job of deploy.yml that tells subscribers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from support.git import git
from support.receiver import Receiver, receiving
from support.workflows.hub import INCIDENT, NOW, OPEN, Hub
from support.workflows.written import Job, read

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATH = f"incidents/{INCIDENT}.md"
NEWS = (
    OPEN
    + f"\n## {NOW - timedelta(minutes=5):%Y-%m-%d %H:%M} UTC — Identified\n\nA cable ::error:: is the cause.\n"
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def listening(hub: Hub) -> None:
    """The owner names a listener."""
    config = hub.show("mkdocs.yml")
    hub.commit({"mkdocs.yml": f"{config.rstrip()}\n      notify:\n        - name: hook\n"})


def deploy(hub: Hub, receiver: Receiver, asked: str = "", event: str = "push") -> dict[str, Job]:
    machine = hub.machine(STATUARY_NOTIFY=f"hook=webhook+{receiver.url}/hook?secret={SECRET}")
    github = {
        "event_name": event,
        "event": {"schedule": "17 */3 * * *", "repository": {"visibility": "private"}},
    }
    return machine.run(
        hub.workflows / "deploy.yml", github=github, inputs={"notify": asked} if asked else None
    )


@pytest.mark.long
def test_without_listeners_no_machine_is_started(hub: Hub, receiver: Receiver) -> None:
    assert deploy(hub, receiver)["notify"].result == "skipped"


@pytest.mark.long
def test_subscribers_are_told_of_what_readers_see(hub: Hub, receiver: Receiver) -> None:
    listening(hub)
    begun = deploy(hub, receiver, "start")["notify"]
    assert begun.result == "success" and receiver.posted == [], begun.output
    hub.commit({PATH: NEWS})

    told = deploy(hub, receiver)["notify"]
    by_the_clock = deploy(hub, receiver, event="schedule")["notify"]

    assert (told.result, by_the_clock.result) == ("success", "success"), by_the_clock.output
    assert [one.path for one in receiver.posted] == ["/hook"]
    assert "| sent |" in told.summary and "Nothing is new" in by_the_clock.output
    assert SECRET not in told.output and receiver.host not in told.output
    assert [one.name for step in told.steps for one in step.commands if one.name == "error"] == []
    assert hub.installed[-1].endswith("--only-binary :all: -r .github/notify.txt")
    assert "refs/heads/status-ledger" in git(hub.remote, "for-each-ref")


@pytest.mark.long
def test_without_a_ledger_the_run_is_red_and_says_what_to_do(hub: Hub, receiver: Receiver) -> None:
    listening(hub)
    job = deploy(hub, receiver)["notify"]
    assert job.result == "failure" and "statuary notify --start" in job.output and receiver.posted == []


@pytest.mark.long
def test_a_broken_file_of_another_incident_silences_nobody(hub: Hub, receiver: Receiver) -> None:
    listening(hub)
    deploy(hub, receiver, "start")
    hub.commit({PATH: NEWS, "incidents/2026-01-01-other.md": "broken"})

    jobs = deploy(hub, receiver)

    assert (jobs["verify"].result, jobs["notify"].result) == ("failure", "success"), jobs["notify"].output
    assert len(receiver.posted) == 1


def test_only_it_has_the_secret_and_may_write(hub: Hub) -> None:
    jobs = read(hub.workflows / "deploy.yml")["jobs"]
    called = read(hub.workflows / "post.yml")["jobs"]["deploy"]["permissions"]

    assert (
        jobs["notify"]["permissions"] == {"contents": "write"} and jobs["notify"]["environment"] == "notify"
    )
    assert [name for name, job in jobs.items() if "STATUARY_NOTIFY" in str(job)] == ["notify"]
    assert [name for name, job in jobs.items() if job["permissions"].get("contents") == "write"] == ["notify"]
    # A called workflow gets no more than its caller has; else GitHub refuses to start the run.
    wanted = {
        (key, value) for job in jobs.values() for key, value in job["permissions"].items() if value == "write"
    }
    assert wanted <= set(called.items())
