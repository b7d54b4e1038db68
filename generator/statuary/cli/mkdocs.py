"""What `build` and `serve` share: the configuration that MkDocs will read, and how its messages are shown."""

import logging
from pathlib import Path

import click

from statuary.cli.errors import FilesError
from statuary.inspection import faults
from statuary.source import read_project


def config_file(root: Path) -> Path:
    """The repository's `mkdocs.yml`. Raises FilesError, with our own explanations, when it cannot be used."""
    project, _ = read_project(root)
    if project is None:
        raise FilesError(faults(root), "nothing was built")
    return project.root / "mkdocs.yml"


def say(level: int, message: str) -> None:
    """Print a message on standard error; warnings and errors say what they are."""
    prefix = f"{logging.getLevelName(level).capitalize()}: " if level >= logging.WARNING else ""
    click.echo(prefix + message, err=True)
