"""Our hooks in MkDocs' build.

MkDocs renders the owner's extra pages with Material; everything that tells of incidents is rendered by us, in
memory, and never goes through MkDocs' page pipeline. A build goes to a folder of its own beside `site_dir` and
takes its place only when all went well.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from statuary import clock
from statuary.catalogues import CatalogueError
from statuary.check.report import as_text
from statuary.inside import is_inside
from statuary.inspection import Inspected, inspect_loaded
from statuary.languages import read_language
from statuary.model import Problem
from statuary.outputs.environment import TEMPLATES, MayRead, TemplateLoader, environment
from statuary.outputs.folder import NotASiteError, publish, staging, write
from statuary.outputs.output import Output
from statuary.outputs.site import Job, write_site
from statuary.plugin.failures import (
    UNCHANGED,
    any_problem,
    shown_on_page,
    template_problem,
    warnings_of_mkdocs,
)
from statuary.plugin.leniency import Leniency
from statuary.plugin.published import NOWHERE, choose_files, may_read, root_of, watch_without_links
from statuary.plugin.rules import composer_rules
from statuary.plugin.theme_language import theme_language
from statuary.resources import overrides, template_folders
from statuary.source import Listing, Project, load_project, read_project
from statuary.source.git import commit
from statuary.status import PageState
from statuary.tolerant import inspect_tolerantly
from statuary.views.frame import page_frame
from statuary.views.language import Language

log = logging.getLogger("mkdocs.plugins.statuary")


class _AnyOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own hook is untyped
    """No options of MkDocs' own kind: ours are read from the file, see `load_config`."""


