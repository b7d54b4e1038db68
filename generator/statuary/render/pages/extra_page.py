"""A page of the owner's own, in the frame of the status pages.

Pages of the owner's own, which somebody else made of Markdown.
"""

from collections.abc import Sequence
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from statuary.render.environment import TEMPLATES
from statuary.render.folder import Output
from statuary.render.frame import Frame, page


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


def render_extra(
    view: ExtraView, head: tuple[str, str, str], frame: Frame, env: jinja2.Environment
) -> Output:
    """One such page; `head` are its file, title and description. Raises what a template raises."""
    found = env.get_template(f"{TEMPLATES}/extra.html")
    path, title, description = head
    about = page(frame, path, title, description or frame.settings.description, clock=False)
    return Output(path, found.render(page=about, frame=frame, view=view, later=()).encode())
