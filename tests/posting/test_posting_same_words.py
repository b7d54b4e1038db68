"""The same words twice within minutes are a second try, and nothing of the future is published."""

from datetime import timedelta

import pytest

from statuary import clock
from support.posting import Clone, publish

WORDS = ("update", "-m", "We found the cause.", "-s", "identified")


@pytest.mark.parametrize("again", [WORDS, ("update", "-m", "We found  the\ncause.\n", "-s", "identified")])
def test_a_second_try_is_refused(clone: Clone, again: tuple[str, ...]) -> None:
    assert clone.run(*WORDS).exit_code == 0
    before = clone.read()

    second = clone.run(*again, now="2026-11-22T10:33:00Z")

    assert second.exit_code == 2
    assert "were posted to 2026-11-22-card-payments-fail at 10:31 UTC" in second.stderr
    assert clone.read() == before


@pytest.mark.parametrize(
    "news",
    [
        ("-c", "checkout=down"),
        ("-s", "monitoring"),
        ("--workaround", "Pay by bank transfer."),
        ("--next-update", "2h"),
        ("--now", "2026-11-22T10:50:00Z"),
    ],
)
def test_whatever_else_is_new_is_posted(clone: Clone, news: tuple[str, ...]) -> None:
    assert clone.run(*WORDS).exit_code == 0

    assert clone.run(*WORDS, "--now", "2026-11-22T10:33:00Z", *news, now=None).exit_code == 0


def test_with_a_clock_of_the_future_nothing_is_published(clone: Clone) -> None:
    late = (clock.present() + timedelta(hours=1)).isoformat()

    refused = publish(clone, *WORDS, "--now", late)

    assert refused.exit_code == 2
    assert "--now is in the future" in refused.stderr
    assert "We found the cause." not in clone.served()
    assert clone.run(*WORDS, now=late).exit_code == 0
