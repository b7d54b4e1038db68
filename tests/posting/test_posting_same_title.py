"""A second incident of one title is nearly always a second try: it is refused, or asked about."""

import pytest

from support.posting import NEW, Clone, colleague, publish
from support.repository import INCIDENT, write
from support.terminal import Terminal

SEARCH = ("open", "Search fails", "-c", "search")
SECOND = NEW.replace(".md", "-2.md")


@pytest.mark.parametrize("title", ["Search fails", "search fails.", "SEARCH  FAILS"])
def test_the_same_title_is_refused_with_the_ways_on(clone: Clone, title: str) -> None:
    assert clone.run(*SEARCH).exit_code == 0
    before = clone.read(NEW)

    again = publish(clone, "open", title, "-c", "search", "-m", "It fails.")

    assert again.exit_code == 2
    name = "2026-11-22-search-fails"
    assert f"“Search fails” is open already ({name})" in again.stderr
    assert f"publish it as it is: statuary -C {clone.root} publish {name}\n" in again.stderr
    assert f"statuary -C {clone.root} update {name} --message 'It fails.' --publish --no-wait" in again.stderr
    assert (clone.read(NEW), (clone.root / SECOND).exists()) == (before, False)


def test_what_only_the_remote_has_is_found_too(clone: Clone) -> None:
    assert publish(colleague(clone), *SEARCH, "-m", "Theirs.").exit_code == 0

    again = publish(clone, *SEARCH, "-m", "Ours.")

    assert again.exit_code == 2
    assert "is open already on the remote" in again.stderr
    assert "git pull" in again.stderr
    assert not (clone.root / NEW).exists()


def test_what_is_over_or_of_another_title_is_in_nobodys_way(clone: Clone) -> None:
    assert clone.run(*SEARCH).exit_code == 0
    assert clone.run("open", "Search is slow", "-c", "search").exit_code == 0
    assert clone.run("resolve", "2026-11-22-search-fails", now="2026-11-22T10:40:00Z").exit_code == 0

    again = clone.run(*SEARCH, now="2026-11-22T11:00:00Z")

    assert again.exit_code == 0, again.output
    assert (clone.root / SECOND).exists()


def test_the_same_work_at_another_time_is_other_work(calm: Clone) -> None:
    def planned(day: int) -> int:
        starts = f"2026-12-0{day} 22:00 UTC"
        return calm.run("schedule", "Disks", "--starts", starts, "--ends", "2h", "-c", "search").exit_code

    assert [planned(1), planned(2), planned(1)] == [0, 0, 2]


def test_an_id_of_its_own_is_taken_and_the_file_is_found_by_either(calm: Clone) -> None:
    text = INCIDENT.replace("title: ", "id: 2026-11-22-search-fails\ntitle: ", 1)
    write(calm.root / "incidents/2026-11-21-cards.md", text)

    assert calm.run("update", "2026-11-21-cards", "-m", "By its file.").exit_code == 0
    assert calm.run("update", "2026-11-22-search-fails", "-m", "By its id.").exit_code == 0
    assert calm.run("update", "cards", "-m", "By a part.").exit_code == 0
    assert calm.run(*SEARCH).exit_code == 0

    assert calm.read("incidents/2026-11-21-cards.md").count("\nBy ") == 3
    assert (calm.root / SECOND).exists()


@pytest.mark.long
def test_a_person_says_whether_it_is_the_same(clone: Clone) -> None:
    assert clone.run(*SEARCH, now="2026-11-22T10:20:00Z").exit_code == 0
    same = Terminal(clone, *SEARCH, "-m", "More of it.", "--no-wait")
    same.answer("Is this the same?", "update")
    same.answer("Publish it?", "n")
    assert same.end() == 0, same.shown
    assert "10:31 UTC — Update" in clone.read(NEW)

    another = Terminal(clone, *SEARCH, "--no-wait")
    another.answer("Is this the same?", "another")
    another.answer("Publish it?", "n")
    assert another.end() == 0, another.shown
    assert (clone.root / SECOND).exists()
