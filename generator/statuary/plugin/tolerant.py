"""The build that publishes whatever can be published: a broken file never stops the page."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from statuary.model import Problem
from statuary.past import History
from statuary.plugin.failures import template_problem
from statuary.plugin.leniency import Leniency
from statuary.plugin.run import BuildFailedError, Say, listen, run_build
from statuary.resources import overrides
from statuary.source import read_project
from statuary.source.times import format_time


class Published(NamedTuple):
    """Where the site is, and everything that is to be mended or was left out."""

    folder: Path
    problems: tuple[Problem, ...]


class UnusableConfigError(BuildFailedError):
    """Neither mkdocs.yml nor an earlier version of it can be used; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("Nothing was published; the page is as it was.")
        self.problems = problems


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Published:
    """Build the site in spite of errors, and return its folder with all problems; see `statuary.tolerant`.

    What fails is left out: the owner's templates (ours are used), then the extra pages of `nav`. Raises
    BuildFailedError when nothing can be published, and OSError when the disk fails.
    """
    listen(say)
    leniency, problems = _usable(config_file)
    while True:
        try:
            folder = run_build(_load(config_file, leniency, site_dir), now)
        except jinja2.TemplateError as error:  # before OSError, which a missing template is as well
            problems.append(_left_out(error, leniency, config_file))
        except OSError:
            raise
        except Exception as error:  # whatever an owner's page, hook or plugin raises
            problems.append(_left_out(error, leniency, config_file))
        else:
            found = {problem.model_dump_json(): problem for problem in (*problems, *leniency.problems)}
            return Published(folder, tuple(sorted(found.values(), key=lambda problem: problem.sort_key)))


def _left_out(error: Exception, leniency: Leniency, config_file: Path) -> Problem:
    """Go on without what failed, and say so. Raises BuildFailedError when nothing is left to leave out."""
    of_templates = isinstance(error, jinja2.TemplateError)
    if leniency.templates and (of_templates or not leniency.pages):
        leniency.templates = False
        instead = "published with our own templates in place of yours"
    elif leniency.pages:
        leniency.pages = False
        instead = "published without the extra pages of “nav”"
    else:
        raise BuildFailedError(f"Nothing was published; the page is as it was: {error}") from error
    if isinstance(error, jinja2.TemplateError):
        found = template_problem(error, config_file.parent)
        return found.model_copy(update={"hint": f"{instead}; {found.hint}"})
    message = str(error) or type(error).__name__
    return Problem(path=config_file.name, rule="build", message=message, hint=instead)


def _usable(config_file: Path) -> tuple[Leniency, list[Problem]]:
    """The newest mkdocs.yml that can be used, and what is wrong with the present one.

    One whose incidents' folder is gone is used only where no other is left.
    """
    root, name = config_file.parent, config_file.name
    project, found = read_project(root, name)
    if project is not None and (fault := _fault(config_file, Leniency())) is None:
        return Leniency(), []
    if project is not None:
        found.append(Problem(path=name, rule="config", message=f"MkDocs cannot use it: {fault}"))
    for version in History(root).versions(name):
        leniency = Leniency(config=version.content)
        if read_project(root, name, version.content)[0] and _fault(config_file, leniency) is None:
            hint = f"published with its version of {format_time(version.at)}; mend it"
            return leniency, [
                *found,
                Problem(path=name, rule="config", message="it cannot be used", hint=hint),
            ]
    if project is not None and not project.incidents_dir.is_dir():
        leniency = Leniency(missing=project.incidents_dir)
        if _fault(config_file, leniency) is None:
            return leniency, []
    raise UnusableConfigError(tuple(found))


def _fault(config_file: Path, leniency: Leniency) -> str | None:
    try:
        _load(config_file, leniency, None)
    except (Abort, ConfigurationError) as error:
        return str(error)
    return None


def _load(config_file: Path, leniency: Leniency, site_dir: Path | None) -> MkDocsConfig:
    options: dict[str, Any] = {"site_dir": str(site_dir)} if site_dir else {}
    if leniency.missing is not None:
        options["docs_dir"] = str(overrides())  # MkDocs wants one that exists, but can do without
    source = str(config_file) if leniency.config is None else BytesIO(leniency.config)
    config = load_config(source, config_file_path=str(config_file), strict=False, **options)
    if leniency.missing is not None:
        config.docs_dir = str(leniency.missing)
    if not leniency.pages:
        config.nav = None
    plugin: Any = config.plugins["statuary"]
    plugin.tell, plugin.leniency = None, leniency
    return config
