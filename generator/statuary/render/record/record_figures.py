"""The figures of some incidents as labels and values, how each is computed, and what it cannot know."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from statuary.model import Impact, Rhythm
from statuary.render.frame import Frame
from statuary.render.wording.labels import IMPACT_WORD
from statuary.render.wording.language import Language
from statuary.status.figures import Figures, Lengths
from statuary.status.promises import GRACE
from statuary.status.record import CommunicationRecord
from statuary.status.rhythm import FIRST_UPDATE, LONG

Facts = tuple[tuple[str, str], ...]
"""Labels and values, in their order."""
_WORST_FIRST = tuple(reversed(list(Impact)))


def first_updates(found: Figures, frame: Frame) -> Facts:
    """How soon readers heard of it, where anybody can say."""
    of, gettext = found.first_updates, frame.language.gettext
    facts = [(gettext("Start known"), _share(len(of.known.values), found.incidents, frame.language))]
    if of.limited:
        facts.append((gettext("In time"), _share(of.in_time, of.limited, frame.language)))
    return (*facts, *_lengths(of.known, frame.language))


def promises(found: Figures, frame: Frame) -> Facts:
    """How many were made, and what became of them."""
    of, language = found.promises, frame.language
    gettext = language.gettext
    facts = [(gettext("Made"), language.number(of.made))]
    if decided := of.kept + of.missed:
        facts.append((gettext("Kept"), _share(of.kept, decided, language)))
        facts.append((gettext("Missed"), _share(of.missed, decided, language)))
    if of.running:
        facts.append((gettext("Not due yet"), language.number(of.running)))
    if of.late.values:
        facts.append((gettext("Longest delay"), language.duration(of.late.values[-1])))
    return tuple(facts)


def silences(found: Figures, frame: Frame) -> Facts:
    """How long readers waited without a promise; nothing where they never did."""
    of, language = found.silences, frame.language
    if not of.all.values:
        return ()
    facts = [(language.gettext("Longest"), language.duration(of.all.values[-1]))]
    if of.limited:
        facts.append((language.gettext("Too long"), _share(of.too_long, of.limited, language)))
    return tuple(facts)


def resolutions(found: Figures, frame: Frame) -> Facts:
    """How long it took until it was over."""
    of = found.resolutions
    over = found.incidents - of.open
    label = frame.language.gettext("Resolved")
    return (label, _share(over, found.incidents, frame.language)), *_lengths(of.known, frame.language)


def postmortems(found: Figures, frame: Frame) -> Facts:
    """How many were owed, and what became of them; nothing where none was."""
    of, language = found.postmortems, frame.language
    gettext = language.gettext
    states = (
        (gettext("Published in time"), of.in_time),
        (gettext("Published late"), of.late),
        (gettext("Waived"), of.waived),
        (gettext("Not due yet"), of.not_due),
        (gettext("Missing"), of.missing),
    )
    if not of.owed:
        return ()
    shares = ((label, _share(count, of.owed, language)) for label, count in states if count)
    return (gettext("Owed"), language.number(of.owed)), *shares


def unknown(record: CommunicationRecord, frame: Frame) -> Mapping[str, Iterable[str]]:
    """What each figure cannot say, with how many incidents that is of."""
    return {
        "first-update": _without_first_update(record, frame.language),
        "promises": _without_promises(record, frame.language),
        "silence": _without_silence(record, frame.language),
        "resolved": _without_end(record, frame.language),
        "postmortems": _without_postmortem(record, frame.language),
    }


def _without_first_update(record: CommunicationRecord, language: Language) -> Iterator[str]:
    of = record.all.first_updates
    if of.no_start:
        yield language.ngettext(
            "%(count)s incident has no start time on this page.",
            "%(count)s incidents have no start time on this page.",
            of.no_start,
        )
    if of.over:
        yield language.ngettext(
            "%(count)s incident ended before our first update.",
            "%(count)s incidents ended before our first update.",
            of.over,
        )


def _without_promises(record: CommunicationRecord, language: Language) -> Iterator[str]:
    if without := record.all.promises.without:
        yield language.ngettext(
            "%(count)s incident has no promise.", "%(count)s incidents have no promise.", without
        )
    if record.imported:
        yield language.ngettext(
            "%(count)s incident comes from another page. A promise in its text is not counted.",
            "%(count)s incidents come from another page. A promise in their texts is not counted.",
            record.imported,
        )


def _without_silence(record: CommunicationRecord, language: Language) -> Iterator[str]:
    if not record.all.silences.all.values:
        yield language.gettext("Readers never waited without a promise.")
    yield language.gettext("This figure does not know what we said elsewhere, for example by email or phone.")


def _without_end(record: CommunicationRecord, language: Language) -> Iterator[str]:
    of = record.all.resolutions
    if of.open:
        yield language.ngettext(
            "%(count)s incident is still open.", "%(count)s incidents are still open.", of.open
        )
    if of.unknown:
        yield language.ngettext(
            "We reported %(count)s incident only after its end. Nobody knows how long it lasted.",
            "We reported %(count)s incidents only after their end. Nobody knows how long they lasted.",
            of.unknown,
        )
    if of.from_first:
        yield language.ngettext(
            "%(count)s incident counts from our first update. We do not say when it started.",
            "%(count)s incidents count from our first update. We do not say when they started.",
            of.from_first,
        )


def _without_postmortem(record: CommunicationRecord, language: Language) -> Iterator[str]:
    of = record.all.postmortems
    if not of.owed:
        yield language.gettext("No post-mortem was owed in this period.")
    if of.imported:
        yield language.ngettext(
            "%(count)s owed post-mortem is of an incident from another page, and may be there.",
            "%(count)s owed post-mortems are of incidents from another page, and may be there.",
            of.imported,
        )
    if of.besides:
        yield language.ngettext(
            "%(count)s post-mortem was published that was not owed.",
            "%(count)s post-mortems were published that were not owed.",
            of.besides,
        )
    yield language.gettext("A post-mortem on another page counts once an update links to it.")


def how(frame: Frame) -> Mapping[str, Iterable[str]]:
    """How each figure is computed, with the limits that this page has."""
    language, rhythm = frame.language, frame.settings.rhythm
    gettext = language.gettext
    return {
        "first-update": (
            gettext("The time from the start of the incident to our first update."),
            gettext("In time means: %(limits)s.", limits=_limits(FIRST_UPDATE, language)),
        ),
        "promises": (
            gettext("An update can promise the time of the next one."),
            gettext(
                "The next update or the end keeps it, up to %(grace)s late.", grace=language.duration(GRACE)
            ),
            gettext("An earlier update with a new time keeps it, too."),
        ),
        "silence": _how_long(rhythm, language),
        "resolved": (gettext("The time that an incident was open, without breaks where it was reopened."),),
        "postmortems": _how_owed(rhythm, language),
    }


def _how_long(rhythm: Rhythm, language: Language) -> Iterator[str]:
    gettext = language.gettext
    yield gettext("The time between two updates of an open incident, while no next update is promised.")
    known = {impact: rhythm.silence_of(impact) for impact in _WORST_FIRST}
    limits = {impact: length for impact, length in known.items() if length is not None}
    if limits:
        yield gettext("Too long means more than: %(limits)s.", limits=_limits(limits, language))
        yield gettext(
            "The limit doubles when an incident has been open for %(time)s, and doubles again while we watch a fix.",
            time=language.duration(LONG),
        )


def _how_owed(rhythm: Rhythm, language: Language) -> Iterator[str]:
    for impact in _WORST_FIRST:
        if days := rhythm.postmortem_days(impact):
            yield language.ngettext(
                "%(impact)s: owed within %(count)s working day after the end.",
                "%(impact)s: owed within %(count)s working days after the end.",
                days,
                impact=language.gettext(IMPACT_WORD[impact]),
            )


def _limits(limits: Mapping[Impact, timedelta], language: Language) -> str:
    return language.listed(
        [
            language.gettext(
                "%(duration)s (%(impact)s)",
                duration=language.duration(length),
                impact=language.gettext(IMPACT_WORD[impact]),
            )
            for impact, length in limits.items()
        ]
    )


def _share(some: int, every: int, language: Language) -> str:
    return language.gettext("%(some)s of %(all)s", some=language.number(some), all=language.number(every))


def _lengths(of: Lengths, language: Language) -> Iterator[tuple[str, str]]:
    """The median and the longest; of a few, each as it is."""
    if of.median is None:
        if of.values:
            label = language.ngettext("Time of %(count)s", "Times of %(count)s", len(of.values))
            yield label, language.listed([language.duration(one) for one in of.values])
        return
    label = language.ngettext("Median of %(count)s", "Median of %(count)s", len(of.values))
    yield label, language.duration(of.median)
    yield language.gettext("Longest"), language.duration(of.values[-1])
