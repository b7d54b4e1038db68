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
from statuary.building.outcome import (
    UNCHANGED,
    Built,
    Leniency,
    Say,
    any_problem,
    strictly,
    to_tell,
    tolerantly,
)
from statuary.building.site_build import Shown, Templates, look
from statuary.inspection.strict import Inspected
from statuary.model import Problem
from statuary.render.folder import NotASiteError, Output, publish, staging, write
from statuary.repository_files import read_inside
from statuary.source import Project

INSTALL = "pip install 'mkdocs<2' mkdocs-material"


def build_site(config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None) -> Built:
    """Build the site, or nothing; what is left out for want of MkDocs goes to `say`.

    Raises OSError when the disk fails.
    """
    found = look(config_file, now)
    told = to_tell(found)
    if found.project is None or found.stopping:
        return Built(None, told, UNCHANGED)
    try:
        folder = _build(found, None, site_dir)
    except (jinja2.TemplateError, ExtensionError) as error:
        return Built(None, (*told, *any_problem(error, config_file)), UNCHANGED)
    except NotASiteError as error:
        return Built(None, told, str(error))
    _say_left_out(found.project, say)
    return strictly(folder, found)


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Built:
    """Build the site in spite of errors; see `inspection/tolerant.py`. Raises OSError when the disk fails."""

    def attempt(leniency: Leniency) -> Built:
        found = look(config_file, now, leniency)
        folder = _build(found, leniency, site_dir)
        _say_left_out(leniency.project, say)
        return Built(folder, found.problems)

    return tolerantly(config_file, attempt)


def try_build(config_file: Path, found: Inspected) -> list[Problem]:
    """What keeps the site from being built, which only templates can do here; `found` was read and checked."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            _build(found, None, Path(folder, "site"))
        except (jinja2.TemplateError, ExtensionError) as error:
            return any_problem(error, config_file)
    return []


def _build(found: Inspected, leniency: Leniency | None, site_dir: Path | None) -> Path:
    """Raises NotASiteError, OSError, and whatever a template raises."""
    assert found.project is not None
    project, shown = found.project, Shown()
    templates = Templates.of(project.root, project.custom_dir, leniency)
    shown.take(found, templates, leniency)
    target = (site_dir or project.site).resolve()
    folder = staging(target)
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
