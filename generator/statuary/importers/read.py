"""Where a history is read from: folders, git repositories, JSON files, web addresses."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from statuary.importers.cstate import CStateSource
from statuary.importers.cstate_file import CStateFile, read_file
from statuary.importers.errors import UnreachableError, UnreadableError
from statuary.importers.fetch import Client
from statuary.importers.statuspage import StatuspageSource

OWNERS_API = "https://api.statuspage.io"
_CONFIGS = ("config.yml", "config.yaml", "hugo.yml", "hugo.yaml")
_CLONE_SECONDS = 600
_LARGEST_FILE = 2 * 1024 * 1024
_ADDRESS = re.compile(r"(?:https?|ssh|git|file)://|[\w.-]+@[\w.-]+:")
_PAGE_ID = re.compile(r"[a-z0-9]{6,24}")
_MAINTENANCES = ("scheduled-maintenances.json", "scheduled_maintenances.json")


def is_address(source: str) -> bool:
    """True for what is fetched from elsewhere rather than found on this disk."""
    return bool(_ADDRESS.match(source))


def read_cstate(source: str, base: Path) -> CStateSource:
    """Read a cState site from a folder (relative to `base`) or from a git repository, which is cloned.

    Raises UnreachableError when it cannot be had, UnreadableError that names every file that cannot be read.
    """
    if is_address(source):
        with _clone(source) as folder:
            return _site(folder, source)
    folder = base / source
    if (folder / "HEAD").is_file() and not any((folder / name).is_file() for name in _CONFIGS):
        with _clone(str(folder.resolve())) as cloned:
            return _site(cloned, source)
    return _site(folder, source)


@contextmanager
def _clone(address: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="statuary-import-") as folder:
        target = Path(folder) / "site"
        command = ["git", "clone", "--quiet", "--depth", "1", "--", address, str(target)]
        environment = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
        try:
            subprocess.run(  # noqa: S603 - a list, no shell, and "--" before what the user gave
                command, env=environment, check=True, capture_output=True, text=True, timeout=_CLONE_SECONDS
            )
        except FileNotFoundError:
            raise UnreachableError("git is not installed; install it, or give a folder") from None
        except subprocess.TimeoutExpired:
            raise UnreachableError(f"git clone of {address} took too long; clone it yourself") from None
        except subprocess.CalledProcessError as error:
            detail = error.stderr.strip() or f"exit code {error.returncode}"
            raise UnreachableError(f"git cannot clone {address}:\n{detail}") from None
        yield target


def _site(folder: Path, source: str) -> CStateSource:
    if not folder.is_dir():
        raise UnreachableError(f"there is no folder {source}")
    config = next((folder / name for name in _CONFIGS if (folder / name).is_file()), None)
    issues = folder / "content" / "issues"
    if config is None or not issues.is_dir():
        missing = "content/issues" if config else "config.yml"
        raise UnreachableError(f"{source} is no cState site: there is no {missing} in it")
    return CStateSource(source, _config(config), tuple(_issues(folder, issues)))


def _config(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(_content(path), Loader=yaml.BaseLoader)  # noqa: S506 - text only, no objects
    except yaml.YAMLError as error:
        raise UnreadableError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(loaded, dict):
        raise UnreadableError(f"{path.name} holds no settings")
    return loaded


def _issues(folder: Path, issues: Path) -> Iterator[CStateFile]:
    faults: list[str] = []
    for path in sorted(issues.rglob("*.md")):
        if path.name == "_index.md":
            continue
        try:
            yield read_file(path.relative_to(folder).as_posix(), _content(path))
        except UnreadableError as fault:
            faults.append(str(fault))
    if faults:
        raise UnreadableError("\n".join([*faults, "nothing was imported: mend these files first"]))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableError(f"{path} is larger than {_LARGEST_FILE // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None


def read_statuspage(source: str, base: Path, key: str = "", api: str = OWNERS_API) -> StatuspageSource:
    """Read a Statuspage from a folder or a file (relative to `base`), from its URL, or with the owner's key.

    With a key, `source` is the page's URL or its id, and the whole history comes from the owner's API, which is
    at `api` (tests have one on this machine).
    Raises UnreachableError when it cannot be had, UnreadableError when it is not in the API's shape.
    """
    path = base / source
    if source.startswith(("https://", "http://")):
        return _owned(source, _page_id(source), key, api) if key else _public(source)
    if path.is_dir():
        return _folder(path, source)
    if path.is_file():
        return _collected(source, [_json(path)])
    if key and _PAGE_ID.fullmatch(source):
        return _owned(source, source, key, api)
    hint = "give a folder, a file, an address that begins with https://, or a page's id together with a key"
    raise UnreachableError(f"there is no {source}; {hint}")


def _folder(path: Path, source: str) -> StatuspageSource:
    if not (path / "incidents.json").is_file():
        raise UnreachableError(f"there is no incidents.json in {source}")
    names = ("incidents.json", "components.json", "summary.json", *_MAINTENANCES)
    return _collected(source, [_json(path / name) for name in names if (path / name).is_file()])


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{path} is not JSON: {error}") from None


def _public(url: str) -> StatuspageSource:
    client = Client()
    root = url.rstrip("/")
    names = ("summary", "incidents", "scheduled-maintenances", "components")
    documents = [client.get(f"{root}/api/v2/{name}.json") for name in names]
    return _collected(url, documents, is_public=True)


def _page_id(url: str) -> str:
    summary = Client().get(f"{url.rstrip('/')}/api/v2/summary.json")
    page = summary.get("page") if isinstance(summary, dict) else None
    page_id = str(page.get("id") or "") if isinstance(page, dict) else ""
    if not _PAGE_ID.fullmatch(page_id):
        raise UnreachableError(f"{url} does not tell its page's id; give the id in its place")
    return page_id


def _owned(source: str, page_id: str, key: str, api: str) -> StatuspageSource:
    client = Client(key)
    root = f"{api.rstrip('/')}/v1/pages/{page_id}"
    groups = [one | {"group": True} for one in client.pages(f"{root}/component-groups")]
    documents = [
        {"page": client.get(root)},
        {"components": [*groups, *client.pages(f"{root}/components")]},
        {"incidents": list(client.pages(f"{root}/incidents"))},
    ]
    return _collected(source, documents)


def _collected(source: str, documents: list[Any], *, is_public: bool = False) -> StatuspageSource:
    parts = [part for document in documents for part in _parts(document)]
    incidents = [one for kind, one in parts if kind == "incidents"]
    if not incidents and not any(isinstance(one, dict) and "incidents" in one for one in documents):
        raise UnreadableError(f"{source} holds no incidents in the shape of Statuspage's API v2")
    components = {str(one.get("id")): one for kind, one in parts if kind == "components"}
    return StatuspageSource(
        name=source,
        page=next((one for kind, one in parts if kind == "page"), {}),
        components=tuple(components.values()),
        incidents=tuple(incidents),
        indicator=next((str(one.get("indicator") or "") for kind, one in parts if kind == "status"), ""),
        is_public=is_public,
    )


def _parts(document: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a document holds: lists under their names, single objects, or a list of incidents by itself."""
    if isinstance(document, list):
        document = {"incidents": document}
    if not isinstance(document, dict):
        raise UnreadableError("a document is neither an object nor a list; this is not Statuspage's API v2")
    for key, kind in (("page", "page"), ("status", "status"), ("incident", "incidents")):
        if isinstance(document.get(key), dict):
            yield kind, document[key]
    for key, kind in (
        ("components", "components"),
        ("incidents", "incidents"),
        ("scheduled_maintenances", "incidents"),
    ):
        yield from ((kind, one) for one in document.get(key) or [] if isinstance(one, dict))
