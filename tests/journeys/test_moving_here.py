"""The main job on real histories: move here, check, build, and read the result as readers and their tools do."""

import html
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
import yaml
from click.testing import CliRunner

from statuary.cli import main

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
_WORD = re.compile(r"\w+")


class Move(NamedTuple):
    """One real page: how it is brought here, and a moment within its time."""

    kind: str
    folder: str
    options: tuple[str, ...]
    now: str
    incidents: int


MOVES = [
    Move("cstate", "cstate-jenkins", ("--timezone", "UTC"), "2026-06-11T08:00:00Z", 297),
    Move("statuspage", "statuspage-github", (), "2026-08-21T12:00:00Z", 488),
]


@pytest.fixture(scope="module", params=MOVES, ids=lambda move: move.kind)
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Move, Path]:
    """A repository with the whole history, checked and built."""
    move: Move = request.param
    if not (CORPORA / move.folder).is_dir():
        pytest.skip(f"the real incident history {move.folder} is not at ../shared/corpora")
    root = tmp_path_factory.mktemp(move.kind) / "status"
    source = str(CORPORA / move.folder)
    _run("init", str(root), "--from", move.kind, source, *move.options)
    assert "No errors" in (told := _run("-C", str(root), "check")) or "Nothing to mend" in told
    _run("-C", str(root), "build", "-q", "--now", move.now)
    return move, root / "site"


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output[-3000:]
    return result.output


def _words(text: str) -> Counter[str]:
    """Words as a reader sees them: no markup, no addresses, no language of a code block; in any case."""
    text = re.sub(r"^ *(```|~~~) *\w+", " ", text, flags=re.MULTILINE)
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|[*_`#]|https?://[^\s<>)\"]+", " ", text, flags=re.DOTALL)
    return Counter(_WORD.findall(html.unescape(text).casefold()))


def _bodies(move: Move) -> Iterator[tuple[str, str]]:
    """The id of every source incident, with all that it said."""
    folder = CORPORA / move.folder
    if move.kind == "cstate":
        for path in (folder / "content" / "issues").glob("*.md"):
            yield f"cstate:{path.stem}", path.read_text().split("\n---", 1)[1]
        return
    for incident in json.loads((folder / "incidents.json").read_text())["incidents"]:
        bodies = "\n".join(update["body"] for update in incident["incident_updates"])
        yield f"statuspage:{incident['id']}", f"{incident['name']}\n{bodies}"


def _pages(site: Path) -> dict[str, str]:
    """The page of every source incident."""
    pages = {}
    for path in (site.parent / "incidents").glob("[0-9]*.md"):
        front_matter = yaml.safe_load(path.read_text().split("---\n")[1])
        pages[front_matter["source"]] = (site / "incidents" / path.stem / "index.html").read_text()
    return pages


def test_no_word_is_lost_between_the_old_page_and_the_new(moved: tuple[Move, Path]) -> None:
    move, site = moved
    pages = _pages(site)
    assert len(pages) == move.incidents

    for source, body in _bodies(move):
        lost = _words(body) - _words(pages[source].partition("<body>")[2])
        # Numbers of a numbered list are drawn by the browser.
        assert not [word for word in lost if not word.isdigit()], (source, lost)


def test_the_feeds_hold_one_item_an_update(moved: tuple[Move, Path]) -> None:
    _, site = moved

    rss = feedparser.parse((site / "feed.xml").read_bytes())
    atom = feedparser.parse((site / "atom.xml").read_bytes())

    assert not rss.bozo
    assert not atom.bozo
    assert len(rss.entries) >= 50
    assert [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries]
    assert len({entry.id for entry in rss.entries}) == len(rss.entries)
    published = [entry.published_parsed for entry in rss.entries]
    assert published == sorted(published, reverse=True)
    for entry in rss.entries:
        page, _, anchor = entry.link.partition("#")
        file = site / page.split("/", 3)[3] / "index.html"
        assert f'id="{anchor}"' in file.read_text()


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed")
def test_newsboat_reads_every_update(moved: tuple[Move, Path], tmp_path: Path) -> None:
    _, site = moved
    (tmp_path / "urls").write_text(f"file://{site}/feed.xml\n")
    command = ["newsboat", "-u", str(tmp_path / "urls"), "-c", str(tmp_path / "cache.db"), "-x"]
    environment = os.environ | {"HOME": str(tmp_path)}

    subprocess.run([*command, "reload"], check=True, capture_output=True, env=environment)
    done = subprocess.run(
        [*command, "print-unread"], check=True, capture_output=True, text=True, env=environment
    )

    items = len(feedparser.parse((site / "feed.xml").read_bytes()).entries)
    assert int(done.stdout.split()[0]) == items
