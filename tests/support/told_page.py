"""A page that tells: its repository, the remote, and what readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.command import run
from support.git import commit, git
from support.receiver import Receiver
from support.repository import INCIDENT, write

LISTENERS = """\
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


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
Make = Callable[..., Status]


def hook(receiver: Receiver, name: str = "hook") -> str:
    """A line of the secret."""
    return f"{name}=webhook+{receiver.url}/{name}?secret={SECRET}\n"
