"""`mkdocs.yml`, as far as the status page needs it. Read without MkDocs, so that checking starts fast."""

import base64
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from statuary.inside import is_file_inside, read_inside
from statuary.model import DEFAULT_CADENCE, DEFAULT_WEIGHTS, Problem, Settings
from statuary.source.characters import FORBIDDEN, describe
from statuary.source.config_yaml import find, parse, read_text
from statuary.source.folders import USUAL, read_folders
from statuary.source.nav import leads_away, nav_of
from statuary.source.options import Options
from statuary.source.plain import is_plain, named_files
from statuary.source.report import Findings, suggestion
from statuary.source.repository import read_repository
from statuary.source.times import TimeError, named_zone, parse_time

FILE_NAME = "mkdocs.yml"
FILE_NAMES = (FILE_NAME, "properdocs.yml")
"""MkDocs' own, and that of its fork ProperDocs."""
_BY_MKDOCS = ("draft_docs", "exclude_docs", "extra_templates", "hooks")
"""Settings that change what is built, and mean nothing without MkDocs."""
LOGO_BYTES = 4096
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class Project:
    """A status repository: where its parts are, and how its page is set up. All paths are absolute.

    In a `plain` configuration there is nothing that MkDocs could refuse. `files` are those below the incidents' folder
    that the owner names, so that they are published whatever their kind. `nav` are titles and targets: files of pages
    below that folder, and addresses elsewhere. `for_mkdocs` are settings and plugins that only MkDocs understands.
    `framed` says whether extra pages have our frame.
    """

    root: Path
    settings: Settings
    incidents_dir: Path
    custom_dir: Path | None = None
    zones: Mapping[str, tzinfo] = field(default_factory=dict)
    nav: tuple[tuple[str, str], ...] = ()
    site: Path = Path("site")
    folder_urls: bool = True
    plain: bool = True
    files: frozenset[str] = frozenset()
    own_files: frozenset[str] = frozenset()
    file_name: str = FILE_NAME
    for_mkdocs: frozenset[str] = frozenset()
    framed: bool = True

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Title and address of all that is in `nav`; those of pages from the site's root: `about.md` is at `about/`."""
        return [(title, target if leads_away(target) else self._url(target)) for title, target in self.nav]

    def _url(self, page: str) -> str:
        return re.sub(r"(^|/)index\.html$", r"\1", self.output_of(page)) or "./"

    def output_of(self, page: str) -> str:
        """The file of the site that MkDocs makes of a page in `nav`."""
        stem = page.removesuffix(".md")
        folder, slash, name = stem.rpartition("/")
        if name in ("index", "README"):
            return f"{folder}{slash}index.html"
        return f"{stem}/index.html" if self.folder_urls else f"{stem}.html"

    @property
    def page_files(self) -> frozenset[str]:
        """Markdown files below the incidents' folder that `nav` makes ordinary pages."""
        return frozenset(self.page_files_in_order)

    @property
    def page_files_in_order(self) -> list[str]:
        """The same, as `nav` orders them."""
        return [target for _, target in self.nav if not leads_away(target)]


def config_name(root: Path) -> str:
    """The configuration's file: `properdocs.yml` where there is no other."""
    return next((name for name in FILE_NAMES if os.path.lexists(root / name)), FILE_NAME)


