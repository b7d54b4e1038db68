"""From what was imported to files of a repository: planned as a whole first, then written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from statuary.check import check_structure, present
from statuary.history.file_history import History, context_ever
from statuary.importers import UnreachableError, UnreadableError
from statuary.importers.components_file import components_text, fit_components
from statuary.importers.continued import PageWords, in_parts
from statuary.importers.imported import Imported, Item
from statuary.importers.old_addresses import new_pages, unique, with_nav, with_usable_addresses
from statuary.model import ComponentStatus, Incident, Problem, Severity, Site, Withdrawal
from statuary.parallel import Parallel
from statuary.source import load
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.config import Project
from statuary.source.incident_file import read_file, read_head, read_incident
from statuary.source.problems import Context
from statuary.source.write import incident_text

_Found = tuple[Incident | Withdrawal | None, list[Problem]]


@dataclass(frozen=True)
class ImportPlan:
    """What will be written. Paths are relative to the repository, with forward slashes.

    `written` and `skipped` are items with the ids that they have here; `components` is the whole new content
    of components.yaml and `config` that of mkdocs.yml, None where it stays as it is. `added` and `reused` are names
    of components.
    """

    root: Path
    site: Site
    written: tuple[Item, ...]
    skipped: tuple[Item, ...]
    files: dict[str, str]
    components: str | None
    config: str | None
    added: tuple[str, ...]
    reused: tuple[str, ...]
    config_name: str = "mkdocs.yml"


@dataclass(frozen=True)
class Destination:
    """The repository that an import goes into; `known`: what is here already, or was withdrawn, by its source.

    Of the incidents of `site`, only the front matter was read: most imports of a history that was imported before
    bring nothing, and then nobody asks for their words.
    """

    project: Project
    site: Site
    known: Mapping[str | None, Incident | Withdrawal]


def read_destination(root: Path) -> Destination:
    """Raises UnreadableError when the repository has errors, UnreachableError for a failing disk."""
    project, site = _repository(root, read_head)
    known = _withdrawn(project, site)
    known |= {one.source_key: one for one in site.incidents if one.source_key}
    return Destination(project, site, known)


def plan(target: Destination, imported: Imported, now: datetime) -> ImportPlan:
    """Fit an import into a repository, at the moment `now`; writes nothing.

    An incident whose source id is here already is skipped, and so is one that was withdrawn here; a component whose
    name is here is reused. Every file is read back and checked before it is written. Raises UnreadableError when a
    file would have errors, and before it adds something to a repository that has some.
    """
    project, site, known = target.project, target.site, target.known
    fresh = [item for item in imported.items if item.incident.source_key not in known]
    words = PageWords(project)
    groups, ids, reused = fit_components(site, words.groups(imported.groups))
    pages, entries = new_pages(project, imported.pages)
    if site.incidents and (fresh or groups or pages):
        project, site = _repository(project.root, read_file)
    latest = max(now, present(site, now))
    parts = [part for item in _renamed(fresh, ids, words) for part in in_parts(item, words)]
    missing = [part for part in parts if part.incident.source_key not in known]
    items = tuple(with_usable_addresses(_placed(project, missing), site, latest))
    added = [component for group in groups for component in group.components]
    # Later parts first: were the disk to fail in between, the next import would see that the first one is missing.
    files = _texts(items[::-1], Context.of(project.zones, [*site.components, *added]), site, latest)
    return ImportPlan(
        root=project.root,
        site=site,
        written=items,
        skipped=tuple(_known(item, known) for item in imported.items if item.incident.source_key in known),
        files=files | pages,
        components=components_text(project.root, groups) if groups else None,
        config=_with_pages(project, entries) if entries else None,
        added=tuple(component.name for component in added),
        reused=reused,
        config_name=project.file_name,
    )


def _with_pages(project: Project, entries: list[tuple[str, str]]) -> str:
    path = project.root / project.file_name
    text = with_nav(path.read_bytes().decode("utf-8"), entries)
    if not all(target in text for _, target in entries):
        listed = "\n".join(f"  - {title}: {target}" for title, target in entries)
        raise UnreadableError(f"“nav” in {project.file_name} cannot be extended; write into it:\n{listed}")
    return text


def _repository(root: Path, read: Callable[[str, bytes, Context], _Found]) -> tuple[Project, Site]:
    try:
        loaded = load(root, read)
    except OSError as error:
        raise UnreachableError(f"{root} cannot be read: {error}") from None
    # What is simply not there yet, the import makes.
    errors = [one for one in _errors(loaded.problems) if one.rule != "missing-file"]
    if errors or loaded.project is None or loaded.site is None:
        listed = "\n".join(f"{one.path}:{one.line}: {one.message}; {one.hint}" for one in errors)
        raise UnreadableError(f"{listed}\nthis repository has errors: fix them first (see statuary check)")
    return loaded.project, loaded.site


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _withdrawn(project: Project, site: Site) -> dict[str | None, Incident | Withdrawal]:
    """What was withdrawn, by the source that its file named before: the old page still has it."""
    if not site.withdrawn:
        return {}
    history = History(project.root)
    context = context_ever(project, site.groups, history)
    found: dict[str | None, Incident | Withdrawal] = {}
    for one in site.withdrawn:
        for version in history.incident(project, one.id):
            incident, _ = read_incident(one.path, version.content, context)
            if incident is not None and incident.source_key:
                found[incident.source_key] = one
    return found


def _known(item: Item, known: Mapping[str | None, Incident | Withdrawal]) -> Item:
    here = known[item.incident.source_key]
    update = {"id": here.id, "path": here.path}
    return replace(item, incident=item.incident.model_copy(update=update))


def _renamed(items: Iterable[Item], ids: dict[str, str], words: PageWords) -> Iterator[Item]:
    """Items in the order of their ids, with the components' ids here; a notice says in words what it is about."""
    for item in sorted(items, key=lambda one: one.incident.id):
        updates = tuple(one.changed(components=_mapped(one.components, ids)) for one in item.incident.updates)
        if item.affected:
            text = "\n\n".join(filter(None, (updates[0].text, words.affected(item.affected))))
            updates = (updates[0].model_copy(update={"text": text}), *updates[1:])
        fields = {"components": _mapped(item.incident.components, ids), "updates": updates}
        yield replace(item, incident=item.incident.model_copy(update=fields))


