"""`statuary status`: the same truth in the terminal, from the files or from any page that speaks API v2."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sample import INCIDENT, MakeRepository
from statuary.cli import main
from statuary.remote import AddressError, root_of

Run = Callable[..., Result]
PAGE = {"id": "p1", "name": "Example", "url": "https://status.example.net", "time_zone": "Europe/Berlin"}
COMPONENTS = [
    {"id": "g1", "name": "Shop", "status": "partial_outage", "group": True, "components": ["c1", "c2"]},
    {"id": "c1", "name": "Checkout", "status": "partial_outage", "group_id": "g1", "group": False},
    {"id": "c2", "name": "Search", "status": "operational", "group_id": "g1", "group": False},
    {"id": "c3", "name": "API", "status": "operational", "group_id": None, "group": False},
    {"id": "c4", "name": "Beta", "status": "operational", "only_show_if_degraded": True},
]
UPDATES = [
    {
        "status": "identified",
        "body": "A link is broken.<br />We mend it.",
        "display_at": "2026-11-22T10:31:00.000Z",
    },
    {"status": "investigating", "body": "Older words.", "display_at": "2026-11-22T10:04:00.000Z"},
]
OPEN = {
    "id": "kctbh9vrtdwd",
    "name": "Card payments fail",
    "status": "identified",
    "impact": "major",
    "started_at": "2026-11-22T10:04:00.000Z",
    "shortlink": "https://stspg.example/kctbh9vrtdwd",
    "incident_updates": UPDATES,
    "components": [COMPONENTS[1]],
}
PLANNED = {
    "id": "m1",
    "name": "New machines",
    "status": "scheduled",
    "impact": "maintenance",
    "scheduled_for": "2099-12-01T22:00:00.000Z",
    "scheduled_until": "2099-12-01T23:00:00.000Z",
    "incident_updates": [
        {"status": "scheduled", "body": "Search is off.", "created_at": "2026-11-20T09:00:00Z"}
    ],
    "components": [COMPONENTS[2]],
}
SUMMARY = {
    "page": PAGE,
    "status": {"indicator": "major", "description": "Partial System Outage"},
    "components": COMPONENTS,
    "incidents": [OPEN],
    "scheduled_maintenances": [PLANNED],
}


@dataclass
class Web:
    """A page on this machine: `answers` by path, or `anything` for every path."""

    answers: dict[str, bytes] = field(default_factory=dict)
    code: int = 200
    reason: str | None = None
    root: str = ""

    def page(self, document: Any) -> str:
        """Serve a summary; the page's address."""
        self.answers["/api/v2/summary.json"] = json.dumps(document).encode()
        return self.root


