"""Our hooks in MkDocs' build.

MkDocs makes the owner's extra pages, which get our frame or keep the theme's; everything that tells of incidents is
rendered by us, in memory, and never goes through MkDocs' page pipeline. A build goes to a folder of its own beside
`site_dir` and takes its place only when all went well.
"""

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from statuary.building.extensions import ExtensionError
from statuary.building.outcome import UNCHANGED, UNCHECKED, Leniency, any_problem, to_tell
from statuary.building.site_build import Shown, Templates, look
from statuary.check.formats import as_text
from statuary.inspection.strict import Inspected
from statuary.model import Problem, Severity
from statuary.plugin import LOGGER
from statuary.plugin.mkdocs_pages import (
    BARE,
    NOWHERE,
    Choice,
    framed,
    leave_out_search,
    leave_out_theme,
    theme_language,
    watch,
    watch_without_links,
)
from statuary.plugin.mkdocs_run import Task, warnings_of_mkdocs
from statuary.render.environment import TEMPLATES, TemplateLoader
from statuary.render.folder import NotASiteError, publish, staging
from statuary.resources import overrides

log = logging.getLogger(f"{LOGGER}.plugins.statuary")


class _AnyOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own hook is untyped
    """No options of MkDocs' own kind: ours are read from the file, see `load_config`."""


class StatuaryPlugin(BasePlugin[_AnyOptions]):  # type: ignore[no-untyped-call]
    """Adds the status page to a MkDocs site.

    Before a build may be set: `task`, what one of our commands wants of it; for `serve`, `now`, to show another moment.
    """

    def __init__(self) -> None:
        self.now: datetime | None = None
        self.task: Task | None = None
        self._framed = True
        self._command = "build"
        self._staging: Path | None = None
        self._target = Path()
        self._found = Inspected(None, None, ())
        self._shown = Shown()
        self._docs_dir = ""

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Accept any options: `statuary.source.config` reads them from the file and says what is wrong with them."""
        self._framed = not isinstance(options, dict) or options.get("extra_pages") != "theme"
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Having this hook makes MkDocs keep the plugin, and with it the last good page, while it serves."""
        self._command = command

    @property
    def _serving(self) -> bool:
        return self._command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the owner's, and build beside the published folder."""
        root = Path(config.config_file_path).parent
        self._templates = Templates.of(root, config.theme.custom_dir, self._leniency)
        if config.theme.custom_dir and self._templates.custom is None:
            config.theme.dirs.remove(config.theme.custom_dir)
        config.theme.dirs.insert(1 if self._templates.custom else 0, str(overrides()))
        config.theme.static_templates -= {"404.html", "sitemap.xml"}  # we make both
        tag = str(config.theme.get("language") or "en")
        config.theme["language"] = theme_language(tag, config.theme.dirs)
        if self._framed:
            leave_out_search(config)
            leave_out_theme(config)
        if not self._serving:
            self._target = Path(config.site_dir).resolve()
            try:
                self._staging = staging(self._target)
            except NotASiteError as error:
                raise Abort(str(error)) from error
            config.site_dir = str(self._staging)
        return config

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check everything before anything is touched. Raises Abort on errors, but never while serving."""
        self._docs_dir = config.docs_dir
        # MkDocs knows better where it serves; everything else is as the file says.
        ask = self.task.look if self.task else partial(self._look, Path(config.config_file_path))
        self._found = ask(config.site_url)
        if self.task or not self._found.stopping:
            self._shown.take(self._found, self._templates, self._leniency)
        # MkDocs would follow every link when it looks through the folder; `on_files` gives it what it may have.
        config.docs_dir = str(Path(config.site_dir, NOWHERE))

    @property
    def _leniency(self) -> Leniency | None:
        return self.task.leniency if self.task else None

    def _look(self, config_file: Path, url: str | None) -> Inspected:
        """What MkDocs' own commands build, and tell of in its log."""
        found = look(config_file, self.now, None, url)
        if found.problems:
            self._report(found.errors or found.problems if self._serving else to_tell(found))
        if found.stopping and not self._serving:
            raise Abort(UNCHANGED)
        return found

    def _report(self, problems: Sequence[Problem]) -> None:
        errors = any(one.severity is Severity.ERROR for one in problems)
        log.log(logging.ERROR if errors else logging.INFO, "\n%s", as_text(problems).rstrip())

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let MkDocs have the extra pages and the files beside incidents; of the theme, only what pages use."""
        config.docs_dir = self._docs_dir
        listing = self._found.listing
        pages = listing.pages if self._leniency is None or self._leniency.extras else []
        Choice(pages, listing.files, self._framed, self._templates).make(files, config)
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let `main.html` speak the page's language, too, and read no template that lies elsewhere."""
        env.globals["_"] = self._shown.language.gettext
        loader = TemplateLoader([Path(folder) for folder in config.theme.dirs], self._templates.may_read)
        env.loader = jinja2.ChoiceLoader([BARE, loader]) if self._framed else loader
        shown = () if self._leniency else self._found.stopping
        self._frame = self._shown.frame
        with self._told():
            self._env = self._shown.environment(self._templates, shown, preview=self._serving)
        return env

    @event_priority(100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put an extra page into our frame, unless the theme is to have it."""
        if not self._framed:
            return output
        with self._told():
            if self._frame is None:  # served, and nothing was good yet
                return self._env.get_template(f"{TEMPLATES}/problems-page.html").render()
            return framed(page, config, self._frame, self._env)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our outputs, then let the new site take the old one's place."""
        with self._told():
            self._shown.write(self._env, self._staging or Path(config.site_dir), self._templates.root)
        if config.strict and (count := warnings_of_mkdocs()):
            raise Abort(f"MkDocs warned {count} times, and “strict” makes errors of that. {UNCHANGED}")
        if self._staging is not None:
            publish(self._staging, self._target)
            config.site_dir = str(self._target)  # `mkdocs gh-deploy` goes on from here
            self._staging = None
        if self._command == "build" and self.task is None and self._found.errors:
            raise Abort(UNCHECKED)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a template or a package of others raises, with its place; for others who go on from there, as it is."""
        try:
            yield
        except (jinja2.TemplateError, ExtensionError) as error:
            if self._serving or self.task:
                raise
            self._report(any_problem(error, self._templates.root / "mkdocs.yml"))
            raise Abort(UNCHANGED) from error

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind; the published folder was never touched."""
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when components or templates change, too, and never let a failing build block every request."""
        watch_without_links(server, config)
        config_file = Path(config.config_file_path)
        watch(server, config_file.parent / "components.yaml", overrides(), self._templates.custom)
        build = server.builder

        def guarded() -> None:
            try:
                build()
            except (Exception, SystemExit) as error:  # MkDocs' Abort is a SystemExit
                problems = any_problem(error, config_file)
                log.error("\n%s", as_text(problems).rstrip())
                env = self._shown.environment(None, problems, preview=True)
                self._shown.write(env, Path(server.root), config_file.parent)

        server.builder = guarded
        return server
