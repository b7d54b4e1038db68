"""`/status.md`: the present state in plain Markdown, for support staff, assistants and chatbots to quote."""

import re
from collections.abc import Iterator

from statuary.render.frame import Frame
from statuary.render.text.present_state import Present, StateEntry, StateSection, present

_SPECIAL = re.compile(
    r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)|^[#>]",
    re.MULTILINE,
)
"""Only what Markdown would read as more than text here: these words are also read as they stand."""


def status_markdown(frame: Frame) -> str:
    """The page in words. Every time is absolute and with its zone, for what is quoted is read later.

    What an author wrote is quoted as words alone: it cannot pass for a heading or a link of ours.
    """
    shown = present(frame)
    gettext = frame.language.gettext
    measured = gettext("They tell what people have reported; nothing here is measured.")
    lines = [
        f"# {_escaped(shown.name)}",
        "",
        f"**{_escaped(shown.word)}:** {_escaped(shown.summary)}",
        "",
        f"{_escaped(shown.source)} {measured}",
        gettext("The newest state is at %(url)s.", url=f"<{shown.url}>"),
        "",
    ]
    for section in (*shown.sections, *filter(None, [shown.recent])):
        lines += _markdown_section(section)
    lines += _markdown_components(shown, gettext("Components"))
    lines += _contacts(shown, gettext("Help"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_section(section: StateSection) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    for entry in section.entries:
        yield from _markdown_entry(entry)
    if section.left_out:
        yield section.left_out
        yield ""


def _markdown_entry(entry: StateEntry) -> Iterator[str]:
    yield f"### [{_escaped(entry.title)}]({entry.url})"
    yield ""
    for label, text in entry.facts:
        yield f"- {label}: {_escaped(text)}"
    yield ""
    yield f"{entry.said}:"
    yield ""
    for line in entry.words.splitlines():
        yield f"> {_escaped(line)}".rstrip()
    yield ""
    if entry.promise:
        yield _escaped(entry.promise)
        yield ""


def _markdown_components(shown: Present, title: str) -> Iterator[str]:
    if shown.groups:
        yield f"## {title}"
        yield ""
    for name, rows in shown.groups:
        if name:
            yield f"### {_escaped(name)}"
            yield ""
        for component, word in rows:
            yield f"- {_escaped(component)}: {word}"
        yield ""


def _contacts(shown: Present, title: str) -> Iterator[str]:
    if shown.contacts:
        yield f"## {title}"
        yield ""
    for contact in shown.contacts:
        yield f"- [{_escaped(contact.name)}]({contact.url})"


def _escaped(text: str) -> str:
    """Text that Markdown reads as text; a list's mark at the start of a line stays one."""
    return _SPECIAL.sub(r"\\\g<0>", text)
