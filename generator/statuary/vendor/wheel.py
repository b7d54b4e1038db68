"""A wheel, the same bytes each time: sorted, with one date and one mode, and not compressed.

Uncompressed, git keeps of the next version only what changed.
"""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

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
