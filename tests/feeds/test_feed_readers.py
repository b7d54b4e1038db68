"""Real readers tell of every update exactly once, and of no edit."""

from pathlib import Path

import pytest

from support.feed_readers import Newsboat, Rss2Email
from support.feeds import feeds, published, read_site
from support.repository import change
from support.servers import Answers, answering

pytestmark = pytest.mark.long

READERS = [Newsboat, Rss2Email]
NEW_UPDATE = "\n## 2026-11-22 11:30 UTC — Postmortem\n\nA switch had lost its settings.\n"


def publish(server: Answers, root: Path) -> None:
    """Put what the repository says now in the place of what was served before."""
    server.files = feeds(read_site(root))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "components/checkout/feed.xml"])
def test_a_new_update_is_told_once_and_an_edit_never(
    reader: type[Newsboat] | type[Rss2Email], name: str, tmp_path: Path
) -> None:
    root = published(tmp_path)
    path = root / "incidents" / "2026-11-22-cards.md"
    with answering() as server:
        publish(server, root)
        program = reader(tmp_path, f"{server.url}/{name}")
        first = program.told()
        assert first == (4 if "checkout" in name else 10)

        path.write_text(path.read_text() + NEW_UPDATE)
        publish(server, root)
        assert program.told() == first + 1

        change(path, "A switch had lost its settings.", "A switch had lost all of its settings.")
        change(path, "Some card payments fail", "Some payments by card fail")
        publish(server, root)
        assert program.told() == first + 1, "an edit notifies nobody again"


def test_a_mail_can_be_understood_alone(tmp_path: Path) -> None:
    with answering() as server:
        publish(server, published(tmp_path))
        program = Rss2Email(tmp_path, f"{server.url}/feed.xml")
        program.told()
    mail = next(mail for mail in program.mails() if "Subject: Identified: Some card payments fail" in mail)

    assert "Affected: Checkout (Partial outage) and Search & more (Degraded" in mail
    assert "Who is affected: customers who pay by **card** in Europe" in mail
    assert "What you can do: Pay by [bank transfer]" in mail
    assert "Next update: 22 November 2026, 12:00 CET." in mail
    assert "https://status.example.com/incidents/2026-11-22-cards/#u-20261122T103100Z" in mail
