"""Programs that people read feeds with, against a server on this machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


class Newsboat:
    """Counts what it shows as unread. Nothing is ever read here, so each new item adds one."""

    def __init__(self, folder: Path, url: str) -> None:
        self._command = _program("newsboat")
        self._folder = folder
        (folder / "urls").write_text(f"{url}\n")

    def told(self) -> int:
        """How many items it has told of since it began, after one more look."""
        options = ["-u", str(self._folder / "urls"), "-c", str(self._folder / "cache.db")]
        for action in ("reload", "print-unread"):
            done = subprocess.run(
                [self._command, *options, "-x", action],
                check=True,
                capture_output=True,
                text=True,
                env=os.environ | {"HOME": str(self._folder)},
            )
        return int(done.stdout.split()[0])


class Rss2Email:
    """Mails each new item into a folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self._command = [_program("r2e"), "-c", str(folder / "config"), "-d", str(folder / "feeds.json")]
        self._mails = folder / "mail"
        self._environment = os.environ | {"HOME": str(folder)}
        sendmail = folder / "sendmail.py"
        sendmail.write_text(_SENDMAIL.format(python=sys.executable, folder=str(self._mails)))
        sendmail.chmod(0o755)
        self._mails.mkdir()
        self._run("new", "reader@example.com")
        config = (folder / "config").read_text()
        (folder / "config").write_text(config.replace("/usr/sbin/sendmail", str(sendmail)))
        self._run("add", "status", url)

    def told(self) -> int:
        """How many mails it has sent since it began, after one more run."""
        self._run("run")
        return len(self.mails())

    def mails(self) -> list[str]:
        """All mails, in the order in which they were sent."""
        return [path.read_text() for path in sorted(self._mails.iterdir())]

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [*self._command, *arguments], capture_output=True, text=True, env=self._environment
        )
        assert done.returncode == 0, done.stderr


_SENDMAIL = """#!{python}
import sys, time
open(f"{folder}/{{time.time_ns()}}", "w").write(sys.stdin.read())
"""


def _program(name: str) -> str:
    """Its path: from this environment, else from the system. CI has them all, elsewhere a test may be skipped."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found
