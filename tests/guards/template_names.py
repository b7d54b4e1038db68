"""What templates get, as a part of overrides/README.md: `python tests/guards/template_names.py` writes it anew."""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jinja2
from markupsafe import Markup

from statuary.model import Problem, Settings
from statuary.render.badges import Badge
from statuary.render.composer.composer_page import ComposeView
from statuary.render.environment import Inlined, environment
from statuary.render.feeds.feed_item import FeedBody
from statuary.render.feeds.history_feeds import HistoryItem
from statuary.render.frame import Frame, Page
from statuary.render.messages.mail_form import MailView
from statuary.render.pages.ahead import Later
from statuary.render.pages.component_page import ComponentPage
from statuary.render.pages.extra_page import ExtraView
from statuary.render.pages.history_page import HistoryView, MonthView
from statuary.render.pages.home import HomeView
from statuary.render.pages.incident_page import IncidentView
from statuary.render.pages.maintenance_page import MaintenanceView
from statuary.render.pages.site_pages import NotFoundView
from statuary.render.pages.subscribe import SubscribeView
from statuary.render.record.record_view import RecordView

FOLDER = Path(__file__).parents[2] / "overrides"
README = FOLDER / "README.md"
HEADING = "## What a template gets\n"
NOTE = "<!-- Made by tests/guards/template_names.py: do not edit this part. -->\n"
VIEWS: Mapping[str, type] = {
    "404.html": NotFoundView,
    "component.html": ComponentPage,
    "extra.html": ExtraView,
    "feed-item.html": FeedBody,
    "history-item.html": HistoryItem,
    "history.html": HistoryView,
    "home.html": HomeView,
    "incident.html": IncidentView,
    "mail.html": MailView,
    "maintenance.html": MaintenanceView,
    "month.html": MonthView,
    "post.html": ComposeView,
    "record.html": RecordView,
    "subscribe.html": SubscribeView,
}
"""What `view` is in each template. `test_template_names.py` holds it against a build."""
GLOBALS = {
    "_": 'a text in the page\'s language: `_("words")`, `_("in %(place)s", place=…)`',
    "ngettext": 'the same for a number: `ngettext("%(count)s day", "%(count)s days", number)`',
    "pgettext": 'a word that is another one elsewhere, with what it is said of: `pgettext("menu", "Maintenance")`',
    "npgettext": "both",
    "labelled": "`Label: value`, with the mark of the page's language",
    "aside": "`(note)`, in its brackets",
    "beside": "short facts in one line: `one · other`",
    "together": "sentences that follow each other",
    "settings": "`Settings`",
    "direction": 'of a text that somebody wrote: `"rtl"`, or `"ltr"`',
    "palette": "the colours of `palette.json`: `palette.light.ok`, `palette.dark.critical`, …",
    "short": "a colour as short as CSS allows: `#fff` for `#ffffff`",
    "most_lines": "so many components a list shows before the rest is folded",
    "times": "the patterns of days and clocks, for the script",
    "inline": "style sheets and scripts by the name of their file, each an `Inlined`",
    "preview": "yes where `statuary serve` shows the page",
    "problems": "the errors that `statuary serve` shows on top, a list of `Problem`",
}
PLAIN = {str: "text", int: "number", float: "number", bool: "yes or no", Markup: "safe HTML", Any: "anything"}
MACRO = re.compile(r"(?:{# ((?:(?!#}).)*) #}\n)?{% macro (.*?) -?%}", re.DOTALL)
BLOCK = re.compile(r"{%-? block (\w+)")


