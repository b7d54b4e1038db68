"""Whether the owner's pages and files can have their addresses: none may be in the way of the site itself."""

from collections.abc import Iterator
from pathlib import Path

from statuary.check.addresses import Addresses
from statuary.model import Problem
from statuary.source.config import Project
from statuary.source.files import Listing

_NO_ASSETS = frozenset({".html", ".md", ".po", ".pot", ".py"})


def claim_addresses(project: Project, listing: Listing) -> list[Problem]:
    """Take what is in the way out of the listing, and say so; what is left is in `listing.outputs`."""
    stems = ((path.rpartition("/")[2].removesuffix(".md"), path) for path in listing.incidents)
    addresses = Addresses(dict(stems))
    problems = []
    for kind in (listing.pages, listing.files):
        for name in list(kind):
            output = project.output_of(name) if kind is listing.pages else name
            path = f"{project.settings.incidents_dir}/{name}"
            other = addresses.claim(output, path)
            if other is None:
                listing.outputs.append(output)
                continue
            kind.remove(name)
            message = f"in the site it would take the place of what is there already, from {other}"
            problems.append(
                Problem(path=path, rule="address", message=message, hint="rename it, or delete it")
            )
    if listing.pages and project.custom_dir is not None:
        listing.outputs += _assets(project.custom_dir)
    return problems


def _assets(custom: Path) -> Iterator[str]:
    """What MkDocs copies from the owner's templates."""
    for path in custom.rglob("*"):
        name = path.relative_to(custom).as_posix()
        if path.suffix not in _NO_ASSETS and not name.startswith("statuary/") and path.is_file():
            yield name
