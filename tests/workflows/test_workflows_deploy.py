"""deploy.yml, step by step as GitHub's machines run it."""

import json
from collections.abc import Mapping

import pytest

from support.git import git
from support.workflows.hub import INCIDENT, NOW, OPEN, Hub
from support.workflows.runner import Running
from support.workflows.written import Job, read


def deploy(hub: Hub, commit: str = "") -> dict[str, Job]:
    return hub.machine().run(hub.workflows / "deploy.yml", github={"sha": commit})


def by_the_clock(hub: Hub, cron: str = "17 */3 * * *", visibility: str = "private") -> dict[str, Job]:
    event = {"schedule": cron, "repository": {"visibility": visibility}}
    return hub.machine().run(hub.workflows / "deploy.yml", github={"event_name": "schedule", "event": event})


def results(jobs: Mapping[str, Job]) -> dict[str, str]:
    """Those of deploy.yml itself; the machine that publishes is `publish/publish`. Others are tried by themselves."""
    return {
        name: job.result for name, job in jobs.items() if "/" not in name and name not in ("remind", "notify")
    }


def steps(job: Job) -> dict[str, str]:
    return {step.name: step.outcome for step in job.steps}


def test_a_push_is_built_deployed_and_verified(hub: Hub) -> None:
    jobs = deploy(hub)

    assert results(jobs) == {"publish": "success", "verify": "success"}, jobs["verify"].output
    assert "Some card payments fail" in (hub.www / "index.html").read_text()
    assert f"{hub.url} serves the build of" in jobs["verify"].output
    (line,) = set(hub.installed)
    assert "--require-hashes" in line
    assert line.endswith("--only-binary :all: -r .github/requirements.txt -r .github/wheels.txt")


@pytest.mark.long
def test_from_a_push_to_the_page_it_takes_one_machine_and_six_steps(hub: Hub) -> None:
    """Each further machine costs readers some ten seconds, each further step some one."""
    ran = [name for name, outcome in steps(deploy(hub)["publish/publish"]).items() if outcome != "skipped"]

    assert ran == [
        "actions/checkout",
        "actions/setup-python",
        "Install Statuary",
        "Build the page",
        "actions/upload-pages-artifact",
        "Publish the page",
    ]


@pytest.mark.long
def test_the_newest_main_is_built_whatever_started_the_run(hub: Hub) -> None:
    older = git(hub.remote, "rev-parse", "main")
    newer = hub.commit(
        {f"incidents/{INCIDENT}.md": OPEN.replace("one card payment", "every second card payment")}
    )

    deploy(hub, older)

    assert json.loads((hub.www / "_build.json").read_text())["commit"] == newer


@pytest.mark.long
def test_a_broken_file_is_published_as_it_was_and_the_run_ends_red(hub: Hub) -> None:
    hub.commit({f"incidents/{INCIDENT}.md": OPEN.replace("partial_outage", "outtage ::error::x")})

    jobs = deploy(hub)

    assert results(jobs) == {"publish": "success", "verify": "failure"}
    assert "Some card payments fail" in (hub.www / "index.html").read_text(), "it is not green"
    errors = [one for one in jobs["publish/publish"].step("Build the page").commands if one.name == "error"]
    assert errors[0].facts.startswith(f"file=incidents/{INCIDENT}.md,line=4,")
    assert "1 error" in jobs["verify"].summary
    assert jobs["verify"].step("Compare it with what is served").outcome == "success"


@pytest.mark.long
def test_a_page_that_cannot_be_built_at_all_is_not_deployed(hub: Hub) -> None:
    git(hub.folder / "first", "checkout", "--quiet", "--orphan", "new")
    (hub.folder / "first" / "mkdocs.yml").write_text("site_name: [")
    git(hub.folder / "first", "commit", "--quiet", "--all", "--message", "New")
    git(hub.folder / "first", "push", "--quiet", "--force", str(hub.remote), "new:main")

    jobs = deploy(hub)

    assert results(jobs) == {"publish": "failure", "verify": "skipped"}
    assert list(hub.www.iterdir()) == [], "what was served still is"


@pytest.mark.long
def test_a_site_that_somebody_committed_is_never_deployed(hub: Hub) -> None:
    hub.commit({"site/_build.json": "{}", "site/index.html": "All is well", "mkdocs.yml": "site_name: ["})

    jobs = deploy(hub)

    assert "All is well" not in "".join(path.read_text() for path in hub.www.glob("*.html"))
    assert (
        results(jobs)["publish"] == "failure" or "Some card payments" in (hub.www / "index.html").read_text()
    )


