"""The words of an update: given, of a template, or from the author's editor."""

from statuary.model import FACTS, Incident, Update
from statuary.posting.posting_errors import CouldNotPostError, InvalidError, PostingError
from statuary.posting.session import Session
from statuary.posting.template_words import filled
from statuary.posting.templates import SLOT, Template, find_template, name_of, own_template, published
from statuary.posting.timing import asked_next_update
from statuary.posting.typed_text import CUT, keep, text_of


def with_words(
    session: Session, incident: Incident, update: Update, *, ask: bool
) -> tuple[Update, Template | None]:
    """The update with its text, and the template that it began with, if any.

    `ask`: where nothing was given and a person is there, the editor opens on the template. Raises PostingError where
    there are no words.
    """
    request, typed, template = session.request, session.typed, None
    if not typed.text:
        template = template_for(session, incident, update)
        update = _filled(session, incident, update, template)
    if request.edit or (ask and session.dialogue.asks and not typed.text and not request.template):
        update = edited(session, incident, update)
    text = typed.text or update.text
    # Comments are advice of a template; in words of one's own they are words, and shown as such.
    text = published(text) if template else text.strip("\n").rstrip()
    if not text.strip():
        raise PostingError(
            "there are no words to post: give them with -m TEXT, or with -m - from standard input"
        )
    return update.model_copy(update={"text": text}), template


def template_for(session: Session, incident: Incident, update: Update) -> Template:
    """The template that was asked for, or that of the stage; where that has errors, Statuary's own words do."""
    moved = update.starts is not None or update.ends is not None
    usual = name_of(incident.kind, update.stage, moved=moved)
    try:
        return find_template(session.root, usual, session.request.template)
    except InvalidError as error:
        if session.request.template:
            raise
        first = error.problems[0]
        session.dialogue.warn(
            f"{first.path}:{first.line}: {first.message}; Statuary's own words are used instead"
        )
        return own_template(usual)


def _filled(session: Session, incident: Incident, update: Update, template: Template) -> Update:
    said = template.attributes.get("next update", "")
    if said and not SLOT.search(said) and not session.request.next_update:
        told = asked_next_update(said, session.times, update.at)
        update = update.model_copy(update={"next_update": told.at, "no_next_update": told.none})
    after = incident.model_copy(update={"updates": (*incident.updates, update)})
    words = filled(template, after, session.frame)
    facts = {key: words.attributes.get(key) for key in FACTS}
    missing = {key: value for key, value in facts.items() if value and not getattr(update, key)}
    return update.model_copy(update={**missing, "text": words.text})


def edited(session: Session, incident: Incident, update: Update) -> Update:
    """What a person makes of the text. Their words are kept in a file until they stand in the incident's."""
    if not session.dialogue.has_terminal:
        raise PostingError("--edit needs a terminal")
    typed = session.typed
    typed.text = typed.text or update.text
    typed.file = typed.file or keep(session.root, typed.text.encode(), session.now)
    if typed.file is None:
        raise CouldNotPostError(
            "there is nowhere to keep what you type: neither .git nor a temporary folder is writable"
        )
    notes = "\n".join(f"# {line}".rstrip() for line in _beside(session, incident, update).splitlines())
    typed.file.write_text(f"{typed.text}\n\n{CUT}\n{notes}\n", encoding="utf-8")
    session.dialogue.edit(typed.file)
    typed.text = text_of(typed.file.read_bytes(), str(typed.file)).strip("\n").rstrip()
    return update.model_copy(update={"text": typed.text})


def _beside(session: Session, incident: Incident, update: Update) -> str:
    """What readers see beside the text, for whoever writes it."""
    promised = session.frame.times.moment(update.next_update).text if update.next_update else ""
    facts = {
        "title": incident.title,
        "stage": update.stage.label,
        "next update": promised,
        **{key: getattr(update, key) for key in FACTS},
    }
    return "\n".join(f"{key}: {value}" for key, value in facts.items() if value)
