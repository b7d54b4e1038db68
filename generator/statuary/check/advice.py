"""Advice: what good outage communication has and this update lacks. It never changes an exit code.

Advice on what a page of one's own still lacks, with the line to fill in.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from statuary.check.pasted import pasted
from statuary.model import Impact, Incident, Kind, Problem, Settings, Severity, Site
from statuary.status import IncidentState, PageState, Standing

RECENT = timedelta(days=14)
"""Older incidents are history: nagging about them would hide what can still be mended."""
_LONG_TITLE = 80

_Found = Iterator[tuple[int, str, str]]
_Rule = Callable[[IncidentState, datetime], _Found]


def advise(page: PageState) -> Iterator[Problem]:
    """Advice on everything that is not long over, without what its author waived."""
    if not page.site.settings.contacts:
        hint = 'add under the plugin statuary: contacts: [{name: Email, url: "mailto:help@your-domain"}]'
        yield _problem("mkdocs.yml", "contacts", (0, "readers find no way to reach you", hint))
    for state in page.by_id.values():
        yield from _unknown_waivers(state.incident)
        if _matters(state, page.now):
            yield from _of_incident(state, page.now)


def _of_incident(state: IncidentState, now: datetime) -> Iterator[Problem]:
    for name, rule in ADVICE_RULES.items():
        if name not in state.incident.waive:
            for found in rule(state, now):
                yield _problem(state.incident.path, name, found)


def _problem(path: str, rule: str, found: tuple[int, str, str]) -> Problem:
    line, message, hint = found
    return Problem(
        path=path, line=line, column=1, severity=Severity.ADVICE, rule=rule, message=message, hint=hint
    )


def _matters(state: IncidentState, now: datetime) -> bool:
    return state.standing is not Standing.PAST or (state.end or now) > now - RECENT


def _unknown_waivers(incident: Incident) -> Iterator[Problem]:
    for rule in incident.waive:
        if rule not in ADVICE_RULES:
            hint = f"rules that can be waived: {', '.join(ADVICE_RULES)}"
            yield _problem(incident.path, "waive", (1, f"“{rule}” is not a rule that can be waived", hint))


def _is_open(state: IncidentState) -> bool:
    return state.incident.kind is Kind.INCIDENT and state.standing is Standing.ACTIVE


def _next_update(state: IncidentState, now: datetime) -> _Found:
    newest = state.newest
    if _is_open(state) and state.next_update is None and not newest.no_next_update:
        hint = "add “- next update: 30 min” under the heading, and keep it; “none” if there will be none"
        yield newest.line, "readers are not told when they will hear more", hint


def _who(state: IncidentState, now: datetime) -> _Found:
    if _is_open(state) and state.who is None and state.impact is not Impact.NONE:
        hint = "add “- who: customers who pay by card in Europe” under the heading"
        yield state.newest.line, "readers cannot tell whether it concerns them", hint


def _components(state: IncidentState, now: datetime) -> _Found:
    incident = state.incident
    named = incident.components or any(update.components for update in state.updates)
    if incident.kind is Kind.INCIDENT and state.impact is not Impact.NONE and not named:
        hint = "add “components:” with a line “  checkout: partial_outage” to the front matter"
        yield 1, "no component is named, so all of them stay green and no downtime is counted", hint


def _empty_update(state: IncidentState, now: datetime) -> _Found:
    for update in state.updates:
        if not update.text.strip() and not update.silent:
            yield (
                update.line,
                "this update says nothing",
                "one sentence will do: what has changed for readers?",
            )


def _title(state: IncidentState, now: datetime) -> _Found:
    length = len(state.incident.title)
    if length > _LONG_TITLE:
        hint = "say what customers cannot do, and leave the rest to the text"
        yield 1, f"the title has {length} characters; phones and chats cut it near {_LONG_TITLE}", hint


def _stale(state: IncidentState, now: datetime) -> _Found:
    if _is_open(state) and state.unconfirmed:
        days = (now - state.newest.at).days
        hint = "post an update, or Resolved with the time when it ended"
        yield state.newest.line, f"open, and without an update for {days} days: the page says so", hint


def _unconfirmed(state: IncidentState, now: datetime) -> _Found:
    if state.unconfirmed and state.incident.kind is Kind.MAINTENANCE:
        hint = "post Completed, or a new “ends”"
        yield state.newest.line, "the planned end has passed, and nobody has said that the work is done", hint


def _pasted(state: IncidentState, now: datetime) -> _Found:
    for update in state.updates:
        for found, instead in pasted(update):
            yield update.line, f"readers would see “{found}” as it stands here", f"write {instead}"


ADVICE_RULES: dict[str, _Rule] = {
    "next-update": _next_update,
    "who": _who,
    "no-components": _components,
    "empty-update": _empty_update,
    "long-title": _title,
    "stale": _stale,
    "unconfirmed": _unconfirmed,
    "markup": _pasted,
}
"""Every rule by the name under which it is reported and waived."""


CONFIG = "mkdocs.yml"


def unfinished(site: Site, repository: Callable[[], str]) -> Iterator[Problem]:
    """What an owner has left open. A page with a fixed `now` tells a story, and lacks nothing.

    `repository` is asked for the web address of this repository where `mkdocs.yml` does not say it.
    """
    settings = site.settings
    if settings.now is not None:
        return
    if not site.groups and not site.incidents:
        hint = "write, for example: groups: [{components: [{id: app, name: Our app}]}]"
        yield _advice("components.yaml", "components", "the page names nothing that you run", hint)
    yield from _of_settings(settings, repository)


def _of_settings(settings: Settings, repository: Callable[[], str]) -> Iterator[Problem]:
    if not settings.description:
        words = json.dumps(f"{settings.name}: what works, what does not", ensure_ascii=False)
        hint = f"add under the plugin statuary, in your words: description: {words}"
        yield _advice(
            CONFIG, "description", "search engines and feeds do not say what this page is about", hint
        )
    if settings.repository is None:
        hint = f"add repo_url: {repository() or 'https://github.com/OWNER/NAME'}"
        yield _advice(CONFIG, "repository", "the composer at /post/ cannot lead authors to the files", hint)


def _advice(path: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(path=path, severity=Severity.ADVICE, rule=rule, message=message, hint=hint)
