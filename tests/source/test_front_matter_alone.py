"""The front matter read alone says what it says when the whole file is read."""

import pytest

from statuary.model import Incident, Severity
from statuary.source import lookalikes
from statuary.source.incident_file import read_file, read_head
from statuary.source.problems import Context

CONTEXT = Context({}, {"api": "api"})
TEXT = """\
---
title: "It broke: twice"
id: 2026-03-01-it-broke
components:
  api: major_outage
source: statuspage:abc
aliases:
  - /incidents/abc
---

## 2026-03-01 10:00 UTC — Investigating

### A heading of its own

```text
## within code
```

 ## 2026-03-01 11:00 UTC — Resolved
"""


def test_it_says_the_same_and_counts_the_updates() -> None:
    whole, problems = read_file("incidents/a.md", TEXT.encode(), CONTEXT)
    head, none = read_head("incidents/a.md", TEXT.encode(), CONTEXT)

    assert isinstance(whole, Incident)
    assert isinstance(head, Incident)
    assert len(head.updates) == len(whole.updates) == 2
    assert head.model_copy(update={"updates": ()}) == whole.model_copy(update={"updates": ()})
    assert (none, [one.rule for one in problems]) == ([], ["canonical-form"])


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        TEXT.replace("source: statuspage:abc\n", "source: statuspage:abc\nsource: again\n"),
        TEXT.replace("major_outage", "dwon"),
        TEXT.replace("---\n\n##", "<<<<<<< ours\n---\n\n##"),
        TEXT.replace("It broke", "It \x07 broke"),
        "---\nwithdrawn:\n---\n",
    ],
)
def test_its_errors_are_found(text: str) -> None:
    head, problems = read_head("incidents/a.md", text.encode(), CONTEXT)

    assert head is None
    whole, found = read_file("incidents/a.md", text.encode(), CONTEXT)
    assert (whole, [one for one in found if one.severity is Severity.ERROR]) == (None, problems)


def test_a_withdrawal_is_one() -> None:
    content = b"---\nwithdrawn: it named a customer\n---\n"

    assert read_head("incidents/a.md", content, CONTEXT) == read_file("incidents/a.md", content, CONTEXT)


@pytest.mark.parametrize(
    "line",
    [
        "１０:０４ UTC — Resolved",
        "⑩ Resolved 2026-11-22",
        "22 Nov – Resolved",
        "２０２６-11-22 10:04 - Update",
    ],
)
def test_a_digit_of_any_script_is_one(line: str) -> None:
    assert lookalikes.has_digit(line)


def test_each_line_is_read_as_its_reader_sees_it() -> None:
    lines = ["10:04\u200b Resolved", "10:\u200b04 Resolved", "\u2068１0:04\u2069 Resolved", "a\u00a0b", "ﬁ"]

    assert [lookalikes.seen(one) for one in lines] == [
        "10:04 Resolved",
        "10:04 Resolved",
        "10:04 Resolved",
        "a b",
        "fi",
    ]
