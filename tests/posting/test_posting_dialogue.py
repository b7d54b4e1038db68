"""Posting needs no terminal: whatever asks and tells is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest

from statuary.model import Stage
from statuary.posting import NotPostedError, StoppedError
from statuary.posting.actions import open_incident, resolve_incident, update_incident
from statuary.posting.dialogue import Decision, Dialogue
from statuary.posting.request import PostingRequest
from statuary.posting.session import Caller
from statuary.source.times import parse_time
from support.posting import NAME, NOW, Clone, colleague

AT = parse_time(NOW, {})


@dataclass(frozen=True)
class Scripted(Dialogue):
    """A person who gives these answers, one after another."""

    asks: ClassVar[bool] = True
    answers: list[object] = field(default_factory=list)

    def choose(self, question: str, choices: Sequence[tuple[str, str]], default: int | None = 1) -> int:
        answer = self.answers.pop(0)
        return [word for word, _ in choices].index(str(answer))

    def confirm(self, question: str, default: Decision = Decision.YES) -> Decision:
        return Decision(str(self.answers.pop(0)))


def caller(clone: Clone, dialogue: Dialogue) -> Caller:
    return Caller(clone.root, dialogue, lambda: AT)


def person(told: list[str], *answers: object) -> Scripted:
    """They write the same words whenever an editor opens."""

    def edit(path: Path) -> None:
        path.write_text(f"Typed by a person.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    return Scripted(told.append, told.append, edit=edit, has_terminal=True, answers=list(answers))


def test_an_update_without_anybody(clone: Clone) -> None:
    told: list[str] = []
    warned: list[str] = []

    request = PostingRequest(message=("Words",), workaround="none known")
    update_incident(request, caller(clone, Dialogue(told.append, warned.append)))

    facts = "- next update: 2026-11-22 11:01 UTC\n- workaround: None known\n"
    assert clone.read().endswith(f"UTC — Update\n\n{facts}\nWords\n")
    assert told[0].startswith("The page will say:") and told[-1].startswith("Written to incidents/")
    assert warned == []


def test_nobody_is_asked_what_is_missing(clone: Clone) -> None:
    with pytest.raises(NotPostedError, match="say what is affected") as raised:
        open_incident(PostingRequest(title="Search fails"), caller(clone, Dialogue(print, print)))
    assert raised.value.exit_code == 2


def test_a_person_answers_in_another_way_than_at_a_terminal(clone: Clone) -> None:
    told: list[str] = []
    request = PostingRequest(publish=True, no_wait=True)

    update_incident(request, caller(clone, person(told, Stage.IDENTIFIED.label, "edit", "yes")))

    assert clone.served().count("Typed by a person.") == 2, "asked for words, then chosen to edit them again"
    assert "UTC — Identified" in clone.served()
    assert told[-2].startswith("Pushed to origin/main") and told[-1].endswith("statuary remind --wait")


def test_a_no_writes_nothing_and_keeps_the_words(clone: Clone) -> None:
    told: list[str] = []
    before = clone.read()

    with pytest.raises(StoppedError):
        resolve_incident(PostingRequest(message=("Over.",), publish=True), caller(clone, person(told, "no")))

    assert clone.read() == before
    assert "your text is saved in" in told[-1]


def test_words_from_an_editor_are_kept_when_somebody_says_that_it_is_worse(clone: Clone) -> None:
    told: list[str] = []
    bob = colleague(clone)
    worse = ["-c", "checkout=down", "-m", "Worse", "--publish", "--no-wait"]
    assert bob.run("update", *worse, now="2026-11-22T10:30:00Z").exit_code == 0

    request = PostingRequest(incident=NAME, edit=True, publish=True, no_wait=True)
    with pytest.raises(NotPostedError, match="nothing was published") as raised:
        resolve_incident(request, caller(clone, person(told, "yes")))

    kept = Path(str(raised.value).partition("your text is saved in ")[2].partition(";")[0])
    assert kept.read_text(encoding="utf-8").startswith("Typed by a person.")
    assert "They wrote:" in told[-1]


def test_a_fault_of_ours_costs_nobody_a_word(clone: Clone) -> None:
    warned: list[str] = []

    def broken(_: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        update_incident(PostingRequest(message=("Words",)), caller(clone, Dialogue(broken, warned.append)))

    assert "your text is saved in" in warned[-1]