def _placed(project: Project, items: Iterable[Item]) -> Iterable[Item]:
    """Items with their final id and path; no file that is here is ever taken. Parts of one follow each other."""
    folder = project.incidents_dir
    taken = {path.stem.lower() for path in folder.rglob("*.md")} if folder.is_dir() else set()
    for item in items:
        incident_id = unique(item.incident.id, taken)
        taken.add(incident_id)
        path = (folder / f"{incident_id}.md").relative_to(project.root).as_posix()
        yield replace(item, incident=item.incident.model_copy(update={"id": incident_id, "path": path}))


def _mapped(components: dict[str, ComponentStatus], ids: dict[str, str]) -> dict[str, ComponentStatus]:
    return {ids[component]: status for component, status in components.items()}


def _texts(items: Sequence[Item], context: Context, site: Site, latest: datetime) -> dict[str, str]:
    """The files by their paths. Nothing that the reader or `check` would refuse may reach the disk."""
    files: dict[str, str] = {}
    faults: list[Problem] = []
    found: list[Incident] = []
    for part in Parallel(lambda some: [_read_back(one.incident, context) for one in some], items).results():
        for path, text, incident, problems in part:
            files[path] = text
            faults += _errors(problems)
            found += [incident] if incident is not None else []
    _verify(faults, found, site, latest)
    return files


def _read_back(incident: Incident, context: Context) -> tuple[str, str, Incident | None, list[Problem]]:
    text = incident_text(incident)
    return incident.path, text, *read_incident(incident.path, text.encode(), context)


def _verify(faults: list[Problem], found: list[Incident], site: Site, latest: datetime) -> None:
    """What was wrong with the site before is not ours."""
    before = list(check_structure(site, latest))
    together = site.model_copy(update={"incidents": (*site.incidents, *found)})
    faults = faults + [one for one in _errors(check_structure(together, latest)) if one not in before]
    if faults:
        listed = "\n".join(f"{one.path}:{one.line}: {one.message}" for one in faults)
        raise UnreadableError(f"{listed}\nnothing was written, for these files would have errors")


def write(planned: ImportPlan) -> None:
    """Write the plan. Raises UnreachableError for a failing disk; running the import again then goes on."""
    try:
        for name, text in ((COMPONENTS_FILE, planned.components), (planned.config_name, planned.config)):
            if text is not None:
                _replace(planned.root / name, text)
        for path, text in planned.files.items():
            target = planned.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        message = (
            f"not all could be written: {error}; fix that and run the import again, it goes on from there"
        )
        raise UnreachableError(message) from None


def _replace(path: Path, text: str) -> None:
    """At once or not at all: half a components.yaml would break the page."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(text.encode())
    if path.is_file():
        draft.chmod(path.stat().st_mode)
    draft.replace(path)
