"""One language: the page's words from a gettext catalogue, its dates, numbers and lists as CLDR has them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import NamedTuple, Self

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from statuary.render.wording.clock_patterns import Patterns, Zones, city, patterns
from statuary.render.wording.isolation import isolated

SOURCE = "en"
"""The language that the words are written in. CLDR's plain `en` is American; ours is not: 22 November 2026."""


class At(NamedTuple):
    """An instant within a sentence: `iso` for machines (UTC), `text` for people.

    `form` says how much of it is written, so that a script can write it in the reader's own zone: empty for all
    of it, `b` (brief) with a short day, `n` (near) without the day where that is today, `s` and `e` for the two ends of
    a stretch, which name once what they share, `S` and `E` for those of a brief one, `c` for the clock alone.
    """

    iso: str
    text: str
    form: str = ""


Sentence = tuple[str | At, ...]
"""Words with instants between them: a template makes a `<time>` of each, everything else is plain text."""


class Below(tuple[str | At, ...]):
    """A sentence that the home page leaves out of its first words, for what it says stands below them."""


def plain(sentence: Sentence) -> str:
    """A sentence as text alone."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in sentence)


class InContext(str):
    """A message with what it is said of: one English word may need several in another language."""

    __slots__ = ("context",)
    context: str

    def __new__(cls, context: str, message: str) -> Self:
        made = super().__new__(cls, message)
        made.context = context
        return made


def marked(message: str) -> str:
    """Marks a message that is translated where it is used, so that the catalogues get it."""
    return message


def marked_in(context: str, message: str) -> str:
    """The same for a word that is said of several things, such as “Cancelled”; `gettext` knows the context again."""
    return InContext(context, message)


_ENGLISH = ("en-GB", "en-US", "en-AU")

_PLACE = re.compile(r"%\((\w+)\)s")


class Language:
    """Says everything in one language.

    `tag` is a BCP 47 tag such as `de` or `pt-BR`. Raises babel.UnknownLocaleError or ValueError where CLDR does not
    know it. Messages that the catalogue lacks are said in English.
    """

    def __init__(self, tag: str = SOURCE, catalogue: NullTranslations | None = None) -> None:
        self.tag = tag.replace("_", "-")
        self.catalogue = catalogue or NullTranslations()
        self.locale = Locale.parse(
            "en_001" if tag == SOURCE else self.tag, sep="-" if "-" in self.tag else "_"
        )
        # Pages say the same few days, months and numbers thousands of times.
        self.day = lru_cache(maxsize=4096)(self._day)
        self.number = lru_cache(maxsize=1024)(self._number)

    @property
    def direction(self) -> str:
        """The HTML `dir`: `ltr` or `rtl`."""
        return self.locale.text_direction

    def gettext(self, message: str, **values: object) -> str:
        """A message in this language, its `%(name)s` replaced."""
        found = self._found(message)
        return found % values if values else found

    def _found(self, message: str) -> str:
        if isinstance(message, InContext):
            return self.catalogue.pgettext(message.context, message)
        return self.catalogue.gettext(message)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message that is another word elsewhere; `context` tells translators what it is said of."""
        return self.gettext(InContext(context, message), **values)

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a message that goes with a number; `%(count)s` is the number as people write it."""
        return self.catalogue.ngettext(singular, plural, number) % {"count": self.number(number), **values}

    def npgettext(self, context: str, singular: str, plural: str, number: int, **values: object) -> str:
        """The same where the counted thing is not named, and another language has to know it."""
        found = self.catalogue.npgettext(context, singular, plural, number)
        return found % {"count": self.number(number), **values}

    def sentence(self, message: str, **values: str | At | Sentence) -> Sentence:
        """A message in which instants, or whole sentences with them, keep their place."""
        found: list[str | At] = []
        for index, piece in enumerate(_PLACE.split(self._found(message))):
            value = values[piece] if index % 2 else piece
            if isinstance(value, str | At):
                found += [value] if value else []
            else:
                found += value
        return tuple(found)

    def _number(self, number: int) -> str:
        return format_decimal(number, locale=self.locale)

    def percent(self, share: Decimal) -> str:
        """`99.95%` for 99.95: two decimals, with the sign where this language puts it."""
        pattern = str(self.locale.percent_formats[None].pattern).replace("#,##0", "0.00")
        return format_percent(share / 100, pattern, locale=self.locale)

    @cached_property
    def patterns(self) -> Patterns:
        """How days and times are written."""
        return patterns(self.locale)

    @cached_property
    def zones(self) -> Zones:
        """How time zones are called. English knows those of three continents; CLDR has each in its own English."""
        english = self.locale.language == SOURCE
        own = () if self.tag == SOURCE else (self.tag,)
        return Zones((*own, *(_ENGLISH if english else ())))

    def _day(self, day: date) -> str:
        """A day with its year: `22 November 2026`."""
        return self.patterns.write(self.patterns.day, day)

    def short_day(self, day: date, *, year: bool) -> str:
        """`22 Nov`, or `22 Nov 2026`."""
        return self.patterns.write(self.patterns.short_year if year else self.patterns.short, day)

    def days(self, first: date, last: date) -> str:
        """One day, or a stretch of days: `9–21 Nov 2026`."""
        return self.day(last) if first == last else self.patterns.span(first, last)

    def weekday(self, day: date) -> str:
        """`Sunday`, as it stands by itself."""
        return str(self.locale.days["stand-alone"]["wide"][day.weekday()])

    def clock(self, local: datetime) -> str:
        """A time of day without its zone: `07:04`, `7:04 AM`."""
        return self.patterns.write(self.patterns.clock, local)

    def zone(self, key: str) -> str:
        """A time zone by its city: `Berlin`."""
        return city(key, self.locale)

    def month(self, month: tuple[int, int]) -> str:
        """A (year, month) as people write it: `November 2026`."""
        return format_skeleton("yMMMM", date(month[0], month[1], 1), locale=self.locale)

    def listed(self, names: Sequence[str], most: int = 0) -> str:
        """Names in a sentence: `A, B and C`; with more than `most` of them, `A, B and 7 more`."""
        shown = list(names)
        if 0 < most < len(shown):
            shown[most - 1 :] = [
                self.npgettext("names", "%(count)s more", "%(count)s more", len(shown) - most + 1)
            ]
        return format_list(shown, locale=self.locale)

    def joined(self, sentences: Iterable[Sentence]) -> Sentence:
        """Sentences that follow each other; empty ones are left out."""
        said = list(filter(None, sentences))
        found = said[0] if said else ()
        for sentence in said[1:]:
            found = self.sentence("%(first)s %(second)s", first=found, second=sentence)
        return found

    def together(self, *texts: str) -> str:
        """The same of texts alone."""
        return plain(self.joined([(text,) for text in texts if text]))

    def beside(self, *texts: str) -> str:
        """Short facts in one line, with a dot between them; empty ones are left out."""
        said = [text for text in texts if text]
        found = said[0] if said else ""
        for text in said[1:]:
            found = self.gettext("%(first)s · %(second)s", first=found, second=text)
        return found

    def labelled(self, label: str, value: str) -> str:
        """What it is about, then the thing itself: `Estimate: two hours`."""
        return self.gettext("%(label)s: %(value)s", label=label, value=value)

    def aside(self, note: str) -> str:
        """A note in brackets."""
        return self.gettext("(%(note)s)", note=note)

    def noted(self, name: str, note: str) -> str:
        """A name and what is to be said of it."""
        return self.gettext("%(name)s (%(status)s)", name=name, status=note)

    def name(self, name: str) -> str:
        """Words of an author within ours, kept from being moved by the direction of the line.

        English is left as it is: feeds have said it so for years, and their items would come again.
        """
        return name if self.locale.language == SOURCE else isolated(name, self.direction)

    def duration(self, length: timedelta) -> str:
        """A duration in its two largest units, rounded down: `1 hour 5 minutes`, `3 days`.

        By the catalogue and not by CLDR's units, of which Babel lacks some forms (one day in Arabic).
        """
        minutes = max(0, int(length.total_seconds()) // 60)
        if minutes == 0:
            return self.gettext("less than a minute")
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        parts = []
        if days:
            parts.append(self.ngettext("%(count)s day", "%(count)s days", days))
        if hours:
            parts.append(self.ngettext("%(count)s hour", "%(count)s hours", hours))
        if minutes and not days:
            parts.append(self.ngettext("%(count)s minute", "%(count)s minutes", minutes))
        return (
            parts[0] if len(parts) < 2 else self.gettext("%(days)s %(hours)s", days=parts[0], hours=parts[1])
        )
