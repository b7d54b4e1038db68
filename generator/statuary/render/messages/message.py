"""One event of an incident as a message, in every length that channels take.

All of it is made from what feeds and pages say: nothing stands in a message that does not stand there.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from statuary.model import ENDED_STAGES, Stage
from statuary.render.feeds.feed_item import FeedBody
from statuary.render.feeds.feed_lines import ItemLine, ItemLines, LineKind
from statuary.render.feeds.update_feeds import FeedItem, feed_item
from statuary.render.frame import Frame
from statuary.render.messages.counting import (
    graphemes,
    is_gsm,
    mastodon_length,
    sms_parts,
    sms_text,
    utf16_units,
    x_length,
)
from statuary.render.messages.fitting import Fits, Layout, Passage, Rank, fitted, shortened_title
from statuary.render.messages.mail_form import Mail, mail
from statuary.render.messages.prose import SaidSentence, said_sentences
from statuary.render.wording.labels import STAGE_SENTENCE, STAGE_WORD, as_sentence
from statuary.render.wording.language import marked
from statuary.status.events import Event
from statuary.status.types import IncidentState

X, BLUESKY, MASTODON = 280, 300, 500
CHAT = 2000
"""Discord takes no more; others take more."""

_CALLS_ALL = re.compile(
    r"(?<=@)(?=[*_]{0,3}(?:everyone|here|(?:channel|all|room|online|stream|topic)\b))|(?<=<)(?=[!@#]|users/|at\b)",
    re.IGNORECASE,
)
"""Where Slack, Discord, Mattermost, Matrix, Zulip, Google Chat and others would call everybody in the room."""
_NO_WIDTH = "\N{ZERO WIDTH SPACE}"
_HERE = "\N{NULL}"
_SINCE = marked("Since your last message: %(updates)s.")
_RANKS = {
    LineKind.PLAN: Rank.PLAN,
    LineKind.WORKAROUND: Rank.WORKAROUND,
    LineKind.PROMISE: Rank.PROMISE,
    LineKind.AFFECTED: Rank.COMPONENTS,
    LineKind.WELL: Rank.COMPONENTS,
}


class Message(NamedTuple):
    """One event in all lengths, as plain text; `mail` has a twin in HTML.

    `title` begins with the stage. `url` is the permanent address of the update. `sms` is one part of 160 septets
    wherever possible. `short280` is for X, `short300` for Bluesky, `short500` for Mastodon, each as they count.
    """

    title: str
    url: str
    sms: str
    short280: str
    short300: str
    short500: str
    chat: str
    mail: Mail


def message(
    item: IncidentState, event: Event, frame: Frame, missed: Sequence[Event] = (), leave: str = ""
) -> Message:
    """The message on `event`, of an incident as it is now, in the language of `frame`.

    `missed` are earlier events of it that these readers were not told of: they are named in one line. `leave` is the
    address at which readers of a mail unsubscribe, where the channel knows one.
    """
    lines = ItemLines(item, event, frame, brief=True).all()
    shown = tuple(line for line in lines if line.changed or line.kind is LineKind.PLAN)
    since = _since(item, event, missed, frame)
    return message_of(feed_item(item, event, frame), frame, shown, since, leave)


def message_of(
    said: FeedItem, frame: Frame, lines: Sequence[ItemLine] = (), since: str = "", leave: str = ""
) -> Message:
    """The message that says what an item does. `lines` are those that short forms may hold, `since` what was missed."""
    short = _Short(said, lines, since, frame)
    return Message(
        title=said.title,
        url=said.url,
        sms=short.sms(),
        short280=short.within(lambda text: x_length(text) <= X),
        short300=short.within(lambda text: graphemes(text) <= BLUESKY),
        short500=short.within(lambda text: mastodon_length(text) <= MASTODON),
        chat=short.chat(),
        mail=mail(said, since, leave, frame),
    )


def _since(item: IncidentState, event: Event, missed: Sequence[Event], frame: Frame) -> str:
    """What was missed, with its times, oldest first."""
    gettext = frame.language.gettext
    updates = [
        gettext(
            marked("%(stage)s (%(time)s)"),
            stage=gettext(STAGE_WORD[feed_item(item, one, frame).stage]),
            time=frame.times.near(one.at, event.at).text,
        )
        for one in sorted(missed)
    ]
    return gettext(_SINCE, updates=frame.language.listed(updates)) if updates else ""


class _Short:
    """One event, to be made as short as a channel needs it."""

    def __init__(self, said: FeedItem, lines: Sequence[ItemLine], since: str, frame: Frame) -> None:
        self._frame, self._said, self._since, self._lines = frame, said, since, lines
        self._sentences = self._news(said.body)
        self._title = " ".join(said.title.split())
        self._space = frame.language.together(_HERE, _HERE).strip(_HERE)

    def _news(self, body: FeedBody) -> tuple[SaidSentence, ...]:
        """A post-mortem is long, and begins with what was told before: that it is there is the news."""
        if self._said.stage is Stage.POSTMORTEM:
            sentence = self._frame.language.gettext(STAGE_SENTENCE[Stage.POSTMORTEM])
            return (SaidSentence(sentence, True),)
        return said_sentences(body.text, self._frame.language.tag.partition("-")[0])

    def within(self, fits: Fits) -> str:
        """For a network, or a chat that takes little: news, then what changed, each on lines of its own."""
        passages = list(self._passages("\n\n", "\n", self._space))
        return _calm(self._written(self._said.page, "\n\n", passages, lambda text: fits(_calm(text))))

    def chat(self) -> str:
        """As long as it has to be, in paragraphs as the author wrote them. It calls nobody."""
        passages = list(self._passages("\n\n", "\n", "\n"))
        return _calm(
            self._written(self._said.url, "\n\n", passages, lambda text: utf16_units(_calm(text)) <= CHAT)
        )

    def _passages(self, group: str, line: str, paragraph: str) -> Iterator[Passage]:
        if self._since:
            yield Passage(self._since, Rank.MISSED, group)
        for place, one in enumerate(self._sentences):
            glue = (paragraph if one.begins else self._space) if place else group
            yield Passage(one.text, Rank.MORE_NEWS if place else Rank.NEWS, glue)
        for place, item in enumerate(self._lines):
            rank = _RANKS.get(item.kind, Rank.REST)
            yield Passage(" ".join(item.plain.split()), rank, line if place else group)

    def _written(self, link: str, glue: str, passages: Sequence[Passage], fits: Fits) -> str:
        head = shortened_title(self._title, lambda title: fits(Layout(title, link, glue).bare))
        return fitted(Layout(head, link, glue), passages, fits)

    def sms(self) -> str:
        """On one line. While it lasts, the page's own address stands for the incident's where the news then fit."""
        found = [self._sms(link) for link in (self._said.page, self._frame.settings.url)]
        exact, home = found
        news = self._ended(self._sentences[0].text) if self._sentences else ""
        over = self._said.stage in ENDED_STAGES
        fewer = sms_parts(home) < sms_parts(exact)
        return (
            home if fewer or (not over and sms_text(news) in home and sms_text(news) not in exact) else exact
        )

    def _sms(self, link: str) -> str:
        """With this address: in one part, or in two where SMS's own alphabet is not enough for title and link.

        More only where not even the link fits.
        """
        head = as_sentence(self._title, self._frame.language)
        least = Layout(self._frame.language.labelled(self._stage, "…"), link, " ")
        most = max(1 if is_gsm(sms_text(head)) else 2, _parts_of(least))
        parts = min(_parts_of(Layout(head, link, " ")), most)
        passages = [
            Passage(self._ended(one.text), one.rank, self._space) for one in self._passages("", "", "")
        ]
        fits = partial(_fits_sms, parts=parts)
        if not fits(Layout(head, link, " ").bare):
            head = shortened_title(self._title, lambda title: fits(Layout(title, link, " ").bare))
        return sms_text(fitted(Layout(head, link, " "), passages, fits))

    @property
    def _stage(self) -> str:
        return self._frame.language.gettext(STAGE_WORD[self._said.stage])

    def _ended(self, text: str) -> str:
        """A line in the middle of others needs a mark at its end."""
        return as_sentence(text, self._frame.language)


def _calm(text: str) -> str:
    return _CALLS_ALL.sub(_NO_WIDTH, text)


def _parts_of(layout: Layout) -> int:
    return sms_parts(sms_text(layout.bare))


def _fits_sms(text: str, parts: int) -> bool:
    return sms_parts(sms_text(text)) <= parts
