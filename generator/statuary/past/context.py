"""What incident files could name at any time: a line that components.yaml or mkdocs.yml lost breaks no older text."""

from collections.abc import Iterable
from datetime import tzinfo

from statuary.model import Component, Group
from statuary.past.history import History
from statuary.source import Project
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.config import FILE_NAMES, read_project
from statuary.source.context import Context


def context_ever(project: Project, groups: tuple[Group, ...], history: History) -> Context:
    """For reading incidents as they once were: present and former components and zones."""
    earlier = [
        component
        for content in history.texts(COMPONENTS_FILE)
        for group in read_components(content)[0]
        for component in group.components
    ]
    return context_of(project, groups, earlier, history)


def context_of(
    project: Project, groups: tuple[Group, ...], lost: Iterable[Component], history: History
) -> Context:
    """A context with these lost components, the present ones (which win) and all zones that ever had a name."""
    present = [component for group in groups for component in group.components]
    return Context.of(_zones(project, history), [*lost, *present], groups)


def _zones(project: Project, history: History) -> dict[str, tzinfo]:
    zones: dict[str, tzinfo] = {}
    for content in reversed([text for name in FILE_NAMES for text in history.texts(name)]):
        earlier, _ = read_project(project.root, project.file_name, content)
        zones |= earlier.zones if earlier else {}
    return {**zones, **project.zones}
