"""A server that takes what is posted to it, and answers as the test tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

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
