"""MkDocs' configuration without what MkDocs refuses, so that a wrong setting of the extra pages stops no build.

Whether MkDocs can build what a repository holds, found out by doing it in a folder that is thrown away.

And the tolerant build that rests on both: a broken file never stops the page.
"""

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils.yaml import get_yaml_loader

from statuary.building.outcome import Built, Leniency, Say, any_problem, tolerantly
from statuary.building.site_build import look
from statuary.inspection.strict import Inspected
from statuary.model import Problem
from statuary.plugin.mkdocs_run import Task, listen, run_build, said_problems, stop_listening
from statuary.repository_files import read_inside
from statuary.resources import overrides
from statuary.source import Project
from statuary.source.config import place_in_config
from statuary.status import page_state

Fault = tuple[str, str]
"""A key of mkdocs.yml, and what MkDocs says of it."""


class UnusableError(Exception):
    """MkDocs refuses something that we cannot leave out."""


def read_settings(config_file: Path, content: bytes | None = None) -> dict[str, Any]:
    """What mkdocs.yml says, as MkDocs reads it. Raises whatever the file makes MkDocs raise."""
    text = read_inside(config_file.parent, config_file) if content is None else content
    loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(config_file)))
    settings = yaml.load(text, Loader=loader)  # noqa: S506 - MkDocs' own, which is a SafeLoader with its tags
    return {key: value for key, value in settings.items() if key != "INHERIT"}


def validated(config_file: Path, settings: dict[str, Any]) -> tuple[MkDocsConfig, list[Fault], list[Fault]]:
    """MkDocs' configuration from these settings, what it refuses, and of what it warns.

    Raises what a hook or plugin raises.
    """
    config = MkDocsConfig(config_file_path=str(config_file))
    config.load_dict(settings)
    errors, warnings = config.validate()
    return config, _texts(errors), _texts(warnings)


def _texts(found: Sequence[tuple[str, object]]) -> list[Fault]:
    return [(key, str(error)) for key, error in found]


def configure(
    config_file: Path, leniency: Leniency, site_dir: Path | None
) -> tuple[MkDocsConfig, list[Problem], bool]:
    """A configuration that MkDocs takes, what was left out for it, and whether MkDocs' warnings are errors.

    Raises UnusableError when there is none.
    """
    needed = _needed(leniency.project)
    usual = leniency.project.site if leniency.extras else leniency.project.root / "site"
    given: dict[str, Any] = {"strict": False, "site_dir": str(site_dir or usual)}
    settings = read_settings(config_file, leniency.config) if leniency.extras else needed
    strict = settings.get("strict") is True
    settings = settings | given
    faults: list[Fault] = []
    while True:
        config, found, warnings = validated(config_file, settings)
        if not found:
            faults += warnings if strict else []
            hint = "published without it; correct or delete it"
            return config, config_problems(config_file, faults, hint), strict
        faults += found
        for key, message in found:
            if settings.get(key) == needed.get(key) or key in given:
                raise UnusableError(message)
            settings = {name: value for name, value in settings.items() if name != key}
            settings |= {key: needed[key]} if key in needed else {}


def config_problems(config_file: Path, faults: Sequence[Fault], hint: str) -> list[Problem]:
    """What MkDocs refuses, with the lines where it stands."""
    return [
        Problem(
            path=config_file.name,
            line=(place := place_in_config(config_file.parent, key))[0],
            column=place[1],
            rule="config",
            message=f"MkDocs refuses “{key}”: {message}",
            hint=hint,
        )
        for key, message in faults
    ]


def _needed(project: Project) -> dict[str, Any]:
    """The least that MkDocs needs. Our frame needs no theme, so none has to be installed."""
    custom = str(project.custom_dir or overrides())
    theme: dict[str, Any] = {"name": None, "custom_dir": custom, "language": project.settings.language}
    folder = (
        project.incidents_dir if project.incidents_dir.is_dir() else overrides()
    )  # it wants one that exists
    return {
        "site_name": project.settings.name,
        "site_url": project.settings.url,
        "docs_dir": str(folder),
        "theme": theme,
        "plugins": ["statuary"],
    }


ENOUGH = 30
"""So many incidents are rendered: templates fail with some as they fail with all."""


def try_build(config_file: Path, found: Inspected) -> list[Problem]:
    """What keeps MkDocs from building, with all hooks and plugins; `found` is what was read and checked."""
    said: list[str] = []
    listen(lambda _, message: said.append(message))
    # What hooks print must not get into the answer of a command.
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        try:
            faults = _build(config_file, found, Path(folder, "site"))
            return config_problems(config_file, faults, "correct it, or delete it")
        except Abort as error:
            return said_problems(config_file, said or [str(error)])
        except (Exception, SystemExit) as error:
            return any_problem(error, config_file)
        finally:
            stop_listening()


def _build(config_file: Path, found: Inspected, site_dir: Path) -> list[Fault]:
    settings = read_settings(config_file) | {"site_dir": str(site_dir)}
    config, faults, warnings = validated(config_file, settings)
    faults += warnings if config.strict else []
    if not faults:
        some = _some(found)
        run_build(config, Task(lambda _: some))
    return faults


def _some(found: Inspected) -> Inspected:
    """The same with the newest incidents alone."""
    assert found.state is not None
    newest = sorted(found.state.site.incidents, key=lambda one: one.updates[-1].at)[-ENOUGH:]
    incidents = tuple(sorted(newest, key=lambda one: one.id))
    site = found.state.site.model_copy(update={"incidents": incidents})
    return replace(found, state=page_state(site, found.state.now))


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Built:
    """Build the site in spite of errors; see `inspection/tolerant.py`.

    What fails is left out: settings that MkDocs refuses, the owner's templates (ours are used), the extra pages of
    `nav` with all that works on them. Raises OSError when the disk fails.
    """
    said: list[str] = []

    def heard(level: int, message: str) -> None:
        said.append(message)
        say(level, message)

    def attempt(leniency: Leniency) -> Built:
        found: list[Inspected] = []

        def ask(url: str | None) -> Inspected:
            found.append(look(config_file, now, leniency, url))
            return found[-1]

        config, left_out, strict = configure(config_file, leniency, site_dir)
        folder = run_build(config, Task(ask, leniency))
        told = said_problems(config_file, said) if strict else []
        return Built(folder, (*told, *left_out, *found[-1].problems))

    listen(heard)
    return tolerantly(config_file, attempt)
