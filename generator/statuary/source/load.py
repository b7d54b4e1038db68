"""The whole repository, read into a `Site` and a list of problems. A bad file is left out and reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from statuary.model import Group, Incident, Problem, Site, Withdrawal
from statuary.parallel import Parallel
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.config import Project, read_project
from statuary.source.context import Context
from statuary.source.files import incident_files
from statuary.source.incidents import MAX_BYTES, read_file
from statuary.source.report import Findings


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
    context = Context.of(project.zones, (one for group in groups for one in group.components), groups)
    files = sorted(_files(project, context, found), key=lambda file: file.id)
    site = Site(
        settings=project.settings,
        groups=groups,
        incidents=tuple(file for file in files if isinstance(file, Incident)),
        withdrawn=tuple(file for file in files if isinstance(file, Withdrawal)),
    )
    return Loaded(project, site, tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _components(project: Project, problems: list[Problem]) -> tuple[Group, ...]:
    path = project.root / COMPONENTS_FILE
    findings = Findings(COMPONENTS_FILE)
    if path.is_symlink():
        findings.error("symlink", (0, 0), "this is a symbolic link", "put the file itself here")
    elif not path.is_file():
        findings.error(
            "missing-file", (0, 0), "there is no components.yaml", "add one that says what you run"
        )
    else:
        groups, found = read_components(path.read_bytes())
        problems += found
        return groups
    problems += findings.problems
    return ()


def _files(project: Project, context: Context, problems: list[Problem]) -> Iterator[Incident | Withdrawal]:
    if not project.incidents_dir.is_dir():
        findings = Findings(_relative(project, project.incidents_dir))
        findings.error(
            "missing-file", (0, 0), "this folder is missing", "make it, or correct “docs_dir” in mkdocs.yml"
        )
        problems += findings.problems
        return
    first: dict[str, str] = {}
    files = list(incident_files(project, _relative(project, project.incidents_dir), problems))
    for part in Parallel(lambda some: _read(project, context, some), files).results():
        for relative, file, found in part:
            problems += found
            other = first.setdefault(relative.rpartition("/")[2], relative)
            if other != relative:
                message, hint = (
                    f"{other} has the same name",
                    "rename one of them: it is the incident's permanent address",
                )
                problems.append(Problem(path=relative, rule="file-name", message=message, hint=hint))
            elif file is not None:
                yield file


def _read(
    project: Project, context: Context, files: Sequence[str]
) -> list[tuple[str, Incident | Withdrawal | None, list[Problem]]]:
    found = []
    for relative in files:
        with open(f"{project.root}/{relative}", "rb") as file:  # noqa: PTH123 - pathlib takes as long as reading
            content = file.read(MAX_BYTES + 1)  # one more tells that it is too large, however large it is
        found.append((relative, *read_file(relative, content, context)))
    return found


def _relative(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()
