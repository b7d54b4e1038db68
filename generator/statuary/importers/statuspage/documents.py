"""Where a Statuspage's history is read from: folders, JSON files, web addresses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from statuary.http import Client, NoAnswerError, document
from statuary.importers import ImportFailedError, UnreachableError, UnreadableError
from statuary.importers.imported import is_address
from statuary.importers.statuspage.api_shape import parts, read_numbers
from statuary.importers.statuspage.whole_page import StatuspageSource
from statuary.source.encoding import NotTextError

OWNERS_API = "https://api.statuspage.io"
_CLIENT = Client(tries=5, connect=30.0, timeout=30.0, total=600.0, largest=128 * 1024 * 1024)
_MOST_PAGES = 10_000
_PAGE_ID = re.compile(r"[a-z0-9]{6,24}")
_LISTS = frozenset({"incidents", "scheduled_maintenances"})
_MAINTENANCES = ("scheduled-maintenances.json", "scheduled_maintenances.json")
_ATOM = "history.atom"


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
        found = _collected(source, {str(path): _json(path)})
        return replace(found, numberless=f"{source} is one file")
    if key and _PAGE_ID.fullmatch(source):
        return _owned(source, source, key, api)
    hint = "give a folder, a file, an address that begins with https://, or a page's id together with a key"
    raise UnreachableError(f"there is no {source}; {hint}")


def _folder(path: Path, source: str) -> StatuspageSource:
    if not (path / "incidents.json").is_file():
        raise UnreachableError(f"there is no incidents.json in {source}")
    names = ("incidents.json", "components.json", "summary.json", *_MAINTENANCES)
    found = _collected(
        source, {str(path / name): _json(path / name) for name in names if (path / name).is_file()}
    )
    return _with_numbers(found, str(path / _ATOM))


def _json(path: Path) -> Any:
    try:
        return document(path.read_bytes())
    except OSError as error:
        raise UnreachableError(f"{path} cannot be read: {error.strerror or error}") from None
    except NotTextError as error:
        raise UnreadableError(f"{path} is not JSON: {error.explained}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{path} is not JSON: {error}") from None


def _public(url: str) -> StatuspageSource:
    root = url.rstrip("/")
    names = ("summary", "incidents", "scheduled-maintenances", "components")
    addresses = [f"{root}/api/v2/{name}.json" for name in names]
    documents = {address: _got(_CLIENT, address) for address in addresses}
    return _with_numbers(_collected(url, documents, is_public=True), f"{root}/{_ATOM}")


def _page_id(url: str) -> str:
    summary = _got(_CLIENT, f"{url.rstrip('/')}/api/v2/summary.json")
    page = summary.get("page") if isinstance(summary, dict) else None
    page_id = str(page.get("id") or "") if isinstance(page, dict) else ""
    if not _PAGE_ID.fullmatch(page_id):
        raise UnreachableError(f"{url} does not tell its page's id; give the id in its place")
    return page_id


def _owned(source: str, page_id: str, key: str, api: str) -> StatuspageSource:
    client = replace(_CLIENT, authorization=f"OAuth {key}")
    root = f"{api.rstrip('/')}/v1/pages/{page_id}"
    groups = [one | {"group": True} for one in _pages(client, f"{root}/component-groups")]
    documents = {
        root: {"page": _got(client, root)},
        f"{root}/components": {"components": [*groups, *_pages(client, f"{root}/components")]},
        f"{root}/incidents": {"incidents": list(_pages(client, f"{root}/incidents"))},
    }
    found = _collected(source, documents)
    address = source if is_address(source) else str(found.page.get("url") or "")
    return _with_numbers(found, f"{address.rstrip('/')}/{_ATOM}")


def _with_numbers(source: StatuspageSource, where: str) -> StatuspageSource:
    """The source with the numbers of the page's own history.atom, or with why there are none: it has gone without.

    Always without a key: the page is public, and the key is for another host.
    """
    try:
        numbers = read_numbers(where, _bytes(where))
    except ImportFailedError as error:
        return replace(source, numberless=str(error))
    return replace(source, numbers=numbers, numberless="" if numbers else f"{where} has none")


def _bytes(where: str) -> bytes:
    if is_address(where):
        try:
            return replace(_CLIENT, tries=2).read(where, "application/atom+xml")
        except NoAnswerError as error:
            raise UnreachableError(str(error)) from None
    try:
        return Path(where).read_bytes()
    except OSError as error:
        raise UnreachableError(f"{where} cannot be read: {error.strerror or error}") from None


def _got(client: Client, url: str) -> Any:
    try:
        return client.get(url)
    except NoAnswerError as error:
        raise UnreachableError(str(error)) from None


def _pages(client: Client, url: str) -> Iterator[Any]:
    """The entries of a list that comes in pages, up to the first page that brings nothing new."""
    seen: set[str] = set()
    for number in range(1, _MOST_PAGES):
        found = _got(client, f"{url}?page={number}&limit=100&per_page=100")
        if not isinstance(found, list):
            raise UnreachableError(f"{url} did not send a list; is the page's id right?")
        new = [one for one in found if isinstance(one, dict) and str(one.get("id")) not in seen]
        if not new:
            return
        seen |= {str(one.get("id")) for one in new}
        yield from new


def _collected(source: str, documents: dict[str, Any], *, is_public: bool = False) -> StatuspageSource:
    """From documents by the file or the address that each is from."""
    found = [part for where, document in documents.items() for part in parts(where, document)]
    incidents = [one for kind, one in found if kind == "incidents"]
    if not incidents and not any(_LISTS & set(one) for one in documents.values() if isinstance(one, dict)):
        raise UnreadableError(f"{source} holds no incidents in the shape of Statuspage's API v2")
    listed = [one for kind, one in found if kind == "components"]
    components = {str(one.get("id") or f"#{number}"): one for number, one in enumerate(listed)}
    return StatuspageSource(
        name=source,
        page=next((one for kind, one in found if kind == "page"), {}),
        components=tuple(components.values()),
        incidents=tuple(incidents),
        indicator=next((str(one.get("indicator") or "") for kind, one in found if kind == "status"), ""),
        is_public=is_public,
    )
