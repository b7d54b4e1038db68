"""A page of the owner's own, in the frame of the status pages."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup


class Script(NamedTuple):
    """A script that the owner adds; `kind` is its type, empty for the usual one."""

    url: str
    kind: str = ""
    later: bool = False
    whenever: bool = False


class ExtraView(NamedTuple):
    """What the page holds. Addresses of styles and scripts are relative to it, or absolute.

    `title` is a heading that is to be shown, empty where the content begins with one.
    """

    content: Markup
    title: str
    styles: Sequence[str] = ()
    scripts: Sequence[Script] = ()
