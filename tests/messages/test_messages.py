"""What a message says in each length, and what it leaves out first."""

from datetime import timedelta

import pytest

from statuary.render.environment import environment
from statuary.render.frame import Frame, page_frame
from statuary.render.messages import Message, html_body, message, preview
from statuary.render.messages.counting import is_gsm, sms_parts
from statuary.render.wording.page_languages import read_language
from statuary.resources import overrides
from statuary.status import page_state
from statuary.status.events import events, reminder
from support.feeds import read_site
from support.places import ROOT
from support.repository import COMPONENTS, CONFIG, PLANNED, MakeRepository, incident, work

ID = "2026-11-22-cards"
PAGE = f"https://status.example.com/incidents/{ID}/"
FIRST = (
    "10:04 Investigating; next update: 30 min; who: customers in Europe; workaround: Pay by bank transfer.\n"
    "One card payment in five fails. Orders are safe."
)
SECOND = (
    "10:31 Identified; next update: 11:00 UTC 2026-11-22\nA faulty link is the cause. We move traffic away."
)


def frame_of(make: MakeRepository, text: str, config: str = CONFIG, language: str = "en") -> Frame:
    root = make({f"{ID}.md": text}, config=config, components=COMPONENTS)
    site = read_site(root)
    assert site.settings.now is not None
    return page_frame(page_state(site, site.settings.now), read_language(language, [overrides()], root))


def newest(frame: Frame, missed: int = 0) -> Message:
    """The newest event; so many before it were missed."""
    item = frame.state.by_id[ID]
    *before, last = events(item)
    return message(item, last, frame, before[-missed:] if missed else ())


def cards(*updates: str, title: str = "Card payments fail") -> str:
    return incident(title, *updates, impact="major", components="{checkout: partial_outage}")


def test_news_come_first_and_facts_only_where_they_changed(repository: MakeRepository) -> None:
    second = SECOND.replace("11:00 UTC 2026-11-22", "2026-11-22 11:00 UTC")
    made = newest(frame_of(repository, cards(FIRST, second)))

    assert made.chat == (
        "Identified: Card payments fail\n\nA faulty link is the cause. We move traffic away.\n\n"
        f"Next update: 11:00 UTC.\n\n{PAGE}#u-20261122T103100Z"
    )
    assert made.sms == (
        "Identified: Card payments fail. A faulty link is the cause. We move traffic away. Next update: 11:00 UTC. "
        + PAGE
    )
    assert "Who is affected: customers in Europe\n" in made.mail.plain, "a mail stands alone"


def test_a_mail_has_a_subject_and_two_bodies_that_say_the_same(repository: MakeRepository) -> None:
    frame = frame_of(repository, cards(FIRST))
    item = frame.state.by_id[ID]
    made = message(item, events(item)[0], frame, leave="https://lists.example.org/leave")
    html = html_body(made.mail, frame, environment([overrides()], frame.language))

    assert made.mail.subject == "Investigating: Card payments fail (Example status)"
    assert made.mail.plain.endswith(
        "-- \nYou get this email because you subscribed to Example status.\n"
        "Unsubscribe: https://lists.example.org/leave\n"
    )
    assert '<a href="https://lists.example.org/leave">' in html and "prefers-color-scheme: dark" in html
    assert not [word for word in ("src=", "url(", "@import", "<script", "<link") if word in html]
    assert "/subscribe/" in newest(frame).mail.plain, "who knows no other way is led to all of them"


def test_what_was_missed_is_named_in_a_line(repository: MakeRepository) -> None:
    frame = frame_of(
        repository, cards(FIRST, "10:31 Identified", "10:40 Monitoring", "10:52 Resolved\nIt works.")
    )
    made = newest(frame, missed=2)

    line = "Since your last message: Identified (10:31 UTC) and Monitoring (10:40 UTC)."
    assert made.chat.startswith(f"Resolved: Card payments fail\n\n{line}\n\nIt works.")
    assert line in made.mail.plain


def test_planned_work_from_its_announcement_to_its_end(repository: MakeRepository) -> None:
    moved = (
        "2026-11-21 09:00 Update; starts: 2026-11-22 08:00 UTC; ends: 2026-11-22 09:00 UTC\nAn hour later."
    )
    announced = "2026-11-20 09:00 Scheduled\nSearch may be slow."
    text = work("Search moves", "07:00-09:00", announced, moved, auto="complete")
    frame = frame_of(repository, text)
    item = frame.state.by_id[ID]
    chats = [message(item, event, frame).chat.split("\n\n") for event in events(item)]

    assert [parts[:3] for parts in chats] == [
        ["Scheduled: Search moves", "Search may be slow.", "Scheduled for: 22 Nov, 07:00–09:00 UTC"],
        ["Update: Search moves", "An hour later.", "New time: 22 Nov, 08:00–09:00 UTC"],
        [
            "In progress: Search moves",
            "Maintenance is in progress.",
            "Scheduled for: 22 Nov, 08:00–09:00 UTC",
        ],
        ["Completed: Search moves", "Maintenance is complete.", PAGE],
    ]


