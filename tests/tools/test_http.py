"""The one client for the web: its limits, and what it keeps to itself."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from statuary.http import Client, NoAnswerError
from support.repository import one_clock

KEY = "OAuth secret"


class _Server(BaseHTTPRequestHandler):
    """One address a misbehaviour. `seen`: the paths that were asked for, each with the credentials that came."""

    seen: ClassVar[list[tuple[str, str | None]]] = []
    busy: ClassVar[int] = 0

    def do_GET(self) -> None:
        type(self).seen.append((self.path, self.headers["Authorization"]))
        getattr(self, f"_{self.path.strip('/').replace('-', '_')}")()

    def _answer(self, code: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _json(self) -> None:
        self._answer(200, b'{"a": 1}')

    def _text(self) -> None:
        self._answer(200, b"not JSON")

    def _moved(self) -> None:
        self._answer(302, Location="/text")

    def _round(self) -> None:
        self._answer(302, Location="/round")

    def _to_a_file(self) -> None:
        self._answer(302, Location="file:///etc/passwd")

    def _to_much(self) -> None:
        self._answer(302, b"x" * 1_000_000, Location="/text")

    def _much(self) -> None:
        self._answer(200, b"x" * 1_000_000)

    def _busy_once(self) -> None:
        type(self).busy += 1
        self._answer(200 if type(self).busy > 1 else 429, b"{}", **{"Retry-After": "0"})

    def _headers_that_drip(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nX: ")

    def _body_that_drips(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\n\r\n")

    def _drip(self, begin: bytes) -> None:
        self.wfile.write(begin)
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that misbehaves."""
    _Server.seen, _Server.busy = [], 0
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever asked has hung up
    Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def test_a_document(server: str) -> None:
    assert Client().get(f"{server}/json") == {"a": 1}


def test_the_key_stays_with_the_address_that_was_asked(server: str) -> None:
    with pytest.raises(NoAnswerError, match="did not send JSON"):
        Client(authorization=KEY).get(f"{server}/moved")

    assert _Server.seen == [("/moved", KEY), ("/text", None)]


def test_credentials_of_this_machine_and_in_an_address_are_not_sent(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    Client().read(f"{server}/moved")
    Client().read(server.replace("http://", "http://somebody:secret@") + "/text")

    assert {key for _, key in _Server.seen} == {None}


def test_a_busy_server_is_asked_again_when_it_wants(server: str) -> None:
    assert Client(tries=2).get(f"{server}/busy-once") == {}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("much", r"sent more than 1,000 bytes"),
        ("round", r"cannot be reached: it redirects more than \d+ times"),
        ("to-a-file", r"cannot be reached: No connection adapters were found for 'file:"),
    ],
)
def test_limits(server: str, path: str, message: str) -> None:
    with pytest.raises(NoAnswerError, match=message):
        Client(largest=1000).read(f"{server}/{path}")


def test_a_large_redirect_is_not_read(server: str) -> None:
    assert Client(largest=1000).read(f"{server}/to-much") == b"not JSON"


@one_clock
@pytest.mark.parametrize("path", ["headers-that-drip", "body-that-drips"])
def test_what_drips_ends_in_time(server: str, path: str) -> None:
    began = time.monotonic()

    with pytest.raises(NoAnswerError, match=r"took more than 0\.3 seconds"):
        Client(total=0.3).read(f"{server}/{path}")

    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "status.example.com"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(NoAnswerError, match="no web address"):
        Client().read(url)


def test_the_reason_is_what_the_system_said() -> None:
    with pytest.raises(NoAnswerError) as raised:
        Client().read("http://127.0.0.1:9/")

    assert raised.value.reason == "Connection refused"
