"""Where listeners are: each by one or more ways, of which each is a channel and an address."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from statuary.channels.channel import Channel, OutgoingMessage, Reached, Receipt, UnusableAddressError
from statuary.channels.known_channels import channel_of
from statuary.channels.secret_addresses import VARIABLE, SecretAddresses
from statuary.model import Listener


@dataclass(frozen=True)
class Whereabouts:
    """Where one listener is. `hide` takes what is secret out of what a channel says."""

    ways: Sequence[tuple[Channel, str]]
    hide: Callable[[str], str] = str

    @property
    def takes_key(self) -> bool:
        """Whether what perhaps got there may be sent again."""
        return all(channel.takes_key for channel, _ in self.ways)

    def check(self) -> None:
        """Raises UnusableAddressError for an address that can never be used, before anything is sent."""
        for channel, address in self.ways:
            channel.check(address)

    def send(self, message: OutgoingMessage) -> Receipt:
        """Send it every way. Where ways disagree, it is not certain: to try again would tell some of them twice."""
        answers = [_one(channel, address, message) for channel, address in self.ways]
        found = {answer.reached for answer in answers}
        reasons = self.hide("; ".join(dict.fromkeys(answer.reason for answer in answers if answer.reason)))
        if len(found) == 1:
            return Receipt(found.pop(), reasons)
        there = sum(answer.reached is Reached.YES for answer in answers)
        return Receipt(Reached.PERHAPS, f"{there} of {len(answers)} addresses took it: {reasons}")


def _one(channel: Channel, address: str, message: OutgoingMessage) -> Receipt:
    try:
        with _unheard():
            return channel.send(address, message)
    except UnusableAddressError as fault:
        return Receipt(Reached.NO, str(fault))
    except Exception as error:  # whatever somebody else's code raises; its words may hold the address
        return Receipt(Reached.PERHAPS, f"it failed: {type(error).__name__}")


@contextmanager
def _unheard() -> Iterator[None]:
    """Warnings of libraries go nowhere: of an answer whose head is damaged urllib3 logs the whole address."""
    nowhere = logging.NullHandler()
    logging.getLogger().addHandler(nowhere)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(nowhere)


def places(
    listeners: Sequence[Listener], secret: SecretAddresses
) -> tuple[dict[str, Whereabouts], list[str]]:
    """The place of each listener that has a usable one, and a sentence on each that has not, nothing secret in it."""
    found: dict[str, Whereabouts] = {}
    faults: list[str] = []
    for listener in listeners:
        try:
            found[listener.name] = _place(listener, secret)
        except UnusableAddressError as fault:
            faults.append(f"{listener.name}: {secret.hide(str(fault))}")
    known = {one.name for one in listeners}
    faults += [
        f"{name}: it is in {VARIABLE}, but not in “notify” of mkdocs.yml"
        for name in secret.by_name
        if name not in known
    ]
    return found, faults


def faults_of(some: Mapping[str, Whereabouts]) -> dict[str, str]:
    """A sentence on each of these that can never be reached, by its name. Apprise takes half a second to start."""
    found: dict[str, str] = {}
    for name, one in some.items():
        try:
            with _unheard():
                one.check()
        except UnusableAddressError as fault:
            found[name] = f"{name}: {one.hide(str(fault))}"
        except Exception as error:  # whatever somebody else's code raises; its words may hold the address
            found[name] = f"{name}: its address cannot be used: {type(error).__name__}"
    return found


def _place(listener: Listener, secret: SecretAddresses) -> Whereabouts:
    ways = list(_ways(listener, secret.of(listener.name)))
    if not ways:
        raise UnusableAddressError(
            f"it has no address: add a line {listener.name}=ADDRESS to the secret {VARIABLE}"
        )
    return Whereabouts(ways, secret.hide)


def _ways(listener: Listener, addresses: Sequence[str]) -> Iterator[tuple[Channel, str]]:
    hub = [f"websub+{listener.hub}"] if listener.hub else []
    yield from ((channel_of(address), address) for address in (*hub, *addresses))
