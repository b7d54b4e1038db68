"""Whether MkDocs can build what a repository holds, found out by doing it in a folder that is thrown away."""

import contextlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from statuary.building.failures import any_problem
from statuary.inspection import Inspected
from statuary.model import Problem
from statuary.plugin.configured import Fault, config_problems, read_settings, validated
from statuary.plugin.run import run_build
from statuary.plugin.said import listen, said_problems, stop_listening
from statuary.status import page_state

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
        plugin: Any = config.plugins["statuary"]
        plugin.trial = _some(found)
        run_build(config, None)
    return faults


def _some(found: Inspected) -> Inspected:
    """The same with the newest incidents alone."""
    assert found.state is not None
    newest = sorted(found.state.site.incidents, key=lambda one: one.updates[-1].at)[-ENOUGH:]
    incidents = tuple(sorted(newest, key=lambda one: one.id))
    site = found.state.site.model_copy(update={"incidents": incidents})
    return replace(found, state=page_state(site, found.state.now))