def test_a_reminder_says_when(repository: MakeRepository) -> None:
    frame = frame_of(repository, PLANNED)
    item = frame.state.by_id[ID]
    event = reminder(item, timedelta(hours=24))

    assert event is not None and event.key == "reminder-20261122T220000Z"
    assert message(item, event, frame).sms == (
        f"Reminder: Search moves. This maintenance is scheduled. Scheduled for: 23 Nov, 22:00-23:00 UTC. {PAGE}"
    )
    assert reminder(item, timedelta(days=4)) is None, "it was announced later than that"


def test_a_postmortem_is_announced_and_sent_whole_by_mail_alone(repository: MakeRepository) -> None:
    text = cards(FIRST, "10:52 Resolved", "11:30 Postmortem\n### The cause\n\nA link wore out.")
    made = newest(frame_of(repository, text))

    assert "A link wore out." in made.mail.plain
    assert made.chat.startswith(
        "Post-mortem: Card payments fail\n\nThis incident is resolved, and the post-mortem"
    )


@pytest.mark.parametrize(
    ("title", "starts"),
    [
        ("Payments " * 22, "Investigating: Payments Payments"),
        ("決済が失敗しています" * 19, "Investigating: 決済が失敗"),
    ],
    ids=["words", "no words"],
)
def test_a_title_without_room_ends_between_words(repository: MakeRepository, title: str, starts: str) -> None:
    made = newest(frame_of(repository, cards(FIRST, title=title.strip())))

    cut = made.sms if " " in title else made.short280
    head = cut.partition("https://")[0].strip()
    assert head.startswith(starts) and head.endswith(("…", "Payments..."))
    assert sms_parts(made.sms) == (1 if is_gsm(made.sms) else 2)


def test_no_sentence_is_ever_cut(repository: MakeRepository) -> None:
    long = "You are not charged " + "again and again " * 20 + "for a failed order."
    made = newest(frame_of(repository, cards(f"10:04 Investigating\n{long} Orders are safe.")))

    assert "charged" not in made.short280 + made.sms and "Orders" not in made.short280
    assert long in made.short500


def test_no_address_is_cut_however_it_is_written(repository: MakeRepository) -> None:
    link = "https://matrix.to/#/!JLUO:matrix.org/$Uvn4?via=g4v.dev&via=a.b"
    made = newest(frame_of(repository, cards(f"10:04 Investigating\nMore: {link}. No word\ue000! Ask us.")))

    assert f"\n\nMore: {link}. No word! Ask us.\n\n" in made.chat


def test_what_is_technical_stays_on_the_page(repository: MakeRepository) -> None:
    words = (
        "Pay by [transfer](https://a.example/pay).\n\n- One\n- Two\n\n### Technical details\n\nOOM of `db-3`."
    )
    made = newest(frame_of(repository, cards(f"10:04 Investigating\n{words}")))

    assert "Pay by transfer (https://a.example/pay).\nOne\nTwo" in made.chat
    assert "db-3" not in made.chat


def test_in_other_languages(repository: MakeRepository) -> None:
    made = newest(frame_of(repository, cards(FIRST), language="de"))
    assert made.sms.startswith("Wird untersucht: Card payments fail.")
    assert is_gsm(made.sms)

    made = newest(frame_of(repository, cards(FIRST, title="المدفوعات متوقفة"), language="ar"))
    assert made.short500.startswith("جارٍ البحث: المدفوعات متوقفة")
    assert sms_parts(made.sms) <= 2


def test_the_preview_shows_every_form_with_its_length(repository: MakeRepository) -> None:
    frame = frame_of(repository, cards(FIRST))
    shown = preview(frame.state.by_id[ID], frame)

    for name in (
        "SMS (",
        "X (",
        "Bluesky (",
        "Mastodon (",
        "Chat (",
        "Email: Investigating: Card payments fail",
    ):
        assert f"\n{name}" in f"\n{shown}"
    silent = frame_of(repository, cards(FIRST, "10:31 Update; silent: yes"))
    assert preview(silent.state.by_id[ID], silent) == "The newest update is silent: nobody is sent it."


def test_the_example_fits_into_one_part_each() -> None:
    site = read_site(ROOT)
    assert site.settings.now is not None
    frame = page_frame(page_state(site, site.settings.now))
    made = [message(item, event, frame) for item in frame.state.by_id.values() for event in events(item)]

    assert {sms_parts(one.sms) for one in made} == {1}


@pytest.mark.parametrize(
    "call",
    [
        "@everyone",
        "@here_now",
        "@channel",
        "@All",
        "@**all**",
        "<!channel>",
        "<@U1234>",
        "<#C1>",
        "<users/all>",
    ],
)
def test_a_message_calls_nobody_in_a_chat(repository: MakeRepository, call: str) -> None:
    written = call.replace("<", "\\<").replace("*", "\\*")
    update = FIRST.replace("Orders are safe.", f"Ask {written} for help.")
    made = newest(frame_of(repository, cards(update)))

    for text in (made.chat, made.short500, made.short300):
        assert call not in text
        assert call in text.replace("\N{ZERO WIDTH SPACE}", "")
