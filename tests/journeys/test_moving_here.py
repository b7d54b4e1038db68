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

import pytest
import yaml

from support.shared import Moved

_WORD = re.compile(r"\w+")


def _words(text: str) -> Counter[str]:
    """Words as a reader sees them: no markup, no addresses, no language of a code block; in any case."""
    text = re.sub(r"^ *(```|~~~) *\w+", " ", text, flags=re.MULTILINE)
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|[*_`#]|https?://[^\s<>)\"]+", " ", text, flags=re.DOTALL)
    return Counter(_WORD.findall(html.unescape(text).casefold()))


def _bodies(history: Moved) -> Iterator[tuple[str, str]]:
    """The id of every source incident, with all that it said."""
    if history.real.kind == "cstate":
        for path in (history.source / "content" / "issues").glob("*.md"):
            yield f"cstate:{path.stem}", path.read_text().split("\n---", 1)[1]
        return
    for incident in json.loads((history.source / "incidents.json").read_text())["incidents"]:
        bodies = "\n".join(update["body"] for update in incident["incident_updates"])
        yield f"statuspage:{incident['id']}", f"{incident['name']}\n{bodies}"


def _pages(history: Moved) -> dict[str, str]:
    """The page of every source incident."""
    pages = {}
    for path in (history.root / "incidents").glob("[0-9]*.md"):
        front_matter = yaml.safe_load(path.read_text().split("---\n")[1])
        pages[front_matter["source"]] = history.site.text(f"incidents/{path.stem}/index.html")
    return pages


def test_no_word_is_lost_between_the_old_page_and_the_new(history: Moved) -> None:
    pages = _pages(history)
    assert len(pages) == history.real.incidents

    for source, body in _bodies(history):
        lost = _words(body) - _words(pages[source].partition("<body>")[2])
        # Numbers of a numbered list are drawn by the browser.
        assert not [word for word in lost if not word.isdigit()], (source, lost)


def test_the_feeds_hold_one_item_an_update(history: Moved) -> None:
    rss, atom = history.site.feed("feed.xml"), history.site.feed("atom.xml")

    assert len(rss.entries) >= 50
    assert [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries]
    assert len({entry.id for entry in rss.entries}) == len(rss.entries)
    published = [entry.published_parsed for entry in rss.entries]
    assert published == sorted(published, reverse=True)
    for entry in rss.entries:
        page, _, anchor = entry.link.partition("#")
        assert f'id="{anchor}"' in history.site.text(f"{page.split('/', 3)[3]}/index.html")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed")
def test_newsboat_reads_every_update(history: Moved, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"file://{history.site.folder}/feed.xml\n")
    command = ["newsboat", "-u", str(tmp_path / "urls"), "-c", str(tmp_path / "cache.db"), "-x"]
    environment = os.environ | {"HOME": str(tmp_path)}

    subprocess.run([*command, "reload"], check=True, capture_output=True, env=environment)
    done = subprocess.run(
        [*command, "print-unread"], check=True, capture_output=True, text=True, env=environment
    )

    assert int(done.stdout.split()[0]) == len(history.site.feed().entries)
