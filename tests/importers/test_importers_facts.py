"""What the old page says of itself, as mkdocs.yml has it."""

from zoneinfo import ZoneInfo

import pytest
import yaml

from statuary.importers.imported import OldPage, differences, page_facts
from statuary.model import Settings

PLAIN = OldPage("Old", "https://old.example.com", "Europe/Berlin")
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
        (OldPage("Yes"), {"site_name": "Yes"}),
        (OldPage("007"), {"site_name": "007"}),
        (OldPage('A "B": #1\x7f\nC'), {"site_name": 'A "B": #1 C'}),
        (OldPage(zone="Etc/UTC"), {"timezone": "UTC"}),
        (OldPage(zone="Etc/GMT+3"), {"timezone": "Etc/GMT+3"}),
        (OldPage(zone="Pacific Time (US & Canada)"), {}),
        (OldPage(url="https://007/"), {"site_url": "https://007/", "id_domain": "007"}),
        (OldPage(url="https://[x/"), {}),
        (OldPage(url="/status/"), {}),
        (OldPage(), {}),
    ],
)
def test_facts_read_back_as_text(found: OldPage, facts: dict[str, str]) -> None:
    written = page_facts(found)

    assert yaml.safe_load("\n".join(f"{key}: {value}" for key, value in written.items())) == (facts or None)


@pytest.mark.parametrize(
    ("found", "keys"),
    [
        (PLAIN, []),
        (OldPage(), []),
        (OldPage("New", "https://old.example.com/", "Etc/UTC"), ["site_name", "timezone"]),
        (OldPage(url="/status/"), ["site_url"]),
    ],
)
def test_what_differs_here(found: OldPage, keys: list[str]) -> None:
    here = Settings(name="Old", url="https://old.example.com/", id_domain="x", zone=ZoneInfo("Europe/Berlin"))

    assert [key for key, _, _ in differences(found, here)] == keys
