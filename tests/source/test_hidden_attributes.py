"""An attribute in dress that hides it (code, tables, quotes, links, HTML) is refused with its right form, or counts."""

from itertools import product

import pytest

from statuary.model import Component, Group, Incident, Problem, Severity, Stage
from statuary.render.incident_text import to_plain
from statuary.source.escape import escape_text
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

COMPONENTS = [Component(id="checkout", name="Checkout"), Component(id="api", name="Public API")]
CONTEXT = Context.of({}, COMPONENTS, [Group(id="shop", name="Shop", components=())])
START = "---\ntitle: X\nimpact: none\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\n"
RESOLVED = START + "Down.\n\n## 2026-11-22 10:52 UTC — Resolved\n\nIt works.\n\n"
SAID = (
    ("checkout", "major_outage"),
    ("Checkout", "down"),
    ("Public API", "degraded"),
    ("impact", "critical"),
    ("next update", "30 min"),
)
DRESS = (
    "`- {}: {}`", "- `{}: {}`", "- `{}`: {}", "- {}: `{}`", "- `{}`: `{}`", "`{}: {}`", "``{}: {}``", "> `{}: {}`",
    "1. `{}: {}`", "**`{}: {}`**", "| {} | {} |", "|{}|{}|", "{} | {}", "| `{}` | `{}` |", "| **{}** | {} |",
    "| Component | Status |\n|---|---|\n| {} | {} |", "> - {}: {}", ">> {}: {}", "> - **{}**: {}", "- **{}**: {}",
    "- **{}:** {}", "**- {}: {}**", "- **{}: {}**", "__{}__: {}", "~~{}~~: {}", "- [ ] {}: {}", "- [x] **{}**: {}",
    "- [X] `{}`: {}", "[ ] {}: {}", "1. {}: {}", "1) **{}**: {}", "a) {}: {}", "(1) {}: {}", "<b>{}</b>: {}",
    "<li>{}: {}</li>", "- {}: <b>{}</b>", "<code>{}: {}</code>", "<td>{}</td><td>{}</td>", "<td>{}</td> <td>{}",
    '<span style="color:red">{}: {}</span>', "<dt>{}</dt><dd>{}</dd>", "[{}](https://a.example): {}",
    "- [{}: {}](https://a.example)", "- {}: [{}](https://a.example)", "[{}]: {}", "[{}][1]: {}", "    - {}: {}",
    "\t{}: {}", "\\- {}: {}", "\U0001f534 {}: {}", '{{"{}": "{}"}}', "$ {}: {}", "&nbsp;- {}: {}", "“{}: {}”",
)  # fmt: skip
FENCES = (
    "```\n- {}: {}\n```", "~~~\n{}: {}\n~~~", "```yaml\ncomponents:\n  {}: {}\n```", "````\na log\n\n{} = {}\n````",
    "```\nx\n```\n\n```\n- {}: {}\n```",
)  # fmt: skip
PLAIN = (
    "We set `checkout: down` in our tools.", "- `checkout: down` is what our monitor said",
    "| Time | What |\n|---|---|\n| 10:01 | first alarm |",
    "| Card | Share |\n|---|---|\n| Visa | 5 % |", "**Checkout** is down.",
    "> Checkout is down, said a customer.", "[Checkout](https://a.example) is slow.",
    "- [Public API](https://a.example): some requests fail",
    "- [ ] call the supplier", "Words.\n\n```\ncheckout: down\n```",
    "```\nerror: checkout is down\nHTTP/1.1 503: down\n```",
    "```\nstatus: 503\n```", "    GET /checkout: 503",
)  # fmt: skip


def read(text: str, before: str = START) -> tuple[Incident | None, list[Problem]]:
    incident, problems = read_incident("incidents/a.md", f"{before}{text}\n\nMore.\n".encode(), CONTEXT)
    return incident, [one for one in problems if one.severity is Severity.ERROR]


def counts(incident: Incident) -> bool:
    update = incident.updates[-1]
    return bool(update.components or update.impact or update.next_update)


@pytest.mark.parametrize("before", ["", "- who: all\n\n"])
@pytest.mark.parametrize("dress", DRESS + FENCES)
def test_directly_under_a_heading_it_counts_or_is_refused(dress: str, before: str) -> None:
    for key, value in SAID:
        incident, errors = read(before + dress.format(key, value))
        assert errors or (incident and counts(incident)), (key, value)
        rules = {one.rule for one in errors}
        if rules == {"attribute-place"}:
            assert f"“- {key}: {value}”" in f"{errors[0].hint} {errors[0].message}"


def test_so_it_does_later_where_it_is_no_block_of_code() -> None:
    passed = [
        (dress, said)
        for dress, said in product(DRESS, SAID)
        if not read(f"Words.\n\n{dress.format(*said)}")[1]
    ]
    assert passed == []


@pytest.mark.parametrize("text", PLAIN)
def test_words_stay_words(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    "text", ["- `checkout: down`", "| Checkout | down | 10:01 |", "```\ncheckout: down\n```"]
)
def test_a_post_mortem_may_quote_and_have_tables(text: str) -> None:
    postmortem = f"{RESOLVED}## 2026-11-22 11:30 UTC — Postmortem\n\n"
    assert read(text, postmortem)[1] == []
    assert escape_text(text, Stage.POSTMORTEM) == text
    assert read("- checkout: down", postmortem)[1]


@pytest.mark.parametrize("dress", DRESS + FENCES)
def test_all_of_it_can_be_written_as_text_and_is_seen(dress: str) -> None:
    for said in SAID:
        for text in (dress.format(*said), f"Words.\n\n{dress.format(*said)}"):
            written = escape_text(text)
            incident, errors = read(written)
            assert errors == [] and incident and not counts(incident), written
            assert escape_text(written) == written
            for word in " ".join(said).split():
                assert word in to_plain(written)


def test_the_words_of_a_block_of_code_that_becomes_text_are_kept() -> None:
    shown = to_plain(
        escape_text("```\nA log:\n\n# note\n## 2026-11-22 11:00 UTC — it\ncheckout: down\n```\n\nMore.")
    )
    assert all(words in shown for words in ("A log:", "note", "11:00 UTC — it", "checkout: down", "More."))