@pytest.fixture
def web() -> Iterator[Web]:
    """A server that says what the test tells it."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = web.answers.get(self.path)
            self.send_response(web.code if content is not None else 404, web.reason)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    web.root = f"http://127.0.0.1:{server.server_address[1]}"
    yield web
    server.shutdown()
    server.server_close()


@pytest.fixture
def run() -> Run:
    """Runs `statuary status`."""
    return lambda *args, root=".": CliRunner().invoke(main, ["-C", str(root), "status", *args])


def test_from_the_files(repository: MakeRepository, run: Run) -> None:
    result = run(root=repository({"2026-11-22-card-payments-fail.md": INCIDENT}))

    assert result.exit_code == 0, result.output
    assert "Some card payments fail" in result.stdout
    assert "About one card payment in five fails." in result.stdout
    assert "Next update" in result.stdout


def test_from_the_files_it_says_what_the_page_says(repository: MakeRepository, run: Run) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    built = CliRunner().invoke(main, ["-C", str(root), "build"])

    assert built.exit_code == 0, built.output
    assert run(root=root).stdout == (root / "site/status.txt").read_text(encoding="utf-8")


def test_for_programs_from_the_files(repository: MakeRepository, run: Run) -> None:
    document = json.loads(
        run("--json", root=repository({"2026-11-22-card-payments-fail.md": INCIDENT})).stdout
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


def test_from_the_web_what_nobody_speaks_of_is_not_confirmed(web: Web, run: Run) -> None:
    """As on the page itself; these dates are long past on any day."""
    old = {"incident_updates": [{"status": "identified", "display_at": "2020-01-02T10:00:00Z"}]}
    incidents = [{"id": "a", "name": "Old", "status": "identified", "impact": "critical"} | old]
    incidents.append(
        {"id": "b", "name": "New", "status": "identified", "impact": "minor", "incident_updates": []}
    )
    said = run(web.page(SUMMARY | {"incidents": incidents})).stdout
    document = json.loads(run(web.page(SUMMARY | {"incidents": incidents}), "--json").stdout)

    assert "Major problem: New." in said
    assert "1 more incident is open." in " ".join(said.split())
    assert "No update since 2 Jan 2020, 11:00 CET; this may no longer be so." in " ".join(said.split())
    assert [(one["title"], one["unconfirmed"]) for one in document["incidents"]] == [
        ("New", False),
        ("Old", True),
    ]


def test_errors_in_the_files(repository: MakeRepository, run: Run) -> None:
    result = run(root=repository({"2026-11-22-x.md": INCIDENT.replace("partial_outage", "dwon")}))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "component-status" in result.stderr


def test_from_the_web(web: Web, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statuary.clock.present", lambda: datetime(2026, 11, 22, 11, tzinfo=UTC))
    result = run(web.page(SUMMARY))

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Example\n\nMajor problem: Card payments fail. Partial outage: Checkout.")
    assert "  A link is broken.\n  We mend it.\n" in result.stdout
    assert "Older words" not in result.stdout
    assert "1 December 2099, 23:00 CET to 2 December 2099, 00:00 CET" in result.stdout
    assert "https://status.example.net/incidents/kctbh9vrtdwd/" in result.stdout
    assert result.stdout.index("Checkout  ") < result.stdout.index("API  ")
    assert "Beta" not in result.stdout


def test_for_programs_from_the_web(web: Web, run: Run) -> None:
    document = json.loads(run(web.page(SUMMARY), "--json").stdout)

    assert document["page"] == {"name": "Example", "url": "https://status.example.net/"}
    assert document["components"] == {"c1": "partial_outage", "c2": "operational", "c3": "operational"}
    assert [item["stage"] for item in document["incidents"]] == ["identified"]
    assert document["incidents"][0]["newest"]["text"] == "A link is broken.\nWe mend it."
    assert document["maintenance"][0]["components"] == {"c2": "under_maintenance"}
    assert document["maintenance"][0]["ends"] == "2099-12-01T23:00:00Z"


def test_both_give_documents_of_one_shape(repository: MakeRepository, web: Web, run: Run) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    here = json.loads(run("--json", root=root).stdout)
    there = json.loads(run(web.page(SUMMARY), "--json").stdout)

    assert list(here) == list(there)
    assert list(here["incidents"][0]) == list(there["incidents"][0])


def test_our_own_page_says_the_same_over_the_web(repository: MakeRepository, web: Web, run: Run) -> None:
    root = repository({"2026-11-22-card-payments-fail.md": INCIDENT})
    assert CliRunner().invoke(main, ["-C", str(root), "build"]).exit_code == 0
    web.answers["/api/v2/summary.json"] = (root / "site/api/v2/summary.json").read_bytes()
    here = json.loads(run("--json", root=root).stdout)
    there = json.loads(run(web.root, "--json").stdout)

    assert there["page"] == here["page"]
    assert there["indicator"] == here["indicator"]
    assert list(there["components"].values()) == list(here["components"].values())
    assert list(there["names"].values()) == list(here["names"].values())
    for key in ("url", "title", "stage", "impact", "start"):
        assert there["incidents"][0][key] == here["incidents"][0][key], key
    # The API has no fields for who is affected and the like, so our pages say them in the body.
    assert there["incidents"][0]["newest"]["text"].startswith(here["incidents"][0]["newest"]["text"])


def test_a_page_without_anything_open(web: Web, run: Run) -> None:
    calm = {"page": PAGE, "status": {"indicator": "none"}, "components": [COMPONENTS[3]]}
    result = run(web.page(calm))

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
    web: Web, run: Run, description: str, said: str
) -> None:
    status = {"indicator": "none", "description": description}
    assert said in run(web.page({"page": PAGE, "status": status, "components": []})).stdout


def test_the_page_has_the_last_word_on_its_state(web: Web, run: Run) -> None:
    """It may be set by hand; nothing here makes it milder."""
    result = run(web.page(SUMMARY | {"incidents": [], "status": {"indicator": "critical"}}))

    assert "Critical problem" in result.stdout


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etxt\r\x00 Fail"


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_nothing_that_a_terminal_obeys_comes_through(web: Web, run: Run, form: list[str]) -> None:
    update = UPDATES[0] | {"body": f"{HOSTILE}<br>&#27;[31m &#x9b;1m <b>{HOSTILE}</b>"}
    incident = OPEN | {"name": HOSTILE, "id": HOSTILE, "shortlink": HOSTILE, "incident_updates": [update]}
    component = COMPONENTS[3] | {"name": HOSTILE, "id": HOSTILE}
    page = PAGE | {"name": HOSTILE, "url": f"https://x/{HOSTILE}", "time_zone": HOSTILE}
    result = run(
        web.page(SUMMARY | {"page": page, "incidents": [incident], "components": [component]}), *form
    )

    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout) if form else result.stdout
    text = json.dumps(shown, ensure_ascii=False) if form else shown
    assert not {one for one in text if not one.isprintable()} - {"\n"}
    assert "\\u00" not in text
    assert "Fail" in text


def test_nor_through_an_error(web: Web, run: Run) -> None:
    web.code, web.reason = 500, "Oops\x1b[2J\x9b1m"
    web.page(SUMMARY)
    result = run(web.root)

    assert result.exit_code == 3
    assert "500 Oops" in result.stderr
    assert result.stderr.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>", "did not send JSON"),
        (b"[]", "it is no object"),
        (b'{"page": {}}', "status: field required"),
        (json.dumps(SUMMARY | {"status": {"indicator": "fine"}}).encode(), "status.indicator"),
        (json.dumps(SUMMARY | {"components": [{"id": "c", "status": "flaky"}]}).encode(), "components[0].status"),
        (json.dumps(SUMMARY | {"incidents": [OPEN | {"started_at": "1066-10-14T09:00:00Z"}]}).encode(), "started_at"),
        (b" " * 9_000_000, "more than 8,388,608 bytes"),
    ],
    ids=["html", "a-list", "incomplete", "indicator", "component-status", "year", "too-large"],
)  # fmt: skip
def test_what_does_not_speak_the_api(web: Web, run: Run, content: bytes, said: str) -> None:
    web.answers["/api/v2/summary.json"] = content
    result = run(web.root)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert said in result.stderr


def test_a_page_that_is_not_there(web: Web, run: Run) -> None:
    result = run(web.root)

    assert result.exit_code == 3
    assert "404" in result.stderr


@pytest.mark.parametrize(
    ("given", "root"),
    [
        ("status.example.com", "https://status.example.com"),
        (" https://status.example.com/ ", "https://status.example.com"),
        ("http://status.example.com:8080/up/", "http://status.example.com:8080/up"),
        ("status.example.com/api/v2/summary.json", "https://status.example.com"),
        ("https://status.example.com/api/v2/", "https://status.example.com"),
        ("https://example.github.io/status/index.html?x=1#y", "https://example.github.io/status"),
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_addresses_that_people_type(given: str, root: str) -> None:
    assert root_of(given) == root


@pytest.mark.parametrize(
    "given", [".", "", "incidents", "ftp://example.com", "file:///etc/passwd", "https://", "https://a b.c", "http://[x"]
)  # fmt: skip
def test_what_is_no_address(given: str, run: Run) -> None:
    with pytest.raises(AddressError):
        root_of(given)
    assert run(given).exit_code == 2


def test_a_page_on_the_web_has_no_other_moment(web: Web, run: Run) -> None:
    result = run(web.page(SUMMARY), "--now", "2026-11-22T10:00Z")

    assert result.exit_code == 2
    assert "only its present" in result.stderr
