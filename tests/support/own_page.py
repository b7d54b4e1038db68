"""Pages of one's own: as `init` makes them, and as they stand when somebody has filled them in."""

import re
from collections.abc import Callable
from pathlib import Path

import yaml
from click.testing import Result

from support.command import run
from support.repository import CONFIG

OWN = CONFIG.replace("      now: 2026-11-22T12:00:00Z\n", "      id_domain: status.acme.dev\n").replace(
    "example.com", "acme.dev"
)
ANSWERS = ("--name", "Acme status", "--url", "https://status.acme.dev/")
COMMANDS = (("check",), ("build", "-q"), ("build", "-q", "--tolerant"))


def errors(output: str) -> list[str]:
    """Place and rule of every error that is told."""
    return [" ".join(found) for found in re.findall(r"^(\S+?): error\[(\S+)\]", output, re.MULTILINE)]


def with_option(text: str, config: str = OWN) -> str:
    """A configuration with one more option of ours."""
    return config.replace("      contacts:", f"      {text}\n      contacts:")


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change a file by hand."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def call(*arguments: str, typed: str | None = None) -> Result:
    """A command as it is typed."""
    return run(".", *arguments, typed=typed)


def settings(root: Path) -> dict[str, object]:
    """What `mkdocs.yml` says at its top, and the options of the plugin."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    return {key: value for key, value in config.items() if key != "plugins"} | (
        next(one["statuary"] for one in config["plugins"] if "statuary" in one) or {}
    )
