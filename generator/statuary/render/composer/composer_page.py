"""The composer at `/post/`: what an author may choose from, and what its script must know.

The page names nothing that the public pages do not: everybody can read it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote

from statuary.model import STAGES_OF, ComponentStatus, Forge, Impact, Kind, Settings, Stage
from statuary.render.composer.composer_words import words_for_script
from statuary.render.frame import Frame
from statuary.render.pages.incident_page import label_of
from statuary.render.wording.instants import iso
from statuary.render.wording.labels import (
    IMPACT_TONE,
    IMPACT_WORD,
    KIND_WORD,
    STAGE_SENTENCE,
    STAGE_WORD,
    STATUS_TONE,
    STATUS_WORD,
)
from statuary.render.wording.language import SOURCE
from statuary.status.faults import as_planned
from statuary.status.types import IncidentState, PageState, Standing

KINDS = (Kind.INCIDENT, Kind.MAINTENANCE)
RECENT = timedelta(days=30)
"""What ended longer ago is still found by its id."""
PROMISES = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 480, 1440))
_NOT_FIRST = {
    Stage.UPDATE,
    Stage.POSTMORTEM,
    Stage.VERIFYING,
    Stage.COMPLETED,
    Stage.CANCELLED,
}
_HIDING = {Stage.SCHEDULED, Stage.CANCELLED}
"""What a maintenance that went wrong may not become: the form has no way to say that all works."""

_WORST_FIRST = sorted(ComponentStatus, key=lambda status: -status.badness)
_PAGES = {
    Forge.GITHUB: (
        "GitHub",
        "{url}/new/{branch}?filename={{path}}&value={{text}}",
        "{url}/edit/{branch}/{{path}}",
        "{url}/blob/{branch}/{{path}}",
    ),
    Forge.GITLAB: (
        "GitLab",
        "{url}/-/new/{branch}?file_name={{path}}&content={{text}}",
        "{url}/-/edit/{branch}/{{path}}",
        "{url}/-/blob/{branch}/{{path}}",
    ),
}
"""Name, and the pages where a file is made, edited and read.

GitHub drops the last folder of `new/BRANCH/FOLDER`, so that the whole path is the name; newer versions of GitLab leave
`content` out, so that the text is copied as well.
"""


@dataclass(frozen=True)
class Rules:
    """What posting knows and pages do not: given by whoever writes the site, for views import neither.

    `grammar` and `templates` are data for the script; `next_stages` says what may follow in an incident.
    """

    grammar: Mapping[str, Any]
    templates: Sequence[Mapping[str, Any]]
    next_stages: Callable[[IncidentState], Sequence[Stage]]


class Option(NamedTuple):
    """One choice: `value` for the script, `text` for people, `note` below it."""

    value: str
    text: str
    note: str = ""


class Section(NamedTuple):
    """A group of components."""

    name: str
    components: tuple[Option, ...]


class ComposeView(NamedTuple):
    """The lists to choose from. `stages` and `statuses` are all there are; the script hides what cannot be.

    `site` is the name of the website where the files are edited, `help` where on it the way to write them is
    explained; both are empty where the owner does not say.
    """

    incidents: tuple[Option, ...]
    work: tuple[Option, ...]
    ended: tuple[Option, ...]
    groups: tuple[Section, ...]
    kinds: tuple[Option, ...]
    stages: tuple[Option, ...]
    statuses: tuple[Option, ...]
    impacts: tuple[Option, ...]
    promises: tuple[Option, ...]
    site: str
    help: str
    data: Mapping[str, Any]


def compose_view(frame: Frame, rules: Rules) -> ComposeView:
    """The composer as of the frame's `now`."""
    say = frame.language.gettext
    ended = [item for item in frame.state.past if item.end and item.end > frame.now - RECENT]
    repository = _repository(frame.settings) or {}
    return ComposeView(
        incidents=_options(frame.state.active, frame),
        work=_options((*frame.state.in_progress, *frame.state.planned), frame),
        ended=_options([item for item in ended if item.incident.kind in KINDS], frame),
        groups=tuple(_sections(frame.state)),
        kinds=tuple(Option(kind, say(KIND_WORD[kind])) for kind in KINDS),
        stages=tuple(_stages(frame)),
        statuses=tuple(Option(status, say(STATUS_WORD[status])) for status in _WORST_FIRST),
        impacts=tuple(Option(impact, say(IMPACT_WORD[impact])) for impact in Impact),
        promises=tuple(_promises(frame)),
        site=repository.get("name", ""),
        help=repository.get("help", ""),
        data=_data(frame, rules),
    )


def _options(items: Sequence[IncidentState], frame: Frame) -> tuple[Option, ...]:
    return tuple(
        Option(item.incident.id, item.incident.title, label_of(item, frame.language)) for item in items
    )


def _stages(frame: Frame) -> Iterator[Option]:
    say = frame.language.gettext
    for stage in dict.fromkeys(stage for kind in KINDS for stage in STAGES_OF[kind]):
        note = say(STAGE_SENTENCE[stage]) if stage in STAGE_SENTENCE else ""
        yield Option(stage, say(STAGE_WORD[stage]), note)


