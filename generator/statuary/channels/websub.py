"""WebSub: a hub is told that feeds are new, fetches them and tells who subscribed there (W3C recommendation, 2018).

What the feeds hold does the rest; a ping too many makes the hub look and find nothing.
"""

from urllib.parse import urlencode

from statuary.channels.channel import SENT, Channel, OutgoingMessage, Reached, Receipt
from statuary.channels.posted import posted

FEEDS = ("atom.xml", "feed.json")
"""Those that name the hub, so that somebody may have subscribed there."""


def send(address: str, message: OutgoingMessage) -> Receipt:
    """Name each feed of the page to the hub."""
    hub = address.partition("+")[2]
    for feed in FEEDS:
        form = urlencode({"hub.mode": "publish", "hub.url": f"{message.page.settings.url}{feed}"}).encode()
        answer = posted(hub, form, {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.reached is not Reached.YES:
            return answer
    return SENT


WEBSUB = Channel(send, takes_key=True)
