"""The sentences at the top of the page: true, short, and never calmer than the facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from statuary.model import ComponentStatus, Impact, Indicator
from statuary.status.types import IncidentState, PageState
from statuary.views.times import Moment, Times, counted
from statuary.views.words import INDICATOR_TONE, INDICATOR_WORD, STATUS_WORD, Tone

NAMES_SHOWN = 4
"""So many components are named in one clause; the rest are counted."""

SOON = timedelta(days=7)
"""Planned work is named in the first sentences when it is so near."""


class Promise(NamedTuple):
    """When readers hear more, to follow "Next update": `words`, then the time as `text`."""

    words: str
    at: Moment
    text: str
    overdue: bool


class Headline(NamedTuple):
    """What a reader learns first: the state's `word` and `tone`, the sentence, what else is true."""

    tone: Tone
    word: str
    text: str
    detail: str
    promise: Promise | None

    @property
    def plain(self) -> str:
        """Sentence and detail as one text, for descriptions."""
        end = "" if self.text.endswith((".", "!", "?", "…")) else "."
        return f"{self.text}{end} {self.detail}".rstrip()


def headline(state: PageState, names: Mapping[str, str], times: Times) -> Headline:
    """The first words of the page. `names` maps component ids to names.

    An open incident is named before all else, then maintenance under way; only without either are there
    "no known problems".
    """
    tone, word = INDICATOR_TONE[state.indicator], INDICATOR_WORD[state.indicator]
    components = _all_statuses(state)
    troubles = [item for item in state.active if item.impact is not Impact.NONE or _hurts(item)]
    if troubles:
        text, detail = _trouble(troubles, components, names)
    elif state.in_progress:
        text, detail = _work(state.in_progress, components, names)
    else:
        text, detail = _calm(state, components, names, times)
    first = next(iter(troubles or state.active), None)
    return Headline(tone, word, text, detail, promise(first, state.now, times) if first else None)


def _hurts(item: IncidentState) -> bool:
    return any(status is not ComponentStatus.OPERATIONAL for status in item.components.values())


def _all_statuses(state: PageState) -> dict[str, ComponentStatus]:
    """The page's components, and those that open work names though the page does not know them."""
    statuses = dict(state.components)
    for item in (*state.active, *state.in_progress):
        for component, status in item.components.items():
            known = statuses.get(component)
            if known is None or known.badness < status.badness:
                statuses[component] = status
    return statuses


def _trouble(
    troubles: Sequence[IncidentState], components: Mapping[str, ComponentStatus], names: Mapping[str, str]
) -> tuple[str, str]:
    more = len(troubles) - 1
    others = f"{counted(more, 'more incident')} {'is' if more == 1 else 'are'} open." if more else ""
    affected = affected_sentence(components, names)
    well = all(status is ComponentStatus.OPERATIONAL for status in components.values())
    if well and not any(one.components for one in troubles):
        affected = ""  # Nobody has said yet what the incident touches: "all operational" would calm falsely.
    return troubles[0].incident.title, " ".join(filter(None, (affected, others)))


def _work(
    work: Sequence[IncidentState], components: Mapping[str, ComponentStatus], names: Mapping[str, str]
) -> tuple[str, str]:
    late = [item for item in work if item.unconfirmed]
    first = (late or work)[0]
    text = f"Planned maintenance: {first.incident.title}"
    end = "It is past its planned end and not yet confirmed to be complete." if late else ""
    return text, " ".join(filter(None, (end, affected_sentence(components, names))))


def _calm(
    state: PageState, components: Mapping[str, ComponentStatus], names: Mapping[str, str], times: Times
) -> tuple[str, str]:
    """No open incident that hurts and no work under way; an indicator that still warns wins."""
    detail = affected_sentence(components, names)
    if state.indicator is not Indicator.NONE:
        return INDICATOR_WORD[state.indicator], detail
    if state.active:
        title = state.active[0].incident.title
        return "No problem that affects you is known", f"{detail} Open, without impact: {title}".strip()
    return "No known problems", f"{detail} {_next_work(state, times)}".strip()


def _next_work(state: PageState, times: Times) -> str:
    """The soonest planned work within a week: the one thing to know on a quiet day."""
    first = state.planned[0] if state.planned else None
    if first is None or first.start > state.now + SOON:
        return ""
    window = times.window(first.window_starts or first.start, first.window_ends)
    until = f" to {window.end_text}" if window.end else ""
    return f"Maintenance is planned: {first.incident.title}, {window.start_text}{until}."


def affected_sentence(components: Mapping[str, ComponentStatus], names: Mapping[str, str]) -> str:
    """Who has what, the worst first: "Partial outage: Checkout. The other 11 components are …"."""
    by_status: dict[ComponentStatus, list[str]] = {}
    for component, status in components.items():
        by_status.setdefault(status, []).append(names.get(component, component))
    well = by_status.pop(ComponentStatus.OPERATIONAL, [])
    ill = sorted(by_status.items(), key=lambda pair: -pair[0].badness)
    sentences = [f"{STATUS_WORD[status]}: {listed(who)}." for status, who in ill]
    sentences.append(_operational(well, others=bool(ill)))
    return " ".join(filter(None, sentences))


def _operational(well: Sequence[str], *, others: bool) -> str:
    """ "Reported", for the page repeats what people wrote; it measures nothing."""
    if not well:
        return ""
    if others:
        who = "The other component is" if len(well) == 1 else f"The other {len(well):,} components are"
    elif len(well) == 1:
        who = f"The one component, {well[0]}, is"
    else:
        who = "Both components are" if len(well) == 2 else f"All {len(well):,} components are"
    return f"{who} reported operational."


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B, C and 4 more"."""
    if len(names) == 1:
        return names[0]
    if len(names) <= NAMES_SHOWN:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    shown = NAMES_SHOWN - 1
    return f"{', '.join(names[:shown])} and {len(names) - shown:,} more"


def promise(item: IncidentState, now: datetime, times: Times) -> Promise | None:
    """When the next update comes, or was to come; None where nothing is promised."""
    at = item.next_update
    if at is None:
        return None
    overdue = at < now
    words = "was promised for" if overdue else "by"
    return Promise(words, times.moment(at), times.near(at, now), overdue)
