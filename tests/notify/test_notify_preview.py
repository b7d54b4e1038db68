"""`statuary notify --preview`: a message in every length, from the files on this computer."""

from support.command import run
from support.repository import CONFIG, INCIDENT, MakeRepository, incident
from support.told_page import Make

CARDS, SEARCH = "2026-11-22-cards.md", "2026-11-20-search.md"
OVER = incident("Search is down", "2026-11-20 10:00 Investigating; search: down", "2026-11-20 10:30 Resolved")


def test_what_is_open_is_shown_in_every_length(repository: MakeRepository) -> None:
    """Neither a secret nor a ledger nor a page on the web is asked for."""
    root = repository({CARDS: INCIDENT, SEARCH: OVER}, config=CONFIG)

    done = run(root, "notify", "--preview")

    assert done.exit_code == 0, done.output
    for form in ("SMS (", "X (", "Bluesky (", "Mastodon (", "Chat (", "Email: Investigating: "):
        assert form in done.output
    assert "Search is down" not in done.output


def test_another_is_named_by_a_part_of_its_id(repository: MakeRepository) -> None:
    root = repository({CARDS: INCIDENT, SEARCH: OVER}, config=CONFIG)

    done = run(root, "notify", "--preview", "search")

    assert done.exit_code == 0 and "Email: Resolved: Search is down" in done.output


def test_where_nothing_is_open_one_has_to_be_named(repository: MakeRepository) -> None:
    done = run(repository({SEARCH: OVER}, config=CONFIG), "notify", "--preview")

    assert done.exit_code == 2 and "no incident is open" in done.output


def test_staff_see_what_is_overdue_in_every_length(status: Make) -> None:
    page = status("{name: team, for: staff}")
    page.notify("--start")
    promise = "\n## 2026-11-22 11:20 UTC — Identified\n\n- next update: 10 min\n\nA cable.\n"
    page.publish({f"incidents/{CARDS}": INCIDENT + promise})

    code, said = page.notify("-n", secret="team=json://127.0.0.1:9/\n")

    assert code == 0 and "Overdue: Some card payments fail\n  team  would be sent\n" in said
    for form in ("SMS (", "X (", "Email: Overdue: Some card payments fail ("):
        assert f"    {form}" in said
    assert "    The next update was promised for 2026-11-22 11:30 UTC.\n" in said