def _promises(frame: Frame) -> Iterator[Option]:
    """In minutes; the owner's cadence is among them."""
    for length in sorted({*PROMISES, *frame.settings.cadence.values()}):
        yield Option(str(length // timedelta(minutes=1)), frame.language.duration(length))


def _sections(state: PageState) -> Iterator[Section]:
    """Retired components cannot fail any more."""
    for group in state.site.groups:
        components = tuple(Option(one.id, one.name) for one in group.components if one.id in state.components)
        if components:
            yield Section(group.name, components)


def _data(frame: Frame, rules: Rules) -> dict[str, Any]:
    settings, say = frame.settings, frame.language.gettext
    items = [
        item
        for item in frame.state.by_id.values()
        if item.incident.kind in KINDS and _is_listed(item, frame.now)
    ]
    return {
        "grammar": rules.grammar,
        "templates": [one for one in rules.templates if one["approved"] or _is_english(frame)],
        "words": words_for_script(frame.language),
        "language": frame.language.tag,
        "zone": _zone(frame, frame.now),
        "times": frame.language.times_for_script,
        "built": iso(frame.now),
        "still": settings.now is not None,
        "folder": settings.incidents_dir,
        "repository": _repository(settings),
        "taken": sorted(
            key for key in frame.state.by_id if key[:10] >= f"{frame.now - timedelta(days=1):%Y-%m-%d}"
        ),
        "items": {item.incident.id: _item(item, rules) for item in items},
        "first": {kind: [stage for stage in STAGES_OF[kind] if stage not in _NOT_FIRST] for kind in KINDS},
        "all": {kind: list(STAGES_OF[kind]) for kind in KINDS},
        "cadence": {key: length // timedelta(minutes=1) for key, length in settings.cadence.items()},
        "support": _support(settings),
        "names": dict(frame.names),
        "kinds": {kind: say(KIND_WORD[kind]) for kind in KINDS},
        "tones": {status: [tone, say(STATUS_WORD[status])] for status, tone in STATUS_TONE.items()},
        "impacts": {impact: [tone, say(IMPACT_WORD[impact])] for impact, tone in IMPACT_TONE.items()},
    }


def _is_english(frame: Frame) -> bool:
    """Ready words that nobody here has written are in English."""
    return frame.language.tag.partition("-")[0] == SOURCE


def _is_listed(item: IncidentState, now: datetime) -> bool:
    return item.standing is not Standing.PAST or (item.end or now) > now - RECENT


def _item(item: IncidentState, rules: Rules) -> dict[str, Any]:
    """What the script needs in order to go on from where an incident is."""
    incident, is_planned = item.incident, item.standing is Standing.PLANNED
    moments = {
        "newest": item.newest.at,
        "start": item.start,
        "end": item.end,
        "nextUpdate": item.next_update,
        "starts": item.window_starts,
        "ends": item.window_ends,
    }
    return {
        "path": incident.path,
        "kind": incident.kind,
        "title": incident.title,
        "stage": item.stage,
        "over": item.standing is Standing.PAST,
        "timed": incident.started is not None,
        "impact": item.impact,
        "declared": _declares(item),
        "components": item.components or (as_planned(item.planned) if is_planned else {}),
        "worst": list(item.worst_statuses),
        "who": item.who,
        "workaround": item.workaround,
        "estimate": item.estimate,
        "stages": [stage for stage in rules.next_stages(item) if not (item.in_trouble and stage in _HIDING)],
        "lasted": int(item.duration.total_seconds() * 1000),
        **{key: iso(moment) for key, moment in moments.items() if moment is not None},
    }


def _declares(item: IncidentState) -> bool:
    """Whether its impact was said in words; that of maintenance in its front matter is a mere plan."""
    planned = item.incident.kind is Kind.MAINTENANCE or item.incident.impact is None
    return not planned or any(update.impact is not None for update in item.updates)


def _repository(settings: Settings) -> dict[str, str] | None:
    repository = settings.repository
    if repository is None or repository.forge is None:
        return None
    name, new, edit, read = _PAGES[repository.forge]
    place = {"url": repository.url, "branch": quote(repository.branch)}
    return {
        "name": name,
        "forge": repository.forge,
        "folder": repository.folder,
        "new": new.format_map(place),
        "edit": edit.format_map(place),
        "help": read.format_map(place).format(path=f"{repository.folder}{settings.incidents_dir}/README.md"),
    }


def _support(settings: Settings) -> dict[str, str] | None:
    """The first contact, which message templates may name."""
    contact = next(iter(settings.contacts), None)
    return {"name": contact.name, "url": contact.url} if contact else None


def _zone(frame: Frame, now: datetime) -> list[tuple[str, int, str]]:
    """From when on which offset (minutes) and name hold in the page's zone, for a year to come.

    The script must say times as pages do, and browsers have names of their own for zones.
    """
    first = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    found = [(iso(first), *_local(first, frame))]
    for day in (first + timedelta(days=number) for number in range(400)):
        if _local(day + timedelta(days=1), frame) != found[-1][1:]:
            hours = (day + timedelta(hours=number) for number in range(25))
            changed = next(hour for hour in hours if _local(hour, frame) != found[-1][1:])
            found.append((iso(changed), *_local(changed, frame)))
    return found


def _local(at: datetime, frame: Frame) -> tuple[int, str]:
    local = at.astimezone(frame.times.zone)
    return (local.utcoffset() or timedelta(0)) // timedelta(minutes=1), frame.language.zones.name(local)
