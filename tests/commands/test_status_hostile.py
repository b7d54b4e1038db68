"""`statuary status` of pages that are hostile, broken or not there."""

import json

import pytest

from statuary.remote import AddressError, root_of
from support.servers import Answers
from support.status_web import COMPONENTS, OPEN, PAGE, PATH, SUMMARY, UPDATES, serve, told

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etxt\r\x00 Fail"


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_nothing_that_a_terminal_obeys_comes_through(web: Answers, form: list[str]) -> None:
    update = UPDATES[0] | {"body": f"{HOSTILE}<br>&#27;[31m &#x9b;1m <b>{HOSTILE}</b>"}
    incident = OPEN | {"name": HOSTILE, "id": HOSTILE, "shortlink": HOSTILE, "incident_updates": [update]}
    component = COMPONENTS[3] | {"name": HOSTILE, "id": HOSTILE}
    page = PAGE | {"name": HOSTILE, "url": f"https://x/{HOSTILE}", "time_zone": HOSTILE}
    result = told(
        serve(web, SUMMARY | {"page": page, "incidents": [incident], "components": [component]}), *form
    )

    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout) if form else result.stdout
    text = json.dumps(shown, ensure_ascii=False) if form else shown
    assert not {one for one in text if not one.isprintable()} - {"\n"}
    assert "\\u00" not in text
    assert "Fail" in text


def test_nor_through_an_error(web: Answers) -> None:
    web.code, web.reason = 500, "Oops\x1b[2J\x9b1m"
    serve(web, SUMMARY)
    result = told(web.url)

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
def test_what_does_not_speak_the_api(web: Answers, content: bytes, said: str) -> None:
    web.files[PATH] = content
    result = told(web.url)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert said in result.stderr


def test_a_page_that_is_not_there(web: Answers) -> None:
    result = told(web.url)

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
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(AddressError):
        root_of(given)
    assert told(given).exit_code == 2


def test_a_page_on_the_web_has_no_other_moment(web: Answers) -> None:
    result = told(serve(web, SUMMARY), "--now", "2026-11-22T10:00Z")

    assert result.exit_code == 2
    assert "only its present" in result.stderr
