"""Which files are the package, in a checkout and in an installation alike."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statuary.resources import checkout, package

_KINDS = frozenset(
    {
        ".css",
        ".html",
        ".ico",
        ".jpg",
        ".js",
        ".json",
        ".md",
        ".mo",
        ".png",
        ".po",
        ".pot",
        ".py",
        ".svg",
        ".txt",
    }
    | {".typed", ".webp", ".woff2", ".xml", ".xsl", ".yaml", ".yml"}
)
_NAMES = frozenset({"CODEOWNERS"})


def package_files() -> dict[str, bytes]:
    """The contents of all files of the package, by their names in a wheel.

    Chosen by kind, not from a record or from git: so what an editor or Python left behind never gets into a wheel,
    whatever this runs from. Raises OSError.
    """
    found = {name: path.read_bytes() for base, place in _places() for name, path in _below(base, place)}
    return dict(sorted(found.items()))


def project() -> dict[str, Any] | None:
    """`pyproject.toml` of the checkout that this runs from; None for an installation. Raises OSError."""
    top = checkout()
    return None if top is None else tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))


def _places() -> Iterator[tuple[str, Path]]:
    """Names in a wheel, each with where it is here; those of a checkout are the ones of its build."""
    yield package().name, package()
    top, here = checkout(), project()
    if top is not None and here is not None:
        included = here["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
        yield from ((name, top / place) for place, name in included.items())


def _below(base: str, place: Path) -> Iterator[tuple[str, Path]]:
    if place.is_file():
        yield base, place
    for path in place.rglob("*"):
        inside = path.relative_to(place)
        if path.is_file() and _belongs(inside):
            yield f"{base}/{inside.as_posix()}", path


def _belongs(path: Path) -> bool:
    kind = path.suffix in _KINDS or path.name in _NAMES
    return kind and not path.name.startswith(".") and "__pycache__" not in path.parts
