"""`statuary upgrade`: the repository is built by this version from now on."""

from collections.abc import Iterator
from pathlib import Path

import click

from statuary import __version__
from statuary.cli.common import FILES, CommandError
from statuary.source.config import FILE_NAME
from statuary.vendor import (
    LOCK,
    DamagedError,
    NewerError,
    PackError,
    UpgradePlan,
    UpgradeStep,
    What,
    carry_out,
    plan,
)

_NOTES = {
    What.MERGED: "your changes and ours",
    What.STAYS_AWAY: "you deleted it",
    What.YOURS: "you changed it",
    What.STAYS: "Statuary no longer gives it, but you changed it",
}


@click.command("upgrade")
@click.option("--dry-run", "-n", is_flag=True, help="Show what would change, without writing anything.")
@click.pass_obj
def upgrade_command(root: Path, dry_run: bool) -> None:
    """Let the version that runs this command build the page from now on.

    Renews what `init` gave the repository: wheels and lock, workflows, message templates and the like. What you
    changed is merged, and where both changed the same, yours stays and ours is written beside it as FILE.new (exit
    code 1). mkdocs.yml, components.yaml and incidents are never touched.
    """
    _refuse_others(root)
    wanted = _plan(root)
    if wanted.before is None:
        click.echo(
            "No wheel of Statuary lies here, so nobody knows what you changed: what differs is a conflict."
        )
    _show(wanted, dry_run)
    if not dry_run:
        carry_out(root, wanted)
    if said := " ".join(_left_to_do(wanted)):
        raise CommandError(said, FILES)


def _left_to_do(wanted: UpgradePlan) -> Iterator[str]:
    conflicts = [step for step in wanted.steps if step.what is What.CONFLICT]
    both = [step.path for step in conflicts if step.content is not None]
    both += [path for path in wanted.waiting if path not in both]
    if both:
        yield f"bring these together by hand, then delete FILE.new: {', '.join(both)}{_of_the_lock(both)}"
    if odd := [step.path for step in conflicts if step.content is None]:
        yield f"put ordinary files and folders there, then run upgrade again: {', '.join(odd)}"


def _of_the_lock(left: list[str]) -> str:
    """Dependabot changes it, too; a mixture of two locks was tried by nobody."""
    if not any(path.startswith(LOCK) for path in left):
        return ""
    return f"\nOf {LOCK} take ours: mv {LOCK}.new {LOCK}. This version was tried with it."


def _refuse_others(root: Path) -> None:
    if not (root / FILE_NAME).is_file():
        remedy = "change to its folder, or name it: statuary -C DIR upgrade"
        raise click.UsageError(f"there is no {FILE_NAME} here, so this is no status repository: {remedy}")
    if (root / "generator" / "statuary").is_dir():
        raise click.UsageError(
            "this is Statuary's own repository, which builds with the code that lies in it"
        )


def _plan(root: Path) -> UpgradePlan:
    try:
        return plan(root)
    except NewerError as error:
        raise click.UsageError(
            f"Statuary {error} built this page, and this is the older {__version__}: install the newer one first"
        ) from error
    except DamagedError as error:
        message = f"{error.path} is no wheel: bring it back (git checkout -- {error.path}), or delete it"
        raise CommandError(message, FILES) from error
    except PackError as error:
        raise CommandError(str(error)) from error


def _show(wanted: UpgradePlan, dry_run: bool) -> None:
    changes = any(step.changes for step in wanted.steps)
    if not changes:
        rest = ", and what is yours:" if wanted.steps else "."
        click.echo(f"Nothing to change: this is what Statuary {__version__} gives{rest}")
    if not wanted.steps:
        return
    before = "" if wanted.before is None else f"{wanted.before} → "
    if changes:
        click.echo(f"Statuary {before}{__version__}{'; nothing is written' if dry_run else ''}:")
    width = max(len(step.what) for step in wanted.steps)
    for step in wanted.steps:
        note = _note(step)
        click.echo(f"  {step.what:<{width}}  {step.path}{f' ({note})' if note else ''}")
    if changes and not dry_run:
        click.echo("Look at it with git diff, then commit it.")


def _note(step: UpgradeStep) -> str:
    if step.what is not What.CONFLICT:
        return _NOTES.get(step.what, "")
    if step.content is None:
        return "something else than an ordinary file is there; it stays"
    return f"yours stays, ours is {Path(step.target).name}"
