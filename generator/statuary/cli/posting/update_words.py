"""The words of an update: given, of a template, or from the author's editor."""

import click

from statuary.cli.posting.desk import Desk
from statuary.cli.posting.typed import edit
from statuary.model import Incident, Update
from statuary.posting.posting_errors import CouldNotPostError, InvalidError, PostingError
from statuary.posting.safe_files import keep
from statuary.posting.template_words import filled
from statuary.posting.templates import SLOT, Template, find_template, name_of, own_template, published
from statuary.posting.timing import asked_promise


def with_words(
    desk: Desk, incident: Incident, update: Update, *, ask: bool
) -> tuple[Update, Template | None]:
    """The update with its text, and the template that it began with, if any.

    `ask`: where nothing was given and a person is there, the editor opens on the template. Raises PostingError where
    there are no words.
    """
    template = None
    if not desk.typed:
        template = template_for(desk, incident, update)
        update = _filled(desk, incident, update, template)
    wanted = ask and desk.asks and not desk.typed and not desk.given.template
    if desk.given.edit or wanted:
        update = edited(desk, incident, update)
    text = desk.typed or update.text
    # Comments are advice of a template; in words of one's own they are words, and shown as such.
    text = published(text) if template else text.strip("\n").rstrip()
    if not text.strip():
        raise PostingError(
            "there are no words to post: give them with -m TEXT, or with -m - from standard input"
        )
    return update.model_copy(update={"text": text}), template


def template_for(desk: Desk, incident: Incident, update: Update) -> Template:
    """The template that was asked for, or that of the stage; where that has errors, Statuary's own words do."""
    moved = update.starts is not None or update.ends is not None
    usual = name_of(incident.kind, update.stage, moved=moved)
    try:
        return find_template(desk.root, usual, desk.given.template)
    except InvalidError as error:
        if desk.given.template:
            raise
        first = error.problems[0]
        click.echo(
            f"{first.path}:{first.line}: {first.message}; Statuary's own words are used instead", err=True
        )
        return own_template(usual)


def _filled(desk: Desk, incident: Incident, update: Update, template: Template) -> Update:
    promised = template.attributes.get("next update", "")
    if promised and not SLOT.search(promised) and not desk.given.next_update:
        promise = asked_promise(promised, desk.project.zones, update.at)
        update = update.model_copy(update={"next_update": promise.at, "no_next_update": promise.none})
    after = incident.model_copy(update={"updates": (*incident.updates, update)})
    words = filled(template, after, desk.frame)
    said = {key: words.attributes.get(key) for key in ("who", "workaround", "estimate")}
    missing = {key: value for key, value in said.items() if value and not getattr(update, key)}
    return update.model_copy(update={**missing, "text": words.text})


def edited(desk: Desk, incident: Incident, update: Update) -> Update:
    """What a person makes of the text. Their words are kept in a file until they stand in the incident's."""
    if not desk.terminal:
        raise PostingError("--edit needs a terminal")
    text = desk.typed or update.text
    path = desk.kept or keep(desk.root, text.encode(), desk.now)
    if path is None:
        raise CouldNotPostError(
            "there is nowhere to keep what you type: neither .git nor a temporary folder is writable"
        )
    desk.kept = path
    desk.typed = text
    desk.typed = edit(path, text, _beside(desk, incident, update))
    return update.model_copy(update={"text": desk.typed})


def _beside(desk: Desk, incident: Incident, update: Update) -> str:
    promised = desk.frame.times.moment(update.next_update).text if update.next_update else ""
    facts = {
        "title": incident.title,
        "stage": update.stage.label,
        "next update": promised,
        "who": update.who,
        "workaround": update.workaround,
        "estimate": update.estimate,
    }
    return "\n".join(f"{key}: {value}" for key, value in facts.items() if value)
