"""`statuary rules`: what `statuary check` knows about good outage communication."""

from collections.abc import Iterator

import click
import wcwidth

from statuary.cli.common import CommandError
from statuary.rules import Example, Family, Force, Rule, RuleError, all_rules, languages_of
from statuary.rules.lexicon import terms

_FORCE = {
    Force.BLOCKS: "an error: nothing is published with it",
    Force.SPEAKS: "a suggestion, made by itself",
    Force.INFORMS: "information, told by statuary check --all",
}


@click.command("rules")
@click.argument("name", required=False, metavar="[ID]")
def rules_command(name: str | None) -> None:
    """List the rules about words, most important first, or explain the rule ID.

    In a file, a rule is waived with a reason: “waive: {ID: why}” in its front matter; all but a secret. For a whole
    page, all but those that block are turned off under the plugin statuary: “words: {off: [ID]}”. No option of a
    command lets a leak pass.
    """
    try:
        known = {one.id: one for one in all_rules()}
    except RuleError as error:
        raise CommandError(str(error)) from error
    if name is not None and name not in known:
        raise click.BadParameter(f"there is no rule “{name}”; statuary rules lists them", param_hint="ID")
    lines = _about(known[name]) if name else _listed(list(known.values()))
    click.echo("\n".join(lines))


def _listed(rules: list[Rule]) -> Iterator[str]:
    width = max(wcwidth.width(one.id) for one in rules)
    for one in rules:
        yield f"{wcwidth.ljust(one.id, width)}  {one.force:7}  {one.says}"


def _about(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}: {rule.says}"
    yield ""
    yield f"About:      {rule.scope}, {rule.family}"
    reminds = ", and by statuary remind in time" if rule.family is Family.RHYTHM else ""
    yield f"It is:      {_FORCE[rule.force]}{reminds}"
    yield f"Languages:  {', '.join(languages_of(rule)) or 'any'}"
    yield f"Measured:   {_measured(rule)}"
    yield f"In a file:  {_waived(rule)}"
    yield f"On a page:  {_turned_off(rule)}"
    if rule.sources:
        yield f"Sources:    {rule.sources}"
    good, bad = rule.instance or ("", "")
    yield from _examples("Good", (*rule.good, good) if good else rule.good)
    yield from _examples("Not so", (*rule.bad, bad) if bad else rule.bad)
    if rule.id == "jargon":
        yield ""
        for term in terms("en"):
            yield f"{', '.join(term.words)}: {term.plain}{f' ({term.trap})' if term.trap else ''}"


def _waived(rule: Rule) -> str:
    return f"waive: {{{rule.id}: why}}" if rule.waivable else "cannot be waived: shorten it, such as AKIA…"


def _turned_off(rule: Rule) -> str:
    blocks = rule.force is Force.BLOCKS
    return "cannot be turned off" if blocks else f"words: {{off: [{rule.id}]}} under the plugin statuary"


def _measured(rule: Rule) -> str:
    if rule.by_count:
        return "needs no measuring: it counts, or looks at a fact"
    if rule.rare:
        return "on cases built for it; on real pages it is rare"
    return "on updates of real pages" if rule.force is Force.SPEAKS else "right less than nine times of ten"


def _examples(word: str, examples: tuple[str | Example, ...]) -> Iterator[str]:
    if examples:
        yield ""
        yield f"{word}:"
    for one in examples:
        given = Example(one) if isinstance(one, str) else one
        title = f"{given.title} — " if given.title != Example("").title else ""
        yield f"  {title}{given.text.strip() or '(no words)'}"
