"""What a wheel says about itself: the same text, whichever tool wrote the metadata that it is made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import Distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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
