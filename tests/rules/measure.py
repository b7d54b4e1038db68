"""How often each rule is right: `python tests/rules/measure.py REPOSITORY [LABELS]`.

REPOSITORY is any page in Statuary's form, such as `statuary init --from` makes; each of its updates is judged as it was
when it was posted. LABELS are verdicts of a reader in JSON lines, updates counted from the oldest:

    {"incident": "2026-01-01-name", "update_index": 0, "rules": ["next-update"], "unsure": []}

A finding on a labelled update is right where `rules` names it, not counted where `unsure` does, else wrong. Rules of
titles are judged on first updates alone, and those that count only where some label names them. Lines of other
repositories are left out.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from statuary.model import Site
from statuary.rules import RULES, Case, Force, Rule, RuleContext, Scope
from statuary.source import load

ENOUGH, LEAST = 10, 0.9
"""A rule that speaks is right nine times of ten, over at least ten decided hits."""

Label = tuple[frozenset[str], frozenset[str]]
Place = tuple[str, int]


@dataclass
class Measured:
    """Counts by rule: findings on all updates, and on those that were judged, by the reader's verdict."""

    updates: int = 0
    judged: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, rule: str, verdict: str) -> None:
        """Count one finding on a judged update."""
        self.verdicts.setdefault(rule, Counter())[verdict] += 1

    def precision(self, rule: str) -> float | None:
        """Right among decided; None where nothing was decided."""
        counts = self.verdicts.get(rule, Counter())
        decided = counts["right"] + counts["wrong"]
        return counts["right"] / decided if decided else None

    def is_too_low(self, rule: Rule) -> bool:
        """Whether it speaks, and may not."""
        counts, precision = self.verdicts.get(rule.id, Counter()), self.precision(rule.id)
        decided = counts["right"] + counts["wrong"]
        speaks = rule.force is not Force.INFORMS and not rule.by_count
        return speaks and decided >= ENOUGH and precision is not None and precision < LEAST


def read_labels(file: Path) -> dict[Place, Label]:
    """Verdicts by incident and number of the update."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            one = json.loads(line)
            verdict = frozenset(one["rules"]), frozenset(one.get("unsure", ()))
            found[one["incident"], one["update_index"]] = verdict
    return found


def measure(site: Site, labels: Mapping[Place, Label] | None = None) -> Measured:
    """Every rule on every update."""
    done, frame = Measured(), RuleContext.of(site)
    rules = [one for one in RULES if not one.needs or frame.lexicon.has(*one.needs)]
    named = frozenset[str]().union(*(right | unsure for right, unsure in (labels or {}).values()))
    for incident in site.incidents:
        for index in range(len(incident.updates)):
            case = Case.then(frame, incident, index)
            label = (labels or {}).get((incident.id, index))
            done.updates += 1
            done.judged += label is not None
            for rule in _fired(rules, case, index):
                done.hits[rule.id] += 1
                if label is not None and not (rule.by_count and rule.id not in named):
                    right, unsure = label
                    verdict = "right" if rule.id in right else "unsure" if rule.id in unsure else "wrong"
                    done.add(rule.id, verdict)
                    if verdict == "wrong":
                        done.wrong.append((rule.id, incident.id, index))
    return done


def _fired(rules: Sequence[Rule], case: Case, index: int) -> Iterator[Rule]:
    for rule in rules:
        if (index == 0 or rule.scope is not Scope.TITLE) and next(rule.finds(case), None) is not None:
            yield rule


def table(done: Measured) -> Iterator[str]:
    """One line a rule; those that may not speak are marked."""
    yield f"{done.updates} updates, {done.judged} of them judged"
    yield f"{'rule':20}{'force':9}{'hits':>6}{'rate':>9}{'fired':>7}{'right':>7}{'wrong':>7}{'unsure':>8}  precision"
    for rule in RULES:
        counts, precision = done.verdicts.get(rule.id, Counter()), done.precision(rule.id)
        shown = "by count" if rule.by_count else "" if precision is None else f"{precision:.0%}"
        mark = "  TOO LOW" if done.is_too_low(rule) else ""
        rate = done.hits[rule.id] / max(done.updates, 1)
        yield (
            f"{rule.id:20}{rule.force:9}{done.hits[rule.id]:6}{rate:9.2%}{counts.total():7}{counts['right']:7}"
            f"{counts['wrong']:7}{counts['unsure']:8}  {shown}{mark}"
        )


def main() -> None:
    """Print the table, and what was wrong; exit 1 where a rule speaks that may not."""
    site = load(Path(sys.argv[1])).site
    if site is None:
        raise SystemExit("this repository cannot be read: statuary check tells why")
    done = measure(site, read_labels(Path(sys.argv[2])) if len(sys.argv) > 2 else None)
    print("\n".join(table(done)))
    for rule, incident, index in done.wrong:
        print(f"wrong: {rule} {incident} #{index}")
    raise SystemExit(1 if any(done.is_too_low(rule) for rule in RULES) else 0)


if __name__ == "__main__":
    main()
