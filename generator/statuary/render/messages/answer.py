"""What to answer a customer who asks: the page's own words, made ready for chat, mail and telephone.

Nothing is in them that the page does not say: no cause that nobody wrote, no offer that nobody made.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urlsplit

from statuary.model import Kind, Stage, Update
from statuary.render.frame import Frame
from statuary.render.incident_text import to_short
from statuary.render.messages.prose import said_sentences
from statuary.render.wording.instants import anchor
from statuary.render.wording.labels import FACT_LABEL, STAGE_SENTENCE, as_sentence
from statuary.render.wording.language import marked, plain
from statuary.render.wording.sentences import headline
from statuary.render.wording.statements import correction, unconfirmed
from statuary.render.wording.symptoms import Symptoms
from statuary.status.types import IncidentState, Standing

_SPOKEN = 3
"""So many sentences of an update are said in a chat and on the telephone."""
_LONG = 2000
"""Characters of an update in a mail."""
_WE_KNOW = {
    (Kind.INCIDENT, Standing.ACTIVE): marked("We know about this incident: %(title)s"),
    (Kind.INCIDENT, Standing.PAST): marked("This incident is resolved: %(title)s"),
    (Kind.MAINTENANCE, Standing.PLANNED): marked("We have scheduled maintenance: %(title)s"),
    (Kind.MAINTENANCE, Standing.ACTIVE): marked("We are doing maintenance: %(title)s"),
    (Kind.MAINTENANCE, Standing.PAST): marked("This maintenance is complete: %(title)s"),
}
_PLANNED_FOR = marked("Scheduled for")
_NEXT_UPDATE = marked("Next update: %(time)s.")
_WAS_PROMISED = marked("Next update overdue: due by %(time)s.")
_HELLO = marked("Hello,")
_THANKS = marked("Thank you for writing to us.")
_FOLLOW = marked("All updates: %(url)s")
_SAID = marked("We post all updates on our status page: %(site)s.")
_REGARDS = marked("Kind regards")
_LASTED = marked("It began: %(start)s. It ended: %(end)s.")
_CAUSE = marked("The cause")
_OFFER = marked("What we offer")
_POSTMORTEM = marked("What happened, and what we change: %(url)s")
_QUESTIONS = marked("If you have questions: %(contacts)s")
_CAUSES = frozenset({"the cause", "cause", "root cause", "die ursache", "ursache", "السبب"})
"""Headings of a post-mortem, as its templates have them in the languages that we ship."""
_OFFERS = frozenset({"what we offer", "was wir anbieten", "ما نقدّمه لك"})
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#:]*$", re.MULTILINE)


class Answer(NamedTuple):
    """The same answer three times, as plain text. What is said on the telephone has no address with a path."""

    chat: str
    mail: str
    phone: str


def answer(item: IncidentState, frame: Frame) -> Answer:
    """What to say of an incident, maintenance or notice now."""
    return _Writer(item, frame).answer()


def calm_answer(frame: Frame) -> str:
    """What to say while nothing is open: what the page says at its top."""
    said = headline(frame).plain
    return frame.language.together(said, frame.language.gettext(_FOLLOW, url=frame.settings.url))


def letter(item: IncidentState, frame: Frame) -> str:
    """A letter after the end: an apology, the cause where a post-mortem names it, and what the last update says.

    Raises ValueError for what is no incident, or not over.
    """
    if item.incident.kind is not Kind.INCIDENT or item.standing is not Standing.PAST:
        raise ValueError("only an incident that is over has a letter")
    return _Writer(item, frame).letter()


class _Writer:
    def __init__(self, item: IncidentState, frame: Frame) -> None:
        self._item, self._frame = item, frame
        self._language, self._gettext = frame.language, frame.language.gettext
        self._url = f"{frame.settings.url}incidents/{item.incident.id}/"

    def answer(self) -> Answer:
        """All three forms."""
        spoken = [self._we_know, *self._aside(), *self._news(), *self._help(), *self._promise()]
        chat = self._language.together(*spoken, self._gettext(_FOLLOW, url=self._url))
        site = urlsplit(self._frame.settings.url).netloc
        phone = self._language.together(*spoken, self._gettext(_SAID, site=site))
        facts = "\n".join([*self._facts(), *self._promise()])
        known = self._language.together(self._gettext(_THANKS), self._we_know, *self._aside())
        body = [known, self._words(self._item.last_word), facts, self._gettext(_FOLLOW, url=self._url)]
        return Answer(chat, self._mail(body), phone)

    def letter(self) -> str:
        """An apology first; then what the page says, and no more."""
        symptoms = Symptoms(self._frame.state.site.components, self._frame.language)
        sorry = symptoms.apology(self._item.worst_statuses)
        opening = [self._gettext(_THANKS), self._we_know, sorry]
        said = "\n\n".join(one for one in self._words(self._item.last_word).split("\n\n") if one != sorry)
        postmortem = next(
            (one for one in reversed(self._item.updates) if one.stage is Stage.POSTMORTEM), None
        )
        body = [self._language.together(*opening), self._times(), said]
        if postmortem is not None:
            url = f"{self._url}#{anchor(postmortem.identity)}"
            body += [*self._sections(postmortem), self._gettext(_POSTMORTEM, url=url)]
        else:
            body.append(self._gettext(_FOLLOW, url=self._url))
        contacts = [
            one.address if one.named_by_address else self._language.noted(one.name, one.address)
            for one in self._frame.settings.contacts
        ]
        if contacts:
            body.append(self._gettext(_QUESTIONS, contacts=self._language.listed(contacts)))
        return self._mail(body)

    def _mail(self, body: list[str]) -> str:
        """Between a greeting and its end; names are left to whoever sends it."""
        parts = [self._gettext(_HELLO), *filter(None, body), self._gettext(_REGARDS)]
        return "\n\n".join(parts)

    @property
    def _we_know(self) -> str:
        title = self._language.name(as_sentence(self._item.incident.title, self._language))
        if self._item.stage is Stage.CANCELLED:
            return self._language.together(title, self._gettext(STAGE_SENTENCE[Stage.CANCELLED]))
        message = _WE_KNOW.get((self._item.incident.kind, self._item.standing))
        return self._gettext(message, title=title) if message else title

    def _aside(self) -> Iterator[str]:
        """What keeps the rest from being the whole truth, and when planned work is."""
        yield from filter(None, [plain(unconfirmed(self._item, self._frame))])
        yield from filter(None, [plain(correction(self._item.incident, self._frame))])
        item = self._item
        if (
            item.incident.kind is Kind.MAINTENANCE
            and item.standing is not Standing.PAST
            and item.window_starts
        ):
            window = plain(self._frame.times.window(item.window_starts, item.window_ends))
            yield as_sentence(self._language.labelled(self._gettext(_PLANNED_FOR), window), self._language)

    def _news(self) -> Iterator[str]:
        tag = self._language.tag.partition("-")[0]
        for one in said_sentences(self._item.last_word.text, tag)[:_SPOKEN]:
            yield as_sentence(one.text, self._language)

    def _words(self, update: Update) -> str:
        """Whole paragraphs, as many as a mail has room for; the page has the rest."""
        blocks = to_short(update.text).split("\n\n")
        lengths = accumulate(map(len, blocks))
        kept = [block for block, length in zip(blocks, lengths, strict=True) if length <= _LONG]
        return "\n\n".join(kept) or self._language.together(*self._news())

    def _help(self) -> Iterator[str]:
        """What somebody on the telephone wants: what to do."""
        for key, text in self._known_facts():
            if key == "workaround":
                yield as_sentence(self._fact(key, text), self._language)

    def _facts(self) -> Iterator[str]:
        for key, text in self._known_facts():
            yield self._fact(key, text)

    def _fact(self, key: str, text: str) -> str:
        return self._language.labelled(self._gettext(FACT_LABEL[key]), text)

    def _known_facts(self) -> Iterator[tuple[str, str]]:
        if self._item.standing is not Standing.PAST:
            for key, text in self._item.facts.items():
                yield key, " ".join(to_short(text).split())

    def _promise(self) -> Iterator[str]:
        """With its day: what is written is read later."""
        due = self._item.next_update
        if due is not None:
            message = _NEXT_UPDATE if due >= self._frame.now else _WAS_PROMISED
            yield self._gettext(message, time=self._time(due))

    def _times(self) -> str:
        item = self._item
        if item.reported_afterwards or item.end is None:
            return ""
        return self._gettext(_LASTED, start=self._time(item.start), end=self._time(item.end))

    def _time(self, at: datetime) -> str:
        return self._frame.times.moment(at).text

    def _sections(self, postmortem: Update) -> Iterator[str]:
        """The cause and the offer, as they stand under their headings; nothing where nobody wrote them."""
        parts = _HEADING.split(postmortem.text)
        for heading, text in zip(parts[1::2], parts[2::2], strict=True):
            for label, headings in ((_CAUSE, _CAUSES), (_OFFER, _OFFERS)):
                if heading.strip().casefold() in headings and text.strip():
                    yield self._language.labelled(self._gettext(label), to_short(text.strip()))
