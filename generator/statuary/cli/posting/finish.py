"""The last steps of every post: check it, show it, write it, publish it."""

import shlex
from collections.abc import Sequence
from dataclasses import replace

import click

from statuary.check.formats import as_text
from statuary.cli.posting import ask
from statuary.cli.posting.desk import Desk
from statuary.cli.posting.publishing import publish
from statuary.cli.posting.result import write_result
from statuary.cli.posting.update_words import edited, with_words
from statuary.model import Incident, Problem, Severity, Update
from statuary.posting.compose import Post, new_file, with_update
from statuary.posting.precheck import Verified, context_of, preview, verify
from statuary.posting.safe_files import Onto, onto, write_post
from statuary.posting.template_words import is_only_template, is_only_title
from statuary.posting.templates import Template
from statuary.posting.timing import free_instant
from statuary.render.frame import page_frame
from statuary.source.write import update_text

_SHOWN = 3


def finish(desk: Desk, incident: Incident, update: Update, *, ask_words: bool = False) -> None:
    """Find the words, check the file as it will be, show it, write it and publish it.

    `ask_words`: without words of somebody's own this update says little, so a person is asked for them.
    """
    update, template = with_words(desk, incident, update, ask=ask_words)
    post, verified = _checked(desk, incident, update, template)
    _show(desk, post, verified)
    if desk.given.dry_run:
        _show_file(post)
        write_result(desk.result, post)
        return
    while desk.asks and desk.target is not None:
        answer = ask.what_now("Publish it?")
        if answer == "yes":
            break
        if answer == "no":
            raise click.Abort
        update = edited(desk, incident, update)
        post, verified = _checked(desk, incident, update, template)
        _show(desk, post, verified)
    _write(desk, post)


def _checked(
    desk: Desk, incident: Incident, update: Update, template: Template | None
) -> tuple[Post, Verified]:
    """The post at this moment, for words may take a while; and the repository as it will be with it."""
    update = update.model_copy(update={"at": free_instant(incident, desk.now)})
    new = not incident.updates
    before = None if new else (desk.root / incident.path).read_bytes()
    content = new_file(incident, update) if before is None else with_update(before, incident, update)
    post = Post(incident.path, incident, update, before, content)
    verified = verify(desk.loaded, post, desk.given.now, desk.now)
    return replace(post, template=_approved(desk, verified.incident, update, template)), verified


def _approved(desk: Desk, incident: Incident, update: Update, template: Template | None) -> str:
    """The name of the approved template that the post is made of, and of nothing else; empty otherwise."""
    if template is None:
        return ""
    written = next(one for one in incident.updates if one.at == update.at)
    alone = is_only_template(incident, written, template, desk.frame)
    titled = len(incident.updates) > 1 or is_only_title(incident, template, desk.frame)
    return template.name if alone and titled else ""


def _show(desk: Desk, post: Post, verified: Verified) -> None:
    state = verified.inspected.state
    if state is not None:
        frame = page_frame(state, desk.frame.language)
        written = next(one for one in verified.incident.updates if one.at == post.update.at)
        click.echo(preview(frame, verified.incident, written))
    if post.template:
        click.echo(f"(The words are those of the approved template {post.template}.)")
    if verified.here:
        click.echo(as_text(verified.here), nl=False, err=True)
    _show_elsewhere(verified.elsewhere)


def _show_elsewhere(problems: Sequence[Problem]) -> None:
    """Errors of others do not keep anybody from posting, but a strict build stops at them."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if errors:
        click.echo(as_text(errors[:_SHOWN]), nl=False, err=True)
        click.echo(
            f"{len(errors)} error{'s' * (len(errors) != 1)} in other files: a strict build stops there. "
            "Your update is posted all the same; then run statuary check.",
            err=True,
        )


def _show_file(post: Post) -> None:
    text = post.content.decode() if post.before is None else update_text(post.update)
    click.echo(
        f"\n{post.path} would {'be' if post.before is None else 'get'}:\n\n{text}\nNothing was written."
    )


def _write(desk: Desk, post: Post) -> None:
    def onto_newer(wanted: Post) -> Onto:
        context = context_of(desk.project, desk.site)
        return lambda theirs: onto(theirs, wanted, context, desk.now)

    if desk.given.pr:
        publish(desk, post, onto_newer)
    else:
        changed = desk.target is not None and bool(desk.git.maybe("status", "--porcelain", "--", post.path))
        post = write_post(desk.root, post, onto_newer(post))
        desk.written = True
        if desk.kept is not None:
            desk.kept.unlink(missing_ok=True)
        if changed and post.before is not None:
            click.echo(f"{post.path} held other changes that were not committed; they go along.", err=True)
        if desk.target is None:
            _say_written(post)
            write_result(desk.result, post)
        else:
            publish(desk, post, onto_newer)


def _say_written(post: Post) -> None:
    path, message = shlex.quote(post.path), f"{post.incident.id}: {post.update.stage.label}"
    click.echo(f"Written to {post.path}. Readers see it once it is published; --publish does that, or:")
    click.echo(f"  git add {path} && git commit -m '{message}' && git push")
