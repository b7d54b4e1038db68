"""Old addresses lead to the new pages, on any static server, and never take the place of a page of ours."""

import base64
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from statuary.check import check_structure
from statuary.check.structure import Addresses
from statuary.model import Site
from statuary.render.link_pictures import ICONS
from statuary.source import load
from support.command import build, run
from support.repository import CONFIG, INCIDENT, MakeRepository
from support.servers import serving
from support.shared import Moved
from support.site import BuiltSite

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "2026-11-22-card-payments-fail"
Get = Callable[[str], tuple[int, str, str]]


def _with_aliases(*aliases: str) -> str:
    listed = "".join(f"  - {alias}\n" for alias in aliases)
    return INCIDENT.replace("impact: major\n", f"impact: major\naliases:\n{listed}")


@pytest.fixture
def serve() -> Iterator[Callable[[BuiltSite], Get]]:
    """Serves a folder as plain static hosts do; gives what answers a path: code, last path and text."""
    with ExitStack() as servers:

        def start(site: BuiltSite) -> Get:
            address = urlsplit(servers.enter_context(serving(site.folder)))
            return partial(_get, HTTPConnection(address.netloc))

        yield start


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
    repository: MakeRepository, serve: Callable[[BuiltSite], Get], alias: str, asked: str
) -> None:
    get = serve(build(repository({f"{ID}.md": _with_aliases(alias)})))

    assert _leads_to(get, asked) == f"/incidents/{ID}/"


def test_it_does_so_under_a_path(
    repository: MakeRepository, serve: Callable[[BuiltSite], Get], tmp_path: Path
) -> None:
    site = build(repository({f"{ID}.md": _with_aliases("/issues/old/")}))
    (tmp_path / "host").mkdir()
    site.folder.rename(tmp_path / "host/status")
    get = serve(BuiltSite(tmp_path / "host"))

    assert _leads_to(get, "/status/issues/old") == f"/status/incidents/{ID}/"


def test_the_page_is_as_strict_and_as_clear_as_the_others(repository: MakeRepository) -> None:
    source = _with_aliases("/old").replace("Some card payments fail", '<script>alert(1)</script> "Ä" & B')
    site = build(
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
    folder = build(root).folder
    written = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    aliases = {f"/{path}" for path in written} | {f"/{path.removesuffix('index.html')}" for path in written}
    site = load(root).site
    assert site is not None

    refused = " ".join(_problems(site, tuple(sorted(aliases)), ("about/index.html",)))
    assert [one for one in sorted(aliases) if f"“{one}”" not in refused] == []


def test_no_file_of_an_owner_can_be_in_the_way_of_anything_that_a_build_writes(
    repository: MakeRepository,
) -> None:
    folder = build(repository({f"{ID}.md": INCIDENT})).folder
    written = {path.relative_to(folder).as_posix(): path.is_dir() for path in folder.rglob("*")}

    def is_free(path: str) -> bool:
        return Addresses({ID: f"incidents/{ID}.md"}).claim(path, "a picture") is None

    for icon in ICONS:  # an owner's own take their place
        assert written.pop(icon) is False
    assert [path for path in written if is_free(path)] == []
    assert [path for path, is_folder in written.items() if not is_folder and is_free(f"{path}/a.png")] == []
    assert not is_free("preview-status.png")
    assert is_free("history/a.png") and is_free("incidents/a.png") and is_free("logo.png")


@pytest.mark.parametrize(
    "path",
    [
        "api/v2/incidents.json", "subscribe", "post/", "feed.xml", "feed.json", "calendar.ics", "embed.js",
        "badge.svg", "badge.json", "status.txt", "status.md", "history.rss", "history.atom",
        "metrics", "metrics/a", "favicon.ico", "preview-status.png",
        "incidents/feed.xml", "maintenance/feed.xml", "components/search/badge.svg", "_headers", "robots.txt",
        "CNAME", "History/2026-11", "a//b",
    ],
)  # fmt: skip
def test_nor_of_what_it_may_write(repository: MakeRepository, path: str) -> None:
    site = load(repository({f"{ID}.md": INCIDENT})).site
    assert site is not None

    assert len(_problems(site, (f"/{path}",))) == 1


def test_a_long_wrong_alias_is_refused_at_once(repository: MakeRepository) -> None:
    began = time.perf_counter()
    result = run(repository({f"{ID}.md": _with_aliases(f"/{'a' * 200}é")}), "check")

    assert "cannot be an alias" in result.stdout
    assert time.perf_counter() - began < 5


def test_every_old_address_of_a_real_history_answers(
    history: Moved, serve: Callable[[BuiltSite], Get]
) -> None:
    old = {"jenkins": "/issues/2020-11-12-get-jenkins-io/", "github": "/incidents/bhbcjn4n3jzp"}
    site = load(history.root).site
    assert site is not None
    leads = {alias: incident.id for incident in site.incidents for alias in incident.aliases}
    get = serve(history.site)

    assert leads.keys() & set(old.values())
    assert len(leads) >= len(site.incidents) * 0.99
    for alias, incident_id in leads.items():
        for form in {alias.rstrip("/"), alias}:
            assert _leads_to(get, form) == f"/incidents/{incident_id}/"
