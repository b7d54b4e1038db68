"""What the Tab key offers, in bash, zsh and fish: component ids, incident ids, templates. Fast, and never an error."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from statuary.model import ComponentStatus
from statuary.repository_files import is_file_inside

_MOST = 200
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)


def _root(ctx: click.Context) -> Path:
    return Path(ctx.find_root().params.get("directory") or ".")


def complete_component(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids from components.yaml; after a whole id, its statuses. Before a comma stands what is typed already."""
    from statuary.source.components import FILE_NAME, read_components

    done, comma, start = incomplete.rpartition(",")
    key, equals, _ = start.partition("=")
    try:
        groups, _ = read_components((_root(ctx) / FILE_NAME).read_bytes())
    except OSError:
        return []
    names = {one.id: one.name for group in groups for one in group.components}
    if key in names:
        choices = [f"{key}={status}" for status in ComponentStatus]
        offered = dict.fromkeys(choices if equals else [key, *choices], names[key])
    else:
        offered = names
    return [
        CompletionItem(done + comma + value, help=text)
        for value, text in offered.items()
        if value.startswith(start)
    ]


def complete_incident(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of incidents, the newest first, with their titles."""
    folder = _root(ctx) / "incidents"
    found = sorted(
        (path for path in folder.rglob("*.md") if path.name != "README.md" and is_file_inside(folder, path)),
        key=lambda one: one.stem,
    )
    fitting = [path for path in reversed(found) if incomplete in path.stem]
    return [CompletionItem(path.stem, help=_title(path)) for path in fitting[:_MOST]]


def _title(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _TITLE.search(file.read(2000))
    except OSError:
        return ""
    return found[1].strip() if found else ""


def complete_template(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of message templates."""
    return sorted({name for name in _templates(_root(ctx)) if name.startswith(incomplete)})


def _templates(root: Path) -> Iterator[str]:
    from statuary.posting.templates import FOLDER
    from statuary.resources import example

    for folder in (root / FOLDER, example() / FOLDER):
        yield from (path.stem for path in folder.glob("*.md") if path.name != "README.md")
