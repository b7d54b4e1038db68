"""A server that takes what is posted to it, and answers as the test tells it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as MailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler
from typing import Any

from aiosmtpd.controller import Controller

from support.servers import running


@dataclass
class Posted:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`url` has no slash at its end. `code` is what it answers."""

    url: str = ""
    code: int = 200
    posted: list[Posted] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Host and port."""
        return self.url.partition("://")[2]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """While it runs."""
    web = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {key.lower(): value for key, value in self.headers.items()}
            web.posted.append(Posted(self.path, headers, body))
            self.send_response(web.code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"id": "1"}')

        def log_message(self, *_: object) -> None:
            """Silence."""

    with running(Handler) as url:
        web.url = url.rstrip("/")
        yield web


class Letters:
    """A mail server's box."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], MailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@contextmanager
def taking_mail() -> Iterator[Controller]:
    """A mail server on this machine, at a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Letters(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop(no_assert=True)
