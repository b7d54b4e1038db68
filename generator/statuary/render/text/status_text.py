"""`/status.txt`: the present state for `curl` and terminals, in 80 columns.

`/status.txt` for terminals and `/status.md` for whoever quotes the state elsewhere.
"""

from collections.abc import Iterator, Sequence

import wcwidth

from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.text.present_state import Present, StateEntry, StateSection, present
from statuary.render.text.status_markdown import status_markdown
from statuary.terminal import harmless

COLUMNS = 80
NAME_COLUMNS = 50
"""A name that is longer pushes its status to the right, and not those of all others."""

_INDENT = "  "


def status_text(frame: Frame) -> str:
    """What `/status.txt` and `statuary status` say; the last line ends with a line feed.

    First the sentence at the top of the page, then what is open, what is planned, and every component.
    """
    shown = present(frame)
    lines = [
        *_wrapped(shown.name),
        "",
        *_wrapped(f"{shown.word}: {shown.summary} {shown.promise}"),
        *_wrapped(shown.source),
        "",
    ]
    for section in shown.sections:
        lines += _section(section)
    lines += _components(shown.groups, frame.language.gettext("Components"))
    lines += _ways_on(shown)
    return "\n".join(lines) + "\n"


def _section(section: StateSection) -> Iterator[str]:
    yield from _heading(section.title)
    for entry in section.entries:
        yield from _entry(entry)
        yield ""
    if section.left_out:
        yield section.left_out
        yield ""


def _entry(entry: StateEntry) -> Iterator[str]:
    yield from _wrapped(entry.title)
    for label, text in entry.facts:
        yield from _wrapped(f"{label}: {text}", _INDENT)
    yield ""
    yield from _wrapped(f"{entry.said}:", _INDENT)
    for line in filter(None, entry.words.splitlines()):
        yield from _wrapped(line, _INDENT)
    yield ""
    yield from _wrapped(entry.promise, _INDENT)
    yield _INDENT + entry.url


def _components(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], title: str) -> Iterator[str]:
    widths = [wcwidth.width(name) for _, rows in groups for name, _ in rows]
    column = max((width for width in widths if width <= NAME_COLUMNS), default=NAME_COLUMNS)
    if groups:
        yield from _heading(title)
    for name, rows in groups:
        if name:
            yield name
        for component, word in rows:
            yield f"{_INDENT if name else ''}{wcwidth.ljust(component, column)}  {word}"
        yield ""


def _ways_on(shown: Present) -> Iterator[str]:
    """The page itself, and the people who can help."""
    yield shown.url
    for contact in shown.contacts:
        yield f"{contact.name}: {contact.url.removeprefix('mailto:')}"


def _heading(title: str) -> Iterator[str]:
    yield title
    yield "-" * wcwidth.width(title)


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Lines of at most 80 columns. An address stays whole; writing without spaces may break anywhere."""
    return wcwidth.wrap(
        text,
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=not text.isascii(),
        break_on_hyphens=False,
    )


def render_plain(frame: Frame) -> Iterator[Output]:
    """Both documents, in UTF-8; a terminal obeys nothing in them."""
    yield Output("status.txt", harmless(status_text(frame)).encode())
    yield Output("status.md", harmless(status_markdown(frame)).encode())
