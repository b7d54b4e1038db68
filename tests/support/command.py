"""The command line, in this process: the door that users take."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from statuary.cli import main
from support.site import BuiltSite


def run(
    root: Path | str, *arguments: str, typed: str | None = None, env: Mapping[str, str | None] | None = None
) -> Result:
    """`statuary -C root …`; `typed` is what stands on its standard input."""
    return CliRunner(env=env).invoke(main, ["-C", str(root), *arguments], input=typed)


def build(root: Path, *arguments: str, site: Path | None = None, now: str = "") -> BuiltSite:
    """`statuary build`, which has to succeed: the site that it made."""
    where = ["--site-dir", str(site)] if site else []
    moment = ["--now", now] if now else []
    result = run(root, "build", "-q", *where, *moment, *arguments)
    assert result.exit_code == 0, result.output or result.exception
    return BuiltSite(site or root / "site")


def outcome(root: Path, *arguments: str) -> tuple[int, str]:
    """A command's exit code, and all that it says."""
    result = run(root, *arguments)
    return result.exit_code, result.output
