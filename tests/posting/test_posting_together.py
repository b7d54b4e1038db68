"""Two people who post at once: both get through, and neither makes the page greener than the other said."""

import pytest

from support.posting import FILE, NAME, NEW, Clone, colleague, kept, parsed, publish
from support.repository import change, write


def test_from_a_folder_within_a_repository(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "inner")
    (clone.root / "page").mkdir()
    for name in ("mkdocs.yml", "components.yaml", "incidents"):
        clone.git("mv", name, "page/")
    clone.git("commit", "-qm", "Move")
    clone.git("push", "-q", "origin", "inner:main")
    clone.git("checkout", "-q", "-B", "main", "origin/main")
    bob = colleague(clone)
    publish(Clone(bob.root / "page"), "update", "-m", "Theirs.")

    result = publish(Clone(clone.root / "page"), "update", "-m", "Ours.", now="2026-11-22T10:32:00Z")

    assert result.exit_code == 0, result.output
    assert [one.text for one in parsed(clone.served(f"page/{FILE}")).updates][1:] == ["Theirs.", "Ours."]


def test_two_people_who_post_at_once_both_get_through(clone: Clone) -> None:
    bob = colleague(clone)
    write(clone.root / "notes.txt", "one\ntwo\n")
    assert publish(bob, "update", "-m", "Theirs.").exit_code == 0

    result = publish(clone, "update", "--stage", "identified", "-m", "Ours.")

    assert result.exit_code == 0, result.output
    assert "your branch has both updates now" in result.stdout
    updates = parsed(clone.served()).updates
    assert [one.text for one in updates][1:] == ["Theirs.", "Ours."]
    assert [one.at.second for one in updates][1:] == [0, 1]
    assert clone.read() == clone.served()
    assert clone.git("status", "--porcelain") == "M notes.txt"
    assert clone.git("rev-parse", "HEAD") == clone.git("rev-parse", "origin/main")


def test_updates_stand_in_order_of_time_whoever_pushed_first(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "update", "-m", "Later, but pushed first.", now="2026-11-22T10:35:00Z")

    assert publish(clone, "update", "-m", "Earlier.", now="2026-11-22T10:33:00Z").exit_code == 0

    served = clone.served()
    assert [one.text for one in parsed(served).updates][1:] == ["Earlier.", "Later, but pushed first."]
    assert "\n\n\n" not in served


def test_somebody_who_mended_a_word_is_not_in_the_way(clone: Clone) -> None:
    bob = colleague(clone)
    write(bob.root / FILE, bob.read().replace("About one", "Nearly one"))
    bob.git("commit", "-qam", "Words")
    bob.git("push", "-q")

    assert publish(clone, "update", "-m", "Ours.").exit_code == 0

    assert clone.served().count("Nearly one") == clone.served().count("Ours.") == 1


@pytest.mark.parametrize("theirs", [["--stage", "identified"], ["-c", "search=down"]])
def test_an_update_never_makes_the_page_greener_than_somebody_else_just_said(
    clone: Clone, theirs: list[str]
) -> None:
    bob = colleague(clone)
    publish(bob, "update", *theirs, "-m", "It is worse than we thought.")
    head = clone.git("rev-parse", "HEAD")

    result = publish(clone, "resolve", "-m", "It is over.", now="2026-11-22T10:40:00Z")

    assert result.exit_code == 3
    assert "It is worse than we thought." in result.stderr
    assert "would show a better status than theirs" in result.stderr
    assert kept(result) == "It is over."
    assert "It is over" not in clone.served()
    assert (clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")) == (head, "")
    branch = f"statuary/{NAME}-20261122t104000z"
    assert "It is over." in clone.git("show", f"{branch}:{FILE}")
    clone.git("pull", "-q")
    assert publish(clone, "resolve", "-m", "It is over.", now="2026-11-22T10:41:00Z").exit_code == 0


def test_what_worsens_gets_through(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "resolve", "-m", "It is over.")

    result = publish(
        clone,
        "update",
        "--stage",
        "identified",
        "-c",
        "checkout=down",
        "-m",
        "All fail.",
        now="2026-11-22T10:33:00Z",
    )

    assert result.exit_code == 0, result.output
    assert parsed(clone.served()).updates[-1].text == "All fail."


def test_the_same_incident_opened_twice(clone: Clone) -> None:
    bob = colleague(clone)
    publish(bob, "open", "Search fails", "-c", "search", "-m", "Theirs.")
    change(bob.root / NEW, "title: Search fails", "title: Search is down")
    bob.git("commit", "-qam", "Title")
    bob.git("push", "-q")

    result = publish(clone, "open", "Search fails", "-c", "search", "-m", "Ours.")

    assert result.exit_code == 3
    assert "Theirs." in result.stderr
    assert kept(result) == "Ours."
    assert not (clone.root / NEW).exists()
    assert "Ours." in clone.git("show", f"statuary/2026-11-22-search-fails-20261122t103100z:{NEW}")


def test_own_commits_about_something_else_stay_here(clone: Clone) -> None:
    colleague(clone)
    write(clone.root / "notes.txt", "not for the public yet\n")
    clone.git("commit", "-qam", "Not ready")

    result = publish(clone, "update", "-m", "Words")

    assert result.exit_code == 0, result.output
    assert "1 other commit of yours stayed here" in result.stdout
    assert clone.served("notes.txt") == "one\n"
    assert "Words" in clone.served()
    clone.git("pull", "-q", "--rebase")
    assert clone.git("log", "--format=%s", "origin/main..HEAD") == "Not ready"


def test_own_commits_about_incidents_go_along(clone: Clone) -> None:
    clone.run("open", "Search fails", "-c", "search")
    clone.git("add", ".")
    clone.git("commit", "-qm", "Open")

    assert publish(clone, "update", "search", "-m", "Words").exit_code == 0

    assert "Words" in clone.served(NEW)
