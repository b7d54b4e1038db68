"""The whole repository, read into a `Site` and a list of problems. A bad file is left out and reported."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from statuary.model import Group, Incident, Problem, Site
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.config import Project, read_project
from statuary.source.context import Context
from statuary.source.incidents import read_incident
from statuary.source.report import Findings

_LOOKALIKE_SUFFIXES = (".markdown", ".mdown", ".mkd", ".mdx", ".md.txt", ".text")


@dataclass(frozen=True)
class Loaded:
    """What was read: `site` is None only when the configuration itself cannot be used."""

    project: Project | None
    site: Site | None
    problems: tuple[Problem, ...]


def load(root: Path) -> Loaded:
    """Read the status repository at `root`. Never raises for what people wrote; OSError for a failing disk."""
    project, problems = read_project(root)
    if project is None:
        return Loaded(None, None, tuple(problems))
    return load_project(project, problems)


def load_project(project: Project, problems: list[Problem] | None = None) -> Loaded:
    """Read the components and incidents of a repository whose configuration was read already."""
    found = list(problems or [])
    groups = _components(project, found)
    context = Context.of(project.zones, (one for group in groups for one in group.components))
    incidents = list(_incidents(project, context, found))
    incidents.sort(key=lambda incident: incident.id)
    site = Site(settings=project.settings, groups=groups, incidents=())
    # The incidents are models already; validating 5,000 of them again would take longer than reading them.
    site = site.model_copy(update={"incidents": tuple(incidents)})
    return Loaded(project, site, tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _components(project: Project, problems: list[Problem]) -> tuple[Group, ...]:
    path = project.root / COMPONENTS_FILE
    findings = Findings(COMPONENTS_FILE)
    if path.is_symlink():
        findings.error("symlink", (0, 0), "this is a symbolic link", "put the file itself here")
    elif not path.is_file():
        findings.error("config", (0, 0), "there is no components.yaml", "add one that says what you run")
    else:
        groups, found = read_components(path.read_bytes())
        problems += found
        return groups
    problems += findings.problems
    return ()


def _incidents(project: Project, context: Context, problems: list[Problem]) -> Iterator[Incident]:
    if not project.incidents_dir.is_dir():
        findings = Findings(_relative(project, project.incidents_dir))
        findings.error(
            "config", (0, 0), "this folder is missing", "make it, or correct “docs_dir” in mkdocs.yml"
        )
        problems += findings.problems
        return
    paths: dict[str, str] = {}
    for path in incident_files(project, problems):
        relative = _relative(project, path)
        incident, found = read_incident(relative, path.read_bytes(), context)
        problems += found
        first = paths.setdefault(path.stem, relative)
        if first != relative:
            findings = Findings(relative)
            hint = "rename one of them: the name is the incident's permanent address"
            findings.error("file-name", (0, 0), f"{first} has the same name", hint)
            problems += findings.problems
        elif incident is not None:
            yield incident


def _relative(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()


def incident_files(project: Project, problems: list[Problem]) -> Iterator[Path]:
    """Every file that holds an incident, by path. Links and names that hide an incident become problems."""
    return _walk(project, project.incidents_dir, problems)


def _walk(project: Project, folder: Path, problems: list[Problem]) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            findings = Findings(_relative(project, path))
            findings.error("symlink", (0, 0), "this is a symbolic link", "put the file itself here")
            problems += findings.problems
        elif entry.is_dir():
            yield from _walk(project, path, problems)
        elif _is_incident(project, path, problems):
            yield path


def _is_incident(project: Project, path: Path, problems: list[Problem]) -> bool:
    name = path.name
    if (
        name.casefold() == "readme.md"
        or path.relative_to(project.incidents_dir).as_posix() in project.page_files
    ):
        return False
    if name.endswith(".md"):
        return True
    if name.lower().endswith((".md", *_LOOKALIKE_SUFFIXES)):
        findings = Findings(_relative(project, path))
        hint = "rename it to end with .md, or move it out of this folder"
        findings.error(
            "file-name", (0, 0), "this file would be passed over, for its name does not end with .md", hint
        )
        problems += findings.problems
    return False
