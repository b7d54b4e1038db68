"""Over HTTP: the public API, the owner's API with its pages, and servers that fail."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from importers_sources import COMPONENTS, incident, update

from statuary.importers import UnreachableError
from statuary.importers.statuspage.documents import read_statuspage

PAGE = {"id": "page12345678", "name": "Old", "url": "https://old.example.com", "time_zone": "Etc/UTC"}
MANY = [incident(update("resolved", "2026-03-01T10:00:00Z"), id=f"id{number}") for number in range(250)]
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:old.example.com,2005:/history</id>
  <entry>
    <id>tag:old.example.com,2005:Incident/21148992</id>
    <link rel="alternate" type="text/html" href="https://old.example.com/incidents/id7"/>
    <title>It broke</title>
  </entry>
</feed>
"""
PLANNED = incident(update("scheduled", "2026-03-01T10:00:00Z"), id="planned", status="scheduled")


class _Server(BaseHTTPRequestHandler):
    """A Statuspage. `busy`: how often it still says that it is; `seen`: the keys that it was shown."""

    busy: ClassVar[int] = 0
    seen: ClassVar[list[tuple[str, str | None]]] = []
    documents: ClassVar[dict[str, Any]] = {
        "/api/v2/summary.json": {"page": PAGE, "status": {"indicator": "none"}, "incidents": MANY[:1]},
        "/api/v2/incidents.json": {"page": PAGE, "incidents": MANY[:50]},
        "/api/v2/scheduled-maintenances.json": {"page": PAGE, "scheduled_maintenances": [PLANNED]},
        "/api/v2/components.json": {"page": PAGE, "components": list(COMPONENTS)},
        "/v1/pages/page12345678": PAGE,
        "/v1/pages/page12345678/incidents": MANY,
        "/v1/pages/page12345678/components": list(COMPONENTS[1:]),
        "/v1/pages/page12345678/component-groups": [{"id": "g1", "name": "Europe"}],
        "/html": "not JSON",
        "/history.atom": ATOM,
    }

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        type(self).seen.append((address.path, self.headers["Authorization"]))
        if address.path.startswith("/v1/") and self.headers["Authorization"] != "OAuth secret":
            return self._answer(401)
        if type(self).busy > 0:
            type(self).busy -= 1
            return self._answer(429, **{"Retry-After": "0"})
        document = self.documents.get(address.path)
        if document is None:
            return self._answer(404)
        if isinstance(document, list):
            page = int(parse_qs(address.query)["page"][0])
            document = document[(page - 1) * 100 : page * 100]
        return self._answer(200, document if isinstance(document, str) else json.dumps(document))

    def _answer(self, code: int, body: str = "", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a running Statuspage."""
    _Server.busy, _Server.seen = 0, []
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def test_the_public_api(server: str, tmp_path: Any) -> None:
    source = read_statuspage(f"{server}/", tmp_path)

    assert source.page == PAGE
    assert source.indicator == "none"
    assert source.is_public
    assert {str(one["id"]) for one in source.incidents} == {f"id{number}" for number in range(50)} | {
        "planned"
    }
    assert source.components == COMPONENTS
    assert (source.numbers, source.numberless) == ({"id7": "21148992"}, "")


def test_a_page_without_its_old_feed_is_imported_all_the_same(
    server: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(_Server.documents, "/history.atom")

    source = read_statuspage(server, tmp_path)

    assert len({one["id"] for one in source.incidents}) == 51
    assert source.numbers == {}
    assert source.numberless.startswith(f"{server}/history.atom answered 404")


@pytest.mark.parametrize("by_url", [True, False])
def test_the_owners_api_gives_all_pages(
    server: str, tmp_path: Any, by_url: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PAGE, "url", server)
    source = read_statuspage(server if by_url else str(PAGE["id"]), tmp_path, "secret", server)

    assert len(source.incidents) == 250
    assert [one["name"] for one in source.components if one.get("group") is True] == ["Europe"]
    assert not source.is_public
    assert source.numbers == {"id7": "21148992"}
    assert {key for path, key in _Server.seen if not path.startswith("/v1/")} == {None}


def test_a_busy_server_is_asked_again(server: str, tmp_path: Any) -> None:
    _Server.busy = 3

    assert read_statuspage(server, tmp_path).page == PAGE


def test_a_server_that_stays_busy(server: str, tmp_path: Any) -> None:
    _Server.busy = 99

    with pytest.raises(UnreachableError, match=r"429.*try again later"):
        read_statuspage(server, tmp_path)


def test_a_wrong_key(server: str, tmp_path: Any) -> None:
    with pytest.raises(UnreachableError, match=r"401.*the key was refused") as raised:
        read_statuspage(str(PAGE["id"]), tmp_path, "wrong", server)

    assert "wrong" not in str(raised.value).replace("wrong key", "")


@pytest.mark.parametrize(("path", "message"), [("/elsewhere", "404"), ("/html", "404")])
def test_addresses_without_a_page(server: str, tmp_path: Any, path: str, message: str) -> None:
    with pytest.raises(UnreachableError, match=message):
        read_statuspage(server + path, tmp_path)


def test_a_server_that_is_not_there(tmp_path: Any) -> None:
    with pytest.raises(UnreachableError, match="cannot be reached"):
        read_statuspage("http://127.0.0.1:9", tmp_path)
