"""Which files hold incidents, which are published as they are, and which would be neither though they should be."""

import os
from dataclasses import dataclass, field

from statuary.inside import read_inside
from statuary.model import Problem
from statuary.source.config import Project
from statuary.source.incidents import MAX_BYTES
from statuary.source.markup import LEVEL_TWO, mark_code
from statuary.source.times import TIME

_PICTURES = frozenset({"avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp", "mp4", "webm"})
_DATA = frozenset({"css", "csv", "htm", "html", "js", "json", "pdf", "woff2", "xml", "yaml", "yml", "zip"})
_ASSETS = _PICTURES | _DATA
"""Kinds of file that may lie beside incidents; any other could be an incident whose name has a slip."""
PASSED_OVER = "this file would be passed over"
Fault = tuple[str, str, str]
"""Rule, message and hint."""


@dataclass
class Listing:
    """What lies in the incidents' folder and may be read: ordinary files, never links.

    `incidents` are relative to the repository; `pages` (those of `nav`) and `files` (published as they are) to the
    folder. All are in a fixed order. `faulty` are those with a problem, relative to the repository.
    """

    incidents: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)


def list_files(project: Project, base: str, problems: list[Problem]) -> Listing:
    """Sort every file below `base`, the incidents' folder relative to the repository; faulty ones become problems."""
    walk = _Walk(project, base, problems)
    walk.folder("")
    for title, page in project.nav:
        if page not in walk.found.pages and f"{base}/{page}" not in walk.found.faulty:
            message = f"“{page}” ({title}) in nav does not exist"
            problems.append(
                Problem(path="mkdocs.yml", rule="missing-file", message=message, hint="correct its name")
            )
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
        for entry in listed:
            name = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                self.folder(f"{name}/")
            elif (fault := self._faulty(entry, name)) is not None:
                self._fault(name, fault)
            else:
                self._sort(entry, name)

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
            return self._hidden(entry, name)
        kind = entry.name.rpartition(".")[2].lower() if "." in entry.name else ""
        if kind in _ASSETS or entry.name == "CNAME":
            return None
        message = f"{PASSED_OVER}, for its name does not end with .md"
        return "file-name", message, "rename it to end with .md, or move it out of this folder"

    def _hidden(self, entry: os.DirEntry[str], name: str) -> Fault | None:
        passed_over = entry.name == "README.md" or entry.name.startswith(".")
        if not passed_over and name not in self._project.page_files:
            return None
        try:
            text = read_text(self._project, f"{self._base}/{name}")
        except OSError as error:
            return unreadable(error)
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
