"""Whatever a source holds: no word gets lost, and the reader accepts what was written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from importers_sources import NOW, cstate, incident, issue, statuspage, update

from statuary.importers.model import Imported, Rules
from statuary.model import Incident
from statuary.source.context import Context
from statuary.source.incidents import read_incident
from statuary.source.write import incident_text

_NASTY = (
    "\n", "\n\n", " ", "\t", "# ", "## ", "##", "---", "===", "```", "~~~", "`", "- who: ", "- api: down", "* ", "> ",
    "<!--", "-->", "<b>", "</b>", "<p>", "<br />", "<ul><li>", "</a>", '<a href="https://x.example">', "<ID>", "&lt;",
    "2026-01-01 10:00 UTC — Resolved", "## 2026-01-01 10:00 UTC — Resolved", "<<<<<<< HEAD", "=======", ">>>>>>> x",
    "[Final message]", "[Initial message]", "*Resolved* - ", '{{< track "2026-03-01T10:20:00Z" >}}', "[x]: ", "|",
    "\x00", "\u202e", "\r\n", "\r", "**2026-03-01 10:40 UTC**", "    ", "\\", "- next update: none", "é", "\ufeff",
)  # fmt: skip
_PIECES = st.lists(
    st.one_of(st.sampled_from(_NASTY), st.integers(0, 99).map(lambda n: f" word{n} ")), max_size=24
)
TEXTS = _PIECES.map("".join)
RULES = Rules(NOW, UTC)


def _read_back(imported: Imported) -> Incident:
    made = imported.items[0].incident.model_copy(update={"path": f"incidents/{imported.incidents[0].id}.md"})
    context = Context.of({}, (one for group in imported.groups for one in group.components))
    found, problems = read_incident(made.path, incident_text(made).encode(), context)
    assert problems == [], incident_text(made)
    assert found is not None
    return found


def _lost(text: str, imported: Imported, found: Incident) -> set[str]:
    """Words of the source that are neither in the file nor in the report."""
    kept = " ".join([found.title, *(one.text for one in found.updates)])
    told = " ".join(note.text for note in imported.items[0].notes)
    source = {word for word in text.split() if word.startswith("word") and word[4:].isdigit()}
    return {word for word in source if word not in kept and word not in told}


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cstate_loses_no_word(body: str) -> None:
    imported = cstate(RULES, issue(body))

    assert not _lost(body, imported, _read_back(imported))
