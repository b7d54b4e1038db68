"""What a person is asked beyond what is needed: few questions in all, Enter skips each, options answer beforehand."""

import pytest

from support.posting import FILE, NAME, Clone
from support.repository import INCIDENT, write
from support.terminal import Terminal

SECOND = "2026-11-22-search-fails"
LATER = ("--now", "2026-11-22T10:40:00Z")
HOURS_LATER = ("--now", "2026-11-22T12:10:00Z")
WORKAROUND = "What can people do meanwhile?"
END = ("Since when does it work?", "What became of data or orders?", "Is anything left to do for readers?")


@pytest.fixture
def again(clone: Clone) -> Clone:
    """A second incident is open."""
    write(clone.root / f"incidents/{SECOND}.md", INCIDENT.replace("Some card payments fail", "Search fails"))
    return clone


def test_open_asks_for_components_and_makes_the_rest(calm: Clone) -> None:
    terminal = Terminal(calm, "open")
    terminal.answer("What is affected?", "1=down")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    shown, _, _ = terminal.shown.partition("Publish it?")
    assert "Checkout is down" in shown and "We are sorry that you cannot use Checkout." in shown
    assert "Next update: 22 November 2026, 11:01 UTC." in shown, "the promise is seen before it is made"


@pytest.mark.long
def test_open_asks_for_a_title_where_no_component_fits(calm: Clone) -> None:
    terminal = Terminal(calm, "open", "--impact", "minor")
    terminal.answer("What is affected?", "")
    terminal.answer("Title: what do customers notice?", "Emails arrive late")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown


@pytest.mark.long
def test_open_refuses_the_same_title_rather_than_to_ask_a_third_question(calm: Clone) -> None:
    assert calm.run("open", "Emails arrive late", "--impact", "minor").exit_code == 0
    terminal = Terminal(calm, "open")
    terminal.answer("What is affected?", "")
    terminal.answer("Title: what do customers notice?", "Emails arrive late")

    assert terminal.end() == 2, terminal.shown
    assert "is open already" in terminal.shown


def test_update_tells_the_promise_and_asks_for_a_workaround(clone: Clone) -> None:
    terminal = Terminal(clone, "update", "-m", "Words.", *LATER)
    terminal.answer(WORKAROUND, "none")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "You promised the next update by 10:34 UTC (6 minutes overdue)." in terminal.shown
    assert "- workaround: None known\n" in clone.read()


@pytest.mark.long
def test_update_asks_one_question_and_says_what_it_did_not_ask(clone: Clone) -> None:
    terminal = Terminal(clone, "update", *LATER, editor="true")
    terminal.answer(WORKAROUND, "Pay by bank transfer.")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "The stage stays Investigating; -s changes it" in terminal.shown
    assert "- workaround: Pay by bank transfer.\n" in clone.read()


@pytest.mark.long
@pytest.mark.parametrize("options", [["--workaround", "Wait."], ["-s", "monitoring"], ["--yes"]])
def test_update_asks_no_workaround_where_none_is_missed(clone: Clone, options: list[str]) -> None:
    terminal = Terminal(clone, "update", "-m", "Words.", *options, *LATER)
    if "--yes" not in options:
        terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert WORKAROUND not in terminal.shown


@pytest.mark.long
def test_which_incident_comes_before_all_other_questions(again: Clone) -> None:
    terminal = Terminal(again, "update", "-m", "Words.", *LATER)
    terminal.answer("Which one?", "1")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert WORKAROUND not in terminal.shown


def test_after_two_hours_it_may_take_longer_than_we_thought(clone: Clone) -> None:
    write(clone.root / FILE, clone.read().replace("- who:", "- workaround: Wait.\n- who:"))
    terminal = Terminal(clone, "update", *HOURS_LATER, editor="true")
    terminal.answer("Which stage?", "longer")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert "\n\nThis takes longer than we thought, and we cannot say yet how long.\n" in clone.read()


def test_without_a_terminal_one_line_is_said(clone: Clone) -> None:
    missing = clone.run("update", "-n", now="2026-11-22T12:10:00Z")
    long = clone.run("update", "-n", "--workaround", "Wait.", now="2026-11-22T12:10:00Z")

    assert missing.stderr.count("--workaround TEXT") == 1 and "longer" not in missing.stderr
    assert long.stderr.startswith("It has lasted 2 hours 6 minutes: -t longer says")
    assert "You promised" not in missing.stdout


def test_resolve_asks_three_questions_and_makes_sentences_of_the_answers(clone: Clone) -> None:
    terminal = Terminal(clone, "resolve")
    terminal.answer(END[0], "11:00 UTC")
    terminal.answer("it is not between the start (10:04 UTC) and now", "10:20")
    terminal.answer(END[1], "No order was lost")
    terminal.answer(END[2], "You need to do nothing.")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert clone.read().partition("— Resolved\n\n")[2] == (
        "Checkout has been working again since 10:20 UTC.\n"
        "No order was lost.\n"
        "You need to do nothing.\n"
        "If something is still not working, contact us: [Support](mailto:help@example.com).\n\n"
        "We are sorry that some of you could not use Checkout.\n"
    )


@pytest.mark.long
def test_enter_skips_each(clone: Clone) -> None:
    terminal = Terminal(clone, "resolve")
    for question in (*END, "Publish it?"):
        terminal.answer(question, "")

    assert terminal.end() == 0, terminal.shown
    text = clone.read()
    other = clone.run("resolve", "-n", NAME)
    assert other.exit_code == 2, "it is over"
    assert "since 10:31 UTC.\nIf something" in text


@pytest.mark.long
def test_of_several_the_incident_is_asked_first_and_what_is_missed_most_then(again: Clone) -> None:
    terminal = Terminal(again, "resolve")
    terminal.answer("Which one?", "1")
    terminal.answer(END[1], "")
    terminal.answer(END[2], "")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert END[0] not in terminal.shown


@pytest.mark.long
@pytest.mark.parametrize("options", [["--yes"], ["-m", "Words."]])
def test_resolve_asks_nothing_of_who_says_so_or_has_words(clone: Clone, options: list[str]) -> None:
    terminal = Terminal(clone, "resolve", *options)
    if "--yes" not in options:
        terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown
    assert not any(question in terminal.shown for question in END)


def test_options_answer_all_and_stand_below_words_of_ones_own(clone: Clone) -> None:
    result = clone.run(
        "resolve",
        "-m",
        "A cable was broken.",
        "--since",
        "10:20",
        "--data",
        "No order was lost",
        "--to-do",
        "Nothing.",
    )

    assert result.exit_code == 0, result.output
    assert clone.read().endswith(
        "\n\nA cable was broken.\n\n"
        "Checkout has been working again since 10:20 UTC. No order was lost. Nothing.\n"
    )


@pytest.mark.parametrize("since", ["10:03", "2026-11-22 10:40 UTC", "soon"])
def test_it_cannot_work_since_before_the_start_or_later_than_now(clone: Clone, since: str) -> None:
    result = clone.run("resolve", "--since", since)

    assert (result.exit_code, "--since" in result.stderr) == (2, True)
    assert clone.read() == INCIDENT
