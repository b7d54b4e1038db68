"""Our own wheel, made from whatever this runs from, and all else that a repository carries."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path

from statuary import __version__
from statuary.resources import checkout, package
from statuary.vendor.files import package_files, project
from statuary.vendor.given import given
from statuary.vendor.installed import PackError, installed_wheel
from statuary.vendor.metadata import (
    entry_points_text,
    installed_fields,
    metadata_text,
    project_entry_points,
    project_fields,
)
from statuary.vendor.wheel import wheel_bytes, wheel_name, wheel_stem

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
