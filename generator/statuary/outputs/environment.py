"""Templates: where they come from, and what every one of them can use."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import jinja2
from jinja2.ext import Extension
from markupsafe import Markup, escape

from statuary.model import Problem, Settings
from statuary.views.language import Language

_PLAIN = re.compile(r'\{\{ _\("([^"%]+)"\) \}\}')

TEMPLATES = "statuary"
"""The folder of our templates within `overrides/`, so that they never hide one of an owner's theme."""


def environment(
    template_dirs: Sequence[Path],
    language: Language | None = None,
    settings: Settings | None = None,
    *,
    preview: bool = False,
    problems: Sequence[Problem] = (),
) -> jinja2.Environment:
    """An environment over these folders, the first that has a template wins: the owner's, then ours.

    Everything is escaped, and a misspelt name in a template is an error. The style sheet is read once, here:
    make a new environment after a template was edited. A `preview` has no Content-Security-Policy, which would keep
    out the script that reloads the page, and shows `problems` on top of every page. Raises jinja2.TemplateNotFound
    when no folder has a template.
    """
    language = language or Language()
    env = jinja2.Environment(
        extensions=[_Words],
        loader=jinja2.FileSystemLoader([str(folder) for folder in template_dirs]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.extend(language=language)
    env.globals["_"] = lambda message, **values: escape(language.gettext(message)) % values
    env.globals["ngettext"] = language.ngettext
    env.globals["settings"] = settings
    style = _lean(env, "style.html")
    script, search = _lean(env, "live.js"), _lean(env, "search.js")
    env.globals["style"], env.globals["style_hash"] = style, content_hash(style)
    env.globals["script"], env.globals["script_hash"] = script, content_hash(script)
    env.globals["search"], env.globals["search_hash"] = search, content_hash(search)
    env.globals["preview"] = preview
    env.globals["problems"] = problems
    return env


class _Words(Extension):
    """Translates `{{ _("words") }}` once, when a template is read, for a page has dozens of them.

    What has `%(name)s` in it is left to the function `_`, at the time of rendering.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with its plain words in the page's language."""
        language: Language = self.environment.language  # type: ignore[attr-defined]
        return _PLAIN.sub(lambda found: str(escape(language.gettext(found[1]))), source)


def _lean(env: jinja2.Environment, name: str) -> Markup:
    """A style sheet or script on as few bytes as is safe without reading it: it is in every page."""
    lines = (line.strip() for line in env.get_template(f"{TEMPLATES}/{name}").render().splitlines())
    return Markup("\n".join(line for line in lines if line and not line.startswith("//")))  # noqa: S704 (our own)


def content_hash(style: str) -> str:
    """What a Content-Security-Policy needs in order to allow this one style sheet or script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
