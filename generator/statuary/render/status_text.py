"""The present state in words alone: `/status.txt` for `curl` and terminals, and `/status.md`.

The Markdown is for whoever quotes the state elsewhere: support staff, assistants and chatbots.
"""

from collections.abc import Iterator, Sequence

import wcwidth

from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.messages import answer
from statuary.render.plain_layout import bold, escaped, heading, wrapped
from statuary.render.present_state import Present, StateEntry, StateSection, present
from statuary.render.wording.language import Language, marked
from statuary.terminal import harmless

MOST_ANSWERS = 5
"""So many incidents have an answer of their own here; `statuary answer ID` has one for each."""
_ANSWERS = marked("What to answer customers")
_CHAT, _EMAIL, _TELEPHONE = marked("Chat"), marked("Email"), marked("Telephone")


def status_markdown(frame: Frame) -> str:
    """The page in words. Every time is absolute and with its zone, for what is quoted is read later.

    What an author wrote is quoted as words alone: it cannot pass for a heading or a link of ours.
    """
    shown = present(frame)
    gettext = frame.language.gettext
    measured = gettext("Based on what our team has reported, not on automatic monitoring.")
    lines = [
        f"# {escaped(shown.name)}",
        "",
        bold(escaped(shown.word), escaped(shown.summary), frame.language),
        "",
        frame.language.together(escaped(shown.source), measured),
        gettext("Latest status: %(url)s", url=f"<{shown.url}>"),
        "",
    ]
    for section in (*shown.sections, *filter(None, [shown.recent])):
        lines += _markdown_section(section, frame.language)
    lines += _answers(frame)
    lines += _markdown_components(shown, gettext("Components"), frame.language)
    lines += _contacts(shown, gettext("Help"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_section(section: StateSection, language: Language) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    for entry in section.entries:
        yield from _markdown_entry(entry, language)
    if section.left_out:
        yield section.left_out
        yield ""


def _markdown_entry(entry: StateEntry, language: Language) -> Iterator[str]:
    yield f"### [{escaped(entry.title)}]({entry.url})"
    yield ""
    for label, text in entry.facts:
        yield f"- {language.labelled(label, escaped(text))}"
    yield ""
    yield language.labelled(entry.said, "").rstrip()
    yield ""
    for line in entry.words.splitlines():
        yield f"> {escaped(line)}".rstrip()
    yield ""
    if entry.promise:
        yield escaped(entry.promise)
        yield ""


def _answers(frame: Frame) -> Iterator[str]:
    """For support staff: what is open, as they can say it to a customer."""
    items = [*frame.state.active, *frame.state.in_progress][:MOST_ANSWERS]
    if items:
        yield f"## {frame.language.gettext(_ANSWERS)}"
        yield ""
    for item in items:
        yield f"### {escaped(item.incident.title)}"
        for label, text in zip((_CHAT, _EMAIL, _TELEPHONE), answer(item, frame), strict=True):
            yield from ["", f"**{frame.language.gettext(label)}**", ""]
            yield from (f"> {escaped(line)}".rstrip() for line in text.splitlines())
        yield ""


def _markdown_components(shown: Present, title: str, language: Language) -> Iterator[str]:
    if shown.groups:
        yield f"## {title}"
        yield ""
    for name, rows in shown.groups:
        if name:
            yield f"### {escaped(name)}"
            yield ""
        for component, word in rows:
            yield f"- {language.labelled(escaped(language.name(component)), word)}"
        yield ""


def _contacts(shown: Present, title: str) -> Iterator[str]:
    if shown.contacts:
        yield f"## {title}"
        yield ""
    for contact in shown.contacts:
        yield f"- [{escaped(contact.name)}]({contact.url})"


NAME_COLUMNS = 50
"""A name that is longer pushes its status to the right, and not those of all others."""

_INDENT = "  "


def status_text(frame: Frame) -> str:
    """What `/status.txt` and `statuary status` say; the last line ends with a line feed.

    First the sentence at the top of the page, then what is open, what is planned, and every component.
    """
    shown, language = present(frame), frame.language
    lines = [
        *wrapped(shown.name),
        "",
        *wrapped(language.labelled(shown.word, language.together(shown.summary, shown.promise))),
        *wrapped(shown.source),
        "",
    ]
    for section in shown.sections:
        lines += _section(section, language)
    lines += _components(shown.groups, language.gettext("Components"))
    lines += _ways_on(shown, language)
    return "\n".join(lines) + "\n"


def _section(section: StateSection, language: Language) -> Iterator[str]:
    yield from heading(section.title)
    for entry in section.entries:
        yield from _entry(entry, language)
        yield ""
    if section.left_out:
        yield section.left_out
        yield ""


def _entry(entry: StateEntry, language: Language) -> Iterator[str]:
    yield from wrapped(entry.title)
    for label, text in entry.facts:
        yield from wrapped(language.labelled(label, text), _INDENT)
    yield ""
    yield from wrapped(language.labelled(entry.said, "").rstrip(), _INDENT)
    for line in filter(None, entry.words.splitlines()):
        yield from wrapped(line, _INDENT)
    yield ""
    yield from wrapped(entry.promise, _INDENT)
    yield _INDENT + entry.url


def _components(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], title: str) -> Iterator[str]:
    widths = [wcwidth.width(name) for _, rows in groups for name, _ in rows]
    column = max((width for width in widths if width <= NAME_COLUMNS), default=NAME_COLUMNS)
    if groups:
        yield from heading(title)
    for name, rows in groups:
        if name:
            yield name
        for component, word in rows:
            yield f"{_INDENT if name else ''}{wcwidth.ljust(component, column)}  {word}"
        yield ""


def _ways_on(shown: Present, language: Language) -> Iterator[str]:
    """The page itself, and the people who can help."""
    yield shown.url
    for contact in shown.contacts:
        named = contact.named_by_address
        yield contact.address if named else language.labelled(contact.name, contact.address)


def render_plain(frame: Frame) -> Iterator[Output]:
    """Both documents, in UTF-8; a terminal obeys nothing in them."""
    yield Output("status.txt", harmless(status_text(frame)).encode())
    yield Output("status.md", harmless(status_markdown(frame)).encode())
