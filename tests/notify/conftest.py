"""A page on this machine that readers can see, from a repository with a remote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.git import commit, git
from support.receiver import Receiver, receiving
from support.repository import COMPONENTS, CONFIG, INCIDENT, tree, write
from support.servers import serving
from support.told_page import LISTENERS, Make, Status


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where messages go."""
    with receiving() as found:
        yield found


@pytest.fixture
def status(tmp_path: Path) -> Iterator[Make]:
    """Makes a page with listeners, as lines of YAML, and publishes it with an incident."""
    root, hub, www = (tmp_path / name for name in ("repository", "hub.git", "www"))

    def make(*listeners: str) -> Status:
        config = CONFIG.replace("https://status.example.com/", url)
        config = config.replace("      now: 2026-11-22T12:00:00Z\n", "      id_domain: status.example.com\n")
        told = (
            LISTENERS.format(listeners="\n".join(f"        - {one}" for one in listeners))
            if listeners
            else ""
        )
        tree(root, {"mkdocs.yml": config + told, "components.yaml": COMPONENTS})
        write(root / "incidents/2026-11-22-cards.md", INCIDENT)
        hub.mkdir()
        git(hub, "init", "--quiet", "--bare", "--initial-branch=main")
        commit(root)
        git(root, "remote", "add", "origin", str(hub))
        made = Status(root, hub, www)
        made.publish()
        return made

    with serving(www) as url:
        yield make
