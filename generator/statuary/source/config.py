"""`mkdocs.yml`, as far as the status page needs it. Read without MkDocs, so that checking starts fast."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from statuary.model import Problem, Settings, Severity
from statuary.repository_files import read_inside
from statuary.source.causes import runs_example
from statuary.source.mkdocs_yml import clashing, files_of, find, is_plain, leads_away, nav_of, parse, text_of
from statuary.source.ownership import check_ownership, without
from statuary.source.plugin_options import USUAL, Options, read_folders
from statuary.source.problems import Findings, suggestion
from statuary.source.settings import NOWHERE, SettingsReader, host_of
from statuary.source.web_addresses import known_repository, pages_address

FILE_NAME = "mkdocs.yml"
FILE_NAMES = (FILE_NAME, "properdocs.yml")
"""MkDocs' own, and that of its fork ProperDocs."""
_BY_MKDOCS = ("draft_docs", "exclude_docs", "extra_templates", "hooks")
"""Settings that change what is built, and mean nothing without MkDocs."""
_INSTEAD = {"site_name": "Status", "site_url": NOWHERE}
"""In place of what must not be published; all else can be left out."""


@dataclass(frozen=True)
class Project:
    """A status repository: where its parts are, and how its page is set up. All paths are absolute.

    In a `plain` configuration there is nothing that MkDocs could refuse. `files` are those below the incidents' folder
    that the owner names, so that they are published whatever their kind. `nav` are titles and targets: files of pages
    below that folder, and addresses elsewhere. `for_mkdocs` are settings and plugins that only MkDocs understands.
    `framed` says whether extra pages have our frame. `advice` is what its owner may still do to it.
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
    advice: tuple[Problem, ...] = ()

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
    """Read the configuration of the repository at `root`, and what is wrong with it; None when it cannot be used.

    `content` is what counts in place of the file, such as an earlier version of it. To `salvage` is to go without
    what has an error, as far as a page can do without it: it cannot without its address.
    """
    file_name = file_name or config_name(root)
    findings = Findings(file_name)
    project = _read(root.resolve(), file_name, content, findings, salvage=salvage)
    usable = project is not None and project.settings.url != NOWHERE and findings.path == file_name
    if project is None or not usable or (findings.has_errors and not salvage):
        return None, findings.problems
    advice = tuple(one for one in findings.problems if one.severity is Severity.ADVICE)
    return replace(project, advice=advice), [one for one in findings.problems if one not in advice]


def faulty_project(root: Path) -> Project | None:
    """As much of the configuration as can be read, to check the rest with; no page can be built from it."""
    name = config_name(root)
    return _read(root.resolve(), name, None, Findings(name), salvage=True)


def _read(
    root: Path, file_name: str, content: bytes | None, findings: Findings, *, salvage: bool
) -> Project | None:
    """With an error, of the address too, something that is none stands in its place."""
    if content is None:
        _check_alone(root, file_name, findings)
    text = (
        text_of(root, file_name, findings)
        if content is None
        else content.decode("utf-8-sig", errors="replace")
    )
    config = parse(text, findings) if text is not None else None
    if text is None or config is None:
        return None
    project = _project(root, config, text, findings, salvage=salvage, present=content is None)
    return None if project is None else replace(project, file_name=file_name)


def _project(
    root: Path, config: dict[str, Any], text: str, findings: Findings, *, salvage: bool, present: bool
) -> Project | None:
    options = _options(config, text, findings)
    refused = check_ownership(config, _written(config), options, text, findings, lambda: runs_example(root))
    options = without(options, refused)
    own = {key: _INSTEAD.get(key) if _is_one(value, refused) else value for key, value in config.items()}

    def likely() -> str:
        return pages_address(known_repository(root)) if present else ""

    reader = SettingsReader(root, own, options, text, findings, likely)
    folders = read_folders(root, config, reader.error)
    if salvage and (folders.incidents is None or not folders.incidents.is_dir()):
        folders = read_folders(root, {**config, "docs_dir": USUAL}, lambda *_: None)
    settings = reader.settings(folders.incidents)
    zones = reader.zones(settings.zone)
    if folders.incidents is None:
        return None
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
        files=frozenset([*options.files, *files_of(config)]),
        own_files=frozenset(options.files),
        for_mkdocs=frozenset(_for_mkdocs(config)),
        framed=options.extra_pages == "frame",
    )


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
    return own or host_of(url)


def place_in_config(root: Path, key: str) -> tuple[int, int]:
    """Line and column of a key in the configuration's file; (0, 0) where it is nowhere."""
    try:
        return find(read_inside(root, root / config_name(root)).decode("utf-8-sig", errors="replace"), key)
    except OSError:
        return 0, 0


def _options(config: dict[str, Any], text: str, findings: Findings) -> Options:
    plugins = list(plugins_of(config.get("plugins")))
    for name, why in clashing(name for name, _ in plugins):
        hint = "leave it out here, and build what it makes as a site of its own"
        findings.error(
            "config", find(text, name), f"the plugin “{name}” cannot stand beside “statuary”: {why}", hint
        )
    for name, options in plugins:
        if name == "statuary":
            return _validated(options or {}, text, findings)
    hint = "add under “plugins:” a line “  - statuary”"
    findings.error("config", find(text, "plugins"), "the plugin “statuary” is not switched on", hint)
    return Options()


def _is_one(value: object, refused: frozenset[str]) -> bool:
    return isinstance(value, str) and value in refused


def _written(config: dict[str, Any]) -> object:
    """The plugin's options as they stand there."""
    return next((options for name, options in plugins_of(config.get("plugins")) if name == "statuary"), None)


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
