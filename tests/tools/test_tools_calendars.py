"""Which calendars there are, what is in each, and that khal reads them."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.calendars import DONE, MOVED, NAME, WORK, events
from support.command import build
from support.repository import COMPONENTS, MakeRepository


def test_a_component_has_its_own_and_so_has_recent_maintenance(repository: MakeRepository) -> None:
    root = repository({f"{NAME}.md": WORK, "2026-11-20-checkout.md": DONE})
    site = build(root)

    assert len(events(site / "calendar.ics")) == 2
    for component, name in (("search", NAME), ("checkout", "2026-11-20-checkout")):
        (event,) = events(site / "components" / component / "calendar.ics")
        assert event["UID"] == f"{name}@status.example.com"
        assert events(site / "incidents" / name / "calendar.ics")[0] == event


def test_long_past_maintenance_is_in_the_pages_calendar_alone(repository: MakeRepository) -> None:
    root = repository({"2026-08-20-checkout.md": DONE.replace("2026-11", "2026-08")})
    site = build(root)

    assert len(events(site / "calendar.ics")) == 1
    assert not (site / "incidents" / "2026-08-20-checkout" / "calendar.ics").exists()


def test_without_maintenance_a_calendar_is_valid_all_the_same(repository: MakeRepository) -> None:
    site = build(repository())

    assert events(site / "calendar.ics") == []
    assert "X-WR-CALNAME:Example status: Checkout" in (site / "components/checkout/calendar.ics").read_text()


def test_a_long_history_stays_small(repository: MakeRepository) -> None:
    start = datetime(2024, 1, 1, 8, tzinfo=UTC)
    files: dict[str, str | bytes] = {}
    for number in range(230):
        day = f"{start + timedelta(days=number):%Y-%m-%d}"
        files[f"{day}-checkout.md"] = DONE.replace("2026-11-21", day).replace("2026-11-20", "2023-12-31")
    site = build(repository({**files, f"{NAME}.md": WORK}))

    found = events(site / "calendar.ics")
    assert len(found) == 201
    assert found[0]["DTSTART"].dt == start + timedelta(days=30), "the newest are kept"
    assert found[-1]["UID"] == f"{NAME}@status.example.com"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")
def test_khal_imports_and_lists_it(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({f"{NAME}.md": WORK, "2026-11-20-checkout.md": DONE}, components=COMPONENTS)
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[status]]\npath = {tmp_path / 'calendar'}\n[locale]\nlocal_timezone = UTC\n"
        "default_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\ndefault_calendar = status\n"
    )
    (tmp_path / "calendar").mkdir()

    _khal(config, "import", "--batch", str(build(root) / "calendar.ics"))
    assert _listed(config) == [
        "2026-11-21 08:00-08:40 Checkout is renewed",
        "2026-11-23 22:00-23:00 Search moves",
    ]
    (root / "incidents" / f"{NAME}.md").write_text(WORK + MOVED)
    _khal(config, "import", "--batch", str(build(root) / "calendar.ics"))
    assert _listed(config)[1:] == ["2026-11-24 22:00-23:00 Search moves"], "the same event, moved"


def _listed(config: Path) -> list[str]:
    form = "{start-date} {start-time}-{end-time} {title}"
    lines = _khal(config, "list", "--format", form, "--day-format", "", "2026-11-20", "7d").splitlines()
    return [line.partition(";")[0] for line in lines if line.strip()]


def _khal(config: Path, *arguments: str) -> str:
    environment = os.environ | {"HOME": str(config.parent), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["khal", "-c", str(config), *arguments], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