def part() -> str:
    """The whole part of the document."""
    lines = [
        HEADING,
        NOTE,
        "A page's own part is `view`; `page`, `frame` and `later` are the same kind of thing on each:\n",
    ]
    lines += ["| Template | `view` is |", "|---|---|"]
    lines += [f"| `{name}` | `{view.__name__}` |" for name, view in VIEWS.items()]
    lines += [
        "",
        "`badge.svg` gets `badge` (a `Badge`) and `frame`. Besides, every page has `page` (`Page`),",
    ]
    lines += [
        "`frame` (`Frame`) and `later` (a list of `Later`). In all templates there are:\n",
        "| Name | What it is |",
        "|---|---|",
    ]
    lines += [f"| `{name}` | {GLOBALS[name]} |" for name in _globals()]
    lines += [
        "",
        "From `parts.html` (as `part`) and `icons.html`:\n",
        "| Macro | What it makes |",
        "|---|---|",
    ]
    lines += [f"| `{call}` | {about} |" for call, about in _macros("parts.html", "icons.html")]
    blocks = BLOCK.findall((FOLDER / "statuary/base.html").read_text(encoding="utf-8"))
    lines += [
        "",
        f"Blocks of `base.html` that a page may fill: {', '.join(f'`{one}`' for one in dict.fromkeys(blocks))}.\n",
    ]
    lines += ["| Kind | What it is | What is in it |", "|---|---|---|"]
    lines += [f"| `{kind.__name__}` | {_about(kind)} | {_contents(kind)} |" for kind in kinds()]
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """The document with the part as it is now, in its place before the last heading."""
    before, _, rest = text.partition(HEADING)
    return before + part() + "\n" + rest[rest.index("\n## ") + 1 :]


def _globals() -> list[str]:
    env = environment([FOLDER])
    return [name for name in env.globals if name not in jinja2.Environment().globals]


def _macros(*names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        for about, call in MACRO.findall((FOLDER / "statuary" / name).read_text(encoding="utf-8")):
            yield call, " ".join(about.split())


def kinds() -> list[type]:
    """Every kind of thing that can be reached, by name."""
    found: set[type] = set()
    left: list[type] = [*VIEWS.values(), Page, Frame, Later, Badge, Inlined, Problem, Settings]
    while left:
        kind = left.pop()
        if kind not in found:
            found.add(kind)
            left += _within(kind)
    return sorted(found, key=lambda kind: kind.__name__)


def _within(kind: type) -> Iterator[type]:
    for hint in _fields(kind).values():
        yield from (one for one in _leaves(hint) if one.__module__.startswith("statuary."))


def _fields(kind: type) -> Mapping[str, Any]:
    if issubclass(kind, Enum) or not hasattr(kind, "__annotations__"):
        return {}
    hints = {
        name: get_type_hints(one.fget)["return"]
        for name, one in vars(kind).items()
        if isinstance(one, property)
    }
    return {
        name: hint
        for name, hint in (get_type_hints(kind) | hints).items()
        if name[0] != "_" and name not in ("model_config", "state")
    }


def _leaves(hint: Any) -> Iterator[type]:
    inner = get_args(hint)
    if not inner and isinstance(hint, type):
        yield hint
    for one in inner:
        yield from _leaves(one)


def _about(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split()).replace("|", "\\|")


def _contents(kind: type) -> str:
    if issubclass(kind, Enum):
        return ", ".join(f"`{one.value}`" for one in kind)
    fields = [f"`{name}`: {_said(hint)}" for name, hint in _fields(kind).items()]
    calls = [f"`{name}()`" for name, one in vars(kind).items() if inspect.isfunction(one) and name[0] != "_"]
    own = calls if kind.__module__.startswith("statuary.render") else []
    return ", ".join([*fields, *own])


def _said(hint: Any) -> str:
    inner: Sequence[Any] = [one for one in get_args(hint) if one is not Ellipsis]
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return " or ".join("nothing" if one is NoneType else _said(one) for one in inner)
    if origin is Literal:
        return " or ".join(f"“{one}”" for one in inner)
    if origin is tuple and Ellipsis not in get_args(hint):
        return f"({', '.join(_said(one) for one in inner)})"
    if origin is not None and len(inner) == 2 and issubclass(origin, Mapping):
        return f"{_said(inner[1])} by {_said(inner[0])}"
    if origin is not None and inner:
        return f"list of {_said(inner[0])}"
    return PLAIN.get(hint) or f"`{hint.__name__}`"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