def read_project(
    root: Path, file_name: str | None = None, content: bytes | None = None, *, salvage: bool = False
) -> tuple[Project | None, list[Problem]]:
    """Read the configuration of the repository at `root`; the project is None when it cannot be used.

    `content` is what counts in place of the file, such as an earlier version of it. To `salvage` is to go without
    what has an error, as far as a page can do without it: it cannot without its address.
    """
    root = root.resolve()
    file_name = file_name or config_name(root)
    findings = Findings(file_name)
    if content is None:
        _check_alone(root, file_name, findings)
    text = (
        read_text(root, file_name, findings)
        if content is None
        else content.decode("utf-8-sig", errors="replace")
    )
    config = parse(text, findings) if text is not None else None
    if text is None or config is None:
        return None, findings.problems
    options = _options(config, text, findings)
    reader = _Settings(root, config, options, text, findings)
    folders = read_folders(root, config, reader.error)
    if salvage and (folders.incidents is None or not folders.incidents.is_dir()):
        folders = read_folders(root, {**config, "docs_dir": USUAL}, lambda *_: None)
    settings = reader.settings(folders.incidents)
    zones = reader.zones(settings.zone if settings else None)
    if settings is None or folders.incidents is None or (findings.has_errors and not salvage):
        return None, findings.problems
    return Project(
        root=root,
        settings=settings,
        incidents_dir=folders.incidents,
        custom_dir=folders.custom,
        zones=zones,
        nav=tuple(nav_of(config.get("nav") or [])),
        site=folders.site,
        folder_urls=config.get("use_directory_urls") is not False,
        plain=is_plain(config),
        files=frozenset([*options.files, *named_files(config)]),
        own_files=frozenset(options.files),
        file_name=file_name,
        for_mkdocs=frozenset(_for_mkdocs(config)),
        framed=options.extra_pages == "frame",
    ), findings.problems


def _check_alone(root: Path, file_name: str, findings: Findings) -> None:
    """`mkdocs` would read the one and `properdocs` the other; both in one file, as a link, is fine."""
    one, other = (root / name for name in FILE_NAMES)
    if file_name in FILE_NAMES and one.is_file() and other.is_file() and not one.samefile(other):
        findings.error(
            "config",
            (0, 0),
            f"“{one.name}” and “{other.name}” are both here",
            "keep one, and delete the other",
        )


def _for_mkdocs(config: dict[str, Any]) -> Iterator[str]:
    yield from (key for key in _BY_MKDOCS if config.get(key))
    names = {name for name, _ in plugins_of(config.get("plugins"))}
    yield from (f"plugin {name}" for name in names - {"search", "material/search", "statuary"})


def id_domain_of(own: str, url: str) -> str:
    """The domain in feed ids, which tells whose page it is: the option's, or else the host of `site_url`."""
    return own or re.sub(r"^[a-z]+://|[:/].*$", "", url)


def place_in_config(root: Path, key: str) -> tuple[int, int]:
    """Line and column of a key in the configuration's file; (0, 0) where it is nowhere."""
    try:
        return find(read_inside(root, root / config_name(root)).decode("utf-8-sig", errors="replace"), key)
    except OSError:
        return 0, 0


def _language(theme: Any) -> str:
    """For YAML, a plain `no` (Norwegian) is the opposite of yes."""
    language = theme.get("language") if isinstance(theme, dict) else None
    return "no" if language is False else str(language or "en")


def _options(config: dict[str, Any], text: str, findings: Findings) -> Options:
    for name, options in plugins_of(config.get("plugins")):
        if name == "statuary":
            return _validated(options or {}, text, findings)
    hint = "add under “plugins:” a line “  - statuary”"
    findings.error("config", find(text, "plugins"), "the plugin “statuary” is not switched on", hint)
    return Options()


def plugins_of(plugins: Any) -> Iterator[tuple[str, Any]]:
    """Names and options; MkDocs takes a list of names and one-entry mappings, or one mapping."""
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        yield from plugin.items() if isinstance(plugin, dict) else [(str(plugin), None)]


def _validated(options: Any, text: str, findings: Findings) -> Options:
    """The options without those that have an error."""
    try:
        return Options.model_validate(options)
    except ValidationError as error:
        faulty = {fault["loc"][0] for fault in error.errors() if fault["loc"]}
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
    usable = options.items() if isinstance(options, dict) else ()
    return Options.model_validate({key: value for key, value in usable if key not in faulty})


