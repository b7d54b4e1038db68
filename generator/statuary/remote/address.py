"""Where a page's API is, from what people type or paste."""

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+\.?|localhost|\[[0-9a-f:.]+\]", re.IGNORECASE)
_API = re.compile(r"/api(?:/v2(?:/[\w./-]*)?)?$|/[\w-]+\.html$")


class AddressError(ValueError):
    """This is no address of a page on the web; the message says what is."""


def root_of(text: str) -> str:
    """The page's address without a slash at its end: `status.example.com/api/v2/summary.json` is enough.

    Without a scheme it is https, and http on this machine. Raises AddressError.
    """
    given = text.strip()
    local = re.match(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)", given, re.IGNORECASE)
    url = given if _SCHEME.match(given) else f"{'http' if local else 'https'}://{given}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(f"it is no web address: {error}") from None
    name = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(name) or not url.isprintable():
        raise AddressError(
            "it is no web address such as status.example.com (for a folder: statuary -C DIR status)"
        )
    path = _API.sub("", parts.path.rstrip("/")).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"
