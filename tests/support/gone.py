"""An incident that was open must not leave the page by mistake, however it left; case by case, in git."""

from collections.abc import Callable
from pathlib import Path

from statuary.inspection.strict import Inspected
from statuary.model import Severity
from support.command import outcome
from support.git import commit
from support.past import FILE
from support.repository import INCIDENT, write

WITHDRAWN = "---\nwithdrawn: it named a customer\n---\n"


BROKEN = INCIDENT.replace("Investigating", "Investigatting")


Change = Callable[[Path], None]


def move(new: str) -> Change:
    def change(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / FILE).rename(root / new)

    return change


def config(old: str, new: str) -> Change:
    def change(root: Path) -> None:
        write(root / "mkdocs.yml", (root / "mkdocs.yml").read_text().replace(old, new))

    return change


def put(name: str, content: str | bytes) -> Change:
    return lambda root: write(root / name, content)


def replace(old: str, new: str, content: str) -> Change:
    def change(root: Path) -> None:
        (root / old).unlink()
        write(root / new, content)

    return change


def delete(root: Path) -> None:
    (root / FILE).unlink()


def after(*changes: Change) -> Change:
    """Each of them committed, but the last."""

    def change(root: Path) -> None:
        for one in changes[:-1]:
            one(root)
            commit(root)
        changes[-1](root)

    return change


def both(*changes: Change) -> Change:
    """All of them at once."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def rename_folder(root: Path) -> None:
    (root / "incidents").rename(root / "status")


def check(root: Path, *arguments: str) -> tuple[int, str]:
    return outcome(root, "check", *arguments)


def errors(found: Inspected) -> set[tuple[str, str]]:
    return {(one.path, one.rule) for one in found.problems if one.severity is Severity.ERROR}
