"""What follows from the files at one moment: the shapes that `statuary.status` fills and views read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from statuary.model import Component, ComponentStatus, Group, Impact, Incident, Indicator, Site, Stage, Update


class Standing(StrEnum):
    """Where an incident, a maintenance or a notice stands in time."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAST = "past"


class Phase(BaseModel):
    """From `start` on, the stage was `stage` (never UPDATE), until the next phase."""

    model_config = ConfigDict(frozen=True)

    start: datetime
    stage: Stage


class Span(BaseModel):
    """One component had one status from `start` to `end`; `end` is None while that is still so."""

    model_config = ConfigDict(frozen=True)

    component: str
    status: ComponentStatus
    start: datetime
    end: datetime | None


class Stretch(BaseModel):
    """It was open from `start` to `end`; `end` is None while it still is."""

    model_config = ConfigDict(frozen=True)

    start: datetime
    end: datetime | None


def worst_by_component(named: Iterable[tuple[str, ComponentStatus]]) -> dict[str, ComponentStatus]:
    """The worst status of each component among these, in the order in which they are named first."""
    worst: dict[str, ComponentStatus] = {}
    for component, status in named:
        worst[component] = ComponentStatus.worst([worst.get(component, status), status])
    return worst


class IncidentState(BaseModel):
    """One incident, maintenance or notice at one moment. Every datetime is aware and in UTC.

    `updates` are those posted by then, oldest first, at least one.
    `stage` is never UPDATE. `impact` is the newest one that was declared, else the worst that its components
    had so far, else (an incident that names neither) minor: an open incident is never green by omission.
    That of maintenance follows from its faults alone: those that stand, or all that it had once it is PAST.
    `components` is what it does to each component at that moment; empty unless ACTIVE.
    `start` and `end` bound the whole; `end` is None unless PAST. `stretches` are when it was open between them: several
    where it was closed and opened again. `duration` is their sum, to the moment while ACTIVE.
    `window_starts`, `window_ends`: the maintenance window now in force, None for other kinds.
    `silent_after`: from then on nobody has spoken of it for long; None unless an ACTIVE incident or maintenance.
    `unconfirmed`: what was last said may no longer be so: an incident that is silent, or a maintenance that is past
    the end of its window and that nobody has completed yet.
    `planned`: what a maintenance is to do to components, as its author says it: a fault only once it is said to be one.
    `in_trouble`: a maintenance under way that went wrong, by an update, and no update has said otherwise since.
    `next_update`, `facts` (by `model.FACTS`): the newest values; `next_update` is None once PAST,
    and where the newest update that speaks of it says `none`.
    `spans` holds the non-operational stretches of every component, by start; `told` what they looked like while
    updates were posted, where `ended` says that the fault was over earlier.
    `reported_afterwards`: it was told only once it was over, and nobody says when it began: `start` and `end` are the
    times of the report, and there is no duration that readers may be shown (`lasted`).
    """

    model_config = ConfigDict(frozen=True)

    incident: Incident
    updates: tuple[Update, ...]
    phases: tuple[Phase, ...]
    standing: Standing
    stage: Stage
    impact: Impact
    components: dict[str, ComponentStatus]
    start: datetime
    end: datetime | None
    duration: timedelta
    stretches: tuple[Stretch, ...] = ()
    window_starts: datetime | None = None
    window_ends: datetime | None = None
    silent_after: datetime | None = None
    unconfirmed: bool = False
    planned: dict[str, ComponentStatus] = {}
    in_trouble: bool = False
    next_update: datetime | None = None
    facts: dict[str, str] = {}
    spans: tuple[Span, ...] = ()
    told: tuple[Span, ...] | None = None
    reported_afterwards: bool = False

    @property
    def lasted(self) -> timedelta | None:
        """The duration as far as anybody knows it."""
        return None if self.reported_afterwards else self.duration

    @property
    def until(self) -> datetime | None:
        """Until when lists show it: to the end, which for what was reported afterwards is the report itself."""
        return self.start if self.reported_afterwards else self.end

    @property
    def spans_as_told(self) -> tuple[Span, ...]:
        """What each update meant when it was posted, for what subscribers got of it does not change afterwards."""
        return self.spans if self.told is None else self.told

    @property
    def newest(self) -> Update:
        """The last word to readers."""
        return self.updates[-1]

    @property
    def who(self) -> str | None:
        """The newest word on whom it concerns."""
        return self.facts.get("who")

    @property
    def estimate(self) -> str | None:
        """The newest word on when it should be over."""
        return self.facts.get("estimate")

    @property
    def workaround(self) -> str | None:
        """The newest word on what people can do."""
        return self.facts.get("workaround")

    @property
    def last_word(self) -> Update:
        """What was said last, save the post-mortem, which is long and does not tell how it is now."""
        said = (
            one for one in reversed(self.updates) if one.stage is not Stage.POSTMORTEM and not one.is_fallback
        )
        return next(said, self.newest)

    @property
    def hurts(self) -> bool:
        """Whether any component is not operational because of it."""
        return any(status is not ComponentStatus.OPERATIONAL for status in self.components.values())

    @property
    def has_fault(self) -> bool:
        """Whether any component is worse because of it than planned work makes it."""
        return any(status.is_fault for status in self.components.values())

    @property
    def worst_statuses(self) -> dict[str, ComponentStatus]:
        """Each component that was touched, with the worst status it had in this incident so far.

        What was reported afterwards has no stretches of time to tell it by: then it is what the report names.
        """
        named: Iterable[tuple[str, ComponentStatus]] = ((span.component, span.status) for span in self.spans)
        if self.reported_afterwards:
            texts = (self.incident.components, *(update.components for update in self.updates))
            named = (pair for components in texts for pair in components.items())
        return {key: status for key, status in worst_by_component(named).items() if status.badness}

    def stage_at(self, at: datetime) -> Stage:
        """The stage that held at an instant; never UPDATE."""
        begun = (phase.stage for phase in reversed(self.phases) if phase.start <= at)
        return next(begun, self.phases[0].stage)

    def is_silent(self, now: datetime) -> bool:
        """Whether nobody has spoken of it for long: such work comes after all that is fresh."""
        return self.silent_after is not None and now > self.silent_after


