"""MkDocs' configuration without what MkDocs refuses, so that a wrong setting of the extra pages stops no build."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader

from statuary.building.leniency import Leniency
from statuary.inside import read_inside
from statuary.model import Problem
from statuary.resources import overrides
from statuary.source import Project
from statuary.source.config import place_in_config

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
) -> tuple[MkDocsConfig, list[Problem]]:
    """A configuration that MkDocs takes, and what was left out for it. Raises UnusableError when there is none."""
    needed = _needed(leniency.project)
    usual = leniency.project.site if leniency.extras else leniency.project.root / "site"
    given: dict[str, Any] = {"strict": False, "site_dir": str(site_dir or usual)}
    settings = read_settings(config_file, leniency.config) if leniency.extras else needed
    leniency.strict = settings.get("strict") is True
    settings = settings | given
    faults: list[Fault] = []
    while True:
        config, found, warnings = validated(config_file, settings)
        if not found:
            faults += warnings if leniency.strict else []
            return config, config_problems(config_file, faults, "published without it; correct or delete it")
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
