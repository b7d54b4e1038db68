"""Lengths as phone companies and networks count them."""

import pytest

from statuary.render.messages.counting import (
    graphemes,
    mastodon_length,
    sms_parts,
    sms_text,
    sms_units,
    x_length,
)

LINK = "https://status.example.com/incidents/2026-11-22-cards/"


@pytest.mark.parametrize(
    ("text", "units", "parts"),
    [
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("äöüßéñΔ@£", 9, 1),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        # 153 septets a part: of 152 letters and a sign that takes two, the sign goes to the next.
        ("a" * 152 + "€" * 77, 306, 3),
        ("ق" * 70, 70, 1),
        ("ق" * 71, 71, 2),
        ("ق" * 134, 134, 2),
        ("🙂" * 35, 70, 1),
        ("🙂" * 66, 132, 2),
        # A pair of surrogates stays together: 33 of them in each part of 67.
        ("🙂" * 67, 134, 3),
        ("ç", 1, 1),
    ],
)
def test_sms(text: str, units: int, parts: int) -> None:
    assert (sms_units(text), sms_parts(text)) == (units, parts)


def test_sms_has_plain_signs_where_that_makes_it_short() -> None:
    assert sms_text("“Größe” – 5…6\N{NO-BREAK SPACE}€") == '"Größe" - 5...6 €'
    assert sms_text("“Łódź” – 5") == "“Łódź” – 5", "a name without its accents is another name"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("café", 4),
        ("cafe\N{COMBINING ACUTE ACCENT}", 4),
        (f"See {LINK}.", 4 + 23 + 1),
        ("日本", 4),
        ("قيد", 3),
        ("👩‍👩‍👧 🇩🇪 ☎️", 2 + 1 + 2 + 1 + 2),
        ("“a” – b…", 9),
        ("ask example.com now", 4 + 23 + 4),
        ("a" * 30 + ".example.com", 42),
    ],
)
def test_x(text: str, length: int) -> None:
    assert x_length(text) == length


def test_what_people_see_as_one_counts_one() -> None:
    assert graphemes("👩‍👩‍👧e\N{COMBINING ACUTE ACCENT}\r\n") == 3
    assert mastodon_length(f"👩‍👩‍👧 {LINK} ok") == 1 + 1 + 23 + 3
