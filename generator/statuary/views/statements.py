"""What is said of one incident or maintenance wherever it is shown: what is not confirmed, when readers hear more."""

from typing import NamedTuple

from statuary.model import ComponentStatus, Impact, Incident, Kind
from statuary.status.types import IncidentState, Standing
from statuary.views.frame import Frame
from statuary.views.language import Sentence, marked
from statuary.views.times import Moment
from statuary.views.titles import as_sentence


class Promise(NamedTuple):
    """When readers hear more: the `sentence`, its instant, and whether that had passed when the page was built.

    `last` is our last word before it, which a script names once the promise is late.
    """

    sentence: Sentence
    at: Moment
    overdue: bool
    last: Moment


def hurts(item: IncidentState) -> bool:
    """Whether any component is not operational because of it."""
    return any(status is not ComponentStatus.OPERATIONAL for status in item.components.values())


def has_fault(item: IncidentState) -> bool:
    """Whether any component is worse because of it than planned work makes it."""
    planned = ComponentStatus.UNDER_MAINTENANCE.badness
    return any(status.badness > planned for status in item.components.values())


def is_harmless(item: IncidentState) -> bool:
    """Whether its author says that it has no impact, and no component denies that."""
    return item.impact is Impact.NONE and not hurts(item)


def went_wrong(item: IncidentState) -> bool:
    """Whether work under way has caused a fault: as planned, it has no impact, and its components are no worse
    than under maintenance.
    """
    under_way = item.incident.kind is Kind.MAINTENANCE and item.standing is Standing.ACTIVE
    return under_way and (has_fault(item) or item.impact is not Impact.NONE)


def unconfirmed(item: IncidentState, frame: Frame) -> Sentence:
    """That what was last said may no longer be so; nothing where it is known to be."""
    if not item.unconfirmed:
        return ()
    if item.incident.kind is Kind.MAINTENANCE and item.window_ends is not None:
        return frame.language.sentence(
            "Planned to end at %(time)s; not yet confirmed.",
            time=frame.times.near(item.window_ends, frame.now),
        )
    return frame.language.sentence(
        "No update since %(time)s; this may no longer be so.",
        time=frame.times.near(item.newest.at, frame.now),
    )


def not_confirmed(item: IncidentState, frame: Frame) -> Sentence:
    """An incident of which nobody has spoken for long, in a sentence of its own."""
    return frame.language.sentence(
        "Not confirmed since %(time)s: %(title)s",
        time=frame.times.near(item.newest.at, frame.now),
        title=as_sentence(item.incident.title, frame.language),
    )


def without_impact(item: IncidentState, frame: Frame) -> Sentence:
    """An open incident that hurts nobody, in a sentence of its own."""
    title = as_sentence(item.incident.title, frame.language)
    return (frame.language.gettext("Open, without impact: %(title)s", title=title),)


def correction(incident: Incident, frame: Frame) -> Sentence:
    """That a report is not as its author means it, and what is shown instead; nothing for a sound one."""
    shown = incident.being_corrected
    if shown is None:
        return ()
    if incident.details_follow:
        return (frame.language.gettext("This report is being corrected. Details follow."),)
    if shown.version is None:
        return (frame.language.gettext("This report is being corrected."),)
    return frame.language.sentence(
        "This report is being corrected. Shown is the version of %(time)s.",
        time=frame.times.moment(shown.version).at,
    )


def promise(item: IncidentState, frame: Frame) -> Promise | None:
    """When the next update comes, or was to come; None where nothing is promised."""
    at = item.next_update
    if at is None:
        return None
    overdue = at < frame.now
    message = (
        marked("Next update was promised for %(time)s.") if overdue else marked("Next update by %(time)s.")
    )
    sentence = frame.language.sentence(message, time=frame.times.near(at, frame.now))
    return Promise(sentence, frame.times.moment(at), overdue, frame.times.moment(item.newest.at))
