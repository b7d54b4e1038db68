"""What is asked of the web: one client, with limits of time and size, and patience where the server asks for it.

It sends no credentials but a key that it was given, and that to nobody but the address that was asked: not those of
`~/.netrc`, and nothing to an address that this one redirects to.
"""

import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from statuary import __version__
from statuary.source.encoding import NotTextError, decoded

if TYPE_CHECKING:
    # Else only where somebody is asked: importing it takes longer than most commands take.
    from requests import Response, Session

_BUSY = frozenset({420, 429, 502, 503, 504})
_LONGEST_WAIT = 60.0
_MOST_REDIRECTS = 10
_PART = 64 * 1024
_REMEDIES = {
    401: "the key was refused: check it, and that it belongs to this page",
    403: "the key was refused: check it, and that it belongs to this page",
    404: "there is nothing at this address: check it",
}


class NoAnswerError(Exception):
    """There is no answer, or none that can be used. The message says what went wrong and what to do.

    `reason` is what went wrong alone; `status` is what the server answered, 0 where it did not; `pause` is after how
    many seconds it wants to be asked again. `arrived`: the server may have got what was asked, though nobody knows.
    """

    def __init__(
        self,
        message: str,
        reason: str = "",
        status: int = 0,
        pause: float | None = None,
        arrived: bool = True,
    ) -> None:
        super().__init__(message)
        self.reason = reason or message
        self.status = status
        self.pause = pause
        self.arrived = arrived


@dataclass(frozen=True)
class Client:
    """Asks one server.

    `connect`, `timeout`: seconds until there is a connection, and without a word on it; `total`: seconds for one answer
    with all that leads to it; `largest`: its bytes; `authorization` is the header that goes to the first address only.
    """

    tries: int = 1
    connect: float = 10.0
    timeout: float = 10.0
    total: float = 30.0
    largest: int = 8 * 1024 * 1024
    authorization: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, url: str) -> Any:
        """The JSON document at a URL. Raises NoAnswerError."""
        content = self.read(url, "application/json")
        try:
            return document(content)
        except NotTextError as error:
            raise NoAnswerError(f"{url} sent no UTF-8 text: {error.explained}") from None
        except (ValueError, RecursionError):
            raise NoAnswerError(f"{url} did not send JSON; is that the address of a Statuspage?") from None

    def read(self, url: str, accept: str = "*/*") -> bytes:
        """What is at a URL, as it was sent. Raises NoAnswerError."""
        for attempt in range(1, self.tries + 1):
            try:
                return self._in_time(url, lambda: self._read(url, accept))
            except NoAnswerError as error:
                if error.status not in _BUSY or attempt == self.tries:
                    raise
                pause = 2.0**attempt if error.pause is None else error.pause
                time.sleep(min(pause, _LONGEST_WAIT))
        raise AssertionError("the last attempt returns or raises")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send this to a URL, and nowhere else: a redirect is a refusal. Raises NoAnswerError."""
        self._in_time(url, lambda: self._post(url, body, headers))

    def _in_time(self, url: str, asked: Callable[[], bytes]) -> bytes:
        """In a thread, left behind when time is up: names that are looked up and headers that drip know no limit."""
        answer: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(asked())
            except Exception as error:  # raised where the answer is awaited
                answer.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=self.total)
        except queue.Empty:
            raise self._too_long(url) from None
        if isinstance(found, Exception):
            raise found
        return found

    def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        if not url.startswith(("https://", "http://")):
            raise NoAnswerError(f"{url} is no web address", "it is no web address", arrived=False)
        how: dict[str, Any] = {"headers": {**_ALWAYS, **headers}, "timeout": (self.connect, self.timeout)}
        try:
            with (
                _session() as session,
                session.post(url, data=body, stream=True, allow_redirects=False, **how) as response,
            ):
                if not 200 <= response.status_code < 300:
                    raise _refused(url, response)
        except (RequestException, HTTPError, OSError, ValueError) as error:
            reason, unsent = _reason(error), _is_unsent(error)
            raise NoAnswerError(f"{url} cannot be reached: {reason}", reason, arrived=not unsent) from None
        return b""

    def _read(self, url: str, accept: str) -> bytes:
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        until = time.monotonic() + self.total
        if not url.startswith(("https://", "http://")):
            raise NoAnswerError(f"{url} is no web address: it must begin with https://")
        try:
            with _session() as session, self._answer(session, url, accept) as response:
                if not response.ok:
                    raise _refused(url, response)
                return self._content(url, response, until)
        except (RequestException, HTTPError, OSError, ValueError) as error:
            reason = _reason(error)
            message = f"{url} cannot be reached: {reason}; check the address and the network"
            raise NoAnswerError(message, reason) from None

    def _answer(self, session: "Session", url: str, accept: str) -> "Response":
        """The answer, after redirects. The library by itself would read theirs whole, however large they are."""
        # Nothing compressed: a small answer could become a large one.
        headers = {**_ALWAYS, "Accept": accept, **self.headers}
        key = {"Authorization": self.authorization} if self.authorization else {}
        limits = (self.connect, self.timeout)
        for _ in range(_MOST_REDIRECTS + 1):
            response = session.get(
                url, headers=headers | key, timeout=limits, stream=True, allow_redirects=False
            )
            target = session.get_redirect_target(response)
            if target is None:
                return response
            response.close()
            url, key = urljoin(url, target), {}
        raise OSError(f"it redirects more than {_MOST_REDIRECTS} times")

    def _content(self, url: str, response: "Response", until: float) -> bytes:
        content = bytearray()
        for part in response.iter_content(_PART):
            content += part
            if len(content) > self.largest:
                raise NoAnswerError(
                    f"{url} sent more than {self.largest:,} bytes; is that the right address?"
                )
            if time.monotonic() > until:
                raise self._too_long(url)
        return bytes(content)

    def _too_long(self, url: str) -> NoAnswerError:
        return NoAnswerError(f"{url} took more than {self.total:g} seconds; try again later")


_ALWAYS = {"User-Agent": f"statuary/{__version__}", "Accept-Encoding": "identity"}


def document(content: bytes) -> Any:
    """JSON in any encoding that its first bytes tell. Raises NotTextError, ValueError and RecursionError."""
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        decoded(content)
        raise


def _session() -> "Session":
    from requests import Session

    session = Session()
    # Not nothing: then the library would look into ~/.netrc, and take what stands before an @ in an address.
    session.auth = lambda request: request
    # What this machine trusts, as every other program does; else the library's own list.
    trusted = ssl.get_default_verify_paths()
    session.verify = trusted.cafile or trusted.capath or True
    return session


def _refused(url: str, response: "Response") -> NoAnswerError:
    status, asked = response.status_code, response.headers.get("Retry-After", "")
    reason = f"answered {status} {response.reason}"
    return NoAnswerError(
        f"{url} {reason}; {_REMEDIES.get(status, 'try again later')}",
        reason,
        status,
        float(asked) if asked.isdigit() else None,
    )


def _is_unsent(error: BaseException) -> bool:
    """Whether there never was a connection that anything could have gone over."""
    from requests import ConnectTimeout
    from requests.exceptions import InvalidURL, ProxyError, SSLError
    from urllib3.exceptions import NewConnectionError

    unsent = (ConnectTimeout, InvalidURL, NewConnectionError, ProxyError, SSLError)
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, unsent):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _reason(error: BaseException) -> str:
    """What the system said: the library wraps it in words of its own, several times."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, socket.gaierror):
        return f"this name leads nowhere: {error.strerror}"
    if isinstance(error, TimeoutError):
        return "it gives no answer"
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__
