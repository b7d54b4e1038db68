"""The options of the plugin in `mkdocs.yml`: those of `model/options.py`, and those that have to be read first.

The folders that it names: where incidents and templates are and the site goes. They lie below it.
"""

import os
import re
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PositiveInt, field_validator

from statuary.model import ComponentStatus, Impact, PageOptions, Rhythm, Words
from statuary.repository_files import is_inside
from statuary.source.times import parse_duration

USUAL = "incidents"
Error = Callable[[str, str, str], None]
"""Takes a key of `mkdocs.yml`, what is wrong with it and the remedy."""


class Folders(NamedTuple):
    """What can be used of what is named, absolute; None where it cannot be."""

    incidents: Path | None
    custom: Path | None
    site: Path


def read_folders(root: Path, config: dict[str, Any], error: Error) -> Folders:
    """The folders of the repository at `root`; what is wrong with one goes to `error`."""
    if "INHERIT" in config:
        error("INHERIT", "“INHERIT” is not read here, so its settings would be missed", "write them out")
    incidents = _incidents(root, config.get("docs_dir"), error)
    theme = config.get("theme")
    custom = None
    if isinstance(theme, dict) and "custom_dir" in theme:
        custom = _custom(root, theme["custom_dir"], incidents, error)
    for hook in _texts(config.get("hooks")):
        _check_hook(root, hook, error)
    sources = [one for one in (incidents, custom) if one is not None]
    return Folders(incidents, custom, _site(root, config.get("site_dir", "site"), sources, error))


def _incidents(root: Path, named: object, error: Error) -> Path | None:
    """The incidents must lie in the repository, under a name that stays the same on every machine."""
    hint = f"write “docs_dir: {USUAL}”"
    if not isinstance(named, str):
        error("docs_dir", "“docs_dir” does not say where the incidents are", hint)
        return None
    if not _is_plain(named) or _leads_out(root, named):
        error("docs_dir", "the incidents' folder must lie below mkdocs.yml", hint)
        return None
    path = Path(os.path.normpath(root / named))
    if os.path.realpath(path) != str(path):
        hint = "name the folder itself, or put it here in place of the link"
        error("docs_dir", f"“{named}” is, or lies below, a symbolic link", hint)
        return None
    return path


def _custom(root: Path, named: object, incidents: Path | None, error: Error) -> Path | None:
    hint = "write “custom_dir: overrides”, or delete the line"
    if not isinstance(named, str):
        error("custom_dir", "“custom_dir” does not name a folder", hint)
    elif not _is_plain(named) or _leads_out(root, named):
        error("custom_dir", "the templates' folder must lie below mkdocs.yml", hint)
    elif not is_inside(root, root / named) or not (root / named).is_dir():
        error("custom_dir", f"there is no folder “{named}”", "make it, or delete the line")
    elif incidents is not None and _overlap(incidents, Path(os.path.realpath(root / named))):
        error("custom_dir", "templates and incidents cannot be in one folder", hint)
    else:
        return Path(os.path.normpath(root / named))
    return None


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _check_hook(root: Path, named: str, error: Error) -> None:
    path = root / named
    if not is_inside(root, path) or not path.is_file():
        hint = "correct its name, or delete the line; a hook lies below mkdocs.yml"
        error("hooks", f"there is no file “{named}”", hint)
        return
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(path.read_bytes(), named, "exec")
    except (SyntaxError, ValueError, OSError, RecursionError) as fault:
        error("hooks", f"“{named}” cannot be used: {fault}", "correct it, or delete the line")


def _site(root: Path, named: object, sources: list[Path], error: Error) -> Path:
    """A site takes the place of whatever stands there, so it must not be, hold or lie in what it is made from."""
    hint = "write “site_dir: site”, or delete the line"
    if not isinstance(named, str):
        error("site_dir", "“site_dir” does not name a folder", hint)
        return root / "site"
    path = Path(os.path.realpath(root / named)) if "\0" not in named else root
    around = [root, *sources]
    if any(one.is_relative_to(path) for one in around) or any(
        path.is_relative_to(one) for one in [*sources, root / ".git", root / ".github"]
    ):
        error("site_dir", f"the site cannot be built to “{named}”: it would replace its own sources", hint)
    elif not _is_writable(path):
        error("site_dir", f"nothing can be written to “{named}”", hint)
    else:
        return root / named
    return root / "site"


def _is_writable(path: Path) -> bool:
    """Whether a folder could be made there: its nearest existing ancestor is one that can be written to."""
    try:
        while not path.exists():
            path = path.parent
        return path.is_dir() and os.access(path, os.W_OK)
    except (OSError, ValueError):
        return False


def _is_plain(named: str) -> bool:
    path = PurePath(named)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in named


def _leads_out(root: Path, named: str) -> bool:
    """Whether something is there that is not in the repository."""
    return os.path.lexists(root / named) and (root / named).exists() and not is_inside(root, root / named)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _weight(value: str) -> str:
    if not re.fullmatch(r"0|1|[01]\.\d+", value) or Fraction(value) > 1:
        raise ValueError(f"the weight “{value}” must be a number from 0 to 1")
    return value


def _is_never(said: object) -> bool:
    return str(said).lower() in ("none", "no", "false")  # YAML makes False of a bare `no`


def _duration(text: object) -> timedelta | None:
    if _is_never(text):
        return None
    duration = parse_duration(str(text))
    if not duration:
        raise ValueError("it must be a duration such as 30 min, or none")
    return duration


# Checked one by one, so that all that is wrong is told at once.
_Weight = Annotated[str, BeforeValidator(str), AfterValidator(_weight)]
_Duration = Annotated[timedelta | None, BeforeValidator(_duration)]
_Days = Annotated[PositiveInt | None, BeforeValidator(lambda said: None if _is_never(said) else said)]


class WrittenRhythm(Rhythm):
    """The rhythm with durations as people write them, and `none` for never."""

    silence: dict[Impact, _Duration] = Field(default_factory=dict)
    postmortem: dict[Impact, _Days] = Field(default_factory=dict)


class Options(PageOptions):
    """The options of the plugin `statuary` in `mkdocs.yml`, as an owner writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = Field("UTC", description="days and times on the page; for example Europe/Berlin")
    zones: dict[str, str] = Field(
        {}, description="names of zones that updates may use besides UTC and +01:00"
    )
    id_domain: str = Field("", description="names your updates in feeds; never change it, even if you move")
    uptime_weights: dict[ComponentStatus, _Weight] = Field(
        {},
        description="how much of an outage counts as downtime, from 0 to 1, by the status of the component",
    )
    cadence: dict[Impact, _Duration] = Field(
        {}, description="when the commands promise the next update, by impact"
    )
    words: Words = Field(
        Words(), description="what `statuary check` must know of your words; see `statuary rules`"
    )
    rhythm: WrittenRhythm = Field(
        WrittenRhythm(),
        description="when `statuary remind` speaks up: how long silence and a post-mortem may be",
    )
    now: str = Field("", description="when an example's story happens; your page has none")

    @field_validator("now", "id_domain", "description", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        # YAML turns an unquoted time into a datetime and a bare key into None.
        return value.isoformat() if isinstance(value, datetime) else value or ""

    @field_validator("words", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        # For YAML, a bare `off` is the opposite of yes, as a key, too; and a bare `words` says nothing.
        if isinstance(value, dict):
            return {"off" if key is False else key: one for key, one in value.items()}
        return {} if value is None else value
