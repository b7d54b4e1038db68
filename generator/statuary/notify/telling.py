"""The whole of `statuary notify`, from a repository to what was told: what the command asks for goes in here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from statuary.channels.secret_addresses import SecretAddresses
from statuary.git import Git
from statuary.model import Listener
from statuary.notify.delivering import Result, Run
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.git_ledger import GitLedger
from statuary.notify.ledger import Ledger
from statuary.notify.places import Whereabouts, faults_of, places
from statuary.notify.published_page import PublishedPage, published_page, remote_of, settings_of
from statuary.notify.telling_report import TellingReport
from statuary.notify.tellings import tellings

if TYPE_CHECKING:
    from statuary.channels.channel import OutgoingMessage
    from statuary.notify.plan import PlanLine

START = "statuary notify --start counts all that is on the page by now as sent, and sends nothing"


@dataclass(frozen=True)
class Asked:
    """What a run is asked for. `page` is where to look what readers see, and `folder` a ledger beside the branch's.

    `run` names the run in the ledger. `moment` is asked for the time of sending.
    """

    secret: SecretAddresses
    now: datetime
    moment: Callable[[], datetime]
    page: str = ""
    folder: Path | None = None
    dry: bool = False
    confirmed: bool = False
    again: bool = False
    run: str = ""


def tell(root: Path, asked: Asked) -> TellingReport:
    """Send what is new. Raises NotSeenError, NoLedgerError, LedgerError (nothing was sent then) and OSError."""
    with _page(root, asked) as page:
        listeners = page.state.site.settings.notify
        where, faults = places(listeners, asked.secret)
        ledger = _ledger(root, asked)
        entries = ledger.read()
        known = entries.listeners
        faults += [
            f"{one.name}: nobody knows what it was sent. {START}"
            for one in listeners
            if one.name not in known
        ]
        usable = [one for one in listeners if one.name in where and one.name in known]
        run = _run(page, usable, where, ledger, asked)
        results: Sequence[Result] = run.look(entries)
        wanted = {one.line.listener.name for one in results if one.line.settles}
        wrong = faults_of({name: one for name, one in where.items() if asked.dry or name in wanted})
        if wanted and not asked.dry:
            run.listeners = [one for one in usable if one.name not in wrong]
            results = run.go()
        faults += wrong.values()
        shown = _shown(results, page) if asked.dry else {}
    return TellingReport(results, faults, asked.dry, shown)


def start(root: Path, asked: Asked) -> tuple[int, str, list[str]]:
    """Make the ledger, or add new listeners to it: how many things are counted as told, where, and faults of addresses.

    Where a secret is at hand, an address that can never be used is named now, not in the next outage. Raises
    NotSeenError, LedgerError and OSError.
    """
    with _page(root, asked) as page:
        ledger, listeners = _ledger(root, asked), page.state.site.settings.notify
        number = _run(page, listeners, {}, ledger, asked).start()
        where, faults = places(listeners, asked.secret) if asked.secret.by_name else ({}, [])
        return number, ledger.shown, [*faults, *faults_of(where).values()]


def wants_nobody(root: Path) -> bool:
    """Whether the configuration names no listener. Raises NotSeenError."""
    return not settings_of(root).notify


@contextmanager
def _page(root: Path, asked: Asked) -> Iterator[PublishedPage]:
    url = asked.page or settings_of(root).url
    with published_page(root, url, asked.now) as page:
        yield page


def _ledger(root: Path, asked: Asked) -> Ledger:
    if asked.folder is not None:
        return FolderLedger(root / asked.folder)
    git = Git(root)
    return GitLedger(git, remote_of(git), asked.now)


def _run(
    page: PublishedPage,
    listeners: Sequence[Listener],
    where: dict[str, Whereabouts],
    ledger: Ledger,
    asked: Asked,
) -> Run:
    return Run(
        ledger=ledger,
        wanted=list(tellings(page.state)),
        listeners=listeners,
        places=where,
        write=lambda line: _outgoing(line, page, asked.moment()),
        now=asked.now,
        name=asked.run,
        confirmed=asked.confirmed,
        again=asked.again,
    )


def _outgoing(line: "PlanLine", page: PublishedPage, moment: datetime) -> "OutgoingMessage":
    from statuary.notify.telling_words import outgoing  # a run with nothing to do is quick without

    return outgoing(line, page, moment)


def _shown(results: Sequence[Result], page: PublishedPage) -> Mapping[str, Sequence[str]]:
    from statuary.notify.telling_words import shown_words

    return shown_words(results, page)
