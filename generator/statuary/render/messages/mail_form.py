"""A mail: a subject that stands alone, and the same words twice, as plain text and as HTML.

It fetches nothing when it is opened: no picture, no font, no counter.
"""

from collections.abc import Iterator
from typing import NamedTuple

import jinja2

from statuary.render.environment import TEMPLATES
from statuary.render.feeds.feed_item import FeedBody
from statuary.render.feeds.update_feeds import FeedItem
from statuary.render.frame import Frame
from statuary.render.incident_text import to_plain
from statuary.render.wording.language import Language, marked

_BECAUSE = marked("You get this email because you subscribed to %(page)s.")
_UNSUBSCRIBE = marked("Unsubscribe")
_OTHER_WAYS = marked("Other ways to subscribe")
_ON_PAGE = marked("See it on the status page")


class MailView(NamedTuple):
    """What the template of the HTML body gets. `since` names what was missed, or is empty.

    `way` leads to where readers unsubscribe, or to all ways to subscribe, as its `label` says.
    """

    title: str
    since: str
    body: FeedBody
    on_page: str
    url: str
    because: str
    label: str
    way: str


class Mail(NamedTuple):
    """A subject that stands alone, a plain body, and what the HTML body is made of: see `html_body`."""

    subject: str
    plain: str
    view: MailView


def mail(said: FeedItem, since: str, leave: str, frame: Frame) -> Mail:
    """The mail on one event. `leave`: where its readers unsubscribe; empty where the channel does not know it."""
    gettext = frame.language.gettext
    view = MailView(
        title=" ".join(said.title.split()),
        since=since,
        body=said.body,
        on_page=gettext(_ON_PAGE),
        url=said.url,
        because=gettext(_BECAUSE, page=frame.settings.name),
        label=gettext(_UNSUBSCRIBE if leave else _OTHER_WAYS),
        way=leave or f"{frame.settings.url}subscribe/",
    )
    subject = frame.language.noted(view.title, frame.settings.name)
    return Mail(subject, "\n\n".join(_paragraphs(view, frame.language)) + "\n", view)


def html_body(one: Mail, frame: Frame, env: jinja2.Environment) -> str:
    """The twin of the plain body: a whole document. `env` has the templates in the language of `frame`."""
    return env.get_template(f"{TEMPLATES}/mail.html").render(view=one.view, frame=frame).strip() + "\n"


def _paragraphs(view: MailView, language: Language) -> Iterator[str]:
    yield view.title
    body = view.body
    changed, unchanged = ("\n".join(line.plain for line in lines) for lines in (body.changed, body.unchanged))
    yield from filter(None, [view.since, to_plain(body.text), changed, unchanged])
    yield language.labelled(view.on_page, view.url)
    # Mail programs know this line as the beginning of what is no part of the message.
    yield f"-- \n{view.because}\n{language.labelled(view.label, view.way)}"
