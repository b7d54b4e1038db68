"""Web servers on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_TYPES = {".rss": "application/rss+xml", ".atom": "application/atom+xml", ".xml": "application/xml"}


class FolderHandler(SimpleHTTPRequestHandler):
    """Serves a folder; keeps silent, for a test's output is for failures."""

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        # Two builds within a second look the same to it.
        del self.headers["If-Modified-Since"]
        super().do_GET()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that leaves before all is sent is nothing to report."""


@contextmanager
def running(handler: type[BaseHTTPRequestHandler] | partial[SimpleHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server, with a slash at its end, while it runs."""
    with _Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = FolderHandler) -> Iterator[str]:
    """The address of a folder while it is served."""
    folder.mkdir(exist_ok=True)
    with running(partial(handler, directory=str(folder))) as url:
        yield url


@dataclass
class Answers:
    """What a server says: `files` by their path, which a test may exchange; the rest is not found."""

    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    code: int = 200
    reason: str | None = None


@contextmanager
def answering() -> Iterator[Answers]:
    """A server that says what the test tells it; its `url` has no slash at the end."""
    web = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            content = web.files.get(path)
            self.send_response(404 if content is None else web.code, web.reason)
            self.send_header("Content-Type", _TYPES.get(Path(path).suffix, "text/html"))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Silence."""

    with running(Handler) as url:
        web.url = url.rstrip("/")
        yield web
