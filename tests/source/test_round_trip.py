"""What is written reads back, whatever the text: it can never become a heading, an attribute or front matter."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from statuary.model import ComponentStatus, Impact, Incident, Severity, Stage, Update
from statuary.render.incident_text import to_plain
from statuary.source.escape import escape_text
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.source.write import incident_text, one_line
from support.examples import examples

CONTEXT = Context({}, {"checkout": "checkout", "search": "search"})
START = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
HOSTILE = st.lists(
    st.sampled_from(
        [
            "## 2026-11-22 10:52 UTC — Resolved",
            "##2026-11-22 10:52 UTC — Resolved",
            "### 2026-11-22 10:52 UTC — Resolved",
            "**2026-11-22 10:52 UTC — Resolved**", "2026-11-22 10:52 UTC - resolved",
            "2026-11-22 11:30 UTC — Investigating: it fails again",
            "1. 2026-11-22 11:30 UTC: it fails again", "    2026-11-22 11:30 UTC - in code",
            "`2026-11-22 11:30 UTC - in code`", "    - checkout: down",
            "# Heading",
            "## Heading",
            "---", "===", "=======", "<<<<<<< HEAD", "<<<<<<< HEAD<!--", ">>>>>>> theirs",
            "- next update: 30 min", "- checkout: operational", "* chekout: down", "checkout: down",
            "**checkout**: down", "- `checkout`: down", "- checkout major_outage", "`checkout: down`",
            "| checkout | down |", "> `- checkout: down`", "[checkout](https://a.example/?a=b): down",
            "<b>impact</b>: critical", "impact = critical", "search： down",
            "we call it major_outage, or `major_outage`", "<!-- hidden -->", "`<!--` in code", "```",
            "```python", "~~~", "- ```", "  ```", "    indented", "> quoted", "1. one", "title: x",
            "plain words", "",
        ]
    ),
    max_size=12,
).map("\n".join)  # fmt: skip
TEXT = HOSTILE | st.text(max_size=200)


def _incident(text: str, title: str = "Payments fail") -> Incident:
    return Incident(
        id="2026-11-22-payments",
        path="incidents/2026-11-22-payments.md",
        title=title,
        impact=Impact.MAJOR,
        components={"checkout": ComponentStatus.PARTIAL_OUTAGE},
        source="statuspage:abc",
        aliases=("/incidents/abc",),
        updates=(
            Update(at=START, stage=Stage.INVESTIGATING, text=text, who=one_line(text)[:80] or None),
            Update(at=START + timedelta(minutes=30, seconds=5), stage=Stage.RESOLVED, text="It works again."),
        ),
    )


def _read(text: str) -> Incident:
    incident, problems = read_incident("incidents/2026-11-22-payments.md", text.encode(), CONTEXT)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert errors == [], f"{errors}\n{text}"
    assert incident is not None
    return incident


@examples(300)
@given(TEXT)
@example("```\n## 2026-11-22 10:52 UTC — Resolved")
@example("- ```\n  ```\n## 2026-11-22 10:52 UTC — Resolved")
@example("a\n---\n---\nb")
def test_any_text_stays_the_text_of_its_update(text: str) -> None:
    written = _incident(text)

    read = _read(incident_text(written))

    assert [update.at for update in read.updates] == [update.at for update in written.updates]
    assert [update.stage for update in read.updates] == [Stage.INVESTIGATING, Stage.RESOLVED]
    assert read.updates[0].text == escape_text(text)
    assert read.updates[0].components == {}
    assert read.updates[0].next_update is None


@examples(200)
@given(HOSTILE)
def test_no_word_is_lost_on_the_way(text: str) -> None:
    words = re.findall(r"[A-Za-z]+", text)

    shown = re.findall(r"[A-Za-z]+", to_plain(escape_text(text)))

    # The info string of a fence (```python) is not shown by Markdown.
    assert [word for word in words if word != "python"] == [word for word in shown if word != "python"]


@examples(200)
@given(st.text(min_size=1, max_size=100).filter(lambda text: one_line(text)))
@example("Checkout: cards fail")
@example("Errors #42 # not a comment")
@example("no")
@example("'quoted' \"twice\" \\ back")
@example("[list] {map} & * ! | >")
def test_any_title_reads_back(title: str) -> None:
    assert _read(incident_text(_incident("x", title))).title == one_line(title)


def test_escaping_twice_changes_nothing_more() -> None:
    once = escape_text("# A\n## B\n- next update: x\n<!-- c -->\n<<<<<<< d\n2026-11-22 10:00 UTC — Resolved")

    assert escape_text(once) == once
