"""`statuary status`: the same truth in the terminal, from the files or from any page that speaks API v2."""

import json
from datetime import UTC, datetime

import pytest

from support.command import run
from support.repository import INCIDENT, MakeRepository
from support.servers import Answers
from support.status_web import COMPONENTS, PAGE, PATH, SUMMARY, serve, told


def test_from_the_files(repository: MakeRepository) -> None:
    result = told(root=repository({"2026-11-22-card-payments-fail.md": INCIDENT}))

    assert result.exit_code == 0, result.output
    assert "Some card payments fail" in result.stdout
    assert "About one card payment in five fails." in result.stdout
    assert "Next update" in result.stdout


def test_from_the_files_it_says_what_the_page_says(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    built = run(root, "build")

    assert built.exit_code == 0, built.output
    assert told(root=root).stdout == (root / "site/status.txt").read_text(encoding="utf-8")


def test_for_programs_from_the_files(repository: MakeRepository) -> None:
    document = json.loads(
        told("--json", root=repository({"2026-11-22-card-payments-fail.md": INCIDENT})).stdout
    )

    assert document["page"] == {"name": "Example status", "url": "https://status.example.com/"}
    assert document["indicator"] == "major"
    assert document["components"] == {"checkout": "partial_outage", "search": "operational"}
    assert document["names"] == {"checkout": "Checkout", "search": "Search"}
    assert document["incidents"][0]["newest"] == {
        "at": "2026-11-22T10:04:00Z",
        "stage": "investigating",
        "text": "About one card payment in five fails.",
    }


def test_from_the_web_what_nobody_speaks_of_is_not_confirmed(web: Answers) -> None:
    """As on the page itself; these dates are long past on any day."""
    old = {"incident_updates": [{"status": "identified", "display_at": "2020-01-02T10:00:00Z"}]}
    incidents = [{"id": "a", "name": "Old", "status": "identified", "impact": "critical"} | old]
    incidents.append(
        {"id": "b", "name": "New", "status": "identified", "impact": "minor", "incident_updates": []}
    )
    said = told(serve(web, SUMMARY | {"incidents": incidents})).stdout
    document = json.loads(told(serve(web, SUMMARY | {"incidents": incidents}), "--json").stdout)

    assert "2 open incidents (Critical impact): New." in said
    assert "1 other incident is open." in " ".join(said.split())
    assert "No update since 2 Jan 2020, 11:00 CET; this may no longer be so." in " ".join(said.split())
    assert [(one["title"], one["unconfirmed"]) for one in document["incidents"]] == [
        ("New", False),
        ("Old", True),
    ]


def test_errors_in_the_files(repository: MakeRepository) -> None:
    result = told(root=repository({"2026-11-22-x.md": INCIDENT.replace("partial_outage", "dwon")}))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "component-status" in result.stderr


def test_from_the_web(web: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statuary.clock.present", lambda: datetime(2026, 11, 22, 11, tzinfo=UTC))
    result = told(serve(web, SUMMARY))

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Example\n\nMajor incident: Card payments fail. Partial outage: Checkout."
    )
    assert "  A link is broken.\n  We mend it.\n" in result.stdout
    assert "Older words" not in result.stdout
    assert "1 December 2099, 23:00 CET to 2 December 2099, 00:00 CET" in result.stdout
    assert "https://status.example.net/incidents/kctbh9vrtdwd/" in result.stdout
    assert result.stdout.index("Checkout  ") < result.stdout.index("API  ")
    assert "Beta" not in result.stdout


def test_for_programs_from_the_web(web: Answers) -> None:
    document = json.loads(told(serve(web, SUMMARY), "--json").stdout)

    assert document["page"] == {"name": "Example", "url": "https://status.example.net/"}
    assert document["components"] == {"c1": "partial_outage", "c2": "operational", "c3": "operational"}
    assert [item["stage"] for item in document["incidents"]] == ["identified"]
    assert document["incidents"][0]["newest"]["text"] == "A link is broken.\nWe mend it."
    assert document["maintenance"][0]["components"] == {"c2": "under_maintenance"}
    assert document["maintenance"][0]["ends"] == "2099-12-01T23:00:00Z"


def test_both_give_documents_of_one_shape(repository: MakeRepository, web: Answers) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    here = json.loads(told("--json", root=root).stdout)
    there = json.loads(told(serve(web, SUMMARY), "--json").stdout)

    assert list(here) == list(there)
    assert list(here["incidents"][0]) == list(there["incidents"][0])


def test_our_own_page_says_the_same_over_the_web(repository: MakeRepository, web: Answers) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    assert run(root, "build").exit_code == 0
    web.files[PATH] = (root / "site/api/v2/summary.json").read_bytes()
    here = json.loads(told("--json", root=root).stdout)
    there = json.loads(told(web.url, "--json").stdout)

    assert there["page"] == here["page"]
    assert there["indicator"] == here["indicator"]
    assert list(there["components"].values()) == list(here["components"].values())
    assert list(there["names"].values()) == list(here["names"].values())
    for key in ("url", "title", "stage", "impact", "start"):
        assert there["incidents"][0][key] == here["incidents"][0][key], key
    # The API has no fields for who is affected and the like, so our pages say them in the body.
    assert there["incidents"][0]["newest"]["text"].startswith(here["incidents"][0]["newest"]["text"])


def test_a_page_without_anything_open(web: Answers) -> None:
    calm = {"page": PAGE, "status": {"indicator": "none"}, "components": [COMPONENTS[3]]}
    result = told(serve(web, calm))

    assert result.exit_code == 0, result.output
    assert "Operational: No known problems" in result.stdout


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("Nothing is reported yet", "Unknown: Nothing is reported yet."),
        ("All Systems Operational", "Operational: No known problems."),
    ],
)
def test_a_page_without_components_says_itself_whether_anything_was_reported(
    web: Answers, description: str, said: str
) -> None:
    status = {"indicator": "none", "description": description}
    assert said in told(serve(web, {"page": PAGE, "status": status, "components": []})).stdout


def test_the_page_has_the_last_word_on_its_state(web: Answers) -> None:
    """It may be set by hand; nothing here makes it milder."""
    result = told(serve(web, SUMMARY | {"incidents": [], "status": {"indicator": "critical"}}))

    assert "Critical incident" in result.stdout
