"""Old addresses lead to the new pages, on any static server, and never take the place of a page of ours."""

import base64
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from sample import CONFIG, INCIDENT, MakeRepository
from statuary.check import check_structure
from statuary.check.addresses import Addresses
from statuary.cli import main
from statuary.model import Site
from statuary.source import load

CORPORA = Path(__file__).parents[3] / "shared/corpora"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "2026-11-22-card-payments-fail"
Get = Callable[[str], tuple[int, str, str]]


def _with_aliases(*aliases: str) -> str:
    listed = "".join(f"  - {alias}\n" for alias in aliases)
    return INCIDENT.replace("impact: major\n", f"impact: major\naliases:\n{listed}")


def _build(root: Path, *arguments: str) -> Path:
    result = CliRunner().invoke(main, ["-C", str(root), "build", *arguments])
    assert result.exit_code == 0, result.output
    return root / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Get]]:
    """Serves a folder as plain static hosts do; gives what answers a path: code, last path and text."""
    servers = []

    def start(folder: Path) -> Get:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return partial(_get, HTTPConnection("127.0.0.1", server.server_address[1]))

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _get(connection: HTTPConnection, path: str) -> tuple[int, str, str]:
    for _ in range(3):
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status not in (301, 302):
            break
        path = answer.headers["Location"]
    return answer.status, path, text


def _leads_to(get: Get, path: str) -> str:
    """Where a browser ends that follows an old address."""
    code, at, text = get(path)
    assert code == 200, path
    [by_script] = re.findall(r'<a id="new" href="([^"]+)">', text)
    [by_refresh] = re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)">', text)
    assert by_script == by_refresh
    return urljoin(at, by_script)


@pytest.mark.parametrize(
    ("alias", "asked"),
    [
        ("/incidents/kctbh9vrtdwd", "/incidents/kctbh9vrtdwd"),
        ("/incidents/kctbh9vrtdwd", "/incidents/kctbh9vrtdwd/"),
        ("/issues/2026-card-payments/", "/issues/2026-card-payments/"),
        ("/issues/2026-card-payments/", "/issues/2026-card-payments"),
        ("/old/incident.html", "/old/incident.html"),
        ("/issues/St%C3%B6rung/", "/issues/St%C3%B6rung/"),
        ("/down", "/down"),
    ],
)
def test_an_old_address_leads_to_its_incident(
    repository: MakeRepository, serve: Callable[[Path], Get], alias: str, asked: str
) -> None:
    get = serve(_build(repository({f"{ID}.md": _with_aliases(alias)})))

    assert _leads_to(get, asked) == f"/incidents/{ID}/"


def test_it_does_so_under_a_path(
    repository: MakeRepository, serve: Callable[[Path], Get], tmp_path: Path
) -> None:
    site = _build(repository({f"{ID}.md": _with_aliases("/issues/old/")}))
    (tmp_path / "host").mkdir()
    site.rename(tmp_path / "host/status")
    get = serve(tmp_path / "host")

    assert _leads_to(get, "/status/issues/old") == f"/status/incidents/{ID}/"


def test_the_page_is_as_strict_and_as_clear_as_the_others(repository: MakeRepository) -> None:
    source = _with_aliases("/old").replace("Some card payments fail", '<script>alert(1)</script> "Ä" & B')
    site = _build(
        repository({f"{ID}.md": source}, config=CONFIG.replace("theme:\n", "theme:\n  language: en\n"))
    )
    text = (site / "old/index.html").read_text(encoding="utf-8")
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert "location.hash" in script, "links to single updates keep their fragment"
    assert f"default-src 'none'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in text
    assert '<html lang="en" dir="ltr">' in text
    assert f'<link rel="canonical" href="https://status.example.com/incidents/{ID}/">' in text
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &#34;Ä&#34; &amp; B</bdi>" in text