class StatuaryPlugin(BasePlugin[_AnyOptions]):  # type: ignore[no-untyped-call]
    """Adds the status page to a MkDocs site.

    Before a build may be set: `now`, to show another moment; `tell`, which hears of problems in place of the log;
    `leniency`, to publish what can be published in spite of errors, see `plugin/tolerant.py`; `trial`, what was read
    and checked already, to find out whether it can be built.
    """

    def __init__(self) -> None:
        self.now: datetime | None = None
        self.tell: Callable[[Sequence[Problem]], None] | None = None
        self.leniency: Leniency | None = None
        self.trial: Inspected | None = None
        self._serving = False
        self._command = "build"
        self._staging: Path | None = None
        self._target = Path()
        self._inspected: Inspected | None = None
        self._last_good: PageState | None = None
        self._nav: list[tuple[str, str]] = []
        self._language = Language()
        self._docs_dir = ""

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Accept any options: `statuary.source.config` reads them from the file and says what is wrong with them."""
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Having this hook makes MkDocs keep the plugin, and with it the last good page, while it serves."""
        self._serving = command == "serve"
        self._command = command

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the owner's, and build beside the published folder."""
        if config.theme.custom_dir and self._custom_dir(config) is None:
            config.theme.dirs.remove(config.theme.custom_dir)
        config.theme.dirs.insert(1 if self._custom_dir(config) else 0, str(overrides()))
        config.theme.static_templates -= {"404.html", "sitemap.xml"}  # we make both
        tag = str(config.theme.get("language") or "en")
        config.theme["language"] = theme_language(tag, config.theme.dirs)
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
        self._check(config)
        # MkDocs would follow every link when it looks through the folder; `on_files` gives it what it may have.
        config.docs_dir = str(Path(config.site_dir, NOWHERE))

    def _check(self, config: MkDocsConfig) -> None:
        self._inspected = self.trial or self._inspect(config)
        problems = self._inspected.problems
        lenient = self.leniency is not None or self.trial is not None
        if self.leniency is not None:
            self.leniency.problems = problems
        elif self._inspected.stopping and not self._serving and not lenient:
            self._report(problems, logging.ERROR)
            raise Abort(UNCHANGED)
        elif problems and not lenient:
            level = logging.ERROR if self._inspected.errors else logging.INFO
            self._report(self._inspected.errors or problems, level)
        if self._inspected.state is not None and (lenient or not self._inspected.stopping):
            self._last_good = self._inspected.state
            self._language = self._read_language(self._inspected.state.site.settings.language, config)

    def _report(self, problems: Sequence[Problem], level: int) -> None:
        if self.tell is not None:
            self.tell(problems)
        else:
            log.log(level, "\n%s", as_text(problems).rstrip())

    def _read_language(self, tag: str, config: MkDocsConfig) -> Language:
        """The page's language; leniently, where its catalogue has an error, what we have for it, or English."""
        folders = self._templates(config)
        for some in [folders, folders[-1:]] if self.leniency else []:
            with suppress(CatalogueError):
                return read_language(tag, some, root_of(config))
        return Language() if self.leniency else read_language(tag, folders, root_of(config))

    def _inspect(self, config: MkDocsConfig) -> Inspected:
        path = Path(config.config_file_path)
        project, problems = self._project(path)
        if project is None:
            return Inspected(None, None, tuple(problems))
        # MkDocs knows better where it serves; everything else is as the file says.
        settings = project.settings.model_copy(update={"url": config.site_url or project.settings.url})
        project = replace(project, settings=settings)
        present = clock.present()
        if self.leniency is not None:
            return inspect_tolerantly(project, problems, self.now, present)
        return inspect_loaded(load_project(project, problems), self.now, present)

    def _project(self, config_file: Path) -> tuple[Project | None, list[Problem]]:
        if self.leniency is not None:
            return self.leniency.project, []
        return read_project(config_file.parent, config_file.name)

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let MkDocs have the extra pages and the files beside incidents; without pages, nothing of the theme."""
        config.docs_dir = self._docs_dir
        listing = self._inspected.listing if self._inspected else Listing()
        pages = listing.pages if self.leniency is None or self.leniency.extras else []
        choose_files(files, pages, listing.files, config, may_read(config, self._custom_dir(config)))
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let `main.html` speak the page's language, too, and read no template that lies elsewhere."""
        env.globals["_"] = self._language.gettext
        env.loader = TemplateLoader(
            [Path(folder) for folder in config.theme.dirs], may_read(config, self._custom_dir(config))
        )
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our outputs, then let the new site take the old one's place."""
        if self._inspected is not None:
            self._write(self._inspected, config)
        if config.strict and (count := warnings_of_mkdocs()):
            raise Abort(f"MkDocs warned {count} times, and “strict” makes errors of that. {UNCHANGED}")
        if self._staging is not None:
            publish(self._staging, self._target)
            config.site_dir = str(self._target)  # `mkdocs gh-deploy` goes on from here
            self._staging = None
        if self._command == "build" and self.leniency is None and self._inspected and self._inspected.errors:
            raise Abort("The page was published, but not all of it could be checked.")

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind; the published folder was never touched."""
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when components or templates change, too, and never let a failing build block every request."""
        watch_without_links(server, config)
        config_file = Path(config.config_file_path)
        custom = self._custom_dir(config) or overrides()
        for path in (config_file.parent / "components.yaml", overrides(), custom):
            if path.exists():
                server.watch(str(path))
        build = server.builder

        def guarded() -> None:
            try:
                build()
            except (Exception, SystemExit) as error:  # MkDocs' Abort is a SystemExit
                problems = any_problem(error, config_file)
                log.error("\n%s", as_text(problems).rstrip())
                env = self._environment(problems, [overrides()])
                self._write_page(env, Path(server.root), config_file.parent)

        server.builder = guarded
        return server

    def _write(self, inspected: Inspected, config: MkDocsConfig) -> None:
        """Write the site; while serving with errors, the last good one with the errors on top of every page."""
        lenient = self.leniency is not None
        if lenient or not inspected.stopping:
            left_out = self.leniency is not None and not self.leniency.extras
            self._nav = [] if inspected.project is None or left_out else inspected.project.pages
        root = root_of(config)
        shown = () if lenient else inspected.stopping
        try:
            env = self._environment(
                shown, self._templates(config), may_read(config, self._custom_dir(config))
            )
            self._write_page(env, self._staging or Path(config.site_dir), root)
        except jinja2.TemplateError as error:
            if self._serving or lenient or self.trial:
                raise
            self._report([template_problem(error, root)], logging.ERROR)
            raise Abort(UNCHANGED) from error

    def _templates(self, config: MkDocsConfig) -> list[Path]:
        """The folders of templates and words, the owner's first."""
        return template_folders(self._custom_dir(config))

    def _custom_dir(self, config: MkDocsConfig) -> Path | None:
        """The owner's templates, unless they lie elsewhere, or a tolerant build found that they fail."""
        used = self.leniency is None or self.leniency.templates
        folder = config.theme.custom_dir
        return Path(folder) if used and folder and is_inside(root_of(config), folder) else None

    def _environment(
        self, problems: Sequence[Problem], templates: list[Path], allowed: MayRead = lambda _: True
    ) -> jinja2.Environment:
        return environment(
            templates,
            self._language,
            self._last_good.site.settings if self._last_good else None,
            preview=self._serving,
            problems=[shown_on_page(problem) for problem in problems],
            may_read=allowed,
        )

    def _write_page(self, env: jinja2.Environment, folder: Path, root: Path) -> None:
        if self._last_good is not None:
            frame = page_frame(self._last_good, self._language, self._nav)
            write_site(Job(self._last_good, frame, env, folder, composer_rules(root)), commit(root))
            return
        page = env.get_template(f"{TEMPLATES}/problems-page.html").render().encode()
        write([Output("index.html", page), Output("404.html", page)], folder)
