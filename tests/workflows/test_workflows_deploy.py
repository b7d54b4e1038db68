"""deploy.yml, step by step as GitHub's machines run it."""

import json
from collections.abc import Mapping

from workflows_hub import INCIDENT, OPEN, Hub, git
from workflows_runner import Job, Running


def deploy(hub: Hub, commit: str = "") -> dict[str, Job]:
    return hub.machine().run(hub.workflows / "deploy.yml", github={"sha": commit})


def results(jobs: Mapping[str, Job]) -> dict[str, str]:
    return {name: job.result for name, job in jobs.items()}


def test_a_push_is_built_deployed_and_verified(hub: Hub) -> None:
    jobs = deploy(hub)

    assert results(jobs) == {"build": "success", "deploy": "success", "verify": "success"}, jobs[
        "verify"
    ].output
    assert "Some card payments fail" in (hub.www / "index.html").read_text()
    assert f"{hub.url} serves the build of" in jobs["verify"].output
    assert hub.installed[:2] == [
        "install --require-hashes -r .github/requirements.txt",
        "install --no-deps -r .github/statuary.txt",
    ]


def test_the_newest_main_is_built_whatever_started_the_run(hub: Hub) -> None:
    older = git(hub.remote, "rev-parse", "main")
    newer = hub.commit(
        {f"incidents/{INCIDENT}.md": OPEN.replace("one card payment", "every second card payment")}
    )

    deploy(hub, older)

    assert json.loads((hub.www / "_build.json").read_text())["commit"] == newer


def test_a_broken_file_is_published_as_it_was_and_the_run_ends_red(hub: Hub) -> None:
    hub.commit({f"incidents/{INCIDENT}.md": OPEN.replace("partial_outage", "outtage ::error::x")})

    jobs = deploy(hub)

    assert results(jobs) == {"build": "success", "deploy": "success", "verify": "failure"}
    assert "Some card payments fail" in (hub.www / "index.html").read_text(), "it is not green"
    errors = [one for one in jobs["build"].step("Build the page").commands if one.name == "error"]
    assert errors[0].facts.startswith(f"file=incidents/{INCIDENT}.md,line=4,")
    assert "1 error" in jobs["verify"].summary
    assert jobs["verify"].step("Compare it with what is served").outcome == "success"


def test_a_page_that_cannot_be_built_at_all_is_not_deployed(hub: Hub) -> None:
    git(hub.folder / "first", "checkout", "--quiet", "--orphan", "new")
    (hub.folder / "first" / "mkdocs.yml").write_text("site_name: [")
    git(hub.folder / "first", "commit", "--quiet", "--all", "--message", "New")
    git(hub.folder / "first", "push", "--quiet", "--force", str(hub.remote), "new:main")

    jobs = deploy(hub)

    assert results(jobs) == {"build": "failure", "deploy": "skipped", "verify": "skipped"}
    assert list(hub.www.iterdir()) == [], "what was served still is"


def test_a_site_that_somebody_committed_is_never_deployed(hub: Hub) -> None:
    hub.commit({"site/_build.json": "{}", "site/index.html": "All is well", "mkdocs.yml": "site_name: ["})

    jobs = deploy(hub)

    assert "All is well" not in "".join(path.read_text() for path in hub.www.glob("*.html"))
    assert results(jobs)["build"] == "failure" or "Some card payments" in (hub.www / "index.html").read_text()


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
