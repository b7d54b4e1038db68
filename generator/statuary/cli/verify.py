"""`statuary verify`: is what the hosts serve what we built?"""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuary.cli.common import FILES, CommandError

if TYPE_CHECKING:
    from statuary.remote.served import ServedHost


@click.command("verify")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="What was built. Default: site."
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Look again for so long, until all serve it.",
)
@click.option(
    "--shown",
    is_flag=True,
    help="Compare what readers are shown, save the time of the build; without URL, only at the page's own address.",
)
@click.pass_obj
def verify_command(
    root: Path, urls: tuple[str, ...], site_dir: Path | None, wait: float, shown: bool
) -> None:
    """Check that the live page matches the build here.

    It compares `_build.json`, the files that most readers and tools ask for, and the newest incidents' pages. Without
    URL, it asks the page's address and its mirrors, from mkdocs.yml. The exit code is 1 when one of them serves
    something else, or is neither the address that was built for, nor a mirror, nor this machine; 3 when one cannot be
    reached.
    """
    # Lazy: --help need not pay for what asks the network.
    from statuary.remote.served import NotBuiltError, built, compare, compare_shown, elsewhere, look

    addresses = _addresses(root, urls)
    if shown and not urls:
        addresses = addresses[:1]
    started = time.monotonic()
    try:
        site = built(root / (site_dir or "site"))
        how = compare_shown if shown else compare
        strangers = {url: other for url in addresses if (other := elsewhere(site, url, _mirrors(root)))}
        asked = iter(look(site, [url for url in addresses if url not in strangers], wait, how))
        found = [strangers.get(url) or next(asked) for url in addresses]
    except NotBuiltError as error:
        raise click.UsageError(
            f"{error}; run statuary build first, or name its folder by --site-dir"
        ) from error
    except OSError as error:
        raise CommandError(str(error)) from error
    waited = f" after {time.monotonic() - started:.0f} s" if wait else ""
    what = "what this build shows" if shown else site.manifest.name
    raise SystemExit(_tell(found, what + waited))


def _tell(found: "list[ServedHost]", name: str) -> int:
    """One line a host; the exit code."""
    from statuary.remote.served import Verdict

    words = {
        Verdict.SAME: f"serves {name}",
        Verdict.OTHER: "serves something else: ",
        Verdict.UNREACHABLE: "cannot be reached: ",
    }
    for one in found:
        click.echo(f"{one.url} {words[one.verdict]}{one.reason}")
    verdicts = {one.verdict for one in found}
    if Verdict.OTHER in verdicts:
        return 1
    return 3 if Verdict.UNREACHABLE in verdicts else 0


def _addresses(root: Path, given: tuple[str, ...]) -> list[str]:
    from statuary.remote import AddressError, root_of

    if not given:
        given = _configured(root)
    found = []
    for url in given:
        try:
            found.append(f"{root_of(url)}/")
        except AddressError as error:
            raise click.BadParameter(f"“{url}”: {error}", param_hint="URL") from error
    return list(dict.fromkeys(found))


def _mirrors(root: Path) -> tuple[str, ...]:
    from statuary.source import read_project

    project, _ = read_project(root)
    return project.settings.mirrors if project is not None else ()


def _configured(root: Path) -> tuple[str, ...]:
    """The page's own address and its mirrors."""
    from statuary.source import read_project

    project, problems = read_project(root)
    if project is None:
        raise CommandError("the page's address is not known; name its URL", FILES, tuple(problems))
    return (project.settings.url, *project.settings.mirrors)
