"""Incidents, maintenances and their updates, as Statuspage's API v2 has them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from statuary.model import ComponentStatus, Impact, Kind, Stage, Update
from statuary.render.api.api_components import Components
from statuary.render.api.api_shared import Api
from statuary.render.api.models import (
    MAINTENANCE,
    AffectedEntry,
    IncidentEntry,
    MaintenanceEntry,
    UpdateEntry,
)
from statuary.render.feeds.feed_item import update_body
from statuary.render.feeds.feed_lines import LineKind
from statuary.render.incident_text import as_written, to_plain
from statuary.render.wording.labels import STAGE_SENTENCE
from statuary.render.wording.language import plain
from statuary.render.wording.statements import correction
from statuary.status.types import IncidentState, Span

_STATUS = {stage: stage for stage in Stage} | {Stage.CANCELLED: Stage.COMPLETED}
"""Statuspage knows no cancelled maintenance: there one deletes it, or completes it and says so. Completed is what makes
every client drop it from what is to come; to leave it out would tell nobody who had been told of the plan. The
first words of that update's body say that the work was cancelled."""


def incident_entry(item: IncidentState, api: Api, components: Components) -> IncidentEntry:
    """An incident, or what a maintenance shares with one."""
    incident = item.incident
    return IncidentEntry.model_construct(
        id=api.ids.incident(incident),
        name=incident.title,
        status=_STATUS[item.stage],
        created_at=api.instant(_created(item)),
        updated_at=api.instant(changed_at(item)),
        monitoring_at=api.maybe(_monitoring(item)),
        resolved_at=api.maybe(item.end),
        impact=_impact(item),
        shortlink=f"{api.frame.settings.url}incidents/{incident.id}/",
        started_at=api.instant(_started(item)),
        page_id=api.ids.page,
        incident_updates=list(_updates(item, api, components)),
        components=components.named(_named(item)),
    )


def maintenance_entry(item: IncidentState, api: Api, components: Components) -> MaintenanceEntry:
    """A scheduled maintenance: an incident with its window, the one that is in force now.

    Past the end of its window it stays in progress until somebody confirms that it is over, as on the page.
    """
    starts = item.window_starts or item.start
    return MaintenanceEntry.model_construct(
        **dict(incident_entry(item, api, components)),
        scheduled_for=api.instant(starts),
        scheduled_until=api.instant(item.window_ends or starts),
    )


def changed_at(item: IncidentState) -> datetime:
    """The last change: of what was said, or of the stage, which time alone may have changed."""
    return max(item.newest.at, item.phases[-1].start)


def _created(item: IncidentState) -> datetime:
    """Its first word; of what was added after its end, the start, as Statuspage has it for what is backfilled."""
    first = item.updates[0].at
    return item.start if item.end is not None and first > item.end else first


def _monitoring(item: IncidentState) -> datetime | None:
    """Since when it was watched for the last time; never after the end that its author names."""
    starts = [phase.start for phase in item.phases if phase.stage is Stage.MONITORING]
    return next((start for start in reversed(starts) if item.end is None or start <= item.end), None)


def _started(item: IncidentState) -> datetime:
    """When the fault began; a maintenance "starts" with its announcement there, and has `scheduled_for` besides."""
    return item.updates[0].at if item.incident.kind is Kind.MAINTENANCE else item.start


def _impact(item: IncidentState) -> Impact | Literal["maintenance"]:
    if item.incident.kind is Kind.MAINTENANCE and item.impact is Impact.NONE:
        return MAINTENANCE
    return item.impact


def _named(item: IncidentState) -> Iterator[str]:
    yield from item.incident.components
    for update in item.updates:
        yield from update.components


def _updates(item: IncidentState, api: Api, components: Components) -> Iterator[UpdateEntry]:
    """Newest first. What time alone did (work that began as planned) is in the status above, and no update.

    Statuspage posts a stock sentence of its own then; here nobody is told what nobody wrote.
    """
    affected = list(_affected(item, api, components))
    for index in range(len(item.updates) - 1, -1, -1):
        update = item.updates[index]
        said = api.instant(update.at)
        yield UpdateEntry.model_construct(
            id=api.ids.update(item.incident, update),
            status=_STATUS[item.stage_at(_counted(update, api))],
            body=_body(item, index, api),
            incident_id=api.ids.incident(item.incident),
            created_at=said,
            updated_at=said,
            display_at=said,
            affected_components=affected[index],
            deliver_notifications=not update.silent,
        )


def _body(item: IncidentState, index: int, api: Api) -> str:
    """What a feed's item says, as plain text: most bodies there are, and clients show them in chats and terminals.

    The author's words come first, for a client has the components in fields of their own, and cuts what is long.
    """
    update = item.updates[index]
    if update.is_fallback:
        return plain(correction(item.incident, api.frame))
    if update.source_id is not None:
        return as_written(update.text)  # clients have it so, and it must not be news to them
    body = update_body(item, index, api.frame)
    cancelled = update.stage is Stage.CANCELLED and update.text
    parts = (
        api.frame.language.gettext(STAGE_SENTENCE[Stage.CANCELLED]) if cancelled else "",
        to_plain(body.text),
        "\n".join(line.plain for line in body.lines if line.kind is not LineKind.IMPACT),
    )
    return "\n\n".join(filter(None, parts))


def _counted(update: Update, api: Api) -> datetime:
    """From when an update counts: now, where its author's clock ran ahead."""
    return min(update.at, api.frame.now)


def _affected(item: IncidentState, api: Api, components: Components) -> Iterator[list[AffectedEntry] | None]:
    """For each update, all components that had been named by then, with their status before and after it."""
    spans: dict[str, list[Span]] = {}
    for span in item.spans_as_told:
        spans.setdefault(span.component, []).append(span)
    named = dict.fromkeys(item.incident.components)
    for update in item.updates:
        named |= dict.fromkeys(update.components)
        at = _counted(update, api)
        first = update is item.updates[0]
        yield [
            AffectedEntry(
                code=api.ids.component(key),
                name=components.full_name(key),
                # Nobody had been told of anything else before the first word.
                old_status=ComponentStatus.OPERATIONAL if first else _before(spans.get(key, ()), at),
                new_status=_after(spans.get(key, ()), at),
            )
            for key in named
        ] or None


def _before(spans: Sequence[Span], at: datetime) -> ComponentStatus:
    return _first(one for one in spans if one.start < at and (one.end is None or at <= one.end))


def _after(spans: Sequence[Span], at: datetime) -> ComponentStatus:
    return _first(one for one in spans if one.start <= at and (one.end is None or at < one.end))


def _first(spans: Iterable[Span]) -> ComponentStatus:
    return next((span.status for span in spans), ComponentStatus.OPERATIONAL)
