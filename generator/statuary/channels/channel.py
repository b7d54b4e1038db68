"""What every channel takes and answers: a message in all its lengths, and whether it got there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from statuary.status import IncidentState

if TYPE_CHECKING:
    from statuary.render.frame import Frame
    from statuary.render.messages.message import Message


@dataclass(frozen=True)
class OutgoingMessage:
    """What is told to one listener. `key` is the same whenever this is told to that listener, and never else.

    `forms` are its words in all lengths, `html` is the twin of the mail's body. `at` is the moment of sending. `item`
    is the incident as it is now, on `page`.
    """

    key: str
    forms: "Message"
    html: str
    at: datetime
    item: IncidentState
    page: "Frame"


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
