"""From the written file to readers: pushed or proposed, then waited for until readers see it; told while it happens."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from statuary.git import GitError
from statuary.http import Client, NoAnswerError
from statuary.posting import ConflictError, CouldNotPostError, InvalidError
from statuary.posting.dialogue import Decision
from statuary.posting.draft import Draft
from statuary.posting.precheck import verify
from statuary.posting.pull_request import propose
from statuary.posting.push import Publication, Pushed, RefusedError
from statuary.posting.request import write_result
from statuary.posting.session import Session
from statuary.render.folder import MARK
from statuary.render.frame import news
from statuary.render.manifest import ManifestError, read_manifest
from statuary.render.wording.instants import anchor, stamp
from statuary.terminal import harmless

PATIENCE = timedelta(minutes=10)
PAUSE = 5.0
"""Seconds between two looks."""
TOLD_EVERY = 30.0
"""Seconds between two lines about the same matter."""
LONG = 5.0
"""Seconds after which a host that says nothing is what is the matter."""
_OLDER = "it still serves an older build"


@dataclass(frozen=True)
class Awaited:
    """An update, by what only a page that shows it has. `site` ends with a slash.

    `fingerprint` is what our own build of the new state would give for the incident; see `render.news`.
    """

    site: str
    incident: str
    at: datetime
    commit: str
    fingerprint: str

    @property
    def url(self) -> str:
        """The update's own address."""
        return f"{self.site}incidents/{self.incident}/#{anchor(self.at)}"


