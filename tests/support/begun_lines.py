"""Lines that begin like an update and are none, made of times, dress, signs and words as people type them."""

from collections.abc import Iterator

TIMES = (
    "2026-11-22 11:30 UTC", "2026-11-22 11:30", "2026-11-22T11:30Z", "2026-11-22T13:30:00+02:00",
    "2026-11-22 13:30 +02:00", "2026-11-22 11:30 XYT", "2026-11-22 11:30 (UTC)", "2026-11-22, 11:30 UTC",
    "2026-11-22 at 11:30 UTC", "2026-11-22 11.30", "2026-11-22 11h30 UTC", "2026-11-22 1130 UTC",
    "2026-11-22 11:30 am", "2026-11-22 11:30:00 UTC", "2026-11-22 11:30 UTC (12:30 XYT)",
    "2026-11-22 11:30 UTC / 12:30 XYT", "2026-11-22 13:30 UTC+2", "2026-11-22 11:30 Local Time",
    "20261122 11:30", "2026/11/22 11:30", "22.11.2026 11:30", "22.11.2026, 11:30 Uhr", "22/11/2026 11:30",
    "11/22/2026 11:30 AM", "22-Nov-2026 11:30", "22 Nov 2026 11:30", "22 November 2026, 11:30 UTC",
    "Nov 22, 2026 11:30 UTC", "November 22nd, 2026 at 11:30 UTC", "Nov 22, 11:30 UTC", "11:30 UTC, 22 Nov 2026",
    "Sun 2026-11-22 11:30 UTC", "Sunday, 22 November 2026 11:30 UTC", "Sun, 22 Nov 2026 11:30:00 GMT",
    "So, 22.11.2026 11:30", "2026\u201111\u201122 11:30 UTC", "２０２６-11-22 11:30 UTC",
)  # fmt: skip
"""All of them the same moment."""
DRESS = (
    "{}", "### {}", "#### {}", "> {}", ">> {}", "- {}", "* {}", "+ {}", "\u2022 {}", "1. {}", "12) {}", "- [ ] {}",
    "- [x] {}", "> - {}", "**{}**", "*{}*", "__{}__", "~~{}~~", "> **{}**", "- **{}**", "| {} |", "[{}]", "({})",
    "[{}](https://status.example.com/a)", "<b>{}</b>", "<li>{}", "`{}`", "  {}", "\t{}", "    {}", "\u26a0\ufe0f {}",
    "\u200b{}", "\\## {}", "\u201c{}\u201d", "Update: {}", "UPDATE 2 - {}", "[Update] {}", "**Update:** {}", "&gt; {}",
)  # fmt: skip
SIGNS = (" — ", " – ", " - ", " -- ", ": ", " : ", " | ", " · ", " → ", " => ", "—", " \u2212 ", " / ", "; ")
WORDS = (
    "it fails again", "Investigating: it fails again", "Still investigating", "Investigating (again)",
    "503 errors are back", "Re-opened: it fails", "5 % of all payments fail",
)  # fmt: skip


def begun_lines() -> Iterator[str]:
    """Every time in half of the dress, now around the time, now around the line, with the other parts in turn."""
    for number, time in enumerate(TIMES):
        for turn in range(number, number + len(DRESS), 2):
            dress = DRESS[turn % len(DRESS)]
            sign, words = SIGNS[turn % len(SIGNS)], WORDS[turn % len(WORDS)]
            yield dress.format(time) + sign + words if turn % 3 else dress.format(time + sign + words)