@pytest.mark.long
def test_a_host_that_serves_something_else_is_found_out(hub: Hub) -> None:
    machine = hub.machine()
    deployed = machine.actions["actions/deploy-pages"]

    def tampered(running: Running, given: Mapping[str, str]) -> Mapping[str, str]:
        outputs = deployed(running, given)
        (hub.www / "index.html").write_text("<p>All is well</p>")
        return outputs

    machine.actions = {**machine.actions, "actions/deploy-pages": tampered}
    machine.replaced["WAIT"] = "0"
    jobs = machine.run(hub.workflows / "deploy.yml")

    assert jobs["verify"].result == "failure"
    assert "differs in index.html" in jobs["verify"].output


@pytest.mark.long
def test_without_pages_the_run_says_so_and_how_to_go_on(hub: Hub) -> None:
    hub.switch_pages(on=False)

    jobs = deploy(hub)

    assert results(jobs) == {"publish": "failure", "verify": "skipped"}
    said = jobs["publish/publish"].summary
    assert "GitHub Pages is not switched on for this repository." in said
    assert "\n    gh api --method POST repos/example/status/pages -f build_type=workflow\n" in said
    assert "\n    gh workflow run deploy.yml --repo example/status\n" in said
    (error,) = jobs["publish/publish"].step("Say why it was not published").commands
    assert error.name == "error" and "--method POST" in error.data

    hub.switch_pages(on=True)
    assert results(deploy(hub)) == {"publish": "success", "verify": "success"}


@pytest.fixture
def calm(hub: Hub) -> Hub:
    """A page on which nothing is open."""
    hub.commit({f"incidents/{INCIDENT}.md": f"{OPEN}\n## {NOW:%Y-%m-%d %H:%M} UTC — Resolved\n\nFixed.\n"})
    assert results(deploy(hub)) == {"publish": "success", "verify": "success"}
    return hub


def published(jobs: Mapping[str, Job]) -> bool:
    return steps(jobs["publish/publish"])["Publish the page"] == "success"


@pytest.mark.long
def test_the_clock_publishes_nothing_while_readers_see_the_same(calm: Hub) -> None:
    jobs = by_the_clock(calm)

    assert results(jobs) == {"publish": "success", "verify": "skipped"}
    assert not published(jobs)


@pytest.mark.long
def test_the_clock_publishes_what_time_has_changed(calm: Hub) -> None:
    home = calm.www / "index.html"
    yesterday = home.read_text().replace("</h1>", " since yesterday</h1>")
    assert "since yesterday" in yesterday
    home.write_text(yesterday)

    jobs = by_the_clock(calm)

    assert published(jobs)
    assert results(jobs) == {"publish": "success", "verify": "skipped"}, (
        "one machine, for minutes are paid for"
    )
    assert home.read_text() != yesterday


@pytest.mark.long
def test_the_clock_publishes_a_commit_that_did_not_go_out(calm: Hub) -> None:
    calm.commit({"incidents/README.md": "Ours"})

    assert published(by_the_clock(calm))


@pytest.mark.long
def test_private_repositories_pay_for_every_third_hour_only(calm: Hub) -> None:
    hourly = read(calm.workflows / "deploy.yml")["on"]["schedule"][1]["cron"]

    assert results(by_the_clock(calm, hourly)) == {"publish": "skipped", "verify": "skipped"}
    assert results(by_the_clock(calm, hourly, "public"))["publish"] == "success"
    hours = [cron["cron"].split()[1] for cron in read(calm.workflows / "deploy.yml")["on"]["schedule"]]
    both = sorted({*range(0, 24, 3), *map(int, hours[1].split(","))})
    assert (hours[0], both) == ("*/3", list(range(24))), "in public ones, every hour"
    # Of a month of 31 days: 248 looks of one minute; one of them a day publishes the new day.
    assert 31 * 24 / 3 + 31 <= 300


@pytest.mark.long
def test_a_run_that_is_run_again_has_an_artifact_of_its_own(hub: Hub) -> None:
    """Those of the attempts before are kept, and Pages refuses two of one name."""
    machine = hub.machine()
    machine.env["GITHUB_RUN_ATTEMPT"] = "2"

    jobs = machine.run(hub.workflows / "deploy.yml")

    assert results(jobs) == {"publish": "success", "verify": "success"}
    assert [one.name for one in (hub.folder / "artifacts").iterdir()] == ["github-pages-2"]