class PageState(BaseModel):
    """The page at one moment.

    `components`: the worst status over all active work, for each component in the order of the page.
    `active`: open incidents, the worst first, then the newest. `in_progress`: maintenance under way,
    the first started first. In both, what is silent comes last. `planned`: maintenance to come, the soonest first.
    `notices`: those visible now, the newest first. `past`: everything that has ended, the newest start first.
    `by_id`: all that had been posted by then.
    `nothing_reported`: there is no component, and no incident or maintenance was ever posted, so nobody can say how
    things are; a notice reports no state.
    """

    model_config = ConfigDict(frozen=True)

    site: Site
    now: datetime
    indicator: Indicator
    components: dict[str, ComponentStatus]
    active: tuple[IncidentState, ...]
    in_progress: tuple[IncidentState, ...]
    planned: tuple[IncidentState, ...]
    notices: tuple[IncidentState, ...]
    past: tuple[IncidentState, ...]
    by_id: dict[str, IncidentState]
    nothing_reported: bool = False

    @cached_property
    def groups(self) -> tuple[tuple[Group, tuple[Component, ...]], ...]:
        """The groups that readers see, in the order of the page, each with its components; retired ones left out."""
        found = (
            (group, tuple(one for one in group.components if one.id in self.components))
            for group in self.site.groups
        )
        return tuple((group, components) for group, components in found if components)

    def group_status(self, group: Group) -> ComponentStatus:
        """The worst among a group's components; retired ones do not count, and without any it is operational."""
        known = (self.components[one.id] for one in group.components if one.id in self.components)
        return ComponentStatus.worst(known)

    @property
    def statuses(self) -> dict[str, ComponentStatus]:
        """The status of each component of the page, then of those that open work names and the page does not."""
        at_work = (pair for item in (*self.active, *self.in_progress) for pair in item.components.items())
        return worst_by_component((*self.components.items(), *at_work))

    @cached_property
    def spans_by_component(self) -> dict[str, tuple[tuple[IncidentState, Span], ...]]:
        """What touched each component, with the incident that did it, by the start of the span."""
        found: dict[str, list[tuple[IncidentState, Span]]] = {}
        for state in self.by_id.values():
            for span in state.spans:
                found.setdefault(span.component, []).append((state, span))
        return {
            component: tuple(sorted(pairs, key=lambda pair: (pair[1].start, pair[0].incident.id)))
            for component, pairs in found.items()
        }

    @cached_property
    def earliest(self) -> datetime | None:
        """The earliest start of all that had been posted; None on a page without any."""
        return min((state.start for state in self.by_id.values()), default=None)
