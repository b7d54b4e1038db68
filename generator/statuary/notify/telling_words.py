"""What is sent: the words of feeds and pages, in every length. Only a run that has something to send needs this."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from statuary.channels.channel import OutgoingMessage
from statuary.notify.delivering import Result
from statuary.notify.plan import MOST, Handling, PlanLine
from statuary.notify.published_page import PublishedPage
from statuary.notify.tellings import Telling
from statuary.reminders.reminder import LocalTimes, fact
from statuary.render.feeds.feed_item import FeedBody
from statuary.render.feeds.update_feeds import feed_item
from statuary.render.frame import Frame
from statuary.render.messages import Message, all_forms, html_body, message, message_of


def outgoing(line: PlanLine, page: PublishedPage, moment: datetime) -> OutgoingMessage:
    """The message of a line, in its listener's language, to be sent at this moment."""
    frame, env = page.voice(line.listener.language)
    forms = _words(line, frame)
    html = html_body(forms.mail, frame, env)
    return OutgoingMessage(line.delivery.key, forms, html, moment, line.telling.item, frame)


def shown_words(results: Sequence[Result], page: PublishedPage) -> Mapping[str, Sequence[str]]:
    """All forms of the first few that are to be sent or wait, by name, for whoever looks first: each text once."""
    found: dict[str, dict[str, None]] = {}
    for line in (one.line for one in results):
        what = line.telling.what
        goes = line.verdict in (Handling.SEND, Handling.HOLD) and not line.instead
        if goes and (what in found or len(found) < MOST):
            text = all_forms(_words(line, page.voice(line.listener.language)[0]))
            found.setdefault(what, {})[text] = None
    return {what: tuple(texts) for what, texts in found.items()}


def _words(line: PlanLine, frame: Frame) -> Message:
    telling = line.telling
    if telling.due is not None:
        return _overdue(telling, frame)
    return message(telling.item, telling.event, frame, [one.event for one in line.missed])


def _overdue(telling: Telling, frame: Frame) -> Message:
    """For staff, in English as `statuary remind` says it; its link leads to the incident."""
    assert telling.due is not None
    words = fact(telling.due, frame.now, LocalTimes(frame.settings.zone))
    said = feed_item(telling.item, telling.event, frame)
    body = FeedBody(f"{words[:1].upper()}{words[1:]}.", (), {}, "", mixed=said.body.mixed)
    title = f"Overdue: {telling.item.incident.title}"
    return message_of(said._replace(title=title, body=body, url=said.page), frame)
