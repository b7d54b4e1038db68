"""Webhooks: Atlassian Statuspage's payload, which receivers already read, signed as Standard Webhooks prescribes.

`webhook+https://example.com/hook?secret=whsec_…` - the secret signs and is not sent. `webhook-id` is the message's key.
Sources: support.atlassian.com/statuspage, “Enable webhook notifications”; standardwebhooks.com, specification 1.0.0.
"""

import base64
import hashlib
import hmac
import json
import re
from binascii import Error as NoBase64Error
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from pydantic_core import to_jsonable_python

from statuary.channels.channel import Channel, OutgoingMessage, Receipt, UnusableAddressError
from statuary.channels.posted import posted
from statuary.model import Kind
from statuary.render.wording.instants import iso

_SECRET = re.compile(r"(?P<before>[?&])secret=(?P<secret>[^&]*)&?")
_PREFIX = "whsec_"
_FEWEST, _MOST = 24, 64
"""Bytes of a secret, as the specification has it."""


def send(address: str, message: OutgoingMessage) -> Receipt:
    """Post it, signed. Raises UnusableAddressError."""
    url, secret = parts(address)
    body = json.dumps(payload(message), ensure_ascii=False, separators=(",", ":")).encode()
    return posted(
        url, body, {"Content-Type": "application/json", **signature(message.key, message.at, body, secret)}
    )


def parts(address: str) -> tuple[str, bytes]:
    """The address without its secret, and the secret. Raises UnusableAddressError."""
    url = address.partition("+")[2]
    found = _SECRET.search(url)
    if found is None:
        raise UnusableAddressError(
            "a webhook needs ?secret=whsec_… at its end: print one with openssl rand -base64 32"
        )
    text = unquote(found["secret"]).removeprefix(_PREFIX)  # a + is a + there, and no space
    try:
        secret = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (NoBase64Error, ValueError):
        raise UnusableAddressError(
            "its secret is not base64: print one with openssl rand -base64 32"
        ) from None
    if not _FEWEST <= len(secret) <= _MOST:
        raise UnusableAddressError(
            f"its secret must have {_FEWEST} to {_MOST} bytes: openssl rand -base64 32"
        )
    rest = url[: found.start()] + (found["before"] + url[found.end() :] if url[found.end() :] else "")
    return rest, secret


def signature(key: str, at: datetime, body: bytes, secret: bytes) -> Mapping[str, str]:
    """The three headers by which a receiver knows that it comes from us, and that it came already."""
    moment = str(int(at.timestamp()))
    signed = hmac.digest(secret, f"{key}.{moment}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": key,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def payload(message: OutgoingMessage) -> dict[str, Any]:
    """Statuspage's: the page with its indicator, and the incident as `/api/v2/` has it.

    A notice is in neither; here it is an incident without impact, for who subscribed is told of it.
    """
    from statuary.render.api.documents import incident_document, overall_status  # half a second

    status = overall_status(message.page)
    return {
        "meta": {
            "unsubscribe": f"{message.page.settings.url}subscribe/",
            "documentation": "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/",
            "generated_at": iso(message.at.astimezone(UTC)),
        },
        "page": {
            "id": status["page"],
            "status_indicator": status["indicator"],
            "status_description": status["description"],
        },
        "incident": to_jsonable_python(incident_document(message.item, message.page))
        | _of_statuspage(message),
    }


def _of_statuspage(message: OutgoingMessage) -> dict[str, Any]:
    """Fields that its webhooks have and its API has not."""
    incident = message.item.incident
    planned = incident.kind is Kind.MAINTENANCE
    return {
        "backfilled": False,
        "impact_override": None,
        "scheduled_auto_transition": planned,
        "scheduled_auto_completed": incident.auto_complete,
    }


def check(address: str) -> None:
    """Raises UnusableAddressError where it has no secret that can sign."""
    parts(address)


WEBHOOK = Channel(send, takes_key=True, check=check)
