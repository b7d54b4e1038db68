"""The build without MkDocs: everything but the extra pages of `nav`, byte for byte what it is with MkDocs.

It has the same functions as `statuary.plugin`, for the same commands.
"""

import logging
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import jinja2

from statuary.building.extensions import ExtensionError
from statuary.building.failures import (
    UNCHANGED,
    UNCHECKED,
    BuildFailedError,
    Leniency,
    Say,
    Tell,
    any_problem,
)
from statuary.building.site_build import Shown, Templates, look
from statuary.building.tolerance import Published, usable, without
from statuary.check.formats import as_text
from statuary.inspection.strict import Inspected
from statuary.model import Problem
from statuary.render.folder import NotASiteError, Output, publish, staging, write
from statuary.repository_files import read_inside
from statuary.source import Project

INSTALL = "pip install 'mkdocs<2' mkdocs-material"


def build_site(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None, tell: Tell | None = None
) -> Path:
    """Build the site, and return its folder; what is left out for want of MkDocs goes to `say`.

    `tell` hears of problems in the files; without it `say` does. Raises BuildFailedError, and OSError when the disk
    fails.
    """
    tell = tell or (lambda problems: say(logging.ERROR, as_text(problems).rstrip()))
    found = look(config_file, now)
    if found.project is None or found.stopping:
        tell(found.problems)
        raise BuildFailedError(UNCHANGED)
    if found.errors:
        tell(found.errors)
    try:
        folder = _build(found, None, site_dir)
    except (jinja2.TemplateError, ExtensionError) as error:
        tell(any_problem(error, config_file))
        raise BuildFailedError(UNCHANGED) from error
    _say_left_out(found.project, say)
    if found.errors:
        raise BuildFailedError(UNCHECKED)
    return folder


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Published:
    """Build the site in spite of errors, and return its folder with all problems; see `statuary.tolerant`.

    Raises BuildFailedError when nothing can be published, and OSError when the disk fails.
    """
    leniency, problems = usable(config_file)
    while True:
        try:
            found = look(config_file, now, leniency)
            folder = _build(found, leniency, site_dir)
        except (Exception, SystemExit) as error:  # whatever a template raises
            problems.append(without(error, leniency, config_file))
        else:
            _say_left_out(leniency.project, say)
            every = dict.fromkeys((*problems, *found.problems))
            return Published(folder, tuple(sorted(every, key=lambda problem: problem.sort_key)))


def try_build(config_file: Path, found: Inspected) -> list[Problem]:
    """What keeps the site from being built, which only templates can do here; `found` was read and checked."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            _build(found, None, Path(folder, "site"))
        except (jinja2.TemplateError, ExtensionError) as error:
            return any_problem(error, config_file)
    return []


def _build(found: Inspected, leniency: Leniency | None, site_dir: Path | None) -> Path:
    """Raises BuildFailedError, OSError, and whatever a template raises."""
    assert found.project is not None
    project, shown = found.project, Shown()
    templates = Templates.of(project.root, project.custom_dir, leniency)
    shown.take(found, templates, leniency)
    target = (site_dir or project.site).resolve()
    try:
        folder = staging(target)
    except NotASiteError as error:
        raise BuildFailedError(str(error)) from error
    try:
        write(_beside(found), folder)
        shown.write(shown.environment(templates), folder, project.root)
        publish(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _beside(found: Inspected) -> list[Output]:
    """Files beside incidents, as they are; none where the owner excludes some in a way that only MkDocs understands."""
    project = found.project
    if project is None or project.for_mkdocs & {"exclude_docs", "draft_docs"}:
        return []
    folder = project.incidents_dir
    return [Output(name, read_inside(project.root, folder / name)) for name in found.listing.files]


def _say_left_out(project: Project, say: Say) -> None:
    left_out = [*project.page_files_in_order, *sorted(project.for_mkdocs)]
    if left_out:
        why = f"neither MkDocs nor ProperDocs is installed; {INSTALL}"
        what = f"left out: {', '.join(left_out)} ({why})"
        say(logging.WARNING, what)
