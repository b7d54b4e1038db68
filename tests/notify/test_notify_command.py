"""`statuary notify` through its door: what it says, what it writes, and when it sends nothing."""

from pathlib import Path

import pytest

from support.command import run
from support.git import git
from support.receiver import Receiver
from support.repository import change, incident, write
from support.told_page import CARDS, IDENTIFIED, Make, hook


def test_a_page_without_listeners_tells_nobody(status: Make) -> None:
    assert status().notify() == (
        0,
        "There is nobody to notify: mkdocs.yml has no “notify”. .github/notify.md says how to begin.\n",
    )


def test_without_a_ledger_nothing_is_sent_and_start_makes_one(status: Make, receiver: Receiver) -> None:
    page, secret = status("name: hook"), hook(receiver)

    code, said = page.notify(secret=secret)
    assert code == 1 and "statuary notify --start" in said
    mixed, why = page.notify("--start", "-n", secret=secret)
    assert mixed == 2 and "--start" in why and page.notify(secret=secret)[0] == 1, "a dry run begins nothing"
    assert [" counts as sent now; " in page.notify("--start")[1] for _ in range(2)] == [True, False]
    assert page.notify(secret=secret) == (0, "Nothing is new: all that readers see was sent.\n")
    assert receiver.posted == []


def test_what_is_published_is_told_once(status: Make, receiver: Receiver) -> None:
    page, secret = (
        status("name: hook", "{name: big, impact: critical}"),
        hook(receiver) + hook(receiver, "big"),
    )
    page.notify("--start")
    page.publish({CARDS: IDENTIFIED})

    looked = page.notify("-n", secret=secret)
    first = page.notify(secret=secret)
    second = page.notify(secret=secret)

    assert looked[0] == 0 and "hook  would be sent" in looked[1]
    assert "    SMS (" in looked[1] and "    Identified: Some card payments fail" in looked[1]
    assert first[0] == 0 and "hook  sent" in first[1] and "big   skipped: not for this listener" in first[1]
    assert second == (0, "Nothing is new: all that readers see was sent.\n")
    assert [one.path for one in receiver.posted] == ["/hook"]
    assert len([name for name in page.told() if name.endswith(".sent.json")]) == 1


def test_what_readers_do_not_see_yet_is_not_told(status: Make, receiver: Receiver) -> None:
    """The page still shows the commit before; and in the folder lies what nobody has committed, or git ignores."""
    page = status("name: hook")
    page.notify("--start")
    shown = git(page.root, "rev-parse", "HEAD")
    page.publish({CARDS: IDENTIFIED})
    page.shows(shown)
    more = page.root / "incidents/2026-11-22-more.md"
    write(more, incident("More", "11:55 Investigating; checkout: down"))
    nothing = (0, "Nothing is new: all that readers see was sent.\n")

    assert page.notify(secret=hook(receiver)) == nothing
    git(page.root, "reset", "--quiet", "--hard", shown)
    write(page.root / ".git/info/exclude", "*-more.md\n")
    assert page.notify(secret=hook(receiver)) == nothing and more.exists()
    assert receiver.posted == []


def test_a_host_that_names_a_commit_of_another_branch_is_not_believed(
    status: Make, receiver: Receiver
) -> None:
    page = status("name: hook")
    page.notify("--start")
    git(page.root, "switch", "--quiet", "--orphan", "proposal")
    write(page.root / CARDS, IDENTIFIED)
    git(page.root, "add", "--all")
    git(page.root, "commit", "--quiet", "--message", "Proposed")
    page.shows(git(page.root, "rev-parse", "HEAD"))
    git(page.root, "switch", "--quiet", "main")

    code, said = page.notify(secret=hook(receiver))

    assert code == 3 and "not on this branch" in said and receiver.posted == []


def test_a_branch_out_of_reach_stops_everything(status: Make, receiver: Receiver, tmp_path: Path) -> None:
    page = status("name: hook")
    page.notify("--start")
    page.publish({CARDS: IDENTIFIED})
    page.hub.rename(tmp_path / "gone.git")

    code, said = page.notify(secret=hook(receiver))

    assert code == 3 and "nothing was sent" in said and receiver.posted == []


def test_a_folder_serves_where_the_branch_is_out_of_reach(
    status: Make, receiver: Receiver, tmp_path: Path
) -> None:
    page, ledger = status("name: hook"), tmp_path / "ledger"
    page.notify("--start", "--ledger", str(ledger))
    page.publish({CARDS: IDENTIFIED})
    page.hub.rename(tmp_path / "gone.git")

    code, said = page.notify("--ledger", str(ledger), secret=hook(receiver))

    assert code == 0 and "it may be sent twice" in said and len(receiver.posted) == 1


@pytest.mark.long
def test_a_clone_of_the_branch_is_a_ledger_in_a_folder(
    status: Make, receiver: Receiver, tmp_path: Path
) -> None:
    page, ledger = status("name: hook"), tmp_path / "ledger"
    page.notify("--start")
    git(page.root, "worktree", "add", "--quiet", str(ledger), "origin/status-ledger")
    page.publish({CARDS: IDENTIFIED})
    page.notify("--ledger", str(ledger), secret=hook(receiver))
    git(ledger, "add", "--all")
    git(ledger, "commit", "--quiet", "--message", "Told from a laptop")
    git(ledger, "push", "--quiet", "origin", "HEAD:status-ledger")

    assert page.notify(secret=hook(receiver)) == (0, "Nothing is new: all that readers see was sent.\n")
    assert len(receiver.posted) == 1


