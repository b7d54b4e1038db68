"""Incidents made up from a seed, for the benchmark: one seed and size give the same texts on any machine.

Real archives are private or small, and one text repeated would flatter every cache.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
OPEN_AT_THE_END = 2
GROUPS = {
    "Shop": ("checkout", "search", "catalogue"),
    "Accounts": ("sign-in", "profiles", "notifications"),
    "Developers": ("api", "webhooks", "sandbox"),
    "Operations": ("reports", "exports", "support-desk"),
}
COMPONENTS = tuple(component for group in GROUPS.values() for component in group)
STATUSES = ("degraded_performance", "partial_outage", "major_outage")
IMPACTS = ("none", "minor", "minor", "major", "major", "critical")
TITLES = (
    "{} answers slowly",
    "Errors in {}",
    "{} cannot be reached",
    "Some requests to {} fail",
    "{} shows old data",
)
MIDDLE_STAGES = ("Investigating", "Identified", "Identified", "Monitoring", "Update")
WHO = (
    "customers in Europe",
    "everybody who signed up this month",
    "about one request in five",
    "readers of reports",
)
WORKAROUNDS = ("Try again after a minute; nothing is lost.", "Use the mobile app.", "Send the order by mail.")
SENTENCES = (
    "We see more errors than usual and look for the cause.",
    "A link between two data centres loses packets, and **requests that cross it time out**.",
    "Data that was already saved is safe.",
    "The error you may see is `503 Service Unavailable`.",
    "A faulty release went out at {time} UTC; we are rolling it back.",
    "Half of the servers run the mended version now, and the error rate falls.",
    "New requests succeed; those from before {time} UTC wait in a queue of about {number} entries.",
    "We moved traffic to the second region and watch the result.",
    "See [what to do meanwhile](https://example.com/help/{number}) for details.",
    "The database's disk filled up, which stopped every write.",
    "Our provider confirms a [fault in their network](https://example.com/provider/{number}).",
    "The retries of clients made the load *worse*; please keep an interval of 30 seconds.",
    "We are sorry for the disruption this causes.",
    "Response times are back to about {number} ms.",
    "Nobody was charged for an order that failed.",
    "E-mails that were held back are sent now, the oldest first.",
)
LIST = (
    "What works:\n\n- orders that were placed already\n- reading, with `GET`\n"
    "- **invoices** up to number {number}\n\nWhat does not:\n\n1. new orders\n2. refunds\n"
)
QUOTE = "The message reads:\n\n```\nupstream connect error {number}\n```\n"


@dataclass(frozen=True)
class Post:
    """One update: its heading's words, its attribute lines and its Markdown."""

    at: datetime
    stage: str
    attributes: tuple[str, ...]
    text: str

    def markdown(self) -> str:
        """The update as an author would append it."""
        heading = f"## {self.at:%Y-%m-%d %H:%M} UTC — {self.stage}"
        attributes = "\n".join(f"- {line}" for line in self.attributes)
        return "\n\n".join(part for part in (heading, attributes, self.text.rstrip()) if part) + "\n"


@dataclass(frozen=True)
class Story:
    """One incident or maintenance (then `window` is set), in no format of any tool."""

    id: str
    title: str
    impact: str
    components: dict[str, str]
    posts: tuple[Post, ...]
    window: tuple[datetime, datetime] | None = None

    @property
    def body(self) -> str:
        """The Markdown that both tools get, letter by letter."""
        return "\n".join(post.markdown() for post in self.posts)


def stories(size: int, seed: int) -> Iterator[Story]:
    """Yield `size` stories, oldest first, from the three years before `NOW`; the last two are still open."""
    random = Random(seed)
    for number in range(size):
        is_open = number >= size - OPEN_AT_THE_END
        start = NOW - timedelta(hours=size - number) if is_open else _start(random, number, size)
        if number % 12 == 5 and not is_open:
            yield _maintenance(random, number, start)
        else:
            yield _incident(random, number, start, is_open)


def _start(random: Random, number: int, size: int) -> datetime:
    step = (YEARS - timedelta(days=4)) / size
    start = NOW - YEARS + step * (number + random.random())
    return start.replace(second=0, microsecond=0)


def _incident(random: Random, number: int, start: datetime, is_open: bool) -> Story:
    names = random.sample(COMPONENTS, random.choice((1, 1, 1, 2, 3)))
    middle = random.choices(MIDDLE_STAGES, k=random.randint(1, 4) if not is_open else 1)
    stages = ["Investigating", *middle] if is_open else ["Investigating", *middle[1:], "Resolved"]
    if not is_open and random.random() < 0.05:
        stages.append("Postmortem")
    title = random.choice(TITLES).format(names[0].capitalize())
    return Story(
        id=f"{start:%Y-%m-%d}-{names[0]}-{number:05}",
        title=f"{title} ({number})",
        impact=random.choice(IMPACTS),
        components={name: random.choice(STATUSES) for name in names},
        posts=tuple(_posts(random, start, stages, names)),
    )


def _maintenance(random: Random, number: int, start: datetime) -> Story:
    name = random.choice(COMPONENTS)
    stages = ["Scheduled", "In progress", "Verifying", "Completed"]
    posts = tuple(
        Post(start + timedelta(minutes=45 * step), stage, (), _text(random, start, 2))
        for step, stage in enumerate(stages)
    )
    return Story(
        id=f"{start:%Y-%m-%d}-upgrade-{number:05}",
        title=f"Planned upgrade of {name} ({number})",
        impact="none",
        components={name: "under_maintenance"},
        posts=posts,
        window=(posts[1].at, posts[3].at),
    )


def _posts(random: Random, start: datetime, stages: list[str], names: list[str]) -> Iterator[Post]:
    at = start
    for stage in stages:
        ends = stage in ("Resolved", "Postmortem")
        attributes = () if ends else tuple(_attributes(random, stage, names))
        sentences = 9 if stage == "Postmortem" else random.randint(1, 4)
        yield Post(at, stage, attributes, _text(random, at, sentences))
        # An open incident began at least an hour before NOW, and its two posts are at most 25 minutes apart.
        at += timedelta(minutes=random.randint(5, 25))


def _attributes(random: Random, stage: str, names: list[str]) -> Iterator[str]:
    yield f"next update: {random.choice((15, 30, 60))} min"
    if random.random() < 0.5:
        yield f"who: {random.choice(WHO)}"
    if random.random() < 0.3:
        yield f"workaround: {random.choice(WORKAROUNDS)}"
    if stage != "Investigating" and random.random() < 0.4:
        yield f"{names[0]}: {random.choice(STATUSES)}"


def _text(random: Random, at: datetime, sentences: int) -> str:
    parts = [" ".join(random.sample(SENTENCES, sentences))]
    parts += [LIST] if random.random() < 0.15 else []
    parts += [QUOTE] if random.random() < 0.08 else []
    return "\n\n".join(parts).format(time=f"{at:%H:%M}", number=random.randint(100, 9_999))
