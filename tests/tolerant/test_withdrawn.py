"""What was withdrawn is never shown again."""

from pathlib import Path

import pytest

from support.git import commit, git
from support.gone import WITHDRAWN, check
from support.past import FILE, KEY, tolerant_build
from support.repository import INCIDENT


@pytest.mark.parametrize(
    "present",
    [
        "---\nwithdrawn:\n---\n",
        WITHDRAWN + INCIDENT.partition("---\n\n")[2],
        INCIDENT.replace("title:", "withdrawn: it named a customer\ntitle:"),
        "<<<<<<< HEAD\n" + WITHDRAWN + "=======\n" + INCIDENT + ">>>>>>> other\n",
        "",
    ],
    ids=["no reason", "a body", "other keys", "a conflict", "empty"],
)
def test_what_was_withdrawn_is_never_shown_again(cards: Path, present: str) -> None:
    commit(cards, {FILE: INCIDENT.replace("About one card", "SECRET: about one card")})
    commit(cards, {FILE: WITHDRAWN})
    for place in (FILE, f"incidents/2026/{KEY}.md"):
        commit(cards, {place: present})

        code, _ = tolerant_build(cards)

        assert code == 1
        texts = [path.read_text(errors="replace") for path in (cards / "site").rglob("*") if path.is_file()]
        assert not [text for text in texts if "SECRET" in text or "Some card payments" in text]
        (cards / place).unlink()


def test_a_reviewer_is_told_what_is_withdrawn(cards: Path) -> None:
    git(cards, "switch", "--quiet", "--create", "change")
    commit(cards, {FILE: WITHDRAWN})

    code, output = check(cards, "--since", "main", "--summary", "summary.md")

    assert code == 0
    assert (
        f"{FILE}:1:1: advice[withdrawn] this takes the incident off the page for good: it named a customer"
        in output
    )
    assert "**It is withdrawn: it named a customer.**" in (cards / "summary.md").read_text()
    assert "withdrawn" not in check(cards)[1]
