"""Is what a host serves what we built?

Do readers see what they would see if the page were published now? The moment of the build does not count.

The scheduled run asks this, so that time alone republishes the page only when it changes more than a date of its own.
"""

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from statuary.http import Client, NoAnswerError
from statuary.render.folder import MARK
from statuary.render.manifest import Manifest, ManifestError, read_manifest

PAUSE = 2.0
"""Seconds between two looks; somebody waits for it at night."""
_CLIENT = Client(total=120.0, largest=64 * 1024 * 1024, headers={"Cache-Control": "no-cache"})
_ALWAYS = ("index.html", "status.txt", "feed.xml", "atom.xml", "feed.json", "api/v2/summary.json")
_INCIDENTS = 4
_LOCAL = ("localhost", "::1", "0.0.0.0")  # noqa: S104 - nothing is bound there


class Verdict(StrEnum):
    """What a host was found to serve."""

    SAME = "same"
    OTHER = "other"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class ServedHost:
    """One host: its `url`, what it serves, and in words why that is not this build."""

    url: str
    verdict: Verdict
    reason: str = ""


class NotBuiltError(ValueError):
    """The folder holds no build of ours to compare with."""


class MissingError(Exception):
    """The host answers, but not with this file."""


@dataclass(frozen=True)
class ServedBuild:
    """A built site: its folder and what its `_build.json` says."""

    folder: Path
    manifest: Manifest

    @property
    def address(self) -> str:
        """Where this build says that it lives, without a slash at its end; empty where it does not say so."""
        try:
            summary = json.loads((self.folder / "api/v2/summary.json").read_bytes())
            return str(summary["page"]["url"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    @property
    def files(self) -> Iterator[str]:
        """The files that are compared: what most readers and tools ask for, and the newest incidents' pages."""
        recent = [key for key in self.manifest.news if key]
        pages = [f"incidents/{key}/index.html" for key in sorted(recent)[-_INCIDENTS:]]
        return (path for path in (*_ALWAYS, *pages) if (self.folder / path).is_file())


def built(folder: Path) -> ServedBuild:
    """The build in a folder. Raises NotBuiltError and OSError."""
    try:
        return ServedBuild(folder, read_manifest((folder / MARK).read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        raise NotBuiltError(f"{folder} holds no built page") from None
    except ManifestError as error:
        raise NotBuiltError(f"{folder / MARK} is damaged: {error}") from None


def elsewhere(site: ServedBuild, url: str, mirrors: Sequence[str]) -> ServedHost | None:
    """The verdict on a URL at which this build does not mean to be: its feeds and API would lead readers away.

    None where it does: its own address, a mirror's, or one of this machine.
    """
    if not site.address or _plain(url).partition("/")[0] in _LOCAL:
        return None
    if _plain(url) in map(_plain, (site.address, *mirrors)):
        return None
    reason = f"this build is made for {site.address}/; correct site_url in mkdocs.yml, or add {url} to mirrors there"
    return ServedHost(url, Verdict.OTHER, reason)


def _plain(url: str) -> str:
    """Host and path; whether it is https, and the usual port, make no other page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    local = host in _LOCAL or host.startswith("127.")
    port = "" if local or parts.port in (None, 80, 443) else f":{parts.port}"
    return f"{'localhost' if local else host}{port}{parts.path.rstrip('/')}"


def look(
    site: ServedBuild,
    urls: Sequence[str],
    wait: float,
    compare: Callable[[ServedBuild, str], ServedHost],
    pause: Callable[[float], None] = time.sleep,
) -> list[ServedHost]:
    """What each URL serves, looking again for up to `wait` seconds until `compare` finds this build at all of them."""
    until = time.monotonic() + wait
    with ThreadPoolExecutor(max_workers=max(1, len(urls))) as pool:
        while True:
            found = list(pool.map(lambda url: compare(site, url), urls))
            if all(one.verdict is Verdict.SAME for one in found) or time.monotonic() >= until:
                return found
            pause(PAUSE)


def compare(site: ServedBuild, url: str) -> ServedHost:
    """What one URL serves, first which build it says it is, then whether the files are those."""
    root = url.rstrip("/") + "/"
    try:
        served = manifest_at(root)
        if served.is_same_build(site.manifest):
            changed = [path for path in site.files if fetch(root, path) != (site.folder / path).read_bytes()]
            return _with_files(url, changed)
    except MissingError as missing:
        return ServedHost(url, Verdict.OTHER, str(missing))
    except OSError as error:
        return ServedHost(url, Verdict.UNREACHABLE, str(error))
    return ServedHost(url, Verdict.OTHER, f"there is {served.name}, and not {site.manifest.name}")


def manifest_at(root: str) -> Manifest:
    """What the build at `root`, which ends with a slash, says of itself. Raises MissingError and OSError."""
    content = fetch(root, MARK)
    try:
        return read_manifest(content)
    except ManifestError:
        raise MissingError(f"its {MARK} is none of ours; is that the address of the page?") from None


def _with_files(url: str, changed: list[str]) -> ServedHost:
    if not changed:
        return ServedHost(url, Verdict.SAME)
    listed = ", ".join(changed)
    return ServedHost(
        url,
        Verdict.OTHER,
        f"it says that it is this build, but differs in {listed}; "
        "the host changes what it serves, or mixes it with an older copy",
    )


def fetch(root: str, path: str) -> bytes:
    """A file as it is served now. The query keeps caches from answering: Pages lets them for ten minutes."""
    address = f"{root}{path.removesuffix('index.html')}?statuary={secrets.token_hex(8)}"
    try:
        return _CLIENT.read(address)
    except NoAnswerError as error:
        said = f"it {error.reason} for {path}" if error.status else error.reason
        if error.status >= 500 or error.status in (0, 429):
            raise OSError(said) from None
        raise MissingError(said) from None


PAGES = ("index.html", "maintenance/index.html")
"""What time changes anywhere stands on one of these, too: states, durations, days, what is planned."""


def compare_shown(site: ServedBuild, url: str) -> ServedHost:
    """What one URL shows, beside this build: other files, or other words than the moment of the build."""
    root = url.rstrip("/") + "/"
    try:
        served = manifest_at(root)
        if served.commit != site.manifest.commit:
            return ServedHost(url, Verdict.OTHER, f"there is {served.name}, and not {site.manifest.name}")
        differing = [path for path in PAGES if _differs(site, root, path, served)]
    except MissingError as missing:
        return ServedHost(url, Verdict.OTHER, str(missing))
    except OSError as error:
        return ServedHost(url, Verdict.UNREACHABLE, str(error))
    if differing:
        return ServedHost(url, Verdict.OTHER, f"by now {', '.join(differing)} would say something else")
    return ServedHost(url, Verdict.SAME)


def _differs(site: ServedBuild, root: str, path: str, served: Manifest) -> bool:
    page = Path(site.folder, path)
    if not page.is_file():
        return True
    ours = page.read_bytes()
    return without_moment(ours, site.manifest) != without_moment(fetch(root, path), served)


def without_moment(page: bytes, manifest: Manifest) -> bytes:
    """A page without the moment at which it was built, in figures and in words."""
    moment = re.escape(manifest.now.encode())
    words = {one for one in re.findall(rb'<time datetime="' + moment + rb'">([^<]+)</time>', page) if one}
    for one in sorted({moment, *map(re.escape, words)}, key=len, reverse=True):
        page = re.sub(one, b"", page)
    return page
