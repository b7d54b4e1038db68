"""What is wrong in the set-up is named, and nothing of the secret with it."""

import logging
from typing import NoReturn

import pytest

from statuary.channels.channel import Channel
from statuary.notify.places import Whereabouts, faults_of
from support.command import run
from support.git import git
from support.outgoing import made
from support.receiver import Receiver
from support.repository import CONFIG, MakeRepository
from support.told_page import CARDS, IDENTIFIED, SECRET, Make


def test_the_secret_is_never_shown(status: Make, receiver: Receiver) -> None:
    """Neither where its form is wrong, nor by what a service or a library says of it."""
    page = status("name: hook", "name: other", "name: list")
    page.notify("--start")
    page.publish({CARDS: IDENTIFIED})
    port = receiver.host.partition(":")[2]
    secrets = (
        f"hook=webhook+http://127.0.0.1:1/token-abcdef?secret={SECRET}\n"
        f"other=jsons://user-abcdef:password-abcdef@127.0.0.1:{port}/path-abcdef\n"
        "list=mailto://user-abcdef:password-abcdef@127.0.0.1:1?to=someone-abcdef@example.com&smtp=127.0.0.1\n"
    )

    shown = [page.notify(secret=secrets)[1], page.notify(secret="hook mailto://abcdef")[1]]
    shown.append(page.notify(secret="hook=nothing-abcdef://abcdef")[1])
    shown.append(page.notify(secret="hook=webhook+https://abcdef")[1])
    shown.append(page.notify(secret="hook=key-abcdef mailto://host")[1])
    ledger = git(page.hub, "grep", "--all-match", "", "status-ledger")

    for text in (*shown, ledger):
        assert "abcdef" not in text and SECRET not in text
    assert "line 1 of STATUARY_NOTIFY is not of the form name=ADDRESS" in shown[1]
    assert "a webhook needs ?secret=whsec_" in shown[3]


def test_nor_does_a_library_or_a_package_of_others_show_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a library warns of is printed by Python itself where nobody takes it."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])

    def careless(address: str, *_: object) -> NoReturn:
        logging.getLogger("library").warning("damaged head from %s", address)
        raise ValueError(address)

    place = Whereabouts([(Channel(careless, check=careless), "fake://abcdef")])
    shown = [place.send(made()).reason, *faults_of({"hook": place}).values()]

    assert "abcdef" not in str(shown) + str(capsys.readouterr())
    assert shown == ["it failed: ValueError", "hook: its address cannot be used: ValueError"]


@pytest.mark.parametrize(
    ("listener", "said"),
    [
        ("{name: Big}", "the name “Big” must be small letters, digits and hyphens"),
        ("{name: hook, impact: huge}", "“notify.0.impact”"),
        ("{name: hook, url: https://x}", "“notify.0.url” is not an option of statuary"),
        ("{name: hook, components: [chekout]}", "there is no component “chekout”"),
        ("{name: hook, language: xx}", "“xx”"),
        ("{name: hook, for: nobody}", "“notify.0.for”"),
        ("{name: hook, hub: hub.example}", "must begin with https://"),
        ("{name: hook}\n        - {name: hook}", "the name “hook” stands there twice"),
    ],
)
def test_a_mistake_in_notify_is_named_by_check(repository: MakeRepository, listener: str, said: str) -> None:
    done = run(repository(config=f"{CONFIG}      notify:\n        - {listener}\n"), "check")

    assert done.exit_code == 1 and said in done.output and "mkdocs.yml" in done.output
