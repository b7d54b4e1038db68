"""Earlier versions of files, from git, and why there may be none.

What incident files could name at any time: a line that components.yaml or mkdocs.yml lost breaks no older text.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from statuary.git import GitError, commit, is_shallow
from statuary.git_log import Version, versions
from statuary.history.published import Past, read_past
from statuary.model import Component, Group
from statuary.source import Project
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.config import FILE_NAMES, read_project
from statuary.source.problems import Context

MOST = 50
"""So many versions of a file are looked through: who breaks a file mends it soon."""
REMEDY = (
    "fetch all of it: in GitHub Actions, give actions/checkout “fetch-depth: 0”; in GitLab CI, set GIT_DEPTH to 0; "
    "elsewhere, run git fetch --unshallow, or clone without --depth and --filter"
)


class History:
    """The past of one repository, asked of git only for what is needed, and only once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, list[Version]] = {}
        self._pasts: dict[tuple[str, str, str], Past] = {}

    def versions(self, path: str) -> list[Version]:
        """What a file held after each of the last 50 commits that changed it, the newest first; none without git."""
        if path not in self._known:
            try:
                self._known[path] = versions(self._root, path, MOST)
            except GitError:
                self._known[path] = []
        return self._known[path]

    def texts(self, path: str) -> Iterator[bytes]:
        """The contents alone."""
        return (version.content for version in self.versions(path))

    def past(self, project: Project, start: str = "HEAD") -> Past:
        """What the page of this project published on the line of commits that ends at `start`. Raises GitError."""
        key = (project.settings.id_domain, project.settings.incidents_dir, start)
        if key not in self._pasts:
            self._pasts[key] = read_past(project, start)
        return self._pasts[key]

    def incident(self, project: Project, incident_id: str, path: str | None = None) -> list[Version]:
        """What an incident's file held on the page, the newest first: wherever it lay, or only at `path`; else none."""
        try:
            past = self.past(project)
            held = [one for one in past.of(incident_id) if path in (None, one.path)][:MOST]
            contents = past.contents(held)
        except GitError:
            return []
        pairs = zip(held, contents, strict=True)
        return [Version(one.at, content) for one, content in pairs if content is not None]

    @cached_property
    def head(self) -> str | None:
        """The commit that is checked out; None without one."""
        return commit(self._root)

    @cached_property
    def shallow(self) -> bool:
        """Whether this clone was cut off. Raises GitError."""
        return is_shallow(self._root)

    @cached_property
    def gap(self) -> str:
        """Why earlier versions may be missing: a message for people, empty where git has them all."""
        try:
            shallow = self.shallow
        except GitError as error:
            return f"git cannot be asked for earlier versions: {error}"
        return f"this clone has no earlier versions, for it is shallow; {REMEDY}" if shallow else ""


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
