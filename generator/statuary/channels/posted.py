"""A POST as an answer of a channel: what is surely not there may be sent again."""

from collections.abc import Mapping

from statuary.channels.channel import SENT, Reached, Receipt
from statuary.http import Client, NoAnswerError

_CLIENT = Client(total=30.0)
_UNTOLD = frozenset({408, 500, 502, 503, 504})
"""Who answers so may have taken it; every other refusal is one."""


def posted(url: str, body: bytes, headers: Mapping[str, str]) -> Receipt:
    """Send it once."""
    try:
        _CLIENT.post(url, body, headers)
    except NoAnswerError as error:
        perhaps = error.status in _UNTOLD if error.status else error.arrived
        return Receipt(Reached.PERHAPS if perhaps else Reached.NO, error.reason)
    return SENT