def _problems(site: Site, aliases: tuple[str, ...], files: tuple[str, ...] = ()) -> list[str]:
    """What `check` says when a further incident takes these aliases."""
    other = site.incidents[0].model_copy(
        update={"id": "other", "path": "incidents/other.md", "aliases": aliases}
    )
    site = site.model_copy(update={"incidents": (*site.incidents, other)})
    return [one.message for one in check_structure(site, NOW, files) if one.rule == "alias"]


def test_no_alias_can_take_the_place_of_anything_that_a_build_writes(repository: MakeRepository) -> None:
    root = repository(
        {f"{ID}.md": INCIDENT, "about.md": "# About\n"}, config=CONFIG + "nav:\n  - About: about.md\n"
    )
    folder = _build(root)
    written = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    aliases = {f"/{path}" for path in written} | {f"/{path.removesuffix('index.html')}" for path in written}
    site = load(root).site
    assert site is not None

    refused = " ".join(_problems(site, tuple(sorted(aliases)), ("about/index.html",)))
    assert [one for one in sorted(aliases) if f"“{one}”" not in refused] == []


def test_no_file_of_an_owner_can_be_in_the_way_of_anything_that_a_build_writes(
    repository: MakeRepository,
) -> None:
    folder = _build(repository({f"{ID}.md": INCIDENT}))
    written = {path.relative_to(folder).as_posix(): path.is_dir() for path in folder.rglob("*")}

    def is_free(path: str) -> bool:
        return Addresses({ID: f"incidents/{ID}.md"}).claim(path, "a picture") is None

    assert [path for path in written if is_free(path)] == []
    assert [path for path, is_folder in written.items() if not is_folder and is_free(f"{path}/a.png")] == []
    assert is_free("history/a.png") and is_free("incidents/a.png") and is_free("logo.png")


@pytest.mark.parametrize(
    "path",
    [
        "api/v2/incidents.json",
        "subscribe",
        "post/",
        "feed.xml",
        "feed.json",
        "calendar.ics",
        "embed.js",
        "badge.svg",
        "badge.json",
        "status.txt",
        "status.md",
        "history.rss",
        "history.atom",
        "incidents/feed.xml",
        "maintenance/feed.xml",
        "components/search/badge.svg",
        "_headers",
        "robots.txt",
        "CNAME",
        "History/2026-11",
        "a//b",
    ],
)
def test_nor_of_what_it_may_write(repository: MakeRepository, path: str) -> None:
    site = load(repository({f"{ID}.md": INCIDENT})).site
    assert site is not None

    assert len(_problems(site, (f"/{path}",))) == 1


def test_a_long_wrong_alias_is_refused_at_once(repository: MakeRepository) -> None:
    began = time.perf_counter()
    result = CliRunner().invoke(
        main, ["-C", str(repository({f"{ID}.md": _with_aliases(f"/{'a' * 200}é")})), "check"]
    )

    assert "cannot be an alias" in result.stdout
    assert time.perf_counter() - began < 5


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real histories are not there (../shared/corpora)")
@pytest.mark.parametrize(
    ("kind", "source", "old"),
    [
        ("cstate", "cstate-jenkins", "/issues/2020-11-12-get-jenkins-io/"),
        ("statuspage", "statuspage-github", "/incidents/bhbcjn4n3jzp"),
    ],
)
def test_every_old_address_of_a_real_history_answers(
    tmp_path: Path, serve: Callable[[Path], Get], kind: str, source: str, old: str
) -> None:
    arguments = ["init", str(tmp_path / "new"), "--from", kind, str(CORPORA / source), "--timezone", "UTC"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    site = load(tmp_path / "new").site
    assert site is not None
    leads = {alias: incident.id for incident in site.incidents for alias in incident.aliases}
    get = serve(_build(tmp_path / "new"))

    assert old in leads
    assert len(leads) >= len(site.incidents) * 0.99
    for alias, incident_id in leads.items():
        for form in {alias.rstrip("/"), alias}:
            assert _leads_to(get, form) == f"/incidents/{incident_id}/"
