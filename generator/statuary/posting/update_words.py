"""The words of an update: given, of a template filled for one incident, or from the author's editor.

Is an update made of nothing but approved words? Then a repository may let it through without review. Facts may stand in
the slots: names of components, times, durations, the page's contact. Words that somebody typed may not. Whoever decides
on this must read the templates from the branch that the update goes to, never from the branch that brings it.
"""

import re
from collections.abc import Iterable

from statuary.model import FACTS, Incident, Update
from statuary.posting import CouldNotPostError, InvalidError, PostingError
from statuary.posting.posting_times import asked_next_update
from statuary.posting.session import Session
from statuary.posting.slots import NOTHING_SAID, TYPED, AboutEnd, in_language_of, slot_values, title_values
from statuary.posting.template_files import find_template, own_template
from statuary.posting.templates import SLOT, Filled, Template, fill, fill_line, name_of, published
from statuary.posting.typed_text import CUT, text_of
from statuary.render.frame import Frame
from statuary.source.escape import escape_text
from statuary.source.write import one_line
from statuary.status import incident_state


def filled(
    template: Template, incident: Incident, frame: Frame, end: AboutEnd = NOTHING_SAID, *, typed: bool = True
) -> Filled:
    """The words for the incident's last update, whose own text is still empty or does not matter.

    The attributes are those that this update says itself, for older ones still hold. Without `typed`, slots of words
    that somebody typed stay empty.
    """
    update = incident.updates[-1]
    item = incident_state(incident, update.at)
    assert item is not None  # it has an update by then
    values = slot_values(item, in_language_of(template, frame), update.at, end)
    values = values if typed else {key: "" if key in TYPED else value for key, value in values.items()}
    own = values | {key: (getattr(update, key) or "") if typed else "" for key in FACTS}
    attributes = fill(template, own).attributes
    return Filled(attributes, fill(template, values).text)


def filled_title(template: Template, incident: Incident, frame: Frame) -> str:
    """The title of an incident that is opened without one; empty where the template has none to give."""
    values = title_values(incident, in_language_of(template, frame))
    return one_line(fill_line(template.title, values) or "")


def is_only_template(incident: Incident, update: Update, template: Template, frame: Frame) -> bool:
    """True when the update says what the template says and nothing else, its slots filled with the facts.

    `incident` holds the update. What an update does to components and impact is not words, and is not judged.
    """
    if update.correction is not None or not template.approved:
        return False
    until = tuple(one for one in incident.updates if one.at <= update.at)
    said = filled(template, incident.model_copy(update={"updates": until}), frame, typed=False)
    own = {key: value for key in FACTS if (value := getattr(update, key)) is not None}
    approved = {key: said.attributes[key] for key in FACTS if key in said.attributes}
    return own == approved and update.text == escape_text(published(said.text), update.stage)


def is_only_title(incident: Incident, template: Template, frame: Frame) -> bool:
    """The same for the title of a new incident."""
    first = incident.model_copy(update={"updates": incident.updates[:1]})
    return template.approved and incident.title == filled_title(template, first, frame)


def only_templates(
    before: Incident | None, after: Incident, templates: Iterable[Template], frame: Frame
) -> bool:
    """True when an incident changed by nothing but updates of approved words at its end; or is new, and is so.

    Everything else in it must be as it was: older updates, title, front matter.
    """
    known = list(templates)
    old = () if before is None else before.updates
    added = after.updates[len(old) :]
    if not added or [_as_said(one) for one in after.updates[: len(old)]] != [_as_said(one) for one in old]:
        return False
    if before is None:
        if not any(is_only_title(after, one, frame) for one in known):
            return False
    elif _head(before) != _head(after):
        return False
    return all(any(is_only_template(after, update, one, frame) for one in known) for update in added)


def _head(incident: Incident) -> dict[str, object]:
    return incident.model_dump(exclude={"updates"})


def _as_said(update: Update) -> dict[str, object]:
    return update.model_dump(exclude={"line"})


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
    given = update.text
    if request.edit or (ask and session.dialogue.asks and not typed.text and not request.template):
        update = edited(session, incident, update)
    text = typed.text or update.text
    # Comments are advice of a template; in words of one's own they are words, and shown as such.
    text = published(text) if template else _with_end(session, incident, update, text.strip("\n").rstrip())
    if not text.strip():
        raise PostingError(
            "there are no words to post: give them with -m TEXT, or with -m - from standard input"
        )
    if template and template.is_form and text == published(given):
        raise PostingError(_still_a_form(template))
    return update.model_copy(update={"text": text}), template


def _still_a_form(template: Template) -> str:
    headings = ", ".join(re.findall(r"^#{3,6} (.+)$", template.text, re.MULTILINE))
    return (
        f"nobody has written anything into the template {template.name} yet ({headings}); it was not posted"
    )


def _with_end(session: Session, incident: Incident, update: Update, text: str) -> str:
    """Words of somebody's own, and below them what was said of the end by options."""
    if session.end == NOTHING_SAID:
        return text
    item = incident_state(incident.model_copy(update={"updates": (*incident.updates, update)}), update.at)
    assert item is not None
    values = slot_values(item, session.frame, update.at, session.end)
    said = (values["recovery"] if session.end.since else "", values["data"], values["to_do"])
    return "\n\n".join(filter(None, (text, " ".join(filter(None, said)))))


def template_for(session: Session, incident: Incident, update: Update) -> Template:
    """The template that was asked for, or that of the stage; where that has errors, Statuary's own words do."""
    moved = update.starts is not None or update.ends is not None
    usual, language = name_of(incident.kind, update.stage, moved=moved), session.site.settings.language
    try:
        return find_template(session.root, language, usual, session.request.template)
    except InvalidError as error:
        if session.request.template:
            raise
        first = error.problems[0]
        session.dialogue.warn(
            f"{first.path}:{first.line}: {first.message}; Statuary's own words are used instead"
        )
        return own_template(language, usual)


def _filled(session: Session, incident: Incident, update: Update, template: Template) -> Update:
    said = template.attributes.get("next update", "")
    if said and not SLOT.search(said) and not session.request.next_update:
        told = asked_next_update(said, session.times, update.at)
        update = update.model_copy(update={"next_update": told.at, "no_next_update": told.none})
    after = incident.model_copy(update={"updates": (*incident.updates, update)})
    words = filled(template, after, session.frame, session.end)
    facts = {key: words.attributes.get(key) for key in FACTS}
    missing = {key: value for key, value in facts.items() if value and not getattr(update, key)}
    return update.model_copy(update={**missing, "text": words.text})


def edited(session: Session, incident: Incident, update: Update) -> Update:
    """What a person makes of the text. Their words are kept in a file until they stand in the incident's."""
    if not session.dialogue.has_terminal:
        raise PostingError("--edit needs a terminal")
    typed = session.typed
    typed.template = None if typed.text else update.text
    typed.text = typed.text or update.text
    typed.save(session.root, session.now)
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
