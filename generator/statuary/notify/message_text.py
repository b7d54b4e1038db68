"""The words of a message, from the views that feeds use."""

from collections.abc import Sequence

import jinja2

from statuary.channels.channel import Forms, MailWords
from statuary.notify.tellings import Occasion, Telling
from statuary.reminders.reminder import LocalTimes, fact
from statuary.render.environment import TEMPLATES
from statuary.render.feeds.feed_item import FeedBody, ItemLine
from statuary.render.feeds.update_feeds import feed_item
from statuary.render.frame import Frame
from statuary.render.incident_text import to_plain
from statuary.render.wording.labels import STAGE_WORD
from statuary.render.wording.language import marked

_REMINDER = marked("Reminder: %(title)s")
_BEFORE = marked("Before that: %(updates)s")
_TEXT = "{text}"
_SMS, _X, _BLUESKY, _MASTODON = 160, 280, 300, 480


def forms(telling: Telling, missed: Sequence[Telling], frame: Frame, env: jinja2.Environment) -> Forms:
    """All lengths of one message. `missed` is what it stands for besides."""
    item, place = telling.spoken(frame.now)
    found = feed_item(item, place, frame)
    title, body = found.title, found.body
    if telling.occasion is Occasion.REMINDER:
        title = frame.language.gettext(_REMINDER, title=item.incident.title)
    if telling.due is not None:
        title, body = _overdue(telling, frame)
    url = address(telling, frame)
    after = (*body.after, *_missed(missed, telling, frame))
    body = body._replace(after=(*after, ItemLine(_TEXT, url)))
    linked = body._replace(after=(*after, ItemLine(_TEXT, f"[{url}](<{url}>)", markdown=True)))
    html = env.get_template(f"{TEMPLATES}/feed-item.html").render(view=linked).strip()
    first = to_plain(body.text)
    return Forms(
        title=title,
        sms=short(title, "", url, _SMS),
        short280=short(title, first, url, _X),
        short300=short(title, first, url, _BLUESKY),
        short500=short(title, first, url, _MASTODON),
        chat=body.plain,
        mail=MailWords(title, body.plain, html),
    )


def address(telling: Telling, frame: Frame) -> str:
    """Where it stands on the page."""
    item, place = telling.item, telling.place
    found = feed_item(item, place, frame).url
    return found if telling.occasion is Occasion.UPDATE else found.partition("#")[0]


def short(title: str, text: str, url: str, most: int) -> str:
    """Title and link, and as much of the words as fits. What is too long ends with an ellipsis; the link never does."""
    room = most - len(url) - 1
    words = " ".join(f"{title}. {text}".split()) if text else title
    if len(words) > room:
        words = words[: max(room - 1, 0)].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
    return f"{words} {url}"


def _missed(missed: Sequence[Telling], telling: Telling, frame: Frame) -> list[ItemLine]:
    """One line for all that nobody told in time; with the day, where that was another."""
    if not missed:
        return []
    gettext, times = frame.language.gettext, frame.times
    said = []
    for one in missed:
        moment = times.moment(one.at)
        when = moment.clock if moment.day == times.day(telling.at) else moment.text
        said.append(f"{when} {gettext(STAGE_WORD[one.stage])}")
    return [ItemLine(_TEXT, gettext(_BEFORE, updates=frame.language.listed(said)))]


def _overdue(telling: Telling, frame: Frame) -> tuple[str, FeedBody]:
    """For staff, in English as `statuary remind` says it."""
    assert telling.due is not None
    title = f"Overdue: {telling.item.incident.title}"
    words = fact(telling.due, frame.now, LocalTimes(frame.settings.zone))
    return title, FeedBody((), f"{words[:1].upper()}{words[1:]}.", (), {}, "", False)
