"""Documents over HTTP: with time limits, a size limit, patience where the server asks for it, and clear errors."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from statuary import __version__
from statuary.importers.errors import UnreachableError
from statuary.source.encoding import NotTextError, decoded

TIMEOUT = 30.0
"""Seconds without an answer."""
LARGEST = 128 * 1024 * 1024
_TRIES = 5
_LONGEST_WAIT = 60.0
_BUSY = frozenset({420, 429, 502, 503, 504})
_MOST_PAGES = 10_000
_PART = 256 * 1024


@dataclass(frozen=True)
class Client:
    """Asks one API. The key is sent to the address that was asked, and to none that this one redirects to.

    `timeout`: seconds without an answer; `longest`: seconds for one answer; `largest`: its bytes.
    """

    key: str = ""
    tries: int = _TRIES
    timeout: float = TIMEOUT
    longest: float = 600.0
    largest: int = LARGEST

    def get(self, url: str) -> Any:
        """The JSON document at a URL. Raises UnreachableError with what went wrong and what to do."""
        content = self.read(url)
        try:
            return document(content)
        except NotTextError as error:
            raise UnreachableError(f"{url} sent no UTF-8 text: {error.told}") from None
        except (ValueError, RecursionError):
            raise UnreachableError(f"{url} did not send JSON; is that the address of a Statuspage?") from None

    def read(self, url: str, accept: str = "application/json") -> bytes:
        """What is at a URL, as it was sent. Raises UnreachableError like `get`."""
        for attempt in range(1, self.tries + 1):
            try:
                return self._read(url, accept)
            except HTTPError as error:
                if error.code not in _BUSY or attempt == self.tries:
                    raise UnreachableError(_explain(url, error)) from None
                time.sleep(_wait(error, attempt))
            except (URLError, HTTPException, TimeoutError, OSError) as error:
                reason = getattr(error, "reason", None) or error
                message = f"{url} cannot be reached: {reason}; check the address and the network"
                raise UnreachableError(message) from None
        raise AssertionError("the last attempt returns or raises")

    def _read(self, url: str, accept: str) -> bytes:
        if not url.startswith(("https://", "http://")):
            raise UnreachableError(f"{url} is no web address: it must begin with https://")
        request = Request(  # noqa: S310 - the scheme was checked
            url, headers={"Accept": accept, "User-Agent": f"statuary/{__version__}"}
        )
        if self.key:
            request.add_unredirected_header("Authorization", f"OAuth {self.key}")
        with urlopen(request, timeout=self.timeout) as response:  # noqa: S310
            return self._content(url, response)

    def _content(self, url: str, response: HTTPResponse) -> bytes:
        """All of an answer, which may neither be too large nor drip for ever."""
        until = time.monotonic() + self.longest
        content = bytearray()
        while part := response.read1(_PART):
            content += part
            if len(content) > self.largest:
                raise UnreachableError(
                    f"{url} sent more than {self.largest:,} bytes; is that the right address?"
                )
            if time.monotonic() > until:
                raise UnreachableError(f"{url} took more than {self.longest:g} seconds; try again later")
        return bytes(content)

    def pages(self, url: str) -> Iterator[Any]:
        """The entries of a list that comes in pages, up to the first page that brings nothing new."""
        seen: set[str] = set()
        for number in range(1, _MOST_PAGES):
            found = self.get(f"{url}?page={number}&limit=100&per_page=100")
            if not isinstance(found, list):
                raise UnreachableError(f"{url} did not send a list; is the page's id right?")
            new = [one for one in found if isinstance(one, dict) and str(one.get("id")) not in seen]
            if not new:
                return
            seen |= {str(one.get("id")) for one in new}
            yield from new


def document(content: bytes) -> Any:
    """JSON in any encoding that its first bytes tell. Raises NotTextError, ValueError and RecursionError."""
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        decoded(content)
        raise


def _wait(error: HTTPError, attempt: int) -> float:
    """Seconds, as the server asks or longer each time."""
    asked = error.headers.get("Retry-After", "") if error.headers else ""
    return min(float(asked) if asked.isdigit() else 2.0**attempt, _LONGEST_WAIT)


def _explain(url: str, error: HTTPError) -> str:
    remedies = {
        401: "the key was refused: check it, and that it belongs to this page",
        403: "the key was refused: check it, and that it belongs to this page",
        404: "there is nothing at this address: check it",
    }
    return f"{url} answered {error.code} {error.reason}; {remedies.get(error.code, 'try again later')}"
