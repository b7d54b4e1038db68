"""An incident file's front matter, checked key by key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from statuary.model import ComponentStatus, Impact, Kind
from statuary.source import vocabulary
from statuary.source.front_matter_components import ComponentStatuses
from statuary.source.lookalikes import seen
from statuary.source.problems import Context, Findings, place, suggestion
from statuary.source.times import TimeError, parse_time
from statuary.source.vocabulary import SLUG
from statuary.source.yaml_text import Entry, Node

KEYS = (
    "title",
    "id",
    "type",
    "impact",
    "components",
    "starts",
    "ends",
    "auto",
    "from",
    "until",
    "started",
    "ended",
    "source",
    "aliases",
    "waive",
    "withdrawn",
)
ONLY_FOR = {
    "starts": Kind.MAINTENANCE,
    "ends": Kind.MAINTENANCE,
    "auto": Kind.MAINTENANCE,
    "from": Kind.NOTICE,
    "until": Kind.NOTICE,
    "started": Kind.INCIDENT,
    "ended": Kind.INCIDENT,
}
"""Keys that mean something for one kind only."""
_OF_INCIDENTS = {"starts": "started", "ends": "ended"}
MAX_TITLE = 200
_Value = TypeVar("_Value")


class FrontMatter:
    """Reads the values of one file's front matter into the fields of `Incident`."""

    def __init__(
        self, entries: dict[str, Entry], lines: list[str], findings: Findings, context: Context
    ) -> None:
        self._entries = entries
        self._lines = lines
        self._findings = findings
        self._context = context
        self.kind = self._read("type", self._kind) or Kind.INCIDENT

    def fields(self) -> dict[str, Any]:
        """Keyword arguments for `Incident`, without path, id and updates."""
        self._check_keys()
        values: dict[str, Any] = {
            "kind": self.kind,
            "title": self._title(),
            "impact": self._read("impact", self._impact),
            "components": self._read("components", self._components) or {},
            "starts": self._read("starts", self._time),
            "ends": self._read("ends", self._time),
            "auto_complete": self._read("auto", self._auto) or False,
            "visible_from": self._read("from", self._time),
            "visible_until": self._read("until", self._time),
            "started": self._read("started", self._time),
            "ended": self._read("ended", self._time),
            "source": self._read("source", self._text),
            "aliases": self._read("aliases", self._texts) or (),
            "waive": self._read("waive", self._reasons) or {},
        }
        self._check_window(values["starts"], values["ends"])
        if self.kind is Kind.NOTICE and values["impact"] not in (None, Impact.NONE):
            hint = "delete it, or set “type: incident”"
            self._wrong(self._entries["impact"], "a notice has no impact: it would not count", hint)
        return values

    def permanent_id(self) -> str | None:
        """The id that stays when the file is renamed; None where it is the file's name."""
        return self._read("id", self._id)

    def _id(self, entry: Entry) -> str | None:
        text = self._text(entry)
        if text is not None and not SLUG.fullmatch(text):
            hint = "only a-z, 0-9 and single hyphens; delete the line, and the file's name is the id"
            self._wrong(entry.value, f"“{text}” cannot be an id", hint)
            return None
        return text

    def place_of(self, key: str) -> tuple[int, int]:
        """Where a key stands, for problems that only the updates below bring to light."""
        return place(self._entries[key])

    def _read(self, key: str, reader: Callable[[Entry], _Value | None]) -> _Value | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.value.text == "":
            hint = f"write one, or delete “{key}:”"
            if key == "components":
                hint = "write each below it with two spaces before: “  checkout: partial_outage”"
            self._findings.error("wrong-value", place(entry), f"“{key}:” has no value", hint)
            return None
        return reader(entry)

    def _wrong(self, entry: Entry | Node, message: str, hint: str, rule: str = "wrong-value") -> None:
        self._findings.error(rule, place(entry), message, hint)

    def _check_keys(self) -> None:
        for key, entry in self._entries.items():
            if key not in KEYS:
                self._wrong(
                    entry, f"“{key}” is not a key of front matter", suggestion(key, KEYS), "unknown-key"
                )
            elif ONLY_FOR.get(key, self.kind) is not self.kind:
                hint = f"delete it, or set “type: {ONLY_FOR[key]}”"
                if self.kind is Kind.INCIDENT and key in _OF_INCIDENTS:
                    hint = f"write “{_OF_INCIDENTS[key]}”, or set “type: {ONLY_FOR[key]}”"
                self._wrong(entry, f"“{key}” does not belong to type {self.kind}", hint, "unknown-key")

    def _check_window(self, starts: datetime | None, ends: datetime | None) -> None:
        if self.kind is not Kind.MAINTENANCE:
            return
        for key in ("starts", "ends"):
            if key not in self._entries:
                hint = f"add “{key}: 2026-11-22 22:00 UTC” to the front matter, with the planned time"
                self._findings.error("window", (1, 1), f"a maintenance must say when it {key}", hint)
        if starts and ends and ends <= starts:
            self._wrong(
                self._entries["ends"],
                "the maintenance ends before it has begun",
                "check both times",
                "window",
            )

    def _text(self, entry: Entry) -> str | None:
        if entry.value.text is None:
            self._wrong(
                entry.value, f"“{entry.key}” must be text, not {entry.value.shape}", "write it on one line"
            )
            return None
        return entry.value.text.strip()

    def _title(self) -> str:
        entry = self._entries.get("title")
        if entry is None:
            hint = "add “title: what is wrong, in a customer's words”"
            self._findings.error("missing-key", (1, 1), "there is no title", hint)
            return ""
        title = self._read("title", self._text) or ""
        if entry.value.text and not seen(title).strip():
            self._wrong(
                entry, "the title is empty", "say what is wrong, in a customer's words", "missing-key"
            )
        if "\n" in title or len(title) > MAX_TITLE:
            self._wrong(
                entry,
                f"the title must be one line of at most {MAX_TITLE} characters",
                "say the rest in the text",
            )
        return title

    def _kind(self, entry: Entry) -> Kind | None:
        text = self._text(entry)
        if text is None:
            return None
        try:
            return Kind(text.lower())
        except ValueError:
            self._wrong(entry.value, f"“{text}” is not a type", suggestion(text, Kind))
            return None

    def _impact(self, entry: Entry) -> Impact | None:
        text = self._text(entry)
        impact = vocabulary.impact(text) if text is not None else None
        if text is not None and impact is None:
            self._wrong(entry.value, f"“{text}” is not an impact", suggestion(text, Impact))
        return impact

    def _auto(self, entry: Entry) -> bool:
        text = self._text(entry)
        if text is not None and text != "complete":
            self._wrong(
                entry.value, f"“auto: {text}” means nothing", "write “auto: complete”, or delete the line"
            )
        return text == "complete"

    def _time(self, entry: Entry) -> datetime | None:
        text = self._text(entry)
        if text is None:
            return None
        try:
            return parse_time(text, self._context.zones)
        except TimeError as error:
            self._wrong(entry.value, str(error), error.hint, "time")
            return None

    def _texts(self, entry: Entry) -> tuple[str, ...] | None:
        items = entry.value.items
        if items is None or any(not item.text for item in items):
            self._wrong(
                entry.value,
                f"“{entry.key}” must be a list of texts",
                f"write “{entry.key}:”, then “  - …” lines",
            )
            return None
        return tuple(item.text for item in items if item.text)

    def _reasons(self, entry: Entry) -> dict[str, str] | None:
        entries = entry.value.entries
        if entries is None or any(not item.value.text for item in entries.values()):
            self._wrong(
                entry.value,
                "“waive” needs a reason for each rule",
                "write “  rule: why it does not apply here”",
            )
            return None
        return {key: item.value.text or "" for key, item in entries.items()}

    def _components(self, entry: Entry) -> dict[str, ComponentStatus] | None:
        return ComponentStatuses(self.kind, self._lines, self._findings, self._context).read(entry)
