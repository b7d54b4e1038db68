"""Apprise on real servers on this machine: each service gets the form that it can hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from apprise import Apprise

from statuary.channels.channel import Reached, UnusableAddressError
from statuary.channels.known_channels import channel_of
from support.outgoing import made, sent
from support.receiver import Receiver, taking_mail
from support.small_site import CARDS


@pytest.fixture
def mail() -> Iterator[Controller]:
    with taking_mail() as found:
        yield found


def test_mail_has_a_subject_that_stands_alone_and_twins(mail: Controller) -> None:
    url = f"mailto://127.0.0.1:{mail.port}/?from=status@example.com&to=list@example.com&mode=insecure"
    assert sent(url) is Reached.YES

    ((recipients, letter),) = mail.handler.letters
    plain, html = (letter.get_body((kind,)) for kind in ("plain", "html"))
    assert recipients == ["list@example.com"]
    assert letter["Subject"] == "Identified: Some card payments fail at checkout (Example status)"
    for part in (plain, html):
        assert part is not None and "A network link is the cause." in part.get_content()
        assert "https://status.example.com/shop/incidents/2026-11-22-cards/#u-" in part.get_content()
        assert "https://status.example.com/shop/subscribe/" in part.get_content()
        assert "<img" not in part.get_content()


def test_a_mail_of_plain_text_alone_has_all_addresses(mail: Controller) -> None:
    url = f"mailto://127.0.0.1:{mail.port}/?from=status@example.com&to=list@example.com&mode=insecure&format=text"
    message = made()
    assert sent(url, message) is Reached.YES

    ((_, letter),) = mail.handler.letters
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().split() == message.forms.mail.plain.split()
    assert "bank transfer (https://example.com/pay)" in letter.get_content()


def test_a_mail_server_that_is_not_there_has_surely_not_got_it() -> None:
    url = "mailto://127.0.0.1:9/?from=status@example.com&to=list@example.com&mode=insecure"
    assert sent(url) is Reached.NO


@pytest.mark.parametrize("scheme", ["json", "ntfy", "mastodon"])
def test_apprise_posts_what_the_service_takes(receiver: Receiver, scheme: str) -> None:
    place = {"json": "/hook", "ntfy": "/status", "mastodon": ""}[scheme]
    before = "token@" if scheme == "mastodon" else ""

    assert sent(f"{scheme}://{before}{receiver.host}{place}") is Reached.YES

    body = json.loads(receiver.posted[-1].body)
    text = body.get("status") or body["message"]
    assert "/shop/incidents/2026-11-22-cards/" in text and "A network link is the cause." in text
    if scheme == "mastodon":
        assert receiver.posted[-1].path == "/api/v1/statuses" and len(text) <= 500
        assert text.startswith("Identified: Some card payments fail at checkout")
    else:
        assert body["title"] == "Identified: Some card payments fail at checkout"


@pytest.mark.parametrize("words", ["They see: Connection refused.", "They see error=404 there."])
def test_words_of_the_message_are_no_answer_of_the_service(receiver: Receiver, words: str) -> None:
    """Else what perhaps got there would count as refused, and be sent again by each run."""
    receiver.code = 500
    newest = CARDS.updates[-1].model_copy(update={"text": words})
    message = made(CARDS.model_copy(update={"updates": (*CARDS.updates[:-1], newest)}))

    assert sent(f"json://{receiver.host}/hook", message) is Reached.PERHAPS
    receiver.code = 429
    assert sent(f"json://{receiver.host}/hook", message) is Reached.NO
    assert words in receiver.posted[-1].body.decode()


AWS = "AKIAAAAAAAAAAAAAAAAA/secretsecretsecretsecretsecretsecretsecret/us-east-1"


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("x://a/b/c/d?mode=tweet", "short280"),
        ("bluesky://user@app-password", "short300"),
        ("mastodon://token@host", "short500"),
        (f"sns://{AWS}/+15551231234", "sms"),
        ("discord://1234/abc", "chat"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#c", "chat"),
        ("workflows://host/123/abc", "short500"),
        ("x://a/b/c/d", "chat"),
    ],
)
def test_each_service_gets_the_form_that_it_can_hold(
    monkeypatch: pytest.MonkeyPatch, address: str, form: str
) -> None:
    """Its title by itself, where the service has a place for titles."""
    said: list[dict[str, Any]] = []
    service: Any = Apprise.instantiate(address)
    monkeypatch.setattr(type(service), "notify", lambda _, **words: said.append(words) or True)
    long = CARDS.updates[-1].model_copy(update={"text": "We look at a cable. " * 50})
    message = made(CARDS.model_copy(update={"updates": (*CARDS.updates[:-1], long)}))

    assert sent(address, message) is Reached.YES

    ((title, body),) = ((one["title"], one["body"]) for one in said)
    expected = " ".join(str(getattr(message.forms, form)).split())
    assert " ".join(f"{title} {body}".split()) == expected
    assert len(message.forms.chat) > 1000 and bool(title) == (service.title_maxlen > 0)


@pytest.mark.parametrize("address", ["workflows://host/123/abc", "json://host/?format=markdown"])
def test_addresses_stay_whole_where_a_service_takes_markdown(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    posted: list[str] = []
    monkeypatch.setattr(
        "requests.sessions.Session.request", lambda *_, **how: posted.append(str(how["data"]))
    )
    newest = CARDS.updates[-1].model_copy(update={"text": "Use \\[this\\](a), a_b and \\*that\\*."})
    message = made(CARDS.model_copy(update={"updates": (*CARDS.updates[:-1], newest)}))

    channel_of(address).send(address, message)

    assert r"\\[this](a), a_b and \\*that\\*." in posted[0].replace("\\\\\\\\", "\\\\")
    assert "https://status.example.com/shop/incidents/2026-11-22-cards/" in posted[0]


def test_without_apprise_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    with pytest.raises(UnusableAddressError, match="pip install"):
        channel_of("json://127.0.0.1").check("json://127.0.0.1")
