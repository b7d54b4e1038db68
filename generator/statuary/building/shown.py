"""What a build puts on the page, and how it gets into a folder."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import jinja2

from statuary import clock
from statuary.building.failures import shown_on_page
from statuary.building.leniency import Leniency
from statuary.building.rules import composer_rules
from statuary.building.templates import Templates
from statuary.catalogues import CatalogueError
from statuary.inspection import Inspected, by_name, inspect_loaded
from statuary.languages import read_language
from statuary.model import Problem
from statuary.outputs.environment import TEMPLATES, environment
from statuary.outputs.folder import write
from statuary.outputs.output import Output
from statuary.outputs.site import Job, write_site
from statuary.resources import overrides
from statuary.source import load_project, read_project
from statuary.source.git import commit
from statuary.status import PageState
from statuary.tolerant import inspect_tolerantly
from statuary.views.frame import Frame, page_frame
from statuary.views.language import Language


def look(
    config_file: Path, now: datetime | None, leniency: Leniency | None = None, url: str | None = None
) -> Inspected:
    """Read and check the repository; leniently, with stand-ins for what cannot be read.

    `url` is where the page is served, where that is not what the file says. Raises OSError when the disk fails.
    """
    project, problems = (
        (leniency.project, []) if leniency else read_project(config_file.parent, config_file.name)
    )
    if project is None:
        return Inspected(None, None, tuple(problems))
    settings = project.settings.model_copy(update={"url": url or project.settings.url})
    project, present = replace(project, settings=settings), clock.present()
    if leniency is not None:
        return by_name(inspect_tolerantly(project, problems, now, present))
    return by_name(inspect_loaded(load_project(project, problems), now, present))


@dataclass
class Shown:
    """What the page shows. It lives as long as a server does, which goes on showing the last good page.

    `nav` are titles and addresses of the owner's pages. `state` is None until there is something good.
    """

    state: PageState | None = None
    language: Language = field(default_factory=Language)
    nav: Sequence[tuple[str, str]] = ()

    def take(self, found: Inspected, templates: Templates, leniency: Leniency | None) -> None:
        """Show what was found from now on. Raises CatalogueError, but never leniently."""
        if found.state is None:
            return
        self.state = found.state
        self.language = _language(found.state.site.settings.language, templates, leniency is not None)
        without = found.project is None or (leniency is not None and not leniency.extras)
        self.nav = () if without or found.project is None else found.project.pages

    @property
    def frame(self) -> Frame | None:
        """What all pages share; None while there is nothing to show."""
        return page_frame(self.state, self.language, self.nav) if self.state else None

    def environment(
        self, templates: Templates | None = None, problems: Sequence[Problem] = (), *, preview: bool = False
    ) -> jinja2.Environment:
        """Over these templates, or our own alone; `problems` are shown on top of every page. Raises TemplateError."""
        return environment(
            templates.folders if templates else [overrides()],
            self.language,
            self.state.site.settings if self.state else None,
            preview=preview,
            problems=[shown_on_page(problem) for problem in problems],
            may_read=templates.may_read if templates else lambda _: True,
        )

    def write(self, env: jinja2.Environment, folder: Path, root: Path) -> None:
        """Write everything but the extra pages; without a good page, only what is wrong.

        Raises OSError for the disk, and TemplateError.
        """
        frame = self.frame
        if self.state is None or frame is None:
            page = env.get_template(f"{TEMPLATES}/problems-page.html").render().encode()
            write([Output("index.html", page), Output("404.html", page)], folder)
            return
        write_site(Job(self.state, frame, env, folder, composer_rules(root)), commit(root))


def _language(tag: str, templates: Templates, lenient: bool) -> Language:
    """The page's language; leniently, where its catalogue has an error, what we have for it, or English."""
    for some in [templates.folders, [overrides()]] if lenient else []:
        with suppress(CatalogueError):
            return read_language(tag, some, templates.root)
    return Language() if lenient else read_language(tag, templates.folders, templates.root)
