"""From what was imported to files of a repository: planned as a whole first, then written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statuary.check import check_structure, present
from statuary.history.file_history import History, context_ever
from statuary.importers.addresses import with_usable_addresses
from statuary.importers.components_file import with_components
from statuary.importers.continued import in_parts
from statuary.importers.errors import UnreachableError, UnreadableError
from statuary.importers.model import Imported, Item
from statuary.importers.names import unique
from statuary.model import Component, ComponentStatus, Group, Incident, Problem, Severity, Site, Withdrawal
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.config import Project
from statuary.source.incident_file import read_incident
from statuary.source.load import load
from statuary.source.problems import Context
from statuary.source.write import incident_text


@dataclass(frozen=True)
class Plan:
    """What will be written. Paths are relative to the repository, with forward slashes.

    `written` and `skipped` are items with the ids that they have here; `components` is the whole new content
    of components.yaml, None where it stays as it is. `added` and `reused` are names of components.
    """

    root: Path
    site: Site
    written: tuple[Item, ...]
    skipped: tuple[Item, ...]
    files: dict[str, str]
    components: str | None
    added: tuple[str, ...]
    reused: tuple[str, ...]


def plan(root: Path, imported: Imported, now: datetime) -> Plan:
    """Fit an import into the repository at `root`, at the moment `now`; writes nothing.

    An incident whose source id is here already is skipped, and so is one that was withdrawn here; a component whose
    name is here is reused. Every file is read back and checked before it is written. Raises UnreadableError when the
    repository has errors or a file would have some.
    """
    project, site = _repository(root)
    known = _withdrawn(project, site)
    known |= {one.source_key: one for one in site.incidents if one.source_key}
    fresh = [item for item in imported.items if item.incident.source_key not in known]
    groups, ids, reused = _fit_components(site, imported.groups)
    latest = max(now, present(site, now))
    parts = [part for item in _renamed(fresh, ids) for part in in_parts(item)]
    missing = [part for part in parts if part.incident.source_key not in known]
    items = tuple(with_usable_addresses(_placed(project, missing), site, latest))
    # Later parts first: were the disk to fail in between, the next import would see that the first one is missing.
    files = {item.incident.path: incident_text(item.incident) for item in reversed(items)}
    added = [component for group in groups for component in group.components]
    _verify(files, Context.of(project.zones, [*site.components, *added]), site, latest)
    return Plan(
        root=project.root,
        site=site,
        written=items,
        skipped=tuple(_known(item, known) for item in imported.items if item.incident.source_key in known),
        files=files,
        components=_components_text(project.root, groups) if groups else None,
        added=tuple(component.name for component in added),
        reused=reused,
    )


def _repository(root: Path) -> tuple[Project, Site]:
    try:
        loaded = load(root)
    except OSError as error:
        raise UnreachableError(f"{root} cannot be read: {error}") from None
    # What is simply not there yet, the import makes.
    errors = [one for one in _errors(loaded.problems) if one.rule != "missing-file"]
    if errors or loaded.project is None or loaded.site is None:
        listed = "\n".join(f"{one.path}:{one.line}: {one.message}; {one.hint}" for one in errors)
        raise UnreadableError(f"{listed}\nthis repository has errors: mend them first (see statuary check)")
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


def _known(item: Item, known: dict[str | None, Incident | Withdrawal]) -> Item:
    here = known[item.incident.source_key]
    update = {"id": here.id, "path": here.path}
    return Item(item.origin, item.incident.model_copy(update=update), item.notes)


def _fit_components(
    site: Site, groups: Iterable[Group]
) -> tuple[list[Group], dict[str, str], tuple[str, ...]]:
    """Groups with only what is new, the id here of every imported id, and the names that were here already.

    A component is the same by its name in any case, or by its id, for names may have been changed here.
    """
    here = {component.name.lower(): component.id for component in site.components}
    ids: dict[str, str] = {}
    reused: list[str] = []
    new: list[Group] = []
    for group in groups:
        members: list[Component] = []
        for component in group.components:
            known = here.get(component.name.lower()) or _same_id(component, site)
            ids[component.id] = known or unique(component.id, {*site.component_by_id, *ids.values()})
            if known:
                reused.append(component.name)
            else:
                members.append(component.model_copy(update={"id": ids[component.id]}))
        if members:
            new.append(group.model_copy(update={"components": tuple(members)}))
    return new, ids, tuple(reused)


def _same_id(component: Component, site: Site) -> str | None:
    return component.id if component.id in site.component_by_id else None


def _renamed(items: Iterable[Item], ids: dict[str, str]) -> Iterable[Item]:
    """Items in the order of their ids, with the components' ids here."""
    for item in sorted(items, key=lambda one: one.incident.id):
        updates = tuple(
            one.model_copy(update={"components": _mapped(one.components, ids)})
            for one in item.incident.updates
        )
        fields = {"components": _mapped(item.incident.components, ids), "updates": updates}
        yield Item(item.origin, item.incident.model_copy(update=fields), item.notes)


def _placed(project: Project, items: Iterable[Item]) -> Iterable[Item]:
    """Items with their final id and path; no file that is here is ever taken. Parts of one follow each other."""
    folder = project.incidents_dir
    taken = {path.stem.lower() for path in folder.rglob("*.md")} if folder.is_dir() else set()
    for item in items:
        incident_id = unique(item.incident.id, taken)
        taken.add(incident_id)
        path = (folder / f"{incident_id}.md").relative_to(project.root).as_posix()
        incident = item.incident.model_copy(update={"id": incident_id, "path": path})
        yield Item(item.origin, incident, item.notes)


def _mapped(components: dict[str, ComponentStatus], ids: dict[str, str]) -> dict[str, ComponentStatus]:
    return {ids[component]: status for component, status in components.items()}


def _verify(files: dict[str, str], context: Context, site: Site, latest: datetime) -> None:
    """Nothing that the reader or `check` would refuse may reach the disk; what was wrong before is not ours."""
    faults: list[Problem] = []
    found: list[Incident] = []
    for path, text in files.items():
        incident, problems = read_incident(path, text.encode(), context)
        faults += _errors(problems)
        found += [incident] if incident is not None else []
    before = list(check_structure(site, latest))
    together = site.model_copy(update={"incidents": (*site.incidents, *found)})
    faults += [one for one in _errors(check_structure(together, latest)) if one not in before]
    if faults:
        listed = "\n".join(f"{one.path}:{one.line}: {one.message}" for one in faults)
        raise UnreadableError(f"{listed}\nnothing was written, for these files would have errors")


def _components_text(root: Path, groups: list[Group]) -> str:
    path = root / COMPONENTS_FILE
    try:
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    return mark + with_components(plain, groups).replace("\n", end)


def write(planned: Plan) -> None:
    """Write the plan. Raises UnreachableError for a failing disk; running the import again then goes on."""
    try:
        if planned.components is not None:
            _replace(planned.root / COMPONENTS_FILE, planned.components)
        for path, text in planned.files.items():
            target = planned.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        message = (
            f"not all could be written: {error}; mend that and run the import again, it goes on from there"
        )
        raise UnreachableError(message) from None


def _replace(path: Path, text: str) -> None:
    """At once or not at all: half a components.yaml would break the page."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(text.encode())
    if path.is_file():
        draft.chmod(path.stat().st_mode)
    draft.replace(path)
