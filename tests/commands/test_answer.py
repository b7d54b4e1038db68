"""`statuary answer`: the page's own words for whoever is asked by a customer; no cause or offer that nobody wrote."""

import pytest

from support.command import run
from support.repository import CONFIG, MakeRepository, incident, work
from support.site import BuiltSite

ID = "2026-11-22-cards"
URL = f"https://status.example.com/incidents/{ID}/"
OPEN = (
    "10:04 Investigating; next update: 2026-11-22 12:30 UTC; who: customers in Europe; workaround: Pay by bank "
    "transfer.\nOne payment in five fails. Orders are safe. We look for the cause. We write again soon.\n\n"
    "### Technical details\n\nOOM of `db-3`."
)
CAUSE = """11:30 Postmortem
### Cause

A link wore out.

### What we offer

The fee back.

### Timeline

It took an hour."""


def answer(make: MakeRepository, text: str, *options: str, config: str = CONFIG) -> str:
    result = run(make({f"{ID}.md": text}, config=config), "answer", *options)
    assert result.exit_code == 0, result.output
    return result.stdout


def cards(*updates: str) -> str:
    return incident("Card payments fail", *updates, components="{checkout: partial_outage}")


def forms(output: str) -> dict[str, str]:
    """What stands below each title."""
    parts = output.split("\n-")
    titles = [part.rpartition("\n")[2] for part in parts[:-1]]
    return {title: part.lstrip("-\n") for title, part in zip(titles, parts[1:], strict=True)}


def test_three_forms_say_the_same(repository: MakeRepository) -> None:
    said = forms(answer(repository, cards(OPEN)))
    spoken = (
        "We know about this incident: Card payments fail. One payment in five fails. Orders are safe. "
        "We look for the cause. What you can do: Pay by bank transfer. Next update: 22 November 2026, 12:30 UTC."
    )

    assert list(said) == ["Chat", "Email", "Telephone"]
    assert said["Chat"].startswith(f"{spoken} All updates: {URL}\n")
    assert said["Telephone"].startswith(
        f"{spoken} We post all updates on our status page: status.example.com."
    )
    assert (
        "Who is affected: customers in Europe\nWhat you can do: Pay by bank transfer.\nNext update"
        in said["Email"]
    )
    assert "db-3" not in "".join(said.values())
    assert "Hello,\n\nThank you for writing to us." in said["Email"]


def test_after_the_end_a_letter_says_what_somebody_wrote_and_no_more(repository: MakeRepository) -> None:
    over = "10:52 Resolved\nPayments work again. Write to us for a refund."
    known = answer(repository, cards(OPEN, over, CAUSE), "--after")
    unknown = answer(repository, cards(OPEN, over), "--after", "cards")

    for letter in (known, unknown):
        assert (
            "This incident is resolved: Card payments fail. We are sorry that some of you could not use Checkout."
            in letter
        )
        assert "It began: 22 November 2026, 10:04 UTC. It ended: 22 November 2026, 10:52 UTC." in letter
        assert "\n\nPayments work again. Write to us for a refund.\n\n" in letter
        assert "If you have questions: Support (help@example.com)\n\nKind regards\n" in letter
    assert (
        "The cause: A link wore out.\n\nWhat we offer: The fee back.\n\nWhat happened, and what we change: "
        in known
    )
    assert "It took an hour" not in known
    assert "cause:" not in unknown and "offer" not in unknown
    assert "Next update" not in known and "What you can do" not in known


def test_a_letter_says_nothing_twice(repository: MakeRepository) -> None:
    """Neither the apology that the template of the end has, nor an address that is its own name."""
    sorry = "We are sorry that some of you could not use Checkout."
    named = CONFIG.replace("name: Support", "name: help@example.com")
    letter = answer(repository, cards(OPEN, f"10:52 Resolved\nIt works.\n\n{sorry}"), "--after", config=named)

    assert letter.count(sorry) == 1 and letter.count("help@example.com") == 1
    assert "\n\nIt works.\n\nAll updates: " in letter


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (work("Search moves", "11:00-13:00"), "We are doing maintenance: Search moves. Scheduled for: 22 November"),
        (work("Search moves", "08:00-09:00"), "Scheduled end: 09:00 UTC. Completion not yet confirmed."),
        (cards("2026-11-01 10:00 Investigating"), "No update since 1 Nov, 10:00 UTC; this may no longer be so."),
    ],
)  # fmt: skip
def test_nothing_sounds_better_than_it_is(repository: MakeRepository, text: str, said: str) -> None:
    assert said in forms(answer(repository, text))["Chat"]


def test_what_is_open_is_meant_where_nothing_is_named(repository: MakeRepository) -> None:
    calm = answer(repository, cards(OPEN, "10:52 Resolved"))
    assert calm.startswith("No known problems.") and calm.endswith(
        "All updates: https://status.example.com/\n"
    )

    two = repository({f"{ID}.md": cards(OPEN), "2026-11-22-search.md": work("Search moves", "11:00-13:00")})
    assert run(two, "answer").stdout.count("\nEmail\n") == 2
    wrong = run(two, "answer", "cards", "--after")
    assert wrong.exit_code == 2 and "only an incident that is over has a letter" in wrong.output
    assert run(two, "answer", "nothing-like-it").exit_code == 2
    assert run(two, "answer", "--after").exit_code == 2


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Diese Störung ist uns bekannt:"), ("ar", "نحن على علم بهذا العطل:")]
)
def test_in_the_language_of_the_page(repository: MakeRepository, language: str, word: str) -> None:
    config = CONFIG.replace("  name: material\n", f"  name: material\n  language: {language}\n")
    assert word in answer(repository, cards(OPEN), config=config)


def test_status_md_has_it_for_support_staff(repository: MakeRepository) -> None:
    root = repository({f"{ID}.md": cards(OPEN.replace("One payment", "# One *payment*"))})
    assert run(root, "build", "-q").exit_code == 0
    text = BuiltSite(root / "site").text("status.md")

    block = text.partition("## What to answer customers\n\n### Card payments fail\n\n**Chat**\n\n> We know")[
        2
    ]
    assert "**Email**\n\n> Hello,\n>\n> Thank you" in block and "**Telephone**\n\n> We know" in block
    assert "\n# One" not in text
