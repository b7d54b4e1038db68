"""`statuary check --summary FILE`: what a pull request brings, for whoever has to agree to it."""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from statuary import clock
from statuary.git import changed_files, fork_point
from statuary.git_log import export
from statuary.inspection.strict import Inspected, inspect
from statuary.posting.template_files import templates
from statuary.posting.templates import Template
from statuary.posting.update_words import only_templates
from statuary.render.change_summary import Review, review
from statuary.render.changes import changes
from statuary.render.frame import Frame, page_frame
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.page_languages import read_language
from statuary.resources import template_folders
from statuary.source.components import FILE_NAME as COMPONENTS_FILE


def add_summary(file: Path, root: Path, found: Inspected, since: str | None, now: datetime | None) -> None:
    """Append what the change since this revision brings to `file`. Raises GitError and OSError."""
    with tempfile.TemporaryDirectory() as temporary:
        old = Path(temporary)
        before: Frame | None = None
        known: list[Template] = []
        files: list[tuple[str, str]] = []
        if since is not None:
            export(root, fork_point(root, since), old)
            inspected = inspect(old, now, clock.present())
            before = _shown(inspected)
            known = list(templates(old, before.settings.language)) if before else []
            files = list(_files(root, old, since, {*inspected.listing.incidents, *found.listing.incidents}))
        after = _shown(found)
        given = Review(before, after, found.problems, _approved(before, after, known), files)
        with file.open("a", encoding="utf-8") as out:
            out.write(review(given))


def _files(root: Path, old: Path, since: str, incidents: set[str]) -> Iterator[tuple[str, str]]:
    """What differs beside incidents and components, and how. Raises GitError."""
    for path in sorted(changed_files(root, since) - incidents - {COMPONENTS_FILE}):
        what = "changed" if (old / path).is_file() else "new"
        if not os.path.lexists(root / path):
            what = "deleted"
        elif (root / path).is_symlink():
            what += ", a symbolic link"
        yield path, what


def _shown(found: Inspected) -> Frame | None:
    """The page; without the languages of its own where they cannot be read, for that is told as a problem."""
    if found.state is None or found.project is None:
        return None
    folders = template_folders(found.project.custom_dir)
    try:
        language = read_language(found.state.site.settings.language, folders, found.project.root)
    except CatalogueError:
        language = None
    return page_frame(found.state, language)


def _approved(before: Frame | None, after: Frame | None, known: list[Template]) -> frozenset[str]:
    """Incidents in which only approved words were added.

    The templates are those of the branch that it goes to, and so are the facts in their slots: a change that brings a
    new name of a component or another contact could say anything by them.
    """
    if before is None or after is None or not known:
        return frozenset()
    approved = set()
    for change in changes(before.state, after.state):
        old = change.before.incident if change.before else None
        if change.after and only_templates(old, change.after.incident, known, before):
            approved.add(change.after.incident.id)
    return frozenset(approved)
