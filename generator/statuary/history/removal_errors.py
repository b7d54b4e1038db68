"""Errors that only the past can tell: an incident that left the page while it was open, and a past that is missing."""

import shlex
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from statuary.git import GitError
from statuary.history.file_history import REMEDY, History, context_ever
from statuary.history.removed import Gone, LackingError, find_gone
from statuary.model import Problem, Site
from statuary.source import Loaded, Project
from statuary.source.causes import is_of_example
from statuary.source.config import FILE_NAME as CONFIG_FILE
from statuary.source.incident_file import KEY
from statuary.source.ownership import is_placeholder

INCOMPLETE = "history"
"""The rule under which it is told that the past is missing. It does not keep a page from being published."""


class Judged(NamedTuple):
    """What the past tells."""

    problems: tuple[Problem, ...] = ()
    gone: tuple[Gone, ...] = ()


def check_past(
    loaded: Loaded,
    on_page: Collection[str],
    moments: Collection[datetime],
    history: History,
    since: str | None = None,
) -> Judged:
    """Compare the page with what was published before, and with the commit `since`; see `find_gone`.

    Without git or without a commit there is nothing to compare with, and no error.
    """
    assert loaded.project is not None and loaded.site is not None
    project, site = loaded.project, loaded.site
    context = cache(lambda: context_ever(project, site.groups, history))
    problems: list[Problem] = []
    gone: dict[str, Gone] = {}
    try:
        if history.shallow:
            problems.append(_incomplete("this clone has no earlier commits, for it is shallow", REMEDY))
        problems += _not_fetched(project, history)
        for start in ["HEAD"] if since in (None, history.head) else ["HEAD", since]:
            found = find_gone(history.past(project, start), site, on_page, moments, context)
            gone = {one.id: one for one in found} | gone
    except LackingError as error:
        problems.append(_incomplete(f"this clone lacks earlier versions of {error.path}", REMEDY))
    except GitError as error:
        if error.absent:
            return Judged()
        if history.head is not None or "dubious ownership" in str(error):
            problems.append(_incomplete("git cannot be asked for earlier versions", str(error)))
    left = tuple(gone[key] for key in sorted(gone) if not _is_of_story(gone[key], project, site))
    return Judged((*problems, *(gone_problem(one, project) for one in left)), left)


def _incomplete(what: str, hint: str) -> Problem:
    message = f"{what}: nobody can tell whether an open incident has left the page"
    return Problem(path=CONFIG_FILE, rule=INCOMPLETE, message=message, hint=hint)


def _not_fetched(project: Project, history: History) -> Iterator[Problem]:
    """A submodule that is not here is an empty folder, and the page would be green."""
    for path in history.past(project).submodules:
        folder = project.root / path
        if not folder.is_dir() or not any(folder.iterdir()):
            message = "this folder is a submodule that was not fetched, so its incidents are missing"
            hint = "git submodule update --init; in GitHub Actions, give actions/checkout “submodules: true”"
            yield Problem(path=path, rule="missing-file", message=message, hint=hint)


def gone_problem(gone: Gone, project: Project) -> Problem:
    """What left, and the ways out, ready to be pasted."""
    path = gone.version.path
    title = gone.incident.title if gone.incident else gone.id
    if (project.root / path).is_file():
        what, hint = "its file is no longer read as an incident", _back_in(path, project)
    else:
        what, hint = "its file is gone", _back(gone)
    message = f"“{title}” was open and {what}, which would turn the page green"
    return Problem(path=path, rule="gone", message=message, hint=f"{hint}; {_other_ways(gone)}")


def _back(gone: Gone) -> str:
    return f"put it back and post Resolved: git checkout {gone.version.commit[:10]} -- {shlex.quote(gone.version.path)}"


def _back_in(path: str, project: Project) -> str:
    folder = f"{project.settings.incidents_dir}/"
    if path.startswith(folder) and path.removeprefix(folder) in project.page_files:
        return f"take {path.removeprefix(folder)} out of “nav” in mkdocs.yml"
    return (
        f"mkdocs.yml says “docs_dir: {project.settings.incidents_dir}”: correct that, or move the file there"
    )


def _other_ways(gone: Gone) -> str:
    return (
        f"if it has another name now, add to its front matter “id: {gone.id}”; to end it for good "
        f"without a word to readers, let {gone.version.path} hold three lines: “---”, “{KEY}: why”, “---”"
    )


def _is_of_story(gone: Gone, project: Project, site: Site) -> bool:
    """Whether this is an incident of the example whose components were replaced, on a page that was never published."""
    settings = project.settings
    if gone.incident is None or settings.now is not None or not is_placeholder(settings.id_domain):
        return False
    named = {*gone.incident.components, *(key for one in gone.incident.updates for key in one.components)}
    return is_of_example(gone.id, named - {component.id for component in site.components})
