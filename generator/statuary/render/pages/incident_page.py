"""One incident, maintenance or notice, as its page and the home page show it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from statuary.model import ComponentStatus, Impact, Kind, Stage, Update
from statuary.render.frame import Frame, MonthLink, month_link
from statuary.render.incident_text import to_html
from statuary.render.wording.component_lines import (
    ComponentLine,
    Fact,
    before,
    component_lines,
    concerned,
    facts_said,
    line_of,
)
from statuary.render.wording.instants import Moment, anchor, iso, lasted
from statuary.render.wording.labels import (
    IMPACT_TONE,
    IMPACT_WORD,
    KIND_WORD,
    STAGE_SENTENCE,
    STAGE_WORD,
    Tone,
    label_of,
)
from statuary.render.wording.language import Language, Sentence, marked
from statuary.render.wording.statements import Promise, correction, promise, unconfirmed
from statuary.status.incidents import planned_and_said
from statuary.status.maintenance import as_planned
from statuary.status.types import IncidentState, Standing


class UpdateView(NamedTuple):
    """One update; `anchor` is its permanent id on the page, `changes` what it does to components."""

    anchor: str
    stage: Stage
    label: str
    at: Moment
    html: Markup
    changes: tuple[ComponentLine, ...]
    correction: str | None


class Facts(NamedTuple):
    """What is so, before how it came about. `times`: the incident's stretch, or the maintenance's window.

    `times_label` says what they are; `duration` is empty where nobody knows it.
    It is empty, too, where nobody knows whether the incident goes on. `since` is said of an incident that is open.
    """

    components_label: str
    components: tuple[ComponentLine, ...]
    ended: bool
    times_label: str
    times: Sentence
    duration: str
    said: tuple[Fact, ...]
    promise: Promise | None
    since: Sentence = ()


class IncidentView(NamedTuple):
    """Everything a template shows of one incident. `updates` are newest first, without the post-mortem.

    `tone` is that of the present: what is over does not look alarming, whatever its impact was. `silent`: nobody has
    spoken of it for long, so it stands behind the others. `comes` and `goes` (UTC, or empty) are when a notice comes
    into sight and when it goes: a script sees to that between two builds.
    `feed` and `calendar` are addresses within its own page, empty where there is nothing to wait for.
    `month` is where the history lists it, None while it is still planned. `correction` is said of a report that is
    not as its author means it, see `views.sentences`; empty for a sound one.
    """

    id: str
    kind: Kind
    title: str
    tone: Tone
    word: str
    label: str
    sentence: Sentence
    correction: Sentence
    over: bool
    silent: bool
    comes: str
    goes: str
    month: MonthLink | None
    feed: str
    calendar: str
    facts: Facts
    postmortem: UpdateView | None
    updates: tuple[UpdateView, ...]


def incident_view(item: IncidentState, frame: Frame) -> IncidentView:
    """The view of one incident at the frame's `now`; that of a past one does not depend on it."""
    updates = list(_updates(item, frame))
    updates.reverse()
    after = next((update for update in updates if update.stage is Stage.POSTMORTEM), None)
    incident = item.incident
    is_notice = incident.kind is Kind.NOTICE
    return IncidentView(
        id=incident.id,
        kind=incident.kind,
        title=incident.title,
        tone=present_tone(item),
        word=word_of(item, frame.language),
        label=label_of(item, frame.language),
        sentence=stage_sentence(item, frame),
        correction=correction(incident, frame),
        over=item.standing is Standing.PAST,
        silent=item.is_silent(frame.now),
        comes=iso(item.start) if is_notice and item.standing is Standing.PLANNED else "",
        goes=iso(incident.visible_until) if is_notice and incident.visible_until else "",
        month=None if item.standing is Standing.PLANNED else month_link(frame.times.month(item.start), frame),
        feed="" if item.standing is Standing.PAST else "feed.xml",
        calendar=""
        if item.standing is Standing.PAST or incident.kind is not Kind.MAINTENANCE
        else "calendar.ics",
        facts=_facts(item, frame),
        postmortem=after,
        updates=tuple(update for update in updates if update is not after),
    )


def incident_views(items: Sequence[IncidentState], frame: Frame) -> tuple[IncidentView, ...]:
    """The views of several incidents, in their order."""
    return tuple(incident_view(item, frame) for item in items)


def tone_of(item: IncidentState) -> Tone:
    """The tone of its impact; planned work that declares none has a tone of its own."""
    if item.incident.kind is Kind.MAINTENANCE and item.impact is Impact.NONE:
        return Tone.MAINTENANCE
    return IMPACT_TONE[item.impact]


