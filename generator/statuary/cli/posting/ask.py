"""Questions, with choices; only ever asked on a terminal."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from statuary.model import ComponentStatus, Stage
from statuary.source.vocabulary import component_status
from statuary.status import IncidentState

_STATUSES = {
    ComponentStatus.DEGRADED_PERFORMANCE: "works, but slowly or with small faults",
    ComponentStatus.PARTIAL_OUTAGE: "fails for some people, or some of the time",
    ComponentStatus.MAJOR_OUTAGE: "fails for everyone, or nearly so",
}


def is_terminal() -> bool:
    """Whether a person can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _answer(question: str, **options: Any) -> str:
    """What a person types; asked again where the terminal sends something else than UTF-8."""
    while True:
        try:
            return str(click.prompt(question, **options))
        except UnicodeDecodeError as error:
            click.echo(f"Not UTF-8 ({error.reason}): set your terminal to UTF-8, or type it otherwise.")


def one_of(question: str, choices: Sequence[tuple[str, str]], default: int | None = 1) -> int:
    """The index of the choice that was made, by its number or its word; the default is a number, from 1, or none."""
    _list(question, choices)
    keys = [key.lower() for key, _ in choices]
    while True:
        answer = _answer("Number", default=default and str(default)).strip().lower()
        if answer.isdigit() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
        if answer in keys:
            return keys.index(answer)
        click.echo(f"A number from 1 to {len(choices)}, please.")


def _list(question: str, choices: Sequence[tuple[str, str]]) -> None:
    click.echo(question)
    width = max((len(key) for key, _ in choices), default=0)
    for number, (key, words) in enumerate(choices, 1):
        click.echo(f"  {number:>2}  {key:<{width}}  {words}".rstrip())


def which_incident(items: Sequence[IncidentState]) -> IncidentState:
    """One of several."""
    return items[one_of("Which one?", [(item.incident.id, item.incident.title) for item in items])]


def which_stage(stages: Sequence[Stage]) -> Stage:
    """The stage of an update; the first keeps things as they are."""
    return stages[
        one_of(
            "Which stage?", [(stage.label, "stays as it is" * (stage is Stage.UPDATE)) for stage in stages]
        )
    ]


def over_or_open(ended: Stage, opened: Stage) -> Stage:
    """Whether what is over still is. There is no default: to guess wrong would hide a fault, or invent one."""
    choices = [
        (Stage.UPDATE.label, f"still over; it stays {ended.label.lower()}"),
        (opened.label, "open again"),
    ]
    return (Stage.UPDATE, opened)[one_of("It is over. Is it still?", choices, default=None)]


def which_components(names: Mapping[str, str]) -> list[str]:
    """Ids of components, none or several."""
    _list("What is affected?", list(names.items()))
    ids = list(names)
    while True:
        answer = _answer("Numbers or ids, with commas; nothing if none fits", default="", show_default=False)
        parts = [part.strip().lower() for part in answer.split(",") if part.strip()]
        found = [
            ids[int(part) - 1] if part.isdigit() and 1 <= int(part) <= len(ids) else part for part in parts
        ]
        if all(one in names for one in found):
            return list(dict.fromkeys(found))
        click.echo(f"Numbers from 1 to {len(ids)}, or ids, please.")


def which_status(component: str) -> ComponentStatus:
    """How one component is. Unsure between two, one takes the worse, so the middle is the default."""
    choices = [(status.value, words) for status, words in _STATUSES.items()]
    chosen = component_status(choices[one_of(f"How is {component}?", choices, default=2)][0])
    return chosen or ComponentStatus.PARTIAL_OUTAGE


def line(question: str) -> str:
    """One line of text; asked again until there is one."""
    return _answer(question).strip()


def optional_line(question: str) -> str:
    """One line of text, or nothing."""
    return _answer(question, default="", show_default=False).strip()


def what_now(question: str) -> str:
    """`yes`, `edit` or `no`."""
    while True:
        answer = _answer(f"{question} [Y]es, [e]dit, [n]o", default="y", show_default=False).strip().lower()
        for word in ("yes", "edit", "no"):
            if answer and word.startswith(answer):
                return word
