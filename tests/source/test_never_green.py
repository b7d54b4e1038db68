"""The promise: a slip of the pen in a file never makes the page look better than what its author meant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.check import check_structure
from statuary.model import Component, Group, Settings, Severity, Site
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context
from statuary.status import PageState, page_state
from support.examples import examples, whole

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COMPONENTS = tuple(Component(id=name, name=name.title()) for name in ("checkout", "search", "api"))
CONTEXT = Context.of({}, COMPONENTS)
SETTINGS = Settings(name="Example", url="https://status.example.com/", id_domain="status.example.com")
FILE = """\
---
title: Some card payments fail
impact: major
components:
  checkout: partial_outage
  search: degraded_performance
---

## 2026-11-22 10:04 UTC — Investigating

- next update: 30 min
- who: customers who pay by card

About one card payment in five fails.

## 2026-11-22 10:31 UTC — Identified

- checkout: major_outage
- api: major_outage
- impact: critical

A faulty network link is the cause.
"""


REOPENED = """\
---
title: Search fails
---

## 2026-11-22 09:00 UTC — Investigating

- search: partial_outage

Search fails for some.

## 2026-11-22 09:30 UTC — Resolved

- search: operational

Search works again.

## 2026-11-22 10:00 UTC — Update

It was a disk.

## 2026-11-22 11:00 UTC — Investigating

- search: major_outage

It fails again, for everyone.
"""
MAINTENANCE = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 11:00 UTC
ends: 2026-11-22 13:00 UTC
components:
  - search
  - api
---

## 2026-11-20 10:00 UTC — Scheduled

Search moves.

## 2026-11-22 11:30 UTC — Verifying

- api: partial_outage

We look whether all is well.
"""
FILES = {"incident": FILE, "reopened": REOPENED, "maintenance": MAINTENANCE}


def state_of(text: str) -> PageState | None:
    """The page with this one file, or None when the file is refused."""
    incident, problems = read_incident("incidents/2026-11-22-cards.md", text.encode(), CONTEXT)
    if incident is None:
        assert [one for one in problems if one.severity is Severity.ERROR and one.message]
        return None
    groups = (Group(id="shop", name="Shop", components=COMPONENTS),)
    site = Site(settings=SETTINGS, groups=groups, incidents=(incident,))
    return None if list(check_structure(site, NOW)) else page_state(site, NOW)


MEANT = {file: state_of(file) for file in FILES.values()}


def assert_not_better(text: str, file: str) -> None:
    state, meant = state_of(text), MEANT[file]
    front_matter = text.partition("\n---\n")[0]
    if state is None or any(line.lstrip().startswith("#") for line in front_matter.split("\n")):
        return  # a line of front matter that begins with # is commented out, as in any YAML
    assert meant is not None
    assert state.indicator.badness >= meant.indicator.badness, text
    for component, status in meant.components.items():
        assert state.components[component].badness >= status.badness, f"{component}\n{text}"


def mutations(file: str) -> list[str]:
    """Every file that differs by one keystroke: a character left out, doubled, swapped, or a neighbour's key."""
    found = set()
    for index, character in enumerate(file):
        before, after = file[:index], file[index + 1 :]
        found.add(before + after)
        found.add(before + character * 2 + after)
        found.add(before + after[:1] + character + after[1:])
        found.update(before + other + after for other in "x -\n:#`")
    return sorted(found - {file})


@pytest.mark.parametrize(("name", "step"), [("incident", 5), *(whole(name, 1) for name in FILES)])
def test_no_single_keystroke_makes_the_page_look_better(name: str, step: int) -> None:
    texts = mutations(FILES[name])
    assert len(texts) > 2500

    for text in texts[::step]:
        assert_not_better(text, FILES[name])


@pytest.mark.long
def test_most_keystrokes_in_what_counts_are_noticed() -> None:
    head = FILE.partition("About one")[0]
    refused = sum(
        state_of(FILE.replace(head, text.partition("About one")[0])) is None for text in mutations(FILE)
    )

    assert refused > 1000


@examples(300)
@given(st.sampled_from(list(FILES.values())), st.floats(0, 1), st.integers(0, 3), st.text(max_size=3))
def test_nor_does_any_small_change(file: str, share: float, length: int, text: str) -> None:
    place = int(share * len(file))
    assert_not_better(file[:place] + text + file[place + length :], file)


@pytest.mark.parametrize(
    "line",
    [
        "checkout: major_outage", "-checkout: major_outage", "- checkout major_outage",
        "- chekout: major_outage", "- checkout: major_outtage", "- checkout = major_outage",
        "• checkout: down", "- Checkout : down-ish", "**checkout**: down", "- `checkout`: down",
        '- "checkout": down',
    ],
)  # fmt: skip
def test_a_status_that_would_be_read_as_text_is_refused(line: str) -> None:
    """As the only line below a heading, where nothing else shows that a list of attributes was meant."""
    text = FILE.replace("- checkout: major_outage\n- api: major_outage\n- impact: critical\n", f"{line}\n")

    assert state_of(text) is None
