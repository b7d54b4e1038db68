"""Which feeds there are, what each holds, and that all stay small."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statuary.model import Kind
from statuary.render.feeds.update_feeds import has_feed
from statuary.status import page_state
from support.examples import whole
from support.feeds import PUBLISHED, feeds, ids, published, read_site
from support.repository import INCIDENT, MakeRepository, change
from support.site import parse_feed

URL = "https://status.example.com/"
RECENT, OLD = datetime(2026, 11, 21, 7, tzinfo=UTC), datetime(2026, 10, 1, 7, tzinfo=UTC)
MAINTENANCE = (
    "---\ntitle: Search moves\ntype: maintenance\nstarts: {starts}\nends: {ends}\n"
    "components:\n  - search\n---\n\n## 2026-11-20 10:00 UTC — Scheduled\n\nSearch may be slow.\n"
)


def test_every_feed_names_itself_and_the_page_that_tells_the_same() -> None:
    found = feeds(read_site(PUBLISHED))
    titles = set()
    for path, content in found.items():
        if path.endswith(".json") or path == "history.rss":
            continue
        feed = parse_feed(content).feed
        links = {link.get("rel"): link.href for link in feed.links}
        assert links["self"] == URL + path
        folder = path.rpartition("/")[0]
        homes = {"": URL, "incidents": f"{URL}history/"}
        home = homes.get(folder, f"{URL}{folder}/")
        assert links["alternate"].rstrip("/") == home.rstrip("/")
        titles.add(feed.title)

    # The whole page has one feed in two forms.
    assert len(titles) == len(found) - 3


def test_a_feed_of_each_kind_and_of_each_component() -> None:
    site = read_site(PUBLISHED)
    found = feeds(site)

    for kind, path in ((Kind.INCIDENT, "incidents/feed.xml"), (Kind.MAINTENANCE, "maintenance/feed.xml")):
        of_kind = {one.id for one in site.incidents if one.kind is kind}
        assert {one.partition(":")[2].split(":")[1].split("/")[0] for one in ids(found[path])} == of_kind
    assert parse_feed(found["components/checkout/feed.xml"]).feed.title == "Example status: Checkout"
    assert parse_feed(found["components/quiet/feed.xml"]).entries == []


def test_a_component_hears_of_an_incident_from_the_update_on_that_names_it() -> None:
    entries = parse_feed(feeds(read_site(PUBLISHED))["components/search/feed.xml"]).entries

    assert [entry.title for entry in entries] == [
        "Resolved: Some card payments fail",
        "Monitoring: Some card payments fail",
        "Identified: Some card payments fail",
        "Scheduled: Search moves",
    ]


def test_silent_updates_are_in_no_feed_of_updates() -> None:
    for path, content in feeds(read_site(PUBLISHED)).items():
        assert b"A comma was wrong" not in content, path


def test_nothing_is_dated_in_the_future(tmp_path: Path) -> None:
    site = read_site(published(tmp_path))
    # An author's clock may run two minutes ahead: such an update counts at once.
    now = "2026-11-22T10:51:00Z"
    for path, content in feeds(site, now).items():
        if path == "history.rss" or path.endswith(".json"):  # planned work is dated by its start there
            continue
        dates = [entry.published_parsed[:6] for entry in parse_feed(content).entries]
        assert all(datetime(*date, tzinfo=UTC) <= datetime.fromisoformat(now) for date in dates), path


@pytest.mark.parametrize(("days", "exists"), [(0, True), (89, True), (91, False)])
def test_an_incident_has_a_feed_while_somebody_may_follow_it(
    repository: MakeRepository, days: int, exists: bool
) -> None:
    text = INCIDENT + "\n## 2026-11-22 11:00 UTC — Resolved\n\nIt works.\n"
    site = read_site(repository({"2026-11-22-cards.md": text}))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(days=days)

    assert ("incidents/2026-11-22-cards/feed.xml" in feeds(site, now.isoformat())) is exists
    state = page_state(site, now)
    assert has_feed(state.by_id["2026-11-22-cards"], now) is exists


def test_an_open_incident_and_planned_work_are_followed_however_long(repository: MakeRepository) -> None:
    planned = MAINTENANCE.format(starts="2028-01-01 00:00 UTC", ends="2028-01-01 01:00 UTC")
    site = read_site(repository({"2026-11-22-cards.md": INCIDENT, "2026-11-20-search.md": planned}))

    found = feeds(site, "2027-11-22T12:00:00Z")

    assert {path for path in found if path.startswith("incidents/2")} == {
        "incidents/2026-11-22-cards/feed.xml",
        "incidents/2026-11-20-search/feed.xml",
    }


@pytest.mark.parametrize(
    ("first", "count", "kept", "of_component"),
    [(RECENT, 75, 75, 50), (OLD, 75, 50, 10), whole(RECENT, 620, 500, 50)],
    ids=["recent", "old", "most"],
)
def test_busy_days_are_kept_whole_and_quiet_ones_hold_fifty(
    repository: MakeRepository, first: datetime, count: int, kept: int, of_component: int
) -> None:
    def story(first: datetime, count: int) -> str:
        times = (first + timedelta(minutes=minute) for minute in range(1, count))
        updates = "".join(f"\n## {time:%Y-%m-%d %H:%M} UTC — Update\n\nMore words.\n" for time in times)
        return INCIDENT.replace("2026-11-22 10:04", f"{first:%Y-%m-%d %H:%M}") + updates

    path = "2026-11-21-cards.md"
    found = feeds(read_site(repository({path: story(first, count)})))

    for name in ("feed.xml", "atom.xml", "incidents/feed.xml"):
        assert len(ids(found[name])) == kept, name
    assert len(ids(found["components/checkout/feed.xml"])) == of_component
    # Its own feed holds all of an incident.
    assert len(ids(found["incidents/2026-11-21-cards/feed.xml"])) == min(count, 500)
    assert all(len(content) < 1_000_000 for content in found.values())


def test_the_same_state_gives_the_same_bytes(tmp_path: Path) -> None:
    site = read_site(published(tmp_path))
    assert feeds(site) == feeds(site)


def test_an_edit_changes_no_date(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = feeds(read_site(root))
    change(root / "incidents" / "2026-11-22-cards.md", "A faulty link is the cause.", "Another cause.")
    after = feeds(read_site(root))

    for name in ("feed.xml", "atom.xml", "history.rss"):
        assert before[name] != after[name]
        old, new = ([entry.published for entry in parse_feed(one[name]).entries] for one in (before, after))
        assert old == new
    assert parse_feed(before["atom.xml"]).feed.updated == parse_feed(after["atom.xml"]).feed.updated
