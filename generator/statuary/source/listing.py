"""Which files hold incidents, which are published as they are, and which would be neither though they should be."""

import os
from dataclasses import dataclass, field
from functools import partial

from statuary.check.structure import fits
from statuary.model import Problem
from statuary.repository_files import is_file_inside, read_inside
from statuary.source.config import Project
from statuary.source.file_kinds import ALLOWED, ENOUGH, PICTURES, is_leftover, is_what_it_says, kind_of
from statuary.source.incident_file import MAX_BYTES
from statuary.source.markup import LEVEL_TWO, mark_code
from statuary.source.mkdocs_yml import leads_away
from statuary.source.times import TIME

PASSED_OVER = "this file would be passed over"
Fault = tuple[str, str, str]
"""Rule, message and hint."""


@dataclass
class Listing:
    """What lies in the incidents' folder and may be read: ordinary files, never links.

    `incidents` are relative to the repository; `pages` (those of `nav`) and `files` (published as they are) to the
    folder. All are in a fixed order. `faulty` are those with a problem, relative to the repository, `outputs` what
    pages and files become in the site.
    """

    incidents: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)


def list_files(project: Project, base: str, problems: list[Problem]) -> Listing:
    """Sort every file below `base`, the incidents' folder relative to the repository; faulty ones become problems."""
    walk = _Walk(project, base, problems)
    walk.folder("")
    for title, page in project.nav:
        if (
            not leads_away(page)
            and page not in walk.found.pages
            and f"{base}/{page}" not in walk.found.faulty
        ):
            message = f"“{page}” ({title}) in nav does not exist"
            problems.append(
                Problem(path="mkdocs.yml", rule="missing-file", message=message, hint="correct its name")
            )
    walk.named()
    return walk.found


class _Walk:
    def __init__(self, project: Project, base: str, problems: list[Problem]) -> None:
        self._project, self._base, self._problems = project, base, problems
        self.found = Listing()

    def folder(self, folder: str) -> None:
        """Sort everything in a folder; its path is relative to the incidents' folder and ends with a slash."""
        try:
            with os.scandir(f"{self._project.root}/{self._base}/{folder}") as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._fault(folder, ("unreadable", f"this folder cannot be read: {error.strerror}", "chmod +rx"))
            return
        names = {entry.name for entry in listed}
        for entry in listed:
            name = f"{folder}{entry.name}"
            if is_leftover(entry.name, names, partial(self._holds_updates, name)):
                continue
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                self.folder(f"{name}/")
            elif (fault := self._faulty(entry, name)) is not None:
                self._fault(name, fault)
            else:
                self._sort(entry, name)

    def _holds_updates(self, name: str) -> bool:
        path = f"{self._base}/{name}"
        try:
            return holds_updates(read_text(self._project, path))
        except OSError:
            return False  # a lock, which is a link to nowhere

    def named(self) -> None:
        """Add what the owner names though it is hidden, such as .well-known/security.txt."""
        for name in sorted(self._project.own_files - set(self.found.files)):
            path = self._project.root / self._base / name
            if f"{self._base}/{name}" in self.found.faulty:
                continue
            if is_file_inside(self._project.incidents_dir, path) and os.path.realpath(path) == str(path):
                self.found.files.append(name)
                continue
            message = f"“{name}” in “files” does not exist in {self._base}/"
            hint = "write its path from there, or delete it"
            self._problems.append(Problem(path="mkdocs.yml", rule="missing-file", message=message, hint=hint))

    def _fault(self, name: str, fault: Fault) -> None:
        rule, message, hint = fault
        path = f"{self._base}/{name}".rstrip("/")
        self.found.faulty.append(path)
        self._problems.append(Problem(path=path, rule=rule, message=message, hint=hint))

    def _sort(self, entry: os.DirEntry[str], name: str) -> None:
        if entry.name.startswith("."):
            return
        if not entry.name.endswith(".md"):
            self.found.files.append(name)
        elif name in self._project.page_files:
            self.found.pages.append(name)
        elif entry.name != "README.md":
            self.found.incidents.append(f"{self._base}/{name}")

    def _faulty(self, entry: os.DirEntry[str], name: str) -> Fault | None:
        """What is wrong with a file as a whole: its kind, its name, or that it only reads as an incident."""
        if entry.is_symlink():
            return "symlink", "this is a symbolic link", "put the file itself here"
        if entry.name.startswith(".") and not entry.name.endswith(".md"):
            return None
        if not entry.is_file():
            return "file-name", "this is no ordinary file", "delete it, or move it out of this folder"
        if entry.name.endswith(".md"):
            return self._page(name) if name in self._project.page_files else self._hidden(entry, name)
        if not fits(name):
            return "file-name", "its name is no UTF-8 text, or too long", "rename it"
        return self._other(name)

    def _other(self, name: str) -> Fault | None:
        """What keeps a file that is no Markdown from being published as it is."""
        kind, path = kind_of(name.rpartition("/")[2]), f"{self._base}/{name}"
        try:
            start = read_inside(self._project.root, self._project.root / path, ENOUGH)
            text = (
                read_text(self._project, path)
                if kind not in PICTURES and name not in self._project.files
                else ""
            )
        except OSError as error:
            return unreadable(error)
        if holds_updates(text):
            message = f"{PASSED_OVER}, for its name does not end with .md, but it holds updates"
            return "file-name", message, "rename it to end with .md, or move it out of this folder"
        if name in self._project.files or name == "CNAME":
            return None
        named = f"name it under “files” of statuary in mkdocs.yml (files: [{name}])"
        if kind not in ALLOWED:
            message = f"beside incidents, only {', '.join(ALLOWED)} are published"
            return "file-type", message, f"move it out of this folder; if it is to be published, {named}"
        if not is_what_it_says(kind, start):
            hint = f"save it as what its name says, or, if it is to be published as it is, {named}"
            return "file-type", f"what it holds is no {kind}", hint
        return None

    def _hidden(self, entry: os.DirEntry[str], name: str) -> Fault | None:
        if entry.name != "README.md" and not entry.name.startswith("."):
            return None
        try:
            return _passed_over(read_text(self._project, f"{self._base}/{name}"))
        except OSError as error:
            return unreadable(error)

    def _page(self, name: str) -> Fault | None:
        """What keeps MkDocs from reading a page, or that it reads as an incident."""
        path = self._project.root / self._base / name
        try:
            return _passed_over(read_inside(self._project.root, path).decode("utf-8-sig"))
        except UnicodeDecodeError:
            return "encoding", "this is not UTF-8 text", "save the file as UTF-8"
        except OSError as error:
            return unreadable(error)


def _passed_over(text: str) -> Fault | None:
    if not holds_updates(text):
        return None
    hint = "give it a name of its own, such as 2026-11-22-what-fails.md"
    return "file-name", f"{PASSED_OVER}, but it holds updates", hint


def read_text(project: Project, path: str) -> str:
    """As much of a file of the repository as an incident could have. Raises OSError."""
    return read_inside(project.root, project.root / path, MAX_BYTES).decode("utf-8", errors="replace")


def unreadable(error: OSError) -> Fault:
    """What is said of a file that the system does not let us read."""
    return "unreadable", f"this cannot be read: {error.strerror}", "let it be read: chmod +r"


def holds_updates(text: str) -> bool:
    """True for a text with an update's heading outside of code; examples in documents are in code blocks."""
    if "##" not in text:
        return False
    lines, _ = mark_code(text.splitlines())
    return any(not one.code and LEVEL_TWO.match(one.text) and TIME.search(one.text) for one in lines)
