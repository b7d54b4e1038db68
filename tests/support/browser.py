"""The sites that the browser's tests look at: how they are built, served, and what is in the small one."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from support.repository import tree


def _program(*names: str) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")


CHROME = _program("chromium", "chromium-browser", "google-chrome")
"""The system's browser, as people have it."""

CHROMIUM = _program("chromium-headless-shell") or CHROME
"""The same without its windows, where there is that: a new profile takes it a quarter of the time."""

OpenPage = Callable[..., Page]
Serve = Callable[[Path], str]
InLanguage = Callable[[str], str]

KINDS = {
    "home": "",
    "open incident": "incidents/2026-11-22-card-payments-fail/",
    "past incident": "incidents/2026-08-03-api-errors/",
    "post-mortem": "incidents/2026-10-06-shops-unreachable/",
    "planned work": "incidents/2026-11-22-search-moves/",
    "notice": "incidents/2026-11-16-no-changes-in-the-busy-week/",
    "history": "history/",
    "month": "history/2026-11/",
    "component": "components/card-payments/",
    "maintenance": "maintenance/",
    "subscribe": "subscribe/",
    "extra page": "about/",
    "not found": "404.html",
}
"""A page of the example for every kind that there is."""

CONFIG = """\
site_name: Example status
site_url: {url}
docs_dir: incidents
theme:
  name: material
  language: {language}
  font: false
plugins:
  - statuary:
      timezone: UTC
      contacts:
        - name: Support
          url: https://help.example/
      mirrors: [https://second.example/]
"""
COMPONENTS = """\
groups:
  - name: Shop
    components:
      - id: checkout
        name: Checkout
      - id: search
        name: Search
  - name: Office
    components:
      - id: payouts
        name: Payouts
  - components:
      - id: mail
        name: Mail
"""
CARDS = """\
---
title: Some card payments fail
impact: major
components:
  checkout: partial_outage
---

## 2026-11-22 10:04 UTC — Investigating

- next update: 30 min
- who: customers who pay by card

About one card payment in five fails.

## 2026-11-22 10:31 UTC — Identified

- next update: 2026-11-22 11:00 UTC

A network link is the cause.
"""
RESOLVED = """
## 2026-11-22 10:52 UTC — Resolved

- checkout: operational

Card payments work again. Nobody was charged twice.
"""
SEARCH_MOVES = """\
---
title: Search moves
type: maintenance
starts: 2026-11-22 22:00 UTC
ends: 2026-11-22 23:00 UTC
components: [search]
---

## 2026-11-20 09:00 UTC — Scheduled

Search moves to faster machines.
"""
NIGHT = """\
---
title: Payouts are late
impact: minor
components:
  payouts: degraded_performance
---

## 2026-11-19 23:30 UTC — Investigating

Payouts are late.

## 2026-11-20 00:40 UTC — Resolved

- payouts: operational

All payouts are made. The cause was a queue that had grown long.

## 2026-11-20 15:00 UTC — Postmortem

We did not see the queue grow.

### Technical details

The worker q-7 had stopped.
"""
STORY = {
    "2026-11-22-cards.md": CARDS,
    "2026-11-22-search-moves.md": SEARCH_MOVES,
    "2026-11-19-payouts.md": NIGHT,
}
"""An open incident, work planned for the same evening, and what happened across a midnight."""

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "تتعذر بعض المدفوعات بالبطاقة"
WIDE = f"""\
---
title: {LONG} https://status.example.com/{LONG}
impact: minor
components:
  search: degraded_performance
---

## 2026-11-22 10:00 UTC — Investigating

- who: {LONG}
- workaround: "{LONG}/{LONG}"

`{LONG}{LONG}` and https://status.example.com/{LONG}{LONG}

    {LONG} {LONG}

| {LONG} | {LONG} | three | four |
|---|---|---|---|
| a | b | c | {LONG} |
"""
IN_ARABIC = f"""\
---
title: {ARABIC}
impact: major
components:
  checkout: partial_outage
---

## 2026-11-22 10:04 UTC — Investigating

- next update: 30 min
- workaround: استخدم التحويل المصرفي. Use IBAN DE12 3456.

نبحث عن السبب في payments-eu-1.
"""
WIDE_STORY = STORY | {"2026-11-22-wide.md": WIDE, "2026-11-22-arabic.md": IN_ARABIC}
"""Very long words, wide code and tables, and another script."""

WIDE_PAGES = [
    "", "incidents/2026-11-22-wide/", "incidents/2026-11-22-arabic/", "history/", "history/2026-11/",
    "components/search/", "maintenance/", "subscribe/", "404.html",
]  # fmt: skip

MORNING = "2026-11-22T10:40:00Z"
"""While card payments fail."""

EVENING = "2026-11-22T21:50:00Z"
"""Before search moves."""

MINUTE = 60_000
SEARCH_PAGE = "incidents/2026-11-22-search-moves/"
URL = "https://status.example.com/status/"


def make(root: Path, incidents: dict[str, str], *, config: str = CONFIG, language: str = "en") -> Path:
    """A repository whose page has no fixed moment, so that its clock can be moved."""
    files = {"mkdocs.yml": config.format(language=language, url=URL), "components.yaml": COMPONENTS}
    return tree(root, files | {f"incidents/{name}": text for name, text in incidents.items()})


def hero(page: Page) -> list[str]:
    """What stands at the top, part by part."""
    return [" ".join(text.split()) for text in page.locator("#hero > *").all_inner_texts()]
