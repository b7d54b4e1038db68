"""All rules, the worst first; those that packages of others bring come last."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import EntryPoint, entry_points

from statuary.rules import (
    inner_names,
    leaks,
    length,
    needed_facts,
    opening,
    pasted,
    softening,
    titles,
    unclear_words,
)
from statuary.rules.case import Case
from statuary.rules.lexicon import languages, lexicon
from statuary.rules.rule import Finds, Force, Found, Rule

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
    needed_facts.stale,
    needed_facts.unconfirmed,
    needed_facts.empty_update,
    pasted.markup,
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
        hint = "mend the package, or uninstall it"
        yield Found(case.line, f"the rule of “{name}” fails: {type(error).__name__}: {error}", hint)
