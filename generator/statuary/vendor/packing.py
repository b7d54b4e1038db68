"""Which files `init` gives a repository, beside those that say what is the owner's own.

A wheel made from a distribution that is installed here, each of its files checked against its own record.

Our own wheel, made from whatever this runs from, and all else that a repository carries.
"""

import hashlib
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution, distributions
from pathlib import Path, PurePosixPath

from statuary import __version__
from statuary.resources import checkout, package
from statuary.source.components import FILE_NAME as COMPONENTS_FILE
from statuary.source.components import read_components
from statuary.source.json_schema import components_schema, incident_schema, schema_text
from statuary.vendor.wheel import (
    entry_points_text,
    installed_fields,
    metadata_text,
    package_files,
    project,
    project_entry_points,
    project_fields,
    record_hash,
    wheel_bytes,
    wheel_name,
    wheel_stem,
)

_EXAMPLE = "statuary/example/"
_OVERRIDES = "overrides/README.md"
"""The templates themselves stay in the package, so that an upgrade reaches every page."""

_OWN = ("mkdocs.yml", COMPONENTS_FILE)


def given(package: Mapping[str, bytes]) -> dict[str, bytes]:
    """From the files of a wheel, whichever version, what it gives a repository as it is, by the paths there."""
    found = {}
    for name, content in package.items():
        path = _OVERRIDES if name == f"statuary/{_OVERRIDES}" else name.removeprefix(_EXAMPLE)
        if path != name and _is_plain(path) and not _is_own(path):
            found[path] = content
    return found


def _is_plain(path: str) -> bool:
    """Whether it stays in the folder that it is put into: a wheel may have been made by anybody."""
    return not path.startswith("/") and ".." not in path.split("/")


def _is_own(path: str) -> bool:
    """What runs there, how the page looks, what happened: an upgrade never touches it."""
    return path in _OWN or (path.startswith("incidents/") and not path.endswith("/README.md"))


def derived(root: Path) -> dict[str, bytes]:
    """What is made from the files of the repository at `root`: for editors, what `statuary schema` prints there.

    An upgrade writes it over what is there, so nothing that owners edit belongs here. Raises OSError.
    """
    groups, _ = read_components((root / COMPONENTS_FILE).read_bytes())
    components = [component for group in groups for component in group.components]
    schemas = {"components": components_schema(), "incident": incident_schema(components)}
    return {
        f".vscode/{name}.schema.json": schema_text(schema).encode("utf-8") for name, schema in schemas.items()
    }


class PackError(Exception):
    """What is installed here cannot be packed; the message says what to install again."""


def installed_wheel(name: str) -> tuple[str, bytes]:
    """File name and bytes of the wheel of an installed distribution of pure Python.

    Files that its record does not name are left out. Raises PackError where a file is not what the record says.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise PackError(f"{name} is not installed: pip install {name}") from None
    files = {path.as_posix(): _checked(name, path) for path in found.files or () if _is_code(path)}
    if not files:
        raise PackError(f"nobody knows which files {name} has: {_again(name)}")
    about = {
        "METADATA": metadata_text(name, found.version, installed_fields(found)),
        **_licences(name, found),
    }
    return wheel_name(name, found.version), wheel_bytes(wheel_stem(name, found.version), files, about)


def _licences(name: str, found: Distribution) -> dict[str, bytes]:
    paths = [path for path in found.files or () if ".dist-info/licenses/" in path.as_posix()]
    return {path.as_posix().partition(".dist-info/")[2]: _checked(name, path) for path in paths}


def _is_code(path: PurePosixPath) -> bool:
    """Not its metadata, which is written anew, nor its scripts, which an installer makes."""
    inside = ".." not in path.parts and "__pycache__" not in path.parts
    return inside and not path.parts[0].endswith((".dist-info", ".data"))


def _checked(name: str, path: PackagePath) -> bytes:
    try:
        content = Path(str(path.locate())).read_bytes()
    except OSError as error:
        raise PackError(f"{name}: {path} cannot be read ({error}): {_again(name)}") from error
    wanted = path.hash
    if wanted is None or wanted.mode != "sha256":
        raise PackError(f"{name} has no hash of {path}: {_again(name)}")
    if wanted.value != record_hash(content) or path.size != len(content):
        raise PackError(f"{name}: {path} is not what was installed: {_again(name)}")
    return content


def _again(name: str) -> str:
    return f"pip install --force-reinstall {name}"


NAME = "statuary"
FOLDER = ".github/wheels"
LIST = ".github/wheels.txt"
LOCK = ".github/requirements.txt"
_SOURCE_ONLY = ("feedgen",)
"""Dependencies of which the index has no wheel: built while installing, they would run tools without a hash."""
NAMES = (NAME, *_SOURCE_ONLY)

_HEAD = """\
# What no package index has: Statuary itself, and dependencies that are published as source only. `statuary upgrade`
# writes this file and the wheels. In the top folder of this repository, this installs all that builds the page:
#   pip install --require-hashes --only-binary :all: -r .github/requirements.txt -r .github/wheels.txt
"""


def shipped() -> dict[str, bytes]:
    """All that a repository gets from this installation as it is, by path: workflows, lock, wheels and the like.

    The same bytes from a checkout and from every installation. Raises PackError and OSError.
    """
    files = package_files()
    ours = wheel_bytes(wheel_stem(NAME, __version__), files, _about())
    wheels = dict(sorted([(wheel_name(NAME, __version__), ours), *map(installed_wheel, _SOURCE_ONLY)]))
    at = {f"{FOLDER}/{name}": content for name, content in wheels.items()}
    return given(files) | at | {LIST: listed(at)}


def listed(wheels: Mapping[str, bytes]) -> bytes:
    """The file that names these wheels, each with its hash, for pip in the top folder."""
    lines = [
        f"./{path} --hash=sha256:{hashlib.sha256(wheels[path]).hexdigest()}\n" for path in sorted(wheels)
    ]
    return "".join([_HEAD, *lines]).encode()


def _about() -> dict[str, bytes]:
    here = project()
    if here is not None:
        fields, points = project_fields(here["project"]), [*project_entry_points(here["project"])]
    else:
        fields = installed_fields(_installed())
        points = [(point.group, point.name, point.value) for point in _installed().entry_points]
    return {
        "METADATA": metadata_text(NAME, __version__, fields),
        "entry_points.txt": entry_points_text(points),
        "licenses/LICENSE": _licence().read_bytes(),
    }


def _licence() -> Path:
    top = checkout()
    if top is not None:
        return top / "LICENSE"
    return Path(str(_installed().locate_file(f"{wheel_stem(NAME, __version__)}.dist-info/licenses/LICENSE")))


def _installed() -> Distribution:
    """The distribution whose files run here, not another of the same name somewhere else on the path."""
    for found in distributions(name=NAME, path=[str(package().parent)]):
        return found
    raise PackError(f"{package()} does not come from an installation: install {NAME} again")
