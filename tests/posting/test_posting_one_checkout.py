"""Two commands at once in one checkout: both get through, and what is said is what the remote holds."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from statuary.model import Stage
from statuary.posting import NotPostedError
from statuary.posting.actions import resolve_incident, update_incident
from statuary.posting.dialogue import Dialogue
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller
from statuary.source.times import parse_time
from support.posting import NOW, Clone, hook, parsed
from support.terminal import Terminal

AT = parse_time(NOW, {})


@pytest.mark.long
def test_both_are_published(clone: Clone) -> None:
    hook(clone.root / ".git/hooks", "pre-commit", "sleep 0.5")
    both = [
        Terminal(clone, "update", "-m", words, "--publish", "--no-wait", "-y") for words in ("One.", "Two.")
    ]

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(Terminal.end, both))

    assert codes == [0, 0], [one.shown for one in both]
    assert sorted(one.text for one in parsed(clone.served()).updates[1:]) == ["One.", "Two."]
    assert clone.git("status", "--porcelain", "--branch") == "## main...origin/main"


def meanwhile(clone: Clone, *other: str) -> Caller:
    """While somebody has the editor open, another command posts here."""

    def edit(path: Path) -> None:
        assert clone.run("update", *other, now="2026-11-22T10:31:10Z").exit_code == 0

    return Caller(clone.root, Dialogue(print, print, edit=edit, has_terminal=True), lambda: AT)


def test_who_writes_longer_comes_after_the_other(clone: Clone) -> None:
    request = PostingRequest(message=("Words.",), edit=True, stage=Stage.UPDATE)

    update_incident(request, meanwhile(clone, "-m", "Others."))

    assert sorted(one.text for one in parsed(clone.read()).updates[1:]) == ["Others.", "Words."]


def test_it_never_gets_greener_than_the_other_just_said(clone: Clone) -> None:
    with pytest.raises(NotPostedError, match="better status than theirs"):
        resolve_incident(
            PostingRequest(message=("Over.",), edit=True),
            meanwhile(clone, "-c", "search=down", "-m", "Worse."),
        )
    assert "Over." not in clone.read()
