"""What is the matter with a host that does not show an update: said at once in words, and by what it is."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from statuary.posting import CouldNotPostError, publishing
from statuary.posting.publishing import Awaited, wait_until_live
from support.repository import write
from support.servers import serving


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PAUSE", 0.05)
    monkeypatch.setattr(publishing, "LONG", 0.3)
    monkeypatch.setattr(publishing, "TOLD_EVERY", 0.3)


def told(site: str) -> list[str]:
    """What is told until patience ends, and the end."""
    lines: list[str] = []
    awaited = Awaited(site, "x", datetime(2026, 11, 22, tzinfo=UTC), "0" * 40, "0")
    with pytest.raises(CouldNotPostError) as raised:
        wait_until_live(awaited, timedelta(seconds=0.8), tell=lines.append)
    return [*lines, str(raised.value)]


def test_a_name_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    first, *further, last = told("http://status.acme.invalid/")

    matter = "http://status.acme.invalid/_build.json cannot be reached: this name leads nowhere"
    assert first.startswith(f"The page cannot be looked at yet: {matter}")
    assert further and all(line.startswith("Still waiting, after ") and matter in line for line in further)
    assert "the page does not show it: " in last and matter in last


@pytest.mark.long
def test_a_host_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        first, *_ = told(f"http://127.0.0.1:{silent.getsockname()[1]}/")

    assert "cannot be reached: it gives no answer;" in first


@pytest.mark.long
def test_a_page_that_is_not_there_or_none_of_ours(tmp_path: Path) -> None:
    with serving(tmp_path) as url:
        assert "answered 404 File not found; there is nothing at this address" in told(url)[0]
        write(tmp_path / "_build.json", "<h1>Parked</h1>")
        assert "its _build.json is none of ours" in told(url)[0]


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "2",
    ]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_shake_hands, args=(server, context), daemon=True).start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}/"


def _shake_hands(server: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        try:
            context.wrap_socket(connection, server_side=True).close()
        except OSError:
            connection.close()


@pytest.mark.long
def test_a_certificate_that_nobody_trusts(self_signed: str) -> None:
    assert "cannot be reached: its certificate is not valid: " in told(self_signed)[0]
