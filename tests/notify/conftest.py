"""A page on this machine that readers can see, from a repository with a remote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.command import run
from support.git import commit, git
from support.receiver import Receiver, receiving
from support.repository import COMPONENTS, CONFIG, INCIDENT, tree, write
from support.servers import serving

_TOLD = """\
      notify:
{listeners}
"""


CARDS = "incidents/2026-11-22-cards.md"
IDENTIFIED = INCIDENT + "\n## 2026-11-22 11:50 UTC — Identified\n\nA cable is the cause.\n"


@dataclass
class Status:
    """`root` is the repository, `hub` its remote; `www` is the folder that readers see."""

    root: Path
    hub: Path
    www: Path

    def publish(self, files: dict[str, str | None] | None = None) -> None:
        """Commit, push, and let readers see it: all that `notify` asks the page for is which commit it shows."""
        commit(self.root, files)
        git(self.root, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/main")
        self.shows(git(self.root, "rev-parse", "HEAD"))

    def shows(self, name: str) -> None:
        """Let readers see this commit."""
        said = f'{{"version": "1", "commit": "{name}", "content": "0", "now": "2026-11-22T12:00:00Z"}}'
        write(self.www / "_build.json", said)

    def notify(self, *options: str, secret: str = "") -> tuple[int, str]:
        """The command's exit code, and all that it says."""
        done = run(
            self.root, "notify", *options, env={"STATUARY_NOTIFY": secret, "GITHUB_STEP_SUMMARY": None}
        )
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    def told(self) -> list[str]:
        """The files on the ledger's branch."""
        return git(self.hub, "ls-tree", "-r", "--name-only", "status-ledger").split()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where messages go."""
    with receiving() as found:
        yield found


@pytest.fixture
def status(tmp_path: Path) -> Iterator[Callable[..., Status]]:
    """Makes a page with listeners, as lines of YAML, and publishes it with an incident."""
    root, hub, www = (tmp_path / name for name in ("repository", "hub.git", "www"))

    def make(*listeners: str) -> Status:
        config = CONFIG.replace("https://status.example.com/", url)
        config = config.replace("      now: 2026-11-22T12:00:00Z\n", "      id_domain: status.example.com\n")
        told = _TOLD.format(listeners="\n".join(f"        - {one}" for one in listeners)) if listeners else ""
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
