"""`status.txt` and `status.md`, as they come out of a build."""

import unicodedata
from datetime import timedelta

from markdown_it import MarkdownIt

from support.command import build, run
from support.repository import INCIDENT, PLANNED, TODAY, MakeRepository

RESOLVED = INCIDENT + "\n## 2026-11-22 10:31 UTC — Resolved\n\nAll is well again.\n"


def test_status_txt_says_first_what_is_wrong(repository: MakeRepository) -> None:
    text = (
        build(repository({"2026-11-22-cards.md": INCIDENT, "2026-11-20-search.md": PLANNED})) / "status.txt"
    ).read_text()

    assert text.startswith("Example status\n\nMajor incident: Some card payments fail.")
    order = [
        "As of 22 November 2026, 12:00 UTC",
        "Open incidents",
        "About one card payment in five fails.",
        "Next update overdue: due by 22 November 2026, 10:34 UTC",
        "/incidents/2026-11-22-cards/",
        "Scheduled maintenance",
        "Search moves",
        "Components",
        "  Checkout  Partial outage",
        "  Search    Operational",
        "https://status.example.com/\n",
        "Support: help@example.com",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.endswith("\n")


def test_the_command_says_the_same(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    text = (build(root) / "status.txt").read_text()

    assert run(root, "status").output == text


def test_status_txt_fits_a_terminal(repository: MakeRepository) -> None:
    words = (
        "言葉は空白なしで続きます。" * 20
        + "\n\n"
        + "Many words in a row. " * 30
        + "https://example.com/"
        + "a" * 90
    )
    text = INCIDENT.replace("About one card payment in five fails.", words).replace(
        "Some card", "カード" * 40
    )
    built = (build(repository({"2026-11-22-cards.md": text})) / "status.txt").read_text()

    assert f"https://example.com/{'a' * 90}" in built, "an address can be copied as a whole"
    for line in built.splitlines():
        assert _columns(line) <= 80 or "https://" in line, line


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_status_md_is_markdown_that_means_what_it_says(repository: MakeRepository) -> None:
    nasty = (
        "# Not a heading\n\nTwo * stars * and_snake_case <b>bold</b> [a](https://example.com/x_y) `code` &lt; 1. "
        "~~x~~\n"
    )
    text = INCIDENT.replace("About one card payment in five fails.", nasty).replace(
        "Some card payments fail", "Cards [fail](x) *now* <i>"
    )
    source = (
        build(repository({"2026-11-22-cards.md": text, "2026-11-20-search.md": PLANNED})) / "status.md"
    ).read_text()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)

    headings = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert ["".join(child.content for child in one.children or ()) for one in headings] == [
        "Example status",
        "Open incidents",
        "Cards [fail](x) *now* <i>",
        "Scheduled maintenance",
        "Search moves",
        "What to answer customers",
        "Cards [fail](x) *now* <i>",
        "Components",
        "Shop",
        "Help",
    ]
    assert not any(
        child.type in ("html_inline", "em_open", "s_open", "code_inline")
        for token in tokens
        for child in token.children or ()
    )
    assert "Two \\* stars \\* and_snake_case \\<b>bold" in source, "nothing is escaped that need not be"
    assert "As of 22 November 2026, 12:00 UTC, based on reported incidents." in source
    assert "Next update overdue: due by 22 November 2026, 10:34 UTC." in source


def test_status_md_tells_what_has_just_ended(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": RESOLVED}))

    assert "## Ended in the last 24 hours" in (site / "status.md").read_text()
    assert "> All is well again." in (site / "status.md").read_text()
    assert "All is well again." not in (site / "status.txt").read_text()


def test_the_documents_stay_small_in_the_worst_week(repository: MakeRepository) -> None:
    start = TODAY - timedelta(hours=5)
    long = INCIDENT.replace("About one card payment in five fails.", "Many words in a row. " * 900)
    files: dict[str, str | bytes] = {
        f"2026-11-22-{number}.md": long.replace(
            "2026-11-22 10:04", f"{start + timedelta(minutes=number):%Y-%m-%d %H:%M}"
        ).replace("- next update: 30 min\n", "")
        for number in range(60)
    }
    site = build(repository(files))

    for name in ("status.txt", "status.md"):
        text = (site / name).read_text()
        assert "40 more" in text
        assert len(text) < 50_000
