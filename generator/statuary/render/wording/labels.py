"""The reader's words for the enums, and the tone that goes with each: never a colour without a word.

The words are messages: `Language.gettext` says them in the page's language.

An author's title within our sentences: on one line, and with one mark at its end.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from statuary.model import ComponentStatus, Impact, Indicator, Kind, Stage
from statuary.render.wording.language import Language, marked, marked_in
from statuary.status.types import IncidentState, PageState, Standing


class Tone(StrEnum):
    """What a colour and a shape say together; each tone has both in `overrides/statuary`."""

    OK = "ok"
    NEUTRAL = "neutral"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


STATUS_TONE: Mapping[ComponentStatus, Tone] = MappingProxyType(
    {
        ComponentStatus.OPERATIONAL: Tone.OK,
        ComponentStatus.UNDER_MAINTENANCE: Tone.MAINTENANCE,
        ComponentStatus.DEGRADED_PERFORMANCE: Tone.MINOR,
        ComponentStatus.PARTIAL_OUTAGE: Tone.MAJOR,
        ComponentStatus.MAJOR_OUTAGE: Tone.CRITICAL,
    }
)
FACT_WORD: Mapping[str, str] = MappingProxyType(
    {
        "who": marked("Who is affected"),
        "workaround": marked("What you can do"),
        "estimate": marked("Expected end"),
    }
)
FACT_LABEL: Mapping[str, str] = MappingProxyType({**FACT_WORD, "who": marked("Who is affected")})
"""The same in messages that are read without the page."""
STATUS_WORD: Mapping[ComponentStatus, str] = MappingProxyType(
    {
        ComponentStatus.OPERATIONAL: marked_in("component", "Operational"),
        ComponentStatus.UNDER_MAINTENANCE: marked("Under maintenance"),
        ComponentStatus.DEGRADED_PERFORMANCE: marked("Degraded performance"),
        ComponentStatus.PARTIAL_OUTAGE: marked("Partial outage"),
        ComponentStatus.MAJOR_OUTAGE: marked("Major outage"),
    }
)
GROUP_WORD: Mapping[ComponentStatus, str] = MappingProxyType(
    {**STATUS_WORD, ComponentStatus.OPERATIONAL: marked_in("group", "Operational")}
)
IMPACT_TONE: Mapping[Impact, Tone] = MappingProxyType(
    {
        Impact.NONE: Tone.NEUTRAL,
        Impact.MINOR: Tone.MINOR,
        Impact.MAJOR: Tone.MAJOR,
        Impact.CRITICAL: Tone.CRITICAL,
    }
)
IMPACT_WORD: Mapping[Impact, str] = MappingProxyType(
    {
        Impact.NONE: marked("No impact"),
        Impact.MINOR: marked("Minor impact"),
        Impact.MAJOR: marked("Major impact"),
        Impact.CRITICAL: marked("Critical impact"),
    }
)
INDICATOR_TONE: Mapping[Indicator, Tone] = MappingProxyType(
    {
        Indicator.NONE: Tone.OK,
        Indicator.MAINTENANCE: Tone.MAINTENANCE,
        Indicator.MINOR: Tone.MINOR,
        Indicator.MAJOR: Tone.MAJOR,
        Indicator.CRITICAL: Tone.CRITICAL,
    }
)
INDICATOR_WORD: Mapping[Indicator, str] = MappingProxyType(
    {
        Indicator.NONE: marked_in("page", "Operational"),
        Indicator.MAINTENANCE: marked("Maintenance in progress"),
        Indicator.MINOR: marked("Minor incident"),
        Indicator.MAJOR: marked("Major incident"),
        Indicator.CRITICAL: marked("Critical incident"),
    }
)
NOTHING_YET = marked("Nothing is reported yet")
"""Of a page that has neither a component nor an incident: green would say more than anybody knows."""


def page_tone(state: PageState) -> Tone:
    """The tone of the page as a whole."""
    return Tone.NEUTRAL if state.nothing_reported else INDICATOR_TONE[state.indicator]


def page_word(state: PageState) -> str:
    """The message beside it."""
    return marked("Unknown") if state.nothing_reported else INDICATOR_WORD[state.indicator]


STAGE_WORD: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.INVESTIGATING: marked("Investigating"),
        Stage.IDENTIFIED: marked("Identified"),
        Stage.MONITORING: marked("Monitoring"),
        Stage.RESOLVED: marked_in("incident", "Resolved"),
        Stage.POSTMORTEM: marked("Post-mortem"),
        Stage.UPDATE: marked_in("stage", "Update"),
        Stage.SCHEDULED: marked_in("maintenance", "Scheduled"),
        Stage.IN_PROGRESS: marked_in("maintenance", "In progress"),
        Stage.VERIFYING: marked("Verifying"),
        Stage.COMPLETED: marked_in("maintenance", "Completed"),
        Stage.CANCELLED: marked_in("maintenance", "Cancelled"),
        Stage.NOTICE: marked_in("kind", "Notice"),
    }
)
STAGE_SENTENCE: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.INVESTIGATING: marked("We are looking for the cause."),
        Stage.IDENTIFIED: marked("We have identified the cause and are working on a fix."),
        Stage.MONITORING: marked("A fix is in place, and we are monitoring the results."),
        Stage.RESOLVED: marked("This incident is resolved."),
        Stage.POSTMORTEM: marked("This incident is resolved, and the post-mortem is published."),
        Stage.SCHEDULED: marked("This maintenance is scheduled."),
        Stage.IN_PROGRESS: marked("Maintenance is in progress."),
        Stage.VERIFYING: marked("Maintenance is done. We are checking that everything works."),
        Stage.COMPLETED: marked("Maintenance is complete."),
        Stage.CANCELLED: marked("This maintenance was cancelled."),
    }
)
KIND_WORD: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.INCIDENT: marked_in("kind", "Incident"),
        Kind.MAINTENANCE: marked_in("kind", "Maintenance"),
        Kind.NOTICE: marked_in("kind", "Notice"),
    }
)


def label_of(item: IncidentState, language: Language) -> str:
    """Where it stands, in one word; a notice has no stages, and a post-mortem follows what stays resolved.

    An incident that nobody has spoken of for long stands nowhere that anybody knows.
    """
    if item.incident.kind is Kind.NOTICE:
        return language.gettext(KIND_WORD[Kind.NOTICE])
    if item.incident.kind is Kind.INCIDENT and item.unconfirmed:
        return language.gettext("Not confirmed")
    stage = Stage.RESOLVED if item.stage is Stage.POSTMORTEM else item.stage
    return language.gettext(STAGE_WORD[stage])


class LinkPicture(StrEnum):
    """What a link to a page shows in a chat: what the page is about, never how things are now.

    The picture is fetched once and shown for weeks, so it may only say what does not become wrong. Home, lists and
    components have one for every state: their state is in the description, with its time. An open incident has one for
    every stage and impact. Only an end stays true; the title says it, too.
    """

    STATUS = "status"
    INCIDENT = "incident"
    RESOLVED = "resolved"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"


PICTURE_WORD: Mapping[LinkPicture, str] = MappingProxyType(
    {
        LinkPicture.STATUS: marked("Status page"),
        LinkPicture.INCIDENT: marked_in("kind", "Incident"),
        LinkPicture.RESOLVED: marked_in("incident", "Resolved"),
        LinkPicture.MAINTENANCE: marked_in("kind", "Maintenance"),
        LinkPicture.NOTICE: marked_in("kind", "Notice"),
    }
)


def incident_picture(item: IncidentState) -> LinkPicture:
    """The picture of an incident's page."""
    if item.incident.kind is Kind.INCIDENT:
        return LinkPicture.RESOLVED if item.standing is Standing.PAST else LinkPicture.INCIDENT
    return LinkPicture.MAINTENANCE if item.incident.kind is Kind.MAINTENANCE else LinkPicture.NOTICE


_ENDS = tuple(".!?…。．！？؟۔।")
_STOPS = "".join(mark for mark in _ENDS if mark not in "?!？！؟")
_CLOSING = "\"'”’»“‘«)]}›」』）"
_UNFINISHED = " ,;:-–—"


def _one_line(title: str) -> str:
    """A title that is all marks stays as it is."""
    said = " ".join(title.split())
    return said.rstrip(_UNFINISHED) or said


def as_sentence(title: str, language: Language) -> str:
    """A title with a full stop, unless it ends in a mark of its own."""
    said = _one_line(title)
    ended = said.rstrip(_CLOSING).endswith(_ENDS)
    return said if ended else language.gettext("%(sentence)s.", sentence=said)


def as_phrase(title: str) -> str:
    """A title without a full stop, for the sentence goes on behind it; what asks or calls keeps its mark."""
    said = _one_line(title)
    return said.rstrip(_STOPS) or said
