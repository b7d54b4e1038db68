"""Nothing that a server sends is obeyed by a terminal, and every terminal shows what we say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import statuary
from statuary.render.status_text import render_plain
from support.examples import whole
from support.repository import CONFIG, INCIDENT, MakeRepository, write
from support.servers import running
from support.terminal_words import EVIL, obeyed, shown


@contextmanager
def host(reason: str, content: bytes) -> Iterator[str]:
    """A server that sends what it likes: its words for a code, a header, a body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code = 200 if content else 404
            head = f"HTTP/1.0 {code} {reason}\r\nX-Name: {reason}\r\n\r\n"
            self.wfile.write(head.encode("latin-1", "replace") + content)

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    with running(Handler) as url:
        yield url.rstrip("/")


LINE = EVIL.replace("\r", "").replace("\x85", "")
SUMMARY = {
    "page": {"name": EVIL, "url": EVIL, "time_zone": EVIL},
    "status": {"indicator": "major", "description": EVIL},
    "components": [{"id": EVIL, "name": EVIL, "status": "major_outage"}],
    "incidents": [
        {
            "id": EVIL, "name": EVIL, "status": "investigating", "impact": "major", "shortlink": EVIL,
            "created_at": "2026-11-22T10:00:00Z", "components": [],
            "incident_updates": [{"status": EVIL, "body": EVIL, "created_at": "2026-11-22T10:00:00Z"}],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize("command", [["status"], ["status", "--json"], ["verify"], ["import", "statuspage"]])
@pytest.mark.parametrize(
    "content",
    [b"", EVIL.encode(), json.dumps(SUMMARY).encode(), json.dumps({"status": {"indicator": EVIL}}).encode()],
    ids=["refused", "no JSON", "a page", "another shape"],
)
def test_hostile_servers(repository: MakeRepository, command: list[str], content: bytes) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    write(root / "site/_build.json", json.dumps({"commit": EVIL, "now": EVIL, "content": "x"}))

    with host(LINE, content) as url:
        output = shown(root, *command, url)

    assert output
    assert obeyed(output) == []


def test_a_page_for_terminals_holds_nothing_to_obey(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader refuses it in files; words of a language's catalogue or of a theme come by other ways."""
    monkeypatch.setattr("statuary.render.status_text.status_text", lambda *_: f"{EVIL}\n")
    monkeypatch.setattr("statuary.render.status_text.status_markdown", lambda *_: f"{EVIL}\n")

    for output in render_plain(None):  # type: ignore[arg-type]
        assert obeyed(output.content.decode()) == []


def statuary_command(
    root: Path, *arguments: str, code: str = "", **env: str
) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, as people have it."""
    start = ["-c", f"{code}\nfrom statuary.cli import main\nmain()"] if code else ["-m", "statuary"]
    return subprocess.run(
        [sys.executable, *start, "-C", os.fspath(root), *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **env},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        whole({"LC_ALL": "C"}),
        whole({"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_a_terminal_that_knows_no_unicode(repository: MakeRepository, env: dict[str, str]) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT.replace("card payments", "Zähler—Zahlungen")})
    write(root / "mkdocs.yml", CONFIG.replace("Example status", "Störungen"))

    done = statuary_command(root, "status", **env)

    assert done.returncode == 0, done.stderr
    assert re.search(r"St(ö|\\xf6)rungen", done.stdout.decode())


def test_arguments_that_are_no_text(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    done = statuary_command(root, "check", os.fsdecode(b"Z\xe4hler.md"), LC_ALL="C.UTF-8")

    assert done.returncode == 2
    assert "there is no Z\\udce4hler.md" in done.stderr.decode()


def test_a_traceback_is_harmless_too(repository: MakeRepository) -> None:
    code = f"import statuary.cli.check as it\ndef fail(*_): raise ValueError({EVIL!r})\nit.inspect = fail"

    done = statuary_command(repository(), "check", code=code, LC_ALL="C.UTF-8")

    shown = done.stderr.decode()
    assert "Traceback" in shown and "\\u001b[2K" in shown
    assert obeyed(shown) == []


def test_nothing_passes_by_the_guard() -> None:
    """Bytes below the streams, and the streams as they were before, are out of reach."""
    folder = Path(statuary.__file__).parent
    other = re.compile(r"sys\.__std|std(out|err)\.buffer|os\.write\(|/dev/tty|\bprint\(")
    found = [path.name for path in folder.rglob("*.py") if other.search(path.read_text(encoding="utf-8"))]

    assert found == []
