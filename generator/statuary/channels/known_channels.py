"""Which channel an address is for: ours, those of packages of others, and else Apprise, which knows most services."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from statuary.channels.apprise_services import APPRISE
from statuary.channels.channel import Channel, UnusableAddressError
from statuary.channels.webhook import WEBHOOK
from statuary.channels.websub import WEBSUB

GROUP = "statuary.channels"
_OURS: Mapping[str, Channel] = {
    "webhook+https": WEBHOOK,
    "webhook+http": WEBHOOK,
    "websub+https": WEBSUB,
    "websub+http": WEBSUB,
}


def channel_of(url: str) -> Channel:
    """The channel by what stands before `://`. Raises UnusableAddressError."""
    scheme, found, _ = url.partition("://")
    if not found or not scheme:
        raise UnusableAddressError("it is no address such as mailtos://… or webhook+https://…")
    return _OURS.get(scheme.lower()) or _added(scheme.lower()) or APPRISE


def _added(scheme: str) -> Channel | None:
    """What an installed package adds for addresses that begin so."""
    for point in entry_points(group=GROUP, name=scheme):
        try:
            found = point.load()
        except Exception as error:  # whatever somebody else's code raises
            raise UnusableAddressError(
                f"the package that sends to {scheme}:// fails: {type(error).__name__}"
            ) from error
        if not isinstance(found, Channel):
            raise UnusableAddressError(f"“{point.value}” is no statuary.api.Channel")
        return found
    return None
