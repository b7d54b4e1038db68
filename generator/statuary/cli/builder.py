"""What `build`, `serve`, `check` and `drill` share: who builds, from which configuration, and how it is told."""

import logging
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from statuary.cli.common import FILES, CommandError
from statuary.inspection.strict import faults
from statuary.source import read_project


def has_mkdocs() -> bool:
    """Whether MkDocs is installed, or its fork ProperDocs; only extra pages and `serve` need it."""
    for name in ("mkdocs", "properdocs"):
        try:
            found = find_spec(name)
        except ImportError:
            continue
        if found is not None and found.origin:
            return True
    return False


def builder() -> Any:
    """`statuary.plugin`, or what has the same functions without MkDocs. Lazy, for both take long to start."""
    if not has_mkdocs():
        from statuary.building import alone

        return alone
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner, which advises another program
    from statuary import plugin

    return plugin


def config_file(root: Path) -> Path:
    """The repository's `mkdocs.yml`. Raises CommandError, with our own explanations, when it cannot be used."""
    project, _ = read_project(root)
    if project is None:
        raise CommandError("nothing was built", FILES, faults(root))
    return project.root / project.file_name


def say(level: int, message: str) -> None:
    """Print a message on standard error; warnings and errors say what they are."""
    prefix = f"{logging.getLevelName(level).capitalize()}: " if level >= logging.WARNING else ""
    click.echo(prefix + message, err=True)
