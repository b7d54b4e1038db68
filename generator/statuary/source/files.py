"""Which files hold incidents, and which could be incidents that nobody would ever see."""

import os
from collections.abc import Iterator
from pathlib import Path

from statuary.model import Problem
from statuary.source.config import Project
from statuary.source.markup import LEVEL_TWO, mark_code
from statuary.source.times import TIME

_PICTURES = frozenset({"avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp", "mp4", "webm"})
_DATA = frozenset({"css", "csv", "htm", "html", "js", "json", "pdf", "woff2", "xml", "yaml", "yml", "zip"})
_ASSETS = _PICTURES | _DATA
"""Kinds of file that may lie beside incidents; any other could be an incident whose name has a slip."""
_PASSED_OVER = "this file would be passed over"
_Problem = tuple[str, str, str]


def incident_files(project: Project, base: str, problems: list[Problem]) -> Iterator[str]:
    """Every file that holds an incident, relative to the repository, in a fixed order.

    `base` is the incidents' folder, relative to the repository. Links, and files that hide an incident, become
    problems.
    """
    for path in sorted(project.root.glob("*.md")):
        if path.is_file() and _holds_updates(path):
            problems.append(_stray(path.name, f"move it to {base}/"))
    for title, page in project.nav:
        if not (project.root / base / page).is_file():
            message = f"“{page}” ({title}) in nav does not exist"
            problems.append(
                Problem(path="mkdocs.yml", rule="missing-file", message=message, hint="correct its name")
            )
    yield from _walk(project, base, "", problems)


def _walk(project: Project, base: str, folder: str, problems: list[Problem]) -> Iterator[str]:
    with os.scandir(f"{project.root}/{base}/{folder}") as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        name = f"{folder}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(project, base, f"{name}/", problems)
        elif (problem := _problem(entry, name, project)) is not None:
            rule, message, hint = problem
            problems.append(Problem(path=f"{base}/{name}", rule=rule, message=message, hint=hint))
        elif _is_incident(entry, name, project):
            yield f"{base}/{name}"


def _is_incident(entry: os.DirEntry[str], name: str, project: Project) -> bool:
    special = entry.name == "README.md" or entry.name.startswith(".") or name in project.page_files
    return entry.name.endswith(".md") and not special


def _problem(entry: os.DirEntry[str], name: str, project: Project) -> _Problem | None:
    """What is wrong with a file as a whole: its kind, its name, or that it is no incident though it reads as one."""
    if entry.is_symlink():
        return "symlink", "this is a symbolic link", "put the file itself here"
    if entry.name.startswith(".") and not entry.name.endswith(".md"):
        return None
    if not entry.is_file():
        return "file-name", "this is no ordinary file", "delete it, or move it out of this folder"
    if entry.name.endswith(".md"):
        if not _is_incident(entry, name, project) and _holds_updates(Path(entry.path)):
            return (
                "file-name",
                f"{_PASSED_OVER}, but it holds updates",
                "give it a name of its own, such as 2026-11-22-what-fails.md",
            )
        return None
    kind = entry.name.rpartition(".")[2].lower() if "." in entry.name else ""
    if kind in _ASSETS or entry.name == "CNAME":
        return None
    message = f"{_PASSED_OVER}, for its name does not end with .md"
    return "file-name", message, "rename it to end with .md, or move it out of this folder"


def _stray(path: str, hint: str) -> Problem:
    return Problem(path=path, rule="file-name", message=f"{_PASSED_OVER}, but it holds updates", hint=hint)


def _holds_updates(path: Path) -> bool:
    return holds_updates(path.read_text(encoding="utf-8", errors="replace"))


def holds_updates(text: str) -> bool:
    """True for a text with an update's heading outside of code; examples in documents are in code blocks."""
    if "##" not in text:
        return False
    lines, _ = mark_code(text.splitlines())
    return any(not one.code and LEVEL_TWO.match(one.text) and TIME.search(one.text) for one in lines)
