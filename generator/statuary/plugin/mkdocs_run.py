"""What MkDocs says while it builds, as problems.

MkDocs' own build and serve, called for our commands.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.utils import CountHandler

from statuary.building.outcome import UNCHANGED, Built, Leniency, Say, any_problem, strictly, to_tell
from statuary.building.site_build import look
from statuary.inspection.strict import Inspected
from statuary.model import Problem
from statuary.plugin import LOGGER

MOST = 20
"""So many messages of MkDocs are told."""


class _Handler(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        self.say(record.levelno, record.getMessage().lstrip("\n"))


def listen(say: Say, level: int = logging.WARNING) -> None:
    """Let `say` hear what MkDocs and our plugin log, and nobody else."""
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [_Handler(say)]
    logger.setLevel(level)
    logger.propagate = False


def stop_listening() -> None:
    """Nobody hears any more."""
    logging.getLogger(LOGGER).handlers.clear()


def warnings_of_mkdocs() -> int:
    """How many warnings MkDocs gave in this build; it counts them where `strict` is set."""
    handlers = [one for one in logging.getLogger(LOGGER).handlers if isinstance(one, CountHandler)]
    return sum(count for one in handlers for _, count in one.get_counts())


def said_problems(config_file: Path, said: Iterable[str]) -> list[Problem]:
    """What MkDocs said, of which each is an error: where `strict` is set, every warning."""
    hint = "correct it; where it is only a warning, “strict: false” in mkdocs.yml lets it pass"
    return [
        Problem(path=config_file.name, rule="build", message=f"MkDocs: {message}", hint=hint)
        for message in list(dict.fromkeys(said))[:MOST]
    ]


@dataclass(frozen=True)
class Task:
    """What one of our commands wants of a build: what the page shows, and how far a tolerant build goes.

    `look` is called with the page's address once MkDocs has its configuration, for hooks of others may still make
    files. Whoever gives it has the answer, too; where it raises Abort, nothing is published.
    """

    look: Callable[[str | None], Inspected]
    leniency: Leniency | None = None


def build_site(config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None) -> Built:
    """Build the site as `mkdocs build` does, or nothing; `say` hears of MkDocs' warnings and errors.

    Raises OSError when the disk fails.
    """
    told: list[Problem] = []
    found: list[Inspected] = []

    def ask(url: str | None) -> Inspected:
        found.append(look(config_file, now, None, url))
        told.extend(to_tell(found[-1]))
        if found[-1].stopping:
            raise Abort(UNCHANGED)
        return found[-1]

    listen(say)
    try:
        folder = run_build(load_config(str(config_file), site_dir=site_dir and str(site_dir)), Task(ask))
    except (Abort, ConfigurationError) as error:
        return Built(None, tuple(told), str(error))
    except (Exception, SystemExit) as error:  # whatever an owner's page, template, hook or plugin raises
        if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
            raise
        return Built(None, (*told, *any_problem(error, config_file)), UNCHANGED)
    return strictly(folder, found[-1])


def run_build(config: MkDocsConfig, task: Task) -> Path:
    """Build with a configuration that was loaded, once. Raises whatever fails."""
    plugin: Any = config.plugins["statuary"]  # MkDocs keeps it from one load to the next
    plugin.task = task
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
        plugin.task = None
    return Path(config.site_dir)


def serve_site(config_file: Path, now: datetime | None, say: Say, address: str | None = None) -> str:
    """Serve as `mkdocs serve` does, until interrupted; why it cannot, else empty. Raises OSError for a taken port."""
    listen(say, logging.INFO)
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        # MkDocs keeps plugins with an on_startup hook from one load to the next, and `now` with ours.
        plugin: Any = load_config(str(config_file)).plugins["statuary"]
        plugin.now = now
        serve(config_file=str(config_file), **options)
    except (Abort, ConfigurationError) as error:
        return str(error)
    return ""
