"""A page with one incident of each kind that a communication record has to tell apart; it is 22 November 2026, noon."""

from support.repository import CONFIG, PLANNED

RECORD = CONFIG.replace("      contacts:", "      record: true\n      contacts:")
FEEDBACK = CONFIG.replace(
    "      contacts:", '      feedback: "https://forms.example.com/?about={id}&from=page"\n      contacts:'
)

CARDS = """\
---
title: Some card payments fail
impact: critical
started: 2026-10-05 10:00 UTC
---

## 2026-10-05 10:10 UTC — Investigating

- next update: 30 min

About one card payment in five fails.

## 2026-10-05 10:38 UTC — Identified

- next update: 30 min

A faulty link is the cause.

## 2026-10-05 12:00 UTC — Resolved

Card payments work again.

## 2026-10-07 12:00 UTC — Postmortem

A link was faulty.
"""
SLOW = """\
---
title: Search is slow
impact: minor
started: 2026-11-03 08:00 UTC
---

## 2026-11-03 10:10 UTC — Investigating

Search answers late.

## 2026-11-03 18:40 UTC — Resolved

Search is fast again.
"""
NIGHT = """\
---
title: "The shop was | down #1 [in the night]"
impact: critical
---

## 2026-11-04 10:10 UTC — Resolved

It was down in the night.
"""
LATE = """\
---
title: Orders are late
impact: major
---

## 2026-11-22 11:10 UTC — Investigating

- next update: 2026-11-22 12:40 UTC

Orders of today are late.
"""
STORY = {
    "2026-10-05-cards.md": CARDS,
    "2026-11-03-slow.md": SLOW,
    "2026-11-04-night.md": NIGHT,
    "2026-11-22-late.md": LATE,
    "2026-11-22-search-moves.md": PLANNED,
    "2026-11-20-work.md": PLANNED.replace("2026-11-23", "2026-11-20").replace(
        "ends:", "auto: complete\nends:"
    ),
}
