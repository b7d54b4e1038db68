"""What a tired person types in place of a heading or an attribute is refused; what is a sentence is not."""

import pytest

from statuary.model import Component, Group, Incident
from statuary.source.escape import escape_text
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

COMPONENTS = [
    Component(id=key, name=key.replace("-", " ").title()) for key in ("checkout", "card-payments", "api")
]
CONTEXT = Context.of({}, COMPONENTS, [Group(id="shop", name="Shop", components=())])
START = "---\ntitle: X\nimpact: none\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\n"
HEADINGS = [
    "\u00a0## 2026-11-22 10:40 UTC — Investigating",
    "\u200b## 2026-11-22 10:40 UTC — Investigating",
    "\ufeff## 2026-11-22 10:40 UTC — Investigating",
    "\u200f## 2026-11-22 10:40 UTC — Investigating",
    "#\u200b# 2026-11-22 10:40 UTC — Investigating",
    "＃＃ 2026-11-22 10:40 UTC — Investigating",
    "\\## 2026-11-22 10:40 UTC — Investigating",
    "1. ## 2026-11-22 10:40 UTC — Investigating",
    "<h2>2026-11-22 10:40 UTC — Investigating</h2>",
    "| 2026-11-22 10:40 UTC — Investigating |",
    "### 10:40 UTC — Investigating",
    "**10:40 UTC — Investigating**",
    "### Investigating — 2026-11-22 10:40 UTC",
    "### 22.11.2026 10:40 UTC — Investigating",
    "### 2026/11/22 10:40 UTC — Investigating",
    "# Nov 22, 10:40 UTC — Investigating",
    "2026-11-22 10:40 UTC Investigating",
    "Update 2026-11-22 10:40 UTC — Investigating",
    "2026-11-22 10:40 UTC – Re-opened",
]
ATTRIBUTES = [
    "-\u00a0checkout: down", "\u00a0- checkout: down", "\u2212 checkout: down", "\u2010 checkout: down",
    "- checkout\ufe55 down", "- checkout\u2236 down", "\u200b- checkout: down", "-\u200f checkout: down",
    "1. checkout: down", "> - checkout: down", "- [ ] checkout: down", "- [checkout]: down",
    "### checkout: down",
    "- checkout - down", "- checkout — down", "- checkout → down", "- checkout -> down", "- checkout ; down",
    "- checkout down", "- checkout is down", "- impact critical", "- severity: critical",
    "- component: checkout", "- components: down", "- Shop: down", "- all components: down",
    "- checkout and api: down", "- checkout,card-payments,api: down", "Checkout: down.", "Impact: Critical.",
    "- checkout: critical",
]  # fmt: skip
SENTENCES = [
    "Checkout is down.", "We see that checkout is slow.", "- Payments by card work again.",
    "- Orders: about 300 were lost", "2026-11-22 is a busy day.", "At 10:04 UTC it was resolved by a restart.",
    "- **2026-11-22 10:01 UTC** first alarm", "- 10:31 UTC: a restart resolved it for most",
    "Resolved at 10:52 UTC: some payments failed.", "Next update at 11:00 UTC.",
    "We monitor it until 11:00 UTC.",
    "### Timeline",
    "### What happened on 22 November",
    "EU region: down for ten minutes", "Impact: 5 % of users", "- Impact: 41,000 shops", "Update at 11:00 UTC",
    "The maintenance is scheduled for 10:00 UTC.",
]  # fmt: skip


def read(text: str) -> Incident | None:
    return read_incident("incidents/a.md", (START + text).encode(), CONTEXT)[0]


@pytest.mark.parametrize("line", HEADINGS)
def test_a_line_that_was_meant_as_a_heading_is_refused(line: str) -> None:
    assert read(f"Down.\n\n{line}\n\nDown again.\n") is None


@pytest.mark.parametrize("line", ATTRIBUTES)
@pytest.mark.parametrize("before", ["", "- next update: 30 min\n"])
def test_a_line_that_was_meant_as_an_attribute_is_read_or_refused(line: str, before: str) -> None:
    incident = read(f"{before}{line}\n\nDown.\n")

    assert incident is None or incident.updates[0].components


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_is_a_sentence(line: str) -> None:
    assert read(f"Down.\n\n{line}\n\nMore.\n") is not None


@pytest.mark.parametrize("line", HEADINGS + ATTRIBUTES)
def test_what_is_refused_can_be_written_as_text(line: str) -> None:
    incident = read(f"Down.\n\n{escape_text(line)}\n\nMore.\n")

    assert incident is not None
    assert len(incident.updates) == 1


def test_a_forgotten_fence_swallows_no_update() -> None:
    text = "Down.\n\n```\n\n## 2026-11-22 10:40 UTC — Identified\n\nA log:\n\n```\nline\n"

    assert read(text) is None
