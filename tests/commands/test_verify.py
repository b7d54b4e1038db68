"""`statuary verify`: what a host serves, beside what was built."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from statuary.remote import served
from support.command import build, run
from support.repository import CONFIG, INCIDENT, MakeRepository
from support.servers import serving


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    """A repository with a built page, and a copy of that in `www`."""
    root = repository({"2026-11-22-cards.md": INCIDENT})
    build(root)
    shutil.copytree(root / "site", root / "www")
    return root


@pytest.fixture
def url(root: Path) -> Iterator[str]:
    """Where `www` is served."""
    with serving(root / "www") as url:
        yield url.rstrip("/")


def verify(root: Path, *arguments: str) -> Result:
    return run(root, "verify", *arguments)


def test_the_same_build_is_recognised(root: Path, url: str) -> None:
    result = verify(root, url)

    assert result.exit_code == 0, result.output
    assert result.output == f"{url}/ serves the build of 2026-11-22T12:00:00Z from no known commit\n"


def test_another_build_is_named(root: Path, url: str) -> None:
    manifest = json.loads((root / "www" / "_build.json").read_text())
    older = manifest | {"content": "0" * 64, "commit": "a" * 40, "now": "2026-11-21T12:00:00Z"}
    (root / "www" / "_build.json").write_text(json.dumps(older))

    result = verify(root, url)

    assert result.exit_code == 1
    assert (
        f"{url}/ serves something else: there is the build of 2026-11-21T12:00:00Z from commit aaaaaaaaaaaa,"
        in (result.output)
    )


@pytest.mark.parametrize("path", ["index.html", "feed.xml", "incidents/2026-11-22-cards/index.html"])
def test_a_file_that_differs_is_named(root: Path, url: str, path: str) -> None:
    with (root / "www" / path).open("a") as file:
        file.write("<script>tracker()</script>")

    result = verify(root, url)

    assert result.exit_code == 1
    assert f"differs in {path};" in result.output


def test_a_host_that_has_no_page_of_ours(root: Path, url: str) -> None:
    (root / "www" / "_build.json").write_text("<html>")
    assert verify(root, url).exit_code == 1

    (root / "www" / "_build.json").unlink()
    assert "it answered 404" in verify(root, url).output


def test_a_host_that_cannot_be_reached_is_another_matter(root: Path, url: str) -> None:
    away = "http://127.0.0.1:9"

    assert verify(root, away).exit_code == 3
    both = verify(root, url, away)
    assert both.exit_code == 3
    assert f"{url}/ serves the build" in both.output and f"{away}/ cannot be reached" in both.output


def test_without_a_url_the_page_and_its_mirrors_are_asked(root: Path, url: str) -> None:
    config = CONFIG.replace("https://status.example.com/", f"{url}/")
    (root / "mkdocs.yml").write_text(
        config.replace("      now:", "      mirrors: [http://127.0.0.1:9/]\n      now:")
    )

    assert verify(root).output.splitlines()[0].startswith(f"{url}/ serves the build")
    assert len(verify(root).output.splitlines()) == 2


def test_it_waits_until_the_host_has_it(root: Path, url: str) -> None:
    old = (root / "www" / "_build.json").read_text()
    (root / "www" / "_build.json").write_text(json.dumps(json.loads(old) | {"content": "old"}))
    site, repaired = served.built(root / "site"), root / "www" / "_build.json"

    found = served.look(site, [url], 60, served.compare, lambda _: repaired.write_text(old) and None)

    assert [one.verdict for one in found] == [served.Verdict.SAME]


def test_without_a_build_there_is_nothing_to_compare(repository: MakeRepository) -> None:
    result = verify(repository({}), "http://127.0.0.1:9")

    assert result.exit_code == 2
    assert "statuary build first" in result.output


def test_a_hostile_answer_is_not_repeated(root: Path, url: str) -> None:
    hostile = {"content": "x", "commit": "\u001b[2J::error::x", "now": "::error::y", "news": {}}
    (root / "www" / "_build.json").write_text(json.dumps(hostile))

    output = verify(root, url).output

    assert "error" not in output and "\u001b" not in output


OVER = f"{INCIDENT}\n## 2026-11-22 11:00 UTC — Resolved\n\nCard payments work again.\n"


@pytest.mark.parametrize(
    ("text", "later", "code"),
    [
        (OVER, "2026-11-22T23:59:00Z", 0),  # but for the time of the build, the same page
        (OVER, "2026-11-23T00:01:00Z", 1),  # a new day in the bars
        (INCIDENT, "2026-11-22T23:59:00Z", 1),  # it lasts longer
    ],
)
def test_what_readers_are_shown_is_compared_without_the_time_of_the_build(
    root: Path, url: str, text: str, later: str, code: int
) -> None:
    (root / "incidents" / "2026-11-22-cards.md").write_text(text)
    for moment, folder in (("2026-11-22T20:00:00Z", "www"), (later, "site")):
        build(root, site=root / folder, now=moment)

    assert verify(root, url).exit_code == 1
    result = verify(root, url, "--shown")

    assert result.exit_code == code, result.output
    assert ("index.html" in result.output) is bool(code)


def test_another_commit_and_a_missing_page_are_something_else(root: Path, url: str) -> None:
    manifest = root / "www" / "_build.json"
    ours = manifest.read_text()
    manifest.write_text(json.dumps(json.loads(ours) | {"commit": "a" * 40}))
    assert verify(root, url, "--shown").exit_code == 1

    manifest.write_text(ours)
    (root / "www" / "index.html").write_bytes(b"<p>All is well</p>")
    assert "index.html would say something else" in verify(root, url, "--shown").output
    assert verify(root, "http://127.0.0.1:9", "--shown").exit_code == 3


@pytest.mark.parametrize("other", ["https://status.example.org", "https://status.example.com/other/"])
def test_a_build_for_another_address_is_told_without_asking(root: Path, other: str) -> None:
    result = verify(root, other, "--wait", "60")

    assert result.exit_code == 1
    assert (
        "this build is made for https://status.example.com/; correct site_url in mkdocs.yml" in result.output
    )


def test_a_mirror_and_the_pages_own_address_are_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(
        config.replace("      now:", "      mirrors: [https://m.example/]\n      now:")
    )
    monkeypatch.setattr(served, "fetch", lambda root, path: (_ for _ in ()).throw(OSError("away")))

    for url in ("https://m.example", "http://STATUS.example.com:80/", "localhost:9", "http://[::1]:9"):
        assert verify(root, url).exit_code == 3, url


@pytest.mark.parametrize("text", ["[]", "null", "{"])
def test_a_build_of_which_nothing_is_known(root: Path, url: str, text: str) -> None:
    (root / "site" / "_build.json").write_text(text)

    result = verify(root, url)

    assert result.exit_code == 2 and "is damaged" in result.output
