"""What the old page says of itself, as mkdocs.yml has it."""

from zoneinfo import ZoneInfo

import pytest
import yaml

from statuary.importers.facts import differences, page_facts
from statuary.importers.model import Found
from statuary.model import Settings

PLAIN = Found("Old", "https://old.example.com", "Europe/Berlin")
OLD = {
    "site_name": "Old",
    "site_url": "https://old.example.com/",
    "id_domain": "old.example.com",
    "timezone": "Europe/Berlin",
}


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        (PLAIN, OLD),
        (Found("Yes"), {"site_name": "Yes"}),
        (Found("007"), {"site_name": "007"}),
        (Found('A "B": #1\x7f\nC'), {"site_name": 'A "B": #1 C'}),
        (Found(zone="Etc/UTC"), {"timezone": "UTC"}),
        (Found(zone="Etc/GMT+3"), {"timezone": "Etc/GMT+3"}),
        (Found(zone="Pacific Time (US & Canada)"), {}),
        (Found(url="https://007/"), {"site_url": "https://007/", "id_domain": "007"}),
        (Found(url="https://[x/"), {}),
        (Found(url="/status/"), {}),
        (Found(), {}),
    ],
)
def test_facts_read_back_as_text(found: Found, facts: dict[str, str]) -> None:
    written = page_facts(found)

    assert yaml.safe_load("\n".join(f"{key}: {value}" for key, value in written.items())) == (facts or None)


@pytest.mark.parametrize(
    ("found", "keys"),
    [
        (PLAIN, []),
        (Found(), []),
        (Found("New", "https://old.example.com/", "Etc/UTC"), ["site_name", "timezone"]),
        (Found(url="/status/"), ["site_url"]),
    ],
)
def test_what_differs_here(found: Found, keys: list[str]) -> None:
    here = Settings(name="Old", url="https://old.example.com/", id_domain="x", zone=ZoneInfo("Europe/Berlin"))

    assert [key for key, _, _ in differences(found, here)] == keys
