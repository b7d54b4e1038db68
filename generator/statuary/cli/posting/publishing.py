"""Publishing, as the commands tell of it while it happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click

from statuary.cli.posting import ask
from statuary.cli.posting.desk import Desk
from statuary.cli.posting.result import write_result
from statuary.git import GitError
from statuary.model import Incident
from statuary.posting.compose import Post
from statuary.posting.live import Awaited, wait_until_live
from statuary.posting.posting_errors import CouldNotPostError, InvalidError, TogetherError
from statuary.posting.precheck import verify
from statuary.posting.publish import Publication, Published, RefusedError
from statuary.posting.request import propose
from statuary.posting.safe_files import Onto
from statuary.render.news import news
from statuary.render.wording.instants import stamp
from statuary.terminal import harmless

_ROUND = str.maketrans("[]", "()")
PATIENCE: timedelta | None = None
"""How long to wait for the page; None for the usual time."""


def publish(desk: Desk, post: Post, onto: Callable[[Post], Onto]) -> None:
    """Push the post, or open a pull request for it; then wait until readers see it."""
    publication = _publication(desk, post, onto)
    if desk.given.pr:
        _propose(desk, publication, post)
        return
    try:
        published = publication.publish(post)
    except RefusedError as error:
        _offer_request(desk, publication, post, error)
        return
    except TogetherError as error:
        desk.written = False  # this branch is as it was, so the words are kept in a file as well
        raise _set_aside(error, publication) from error
    where: dict[str, Any] = {"commit": published.commit, "branch": publication.target.name}
    write_result(desk.result, published.post, **where)
    click.echo(f"Pushed to {publication.target.shown} ({published.commit[:10]}).")
    for note in published.notes:
        click.echo(f"Note: {note}.")
    if not desk.given.no_wait and _wait(desk, published):
        write_result(desk.result, published.post, **where, live=True)


def _publication(desk: Desk, post: Post, onto: Callable[[Post], Onto]) -> Publication:
    assert desk.target is not None  # or nobody would have asked for it
    spare = f"statuary/{post.incident.id}-{stamp(post.update.at).lower()}"
    folder = desk.project.incidents_dir.relative_to(desk.project.root).as_posix()
    return Publication(desk.git, desk.target, onto, commit_message(post), spare, folder)


def commit_message(post: Post) -> str:
    """The title, the stage, and the id; a trailer where the words were approved beforehand.

    Hosts obey what a commit says in square brackets, such as [skip ci]: then nobody would publish the page.
    """
    title = " ".join(post.incident.title.split()).translate(_ROUND)
    trailer = f"\nStatuary-Template: {post.template}\n" if post.template else ""
    return f"{harmless(title)}: {post.update.stage.label}\n\nIncident {post.incident.id}\n{trailer}"


def _propose(desk: Desk, publication: Publication, post: Post) -> None:
    proposed = propose(publication, post)
    desk.written = True  # at the remote
    if desk.kept is not None:
        desk.kept.unlink(missing_ok=True)
    address, branch = proposed.url or None, proposed.branch
    write_result(desk.result, proposed.post, commit=proposed.commit, branch=branch, pull_request=address)
    if proposed.is_open:
        click.echo(f"Pull request: {proposed.url}")
    elif proposed.url:
        click.echo(f"Pushed to the branch {proposed.branch}. Open the pull request here: {proposed.url}")
    else:
        click.echo(
            f"Pushed to the branch {proposed.branch}. Open a pull request for it at {publication.target.remote}."
        )
    click.echo("Readers see it once it is merged.")


def _offer_request(desk: Desk, publication: Publication, post: Post, error: RefusedError) -> None:
    """A protected branch: what was committed becomes a pull request, where somebody says so."""
    click.echo(f"{error}", err=True)
    if not desk.asks or ask.what_now("Make it a pull request?") != "yes":
        raise CouldNotPostError(
            f"the branch seems to be protected. Your commit is here ({error.commit[:10]}); "
            f"to propose it: git push {publication.target.remote} {error.commit[:10]}:refs/heads/{publication.spare}\n"
            "next time: --pr"
        ) from error
    try:
        mine = publication.git.text("rev-parse", "HEAD")
        publication.set_aside(mine)
    except GitError as failure:
        raise CouldNotPostError(f"git says: {failure}") from failure
    _propose(desk, publication, post)


def _set_aside(error: TogetherError, publication: Publication) -> TogetherError:
    message = (
        f"{error}\nnothing was published. Your commit is on the branch {publication.spare}, and this branch is as it "
        "was: git pull, look at what they wrote, and post again if it is still true"
    )
    return TogetherError(message, error.theirs)


def _wait(desk: Desk, published: Published) -> bool:
    """Whether readers see it now; a person may end the waiting before. Raises CouldNotPostError."""
    site = desk.site.settings.url
    incident, post = published.post.incident, published.post
    awaited = Awaited(site, incident.id, post.update.at, published.commit, _fingerprint(desk, post, incident))
    click.echo(f"Waiting until {site} shows it. (Ctrl-C ends the waiting, and nothing else.)")
    try:
        seconds = wait_until_live(awaited, PATIENCE)
    except KeyboardInterrupt:
        click.echo(f"It is published, and will be at {awaited.url}")
        return False
    click.echo(f"Live after {seconds} s: {awaited.url}")
    return True


def _fingerprint(desk: Desk, post: Post, incident: Incident) -> str:
    try:
        state = verify(desk.loaded, post, desk.given.now, desk.now).inspected.state
    except InvalidError:
        return (
            ""  # somebody else's update names what is unknown here; the page itself tells when ours is there
        )
    return news(state).get(incident.id, "") if state else ""
