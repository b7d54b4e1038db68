"""Draw updates of imported repositories by chance, for a person to judge: `python tests/rules/draw.py REPOSITORY…`.

The same seed draws the same updates, so that nobody can choose those on which a rule is right.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from statuary.model import Incident, Kind
from statuary.source import load

SEED = 20261130
EACH = 21
"""So many of each kind of place and impact, where there are as many."""


def draw(root: Path) -> Iterator[tuple[Incident, int]]:
    """Incidents with the number of an update, evenly over first, middle and last, and over impacts."""
    site = load(root).site
    assert site is not None
    cells = defaultdict(list)
    for incident in sorted(site.incidents, key=lambda one: one.id):
        for index in range(len(incident.updates)):
            cells[place(index, len(incident.updates)), str(incident.impact)].append((incident, index))
    chance = random.Random(SEED)
    for key in sorted(cells):
        if key[1] != "none":
            yield from chance.sample(cells[key], min(EACH, len(cells[key])))


def place(index: int, count: int) -> str:
    """Where an update stands in its incident; an only one is its last."""
    return "last" if index == count - 1 else "middle" if index else "first"


def main() -> None:
    """What was drawn, with the update before it."""
    for root in map(Path, sys.argv[1:]):
        for incident, index in draw(root):
            update = incident.updates[index]
            before = incident.updates[index - 1].text[:150] if index else ""
            kind = "" if incident.kind is Kind.INCIDENT else f" {incident.kind}"
            print(f"@ {incident.id}#{index}/{len(incident.updates)} {incident.impact}{kind} {update.stage}")
            print(f"T {incident.title}\n" + (f"< {before}\n" if before else "") + f"> {update.text}\n")


if __name__ == "__main__":
    main()
