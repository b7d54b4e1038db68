"""Whatever a source holds: no word gets lost, and the reader accepts what was written."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from importers_sources import NOW, cstate, incident, issue, page_words, statuspage, update

from statuary.importers.imported import Imported, Reading
from statuary.model import Incident
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.write import incident_text
from support.examples import examples

_MARKUP = (
    "\n", "\n\n", " ", "\t", "    ", "# ", "## ", "##", "---", "===", "```", "~~~", "`", "* ", "> ", "|",
    "<!--", "-->", "<b>", "</b>", "<p>", "<br />", "<ul><li>", "</a>", '<a href="https://x.example">', "<ID>",
    "&lt;", "[x]: ", "\\",
)  # fmt: skip
_OURS = (
    "- who: ", "- api: down", "- next update: none", "2026-01-01 10:00 UTC — Resolved",
    "2026-01-01 10:00 UTC: ", "22.01.2026 10:00 - ",
    "## 2026-01-01 10:00 UTC — Resolved", "<<<<<<< HEAD", "=======", ">>>>>>> x",
)  # fmt: skip
_THEIRS = (
    "[Final message]", "[Initial message]", "*Resolved* - ", "**2026-03-01 10:40 UTC**",
    '{{< track "2026-03-01T10:20:00Z" >}}', "\x00", "\u202e", "\r\n", "\r", "\ufeff",
)  # fmt: skip
_WORDS = st.integers(0, 99).map(lambda number: f" word{number} ")
_PIECES = st.one_of(st.sampled_from(_MARKUP + _OURS + _THEIRS), _WORDS)
TEXTS = st.lists(_PIECES, max_size=24).map("".join)
RULES = Reading(NOW, UTC)
_WORD = re.compile(r"word\d+")


def _read_back(imported: Imported) -> Incident:
    made = imported.items[0].incident.model_copy(update={"path": f"incidents/{imported.incidents[0].id}.md"})
    context = Context.of({}, (one for group in imported.groups for one in group.components))
    found, problems = read_incident(made.path, incident_text(made).encode(), context)
    assert problems == [], incident_text(made)
    assert found is not None
    return found


def _lost(text: str, imported: Imported, found: Incident) -> set[str]:
    """Words of the source that are neither on the page nor in the report."""
    languages = re.findall(r"(?:```|~~~)(.*)", " \n".join(one.text for one in found.updates))
    page = " ".join([found.title, *page_words(found.updates), *languages])
    told = " ".join(note.text for note in imported.items[0].notes)
    return set(_WORD.findall(text)) - set(_WORD.findall(f"{page} {told}"))


@examples(300)
@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS)
def test_statuspage_loses_no_word(bodies: list[str], title: str) -> None:
    start = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    updates = [
        update("investigating", (start + timedelta(minutes=number)).isoformat(), body)
        for number, body in enumerate(bodies)
    ]

    imported = statuspage(RULES, incident(*updates, name=title))

    found = _read_back(imported)
    assert not _lost(" ".join([*bodies, title]), imported, found)


@examples(300)
@given(TEXTS)
def test_cstate_loses_no_word(body: str) -> None:
    imported = cstate(RULES, issue(body))

    assert not _lost(body, imported, _read_back(imported))