def wait_until_live(
    awaited: Awaited,
    patience: timedelta | None = None,
    clock: Callable[[], float] = time.monotonic,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Seconds until the page served the update; `tell` hears at once what is the matter, and then now and again.

    Raises CouldNotPostError when it takes too long.
    """
    start = told_at = clock()
    patience = PATIENCE if patience is None else patience
    said = _OLDER
    while (passed := clock() - start) < patience.total_seconds():
        matter = _what_is_the_matter(awaited)
        if matter is None:
            return round(clock() - start)
        if matter not in (said, _OLDER):
            tell(f"The page cannot be looked at yet: {matter}")
            told_at = clock()
        elif clock() - told_at >= TOLD_EVERY:
            tell(f"Still waiting, after {round(passed)} s: {matter}")
            told_at = clock()
        said = matter
        time.sleep(PAUSE)
    minutes = max(1, round(patience.total_seconds() / 60))
    message = f"published, but after {minutes} min the page does not show it: {said}"
    raise CouldNotPostError(
        f"{message}\nlook at the deployment; the update is safe in git ({awaited.commit[:10]})"
    )


def _what_is_the_matter(awaited: Awaited) -> str | None:
    """Why readers do not see it; None when they do."""
    try:
        return None if _is_live(awaited) else _OLDER
    except ManifestError as error:
        return f"its {MARK} is none of ours: {error}"
    except NoAnswerError as error:
        return re.sub(r"\?\d{10,}", "", str(error))  # the number is another one with each look


def _is_live(awaited: Awaited) -> bool:
    """By the build's own word; or by the update on its page, for a newer build may have overtaken ours."""
    client = Client(connect=LONG, timeout=LONG, total=20.0)
    nonce = f"?{time.time_ns()}"  # caches of hosts keep pages for minutes
    build = read_manifest(client.read(f"{awaited.site}{MARK}{nonce}"))
    if build.commit == awaited.commit or build.news.get(awaited.incident) == awaited.fingerprint:
        return True
    if awaited.incident not in build.news:
        return False
    page = client.read(f"{awaited.site}incidents/{awaited.incident}/{nonce}", "text/html")
    # Inside of a tag: words of an author cannot hold one, but they can hold such an `id="…"`.
    return re.search(rf'<\w[^<>]*\sid="{re.escape(anchor(awaited.at))}"'.encode(), page) is not None


Written = tuple[str, Callable[[Draft, bytes | None], Draft]]
"""The commit from which on it was written, and what puts it on top of newer content."""
_ROUND = str.maketrans("[]", "()")


def publish(session: Session, draft: Draft, written: Written | None = None) -> None:
    """Push the update, or open a pull request for it; then wait until readers see it. Raises CouldNotPostError.

    `written`: where it was not written by this command.
    """
    publication = _publication(session, draft, written)
    if session.request.pr:
        _propose(session, publication, draft)
        return
    try:
        with session.dialogue.meanwhile(f"Pushing to {publication.target.shown} …"):
            pushed = publication.push(draft)
    except RefusedError as error:
        _offer_pull_request(session, publication, draft, error)
    except ConflictError as error:
        session.typed.safe = False  # this branch is as it was, so the words are kept in a file as well
        raise _set_aside(error, publication) from error
    else:
        _tell_pushed(session, publication, pushed)


def _publication(session: Session, draft: Draft, written: Written | None) -> Publication:
    assert session.target is not None  # or nobody would have asked for it
    return Publication(
        git=session.git,
        target=session.target,
        merged=written[1] if written else session.merged,
        message=commit_message(draft),
        spare=f"statuary/{draft.incident.id}-{stamp(draft.update.at).lower()}",
        folder=session.incidents_folder,
        since=written[0] if written else "",
    )


def commit_message(draft: Draft) -> str:
    """The title, the stage, and the id; trailers where the words were approved, beforehand or by somebody now.

    Hosts obey what a commit says in square brackets, such as [skip ci]: then nobody would publish the page.
    """
    title = " ".join(draft.incident.title.split()).translate(_ROUND)
    said = {"Statuary-Template": draft.template, "Approved-by": harmless(draft.approved_by.translate(_ROUND))}
    trailers = "".join(f"{key}: {value}\n" for key, value in said.items() if value)
    end = f"\n{trailers}" if trailers else ""
    return f"{harmless(title)}: {draft.update.stage.label}\n\nIncident {draft.incident.id}\n{end}"


def _tell_pushed(session: Session, publication: Publication, pushed: Pushed) -> None:
    """The result is written before the wait, which may fail or be ended, and again after it."""
    where: dict[str, Any] = {"commit": pushed.commit, "branch": publication.target.name}
    write_result(session.result, pushed.draft, **where)
    session.dialogue.progress(f"Pushed to {publication.target.shown} ({pushed.commit[:10]}).")
    for note in pushed.notes:
        session.dialogue.tell(f"Note: {note}.")
    if not session.request.no_wait and _wait(session, pushed):
        write_result(session.result, pushed.draft, **where, live=True)
    _offer_reminder(session, pushed.draft)


def _offer_reminder(session: Session, draft: Draft) -> None:
    """A line and no question: of those, posting has as many as somebody in an outage answers."""
    if session.dialogue.has_terminal and draft.update.next_update is not None:
        session.dialogue.tell("To be reminded before the next update is due: statuary remind --wait")


def _propose(session: Session, publication: Publication, draft: Draft) -> None:
    with session.dialogue.meanwhile(f"Pushing to {publication.target.remote} …"):
        proposed = propose(publication, draft)
    session.typed.forget()  # it is at the remote
    address, branch = proposed.url or None, proposed.branch
    write_result(session.result, proposed.draft, commit=proposed.commit, branch=branch, pull_request=address)
    if proposed.is_open:
        told = f"Pull request: {proposed.url}"
    elif proposed.url:
        told = f"Pushed to the branch {branch}. Open the pull request here: {proposed.url}"
    else:
        told = f"Pushed to the branch {branch}. Open a pull request for it at {publication.target.remote}."
    session.dialogue.tell(f"{told}\nReaders see it once it is merged.")


def _offer_pull_request(
    session: Session, publication: Publication, draft: Draft, error: RefusedError
) -> None:
    """A protected branch: what was committed becomes a pull request, where somebody says so."""
    session.dialogue.warn(f"{error}")
    if session.dialogue.confirm("Make it a pull request?") is not Decision.YES:
        raise CouldNotPostError(
            f"the branch seems to be protected. Your commit is here ({error.commit[:10]}); "
            f"to propose it: git push {publication.target.remote} {error.commit[:10]}:refs/heads/{publication.spare}\n"
            "next time: --pr"
        ) from error
    try:
        publication.set_aside(publication.git.text("rev-parse", "HEAD"))
    except GitError as failure:
        raise CouldNotPostError(f"git says: {failure}") from failure
    _propose(session, publication, draft)


def _set_aside(error: ConflictError, publication: Publication) -> ConflictError:
    if publication.since:
        return ConflictError(
            f"{error}\nnothing was published: git pull --rebase, look at what they wrote, then statuary publish",
            error.theirs,
        )
    message = (
        f"{error}\nnothing was published. Your commit is on the branch {publication.spare}, and this branch is as it "
        "was: git pull, look at what they wrote, and post again if it is still true"
    )
    return ConflictError(message, error.theirs)


def _wait(session: Session, pushed: Pushed) -> bool:
    """Whether readers see it now; a person may end the waiting before. Raises CouldNotPostError."""
    site, draft = session.site.settings.url, pushed.draft
    awaited = Awaited(site, draft.incident.id, draft.update.at, pushed.commit, _fingerprint(session, draft))
    session.dialogue.progress(f"Waiting for {site} to show it. Ctrl-C stops waiting; it stays published.")
    try:
        seconds = wait_until_live(awaited, tell=session.dialogue.warn)
    except KeyboardInterrupt:
        session.dialogue.tell(f"It is published, and will be at {awaited.url}")
        return False
    session.dialogue.tell(f"Live after {seconds} s: {awaited.url}")
    return True


def _fingerprint(session: Session, draft: Draft) -> str:
    """What the page will give for this incident; empty where somebody else's update names what is unknown here.

    Then the page itself tells when ours is there.
    """
    try:
        state = verify(session.loaded, draft, session.request.now, session.now).inspected.state
    except InvalidError:
        return ""
    return news(state).get(draft.incident.id, "") if state else ""