def present_tone(item: IncidentState) -> Tone:
    """How it is now: calm once it is over."""
    if item.standing is not Standing.PAST:
        return tone_of(item)
    ended_well = item.incident.kind is not Kind.NOTICE and item.stage is not Stage.CANCELLED
    return Tone.OK if ended_well else Tone.NEUTRAL


def word_of(item: IncidentState, language: Language) -> str:
    """The word beside the shape: the impact, or the kind where impact says nothing."""
    if item.incident.kind is not Kind.INCIDENT and item.impact is Impact.NONE:
        return language.gettext(KIND_WORD[item.incident.kind])
    return language.gettext(IMPACT_WORD[item.impact])


def stage_sentence(item: IncidentState, frame: Frame) -> Sentence:
    """What the label does not say: that work went wrong, is late or is checked, that words may no longer hold.

    Of an open incident the stage in plain words, unless its author has words of their own: ours could contradict them.
    """
    if item.in_trouble:
        return (frame.language.gettext("Something went wrong during this maintenance."),)
    if item.unconfirmed:
        return unconfirmed(item, frame)
    is_open = item.incident.kind is Kind.INCIDENT and item.standing is Standing.ACTIVE
    if is_open and item.newest.text:
        return ()
    if is_open or item.stage is Stage.VERIFYING:
        return (frame.language.gettext(STAGE_SENTENCE[item.stage]),)
    return ()


def _facts(item: IncidentState, frame: Frame) -> Facts:
    label, components = component_lines(item, frame)
    times, duration = _times(item, frame)
    is_lost = item.unconfirmed and item.incident.kind is Kind.INCIDENT
    return Facts(
        components_label=label,
        components=components,
        ended=item.standing is Standing.PAST,
        times_label=frame.language.gettext(_times_label(item)),
        times=times,
        duration="" if is_lost else duration,
        said=tuple(facts_said(item, frame)),
        promise=promise(item, frame),
        since=_since(item, frame),
    )


def _since(item: IncidentState, frame: Frame) -> Sentence:
    """Past ones say nothing that depends on the clock; work has its window."""
    if item.incident.kind is not Kind.INCIDENT or item.standing is Standing.PAST:
        return ()
    return frame.language.sentence("since %(time)s", time=frame.times.near(item.start, frame.now))


def _times_label(item: IncidentState) -> str:
    if item.incident.kind is Kind.MAINTENANCE:
        return marked("Scheduled for")
    if item.reported_afterwards:
        return marked("Reported afterwards")
    return marked("When") if item.standing is Standing.PAST else marked("Started")


def _times(item: IncidentState, frame: Frame) -> tuple[Sentence, str]:
    """Maintenance shows its window, whatever the stage: readers plan by it."""
    if item.window_starts is not None and item.window_ends is not None:
        window = frame.times.window(item.window_starts, item.window_ends)
        return window, frame.language.duration(item.window_ends - item.window_starts)
    end = None if item.reported_afterwards else item.end
    return frame.times.window(item.start, end), lasted(item, frame.language)


def _updates(item: IncidentState, frame: Frame) -> Iterator[UpdateView]:
    """Oldest first, with what each changes; the first one also carries what the front matter says.

    What stands in for words that could not be read is no update: `correction` speaks of it.
    """
    held: dict[str, ComponentStatus] = {}
    for update, (planned, said) in zip(item.updates, planned_and_said(item), strict=True):
        new = {key: one for key, one in planned.items() if held.get(key) is not one}
        lines = (*(concerned(key, one, frame) for key, one in new.items()), *_changes(said, held, frame))
        if not update.is_fallback:
            yield _update(update, lines, frame)
        held |= as_planned(planned) | said


def _changes(
    changed: Mapping[str, ComponentStatus], held: Mapping[str, ComponentStatus], frame: Frame
) -> Iterator[ComponentLine]:
    """Only what is new: naming the same status again changes nothing."""
    for component, status in changed.items():
        was = held.get(component)
        if was is not status:
            yield line_of(component, status, frame, before(was, frame) if was else "")


def _update(update: Update, changes: tuple[ComponentLine, ...], frame: Frame) -> UpdateView:
    return UpdateView(
        anchor=anchor(update.identity),
        stage=update.stage,
        label=frame.language.gettext(STAGE_WORD[update.stage]),
        at=frame.times.moment(update.at),
        html=to_html(update.text),
        changes=changes,
        correction=update.correction,
    )
