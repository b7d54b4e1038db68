"""The build that publishes whatever can be published: a broken file never stops the page."""

from datetime import datetime
from pathlib import Path

from statuary.building.failures import Leniency
from statuary.building.outcome import Built, Say
from statuary.building.site_build import look
from statuary.building.tolerance import tolerantly
from statuary.inspection.strict import Inspected
from statuary.plugin.mkdocs_run import Task, listen, run_build, said_problems
from statuary.plugin.trial import configure


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
