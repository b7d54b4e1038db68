"""The owner's pages, as MkDocs has them, for our frame."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from statuary.outputs.extra import render_extra
from statuary.resources import overrides
from statuary.views.extra import ExtraView, Script
from statuary.views.frame import Frame

BARE = jinja2.DictLoader({"main.html": "{{ page.content }}"})
"""What MkDocs renders in place of the theme's template: we put it into the frame."""
_HEADING = re.compile(r"<h1[\s>]")
_SEARCH = ("search", "material/search")


def framed(page: Page, config: MkDocsConfig, frame: Frame, env: jinja2.Environment) -> str:
    """The whole page. Raises what a template raises."""
    content = page.content or ""
    title = unescape(str(page.title or ""))  # a heading is HTML without tags, a title in “nav” is text
    styles = [normalize_url(str(one), page) for one in config.extra_css]
    view = ExtraView(
        Markup(content),  # noqa: S704 - the owner's own
        "" if _HEADING.search(content) else title,
        styles,
        list(_scripts(page, config)),
    )
    description = str(page.meta.get("description") or "")
    return render_extra(view, (page.file.dest_uri, title, description), frame, env).content.decode()


def _scripts(page: Page, config: MkDocsConfig) -> Iterator[Script]:
    for one in config.extra_javascript:
        more: Any = one  # a text, or what has these attributes
        kinds = (getattr(more, key, None) for key in ("type", "defer", "async_"))
        kind, later, whenever = kinds
        yield Script(normalize_url(str(one), page), str(kind or ""), bool(later), bool(whenever))


def leave_out_search(config: MkDocsConfig) -> None:
    """In our frame nobody could ask the index, so none is made. MkDocs has no way to say that."""
    plugins = [config.plugins[name] for name in _SEARCH if name in config.plugins]
    for methods in config.plugins.events.values():
        methods[:] = [one for one in methods if getattr(one, "__self__", None) not in plugins]


def leave_out_theme(config: MkDocsConfig) -> None:
    """In our frame nothing of the theme is used, and Material's 15,000 icons take a quarter of a second to list."""
    ours = (config.theme.custom_dir, str(overrides()))
    config.theme.dirs[:] = [folder for folder in config.theme.dirs if folder in ours]
