"""What MkDocs says while it builds, as problems.

MkDocs' own build and serve, called for our commands.
"""

import logging
from collections.abc import Iterable
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

from statuary.building.failures import UNCHANGED, BuildFailedError, Say, Tell, any_problem
from statuary.check.formats import as_text
from statuary.model import Problem
from statuary.plugin.engine import LOGGER

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


def build_site(
    config_file: Path, now: datetime | None, say: Say, site_dir: Path | None = None, tell: Tell | None = None
) -> Path:
    """Build the site as `mkdocs build` does, and return its folder; `say` hears of warnings and errors.

    `tell` hears of problems in the files; without it `say` does. Raises BuildFailedError, and OSError when the disk
    fails.
    """
    listen(say)
    options: dict[str, Any] = {"site_dir": str(site_dir)} if site_dir else {}
    try:
        config = load_config(str(config_file), **options)
        plugin: Any = config.plugins["statuary"]
        plugin.tell = tell
        return run_build(config, now)
    except (Abort, ConfigurationError) as error:
        raise BuildFailedError(str(error)) from error
    except OSError as error:
        if not isinstance(error, jinja2.TemplateError):
            raise
        raise _failed(error, config_file, tell, say) from error
    except (Exception, SystemExit) as error:  # whatever an owner's page, hook or plugin raises
        raise _failed(error, config_file, tell, say) from error


def _failed(error: BaseException, config_file: Path, tell: Tell | None, say: Say) -> BuildFailedError:
    problems = any_problem(error, config_file)
    if tell is not None:
        tell(problems)
    else:
        say(logging.ERROR, as_text(problems).rstrip())
    return BuildFailedError(UNCHANGED)


def run_build(config: MkDocsConfig, now: datetime | None) -> Path:
    """Build with a configuration that was loaded, once. Raises whatever fails."""
    _set_now(config, now)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
        plugin: Any = config.plugins["statuary"]  # MkDocs keeps it from one load to the next
        plugin.tell = plugin.leniency = plugin.trial = None
    return Path(config.site_dir)


def serve_site(config_file: Path, now: datetime | None, say: Say, address: str | None = None) -> None:
    """Serve as `mkdocs serve` does, until interrupted. Raises BuildFailedError, and OSError for a taken port."""
    listen(say, logging.INFO)
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        # MkDocs keeps plugins with an on_startup hook from one load to the next, and `now` with ours.
        _set_now(load_config(str(config_file)), now)
        serve(config_file=str(config_file), **options)
    except (Abort, ConfigurationError) as error:
        raise BuildFailedError(str(error)) from error


def _set_now(config: Any, now: datetime | None) -> None:
    config.plugins["statuary"].now = now
