"""What a renderer gives back; somebody else writes it."""

from typing import NamedTuple

MARK = "_build.json"
"""The file by which a folder is known as a site of ours."""


class Output(NamedTuple):
    """One file of the site. `path` is relative to the site's root, with forward slashes and no leading one."""

    path: str
    content: bytes
