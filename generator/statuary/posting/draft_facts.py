"""From what was asked for to an incident and an update that still lacks its words.

What `-c` says is read here, too: components by id or name, and how they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from statuary.model import FACTS, Component, ComponentStatus, Impact, Incident, Kind, Stage, Update
from statuary.posting import PostingError
from statuary.posting.choose import FIRST_OF, check_stage
from statuary.posting.draft import incident_id
from statuary.posting.posting_times import (
    NextUpdate,
    asked_next_update,
    free_instant,
    moment,
    usual_next_update,
)
from statuary.posting.session import Session
from statuary.posting.slots import title_values
from statuary.posting.template_files import find_template
from statuary.posting.templates import name_of
from statuary.posting.typed_text import typed_line
from statuary.posting.update_words import filled_title
from statuary.source.problems import Context, near, suggestion
from statuary.source.times import TimeError, parse_time
from statuary.source.vocabulary import component_status, status_hint
from statuary.status import IncidentState, Standing, incident_state

_SHOWN = 10


def named_components(
    session: Session, default: ComponentStatus, held: Mapping[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    """What `-c` says. A bare id has `default`; but where it is affected already (`held`), how is it now?"""
    return _read_parts(session, session.request.component, default, held)


def _read_parts(
    session: Session, said: Sequence[str], default: ComponentStatus, held: Mapping[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    found: dict[str, ComponentStatus] = {}
    for part in parts_of(said):
        key, status = component_said(session, part)
        if not status and held.get(key, ComponentStatus.OPERATIONAL) is not ComponentStatus.OPERATIONAL:
            raise PostingError(f"{key} is {held[key]} already; say how it is now: -c {key}=operational")
        found[key] = default if status is None else _status(status)
    return found


def parts_of(said: Sequence[str]) -> list[str]:
    """What stands between commas, in all of them."""
    return [part.strip() for one in said for part in one.split(",") if part.strip()]


def component_said(session: Session, part: str) -> tuple[str, str | None]:
    """The component's id, and what is said of it, if anything is: `search=down`, and `search:down` as well.

    Raises PostingError for a component that is not there.
    """
    ids = Context.of({}, session.site.components, session.site.groups).components
    if part.lower() in ids:
        return ids[part.lower()], None
    name, sign, said = (piece.strip() for piece in part.rpartition("=" if "=" in part else ":"))
    if not sign:
        name = part
    if name.lower() not in ids:
        raise PostingError(
            f"there is no component “{name}”; {_resembling(name, list(session.site.components))}"
        )
    return ids[name.lower()], said if sign else None


def _resembling(name: str, components: Sequence[Component]) -> str:
    """Those whose id or name holds the word; else the one that is spelled nearly so; of a few, all."""
    if not components:
        return "components.yaml names none"
    word = name.lower()
    holding = [one.id for one in components if word and (word in one.id or word in one.name.lower())]
    if holding:
        more = ", …" if len(holding) > _SHOWN else ""
        return f"did you mean: {', '.join(holding[:_SHOWN])}{more}?"
    ids = {one.name.lower(): one.id for one in components} | {one.id: one.id for one in components}
    nearest = near(name, ids)
    if nearest or len(components) <= _SHOWN:
        return (
            f"did you mean “{ids[nearest]}”?" if nearest else suggestion(name, [one.id for one in components])
        )
    return f"components.yaml names {len(components)}, and none resembles it"


def _status(said: str) -> ComponentStatus:
    status = component_status(said)
    if status is None:
        raise PostingError(f"“{said}” is not a component status; {status_hint(said)}")
    return status


def new_incident(session: Session, kind: Kind, **fields: Any) -> Incident:
    """A new file's facts, without its first update. Raises PostingError where a title is missing."""
    bare = Incident(id="", path="", kind=kind, title="", updates=(), **fields)
    title = typed_line(session.request.title, "TITLE") or _title(session, bare)
    if not title:
        raise PostingError("there is no title: say in a few words what customers notice")
    # An incident may hold an id of its own, which is not its file's name: both are taken.
    taken = {path.stem for path in session.project.incidents_dir.rglob("*.md")}
    taken |= {one.id for one in session.site.incidents}
    # One that is added afterwards is looked for on the day when it happened.
    day = bare.started if bare.started and bare.ended else session.now
    name = incident_id(title, day, taken)
    path = f"{session.incidents_folder}/{name}.md"
    return bare.model_copy(update={"id": name, "path": path, "title": title})


