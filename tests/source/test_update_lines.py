"""A line in a text that begins like an update is refused with its right form; a timeline of a post-mortem is not."""

import re
from collections.abc import Iterable

import pytest

from statuary.model import Incident, Problem, Severity, Stage
from statuary.render.incident_text import to_plain
from statuary.source.escape import escape_text
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from support.begun_lines import begun_lines

CONTEXT = Context.of({}, [])
RESOLVED = (
    "---\ntitle: X\nimpact: minor\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\nDown.\n\n"
    "## 2026-11-22 10:52 UTC — Resolved\n\n"
)
LINES = list(begun_lines())
WITHOUT_STAGE = [
    "**2026-11-22 11:30 UTC**", "2026-11-22 11:30 UTC", "**2026-11-22 11:30 UTC** It fails again.",
    "[2026-11-22 11:30 UTC] It fails again.", "[Update - 2026-11-22 11h30 UTC]",
    "**Update at 2026-11-22 11:30 UTC**", "2026-11-22 11:30 UTC Still investigating",
    "2026-11-22 11:30 UTC, re-opened", "11:30 UTC — Investigating: it fails again",
    "**11:30 UTC** - Investigating again", "2026-11-22 — Investigating: it fails again",
    '{{< track "2026-11-22 11:30" >}} It fails again.',
    "Friday 22 November 2026 at 11:30am UTC: outage on the cluster",
]  # fmt: skip
SENTENCES = [
    "At 2026-11-22 11:30 UTC — a Sunday — it failed.",
    "On 22 November 2026 at 11:30 UTC: we saw the first errors.",
    "Since 2026-11-22 11:30 UTC: errors.",
    "Between 2026-11-22 11:30 UTC and 12:00 UTC - half an hour - it failed.",
    "From 2026-11-22 11:30 UTC – 12:00 UTC: errors.",
    "2026-11-22 11:30 UTC was the first time that it failed.",
    "2026-11-22 11:30 UTC, we moved traffic away.", "2026-11-22 22:00 UTC – 23:00 UTC: no payments",
    "- 2026-11-22 22:00 – 2026-11-23 02:00 UTC: no payments",
    "Sat 2026-11-21 22:00 - Sun 2026-11-22 02:00 UTC: Search moves.",
    "- Start: 2026-11-22 22:00 UTC", "Window: 2026-11-22 22:00 UTC", "- 2026-11-24 22:00 UTC",
    "- **2026-11-22 11:30 UTC** first alarm", "- 11:30 UTC: first alarm", "11:30 UTC: the first alarm.",
    "- 11:30 UTC — the cause was identified", "- 22 November: all orders were sent",
    "Monday 9 September 2026 at 02:00pm UTC, the service moves.",
    "Wednesday 11 September 2026 from 02:00pm UTC until Thursday 12 September 2026 02:00pm UTC,",
    "The next update comes at\n2026-11-22 11:30 UTC.", "Next update at 2026-11-22 11:30 UTC",
    "10.0.0.1 - 10.0.0.9: these machines fail", "1.2.3 11:30 - 2",
    "Version 2026-11-22 11:30 is live: it works",
]  # fmt: skip


def read(body: str) -> tuple[Incident | None, list[Problem]]:
    incident, problems = read_incident("incidents/a.md", body.encode(), CONTEXT)
    return incident, [one for one in problems if one.severity is Severity.ERROR]


def hints(lines: Iterable[str], before: str = RESOLVED) -> dict[str, str]:
    """The lines that are refused in the text below `before`, with the remedies; each a paragraph of its own."""
    body = f"{before}It works.\n\n" + "\n\n".join(lines)
    errors = [one for one in read(body)[1] if one.rule != "text-length"]
    assert {one.rule for one in errors} <= {"heading"}, errors
    return {body.split("\n")[one.line - 1]: one.hint for one in errors}


def passing(lines: Iterable[str], before: str = RESOLVED) -> list[str]:
    found = hints(lines, before)
    return [line for line in lines if line not in found]


def test_a_line_that_begins_like_an_update_is_refused() -> None:
    assert len(LINES) > 700
    assert passing([*LINES, *WITHOUT_STAGE]) == []


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_with_a_time_is_a_sentence(line: str) -> None:
    assert not hints([line])


def test_the_remedy_can_be_pasted() -> None:
    for line, hint in hints(LINES).items():
        right = re.match(r"write: ## 2026-11-22 11:30 UTC — Investigating(, with| \(or an offset)", hint)
        assert right, f"{line}: {hint}"
    assert (
        read(f"{RESOLVED}It works.\n\n## 2026-11-22 11:30 UTC — Investigating\n\nIt fails again.\n")[1] == []
    )


@pytest.mark.parametrize(
    ("above", "line", "stage"),
    [
        ("Investigating", "2026-11-22 11:30 UTC - it is slow", "Update"),
        ("Investigating", "2026-11-22 11:30 UTC - Monitoring: it is slow", "Monitoring"),
        ("Resolved", "2026-11-22 11:30 UTC - it is slow", "Investigating"),
        ("Resolved", "2026-11-22 11:30 UTC - Update: it was a disk", "Update"),
    ],
)
def test_the_remedy_says_how_it_stands(above: str, line: str, stage: str) -> None:
    before = RESOLVED if above == "Resolved" else RESOLVED.partition("## 2026-11-22 10:52")[0]
    assert hints([line], before)[line].startswith(f"write: ## 2026-11-22 11:30 UTC — {stage}, with")


def test_it_can_be_written_as_text_and_every_word_is_seen() -> None:
    lines = [*LINES, *WITHOUT_STAGE]
    text = "It works.\n\n" + "\n\nMore.\n\n".join(lines)
    written = escape_text(text)
    assert escape_text(written) == written
    assert not hints(written.split("\n\n"))
    for line in lines:
        shown, meant = (re.findall(r"\w+", to_plain(one)) for one in (escape_text(line), line))
        assert sorted(shown) == sorted(meant), line


def postmortem(at: str) -> str:
    return f"{RESOLVED}## {at} — Postmortem\n\n"


def test_the_timeline_of_a_post_mortem_is_none_of_it() -> None:
    before = postmortem("2026-11-23 09:00 UTC")
    assert not hints([*LINES, *WITHOUT_STAGE], before)
    assert not hints(["- 2026-11-22 11:30 UTC — Investigating"], before)
    assert not hints(["- 2026-12-24 11:30 UTC — the last disk is replaced"], before)


def test_nor_is_it_escaped_unless_it_could_be_a_new_fault() -> None:
    quiet, loud = "- 2026-11-22 11:30 UTC — first alarm", "- 2026-11-22 11:30 UTC — Investigating: it fails"
    assert escape_text(quiet, Stage.POSTMORTEM) == quiet
    assert escape_text(loud, Stage.POSTMORTEM) != loud


def test_a_fault_after_the_post_mortem_is_an_update() -> None:
    before = postmortem("2026-11-22 11:00 UTC")
    loud = [line for line in LINES if re.search("investigating|re-opened", line, re.IGNORECASE)]
    assert len(loud) > 300
    assert passing(loud, before) == []


def test_code_is_code_but_no_heading_hides_there() -> None:
    assert not hints(["```\n2026-11-22 11:30 UTC - started\n```"])
    for heading in ("## 2026-11-22 11:30 UTC — it", "### 2026-11-22 11:30 UTC — Investigating"):
        errors = read(f"{RESOLVED}```\n{heading}\n```\n")[1]
        assert [one.rule for one in errors] == ["unclosed-fence"]
