"""Templates: where they come from, and what every one of them can use."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from statuary.model import Problem

TEMPLATES = "statuary"
"""The folder of our templates within `overrides/`, so that they never hide one of an owner's theme."""


def environment(
    template_dirs: Sequence[Path], *, preview: bool = False, problems: Sequence[Problem] = ()
) -> jinja2.Environment:
    """An environment over these folders, the first that has a template wins: the owner's, then ours.

    Everything is escaped, and a misspelt name in a template is an error. The style sheet is read once, here:
    make a new environment after a template was edited. A `preview` has no Content-Security-Policy, which would keep
    out the script that reloads the page, and shows `problems` on top of every page. Raises jinja2.TemplateNotFound
    when no folder has a template.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in template_dirs]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    style = _style(env)
    env.globals["style"] = style
    env.globals["style_hash"] = _content_hash(style)
    env.globals["preview"] = preview
    env.globals["problems"] = problems
    return env


def _style(env: jinja2.Environment) -> Markup:
    """The style sheet, on as few bytes as is safe without reading CSS: it is in every page."""
    lines = env.get_template(f"{TEMPLATES}/style.html").render().splitlines()
    return Markup("\n".join(line.strip() for line in lines if line.strip()))  # noqa: S704 (our own template)


def _content_hash(style: str) -> str:
    """What a Content-Security-Policy needs in order to allow this one style sheet and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
