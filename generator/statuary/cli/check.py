"""`statuary check`: find mistakes before they are published."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from statuary import clock
from statuary.check import advise
from statuary.check.formats import FORMATS, count
from statuary.cli.common import CommandError, builder, now_option
from statuary.git import GitError, changed_files, fork_point
from statuary.inspection.strict import Inspected, check_buildable, inspect, is_plain
from statuary.model import Problem, Severity
from statuary.source.write import apply_fixes


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option(
    "--since", metavar="REV", help="Suggestions only for files that changed since this git revision."
)
@click.option("--fix", is_flag=True, help="Write the canonical forms into the files.")
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append a Markdown summary to this file: what readers will see, and errors to fix.",
)
@click.option(
    "--all", "everything", is_flag=True, help="All suggestions, also those that are only for information."
)
@now_option
@click.pass_obj
def check_command(  # noqa: PLR0913  a parameter for each of its options
    root: Path,
    paths: tuple[Path, ...],
    form: str,
    since: str | None,
    fix: bool,
    summary: Path | None,
    everything: bool,
    now: datetime | None,
) -> None:
    """Check all files for errors, and make suggestions.

    Errors are what could make the page wrong; they count wherever they are, and the exit code is 1. Advice is what
    would make it better. With PATH, only what is about these files or folders is shown.
    """
    found = _inspected(root, since, now, everything)
    problems = _chosen(root, found.problems, paths, since)
    if fix and _fix(root, problems):
        found = _inspected(root, since, now, everything)
        problems = _chosen(root, found.problems, paths, since)
    if summary is not None:
        _summarise(root / summary, root, replace(found, problems=tuple(problems)), since, now)
    click.echo(FORMATS[form](problems), nl=False)
    if elsewhere := len(found.errors) - count(problems)[0]:
        click.echo(f"{elsewhere} error{'s' * (elsewhere != 1)} elsewhere: run statuary check.", err=True)
    raise SystemExit(1 if found.errors else 0)


def _inspected(root: Path, since: str | None, now: datetime | None, everything: bool) -> Inspected:
    try:
        base = None if since is None else fork_point(root, since)
        found = inspect(root, now, clock.present(), base)
        found = _with_all(found) if everything else found
        found = replace(found, problems=(*found.problems, *_of_messages(root, found)))
        if since is None or base is None:
            return _tried(found)
        # Lazy: only a comparison needs to know of feeds.
        from statuary.inspection.announced_again import announced_again

        changed = changed_files(root, since)
        withdrawn = [*_withdrawn(found, changed), *announced_again(root, since, base, changed, found)]
    except GitError as error:
        raise click.BadParameter(
            f"git cannot compare with “{since}”: {error}", param_hint="--since"
        ) from error
    except OSError as error:
        raise CommandError(str(error)) from error
    return replace(found, problems=(*withdrawn, *found.problems))


def _with_all(found: Inspected) -> Inspected:
    """With the advice that was held back: what came after the worst, and what is only for information."""
    if found.state is None:
        return found
    more = [one for one in advise(found.state, everything=True) if one not in found.problems]
    problems = sorted([*found.problems, *more], key=lambda one: one.sort_key)
    return replace(found, problems=tuple(problems))


def _of_messages(root: Path, found: Inspected) -> list[Problem]:
    """What is wrong with the words for the next outage, which nobody should have to find out in it."""
    from statuary.posting.template_files import template_problems  # lazy: it knows much of posting

    return template_problems(found.project.root if found.project else root)


def _tried(found: Inspected) -> Inspected:
    """With what MkDocs would refuse. With `--since` it is left to the build, which runs next to such a check anyway:

    hooks and plugins are programs, and a change may bring some that nobody has read yet.
    """
    if found.project is None or found.state is None:
        return found
    problems = check_buildable(found.project)
    if not is_plain(found.project):
        problems += builder().try_build(found.project.root / found.project.file_name, found)
    return replace(found, problems=(*found.problems, *problems))


def _withdrawn(found: Inspected, changed: Collection[str]) -> list[Problem]:
    """What is withdrawn by this change, so that whoever agrees to it sees it."""
    files = found.state.site.withdrawn if found.state else ()
    return [
        Problem(
            path=one.path,
            severity=Severity.ADVICE,
            rule="withdrawn",
            message=f"this takes the incident off the page for good: {one.reason}",
            hint="for leaks and examples only; if readers knew of it and it is over, post Resolved in place of it",
        )
        for one in files
        if one.path in changed
    ]


def _summarise(file: Path, root: Path, found: Inspected, since: str | None, now: datetime | None) -> None:
    from statuary.cli.summary import add_summary  # lazy: the check alone needs no words for readers

    try:
        add_summary(file, root, found, since, now)
    except (GitError, OSError) as error:
        raise CommandError(f"the summary could not be written: {error}") from error


def _fix(root: Path, problems: Sequence[Problem]) -> bool:
    """Write what can be fixed, and say which files; false when there was nothing."""
    try:
        mended = apply_fixes(root, problems)
    except OSError as error:
        raise CommandError(f"nothing more was fixed: {error}") from error
    for path in sorted({problem.path for problem in mended}):
        click.echo(f"fixed {path}", err=True)
    return bool(mended)


def _chosen(
    root: Path, problems: Sequence[Problem], paths: tuple[Path, ...], since: str | None
) -> Sequence[Problem]:
    if paths:
        problems = _within(root, problems, paths)
    return problems if since is None else _since(root, problems, since)


def _within(root: Path, problems: Sequence[Problem], paths: tuple[Path, ...]) -> Sequence[Problem]:
    top = root.resolve()
    wanted = [(top / path).resolve() for path in paths]
    for path, given in zip(wanted, paths, strict=True):
        if not path.exists():
            raise click.BadParameter(f"there is no {given}", param_hint="PATH")
    return [
        problem for problem in problems if any((top / problem.path).is_relative_to(path) for path in wanted)
    ]


def _since(root: Path, problems: Sequence[Problem], revision: str) -> Sequence[Problem]:
    """All errors, and advice on what changed; what changed comes first."""
    try:
        changed = changed_files(root, revision)
    except GitError as error:
        raise click.BadParameter(
            f"git cannot compare with “{revision}”: {error}", param_hint="--since"
        ) from error
    kept = [one for one in problems if one.severity is Severity.ERROR or one.path in changed]
    return sorted(kept, key=lambda one: one.path not in changed)
