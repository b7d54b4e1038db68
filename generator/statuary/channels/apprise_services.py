"""Apprise: mail, chats, text messages, social networks and push services, each by an address of its own form.

It says whether a message got there, and nothing more; why not stands in its log, which may hold keys and is kept here.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from statuary.channels.channel import (
    SENT,
    Channel,
    Forms,
    OutgoingMessage,
    Reached,
    Receipt,
    UnusableAddressError,
)

INSTALL = "pip install 'statuary[notify]'; in the workflow .github/notify.txt does that"
_REFUSED = re.compile(r"error=(4\d\d)\b")
_NO_CONNECTION = re.compile(
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|Connection refused"
    r"|Name or service not known|Temporary failure in name resolution|No route to host|Network is unreachable"
    r"|ConnectTimeout|CERTIFICATE_VERIFY_FAILED|\(535,|authentication failed",
    re.IGNORECASE,
)
_LIMITS = ((170, "sms"), (290, "short280"), (400, "short300"), (600, "short500"))
"""Up to so many characters in a message of a service, this form. Apprise leaves some room below what services say."""


class _Kept(logging.Handler):
    """What Apprise logs in this thread, in place of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.lines.append(record.getMessage())


def check(address: str) -> None:
    """Raises UnusableAddressError where Apprise is missing, or knows no such service."""
    with _kept_log():
        _service(address)


def send(address: str, message: OutgoingMessage) -> Receipt:
    """Send it by whatever service the address is for. Raises UnusableAddressError."""
    with _kept_log() as kept:
        service = _service(address)
        words = _words(service, message.forms)
        try:
            there = service.notify(**words)
        except Exception as error:  # a plugin of theirs: whatever it raises
            return Receipt(Reached.PERHAPS, f"{service.service_name}: {type(error).__name__}")
    return SENT if there else _failure(str(service.service_name), len(service), kept.lines)


def _service(address: str) -> Any:
    try:
        from apprise import Apprise
    except ImportError:
        raise UnusableAddressError(
            f"Apprise is not installed, which sends to this kind of address: {INSTALL}"
        ) from None
    service = Apprise.instantiate(address, suppress_exceptions=True)
    if service is None:
        scheme = address.partition("://")[0]
        raise UnusableAddressError(
            f"Apprise cannot read it: compare it with its list of services, at “{scheme}”"
        )
    return service


def _words(service: Any, forms: Forms) -> dict[str, Any]:
    """The form that fits, as arguments of Apprise. MailWords gets HTML, and Apprise adds a plain twin."""
    from apprise import NotifyFormat
    from apprise.plugins.email.base import NotifyEmail

    if isinstance(service, NotifyEmail):
        wants_html = NotifyFormat.HTML in _formats(service)
        mail = forms.mail
        body, form = (mail.html, NotifyFormat.HTML) if wants_html else (mail.plain, NotifyFormat.TEXT)
        return {"title": mail.subject, "body": body, "body_format": form}
    name = next((name for most, name in _LIMITS if service.body_maxlen <= most), None)
    if name is not None:
        return {"title": "", "body": getattr(forms, name), "body_format": NotifyFormat.TEXT}
    return {"title": forms.title, "body": forms.chat, "body_format": NotifyFormat.TEXT}


def _formats(service: Any) -> tuple[Any, ...]:
    """Its own, or the one that `?format=` in the address chose."""
    found = service.notify_format
    return tuple(found) if isinstance(found, tuple | list) else (found,)


def _failure(name: str, places: int, log: list[str]) -> Receipt:
    """Of one place, a refusal or no connection at all is certain; of several, some may have got it."""
    said = "\n".join(log)
    refused = _REFUSED.search(said)
    if refused and places == 1:
        return Receipt(Reached.NO, f"{name} answered {refused[1]}")
    if _NO_CONNECTION.search(said) and places == 1:
        return Receipt(Reached.NO, f"{name} could not be reached, or did not let us in")
    return Receipt(Reached.PERHAPS, f"{name} did not confirm it")


@contextmanager
def _kept_log() -> Iterator[_Kept]:
    """Apprise's log, which goes nowhere else: it may hold keys."""
    logger, kept = logging.getLogger("apprise"), _Kept()
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(kept)
    try:
        yield kept
    finally:
        logger.removeHandler(kept)


APPRISE = Channel(send, check=check)
