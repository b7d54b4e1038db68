"""Each form of any message holds title, stage and link, keeps to its limit, and says nothing that the page does not."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuary.model import Component, ComponentStatus, Group, Incident, Settings, Site, Stage, Update
from statuary.render.frame import Frame, page_frame
from statuary.render.messages import Message, message
from statuary.render.messages.counting import (
    graphemes,
    is_gsm,
    mastodon_length,
    sms_parts,
    sms_text,
    utf16_units,
    x_length,
)
from statuary.render.wording.labels import STAGE_SENTENCE, STAGE_WORD
from statuary.status import page_state
from statuary.status.events import events
from support.examples import examples, whole
from support.feeds import read_site
from support.places import ROOT
from support.shared import Shared

AT = datetime(2026, 11, 22, 10, 4, tzinfo=UTC)
URL = "https://status.example.com/"
LETTERS = st.text(st.sampled_from("abcdeéüŁقي日🙂“”–€ ,.#@*_/&<"), min_size=1, max_size=180)
TITLES = LETTERS.filter(lambda text: any(map(str.isalnum, text)))
TEXTS = st.lists(
    LETTERS | st.sampled_from(["See https://a.example/x-1.", "It costs 5,000.50 €.", "- a\n- b"]), max_size=9
)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """One incident with three updates, every text of which is anything."""
    stages = (Stage.INVESTIGATING, draw(st.sampled_from([Stage.IDENTIFIED, Stage.UPDATE])), Stage.RESOLVED)
    updates = [
        Update(
            at=AT + timedelta(minutes=place),
            stage=stage,
            text="\n\n".join(draw(TEXTS)),
            workaround=draw(st.none() | LETTERS),
            next_update=draw(st.none() | st.just(AT + timedelta(hours=1))),
        )
        for place, stage in enumerate(stages)
    ]
    incident = Incident(
        id="2026-11-22-cards",
        path="incidents/2026-11-22-cards.md",
        title=draw(TITLES).strip(),
        components={"checkout": draw(st.sampled_from([*ComponentStatus]))},
        updates=tuple(updates),
    )
    group = Group(id="shop", name="Shop", components=(Component(id="checkout", name=draw(TITLES)),))
    settings = Settings(name=draw(TITLES), url=URL, id_domain="status.example.com", zone=ZoneInfo("UTC"))
    return Site(settings=settings, groups=(group,), incidents=(incident,))


def made(frame: Frame) -> Iterator[Message]:
    """Every message that the page ever had to send."""
    for item in frame.state.by_id.values():
        for event in events(item):
            yield message(item, event, frame)


def keeps_to_its_limit(one: Message) -> None:
    assert x_length(one.short280) <= 280
    assert graphemes(one.short300) <= 300
    assert mastodon_length(one.short500) <= 500
    assert utf16_units(one.chat) <= 2000
    assert sms_parts(one.sms) <= (1 if is_gsm(one.sms) else 2)


def holds_title_stage_and_link(one: Message, url: str) -> None:
    """The title whole where it has room, else its beginning; the address of the incident, or in an SMS of the page."""
    page = one.url.partition("#")[0]
    title = " ".join(one.title.split()).replace("\N{ZERO WIDTH SPACE}", "")
    for text in (one.short280, one.short300, one.short500, one.chat, one.mail.subject, one.mail.plain):
        head = text.split("\n")[0].replace("\N{ZERO WIDTH SPACE}", "")
        assert title in head or title.startswith(head.rstrip("…"))
    for text in (one.short280, one.short300, one.short500, one.chat, one.mail.plain):
        assert page in text
    head = sms_text(title)
    assert one.sms.startswith((head[:20], title[:20]))
    assert one.sms.endswith((page, url))


def words(text: str) -> list[str]:
    return re.findall(r"\w[\w.,@'-]*\w|\w", re.sub(r"https?://\S+", " ", sms_text(text)))


def says_no_more_than_the_mail(one: Message) -> None:
    """Every line and sentence of a shorter form stands in the mail, which has all that the page says of it."""
    full = set(words(one.mail.plain) + words(STAGE_SENTENCE[Stage.POSTMORTEM]))
    for text in (one.sms, one.short280, one.short300, one.short500, one.chat):
        body = re.sub(r"\d+[-–: ]\d+.*?UTC|update: .*|for: .*|time: .*", " ", text)
        left = [word for word in words(body) if word not in full and word.rstrip(".,") not in full]
        # An author may have left out the space between two sentences: “keys.The changes”.
        left = [
            word
            for word in left
            if not set(word.split(".")) <= {part for one in full for part in one.split(".")}
        ]
        assert left == [], text


@examples(100)
@given(sites())
def test_any_text_keeps_the_promise(site: Site) -> None:
    frame = page_frame(page_state(site, AT + timedelta(hours=2)))
    found = list(made(frame))

    assert len(found) == 3
    for one in found:
        keeps_to_its_limit(one)
        holds_title_stage_and_link(one, URL)


@pytest.mark.parametrize("name", ["example", whole("jenkins"), whole("github")])
def test_real_histories_keep_it(shared: Shared, name: str) -> None:
    root, now = ROOT, ""
    if name != "example":
        history = shared.history(name)
        root, now = history.root, history.real.now
    site = read_site(root)
    at = datetime.fromisoformat(now) if now else site.settings.now
    assert at is not None
    frame = page_frame(page_state(site, at))
    stages = tuple(frame.language.gettext(word) for word in STAGE_WORD.values())
    for one in made(frame):
        keeps_to_its_limit(one)
        holds_title_stage_and_link(one, site.settings.url)
        says_no_more_than_the_mail(one)
        notice = not one.title.startswith(stages)
        assert notice is not one.sms.startswith(stages)


def test_the_mail_says_no_more_than_the_page(shared: Shared) -> None:
    """Words of the newest mail on each incident of the example, against the page as it was built."""
    site = read_site(ROOT)
    assert site.settings.now is not None
    frame = page_frame(page_state(site, site.settings.now))
    built = shared.example()
    ours = set(
        words(
            "You get this email because you subscribed to Other ways to subscribe See it on the status page"
        )
    )
    ours |= set(words("Affected Will be affected Scheduled for New time Recovered Corrected Next update by"))
    ours |= set(
        words("Under maintenance")
    )  # as everybody expects it of planned work, so the page does not say it
    ours |= {word for sentence in STAGE_SENTENCE.values() for word in words(sentence)}
    for key, item in frame.state.by_id.items():
        shown = set(words(built.page(f"incidents/{key}/").get_text(" ") + site.settings.name))
        said = re.sub(r"\d+[\w ,:.–-]*UTC", " ", message(item, events(item)[-1], frame).mail.plain)
        assert [word for word in words(said) if word not in shown | ours and not word.isdigit()] == [], key
