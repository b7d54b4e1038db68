"""The composer's script writes the same text as the commands do: both get the same texts, times and templates."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from statuary.model import ComponentStatus, Impact, Incident, Kind, Stage, Update
from statuary.posting.draft import incident_id
from statuary.posting.slots import escaped
from statuary.posting.template_files import templates
from statuary.posting.templates import Template, fill, published
from statuary.render.wording.instants import Times, iso
from statuary.render.wording.language import Language
from statuary.source.escape import escape_text
from statuary.source.vocabulary import kept_slug
from statuary.source.write import incident_text, one_line, scalar, update_text
from support.begun_lines import begun_lines
from support.browser import OpenPage, Serve
from support.command import build
from support.composer import NOW, PHONE, repository
from support.examples import THOROUGH, some, whole
from support.places import ROOT

T = TypeVar("T")
AT = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)
FOLDERS = ("tests/example_files", "incidents")
LETTERS = (
    "-+*#=:_`~<>|[]()\\\"'.!/ \t\r\n—–·→\u2028\u00a0\ufeff\u200b\u0085\x07٠１２½ſKİı𝟙 down 10:04 Resolved"
)
CALL = """([name, calls]) => {
  const write = writer(JSON.parse(document.getElementById("data").textContent).grammar)
  return calls.map(call => write[name](...call))
}"""


@pytest.fixture(scope="module")
def address(built: Callable[[], tuple[Path, str]]) -> str:
    return built()[1] + "post/"


@pytest.fixture(scope="module")
def there(address: str, open_for_all: OpenPage) -> Page:
    """The composer, of which only functions are called."""
    return open_for_all(address, **PHONE)


@pytest.fixture(scope="module")
def written(there: Page) -> Callable[..., list[Any]]:
    """Calls a function of the page's script once for each of these arguments."""
    return lambda name, calls: list(there.evaluate(CALL, [name, [list(call) for call in calls]]))


def dressed() -> Iterator[str]:
    """Attributes in whatever hides them, alone and below words."""
    ways = (
        "`- {}`",
        "- **`{}`**",
        "> {}",
        "1. {}",
        "[{}](https://a.example)",
        "```\n{}\n```",
        "~~~x\n\n{}\n~~~",
        "    {}",
    )
    said = (
        "checkout: down",
        "checkout | down",
        "| a | checkout | down |",
        "<td>checkout</td><td>down</td>",
        "api down",
    )
    for way, words in product(
        ways, (*said, "`checkout`: `down`", "__impact__ = critical", "<b>next update</b>: x &amp;")
    ):
        yield way.format(words)
        yield f"Words.\n\n{way.format(words)}\n{words}"


def corpus() -> list[str]:
    """Every file and line that the tests of the reader have, and disorder made of them."""
    files = [path.read_bytes() for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")]
    texts = [content.decode(errors="replace") for content in files]
    lines = sorted({line for text in texts for line in text.split("\n")})
    chance = random.Random(1)
    mixed = ["\n".join(chance.choices(lines, k=chance.randint(2, 8))) for _ in range(500)]
    soup = ["".join(chance.choices(LETTERS, k=chance.randint(1, 60))) for _ in range(500)]
    begun = [f"{space}{line}" for line in begun_lines() for space in ("", "  > ", "a\n\n    ")]
    return [*texts, *lines, *mixed, *soup, *begun, *dressed()]


TEXTS = corpus() if THOROUGH else corpus()[::5]
NO_HAN = [
    text for text in TEXTS if not re.search("[\u3400-\u9fff\uf900-\ufaff]", text)
]  # see composer_letters.py


def compare(texts: Sequence[T], ours: Sequence[object], theirs: Sequence[object]) -> None:
    assert [(text, one, other) for text, one, other in zip(texts, ours, theirs, strict=True) if one != other][
        :3
    ] == []


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("escapeText", escape_text),
        ("oneLine", one_line),
        ("scalar", scalar),
        ("slug", kept_slug),
        ("published", published),
        ("nameMarks", escaped),
    ],
)
def test_texts(written: Callable[..., list[Any]], name: str, ours: Callable[[str], str]) -> None:
    texts = NO_HAN if name == "slug" else TEXTS
    compare(texts, [ours(text) for text in texts], written(name, [[text] for text in texts]))


def test_updates(written: Callable[..., list[Any]]) -> None:
    chance = random.Random(2)
    updates = [_update(chance) for _ in range(300)]
    theirs = written("updateText", [[_as_script(update)] for update in updates])
    compare(updates, [update_text(update) for update in updates], theirs)


def _update(chance: random.Random) -> Update:
    def words() -> str | None:
        return chance.choice([None, one_line(chance.choice(TEXTS))[:200] or None])

    def moment() -> datetime | None:
        return chance.choice([None, AT + timedelta(seconds=chance.randint(1, 10**6))])

    return Update(
        at=AT + timedelta(seconds=chance.choice([0, 5])),
        stage=chance.choice(list(Stage)),
        text=chance.choice(TEXTS),
        next_update=moment(),
        who=words(),
        workaround=words(),
        estimate=words(),
        impact=chance.choice([None, *Impact]),
        starts=moment(),
        ends=moment(),
        components=dict.fromkeys(
            chance.sample(["checkout", "search", "api"], 2), chance.choice(list(ComponentStatus))
        ),
    )