class _Settings:
    """Turns what was written into `Settings`."""

    def __init__(
        self, root: Path, config: dict[str, Any], options: Options, text: str, findings: Findings
    ) -> None:
        self._root, self._config, self._options = root, config, options
        self._text, self._findings = text, findings

    def settings(self, incidents: Path | None) -> Settings | None:
        """The page's settings without those that have an error; None where the address has one."""
        theme = self._config.get("theme")
        url = self._url()
        zone = self._zone()
        now = self._now()
        name = self._name()
        if url is None:
            return None
        host = re.sub(r"^[a-z]+://|[:/].*$", "", url)
        return Settings(
            name=name or host,
            url=url,
            id_domain=id_domain_of(self._options.id_domain, url),
            zone=zone,
            language=_language(theme),
            description=FORBIDDEN.sub("", self._description),
            contacts=self._options.contacts,
            links=self._options.links,
            subscribe=self._options.subscribe,
            mirrors=self._options.mirrors,
            logo=self._logo(),
            color=self._options.color,
            color_dark=self._options.color_dark,
            now=now,
            repository=read_repository(self._config, self._text, self._findings),
            incidents_dir=incidents.relative_to(self._root).as_posix() if incidents else USUAL,
            weights=dict(DEFAULT_WEIGHTS)
            | {status: Fraction(weight) for status, weight in self._options.uptime_weights.items()},
            cadence={
                impact: duration
                for impact, duration in {**DEFAULT_CADENCE, **self._options.cadence}.items()
                if duration is not None
            },
        )

    @property
    def _description(self) -> str:
        return self._options.description or str(self._config.get("site_description") or "")

    def zones(self, own: tzinfo | None) -> dict[str, tzinfo]:
        """The zones that times may name, with lower-case names; the page's own zone is one of them."""
        zones: dict[str, tzinfo] = {}
        if own is not None:
            zones[self._options.timezone.lower()] = own
        for name, target in self._options.zones.items():
            try:
                zones[name.lower()] = named_zone(target)
            except TimeError as error:
                self.error("zones", str(error), error.hint)
        return zones

    def error(self, key: str, message: str, hint: str) -> None:
        """Add an error at the line of a key."""
        self._findings.error("config", find(self._text, key), message, hint)

    def _name(self) -> str | None:
        name = self._config.get("site_name")
        for key, text in (("site_name", name), ("description", self._description)):
            if isinstance(text, str) and (found := FORBIDDEN.search(text)):
                self.error(key, f"{describe(found.group())} stands here", "delete it")
        if isinstance(name, str) and (plain := FORBIDDEN.sub("", name).strip()):
            return plain
        message = (
            "site_name is missing"
            if name is None
            else f"site_name is “{name}”, which YAML does not take for text"
        )
        self.error("site_name", message, 'write it in quotes: site_name: "ACME status"')
        return None

    def _logo(self) -> str:
        """As a data: URI, for a page is one request; empty without one, or after an error."""
        if not self._options.logo:
            return ""
        path = self._root / self._options.logo
        kind = LOGO_TYPES.get(path.suffix.lower())
        if kind is None:
            self.error(
                "logo", f"“{self._options.logo}” is no kind of image that is used here", "use .svg or .png"
            )
        elif not is_file_inside(self._root, path):
            self.error(
                "logo", f"there is no file “{self._options.logo}”", "write its path from this file's folder"
            )
        elif path.stat().st_size > LOGO_BYTES:
            hint = "make it smaller: it is in every page"
            self.error("logo", f"the logo has more than {LOGO_BYTES:,} bytes", hint)
        else:
            return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
        return ""

    def _url(self) -> str | None:
        url = str(self._config.get("site_url") or "")
        if re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~/-]*)?", url):
            return url.rstrip("/") + "/"
        hint = "add “site_url: https://status.example.com/”: feeds and the 404 page need it"
        self.error("site_url", f"site_url is {f'“{url}”, not an address' if url else 'missing'}", hint)
        return None

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self._options.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            message = f"“{self._options.timezone}” is not a time zone"
            self.error("timezone", message, "use a name such as Europe/Berlin, or UTC")
            return ZoneInfo("UTC")

    def _now(self) -> datetime | None:
        if not self._options.now:
            return None
        try:
            return parse_time(self._options.now, {})
        except TimeError as error:
            self.error("now", str(error), error.hint)
            return None
