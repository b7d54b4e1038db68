"""“Was this helpful?”: only where the owner asks, and only once an incident is over."""

import pytest

from support.command import build, outcome
from support.record import FEEDBACK, STORY
from support.repository import CONFIG, MakeRepository


def test_readers_are_asked_once_it_is_over(repository: MakeRepository) -> None:
    site = build(repository(dict(STORY), config=FEEDBACK))
    link = site.page("/incidents/2026-10-05-cards/").find("a", string="Was this helpful?")
    asked = (
        [name for name in site.files() if b"Was this helpful?" in (site / name).read_bytes()] if link else []
    )

    assert link and link["href"] == "https://forms.example.com/?about=2026-10-05-cards&from=page"
    assert sorted(asked) == [
        f"incidents/{name}/index.html" for name in ("2026-10-05-cards", "2026-11-03-slow", "2026-11-04-night")
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/{id}", "must begin with https:// or mailto:"),
        ("javascript:alert('{id}')", "must begin with https:// or mailto:"),
        ("https://forms.example.org/ {id}", "must begin with https:// or mailto:"),
        ("https://forms.example.org/", "must say {id} where the incident's id goes"),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error(
    repository: MakeRepository, address: str, words: str
) -> None:
    config = CONFIG.replace("      contacts:", f'      feedback: "{address}"\n      contacts:')
    code, text = outcome(repository({}, config=config), "check")
    assert code == 1
    assert words in text


def test_mail_will_do(repository: MakeRepository) -> None:
    config = FEEDBACK.replace(
        "https://forms.example.com/?about={id}&from=page", "mailto:us@example.com?subject={id}"
    )
    site = build(repository(dict(STORY), config=config))
    assert 'href="mailto:us@example.com?subject=2026-10-05-cards"' in site.text(
        "incidents/2026-10-05-cards/index.html"
    )


def test_without_the_option_nobody_is_asked(repository: MakeRepository) -> None:
    site = build(repository(dict(STORY)))
    assert not [name for name in site.files() if b"helpful" in site.files()[name]]


def test_an_address_that_nobody_has_is_told(repository: MakeRepository) -> None:
    config = FEEDBACK.replace("      now: 2026-11-22T12:00:00Z\n", "")
    code, text = outcome(repository(config=config), "check")
    assert code == 0
    assert "“https://forms.example.com/?about={id}&from=page” is a placeholder" in text
