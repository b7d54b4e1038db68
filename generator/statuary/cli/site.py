"""MkDocs' configuration for our own commands. MkDocs is imported only when one of them runs."""

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statuary.cli.errors import FilesError
from statuary.source import read_project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def mkdocs_config(
    root: Path, now: datetime | None, *, quiet: bool = False, site_dir: Path | None = None
) -> "MkDocsConfig":
    """Load `mkdocs.yml` of the repository at `root` and hand `now` to our plugin.

    `site_dir` is relative to `root`. Raises FilesError when the configuration cannot be used, with our
    own explanations, and whatever MkDocs raises.
    """
    _log_to_terminal(quiet)
    project, problems = read_project(root)
    if project is None:
        raise FilesError(tuple(problems), "nothing was built")
    from mkdocs.config import load_config

    options: dict[str, Any] = {"site_dir": str(project.root / site_dir)} if site_dir else {}
    config = load_config(str(project.root / "mkdocs.yml"), **options)
    plugin: Any = config.plugins["statuary"]
    plugin.now = now
    return config


def _log_to_terminal(quiet: bool) -> None:
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        logger.addHandler(_Echo())
    logger.setLevel(logging.ERROR if quiet else logging.INFO)
    logger.propagate = False


class _Echo(logging.Handler):
    """MkDocs' messages on standard error, as its own command prints them."""

    def emit(self, record: logging.LogRecord) -> None:
        prefix = "" if record.levelno == logging.INFO else f"{record.levelname.capitalize()}: "
        click.echo(prefix + record.getMessage().lstrip("\n"), err=True)
