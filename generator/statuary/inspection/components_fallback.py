"""The components of a page whose `components.yaml` has an error, or has lost what incidents still name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from statuary.history.file_history import History, context_of
from statuary.model import Component, Group, Incident, Problem, Severity
from statuary.repository_files import read_inside
from statuary.source.components import FILE_NAME, read_components
from statuary.source.config import Project
from statuary.source.problems import Context
from statuary.source.vocabulary import SLUG

_ID = re.compile(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*(?P<id>\S+)[ \t]*$", re.MULTILINE)


class _Place(NamedTuple):
    component: Component
    group: Group


class FallbackComponents:
    """What the page shows of components, and everything that incidents may name.

    `groups` as they were read are taken unless the file has an error; then its last good version from git is, and
    without one all that is left is put together.
    """

    def __init__(self, project: Project, groups: tuple[Group, ...], broken: bool, history: History) -> None:
        self._project, self._history = project, history
        self.groups = self._last_good(groups) if broken else groups
        shown = {component.id for group in self.groups for component in group.components}
        self._lost = {key: place for key, place in self._earlier() if key not in shown}

    @property
    def context(self) -> Context:
        """For reading incidents: present and lost components, present and former zones."""
        lost = [place.component for place in self._lost.values()]
        return context_of(self._project, self.groups, lost, self._history)

    def complete(self, incidents: Iterable[Incident]) -> tuple[Group, ...]:
        """The groups, with the lost components that these incidents name back in their places."""
        named = {key for incident in incidents for key in _named(incident)}
        groups = list(self.groups)
        for key in sorted(named & self._lost.keys()):
            component, home = self._lost[key]
            ids = [group.id for group in groups]
            if home.id in ids:
                old = groups[ids.index(home.id)]
                grown = {"components": (*old.components, component)}
                groups[ids.index(home.id)] = old.model_copy(update=grown)
            else:
                groups.append(home.model_copy(update={"components": (component,)}))
        return tuple(groups)

    def _last_good(self, read: tuple[Group, ...]) -> tuple[Group, ...]:
        for content in self._history.texts(FILE_NAME):
            groups, problems = read_components(content)
            if groups and not _has_errors(problems):
                return groups
        return read

    def _earlier(self) -> Iterator[tuple[str, _Place]]:
        """Every component of earlier versions in its newest form, and those that nothing but an id is left of."""
        found: dict[str, _Place] = {}
        for content in self._history.texts(FILE_NAME):
            for group in read_components(content)[0]:
                for component in group.components:
                    found.setdefault(component.id, _Place(component, group))
        for key in self._ids():
            found.setdefault(
                key, _Place(Component(id=key, name=key), Group(id="components", name="", components=()))
            )
        yield from found.items()

    def _ids(self) -> list[str]:
        """What the file's text calls an id, however broken the rest of it is."""
        try:
            text = read_inside(self._project.root, self._project.root / FILE_NAME).decode(
                "utf-8", errors="replace"
            )
        except OSError:
            return []
        return [match["id"] for match in _ID.finditer(text) if SLUG.fullmatch(match["id"])]


def _named(incident: Incident) -> Iterator[str]:
    yield from incident.components
    for update in incident.updates:
        yield from update.components


def _has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
