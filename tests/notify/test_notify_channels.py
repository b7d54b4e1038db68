"""Messages to real servers on this machine, in the form that each service takes."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from statuary import clock
from statuary.channels.channel import Reached, UnusableAddressError
from statuary.channels.known_channels import channel_of
from statuary.channels.webhook import parts, signature
from statuary.model import Listener
from statuary.render.feeds.feed_writers import render_feeds
from statuary.render.frame import page_frame
from support.outgoing import ENV, made, sent
from support.receiver import Receiver
from support.repository import TODAY, write
from support.small_site import CARDS, NOTICE, WORK, state

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
"""With a + in it, which a query otherwise makes a space of."""


@pytest.mark.parametrize(("code", "reached"), [(401, Reached.NO), (503, Reached.PERHAPS)])
def test_what_is_refused_is_not_there_and_what_breaks_perhaps_is(
    receiver: Receiver, code: int, reached: Reached
) -> None:
    receiver.code = code

    assert sent(f"webhook+{receiver.url}/hook?secret={SECRET}") is reached
    assert sent(f"json://{receiver.host}/hook") is reached


def test_a_webhook_is_signed_and_has_statuspages_payload(receiver: Receiver) -> None:
    assert sent(f"webhook+{receiver.url}/hook?team=a&secret={SECRET}&x=1", made(key="ab" * 32)) is Reached.YES

    (request,) = receiver.posted
    headers = request.headers
    assert (request.path, headers["webhook-id"]) == ("/hook?team=a&x=1", "ab" * 32)
    assert Webhook(SECRET).sign("ab" * 32, TODAY, request.body.decode()) == headers["webhook-signature"]
    payload = json.loads(request.body)
    assert payload["page"]["status_indicator"] == "critical"
    assert payload["incident"]["status"] == "identified" and payload["incident"]["impact"] == "major"
    assert payload["incident"]["incident_updates"][0]["body"].startswith("A network link is the cause.")
    assert SECRET not in repr(request)


def test_a_receiver_refuses_what_was_changed_on_the_way() -> None:
    now = clock.present()
    _, secret = parts(f"webhook+https://example.com/?secret={SECRET}")
    headers = dict(signature("key", now, b'{"a": 1}', secret))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standardwebhooks.webhooks.datetime", _At)
        assert Webhook(SECRET).verify('{"a": 1}', headers) == {"a": 1}
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify('{"a": 2}', headers)


class _At(datetime):
    """The clock of the receiver."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return clock.present()


@pytest.mark.parametrize("of", [WORK, NOTICE])
def test_planned_work_and_notices_have_a_payload_too(receiver: Receiver, of: Any) -> None:
    assert sent(f"webhook+{receiver.url}/?secret={SECRET}", made(of)) is Reached.YES
    assert json.loads(receiver.posted[0].body)["incident"]["name"] == of.title


def test_a_hub_is_told_of_each_feed(receiver: Receiver) -> None:
    assert sent(f"websub+{receiver.url}/hub") is Reached.YES

    pinged = [parse_qs(one.body.decode()) for one in receiver.posted]
    assert [one["hub.url"][0].rpartition("/")[2] for one in pinged] == ["atom.xml", "feed.json"]
    assert {one["hub.mode"][0] for one in pinged} == {"publish"}


def test_the_feeds_name_the_hub() -> None:
    frame = page_frame(state(CARDS, notify=(Listener(name="feeds", hub="https://hub.example.com/"),)))
    made = {output.path: output.content for output in render_feeds(frame, ENV)}

    links = feedparser.parse(made["atom.xml"]).feed.links
    assert [one.href for one in links if one.rel == "hub"] == ["https://hub.example.com/"]
    assert json.loads(made["feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example.com/"}]
    assert feedparser.parse(made["feed.xml"]).feed.link == "https://status.example.com/shop/"


PACKAGE = """\
from statuary.api import SENT, Receipt, Channel, OutgoingMessage


def send(address: str, message: OutgoingMessage) -> Receipt:
    with open(address.partition("://")[2], "a") as out:
        out.write(f"{message.key} {message.forms.sms}")
    return SENT


pager = Channel(send, takes_key=True)
number = 1
"""


def test_a_package_of_others_sends_to_addresses_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pip leaves it."""
    information = tmp_path / "installed/acme_pager-1.0.dist-info"
    write(tmp_path / "installed/acme_pager.py", PACKAGE)
    write(information / "METADATA", "Metadata-Version: 2.1\nName: acme-pager\nVersion: 1.0\n")
    points = "[statuary.channels]\npager = acme_pager:pager\nbroken = acme_pager:number\n"
    write(information / "entry_points.txt", points)
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))

    assert sent(f"pager://{tmp_path / 'out'}", made(key="k1")) is Reached.YES
    assert (tmp_path / "out").read_text().startswith("k1 Identified: Some card payments fail")
    assert channel_of("pager://x").takes_key
    with pytest.raises(UnusableAddressError, match=r"no statuary\.api\.Channel"):
        channel_of("broken://x")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("webhook+https://example.com/hook", "a webhook needs ?secret=whsec_"),
        ("webhook+https://example.com/?secret=whsec_!!", "not base64"),
        ("webhook+https://example.com/?secret=whsec_c2hvcnQ=", "24 to 64 bytes"),
        ("nothing-abc://example.com", "Apprise cannot read it"),
        ("no-address", "it is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_before_anything_is_sent(url: str, said: str) -> None:
    with pytest.raises(UnusableAddressError, match=said.replace("?", r"\?")) as caught:
        channel_of(url).check(url)
    assert "example.com" not in str(caught.value)


def test_a_listener_has_a_name_of_its_own() -> None:
    assert Listener(name="shop-1").audience == "readers"
    with pytest.raises(ValueError, match="small letters"):
        Listener(name="Shop 1")
