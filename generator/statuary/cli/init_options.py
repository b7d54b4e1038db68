"""What `init` is told of a new page: by options, and on a terminal by three questions that Enter skips."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from statuary.scaffold.page_answers import (
    AnswerError,
    Answers,
    groups_of,
    read_contact,
    read_repository_address,
    read_tag,
    read_timezone,
    read_url,
    read_words,
)
from statuary.source.settings import YOURS
from statuary.source.web_addresses import known_repository

_T = TypeVar("_T")
_ORDER = "statuary.order"
_SKIP = "Enter skips"


class InOrder(click.Command):
    """Remembers the order in which options were given: `--group` names the group of the components after it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


class Checked(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Text that a reader of `scaffold.answers` accepts; what it refuses is wrong usage. Nothing is no answer."""

    name = "text"

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return self._read(value) if isinstance(value, str) and value.strip() else value
        except AnswerError as error:
            self.fail(str(error), param, ctx)


_OPTIONS = (
    click.option("--name", type=Checked(read_words), help="The page's name, such as “Acme status”."),
    click.option("--url", type=Checked(read_url), help="The page's address. Default: on GitHub Pages."),
    click.option(
        "--repo",
        type=Checked(read_repository_address),
        metavar="OWNER/NAME|URL",
        help="Where its files will be edited. Default: git's remote “origin” in DIR.",
    ),
    click.option(
        "--contact",
        "contacts",
        type=Checked(read_contact),
        multiple=True,
        metavar="URL|EMAIL",
        help="Where people reach you; may be repeated.",
    ),
    click.option("--timezone", metavar="ZONE", help="The page's zone, such as Europe/Berlin. Default: UTC."),
    click.option(
        "--language", type=Checked(read_tag), metavar="TAG", help="The page's language: en, de or ar."
    ),
    click.option(
        "--component",
        "components",
        multiple=True,
        metavar="NAME",
        help="What you run, such as Checkout; may be repeated.",
    ),
    click.option(
        "--group",
        "named_groups",
        multiple=True,
        metavar="NAME",
        help="The group of the components after it: --group Shop --component Checkout --component Search.",
    ),
)


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that answer what a page of one's own is."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def answers_of(
    target: Path | None,
    *,
    name: str | None,
    url: str | None,
    repo: str | None,
    timezone: str | None,
    language: str | None,
    **lists: tuple[Any, ...],
) -> Answers:
    """What the options say, and what git and GitHub know of the repository at `target`. Raises click's UsageError."""
    pairs = _pairs(lists["components"], lists["named_groups"])
    return Answers(
        name=(name or "").strip(),
        url=(url or "").strip(),
        repository=(repo or "").strip() or (known_repository(target) if target else ""),
        contacts=tuple(one for one in lists["contacts"] if not isinstance(one, str)),
        timezone=_usable(read_timezone, timezone, "--timezone") if timezone else "",
        language=(language or "").strip(),
        groups=_usable(groups_of, pairs, "--component"),
    )


def _usable(read: Callable[[Any], _T], given: object, option: str) -> _T:
    try:
        return read(given)
    except AnswerError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def _pairs(components: Sequence[str], groups: Sequence[str]) -> list[tuple[str, str]]:
    """Each component with the group that was named last before it; empty before the first."""
    order = click.get_current_context().meta[_ORDER]
    pairs: list[tuple[str, str]] = []
    rest = {"components": iter(components), "named_groups": iter(groups)}
    group, used = "", True
    for kind in (one for one in order if one in rest):
        word = _usable(read_words, next(rest[kind]), "--component" if kind == "components" else "--group")
        if kind == "components":
            pairs.append((group, word))
            used = True
            continue
        _check_used(group, used)
        group, used = word, False
    _check_used(group, used)
    return pairs


def _check_used(group: str, used: bool) -> None:
    if not used:
        message = f"no component comes after “{group}”: write --group “{group}” --component …, in this order"
        raise click.BadParameter(message, param_hint="--group")


def asked(answers: Answers) -> Answers:
    """With answers to what the options left open, from a person on a terminal."""
    if not answers.name:
        answers = replace(answers, name=_ask("What is the page's name (Acme status)?", read_words) or "")
    if not answers.url:
        likely = answers.with_address().url
        question = f"What is its address ({likely or YOURS})?"
        answers = replace(
            answers, url=_ask(question, read_url, "Enter takes that" if likely else _SKIP) or likely
        )
    if not answers.groups:
        answers = replace(answers, groups=_ask("What do you run (Checkout, Search)?", _listed) or ())
    return answers


def _listed(text: str) -> tuple[Any, ...]:
    return groups_of(("", read_words(part)) for part in text.split(",") if part.strip())


def _ask(question: str, read: Callable[[str], _T], enter: str = _SKIP) -> _T | None:
    """Asked again until the answer can be used; None for Enter."""
    from statuary.cli.questions import optional_line  # lazy: most runs ask nothing

    while text := optional_line(f"{question} {enter}"):
        try:
            return read(text)
        except AnswerError as error:
            click.echo(f"{error}.")
    return None
