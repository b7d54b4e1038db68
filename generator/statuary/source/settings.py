"""What the page is set up to be: `Settings` from the configuration, with everything that is wrong in it at once."""

import base64
import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from statuary.model import DEFAULT_CADENCE, DEFAULT_WEIGHTS, PageOptions, Settings, Words
from statuary.repository_files import is_file_inside
from statuary.source.encoding import FORBIDDEN, describe
from statuary.source.mkdocs_yml import find
from statuary.source.ownership import is_placeholder
from statuary.source.plugin_options import USUAL, Options
from statuary.source.problems import Findings
from statuary.source.shades import READABLE, grounds, readable_shade
from statuary.source.times import TimeError, named_zone, parse_time
from statuary.source.web_addresses import pages_address, read_repository

LOGO_BYTES = 4096
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
NOWHERE = "https://status.invalid/"
"""In place of an address that has an error, so that all else can be checked; no page is built with it."""

CODE_HOSTS = ("github.com", "www.github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
"""Nobody's page lives there, though its repository may."""

YOURS = "https://status.your-domain/"
"""How an address is written, where nobody knows which."""

SECRET_WORDS = "STATUARY_SECRET_WORDS"  # noqa: S105  the name of a variable

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~/-]*)?", re.ASCII)


def page_address(text: str) -> str | None:
    """The address of a page with a slash at its end; None where that cannot be one."""
    return text.rstrip("/") + "/" if _ADDRESS.fullmatch(text) else None


def page_of(repository: str) -> str:
    """Where the page of a repository likely is; `YOURS` where nobody knows."""
    return pages_address(repository.rstrip("/")) or YOURS


def host_of(url: str) -> str:
    """The host of a page's address, which names its updates in feeds where nothing else is said."""
    return re.sub(r"^[a-z]+://|[:/].*$", "", url)


def with_secrets(words: Words, environ: Mapping[str, str] = os.environ) -> Words:
    """With the secret words that may not even stand in the repository; one a line, or with commas between them."""
    more = [word.strip() for word in re.split(r"[,\n]", environ.get(SECRET_WORDS, "")) if word.strip()]
    return words.model_copy(update={"secret": (*words.secret, *more)})


def _language(theme: Any) -> str:
    """For YAML, a plain `no` (Norwegian) is the opposite of yes."""
    language = theme.get("language") if isinstance(theme, dict) else None
    return "no" if language is False else str(language or "en")


class SettingsReader:
    """Turns what was written into `Settings`. `likely` tells where the page would be, where its owner does not."""

    def __init__(
        self,
        root: Path,
        config: dict[str, Any],
        options: Options,
        text: str,
        findings: Findings,
        likely: Callable[[], str],
    ) -> None:
        self._root, self._config, self._options = root, config, options
        self._text, self._findings, self._likely = text, findings, likely

    def settings(self, incidents: Path | None) -> Settings:
        """The page's settings without those that have an error; in place of an address with one stands `NOWHERE`."""
        theme = self._config.get("theme")
        url = self._url() or NOWHERE
        now = self._now()
        self._check_id_domain(url)
        as_written = {key: getattr(self._options, key) for key in PageOptions.model_fields}
        read = {
            "description": FORBIDDEN.sub("", self._description),
            "logo": self._logo(),
            "color": self._colour("color"),
            "color_dark": self._colour("color_dark"),
        }
        return Settings(
            **(as_written | read),
            name=self._name() or host_of(url),
            url=url,
            id_domain=self._options.id_domain or host_of(url),
            zone=self._zone(),
            language=_language(theme),
            now=now,
            repository=read_repository(self._config, self._text, self._findings),
            incidents_dir=incidents.relative_to(self._root).as_posix() if incidents else USUAL,
            weights=dict(DEFAULT_WEIGHTS)
            | {status: Fraction(weight) for status, weight in self._options.uptime_weights.items()},
            words=with_secrets(self._options.words),
            rhythm=self._options.rhythm,
            favicon=self._favicon(theme, incidents),
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

    def _favicon(self, theme: object, incidents: Path | None) -> str:
        """The owner's icon, as MkDocs names it. It is no error without it: the page has one of its own."""
        named = theme.get("favicon") if isinstance(theme, dict) else None
        if not isinstance(named, str) or not named or incidents is None:
            return ""
        if is_file_inside(incidents, incidents / named):
            return quote((incidents / named).relative_to(incidents).as_posix())
        message = f"there is no file “{named}” in {incidents.name}/, so the tab has the icon of the state"
        hint = "write its path from there, or delete the line"
        self._findings.advice("config", find(self._text, "favicon"), message, hint)
        return ""

    def _colour(self, key: str) -> str:
        """The colour, or the nearest shade of it that can be read."""
        colour = str(getattr(self._options, key))
        shade = readable_shade(colour, grounds(key)) if colour else ""
        if shade != colour:
            ground = "dark" if key == "color_dark" else "light"
            message = f"“{colour}” is hard to read on {ground}: its contrast is below {READABLE} to 1"
            hint = f'the page uses the nearest shade that can be read; write it: {key}: "{shade}"'
            self._findings.advice("color", find(self._text, key), message, hint)
        return shade

    def _url(self) -> str | None:
        url = str(self._config.get("site_url") or "")
        found = page_address(url)
        if found and host_of(found) in CODE_HOSTS:
            self._refuse_repository(found)
            return None
        if found:
            return found
        line = f"site_url: {self._likely() or YOURS}"
        hint = f"add “{line}”: feeds and the 404 page need it"
        place = find(self._text, "site_url")
        if place == (0, 0):  # where `init` left it to be filled in, or where it would stand
            place = _first(self._text, "# site_url", "site_name")
        message = f"site_url is {f'“{url}”, not an address' if url else 'missing'}"
        self._findings.error("config", place, message, hint)
        return None

    def _refuse_repository(self, url: str) -> None:
        hint = f"write “site_url: {page_of(url)}”, and this as repo_url"
        message = f"site_url is “{url}”, where files are edited, not where people find the page"
        self._findings.error("config", find(self._text, "site_url"), message, hint)

    def _check_id_domain(self, url: str) -> None:
        """Ids in feeds follow the address unless it is written down: a page that moves would tell everybody again."""
        if self._options.id_domain or self._options.now or is_placeholder(url):
            return
        message = "ids in feeds follow site_url: if the page moves, every subscriber gets all updates again"
        hint = f"write it down under the plugin statuary, and never change it: id_domain: {host_of(url)}"
        self._findings.advice("id-domain", find(self._text, "statuary"), message, hint)

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


def _first(text: str, *keys: str) -> tuple[int, int]:
    """Where the first of these keys stands."""
    return next((place for key in keys if (place := find(text, key)) != (0, 0)), (0, 0))
