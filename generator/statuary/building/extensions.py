"""Files that packages of others add to the site: entry points in the group `statuary.outputs`, see `statuary.api`."""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from statuary.api import Output, Page
from statuary.check.structure import Addresses, fits

GROUP = "statuary.outputs"


class ExtensionError(Exception):
    """A package of others fails; the message says which, and why."""


def added_outputs(page: Page, folder: Path) -> Iterator[Output]:
    """What installed packages add, in the order of their names; `folder` holds the files that are there already.

    None may take the place of a file of the page, of the owner or of another package. Raises ExtensionError.
    """
    taken = Addresses({key: state.incident.path for key, state in page.state.by_id.items()})
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        for output in _outputs(point, page):
            owner = taken.claim(output.path, f"“{point.name}”")
            if owner is None and (folder / output.path).exists():
                owner = "a file of the page"
            if owner is not None:
                raise ExtensionError(f"“{point.name}” wants to write {output.path}, which belongs to {owner}")
            yield output


def _outputs(point: EntryPoint, page: Page) -> Iterable[Output]:
    try:
        outputs = [Output(path, content) for path, content in point.load()(page)]
    except Exception as error:  # whatever somebody else's code raises
        raise ExtensionError(f"“{point.name}” fails: {type(error).__name__}: {error}") from error
    for path, content in outputs:
        if not isinstance(path, str) or not isinstance(content, bytes):
            raise ExtensionError(f"“{point.name}” must return paths as text and contents as bytes")
        if not fits(path) or any(part in ("", ".", "..") for part in path.split("/")):
            raise ExtensionError(f"“{point.name}”: {path!r} is not a path in the site")
    return outputs
