"""From the written file to readers: pushed or proposed, then waited for; told while it happens."""

from collections.abc import Callable
from typing import Any

from statuary.git import GitError
from statuary.posting.dialogue import Decision
from statuary.posting.draft import Draft
from statuary.posting.live import Awaited, wait_until_live
from statuary.posting.posting_errors import ConflictError, CouldNotPostError, InvalidError
from statuary.posting.precheck import verify
from statuary.posting.pull_request import propose
from statuary.posting.push import Publication, Pushed, RefusedError
from statuary.posting.result import write_result
from statuary.posting.session import Session
from statuary.render.news import news
from statuary.render.wording.instants import stamp
from statuary.terminal import harmless

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
    """The title, the stage, and the id; a trailer where the words were approved beforehand.

    Hosts obey what a commit says in square brackets, such as [skip ci]: then nobody would publish the page.
    """
    title = " ".join(draft.incident.title.split()).translate(_ROUND)
    trailer = f"\nStatuary-Template: {draft.template}\n" if draft.template else ""
    return f"{harmless(title)}: {draft.update.stage.label}\n\nIncident {draft.incident.id}\n{trailer}"


def _tell_pushed(session: Session, publication: Publication, pushed: Pushed) -> None:
    """The result is written before the wait, which may fail or be ended, and again after it."""
    where: dict[str, Any] = {"commit": pushed.commit, "branch": publication.target.name}
    write_result(session.result, pushed.draft, **where)
    session.dialogue.progress(f"Pushed to {publication.target.shown} ({pushed.commit[:10]}).")
    for note in pushed.notes:
        session.dialogue.tell(f"Note: {note}.")
    if not session.request.no_wait and _wait(session, pushed):
        write_result(session.result, pushed.draft, **where, live=True)


def _propose(session: Session, publication: Publication, draft: Draft) -> None:
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
    session.dialogue.progress(f"Waiting until {site} shows it. (Ctrl-C ends the waiting, and nothing else.)")
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
