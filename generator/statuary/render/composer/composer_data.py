"""What the composer's script gets as JSON: the incidents that it can go on with, rules, and its words.

The page names nothing that the public pages do not: everybody can read it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from statuary.model import FACTS, STAGES_OF, Forge, Kind, Settings, Stage
from statuary.render.composer.composer_patterns import grammar
from statuary.render.composer.composer_rules import rules_for_script
from statuary.render.frame import Frame
from statuary.render.technical_details import TECHNICAL
from statuary.render.wording.instants import iso
from statuary.render.wording.labels import (
    IMPACT_TONE,
    IMPACT_WORD,
    KIND_WORD,
    STAGE_SENTENCE,
    STATUS_TONE,
    STATUS_WORD,
)
from statuary.render.wording.language import marked
from statuary.render.wording.script_times import times_for_script
from statuary.render.wording.symptoms import for_script
from statuary.status.maintenance import as_planned
from statuary.status.types import IncidentState, Standing

KINDS = (Kind.INCIDENT, Kind.MAINTENANCE)
RECENT = timedelta(days=30)
"""What ended longer ago is still found by its id."""
_NOT_FIRST = {
    Stage.UPDATE,
    Stage.POSTMORTEM,
    Stage.VERIFYING,
    Stage.COMPLETED,
    Stage.CANCELLED,
}
_HIDING = {Stage.SCHEDULED, Stage.CANCELLED}
"""What a maintenance that went wrong may not become: the form has no way to say that all works."""

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


_WORDS = {
    "affected": marked("Affected now"),
    "ahead": marked("Affected"),
    "who": marked("Who is affected"),
    "workaround": marked("What you can do"),
    "estimate": marked("Expected end"),
    "planned": marked("Scheduled for"),
    "next": marked("Next update: {time}."),
    "now": marked("Current stage: {stage}. Last update: {time}."),
    "draft": marked("Draft from {time}."),
    "ready": marked("Template: {name}"),
    "zone": marked("In your time zone, {zone}"),
    "derived": marked("Based on component status"),
    "before": marked("No change"),
    "copied": marked("Copied."),
    "not_copied": marked("Could not copy. The text is selected: press Ctrl+C or ⌘C."),
    "how_new": marked("The file name and text will be filled in for you."),
    "how_paste": marked("Copies the text so that you can paste it there."),
    "how_both": marked("Also copies the text. Paste it if the file there is empty."),
    "how_append": marked("Copies the text so that you can paste it at the end of the file there."),
    "how_by_hand": marked("Put the text into the new file {path}"),
    "how_by_hand_append": marked("Put the text at the end of {path}"),
    "new_file": marked("The new file {path}"),
    "end_of_file": marked("For the end of {path}"),
    "errors": marked("Errors: {number}"),
    "advice": marked("Suggestions: {number}"),
    "fine": marked("No errors."),
    "what": marked("Choose what to post."),
    "id": marked("Enter the incident ID, as in its address: lowercase letters, digits and hyphens."),
    "title": marked("Add a title: what do customers notice?"),
    "long_title": marked("Title length: {number}. Phones and chat apps cut titles at about {most}."),
    "components": marked("No components selected, so all of them will show as operational."),
    "text": marked("Add some text. One sentence is enough: what has changed for customers?"),
    "long": marked("Text length: {number}. Maximum: {most}."),
    "escaped": marked(
        "One line looks like a heading or a status. It will be published as plain text. Set statuses above."
    ),
    "no_who": marked("Say who is affected, so that readers know whether this affects them."),
    "no_next": marked("Say when you will post the next update."),
    "past": marked("The next update must be in the future."),
    "began": marked("The start time cannot be in the future."),
    "no_window": marked("Say when the maintenance starts and ends."),
    "window": marked("The end must be later than the start."),
    "clock": marked("The latest update is later than this device's time. Check the device clock."),
}


@dataclass(frozen=True)
class ComposerRules:
    """What posting knows and pages do not: given by whoever writes the site, for views import neither.

    `templates` are data for the script; `next_stages` says what may follow in an incident.
    """

    templates: Sequence[Mapping[str, Any]]
    next_stages: Callable[[IncidentState], Sequence[Stage]]


def script_data(frame: Frame, rules: ComposerRules) -> dict[str, Any]:
    settings, say = frame.settings, frame.language.gettext
    items = [
        item
        for item in frame.state.by_id.values()
        if item.incident.kind in KINDS and _is_listed(item, frame.now)
    ]
    return {
        "grammar": grammar(),
        "rules": rules_for_script(settings, say),
        "templates": list(rules.templates),
        "words": {name: say(words) for name, words in _WORDS.items()},
        "language": frame.language.tag,
        "technical": sorted(TECHNICAL),
        "zone": _zone(frame, frame.now),
        "times": times_for_script(frame.language),
        "lengths": say("%(days)s %(hours)s", days="{days}", hours="{hours}"),
        "window": say("%(start)s–%(end)s", start="{start}", end="{end}"),
        "built": iso(frame.now),
        "still": settings.now is not None,
        "folder": settings.incidents_dir,
        "repository": repository_pages(settings),
        "taken": sorted(
            key for key in frame.state.by_id if key[:10] >= f"{frame.now - timedelta(days=1):%Y-%m-%d}"
        ),
        "items": {item.incident.id: _item(item, rules) for item in items},
        "first": {kind: [stage for stage in STAGES_OF[kind] if stage not in _NOT_FIRST] for kind in KINDS},
        "all": {kind: list(STAGES_OF[kind]) for kind in KINDS},
        "cadence": {key: length // timedelta(minutes=1) for key, length in settings.cadence.items()},
        "support": _support(settings),
        "names": dict(frame.names),
        "symptoms": for_script(frame.state.site.components, frame.language)
        | {"over": say(STAGE_SENTENCE[Stage.RESOLVED])},
        "kinds": {kind: say(KIND_WORD[kind]) for kind in KINDS},
        "tones": {status: [tone, say(STATUS_WORD[status])] for status, tone in STATUS_TONE.items()},
        "impacts": {impact: [tone, say(IMPACT_WORD[impact])] for impact, tone in IMPACT_TONE.items()},
    }


def _is_listed(item: IncidentState, now: datetime) -> bool:
    return item.standing is not Standing.PAST or (item.end or now) > now - RECENT


def _item(item: IncidentState, rules: ComposerRules) -> dict[str, Any]:
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
        "worst": dict(item.worst_statuses),
        **{key: item.facts.get(key) for key in FACTS},
        "stages": [stage for stage in rules.next_stages(item) if not (item.in_trouble and stage in _HIDING)],
        "waived": list(incident.waive),
        "lasted": int(item.duration.total_seconds() * 1000),
        **{key: iso(moment) for key, moment in moments.items() if moment is not None},
    }


def _declares(item: IncidentState) -> bool:
    """Whether its impact was said in words; that of maintenance in its front matter is a mere plan."""
    planned = item.incident.kind is Kind.MAINTENANCE or item.incident.impact is None
    return not planned or any(update.impact is not None for update in item.updates)


def repository_pages(settings: Settings) -> dict[str, str] | None:
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
