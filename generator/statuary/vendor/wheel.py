"""Which files are the package, in a checkout and in an installation alike.

What a wheel says about itself: the same text, whichever tool wrote the metadata that it is made from.

A wheel, the same bytes each time: sorted, with one date and one mode, and not compressed.

Uncompressed, git keeps of the next version only what changed.
"""

import base64
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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
    | {".toml", ".typed", ".webp", ".woff2", ".xml", ".xsl", ".yaml", ".yml"}
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


Fields = Mapping[str, Sequence[str]]
_KEPT = (
    "Summary",
    "Home-page",
    "Author",
    "Author-email",
    "License",
    "License-Expression",
    "License-File",
    "Keywords",
    "Classifier",
    "Requires-Python",
    "Provides-Extra",
    "Requires-Dist",
)


def metadata_text(name: str, version: str, fields: Fields) -> bytes:
    """METADATA without the description, which is long and which nobody reads there."""
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    lines += [f"{key}: {value}" for key in _KEPT for value in _normal(key, fields.get(key, ()))]
    return "".join(f"{line}\n" for line in lines).encode()


def _normal(key: str, values: Sequence[str]) -> list[str]:
    if key == "Requires-Dist":
        values = [_requirement(value) for value in values]
    if key == "Keywords":
        values = [",".join(sorted(word.strip() for value in values for word in value.split(",")))] * bool(
            values
        )
    # What a value's further lines are differs from tool to tool.
    return sorted({value.splitlines()[0].strip() for value in values if value.strip()})


def _requirement(text: str) -> str:
    requirement = Requirement(text)
    requirement.name = canonicalize_name(requirement.name)
    return str(requirement)


def installed_fields(distribution: Distribution) -> Fields:
    """The fields of an installed distribution."""
    return {key: distribution.metadata.get_all(key) or () for key in _KEPT}


def project_fields(project: Mapping[str, Any]) -> Fields:
    """The same, from the table `project` of a `pyproject.toml`, as far as ours uses it."""
    extras = project.get("optional-dependencies", {})
    return {
        "Summary": [project["description"]],
        "Author": [author["name"] for author in project["authors"]],
        "License-Expression": [project["license"]],
        "License-File": project["license-files"],
        "Keywords": project["keywords"],
        "Classifier": project["classifiers"],
        "Requires-Python": [project["requires-python"]],
        "Provides-Extra": list(extras),
        "Requires-Dist": [*project["dependencies"], *_of_extras(extras)],
    }


def _of_extras(extras: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for extra, requirements in extras.items():
        for requirement in requirements:
            wanted, _, marker = requirement.partition(";")
            yield f"{wanted}; {f'({marker.strip()}) and ' if marker else ''}extra == '{extra}'"


def entry_points_text(points: Iterable[tuple[str, str, str]]) -> bytes:
    """entry_points.txt from (group, name, what it points to)."""
    groups: dict[str, list[str]] = {}
    for group, name, value in sorted(points):
        groups.setdefault(group, []).append(f"{name} = {value}\n")
    return "\n".join(f"[{group}]\n{''.join(lines)}" for group, lines in groups.items()).encode()


def project_entry_points(project: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The entry points that a `pyproject.toml` names."""
    yield from (("console_scripts", name, value) for name, value in project["scripts"].items())
    for group, points in project["entry-points"].items():
        yield from ((group, name, value) for name, value in points.items())


_TAG = "py3-none-any"
_WHEEL = f"Wheel-Version: 1.0\nGenerator: statuary\nRoot-Is-Purelib: true\nTag: {_TAG}\n".encode()
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


def wheel_stem(name: str, version: str) -> str:
    """The name that a wheel's file and its folder of metadata begin with."""
    return f"{re.sub(r'[-_.]+', '_', name).lower()}-{version}"


def wheel_name(name: str, version: str) -> str:
    """The file name of a wheel for every system."""
    return f"{wheel_stem(name, version)}-{_TAG}.whl"


def wheel_bytes(stem: str, files: Mapping[str, bytes], about: Mapping[str, bytes]) -> bytes:
    """A wheel of these files, with `about` (METADATA and the like) in its folder of metadata."""
    folder = f"{stem}.dist-info"
    members = dict(files) | {f"{folder}/{name}": content for name, content in about.items()}
    members[f"{folder}/WHEEL"] = _WHEEL
    members[f"{folder}/RECORD"] = _record(members, f"{folder}/RECORD")
    return _zip(members)


def record_hash(content: bytes) -> str:
    """The hash of a file as a wheel's record writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _record(members: Mapping[str, bytes], itself: str) -> bytes:
    lines = [f"{name},sha256={record_hash(members[name])},{len(members[name])}\n" for name in sorted(members)]
    return "".join([*lines, f"{itself},,\n"]).encode()


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, members[name])
    return out.getvalue()
