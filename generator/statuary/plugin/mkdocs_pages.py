"""The owner's pages, as MkDocs has them, for our frame.

What MkDocs may read: pages of `nav` and files beside incidents, and templates that are files of the repository.

The language of Material's own words on the owner's extra pages.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url
from watchdog.observers.polling import PollingObserverVFS

from statuary.building.site_build import Templates
from statuary.render.environment import TEMPLATES
from statuary.render.frame import Frame
from statuary.render.pages.extra_page import ExtraView, Script, render_extra
from statuary.resources import overrides

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


NOWHERE = "no-folder"
"""Below the site's folder, where it never is: MkDocs, told to look there, finds nothing and follows no link."""


@dataclass(frozen=True)
class Choice:
    """What gets into a site beside our own outputs: pages, other files, and of themes what pages use."""

    pages: Sequence[str]
    others: Sequence[str]
    framed: bool
    templates: Templates

    def make(self, files: Files, config: MkDocsConfig) -> None:
        """Add pages and other files, and take out what nobody uses or may have."""
        chosen = [*self.pages, *self.others]
        unused = [folder for folder in config.theme.dirs if folder != str(self.templates.custom)]
        for file in list(files):
            of_theme = self.framed and file.src_dir in unused
            is_ours = file.src_dir == str(overrides()) or file.src_uri.startswith(f"{TEMPLATES}/")
            left_out = not self.pages or of_theme or is_ours or file.src_uri in chosen
            if left_out or not self.templates.may_read(Path(file.src_dir or "", file.src_uri)):
                files.remove(file)
        for path in chosen:
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            if f"/{path}".count("/."):  # named by the owner, or it would not be here
                file.inclusion = InclusionLevel.INCLUDED
            files.append(file)
        if not self.pages:
            config.nav = None


def watch_without_links(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch what MkDocs began to watch, but not where links lead: that may be the whole disk, or a loop."""
    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(stat=os.lstat, listdir=os.scandir, polling_interval=0.5)  # type: ignore[assignment]
    for path in watched:
        server.watch(path)


def watch(server: LiveReloadServer, *paths: Path | None) -> None:
    """Watch these, too, as far as they are there."""
    for path in paths:
        if path is not None and path.exists():
            server.watch(str(path))


def theme_language(tag: str, template_dirs: Sequence[str]) -> str:
    """The nearest language that the theme has, English at last: MkDocs fails on a page in one that it lacks.

    The status pages do not depend on it: their words come from our catalogues.
    """
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        name = "-".join(parts[:length])
        if any(Path(folder, "partials/languages", f"{name}.html").is_file() for folder in template_dirs):
            return name
    return "en"
