"""From what was said on the command line to an incident and an update that still lacks its words."""

from datetime import datetime
from typing import Any

from statuary.cli.posting import ask
from statuary.cli.posting.desk import Desk
from statuary.cli.posting.typed import typed_line
from statuary.model import ComponentStatus, Impact, Incident, Kind, Stage, Update
from statuary.posting.choose import check_stage
from statuary.posting.compose import incident_id
from statuary.posting.posting_errors import PostingError
from statuary.posting.template_words import filled_title
from statuary.posting.templates import find_template, name_of
from statuary.posting.timing import Promise, asked_promise, free_instant, moment, usual_promise
from statuary.status import IncidentState, Standing, incident_state


def new_incident(desk: Desk, kind: Kind, title: str | None, **fields: Any) -> Incident:
    """A new file's facts, without its first update. Raises PostingError where a title is missing."""
    draft = Incident(id="", path="", kind=kind, title="", updates=(), **fields)
    words = typed_line(title, "TITLE") or _title(desk, draft)
    if not words:
        raise PostingError("there is no title: say in a few words what customers notice")
    taken = {path.stem for path in desk.project.incidents_dir.rglob("*.md")}
    # One that is added afterwards is looked for on the day when it happened.
    day = draft.started if draft.started and draft.ended else desk.now
    name = incident_id(words, day, taken)
    folder = desk.project.incidents_dir.relative_to(desk.project.root).as_posix()
    return draft.model_copy(update={"id": name, "path": f"{folder}/{name}.md", "title": words})


def _title(desk: Desk, draft: Incident) -> str:
    """The one of the template, for who has no time to think of one; else a person is asked."""
    stages = {
        Kind.INCIDENT: Stage.INVESTIGATING,
        Kind.MAINTENANCE: Stage.SCHEDULED,
        Kind.NOTICE: Stage.NOTICE,
    }
    template = find_template(desk.root, name_of(draft.kind, stages[draft.kind]), desk.given.template)
    if draft.components and template.title:
        return filled_title(template, draft, desk.frame)
    return typed_line(ask.line("Title: what do customers notice?"), "title") if desk.asks else ""


def affected(desk: Desk, default: ComponentStatus) -> dict[str, ComponentStatus]:
    """What a new incident or maintenance affects; a person is asked, where nothing was said."""
    found = desk.components(default, {})
    if found or not desk.names():
        return found
    if desk.asks:
        chosen = ask.which_components(desk.names())
        planned = default is ComponentStatus.UNDER_MAINTENANCE
        return {key: default if planned else ask.which_status(desk.names()[key]) for key in chosen}
    if desk.given.impact is None:
        known = ", ".join(desk.names())
        raise PostingError(
            f"say what is affected, such as -c {next(iter(desk.names()))} (known: {known}); "
            "where none fits, say how bad it is with --impact"
        )
    return {}


def first_update(desk: Desk, incident: Incident, stage: Stage) -> Update:
    """The first update of a new file. The impact stands in its front matter."""
    return _with_promise(desk, incident, _update(desk, incident, stage, impact=None, components={}))


def next_update(desk: Desk, item: IncidentState, stage: Stage, *, impact: bool = True) -> Update:
    """An update of an incident that is there. Raises PostingError for a stage that cannot come next."""
    check_stage(item, stage)
    components = desk.components(_default(item), item.components)
    said = desk.given.impact if impact else None
    return _with_promise(
        desk, item.incident, _update(desk, item.incident, stage, impact=said, components=components)
    )


def _default(item: IncidentState) -> ComponentStatus:
    planned = item.incident.kind is Kind.MAINTENANCE
    return ComponentStatus.UNDER_MAINTENANCE if planned else ComponentStatus.PARTIAL_OUTAGE


def _update(
    desk: Desk,
    incident: Incident,
    stage: Stage,
    *,
    impact: Impact | None,
    components: dict[str, ComponentStatus],
) -> Update:
    given, at = desk.given, free_instant(incident, desk.now)
    known = bool(incident.updates)
    starts, ends = window(desk, at) if known else (None, None)
    return Update(
        at=at,
        stage=stage,
        who=typed_line(given.who, "--who") or None,
        workaround=typed_line(given.workaround, "--workaround") or None,
        estimate=typed_line(given.estimate, "--estimate") or None,
        impact=impact,
        components=components,
        starts=starts,
        ends=ends,
    )


def window(desk: Desk, at: datetime) -> tuple[datetime | None, datetime | None]:
    """`--starts` and `--ends`: times, or durations from now and from the start."""
    given, zones = desk.given, desk.project.zones
    starts = moment(given.starts, zones, at, "--starts") if given.starts else None
    return starts, moment(given.ends, zones, starts or at, "--ends") if given.ends else None


def _with_promise(desk: Desk, incident: Incident, update: Update) -> Update:
    """When readers hear more: as was said, else by the cadence of the impact that holds after this update."""
    if desk.given.next_update:
        promise = asked_promise(desk.given.next_update, desk.project.zones, update.at)
    else:
        after = incident.model_copy(update={"updates": (*incident.updates, update)})
        promise = _usual(desk, incident_state(after, update.at), update.at)
    return update.model_copy(update={"next_update": promise.at, "no_next_update": promise.none})


def _usual(desk: Desk, item: IncidentState | None, at: datetime) -> Promise:
    if item is None or item.incident.kind is not Kind.INCIDENT or item.standing is not Standing.ACTIVE:
        return Promise()
    return usual_promise(desk.site.settings.cadence, item.impact, at)
