"""What every channel takes and answers: a message in all its lengths, and whether it got there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from statuary.render.frame import Frame
from statuary.status import IncidentState


class MailWords(NamedTuple):
    """A mail: its `subject`, and two forms of the same words."""

    subject: str
    plain: str
    html: str


class Forms(NamedTuple):
    """One message in every length, in the same words. Each but `mail` is text without markup.

    `sms` fits one part of a text message where that can be; `short280`, `short300` and `short500` fit what X, Bluesky
    and Mastodon count; `chat` has no limit.
    """

    title: str
    sms: str
    short280: str
    short300: str
    short500: str
    chat: str
    mail: MailWords


@dataclass(frozen=True)
class OutgoingMessage:
    """What is told to one listener. `key` is the same whenever this is told to that listener, and never else.

    `at` is the moment of sending, `url` where it stands on the page. `item` is the incident as it is now, on `page`.
    """

    key: str
    forms: Forms
    url: str
    at: datetime
    item: IncidentState
    page: Frame


class Reached(StrEnum):
    """Whether a message got there."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


class Receipt(NamedTuple):
    """What became of a message. `reason` says why it is not known to be there; it never holds an address or a key."""

    reached: Reached
    reason: str = ""


SENT = Receipt(Reached.YES)


@dataclass(frozen=True)
class Channel:
    """A kind of place. `send` takes an address as its owner wrote it and a message.

    `takes_key`: a service that gets the same key twice tells its people once, so that a message which perhaps got
    there may be sent again. `check` raises UnusableAddressError for an address that can never be used; it asks nobody.
    """

    send: Callable[[str, OutgoingMessage], Receipt]
    takes_key: bool = False
    check: Callable[[str], None] = lambda _: None


class UnusableAddressError(ValueError):
    """An address cannot be used; the message says why, without the address."""