def _title(session: Session, bare: Incident) -> str:
    """The one of the template, for who has no time to think of one, or the symptom; else a person is asked."""
    usual, language = name_of(bare.kind, FIRST_OF[bare.kind]), session.site.settings.language
    template = find_template(session.root, language, usual, session.request.template)
    title = filled_title(template, bare, session.frame) or title_values(bare, session.frame)["symptom"]
    if bare.components and title:
        return title
    return typed_line(session.dialogue.ask_text("Title: what do customers notice?"), "title")


def affected(session: Session, default: ComponentStatus) -> dict[str, ComponentStatus]:
    """What a new incident or maintenance affects; a person is asked, where nothing was said."""
    found = named_components(session, default, {})
    names = {key: session.frame.names[key] for key in session.state.components}  # in the order of the page
    if found or not names:
        return found
    if session.dialogue.asks:
        return _read_parts(session, session.dialogue.choose_several("What is affected?", names), default, {})
    if session.request.impact is None:
        raise PostingError(
            f"say what is affected, such as -c {next(iter(names))} (known: {', '.join(names)}); "
            "where none fits, say how bad it is with --impact"
        )
    return {}


def first_update(session: Session, incident: Incident, stage: Stage) -> Update:
    """The first update of a new file. The impact stands in its front matter."""
    return _with_next_update(session, incident, _update(session, incident, stage, None, {}))


def further_update(session: Session, item: IncidentState, stage: Stage) -> Update:
    """An update of an incident that is there. Raises PostingError for a stage that cannot come next."""
    check_stage(item, stage)
    planned = item.incident.kind is Kind.MAINTENANCE
    default = ComponentStatus.UNDER_MAINTENANCE if planned else ComponentStatus.PARTIAL_OUTAGE
    components = named_components(session, default, item.components)
    update = _update(session, item.incident, stage, session.request.impact, components)
    return _with_next_update(session, item.incident, update)


def _update(
    session: Session,
    incident: Incident,
    stage: Stage,
    impact: Impact | None,
    components: dict[str, ComponentStatus],
) -> Update:
    request, at = session.request, free_instant(incident, session.now)
    starts, ends = window(session, at) if incident.updates else (None, None)
    return Update(
        at=at,
        stage=stage,
        **{key: typed_line(getattr(request, key), f"--{key}") or None for key in FACTS},
        impact=impact,
        components=components,
        starts=starts,
        ends=ends,
    )


def window(session: Session, at: datetime) -> tuple[datetime | None, datetime | None]:
    """When planned work starts and ends: times, or durations from now and from the start."""
    starts = asked_moment(session, session.request.starts, "--starts", at)
    return starts, asked_moment(session, session.request.ends, "--ends", starts or at)


def asked_moment(
    session: Session,
    said: str | None,
    option: str,
    base: datetime | None = None,
    *,
    past: bool = False,
    ends: bool | None = None,
) -> datetime | None:
    """A time or a duration from `base` (default: now), told as it was understood; None where nothing was said."""
    if not said:
        return None
    at = moment(said, session.times, base or session.now, option, past=past, ends=ends)
    _tell_meant(session, option, said, at)
    return at


def _tell_meant(session: Session, option: str, said: str, at: datetime | None) -> None:
    """A person who typed less than a whole time sees which one was meant, before anything is written."""
    try:
        parse_time(said, session.project.zones)
    except TimeError:
        if at is not None:
            session.dialogue.tell(f"{option} {said}: {session.frame.times.moment(at).text}")


def _with_next_update(session: Session, incident: Incident, update: Update) -> Update:
    """When readers hear more: as was said, else by the cadence of the impact that holds after this update."""
    if session.request.next_update:
        told = asked_next_update(session.request.next_update, session.times, update.at)
        _tell_meant(session, "--next-update", session.request.next_update, told.at)
    else:
        after = incident.model_copy(update={"updates": (*incident.updates, update)})
        told = _usual(session, incident_state(after, update.at), update.at)
    return update.model_copy(update={"next_update": told.at, "no_next_update": told.none})


def _usual(session: Session, item: IncidentState | None, at: datetime) -> NextUpdate:
    if item is None or item.incident.kind is not Kind.INCIDENT or item.standing is not Standing.ACTIVE:
        return NextUpdate()
    return usual_next_update(session.site.settings.cadence, item.impact, at)
