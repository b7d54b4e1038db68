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
from typing import Any
from urllib.parse import urlsplit

from statuary.http import Client, NoAnswerError
from statuary.render.folder import MARK

PAUSE = 2.0
"""Seconds between two looks; somebody waits for it at night."""
_CLIENT = Client(total=120.0, largest=64 * 1024 * 1024, headers={"Cache-Control": "no-cache"})
_ALWAYS = ("index.html", "status.txt", "feed.xml", "atom.xml", "feed.json", "api/v2/summary.json")
_INCIDENTS = 4
_LOCAL = ("localhost", "::1", "0.0.0.0")  # noqa: S104 - nothing is bound there
_HASH = re.compile(r"[0-9a-f]{7,64}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Verdict(StrEnum):
    """What a host was found to serve."""

    SAME = "same"
    OTHER = "other"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Found:
    """One host: its `url`, what it serves, and in words why that is not this build."""

    url: str
    verdict: Verdict
    reason: str = ""


class NotBuiltError(ValueError):
    """The folder holds no build of ours to compare with."""


class MissingError(Exception):
    """The host answers, but not with this file."""


@dataclass(frozen=True)
class Built:
    """A built site: its folder and what its `_build.json` says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def address(self) -> str:
        """Where this build says that it lives, without a slash at its end; empty where it does not say so."""
        try:
            summary = json.loads((self.folder / "api/v2/summary.json").read_bytes())
            return str(summary["page"]["url"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    @property
    def name(self) -> str:
        """This build, in words."""
        return named(self.manifest)

    @property
    def files(self) -> Iterator[str]:
        """The files that are compared: what most readers and tools ask for, and the newest incidents' pages."""
        recent = [str(key) for key in self.manifest.get("news", {}) if key]
        pages = [f"incidents/{key}/index.html" for key in sorted(recent)[-_INCIDENTS:]]
        return (path for path in (*_ALWAYS, *pages) if (self.folder / path).is_file())


def built(folder: Path) -> Built:
    """The build in a folder. Raises NotBuiltError and OSError."""
    try:
        manifest = json.loads((folder / MARK).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise NotBuiltError(f"{folder} holds no built page") from None
    except ValueError as error:
        raise NotBuiltError(f"{folder / MARK} is damaged: {error}") from None
    if not isinstance(manifest, dict):
        raise NotBuiltError(f"{folder / MARK} is damaged: it holds no facts of a build")
    return Built(folder, manifest)


def elsewhere(site: Built, url: str, mirrors: Sequence[str]) -> Found | None:
    """The verdict on a URL at which this build does not mean to be: its feeds and API would lead readers away.

    None where it does: its own address, a mirror's, or one of this machine.
    """
    if not site.address or _plain(url).partition("/")[0] in _LOCAL:
        return None
    if _plain(url) in map(_plain, (site.address, *mirrors)):
        return None
    reason = f"this build is made for {site.address}/; correct site_url in mkdocs.yml, or add {url} to mirrors there"
    return Found(url, Verdict.OTHER, reason)


def _plain(url: str) -> str:
    """Host and path; whether it is https, and the usual port, make no other page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    local = host in _LOCAL or host.startswith("127.")
    port = "" if local or parts.port in (None, 80, 443) else f":{parts.port}"
    return f"{'localhost' if local else host}{port}{parts.path.rstrip('/')}"


def look(
    site: Built,
    urls: Sequence[str],
    wait: float,
    compare: Callable[[Built, str], Found],
    pause: Callable[[float], None] = time.sleep,
) -> list[Found]:
    """What each URL serves, looking again for up to `wait` seconds until `compare` finds this build at all of them."""
    until = time.monotonic() + wait
    with ThreadPoolExecutor(max_workers=max(1, len(urls))) as pool:
        while True:
            found = list(pool.map(lambda url: compare(site, url), urls))
            if all(one.verdict is Verdict.SAME for one in found) or time.monotonic() >= until:
                return found
            pause(PAUSE)


def compare(site: Built, url: str) -> Found:
    """What one URL serves, first which build it says it is, then whether the files are those."""
    root = url.rstrip("/") + "/"
    try:
        served = manifest_at(root)
        if _same_build(served, site.manifest):
            changed = [path for path in site.files if fetch(root, path) != (site.folder / path).read_bytes()]
            return _with_files(url, changed)
    except MissingError as missing:
        return Found(url, Verdict.OTHER, str(missing))
    except OSError as error:
        return Found(url, Verdict.UNREACHABLE, str(error))
    return Found(url, Verdict.OTHER, f"there is {named(served)}, and not {site.name}")


def manifest_at(root: str) -> dict[str, Any]:
    """What the build at `root`, which ends with a slash, says of itself. Raises MissingError and OSError."""
    content = fetch(root, MARK)
    try:
        served = json.loads(content)
    except (ValueError, RecursionError):
        served = None
    if not isinstance(served, dict):
        raise MissingError(f"its {MARK} is none of ours; is that the address of the page?")
    return served


def _same_build(served: dict[str, Any], ours: dict[str, Any]) -> bool:
    return all(served.get(key) == ours.get(key) for key in ("content", "commit"))


def _with_files(url: str, changed: list[str]) -> Found:
    if not changed:
        return Found(url, Verdict.SAME)
    listed = ", ".join(changed)
    return Found(
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


def named(manifest: dict[str, Any]) -> str:
    """A build in words. A host's answer is a stranger's: only what has the form of ours is repeated."""
    commit, now = str(manifest.get("commit")), str(manifest.get("now"))
    commit = f"commit {commit[:12]}" if _HASH.fullmatch(commit) else "no known commit"
    return f"the build of {now if _TIME.fullmatch(now) else 'no known time'} from {commit}"


PAGES = ("index.html", "maintenance/index.html")
"""What time changes anywhere stands on one of these, too: states, durations, days, what is planned."""


def compare_shown(site: Built, url: str) -> Found:
    """What one URL shows, beside this build: other files, or other words than the moment of the build."""
    root = url.rstrip("/") + "/"
    try:
        served = manifest_at(root)
        if served.get("commit") != site.manifest.get("commit"):
            return Found(url, Verdict.OTHER, f"there is {named(served)}, and not {site.name}")
        differing = [path for path in PAGES if _differs(site, root, path, served)]
    except MissingError as missing:
        return Found(url, Verdict.OTHER, str(missing))
    except OSError as error:
        return Found(url, Verdict.UNREACHABLE, str(error))
    if differing:
        return Found(url, Verdict.OTHER, f"by now {', '.join(differing)} would say something else")
    return Found(url, Verdict.SAME)


def _differs(site: Built, root: str, path: str, served: dict[str, Any]) -> bool:
    page = Path(site.folder, path)
    if not page.is_file():
        return True
    ours = page.read_bytes()
    return without_moment(ours, site.manifest) != without_moment(fetch(root, path), served)


def without_moment(page: bytes, manifest: dict[str, Any]) -> bytes:
    """A page without the moment at which it was built, in figures and in words."""
    moment = re.escape(str(manifest.get("now")).encode())
    words = {one for one in re.findall(rb'<time datetime="' + moment + rb'">([^<]+)</time>', page) if one}
    for one in sorted({moment, *map(re.escape, words)}, key=len, reverse=True):
        page = re.sub(one, b"", page)
    return page
