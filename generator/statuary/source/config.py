"""`mkdocs.yml`, as far as the status page needs it. Read without MkDocs, so that checking starts fast."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from statuary.model import DEFAULT_WEIGHTS, ComponentStatus, Contact, Problem, Settings
from statuary.source.characters import FORBIDDEN, describe
from statuary.source.config_yaml import find, parse, read_text
from statuary.source.report import Findings, suggestion
from statuary.source.times import TimeError, named_zone, parse_time

FILE_NAME = "mkdocs.yml"


class Options(BaseModel):
    """The options of the plugin `statuary` in `mkdocs.yml`, as an owner writes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = "UTC"
    """The IANA zone of the page's days and words."""
    id_domain: str = ""
    """The domain in feed ids. Never change it, even when the page moves: every subscriber would be told again."""
    contacts: tuple[Contact, ...] = ()
    """Ways to reach support: `name` and `url` (https: or mailto:)."""
    description: str = ""
    """One sentence on what this page is about, for feeds and search engines."""
    zones: dict[str, str] = {}
    """Zone names that times may use besides UTC and offsets, such as `CET: Europe/Berlin`."""
    uptime_weights: dict[ComponentStatus, str] = {}
    """How much of an outage counts as downtime, 0 to 1, by component status."""
    now: str = ""
    """A fixed moment, for pages that tell a story. Leave it out on a real page."""

    @field_validator("now", "id_domain", "description", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        # YAML turns an unquoted time into a datetime and a bare key into None.
        return value.isoformat() if isinstance(value, datetime) else value or ""

    @field_validator("uptime_weights", mode="before")
    @classmethod
    def _weights(cls, value: object) -> object:
        return {key: str(weight) for key, weight in value.items()} if isinstance(value, dict) else value

    @field_validator("uptime_weights")
    @classmethod
    def _in_range(cls, value: dict[ComponentStatus, str]) -> dict[ComponentStatus, str]:
        for status, weight in value.items():
            if not re.fullmatch(r"0|1|[01]\.\d+", weight) or Fraction(weight) > 1:
                raise ValueError(f"the weight of {status} must be a number from 0 to 1")
        return value

    @field_validator("contacts")
    @classmethod
    def _safe(cls, value: tuple[Contact, ...]) -> tuple[Contact, ...]:
        for contact in value:
            if not contact.url.startswith(("https://", "http://", "mailto:", "tel:")):
                raise ValueError(f"the address “{contact.url}” must begin with https://, mailto: or tel:")
        return value


@dataclass(frozen=True)
class Project:
    """A status repository: where its parts are, and how its page is set up. All paths are absolute."""

    root: Path
    settings: Settings
    incidents_dir: Path
    zones: Mapping[str, tzinfo] = field(default_factory=dict)
    nav: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Title and address, relative to the site's root, of every page in `nav`: `about.md` is at `about/`."""
        return [(title, _address(file)) for title, file in self.nav]

    @property
    def page_files(self) -> frozenset[str]:
        """Markdown files below the incidents' folder that `nav` makes ordinary pages."""
        return frozenset(path for _, path in self.nav)


def _address(file: str) -> str:
    stem = file.removesuffix(".md")
    return (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/") or "./"


def read_project(root: Path, file_name: str = FILE_NAME) -> tuple[Project | None, list[Problem]]:
    """Read the configuration of the repository at `root`; the project is None when it cannot be used."""
    findings = Findings(file_name)
    root = root.resolve()
    text = read_text(root / file_name, findings)
    config = parse(text, findings) if text is not None else None
    if text is None or config is None:
        return None, findings.problems
    options = _options(config, text, findings)
    if options is None:
        return None, findings.problems
    reader = _Settings(config, options, text, findings)
    settings = reader.settings()
    reader.check_folders(root)
    zones = reader.zones(settings.zone if settings else None)
    if settings is None or findings.has_errors:
        return None, findings.problems
    return _project(root, config, settings, zones), findings.problems


def _project(root: Path, config: dict[str, Any], settings: Settings, zones: dict[str, tzinfo]) -> Project:
    return Project(
        root=root,
        settings=settings,
        incidents_dir=root / str(config.get("docs_dir") or "docs"),
        zones=zones,
        nav=tuple(_nav(config.get("nav") or [])),
    )


def _options(config: dict[str, Any], text: str, findings: Findings) -> Options | None:
    for name, options in _plugins(config.get("plugins")):
        if name == "statuary":
            return _validated(options or {}, text, findings)
    hint = "add under “plugins:” a line “  - statuary”"
    findings.error("config", find(text, "plugins"), "the plugin “statuary” is not switched on", hint)
    return None


def _plugins(plugins: Any) -> Iterator[tuple[str, Any]]:
    """Names and options; MkDocs takes a list of names and one-entry mappings, or one mapping."""
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        yield from plugin.items() if isinstance(plugin, dict) else [(str(plugin), None)]


def _validated(options: Any, text: str, findings: Findings) -> Options | None:
    try:
        return Options.model_validate(options)
    except ValidationError as error:
        for fault in error.errors():
            key = ".".join(str(part) for part in fault["loc"])
            first = str(fault["loc"][0]) if fault["loc"] else "statuary"
            if fault["type"] == "extra_forbidden":
                hint, message = (
                    suggestion(first, Options.model_fields),
                    f"“{key}” is not an option of statuary",
                )
            else:
                hint, message = "see the comments in the example's mkdocs.yml", f"“{key}”: {fault['msg']}"
            findings.error("config", find(text, first), message.replace("Value error, ", ""), hint)
        return None


def _nav(items: Any) -> list[tuple[str, str]]:
    """Title and Markdown file of every page in `nav`, however deep."""
    pages: list[tuple[str, str]] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str) and item.endswith(".md"):
            pages.append((Path(item).stem.replace("-", " ").capitalize(), item))
        elif isinstance(item, dict):
            for title, target in item.items():
                if isinstance(target, str) and target.endswith(".md"):
                    pages.append((str(title), target))
                else:
                    pages += _nav(target)
    return pages


class _Settings:
    """Turns what was written into `Settings`."""

    def __init__(self, config: dict[str, Any], options: Options, text: str, findings: Findings) -> None:
        self._config, self._options, self._text, self._findings = config, options, text, findings

    def settings(self) -> Settings | None:
        """The page's settings; None after an error."""
        theme = self._config.get("theme")
        url = self._url()
        zone = self._zone()
        now = self._now()
        name = self._name()
        if url is None or zone is None or name is None:
            return None
        return Settings(
            name=name,
            url=url,
            id_domain=self._options.id_domain or re.sub(r"^[a-z]+://|[:/].*$", "", url),
            zone=zone,
            language=str(theme.get("language") or "en") if isinstance(theme, dict) else "en",
            description=self._options.description or str(self._config.get("site_description") or ""),
            contacts=self._options.contacts,
            now=now,
            weights=dict(DEFAULT_WEIGHTS)
            | {status: Fraction(weight) for status, weight in self._options.uptime_weights.items()},
        )

    def zones(self, own: tzinfo | None) -> dict[str, tzinfo]:
        """The zones that times may name, with lower-case names; the page's own zone is one of them."""
        zones: dict[str, tzinfo] = {}
        if own is not None:
            zones[self._options.timezone.lower()] = own
        for name, target in self._options.zones.items():
            try:
                zones[name.lower()] = named_zone(target)
            except TimeError as error:
                self._error("zones", str(error), error.hint)
        return zones

    def check_folders(self, root: Path) -> None:
        """The incidents must lie in the repository, or nobody would review them."""
        if "INHERIT" in self._config:
            self._error(
                "INHERIT", "“INHERIT” is not read here, so its settings would be missed", "write them out"
            )
        if not isinstance(self._config.get("docs_dir"), str):
            self._error(
                "docs_dir", "“docs_dir” does not say where the incidents are", "write “docs_dir: incidents”"
            )
            return
        folder = (root / self._config["docs_dir"]).resolve()
        if not folder.is_relative_to(root) or folder == root:
            self._error(
                "docs_dir", "the incidents' folder must lie below mkdocs.yml", "write “docs_dir: incidents”"
            )

    def _error(self, key: str, message: str, hint: str) -> None:
        self._findings.error("config", find(self._text, key), message, hint)

    def _name(self) -> str | None:
        name = self._config.get("site_name")
        for key, text in (("site_name", name), ("description", self._options.description)):
            if isinstance(text, str) and (found := FORBIDDEN.search(text)):
                self._error(key, f"{describe(found.group())} stands here", "delete it")
        if isinstance(name, str) and name.strip():
            return name.strip()
        message = (
            "site_name is missing"
            if name is None
            else f"site_name is “{name}”, which YAML does not take for text"
        )
        self._error("site_name", message, 'write it in quotes: site_name: "ACME status"')
        return None

    def _url(self) -> str | None:
        url = str(self._config.get("site_url") or "")
        if re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~/-]*)?", url):
            return url.rstrip("/") + "/"
        hint = "add “site_url: https://status.example.com/”: feeds and the 404 page need it"
        self._error("site_url", f"site_url is {f'“{url}”, not an address' if url else 'missing'}", hint)
        return None

    def _zone(self) -> ZoneInfo | None:
        try:
            return ZoneInfo(self._options.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            message = f"“{self._options.timezone}” is not a time zone"
            self._error("timezone", message, "use a name such as Europe/Berlin, or UTC")
            return None

    def _now(self) -> datetime | None:
        if not self._options.now:
            return None
        try:
            return parse_time(self._options.now, {})
        except TimeError as error:
            self._error("now", str(error), error.hint)
            return None
