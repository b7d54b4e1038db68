"""A wheel made from a distribution that is installed here, each of its files checked against its own record."""

from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path, PurePosixPath

from statuary.vendor.metadata import installed_fields, metadata_text
from statuary.vendor.wheel import record_hash, wheel_bytes, wheel_name, wheel_stem


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
