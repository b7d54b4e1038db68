"""Feeds tell that planned work began or ended by itself, once, with permanent ids; and what people sort items by."""

from statuary.status import page_state
from statuary.status.events import events
from support.feeds import feeds, ids, read_site
from support.repository import INCIDENT, MakeRepository, work
from support.site import parse_feed

ID = "2026-11-22-search-moves"
ENDS_BY_ITSELF = {"auto": "complete", "components": "[search]"}
ANNOUNCED = "2026-11-20 09:00 Scheduled\nSearch may be slow."
TAG = f"tag:status.example.com,2026:{ID}/"


def told(make: MakeRepository, now: str, *updates: str) -> list[str]:
    """The ids in the feed at that moment on 22 November, or another day before it, without what all share."""
    site = read_site(make({f"{ID}.md": work("Search moves", "07:00-09:00", *updates, **ENDS_BY_ITSELF)}))
    at = now if "T" in now else f"2026-11-22T{now}:00+00:00"
    return [one.removeprefix(TAG) for one in ids(feeds(site, at)["feed.xml"])]


def test_planned_work_begins_and_ends_by_itself_in_feeds(repository: MakeRepository) -> None:
    announced = "20261120T090000Z"
    begun = "begun-20261122T070000Z"

    assert told(repository, "06:59") == [announced]
    assert told(repository, "07:01") == [begun, announced]
    assert told(repository, "09:01") == ["done-20261122T090000Z", begun, announced]


def test_what_it_says(repository: MakeRepository) -> None:
    site = read_site(
        repository({f"{ID}.md": work("Search moves", "07:00-09:00", ANNOUNCED, **ENDS_BY_ITSELF)})
    )
    done, begun, _ = parse_feed(feeds(site, "2026-11-22T09:01:00+00:00")["feed.xml"]).entries

    assert (begun.title, done.title) == ("In progress: Search moves", "Completed: Search moves")
    assert begun.link == f"https://status.example.com/incidents/{ID}/"
    assert begun.summary.startswith(
        "<p>Maintenance is in progress.</p>\n<p>Scheduled for: 22 November 2026, 07:00 to"
    )
    assert "<p>Maintenance is complete.</p>\n<p>Recovered: Search</p>" in done.summary
    assert begun.published_parsed[3:5] == (7, 0)


def test_what_somebody_writes_is_told_once(repository: MakeRepository) -> None:
    """An update that says it is no second event; one that comes later is told beside what happened at its time."""
    on_time = told(repository, "08:00", ANNOUNCED, "07:00 In progress")
    late = told(repository, "08:00", ANNOUNCED, "07:05 In progress; starts: 2026-11-22 07:02 UTC")
    begun_before = told(repository, "08:00", ANNOUNCED, "07:05 Update")

    assert on_time == ["20261122T070000Z", "20261120T090000Z"]
    assert late == ["20261122T070500Z", "begun-20261122T070000Z", "20261120T090000Z"]
    assert begun_before == ["20261122T070500Z", "begun-20261122T070000Z", "20261120T090000Z"]


def test_nobody_is_flooded(repository: MakeRepository) -> None:
    """What began days ago, what was put in afterwards, and what nobody was told of."""
    silent = "2026-11-20 09:00 Scheduled; silent: yes"
    afterwards = "10:00 Completed"

    assert "begun-20261122T070000Z" not in told(repository, "2026-11-24T09:00:00+00:00")
    assert told(repository, "11:00", silent) == []
    assert told(repository, "11:00", afterwards) == ["20261122T100000Z"]


def test_a_moved_window_takes_back_no_event(repository: MakeRepository) -> None:
    moved = "07:30 Update; starts: 2026-11-22 08:30 UTC; ends: 2026-11-22 09:30 UTC"

    assert told(repository, "08:31", ANNOUNCED, moved) == [
        "begun-20261122T083000Z",
        "20261122T073000Z",
        "begun-20261122T070000Z",
        "20261120T090000Z",
    ]


def test_events_keep_their_keys_as_time_passes(repository: MakeRepository) -> None:
    """A later look finds all that an earlier one found."""
    moved = "07:30 Update; starts: 2026-11-22 08:30 UTC; ends: 2026-11-22 09:30 UTC"
    text = work("Search moves", "07:00-09:00", ANNOUNCED, moved, "09:10 Update", **ENDS_BY_ITSELF)
    site = read_site(repository({f"{ID}.md": text}))
    known: set[str] = set()
    for minute in range(0, 240, 5):
        now = site.settings.now
        assert now is not None
        state = page_state(site, now.replace(hour=6 + minute // 60, minute=minute % 60))
        found = {event.key for event in events(state.by_id[ID])}
        assert known <= found
        known = found
    assert len(known) == 6


def test_categories_and_links(repository: MakeRepository) -> None:
    found = feeds(read_site(repository({"2026-11-22-cards.md": INCIDENT})))
    rss, atom = (parse_feed(found[name]).entries[0] for name in ("feed.xml", "atom.xml"))

    kind, impact, _ = rss.tags
    assert [one.term for one in rss.tags] == ["Incident", "Major impact", "Checkout"]
    assert [(one.term, one.label) for one in atom.tags] == [
        ("incident", kind.term),
        ("major", impact.term),
        ("checkout", "Checkout"),
    ]
    assert atom.tags[2].scheme == "tag:status.example.com,2026:component"
    assert [(one.rel, one.href.rpartition("/")[2]) for one in atom.links] == [
        ("alternate", "#u-20261122T100400Z"),
        ("related", ""),
    ]
    assert {one.rel for one in parse_feed(found["atom.xml"]).feed.links} == {"self", "alternate"}
