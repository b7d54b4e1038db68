"""`statuary init`: a working status repository in one step."""

import shlex
from pathlib import Path

import click

from statuary import clock
from statuary.cli.errors import CouldNotError
from statuary.scaffold import Fill, OccupiedError, scaffold
from statuary.vendor import PackError


@click.command("init")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--bare", is_flag=True, help="Without the example's components and incidents.")
@click.option(
    "--from",
    "origin",
    nargs=2,
    metavar="cstate|statuspage SOURCE",
    help="Bring another page's components and incidents: a folder, a file, a git repository or a page's URL.",
)
@click.option("--timezone", metavar="ZONE", help="With --from: the zone of dates that name none.")
@click.option("--report", type=click.Path(path_type=Path), help="With --from: write the report here too.")
@click.pass_obj
def init_command(
    root: Path,
    directory: Path,
    bare: bool,
    origin: tuple[str, str] | None,
    timezone: str | None,
    report: Path | None,
) -> None:
    """Make a new status repository in DIR.

    It is the example page, moved to today, with its workflows. Nothing that exists is overwritten.
    """
    if report and not origin:
        raise click.UsageError("--report goes with --from")
    if timezone and not origin:
        raise click.UsageError("--timezone goes with --from; the page's own zone is “timezone” in mkdocs.yml")
    target = root / directory
    fill = _importer(root, origin, timezone, report) if origin else None
    try:
        files = scaffold(target, clock.present(), bare=bare or origin is not None, fill=fill)
    except OccupiedError as error:
        names = "\n".join(f"  {name}" for name in error.paths)
        raise click.UsageError(f"these files exist already, and nothing was written:\n{names}") from error
    except PackError as error:
        raise CouldNotError(str(error)) from error
    except OSError as error:
        raise CouldNotError(f"{target} could not be written: {error}") from error
    where = "here" if directory == Path() else f"to {directory}"
    click.echo(f"Wrote {len(files)} files {where}.\n\n{_next_steps(directory)}")


def _importer(root: Path, origin: tuple[str, str], timezone: str | None, report: Path | None) -> Fill:
    from statuary.cli.import_ import fill_from

    return fill_from(*origin, timezone=timezone, base=root, report_file=report)


def _into(directory: Path) -> str:
    """For a command that can be pasted, whatever the folder is called."""
    return "" if directory == Path() else f" -C {shlex.quote(str(directory))}"


def _next_steps(directory: Path) -> str:
    into = _into(directory)
    steps = {
        f"statuary{into} serve": "look at it on http://127.0.0.1:8000",
        str(directory / "mkdocs.yml"): "how the page is called and where it lives",
        str(directory / "components.yaml"): "what you run",
        str(directory / "incidents/README.md"): "how to post an update",
    }
    width = max(len(step) for step in steps)
    listed = "\n".join(f"  {step:<{width}}  {what}" for step, what in steps.items())
    publish = f"git{into} init -b main && git{into} add . && git{into} commit -m 'A status page'"
    return (
        f"Next:\n{listed}\n"
        f"To publish it: {publish}\n"
        "Then push it to GitHub and choose “GitHub Actions” in the repository's settings, under Pages.\n\n"
        f"{_before_it_goes_live(directory)}"
    )


def _before_it_goes_live(directory: Path) -> str:
    """The short form of `.github/go-live.md`: what is missed at night."""
    return (
        f"Before you go live (the whole list: {directory / '.github/go-live.md'}):\n"
        "  [ ] a link from the product's footer, and from its error pages\n"
        "  [ ] a domain and a host of its own, that work while the product's do not\n"
        "  [ ] who decides, who writes, who answers customers: three roles, agreed on now\n"
        "  [ ] a main branch that is protected: one permission for the form “Post an update”, a deploy key\n"
        f"  [ ] statuary{_into(directory)} drill: the whole way once, on a quiet day"
    )
