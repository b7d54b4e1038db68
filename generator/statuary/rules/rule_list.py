"""All rules, the worst first, those that packages of others bring last; and which findings an author is told.

They are told few, the worst first, of what can still be corrected.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import EntryPoint, entry_points

from statuary.model import Incident, Problem, Severity, Site
from statuary.rules import (
    inner_names,
    leaks,
    length,
    needed_facts,
    opening,
    rhythm,
    softening,
    titles,
    unclear_words,
)
from statuary.rules.case import Case, RuleContext
from statuary.rules.lexicon import languages, lexicon
from statuary.rules.rule import Finds, Force, Found, Rule
from statuary.status import IncidentState, PageState, Standing

GROUP = "statuary.rules"

LEAKS = (
    leaks.secret,
    leaks.private_address,
    leaks.log_line,
    inner_names.internal_name,
    inner_names.personal_address,
)
"""What must not be read by anybody, however old it is."""

RULES: tuple[Rule, ...] = (
    *LEAKS,
    inner_names.placeholder,
    needed_facts.vague_promise,
    needed_facts.next_update,
    needed_facts.no_components,
    rhythm.stale,
    rhythm.unconfirmed,
    rhythm.promise_missed,
    rhythm.silence,
    rhythm.postmortem_owed,
    needed_facts.empty_update,
    unclear_words.markup,
    opening.stage_words,
    opening.symptom,
    needed_facts.who,
    needed_facts.workaround,
    opening.stock_phrase,
    opening.bare_resolved,
    opening.resolved_words,
    opening.repeat,
    unclear_words.contact_way,
    unclear_words.link_text,
    unclear_words.time_zone,
    unclear_words.relative_day,
    unclear_words.numeric_date,
    length.plain_words,
    softening.belittling,
    softening.stacked_hedges,
    softening.any_inconvenience,
    softening.exclamation,
    titles.vague_title,
    titles.title_form,
    titles.long_title,
    softening.over_promise,
    softening.blame,
    length.jargon,
    length.long_sentence,
    length.long_update,
    needed_facts.maintenance_effect,
    needed_facts.late_notice,
)

BLOCKING = tuple(one for one in RULES if one.force is Force.BLOCKS)


class RuleError(Exception):
    """A package of others brings what is no rule; the message says which."""


def languages_of(rule: Rule) -> tuple[str, ...]:
    """The languages in which a rule speaks; empty for one that holds in any."""
    return tuple(one for one in languages() if lexicon(one).has(*rule.needs)) if rule.needs else ()


def all_rules() -> tuple[Rule, ...]:
    """Ours, then those of installed packages, in the order of their names. Raises RuleError."""
    added = sorted(entry_points(group=GROUP), key=lambda one: one.name)
    return (*RULES, *(one for point in added for one in _of(point)))


def _of(point: EntryPoint) -> Iterator[Rule]:
    """Advice at most: only what is ours may stop somebody who has to post."""
    try:
        said = point.load()
    except Exception as error:  # whatever somebody else's code raises
        raise RuleError(f"“{point.name}” cannot be loaded: {type(error).__name__}: {error}") from error
    for one in said if isinstance(said, (list, tuple)) else [said]:
        if not isinstance(one, Rule) or one.id in {rule.id for rule in RULES}:
            raise RuleError(f"“{point.name}” must be a rule, or a list of them, with names of their own")
        force = Force.SPEAKS if one.force is Force.BLOCKS else one.force
        yield replace(one, force=force, finds=partial(_guarded, point.name, one.finds))


def _guarded(name: str, finds: Callable[[Case], Finds], case: Case) -> Finds:
    """What fails in somebody else's code must not keep anybody from posting."""
    try:
        yield from [Found(*one) for one in finds(case)]
    except Exception as error:
        hint = "fix the package, or uninstall it"
        yield Found(case.line, f"the rule of “{name}” fails: {type(error).__name__}: {error}", hint)


MOST = 3
"""So many suggestions on an update are read in an outage."""
RECENT = timedelta(days=14)
"""Older incidents are history: nagging about them would hide what can still be mended."""
FRESH = timedelta(days=1)
"""Words older than that were read: only facts are still worth mending."""


def advise_on_incidents(page: PageState, *, everything: bool = False) -> Iterator[Problem]:
    """Advice on everything that is not long over, without what its author waived.

    With `everything`, also what is only for information, and all that came after the worst.
    """
    frame, rules = RuleContext.of(page.site), RULES
    try:
        rules = all_rules()
    except RuleError as error:
        hint = "fix the package, or uninstall it; all other rules hold"
        yield Problem(
            path="mkdocs.yml", severity=Severity.ADVICE, rule="rules", message=str(error), hint=hint
        )
    yield from _unknown_names(page.site, rules)
    for state in page.by_id.values():
        if state.standing is not Standing.PAST or (state.end or page.now) > page.now - RECENT:
            yield from _of_incident(frame, state, page.now, rules, everything)


