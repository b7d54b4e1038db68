"""The build that publishes whatever can be published: a broken file never stops the page."""

from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from statuary.building.failures import Leniency, Say
from statuary.building.tolerance import Published, usable, without
from statuary.model import Problem
from statuary.plugin.mkdocs_run import listen, run_build, said_problems
from statuary.plugin.trial import configure


def build_tolerantly(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None
) -> Published:
    """Build the site in spite of errors, and return its folder with all problems; see `statuary.tolerant`.

    What fails is left out: settings that MkDocs refuses, the owner's templates (ours are used), the extra pages of
    `nav` with all that works on them. Raises BuildFailedError when nothing can be published, and OSError when the disk
    fails.
    """
    said: list[str] = []

    def heard(level: int, message: str) -> None:
        said.append(message)
        say(level, message)

    listen(heard)
    leniency, problems = usable(config_file)
    while True:
        try:
            config, left_out = _load(config_file, leniency, site_dir)
            folder = run_build(config, now)
        except (Exception, SystemExit) as error:  # whatever an owner's page, template, hook or plugin raises
            problems.append(without(error, leniency, config_file))
        else:
            problems += said_problems(config_file, said) if leniency.strict else []
            found = dict.fromkeys((*problems, *left_out, *leniency.problems))
            return Published(folder, tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _load(config_file: Path, leniency: Leniency, site_dir: Path | None) -> tuple[MkDocsConfig, list[Problem]]:
    config, left_out = configure(config_file, leniency, site_dir)
    plugin: Any = config.plugins["statuary"]
    plugin.leniency = leniency
    return config, left_out
