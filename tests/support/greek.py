"""The example page in a language that nobody speaks: Greek letters for its authors, marks around our own words.

Dates are Greek ones. So whatever letter is left that is not Greek and not within marks was forgotten: a word of ours
that no catalogue can translate.
"""

from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from statuary.building.site_build import composer_rules
from statuary.model import (
    ComponentStatus,
    Contact,
    Correction,
    Impact,
    Incident,
    Kind,
    Settings,
    Site,
    Stage,
    Update,
    Withdrawal,
)
from statuary.render.environment import environment
from statuary.render.frame import page_frame
from statuary.render.outputs import Job, write_site
from statuary.render.wording.language import Language
from statuary.render.wording.page_languages import template
from statuary.resources import example, template_folders
from statuary.source import load
from statuary.status import page_state

M = TypeVar("M", bound=BaseModel)
LATIN, GREEK = "abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπχρστθωςχυζ"
_LETTERS = str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper())
_WRITTEN = {"name", "title", "description", "text", "who", "workaround", "estimate", "correction"}
OPEN, CLOSED = "⟦", "⟧"
NOW = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)


class Marked(NullTranslations):
    """Every message between marks. What `messages.pot` lacks is an error: nobody could translate it."""

    def __init__(self) -> None:
        super().__init__()
        self.known = {(message.id, message.context) for message in template() if message.id}
        self.said: set[object] = set()

    def gettext(self, message: str) -> str:
        return self._mark((message, None), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark(((msgid1, msgid2), None), msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._mark((message, context), message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._mark(((msgid1, msgid2), context), msgid2)

    def _mark(self, key: object, words: str) -> str:
        assert key in self.known, (
            f"{key!r} is not in messages.pot: python tests/languages/extract.py collects it"
        )
        self.said.add(key)
        return f"{OPEN}{words}{CLOSED}"


def greek(written: M) -> M:
    """What people wrote in Greek letters; ids, addresses and times stay."""
    changed: dict[str, Any] = {}
    for name, value in written:
        if name in _WRITTEN and isinstance(value, str):
            changed[name] = value.translate(_LETTERS)
        elif isinstance(value, BaseModel):
            changed[name] = greek(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            changed[name] = tuple(greek(one) for one in value)
    return written.model_copy(update=changed)


def _update(minutes: int, stage: Stage, text: str = "Text.", **more: Any) -> Update:
    return Update(at=NOW - timedelta(minutes=minutes), stage=stage, text=text, **more)


def _incident(key: str, *updates: Update, **more: Any) -> Incident:
    return Incident(id=key, path=f"incidents/{key}.md", title="A title", updates=updates, **more)


def _window(start: float, hours: float = 1) -> dict[str, Any]:
    starts = NOW + timedelta(hours=start)
    return {"kind": Kind.MAINTENANCE, "starts": starts, "ends": starts + timedelta(hours=hours)}


DOWN, SLOW = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.DEGRADED_PERFORMANCE
WORSE = (
    _incident("m1", _update(90, Stage.SCHEDULED), **_window(-2)),
    _incident("m2", _update(90, Stage.SCHEDULED), _update(30, Stage.VERIFYING), **_window(-2)),
    _incident("m3", _update(90, Stage.SCHEDULED), _update(80, Stage.CANCELLED), **_window(-2)),
    _incident(
        "i1",
        _update(
            70,
            Stage.INVESTIGATING,
            "![](https://a.example/1.png)",
            next_update=NOW - timedelta(minutes=5),
            correction="A word",
            estimate="Soon",
        ),
        components={"checkout": DOWN, "404": SLOW},
    ),
    _incident("i2", _update(60, Stage.MONITORING), impact=Impact.NONE),
    _incident(
        "i3",
        _update(50, Stage.INVESTIGATING, "", is_fallback=True),
        being_corrected=Correction(version=NOW),
    ),
    _incident("i4", _update(50, Stage.INVESTIGATING, "", is_fallback=True), being_corrected=Correction()),
    _incident("i5", _update(50, Stage.INVESTIGATING), being_corrected=Correction(version=NOW)),
    _incident("i6", _update(50, Stage.INVESTIGATING), being_corrected=Correction()),
    _incident("n1", _update(60, Stage.NOTICE), kind=Kind.NOTICE),
)
"""What the example's story does not have."""

ALONE = {
    "watched": (_incident("i", _update(50, Stage.MONITORING), components={"search": SLOW}),),
    "watched, whatever it is": (_incident("i", _update(60, Stage.MONITORING), impact=Impact.MINOR),),
    "just over": (
        _incident("i", _update(60, Stage.IDENTIFIED), _update(0, Stage.RESOLVED), impact=Impact.MINOR),
    ),
    "without a word": (_incident("i", _update(60, Stage.INVESTIGATING, ""), impact=Impact.MINOR),),
    "harmless": (_incident("i", _update(60, Stage.IDENTIFIED), impact=Impact.NONE),),
    "works": (
        _incident("m", _update(90, Stage.SCHEDULED), components={"search": SLOW}, **_window(-0.5)),
        _incident("m2", _update(90, Stage.SCHEDULED), **_window(-0.5)),
    ),
    "verified": (_incident("m", _update(90, Stage.SCHEDULED), _update(1, Stage.VERIFYING), **_window(-0.5)),),
    "soon": (_incident("m", _update(90, Stage.SCHEDULED), **_window(30, 48)),),
    "told afterwards": (_incident("i", _update(5, Stage.RESOLVED), impact=Impact.MAJOR),),
    "gone wrong": (
        _incident(
            "m",
            _update(90, Stage.SCHEDULED),
            _update(10, Stage.UPDATE, components={"search": DOWN}),
            **_window(-0.5),
        ),
        _incident("i", _update(60, Stage.IDENTIFIED)),
    ),
    "much": tuple(
        _incident(
            f"i{number}",
            _update(90, Stage.IDENTIFIED),
            _update(60, Stage.RESOLVED),
            components={"search": DOWN},
        )
        for number in range(60)
    ),
    "much at once": tuple(
        _incident(f"i{number}", _update(90, Stage.INVESTIGATING), impact=Impact.MINOR) for number in range(30)
    ),
}
"""What one state of things says, without the story."""

_DAY = 24 * 60
_OUTAGE = (_update(60 * _DAY, Stage.INVESTIGATING), _update(60 * _DAY - 60, Stage.RESOLVED))
_WORST: dict[str, Any] = {"impact": Impact.CRITICAL}
RECORDED = (
    _incident("r1", *_OUTAGE, _update(2 * _DAY, Stage.POSTMORTEM), **_WORST),
    _incident("r2", *_OUTAGE, waive={"postmortem-owed": "Known"}, **_WORST),
    _incident("r3", _update(9, Stage.INVESTIGATING), _update(0, Stage.RESOLVED), source="cstate:a", **_WORST),
    _incident("r4", *_OUTAGE, _update(2 * _DAY, Stage.POSTMORTEM), impact=Impact.MINOR),
    _incident("r5", *_OUTAGE, source="cstate:b", **_WORST),
    _incident("r6", _update(90, Stage.INVESTIGATING, next_update=NOW + timedelta(minutes=9)), **_WORST),
)
"""What a communication record tells apart."""
WITHDRAWN = Withdrawal(id="w1", path="incidents/w1.md", reason="A mistake")


def sites() -> dict[str, tuple[Site, datetime]]:
    """Sites and moments that together say nearly every message."""
    told = load(example()).site
    assert told is not None
    mail = (Contact(name="Email", url="https://mail.example/"),)
    options = {"mirrors": ("https://second.example/",), "record": True, "feedback": "https://a.example/{id}"}
    settings = told.settings.model_copy(update={"subscribe": mail, **options})
    told = told.model_copy(update={"settings": settings})
    of = {name: told.model_copy(update={"incidents": incidents}) for name, incidents in ALONE.items()}
    of["worse"] = told.model_copy(update={"incidents": (*told.incidents, *WORSE)})
    of["recorded"] = told.model_copy(update={"incidents": RECORDED, "withdrawn": (WITHDRAWN,)})
    of["quiet"] = told.model_copy(update={"incidents": ()})
    of["all down"] = of["quiet"].model_copy(update={"incidents": (_all_down(told),)})
    of["empty"] = Site(settings=Settings(name="Empty", url="https://e.example/", id_domain="e.example"))
    days = {f"the example, {day} days on": (told, NOW + timedelta(days=day)) for day in (0, 0.5, 14, -20)}
    return days | {name: (site, NOW) for name, site in of.items()}


def _all_down(told: Site) -> Incident:
    return _incident("i", _update(9, Stage.IDENTIFIED), components={one.id: DOWN for one in told.components})


def build(site: Site, now: datetime, folder: Path) -> Marked:
    """Writes the site, and says what it said."""
    words = Marked()
    language = Language("el", words)
    state = page_state(greek(site), now)
    frame = page_frame(state, language, [("Σελίδα", "about/")])
    env = environment(template_folders(None), language)
    write_site(Job(frame, env, folder, composer_rules(example(), "el")), None)
    return words
