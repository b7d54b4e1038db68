"""Writing canonical forms into a person's file: whole lines only, and nothing else is touched."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from statuary.model import Problem


def apply_fixes(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Write every fix into its file and return the problems that are mended thereby.

    Line ends and a byte-order mark stay as they are. Raises OSError when a file cannot be written.
    """
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.fix is not None:
            by_path.setdefault(problem.path, []).append(problem)
    for path, found in by_path.items():
        _fix_file(root / path, found)
    return [problem for found in by_path.values() for problem in found]


def _fix_file(path: Path, problems: list[Problem]) -> None:
    lines = path.read_bytes().decode("utf-8").split("\n")
    for problem in problems:
        if problem.fix is not None:
            line = lines[problem.fix.line - 1]
            lines[problem.fix.line - 1] = problem.fix.text + ("\r" if line.endswith("\r") else "")
    # Beside it first: a disk that fills up must not cost a person's text.
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes("\n".join(lines).encode("utf-8"))
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
