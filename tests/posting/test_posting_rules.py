"""What the rules about words say before an update is posted: leaks stop it, advice does not."""

from support.posting import Clone


def test_nobody_posts_a_leak(calm: Clone) -> None:
    text = "The host 10.2.3.4 does not answer. Next update in [X minutes]."

    result = calm.run("open", "Search fails", "-c", "search", "-m", text)

    assert result.exit_code == 1
    assert ":11:1: error[private-address] an address" in result.output
    assert ":11:1: error[placeholder] Something of a template" in result.output
    assert list((calm.root / "incidents").glob("*.md")) == []


def test_advice_is_told_and_keeps_nobody_from_posting(clone: Clone) -> None:
    result = clone.run("update", "card", "-m", "It works again!", "--next-update", "none")

    assert result.exit_code == 0, result.output
    assert "advice[exclamation]" in result.output
    assert "It works again!" in clone.read()
