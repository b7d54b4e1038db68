"""From what people wrote to typed models, and back: front matter, Markdown bodies, YAML, times, configuration.

Here the whole repository is read into a `Site` and a list of problems. A bad file is left out and reported.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from statuary.model import Group, Incident, Problem, Severity, Site, Withdrawal
from statuary.parallel import Parallel
from statuary.repository_files import read_inside
from statuary.resources import overrides
from statuary.source.assets import beside, claim_addresses, links_out, strays
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.config import FILE_NAME as CONFIG_FILE
from statuary.source.config import Project, read_project
from statuary.source.incident_file import MAX_BYTES, read_file
from statuary.source.listing import Fault, Listing, list_files, unreadable
from statuary.source.mkdocs_yml import misnamed
from statuary.source.problems import Context
from statuary.source.vocabulary import stem_of

__all__ = ["Listing", "Loaded", "Project", "load", "load_project", "read_project"]


@dataclass(frozen=True)
class Loaded:
    """What was read: `site` is None only when the configuration itself cannot be used."""

    project: Project | None
    site: Site | None
    problems: tuple[Problem, ...]
    listing: Listing = field(default_factory=Listing)


_Found = tuple[Incident | Withdrawal | None, list[Problem]]
_Reader = Callable[[str, bytes, Context], _Found]


def load(root: Path, read: _Reader = read_file) -> Loaded:
    """Read the status repository at `root`. Never raises for what people wrote; OSError for a failing disk.

    `read` is what reads one incident's file.
    """
    project, problems = read_project(root)
    if project is None:
        if any(os.path.lexists(root / name) for name in (CONFIG_FILE, COMPONENTS_FILE)):
            _components(
                root.resolve(), problems
            )  # so that all that is wrong with the page's set-up is told at once
        return Loaded(None, None, tuple(sorted(problems, key=lambda problem: problem.sort_key)))
    return load_project(project, problems, read)


def load_project(
    project: Project, problems: list[Problem] | None = None, read: _Reader = read_file
) -> Loaded:
    """Read the components and incidents of a repository whose configuration was read already."""
    found = list(problems or [])
    groups = _components(project.root, found)
    context = Context.of(project.zones, (one for group in groups for one in group.components), groups)
    listing = _listing(project, found)
    found += claim_addresses(project, listing)
    one = partial(_read, project, lambda path, content: read(path, content, context))
    files = sorted(_files(listing, found, one), key=lambda file: file.id)
    site = Site(
        settings=project.settings,
        groups=groups,
        incidents=tuple(file for file in files if isinstance(file, Incident)),
        withdrawn=tuple(file for file in files if isinstance(file, Withdrawal)),
    )
    return Loaded(project, site, tuple(sorted(found, key=lambda problem: problem.sort_key)), listing)


def _components(root: Path, problems: list[Problem]) -> tuple[Group, ...]:
    path = root / COMPONENTS_FILE
    if not os.path.lexists(path):
        other = misnamed(root, COMPONENTS_FILE)
        problems.append(_missing(other))
        if other is None:
            return ()
        path = root / other
    if path.is_symlink():
        fault = ("symlink", "this is a symbolic link", "put the file itself here")
        problems.append(_problem(path.name, fault))
        return ()
    try:
        groups, found = read_components(read_inside(root, path))
    except OSError as error:
        groups, found = (), [_problem(path.name, unreadable(error))]
    problems += [one.model_copy(update={"path": path.name}) for one in found]
    return groups


def _missing(other: str | None) -> Problem:
    if other is None:
        hint = "add one that says what you run; it may hold only: groups: []"
        return _problem(COMPONENTS_FILE, ("missing-file", "there is no components.yaml", hint))
    hint = f"rename it: mv {other} {COMPONENTS_FILE}"
    return _problem(other, ("missing-file", f"this file must be called {COMPONENTS_FILE}", hint))


def _listing(project: Project, problems: list[Problem]) -> Listing:
    """What is in the incidents' folder, and what lies beside it but must not."""
    base = _relative(project, project.incidents_dir)
    if not project.incidents_dir.is_dir():
        hint = "make it, or correct “docs_dir” in mkdocs.yml"
        problems.append(_problem(base, ("missing-file", "this folder is missing", hint)))
        return Listing()
    listing = list_files(project, base, problems)
    files = beside(project.root, base)
    out = list(links_out(project, [*files, *listing.faulty]))
    known = {problem.path for problem in problems}
    problems += [one for one in out if one.path not in known]
    problems += strays(project, base, files)
    if out:
        listing.pages.clear()  # what renders them can read files by itself, and would follow such a link
    problems += _unused(project, listing)
    return listing


def _unused(project: Project, listing: Listing) -> Iterator[Problem]:
    """The owner's template for the look of the theme, which extra pages do not have."""
    custom = project.custom_dir
    if custom is None or not listing.pages or not project.framed or not (custom / "main.html").is_file():
        return
    if custom.resolve() != overrides().resolve():
        yield Problem(
            path=_relative(project, custom / "main.html"),
            severity=Severity.ADVICE,
            rule="template",
            message="this template is not used: the pages of “nav” have the frame of the status pages",
            hint="put what it adds into statuary/extra.html there, or write “extra_pages: theme” under statuary",
        )


def _files(
    listing: Listing, problems: list[Problem], read: Callable[[Sequence[str]], list[tuple[str, _Found]]]
) -> Iterator[Incident | Withdrawal]:
    first = {stem_of(path): path for path in reversed(listing.incidents)}
    for part in Parallel(read, listing.incidents).results():
        for relative, (file, found) in part:
            problems += found
            if (other := first[stem_of(relative)]) != relative:
                hint = "rename one of them: it is the incident's permanent address"
                problems.append(_problem(relative, ("file-name", f"{other} has the same name", hint)))
            elif file is not None and (other := first.setdefault(file.id, relative)) != relative:
                hint = "each incident has an id of its own; the file's name is its id where it has no “id:”"
                problems.append(_problem(relative, ("file-name", f"{other} has the id “{file.id}”", hint)))
            elif file is not None:
                yield file


def _read(
    project: Project, read: Callable[[str, bytes], _Found], files: Sequence[str]
) -> list[tuple[str, _Found]]:
    found: list[tuple[str, _Found]] = []
    for relative in files:
        try:
            # No links: the folder was looked through. pathlib takes as long as reading.
            with open(f"{project.root}/{relative}", "rb") as file:  # noqa: PTH123
                content = file.read(MAX_BYTES + 1)  # one more tells that it is too large, however large it is
        except OSError as error:
            found.append((relative, (None, [_problem(relative, unreadable(error))])))
        else:
            found.append((relative, read(relative, content)))
    return found


def _problem(path: str, fault: Fault) -> Problem:
    rule, message, hint = fault
    return Problem(path=path, rule=rule, message=message, hint=hint)


def _relative(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()
