"""What MkDocs says while it builds, as problems."""

import logging
from collections.abc import Iterable
from pathlib import Path

from mkdocs.utils import CountHandler

from statuary.building.failures import Say
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
