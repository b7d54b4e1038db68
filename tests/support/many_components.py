"""A page with very many components, and with much that happened to them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.browser import CONFIG, URL
from support.repository import tree

NOW = datetime(2026, 11, 22, 10, 40, tzinfo=UTC)
COUNT = 200
STATUSES = ("degraded_performance", "partial_outage", "major_outage")


def components(groups: int) -> str:
    """All of them in so many groups of one size; in none where it is 0."""
    names = [f"      - {{id: part-{n}, name: Service {n} in region {n % 7}}}\n" for n in range(COUNT)]
    size = COUNT // max(groups, 1)
    parts = ["".join(names[start : start + size]) for start in range(0, COUNT, size)]
    heads = [
        f"  - name: Group {n}\n    components:\n" if groups else "  - components:\n"
        for n in range(len(parts))
    ]
    return "groups:\n" + "".join(head + part for head, part in zip(heads, parts, strict=True))


def incident(number: int, *, is_open: bool = False) -> str:
    """An hour in which four of them failed."""
    start = NOW - timedelta(minutes=40) if is_open else NOW - timedelta(days=1 + number * 1.4)
    named = "".join(
        f"  part-{(number * 17 + step * 31) % COUNT}: {STATUSES[(number + step) % 3]}\n" for step in range(4)
    )
    over = start + timedelta(hours=1)
    end = "" if is_open else f"\n## {over:%Y-%m-%d %H:%M} UTC — Resolved\n\nAll of it works again.\n"
    return (
        f"---\ntitle: Requests fail in region {number % 7}, case {number}\ncomponents:\n{named}---\n\n"
        f"## {start:%Y-%m-%d %H:%M} UTC — Investigating\n\nSome requests fail.\n{end}"
    )


def many_components(root: Path, groups: int) -> Path:
    """The repository: sixty incidents in ninety days, and one that is open."""
    files = {"mkdocs.yml": CONFIG.format(language="en", url=URL), "components.yaml": components(groups)}
    files |= {f"incidents/case-{number}.md": incident(number) for number in range(60)}
    return tree(root, files | {"incidents/open.md": incident(60, is_open=True)})
