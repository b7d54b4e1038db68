"""What a change of the files changes for readers: the same moment, before and after.

Somebody's text in a Markdown document of ours on a code host, where readers must be able to tell the two apart.

It can be no heading, no HTML and no workflow command there, and it calls nobody: an `@` or a `#` before a word is
followed by a space of no width, for GitHub makes mentions and links of them wherever they stand. What hides something,
or turns the direction of what follows, is shown: whoever agrees to a change sees it.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from statuary.model import Update
from statuary.render.incident_text import has_right_to_left, to_html
from statuary.status.types import IncidentState, PageState
from statuary.terminal import harmless


@dataclass(frozen=True)
class IncidentChange:
    """One incident that differs. `before` is None for a new one, `after` for one that is gone.

    `posted`, `edited` and `removed` are updates, oldest first; an edited one as it is now. `described` is true where
    something else of it changed: title, impact, components, window.
    """

    before: IncidentState | None
    after: IncidentState | None
    posted: tuple[Update, ...] = ()
    edited: tuple[Update, ...] = ()
    removed: tuple[Update, ...] = ()
    described: bool = False

    @property
    def state(self) -> IncidentState:
        """The incident as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(before: PageState, after: PageState) -> Iterator[IncidentChange]:
    """What differs, those that gain updates first, then by id."""
    found = [_change(before.by_id.get(key), after.by_id.get(key)) for key in before.by_id | after.by_id]
    differing = [change for change in found if change is not None]
    yield from sorted(differing, key=lambda one: (not one.posted, one.state.incident.id))


def _change(before: IncidentState | None, after: IncidentState | None) -> IncidentChange | None:
    old, new = _updates(before), _updates(after)
    change = IncidentChange(
        before,
        after,
        posted=tuple(one for key, one in new.items() if key not in old),
        edited=tuple(one for key, one in new.items() if key in old and _said(one) != _said(old[key])),
        removed=tuple(one for key, one in old.items() if key not in new),
        described=bool(before and after and _head(before) != _head(after)),
    )
    differs = change.posted or change.edited or change.removed or change.described
    return change if differs else None


def _updates(state: IncidentState | None) -> dict[object, Update]:
    return {update.identity: update for update in state.updates} if state else {}


def _said(update: Update) -> dict[str, object]:
    return update.model_dump(exclude={"line"})


def _head(state: IncidentState) -> dict[str, object]:
    return state.incident.model_dump(exclude={"updates", "path"})


_CALL = re.compile(r"[@#](?=\w)")
_NO_WIDTH = "\N{ZERO WIDTH SPACE}"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
_VOID = frozenset({"hr", "br"})


_BUILDERS = (".github/wheels/", ".github/actions/", ".github/workflows/")
_LOCKS = (".github/wheels.txt", ".github/requirements.txt", ".github/own.txt")


def _builds(path: str) -> bool:
    """Whether a file is part of what builds the page, and so runs with all that the workflows may do."""
    return path in _LOCKS or path.startswith(_BUILDERS)


def file_lines(files: Sequence[tuple[str, str]]) -> Iterator[str]:
    """All of them, however many: one that is not shown is one that nobody reads."""
    builders = [(path, what) for path, what in files if _builds(path)]
    others = [(path, what) for path, what in files if not _builds(path)]
    yield from _listed(
        "What builds the page",
        "These run with all that the workflows may do. A wheel is what it says if `statuary upgrade -n`, run from a "
        "Statuary of that version that you installed yourself, would not replace it.",
        builders,
    )
    yield from _listed(
        f"{len(others)} other {'file' if len(others) == 1 else 'files'}",
        "These are no incidents. They can change how the page looks and what it runs: read them.",
        others,
    )


def _listed(title: str, about: str, files: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not files:
        return
    yield from (f"## {title}", "", about, "")
    for path, what in files:
        yield f"- {quoted_line(path)}: {what}"
    yield ""


def quoted_verbatim(text: str) -> str:
    """A text of several lines as it stands, as one line of HTML: nothing of it can begin a line of ours."""
    escaped = html.escape(_CALL.sub(lambda found: found[0] + _NO_WIDTH, harmless(text)))
    return f"<pre>{_isolated(escaped)}</pre>".replace("\n", "&#10;")


def quoted_line(text: str) -> str:
    """A text as one line of Markdown that is nothing but text; its writing direction ends where it ends."""
    escaped = _PUNCTUATION.sub(r"\\\g<0>", harmless(" ".join(text.split())))
    return _isolated(_CALL.sub(lambda found: found[0] + _NO_WIDTH, escaped))


def quoted_block(text: str) -> str:
    """An update as readers will see it, as one line that stands after `> `.

    It is the safe HTML of the page, for Markdown reads a line that begins with a block's tag as it stands; without a
    line end in it, nothing of it can begin a line of ours. Headings become bold.
    """
    writer = _Writer()
    writer.feed(str(to_html(harmless(text))))
    writer.close()
    return "".join(writer.pieces).strip()


class _Writer(HTMLParser):
    """Writes the page's few tags again, with no attribute but a link's address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        self._verbatim += tag == "pre"
        if tag in _HEADINGS:
            self.pieces.append("<p><strong>")
        elif tag == "a" and address:
            self.pieces.append(f'<a href="{html.escape(address)}">')
        else:
            self.pieces.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self._verbatim -= tag == "pre"
        if tag not in _VOID:
            self.pieces.append("</strong></p>" if tag in _HEADINGS else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = html.escape(_CALL.sub(lambda found: found[0] + _NO_WIDTH, data))
        self.pieces.append(text.replace("\n", "&#10;" if self._verbatim else " "))


def _isolated(text: str) -> str:
    if not has_right_to_left(text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
