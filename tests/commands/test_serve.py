"""`statuary serve`: a broken file shows its error and keeps the last good page; no request is ever blocked."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request  # noqa: TID251 - it asks what it has started itself
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.git import commit, git
from support.repository import CONFIG, INCIDENT, MakeRepository, one_clock

pytestmark = one_clock

TYPO = INCIDENT.replace("partial_outage", "major_outtage")


@contextlib.contextmanager
def serving(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "statuary", "-C", str(root), "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url: str, words: str, *, absent: str = "") -> str:
    """The page at a URL as soon as it holds these words."""
    deadline = time.monotonic() + 20
    page = ""
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            page = urllib.request.urlopen(url, timeout=5).read().decode()  # noqa: TID251
            if words in page and not (absent and absent in page):
                return page
        time.sleep(0.1)
    pytest.fail(f"“{words}” never came; the page was:\n{page[:500]}")


def test_a_broken_file_shows_its_error_and_keeps_the_last_good_page(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    file = root / "incidents" / "2026-11-22-cards.md"
    with serving(root) as url:
        wait_for(url, "Some card payments fail")
        file.write_text(TYPO)
        broken = wait_for(url, "major_outtage")
        assert "did you mean “major_outage”?" in broken
        assert "incidents/2026-11-22-cards.md:5" in broken
        assert "Some card payments fail" in broken, "the last good page is still there"
        file.write_text(INCIDENT.replace("Some card", "Many card"))
        wait_for(url, "Many card payments fail", absent="major_outtage")


@pytest.mark.long
def test_an_extra_page_shows_the_error_too(repository: MakeRepository) -> None:
    config = CONFIG + "nav: [about.md]\n"
    root = repository({"2026-11-22-cards.md": TYPO, "about.md": "# About\n\nWords.\n"}, config=config)
    with serving(root) as url:
        wait_for(f"{url}about/", "did you mean “major_outage”?")
        (root / "incidents" / "2026-11-22-cards.md").write_text(INCIDENT)
        wait_for(f"{url}about/", "Words.", absent="major_outtage")
        (root / "incidents" / "2026-11-22-cards.md").write_text(TYPO)
        assert "Words." in wait_for(f"{url}about/", "major_outtage")


@pytest.mark.long
def test_a_shallow_clone_is_served(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    commit(root)
    commit(root)
    clone = tmp_path / "clone"
    git(root, "clone", "--quiet", "--depth=1", f"file://{root}", str(clone))
    with serving(clone) as url:
        wait_for(url, "Some card payments fail", absent="fetch-depth")
        file = clone / "incidents" / "2026-11-22-cards.md"
        file.write_text(INCIDENT.replace("Some card", "Many card"))
        wait_for(url, "Many card payments fail", absent="fetch-depth")


@pytest.mark.long
def test_serving_a_repository_that_is_broken_from_the_start(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": TYPO})
    with serving(root) as url:
        wait_for(url, "did you mean “major_outage”?")
        (root / "incidents" / "2026-11-22-cards.md").write_text(INCIDENT)
        wait_for(url, "Some card payments fail", absent="major_outtage")


@pytest.mark.long
def test_a_change_to_the_components_is_seen(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    with serving(root) as url:
        wait_for(url, "Checkout")
        components = root / "components.yaml"
        components.write_text(components.read_text().replace("name: Checkout", "name: Till"))
        wait_for(url, "Till")


@pytest.mark.long
def test_a_broken_template_or_configuration_blocks_nobody(repository: MakeRepository) -> None:
    config = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    brand = root / "overrides" / "statuary" / "brand.html"
    brand.parent.mkdir(parents=True)
    brand.write_text("")
    with serving(root) as url:
        wait_for(url, "Some card payments fail")
        brand.write_text("{{ nonsense.nmae }}")
        broken = wait_for(url, "nonsense")
        assert "overrides/statuary/brand.html:1" in broken
        assert "Some card payments fail" in broken
        brand.write_text("")
        wait_for(url, "Some card payments fail", absent="nonsense")
        (root / "mkdocs.yml").write_text(config + "foo: [\n")
        assert "mkdocs.yml:" in wait_for(url, "not YAML")
        (root / "mkdocs.yml").write_text(config)
        wait_for(url, "Some card payments fail", absent="not YAML")
