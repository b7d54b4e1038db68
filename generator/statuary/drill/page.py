"""The page on the web: does it answer, is it ours, and how old is it?"""

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

from statuary.drill.steps import Fault, StepError
from statuary.importers.errors import UnreachableError
from statuary.importers.fetch import Client
from statuary.outputs.output import MARK
from statuary.posting.git import Git
from statuary.views.language import Language

_CLIENT = Client(tries=1, timeout=10.0, longest=20.0, largest=8 * 1024 * 1024)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def served(url: str, git: Git, now: datetime) -> str:
    """What is served at an address that ends with a slash, in words. Raises StepError."""
    address = f"{url}{MARK}?{time.time_ns()}"  # caches of hosts keep pages for minutes
    try:
        content = _CLIENT.read(address)
    except UnreachableError as error:
        said = str(error).replace(address, f"{url}{MARK}")
        raise StepError(
            f"{said}\nis the address in mkdocs.yml (site_url, mirrors) right, and was the page ever published?"
        ) from error
    build = _build(content)
    if build is None:
        raise StepError(
            f"what answers there is not a page of ours: {MARK} is none of Statuary's", Fault.FILES
        )
    return f"built {_age(build, now)} from {_commit(build, git)}"


def _build(content: bytes) -> dict[str, Any] | None:
    try:
        build = json.loads(content)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(build, dict) and all(key in build for key in ("version", "content", "now"))
    return build if ours else None


def _age(build: dict[str, Any], now: datetime) -> str:
    try:
        at = datetime.fromisoformat(str(build["now"]))
    except ValueError:
        return "at an unknown time"
    age = now - (at if at.tzinfo else at.replace(tzinfo=UTC))
    return f"{Language().duration(age)} ago" if age.total_seconds() >= 0 else "for a later moment than now"


def _commit(build: dict[str, Any], git: Git) -> str:
    """A host's answer is a stranger's: only what has the form of a commit is repeated, and given to git."""
    commit = str(build.get("commit"))
    if not _COMMIT.fullmatch(commit):
        return "no known commit"
    if commit == git.maybe("rev-parse", "HEAD"):
        return f"the commit that is here ({commit[:10]})"
    behind = git.maybe("rev-list", "--count", f"{commit}..HEAD")
    if not behind:
        return f"the commit {commit[:10]}, which is not here (git pull brings what others pushed)"
    return f"another commit than the one here ({commit[:10]}; {behind} later ones are here and not there)"
