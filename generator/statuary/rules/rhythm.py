"""What readers wait for: `statuary remind` says it in time, `check` only when nobody has spoken for long."""

from statuary.rules.case import Case
from statuary.rules.rule import Family, Finds, Force, Found, Scope, rule
from statuary.status import Due, DueKind


def _overdue(case: Case, kind: DueKind) -> Due | None:
    found = case.due
    return found if found and found.kind is kind and found.is_overdue(case.now) else None


def _minutes(case: Case, one: Due) -> int:
    return int((case.now - one.at).total_seconds() // 60)


@rule(
    "stale",
    Family.RHYTHM,
    Scope.INCIDENT,
    lasts=True,
    by_count=True,
    says="An open incident has had no update for a long time.",
    instance=("an update a day", "the last update is four days old, and none is promised"),
)
def stale(case: Case) -> Finds:
    """The page itself tells readers so."""
    if _overdue(case, DueKind.STALE):
        days = (case.now - case.update.at).days
        hint = "post an update, or Resolved with the time when it ended"
        yield Found(case.update.line, f"open, and without an update for {days} days: the page says so", hint)


@rule(
    "unconfirmed",
    Family.RHYTHM,
    Scope.MAINTENANCE,
    lasts=True,
    by_count=True,
    says="Maintenance is past its end, and completion is not confirmed.",
    instance=("Completed at 02:31 UTC, of work until 02:30 UTC", "nothing on the next morning"),
)
def unconfirmed(case: Case) -> Finds:
    """Work with `auto: complete` is done by itself."""
    if _overdue(case, DueKind.UNCONFIRMED):
        message = "the scheduled end has passed, and completion is not confirmed"
        yield Found(case.update.line, message, "post Completed, or a new “ends”")


@rule(
    "promise-missed",
    Family.RHYTHM,
    Scope.INCIDENT,
    force=Force.INFORMS,
    lasts=True,
    by_count=True,
    sources="PagerDuty; oack",
    says="The promised time of the next update has passed.",
    instance=("10:30 UTC promised, an update at 10:28 UTC", "10:30 UTC promised, an update at 11:10 UTC"),
)
def promise_missed(case: Case) -> Finds:
    """An update that says “no change” keeps the promise, too."""
    if found := _overdue(case, DueKind.PROMISE):
        message = (
            f"the next update was promised for {found.at:%H:%M} UTC, {_minutes(case, found)} minutes ago"
        )
        yield Found(case.update.line, message, "post an update now, even if nothing has changed")


@rule(
    "silence",
    Family.RHYTHM,
    Scope.INCIDENT,
    force=Force.INFORMS,
    lasts=True,
    by_count=True,
    sources="PagerDuty; Atlassian; GDS",
    says="An open incident has had no update for longer than its impact allows, and none is promised.",
    instance=("“no change, next update 16:00 UTC” after 55 minutes", "three hours without an update"),
)
def silence(case: Case) -> Finds:
    """With a promise, readers know when to look again."""
    if found := _overdue(case, DueKind.SILENCE):
        message = f"an update was due {_minutes(case, found)} minutes ago, and none is promised"
        yield Found(
            case.update.line, message, "post an update, with “- next update: 30 min” under its heading"
        )


@rule(
    "postmortem-owed",
    Family.RHYTHM,
    Scope.INCIDENT,
    force=Force.INFORMS,
    lasts=True,
    by_count=True,
    sources="Atlassian; Google SRE",
    says="A serious incident is long over, and nothing says why it happened.",
    instance=("a post-mortem on the second working day", "nothing on the ninth"),
)
def postmortem_owed(case: Case) -> Finds:
    """One that is published elsewhere counts, once it is linked."""
    if _overdue(case, DueKind.POSTMORTEM):
        hint = f"statuary postmortem {case.incident.id}; its text may be a link to one that is published elsewhere"
        yield Found(case.update.line, "it is over, and readers do not know why it happened", hint)