def _of_incident(
    frame: RuleContext, state: IncidentState, now: datetime, rules: Sequence[Rule], everything: bool
) -> Iterator[Problem]:
    """Nothing beside a leak, which comes first: advice quotes the text."""
    case = Case(frame, state.incident, state.updates, now, state)
    if has_leak(case):
        return
    told = findings(case, [one for one in rules if _may_speak(one, case, everything)])
    for one, found in told if everything else told[:MOST]:
        yield problem(state.incident.path, one, found)


def findings(case: Case, rules: Sequence[Rule]) -> list[tuple[Rule, Found]]:
    """What these rules find, without what a stronger finding says already."""
    found = [(one, result) for one in rules for result in one.finds(case)]
    said = {one.id for one, _ in found}
    return [(one, result) for one, result in found if said.isdisjoint(one.stronger)]


def _may_speak(rule: Rule, case: Case, everything: bool) -> bool:
    """Speed beats style: on the first update of an outage next to nothing is said."""
    first = len(case.updates) == 1 and case.state.standing is not Standing.PAST
    return (
        rule.force is not Force.BLOCKS
        and (everything or rule.force is Force.SPEAKS)
        and not _is_waived(rule, case.incident)
        and rule.id not in case.frame.settings.words.off
        and (not rule.needs or case.frame.lexicon.has(*rule.needs))
        and (rule.lasts or case.now - case.update.at <= FRESH)
        and (everything or rule.early or not first)
    )


def _unknown_names(site: Site, rules: Sequence[Rule]) -> Iterator[Problem]:
    hint = f"rules that can be waived: {', '.join(sorted(rule.id for rule in rules if rule.waivable))}"
    hints = {rule.id: _SHORTEN for rule in rules if not rule.waivable}
    for incident in site.incidents:
        for one in incident.waive:
            if one in hints or one not in {rule.id for rule in rules}:
                yield _unknown(incident.path, 1, "waive", one, hints.get(one, hint))
    hints = {rule.id: _IN_THE_FILE if rule.waivable else _SHORTEN for rule in BLOCKING}
    for one in site.settings.words.off:
        if one in hints or one not in {rule.id for rule in rules}:
            yield _unknown("mkdocs.yml", 0, "words", one, hints.get(one, hint))


_SHORTEN = "if it is only an example, shorten it: AKIA…"
_IN_THE_FILE = (
    "a leak or a placeholder is waived in its file, with a reason: waive: {log-line: readers see this line}"
)


def _unknown(path: str, line: int, rule: str, name: str, hint: str) -> Problem:
    message = f"“{name}” is not a rule that can be {'waived' if rule == 'waive' else 'off'}"
    return Problem(
        path=path, line=line, column=1, severity=Severity.ADVICE, rule=rule, message=message, hint=hint
    )


def problem(path: str, rule: Rule, found: Found) -> Problem:
    """A finding as `check` tells it."""
    severity = Severity.ERROR if rule.force is Force.BLOCKS else Severity.ADVICE
    line, message, hint = found
    if severity is Severity.ERROR:
        waive = f"if it is right to be there, add to the front matter: waive: {{{rule.id}: the reason}}"
        hint += f"; {waive if rule.waivable else _SHORTEN}"
    return Problem(
        path=path, line=line, column=1, severity=severity, rule=rule.id, message=message, hint=hint
    )


def blocking(site: Site, now: datetime) -> Iterator[Problem]:
    """Leaks in any words of the page, for they do not age; and placeholders in what nobody may have read yet."""
    frame = RuleContext.of(site)
    for incident in site.incidents:
        for index in range(len(incident.updates)):
            case = Case.then(frame, incident, index)
            fresh = now - case.update.at <= FRESH and index == len(incident.updates) - 1
            for one, found in _blocking_in(case, BLOCKING if fresh else LEAKS):
                yield problem(incident.path, one, found)


def _blocking_in(case: Case, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Found]]:
    """A left-over placeholder is quoted, but not where the same line leaks."""
    leaky = set()
    for rule in rules:
        for found in () if _is_waived(rule, case.incident) else rule.finds(case):
            if rule in LEAKS:
                leaky.add(found.line)
            quotes = rule not in LEAKS and found.line in leaky
            yield rule, found._replace(message=rule.says) if quotes else found


def has_leak(case: Case) -> bool:
    """Whether an update's words must not be read by anybody; what was waived may."""
    return any(True for one in LEAKS if not _is_waived(one, case.incident) for _ in one.finds(case))


def _is_waived(rule: Rule, incident: Incident) -> bool:
    return rule.waivable and rule.id in incident.waive
