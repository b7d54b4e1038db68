"""A message of the small site, and sending it by its address as a run does."""

from typing import Any

from statuary import clock
from statuary.channels.channel import OutgoingMessage, Reached
from statuary.channels.known_channels import channel_of
from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.messages import html_body, message
from statuary.status.events import events
from support.places import OVERRIDES
from support.small_site import CARDS, state

ENV = environment([OVERRIDES])


def made(of: Any = CARDS, key: str = "0" * 64) -> OutgoingMessage:
    """The newest message of an incident of the small site."""
    frame = page_frame(state(of))
    item = frame.state.by_id[of.id]
    forms = message(item, events(item)[-1], frame)
    return OutgoingMessage(key, forms, html_body(forms.mail, frame, ENV), clock.present(), item, frame)


def sent(url: str, message: OutgoingMessage | None = None) -> Reached:
    """Whether it got there; nothing that is said of it holds the address."""
    channel = channel_of(url)
    channel.check(url)
    answer = channel.send(url, message or made())
    assert "127.0.0.1" not in answer.reason and url not in answer.reason
    return answer.reached
