"""Apprise: mail, chats, text messages, social networks and push services, each by an address of its own form.

It says whether a message got there, and nothing more; why not stands in its log, which may hold keys and is kept here.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from statuary.channels.channel import (
    SENT,
    Channel,
    OutgoingMessage,
    Reached,
    Receipt,
    UnusableAddressError,
)

if TYPE_CHECKING:
    from statuary.render.messages.message import Message

INSTALL = "pip install 'statuary[notify]'; in the workflow .github/notify.txt does that"
_REFUSED = re.compile(r"error=(4(?!08)\d\d)\b")
_NO_CONNECTION = re.compile(
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|Connection refused"
    r"|Name or service not known|Temporary failure in name resolution|No route to host|Network is unreachable"
    r"|ConnectTimeout|CERTIFICATE_VERIFY_FAILED|\(535,|authentication failed",
    re.IGNORECASE,
)
_NETWORKS = {"NotifyTwitter": "short280", "NotifyBlueSky": "short300", "NotifyMastodon": "short500"}
"""The form for each that counts characters in a way of its own; Apprise knows only how many a message may have."""
_MARKS = re.compile(r"[\\*`~\[<]|(?<!\w)_|_(?!\w)|^#", re.MULTILINE)
"""What Markdown would take for markup."""
_POST, _SMS = 500, 160
"""Characters: direct messages of X may have more than the first, text messages have at most the second."""


_FAULT = "Socket Exception"
"""So a line begins that says what the network answered; Apprise logs it like what it only tells of its work."""


class _Kept(logging.Handler):
    """What Apprise says of faults in this thread, in place of printing it.

    Not what it logs of its work: there the message stands itself, and it may say “Connection refused”, too.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        is_fault = record.levelno >= logging.WARNING or said.startswith(_FAULT)
        if is_fault and record.thread == self._thread:
            self.lines.append(said)


def check(address: str) -> None:
    """Raises UnusableAddressError where Apprise is missing, or knows no such service."""
    with _kept_log():
        _service(address)


def send(address: str, message: OutgoingMessage) -> Receipt:
    """Send it by whatever service the address is for. Raises UnusableAddressError."""
    with _kept_log() as kept:
        service = _service(address)
        words = _words(service, message)
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
        where = f", at “{scheme}”" if scheme.isascii() and scheme.isalnum() else ""  # else it may be a key
        raise UnusableAddressError(f"Apprise cannot read it: compare it with its list of services{where}")
    return service


def _words(service: Any, message: OutgoingMessage) -> dict[str, Any]:
    """The form that fits, as arguments of Apprise. Of two forms of a mail it wants the HTML, and adds a plain twin."""
    from apprise import NotifyFormat
    from apprise.plugins.email.base import NotifyEmail

    forms = message.forms
    if isinstance(service, NotifyEmail):
        html = service.resolve_format(NotifyFormat.HTML) is NotifyFormat.HTML  # ?format= may say otherwise
        body, form = (message.html, NotifyFormat.HTML) if html else (forms.mail.plain, NotifyFormat.TEXT)
        return {"title": forms.mail.subject, "body": body, "body_format": form}
    title, body = _titled(forms, _form(service, forms), service.title_maxlen)
    if service.resolve_format(NotifyFormat.TEXT) is NotifyFormat.MARKDOWN:
        return {"title": title, "body": _markdown(body), "body_format": NotifyFormat.MARKDOWN}
    return {"title": title, "body": body, "body_format": NotifyFormat.TEXT}


def _markdown(text: str) -> str:
    """For services that take nothing else. Apprise would put a stroke before each dot of an address, too."""
    from statuary.render.messages.counting import LINK  # a run with nothing to do is quick without

    words, links = LINK.split(text), [*LINK.findall(text), ""]
    return "".join(_MARKS.sub(r"\\\g<0>", word) + link for word, link in zip(words, links, strict=True))


def _form(service: Any, forms: "Message") -> str:
    """The network's own, or the longest that a message of this service can hold."""
    most, network = service.body_maxlen, _NETWORKS.get(type(service).__name__)
    if network and most <= _POST:
        return str(getattr(forms, network))
    longest_first = (forms.chat, forms.short500, forms.short300) if most > _SMS else ()
    return next((text for text in longest_first if len(text) <= most), forms.sms)


def _titled(forms: "Message", body: str, most: int) -> tuple[str, str]:
    """A form for chats has its title by itself where the service has a place for that which is long enough."""
    title = " ".join(forms.title.split())
    rest = body.removeprefix(title)
    return (title, rest.lstrip()) if rest != body and len(title) <= most else ("", body)


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
