"""Wild text: whatever reaches a feed, every reader must be able to read the whole of it."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import feedparser
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from statuary.model import Component, ComponentStatus, Group, Incident, Settings, Site, Stage, Update
from statuary.render.incident_text import xml_text
from support.feeds import feeds
from support.json_feed_schema import faults

AT = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
# Half a surrogate pair is in no file of UTF-8; `xml_text` has a test of its own for it.
WILD = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.text(
    st.sampled_from("a<>&\"'`*_[]()!#\n\r\t\0\x07\x0b\x1f\x7f\x85\ufffe\uffff]]>🙂א\u202e\u200f﷽"),
    max_size=60,
)


def site(text: str) -> Site:
    """A page on which everything that an author can write is this text: none of it has been checked."""
    first = Update(
        at=AT, stage=Stage.INVESTIGATING, text=text, who=text, workaround=text, estimate=text, correction=text
    )
    incident = Incident(
        id="2026-11-22-cards",
        path="incidents/2026-11-22-cards.md",
        title=text,
        components={"checkout": ComponentStatus.MAJOR_OUTAGE},
        updates=(first,),
    )
    group = Group(id="shop", name=text, components=(Component(id="checkout", name=text),))
    settings = Settings(
        name=text,
        description=text,
        url="https://status.example.com/",
        id_domain="status.example.com",
        zone=ZoneInfo("UTC"),
        now=AT,
    )
    return Site(settings=settings, groups=(group,), incidents=(incident,))


@given(st.text(st.characters()) | WILD)
@example("\ud83d\ude42 \ufffe")
def test_xml_text_drops_what_xml_forbids_and_nothing_else(text: str) -> None:
    kept = xml_text(text)

    element = etree.Element("a")
    element.text = kept  # raises ValueError for what XML cannot hold
    assert set(text) - set(kept) <= set(map(chr, [*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))


@given(WILD)
@example("".join(map(chr, range(0x20))) + "\x7f\x80\x9f")
@example("]]> <![CDATA[ &amp; &#0; <script>alert(1)</script>")
@example("🙂 👩\u200d👩\u200d👧 שלום \u200fx\u202ey")
@example("x" * 20_000)
@example("a\n\n- b\n\n```\n]]>\n```\n\n| a |\n|---|\n| b |\n")
def test_any_text_gives_readable_feeds(text: str) -> None:
    # feedgen asks for a name; an empty one cannot come from a file.
    for path, content in feeds(site(f"n{text}")).items():
        if path.endswith(".json"):
            document = json.loads(content.decode("utf-8"))
            assert faults(document) == []
            assert len(document["items"]) == 1
            continue
        root = etree.fromstring(content)
        entries = [*root.iter("item"), *root.iter("{http://www.w3.org/2005/Atom}entry")]
        assert len(entries) == (0 if path == "maintenance/feed.xml" else 1)
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        assert "<script" not in "".join(entry.get("summary", "") for entry in parsed.entries)