def _as_script(update: Update) -> dict[str, Any]:
    """As post-update.js has it: milliseconds, and nothing for None."""
    told = {key: value for key, value in update.model_dump(mode="python").items() if value is not None}
    moments = {key: value.timestamp() * 1000 for key, value in told.items() if isinstance(value, datetime)}
    told |= moments
    return {**told, "nextUpdate": told.get("next_update", 0)}


TITLES = ["Search is slow", "no", "Errors #42", "a: b", "“x” ö", "<!-- x", "'", '"', "- x", "007"]


@pytest.mark.parametrize("kind", some([Kind.INCIDENT, Kind.MAINTENANCE], 2))
def test_files(written: Callable[..., list[Any]], kind: Kind) -> None:
    incidents = list(_incidents(kind))
    compare(
        incidents, [incident_text(one) for one in incidents], written("incidentText", map(_file, incidents))
    )


def _incidents(kind: Kind) -> Iterator[Incident]:
    down = {"search": ComponentStatus.MAJOR_OUTAGE, "api": ComponentStatus.UNDER_MAINTENANCE}
    stage = Stage.SCHEDULED if kind is Kind.MAINTENANCE else Stage.INVESTIGATING
    window = {"starts": AT, "ends": AT + timedelta(hours=1)} if kind is Kind.MAINTENANCE else {"started": AT}
    known = {
        "id": "x",
        "path": "x",
        "kind": kind,
        "updates": (Update(at=AT, stage=stage, text="It is slow."),),
    }
    for components in ({}, down, {"api": ComponentStatus.UNDER_MAINTENANCE}):
        for impact in (None, Impact.MINOR):
            fields = {"impact": impact, "components": components, **known, **window}
            yield from (Incident.model_validate({"title": title, **fields}) for title in TITLES)


def _file(incident: Incident) -> list[dict[str, Any]]:
    moments = {
        key: at.timestamp() * 1000 for key in ("starts", "ends", "started") if (at := getattr(incident, key))
    }
    fields = incident.model_dump(include={"title", "kind", "impact", "components"})
    return [{**fields, **moments, "update": _as_script(incident.updates[0])}]


LETTERED = (
    "Störung bei Zahlungen", "Cafe\u0301s geschlossen", "Groß, Ærø, Łódź", "Сбой объектов", "Πληρωμές",
    "تعذّر الدفع", "תשלומים", "भुगतान विफल", "ชำระเงินไม่ได้", "결제 실패", "がぎぱ サービス", "ნაღდი",
    "Տարադրամ", "Việt Nam", "Search’s", "½ ① € 🚀",
)  # fmt: skip


def test_names_of_files(written: Callable[..., list[Any]]) -> None:
    titles = [*NO_HAN[:400], "x" * 80, "a " * 50, "taken", *LETTERED]
    taken = ["2026-11-22-taken", "2026-11-22-taken-2", "2026-11-22-incident"]
    theirs = written("incidentId", [[title, AT.timestamp() * 1000, taken] for title in titles])
    compare(titles, [incident_id(title, AT, taken) for title in titles], theirs)


def test_templates(written: Callable[..., list[Any]]) -> None:
    values = {
        "components": "A, B and C",
        "next_update": "11:00 UTC",
        "support": "[Help](https://help.example/)",
    }
    odd = "{who}\n\n\n<!-- {who}\n-->\n{components}\n### A\n#### B\n"
    shipped = [*templates(ROOT, "en"), Template("x", "", {}, odd, False)]
    more = {"who": "all", "duration": "1 hour", "ended": "10:00 UTC", "started": "9:00 UTC"}
    for given in (values, {}, values | more):
        ours = [fill(one, given).text for one in shipped]
        assert written("fill", [[one.text, given] for one in shipped]) == ours
        assert written("published", [[text] for text in ours]) == [published(text) for text in ours]


@pytest.mark.parametrize(
    ("zone", "tag"), [("Europe/Berlin", "en"), whole("America/Sao_Paulo", "de"), whole("UTC", "de")]
)
def test_times(tmp_path: Path, open_page: OpenPage, serve: Serve, zone: str, tag: str) -> None:
    root = repository(tmp_path / "repository", language=tag)
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.replace("timezone: UTC", f"timezone: {zone}"))
    build(root, site=tmp_path / "site", now=NOW)
    page = open_page(serve(tmp_path / "site") + "post/", NOW, **PHONE)
    times = Times(ZoneInfo(zone), Language(tag))
    for at in (AT, *(AT + timedelta(hours=hours) for hours in (1, 20, 24 * 40, 24 * 150, 24 * 230))):
        said = _look(page, f"near({at.timestamp() * 1000}, {AT.timestamp() * 1000})")
        assert said == times.near(at, AT).text, iso(at)


def test_durations_and_lists(there: Page) -> None:
    page, language = there, Language()
    for minutes in (1, 5, 60, 61, 125, 1440, 1505, 3000):
        assert _look(page, f"duration({minutes * 60_000})") == language.duration(timedelta(minutes=minutes))
    for names in (["A"], ["A", "B"], ["A", "B", "C"]):
        assert _look(page, f"listed({names})") == language.listed(names)


def _look(page: Page, call: str) -> str:
    return str(page.evaluate(f'previewer(JSON.parse(document.getElementById("data").textContent)).{call}'))
