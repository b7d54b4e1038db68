"""Which templates a build uses: the owner's, where they may be read, before ours.

What a build puts on the page, and how it gets into a folder.

What the composer's page is told of reading and posting, which pages know nothing of.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2

from statuary import clock
from statuary.building.extensions import added_outputs
from statuary.building.outcome import Leniency, shown_on_page
from statuary.git import commit
from statuary.inspection.strict import Inspected, by_name, inspect_loaded
from statuary.inspection.tolerant import inspect_tolerantly
from statuary.model import FACTS, Problem
from statuary.posting.choose import next_stages
from statuary.posting.template_files import templates
from statuary.posting.templates import Template, scenario_of
from statuary.render.composer.composer_data import ComposerRules
from statuary.render.environment import TEMPLATES, environment
from statuary.render.folder import Output, write
from statuary.render.frame import Frame, page_frame
from statuary.render.outputs import Job, write_site
from statuary.render.wording.catalogue_files import CatalogueError
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import read_language
from statuary.repository_files import is_file_inside, is_inside
from statuary.resources import overrides, template_folders
from statuary.source import load_project, read_project
from statuary.status import PageState


@dataclass(frozen=True)
class Templates:
    """Those of the repository at `root`; `custom` is the owner's folder, None where it is not used."""

    root: Path
    custom: Path | None = None

    @classmethod
    def of(cls, root: Path, custom: str | Path | None, leniency: Leniency | None) -> "Templates":
        """Without the owner's where they lie elsewhere, or a tolerant build found that they fail."""
        used = custom and (leniency is None or leniency.templates) and is_inside(root, custom)
        return cls(root, Path(custom) if custom and used else None)

    @property
    def folders(self) -> list[Path]:
        """Templates and words, the owner's first."""
        return template_folders(self.custom)

    def may_read(self, path: Path) -> bool:
        """What the owner's may be: files of the repository. Those of themes lie elsewhere."""
        return self.custom is None or not path.is_relative_to(self.custom) or is_file_inside(self.root, path)


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

    `nav` are titles and addresses of the owner's pages. `state` is None until there is something good. Without
    `extended`, nothing is added by packages of others.
    """

    state: PageState | None = None
    language: Language = field(default_factory=Language)
    nav: Sequence[tuple[str, str]] = ()
    extended: bool = True

    def take(self, found: Inspected, templates: Templates, leniency: Leniency | None) -> None:
        """Show what was found from now on. Raises CatalogueError, but never leniently."""
        if found.state is None:
            return
        self.state = found.state
        self.language = _language(found.state.site.settings.language, templates, leniency is not None)
        without = found.project is None or (leniency is not None and not leniency.extras)
        self.extended = leniency is None or leniency.extras
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
        if frame is None:
            page = env.get_template(f"{TEMPLATES}/problems-page.html").render().encode()
            write([Output("index.html", page), Output("404.html", page)], folder)
            return
        job = Job(frame, env, folder, composer_rules(root, frame.language.tag))
        write_site(replace(job, added=added_outputs) if self.extended else job, commit(root))


def _language(tag: str, templates: Templates, lenient: bool) -> Language:
    """The page's language; leniently, where its catalogue has an error, what we have for it, or English."""
    for some in [templates.folders, [overrides()]] if lenient else []:
        with suppress(CatalogueError):
            return read_language(tag, some, templates.root)
    return Language() if lenient else read_language(tag, templates.folders, templates.root)


def composer_rules(root: Path, language: str) -> ComposerRules:
    """The rules for the repository at `root`, with its own message templates. Raises OSError when the disk fails.

    The script fills slots in the page's language alone, and cannot record who has approved something.
    """
    usable = (one for one in templates(root, language) if one.speaks(language) and not one.needs_approval)
    return ComposerRules([_data(one) for one in usable], next_stages)


def _data(template: Template) -> dict[str, Any]:
    """Without what is empty, and lines that only repeat what is said elsewhere in the form."""
    facts = {key: template.attributes.get(key) for key in FACTS}
    data = {
        "name": template.name,
        "scenario": scenario_of(template.name),
        "title": template.title,
        "attributes": {key: line for key, line in facts.items() if line not in (None, f"{{{key}}}")},
        "text": template.text,
    }
    return {key: value for key, value in data.items() if value}
