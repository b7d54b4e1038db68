"""Whatever files, servers and arguments hold, a terminal is given nothing to obey, and a person sees what was there."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import statuary
from sample import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write
from statuary.cli import main
from statuary.render.text.status_text import render_plain
from statuary.terminal import harmless

HIDDEN = "\u00ad\u180e\u200b\u2060\ufeff\U000e0041"
EVIL = (
    "\x1b[2K\x1b[1A\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\"
    "a\rb\x08\x9b31m\x9d0;x\x9c\x7f\u202ered\u2066i\u2069\u2028line\u2029\x85\x0b\x0c" + HIDDEN
)
NAME = "\x1b]0;t\x07\r\u202egnp\u2066\x9b1m\u200b"
"""The same, as short as a file's name must be."""


def obeyed(text: str) -> list[str]:
    """What a terminal would obey, or not show; told by Unicode itself and not by our own table."""
    return [
        one
        for one in text
        if one not in "\n\t"
        and (
            unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")
            or unicodedata.bidirectional(one)
            in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            or one in HIDDEN
        )
    ]


def run(root: Path, *arguments: str) -> str:
    """A command's whole output: standard output and standard error."""
    result = CliRunner().invoke(main, ["-C", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout_bytes.decode() + (result.stderr if result.stderr_bytes is not None else "")


def quoted(text: str) -> str:
    """As YAML in double quotes, which can hold any character."""
    return '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'


@given(st.text(st.sampled_from(EVIL) | st.characters(), max_size=60))
def test_harmless_text_shows_what_was_there(text: str) -> None:
    shown = harmless(text)

    assert obeyed(shown) == []
    assert harmless(shown) == shown
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(harmless(document)) == {"text": text}, "a document in JSON says the same"


@pytest.mark.parametrize(
    "text", ["Zähler\t1\n", "می‌خواهم", "👩‍💻 ❤️", "שלום\u200f!", "日本語", "“Checkout” — 30 min…"]
)
def test_words_of_every_language_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_letters_do_not_hide_what_has_no_width() -> None:
    assert harmless("ad\u200cmin \u200dx") == "ad\\u200cmin \u200dx"


def _file_name(root: Path) -> list[str]:
    write(root / "incidents" / f"{NAME}.md", INCIDENT)
    return ["check"]


def _front_matter(root: Path) -> list[str]:
    write(root / "incidents/2026-11-22-a.md", INCIDENT.replace("impact:", f"{quoted(EVIL)}: x\nimpact:"))
    write(root / "incidents/2026-11-22-b.md", INCIDENT.replace("major", quoted(EVIL)))
    write(root / "incidents/2026-11-22-c.md", INCIDENT.replace("title: ", f"title: {EVIL}"))
    return ["check"]


def _annotations(root: Path) -> list[str]:
    return [*_front_matter(root), "--format", "github"]


def _document(root: Path) -> list[str]:
    return [*_front_matter(root), "--format", "json"]


def _built(root: Path) -> list[str]:
    _front_matter(root)
    return ["build", "--tolerant"]


def _configuration(root: Path) -> list[str]:
    hostile = CONFIG.replace("Example status", quoted(EVIL)).replace("name: Support", f"name: {quoted(EVIL)}")
    write(root / "mkdocs.yml", f"{hostile}      {quoted(EVIL)}: 1\n{quoted(EVIL)}: {quoted(EVIL)}\n")
    return ["check"]


def _raw_configuration(root: Path) -> list[str]:
    write(root / "mkdocs.yml", CONFIG.replace("Example status", EVIL))
    return ["status"]


def _no_language(root: Path) -> list[str]:
    write(root / "mkdocs.yml", CONFIG.replace("font: false", f"language: {quoted(EVIL)}"))
    return ["build"]


def _components(root: Path) -> list[str]:
    write(root / "components.yaml", COMPONENTS.replace("name: Search", f"name: {quoted(EVIL)}\n        x: 1"))
    return ["check"]


def _cstate(root: Path) -> list[str]:
    config = f"title: {quoted(EVIL)}\nparams:\n  systems:\n    - name: {quoted(EVIL)}\n      category: Shop\n"
    write(root / "old/config.yml", config + "  categories:\n    - name: Shop\n")
    facts = f"title: {quoted(EVIL)}\ndate: 2026-03-01T10:00:00Z\nseverity: {quoted(EVIL)}\nsection: issue\n"
    write(root / f"old/content/issues/{NAME}.md", f"---\n{facts}{quoted(EVIL)}: x\n---\n{EVIL}\n")
    write(root / f"old/content/issues/{NAME}.txt", "x")
    return ["import", "cstate", "old", "--report", "report.txt"]


def _statuspage(root: Path) -> list[str]:
    update = {"id": EVIL, "status": EVIL, "body": EVIL, "created_at": "2026-03-01T10:00:00Z"}
    incident = {"id": EVIL, "name": EVIL, "status": EVIL, "impact": EVIL, "incident_updates": [update]}
    documents = {
        "incidents": {"page": {"name": EVIL, "url": EVIL}, "incidents": [incident | {"created_at": EVIL}]},
        "components": {"components": [{"id": EVIL, "name": EVIL, "status": EVIL}]},
    }
    for name, document in documents.items():
        write(root / f"old/{name}.json", json.dumps(document))
    return ["import", "statuspage", "old"]


HOSTILE: list[Callable[[Path], list[str]]] = [
    _file_name, _front_matter, _annotations, _document, _built, _configuration, _raw_configuration, _no_language,
    _components, _cstate, _statuspage,
]  # fmt: skip


@pytest.mark.parametrize("prepare", HOSTILE, ids=lambda one: one.__name__.strip("_"))
def test_hostile_files(repository: MakeRepository, prepare: Callable[[Path], list[str]]) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})

    output = run(root, *prepare(root))

    assert output
    assert obeyed(output) == []
    report = root / "report.txt"
    assert obeyed(report.read_text() if report.exists() else "") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["update", EVIL],
        ["update", "-m", "x", "-c", EVIL],
        ["update", "--stage", EVIL],
        ["update", "-t", EVIL],
        ["open", EVIL, "-c", "search", "--dry-run", "-m", EVIL, "--next-update", EVIL],
        ["languages", EVIL],
        ["status", EVIL],
        ["verify", EVIL],
        ["check", EVIL],
        ["check", "--since", EVIL],
        ["check", "--format", EVIL],
        ["import", EVIL, "x"],
        ["import", "cstate", EVIL],
        ["init", f"new/{NAME}"],
        ["--" + EVIL],
        [EVIL],
    ],
    ids=lambda one: " ".join(one[:2])[:24].encode("ascii", "ignore").decode().strip("\x1b\r"),
)
def test_hostile_arguments(repository: MakeRepository, arguments: list[str]) -> None:
    output = run(repository({"2026-11-22-cards.md": INCIDENT}), *arguments)

    assert re.search(r"\\(u00|x)1b", output), "it is shown"
    assert obeyed(output) == []


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

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


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
        output = run(root, *command, url)

    assert output
    assert obeyed(output) == []


def test_a_page_for_terminals_holds_nothing_to_obey(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader refuses it in files; words of a language's catalogue or of a theme come by other ways."""
    monkeypatch.setattr("statuary.render.text.status_text.status_text", lambda *_: f"{EVIL}\n")
    monkeypatch.setattr("statuary.render.text.status_text.status_markdown", lambda *_: f"{EVIL}\n")

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
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
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