@pytest.mark.parametrize("many", [pytest.param(5, marks=pytest.mark.long), 6])
def test_many_at_once_wait_for_somebody_to_look(status: Make, receiver: Receiver, many: int) -> None:
    page = status("name: hook")
    page.notify("--start")
    page.publish(
        {
            f"incidents/2026-11-22-{number}.md": incident("A fault", "11:50 Investigating; checkout: down")
            for number in range(many)
        }
    )

    code, said = page.notify(secret=hook(receiver))

    assert (code, len(receiver.posted)) == ((0, 5) if many == 5 else (1, 0))
    if many == 6:
        assert "6 are new at once, more than 5: look, then --confirm" in said
        assert page.notify("--confirm", secret=hook(receiver))[0] == 0
        assert len(receiver.posted) == 6


def test_what_is_old_waits_alone(status: Make, receiver: Receiver) -> None:
    page = status("name: hook")
    page.notify("--start")
    old = incident("An old fault", "2026-11-20 11:50 Investigating; checkout: down")
    page.publish({CARDS: IDENTIFIED, "incidents/2026-11-20-old.md": old})

    code, said = page.notify(secret=hook(receiver))

    assert code == 1 and "waits: older than 24 hours: look, then --confirm" in said
    assert len(receiver.posted) == 1
    assert page.notify("--confirm", secret=hook(receiver))[0] == 0
    assert len(receiver.posted) == 2


def test_a_listener_without_an_address_and_a_new_one_are_named(status: Make, receiver: Receiver) -> None:
    page = status("name: hook", "name: mail")
    page.notify("--start")
    change(page.root / "mkdocs.yml", "        - name: mail\n", "        - name: mail\n        - name: late\n")
    page.publish({CARDS: IDENTIFIED})

    code, said = page.notify(secret=hook(receiver) + hook(receiver, "late") + hook(receiver, "who"))

    assert code == 1 and len(receiver.posted) == 1
    assert "mail: it has no address: add a line mail=ADDRESS to the secret STATUARY_NOTIFY" in said
    assert "late: nobody knows what it was sent. statuary notify --start" in said
    assert "who: it is in STATUARY_NOTIFY, but not in “notify” of mkdocs.yml" in said


def test_what_is_refused_is_tried_again_with_all_that_it_stands_for(status: Make, receiver: Receiver) -> None:
    page = status("name: hook")
    page.notify("--start")
    page.publish({CARDS: IDENTIFIED + "\n## 2026-11-22 11:55 UTC — Monitoring\n\nA new cable.\n"})
    receiver.code = 401

    looked = page.notify("-n", secret=hook(receiver))[1]
    code, said = page.notify(secret=hook(receiver))

    assert "    Since your last message: Identified (11:50 UTC).\n" in looked
    assert code == 3 and "not sent, to be tried again: answered 401" in said
    receiver.code = 200
    code, said = page.notify(secret=hook(receiver))

    assert code == 0 and "skipped: a newer one is sent" in said and len(receiver.posted) == 2


def test_nothing_is_told_of_renamed_mended_silent_and_imported_ones(status: Make, receiver: Receiver) -> None:
    page = status("name: hook")
    page.publish({CARDS: IDENTIFIED})
    page.notify("--start")
    later = "11:51 UTC — Identified\n\n- posted as: 2026-11-22 11:50 UTC\n"
    mended = IDENTIFIED.replace("A cable", "A broken cable").replace("11:50 UTC — Identified\n", later)
    silent = mended + "\n## 2026-11-22 11:55 UTC — Update\n\n- silent: true\n\nNothing new.\n"
    moved = incident("Brought here", "11:40 Resolved; source id: u1", source="statuspage:abc123")
    other, old = "incidents/2026-11-22-other-name.md", "incidents/2026-11-22-moved.md"
    page.publish({CARDS: None, other: silent, old: moved})

    code, said = page.notify(secret=hook(receiver))

    assert code == 0 and receiver.posted == []
    assert "skipped: sent as 2026-11-22-cards" in said and "skipped: sent by another page" in said


@pytest.mark.parametrize(
    "secret", ["hook=nosuch://a.example", "hook=webhook+https://a.example", "other=json://a.example"]
)
def test_start_names_an_address_that_cannot_be_used(status: Make, secret: str) -> None:
    page = status("name: hook")

    code, said = page.notify("--start", secret=secret)

    assert code == 1 and "Error: hook: " in said and "counts as sent now" in said
    assert "a.example" not in said


def test_the_summary_of_a_workflow_has_a_table(status: Make, receiver: Receiver, tmp_path: Path) -> None:
    page, summary = status("name: hook"), tmp_path / "summary.md"
    page.notify("--start")
    page.publish({CARDS: IDENTIFIED.replace("Some card payments fail", "Some | card [payments](x) fail")})
    run(page.root, "notify", env={"STATUARY_NOTIFY": hook(receiver), "GITHUB_STEP_SUMMARY": str(summary)})

    text = summary.read_text(encoding="utf-8")
    assert "|  | hook |" in text and r"Identified: Some \| card \[payments\](x) fail | sent |" in text


def test_another_time_is_for_looking_only(status: Make) -> None:
    page = status("name: hook")
    assert page.notify("--now", "2026-11-22T10:40Z")[0] == 2
