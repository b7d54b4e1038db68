"""Facts that readers need and an update lacks: when they hear more, whom it concerns, what they can do meanwhile."""

from datetime import timedelta

from statuary.model import Impact, Kind, Stage
from statuary.rules.case import Case
from statuary.rules.rule import Example, Family, Finds, Force, Found, Scope, rule

_GRACE = timedelta(minutes=30)
_HINT = "add “- next update: 30 min” under the heading, and keep it; “none” if there will be none"


@rule(
    "vague-promise",
    Family.WORDS,
    Scope.UPDATE,
    needs=("vague_news",),
    early=True,
    sources="PagerDuty; oack; perkydash",
    rare=True,
    says="News or the repair is promised only “soon”, “shortly”, “as soon as possible”.",
    good=(
        Example("Next update by 14:00 UTC, or sooner.", next_update=False),
        Example("We work as fast as we can to find the cause.", next_update=False),
    ),
    bad=(
        Example("More updates to follow shortly.", next_update=False),
        Example("Sign-in fails. It will be fixed shortly.", next_update=False),
    ),
)
def vague_promise(case: Case) -> Finds:
    """Where a time is promised, vague words beside it do no harm."""
    found = next((one for _, one in case.sentences_with("vague_news")), None)
    if found and case.promises_nothing:
        said = " ".join(found.group().split()[-2:])
        hint = (
            f"promise a time that you can keep, even if there is nothing new: {case.paste('vague-promise')}"
        )
        yield Found(case.line, f"“… {said}” is no time", hint)


@rule(
    "next-update",
    Family.STRUCTURE,
    Scope.UPDATE,
    early=True,
    lasts=True,
    stronger=("vague-promise",),
    sources="PagerDuty; oack; Hosted Graphite",
    says="The update does not say when the next one comes.",
    good=(
        Example("Search is slow.", next_update=True),
        Example("Next update at 11:00 UTC.", next_update=False),
        Example("We post an update every 30 minutes.", next_update=False),
    ),
    bad=(Example("We keep working on it.", next_update=False),),
)
def next_update(case: Case) -> Finds:
    """The page and the feeds show the promised time, so it belongs into the attribute."""
    if case.promises_nothing:
        yield Found(case.update.line, "the update does not say when the next one comes", _HINT)


@rule(
    "no-components",
    Family.STRUCTURE,
    Scope.INCIDENT,
    early=True,
    lasts=True,
    by_count=True,
    says="An incident with an impact names no component.",
    instance=("components: {checkout: partial_outage}", "no components: at all"),
)
def no_components(case: Case) -> Finds:
    """Without one, all of them stay green."""
    named = case.incident.components or any(update.components for update in case.updates)
    if case.incident.kind is Kind.INCIDENT and not named and case.state.impact is not Impact.NONE:
        hint = "add “components:” with a line “  checkout: partial_outage” to the front matter"
        yield Found(1, "no component is named, so all of them stay green and no downtime is counted", hint)


@rule(
    "empty-update",
    Family.STRUCTURE,
    Scope.UPDATE,
    early=True,
    lasts=True,
    by_count=True,
    says="An update has no words.",
    good=("Search works again.",),
    bad=("",),
)
def empty_update(case: Case) -> Finds:
    """A silent update is in no feed, and may be without."""
    for update in case.updates:
        if not update.text.strip() and not update.silent:
            hint = "one sentence will do: what has changed for readers?"
            yield Found(update.line, "this update says nothing", hint)


@rule(
    "who",
    Family.STRUCTURE,
    Scope.UPDATE,
    lasts=True,
    by_count=True,
    stronger=("stock-phrase",),
    sources="PagerDuty",
    says="Nothing says who is affected.",
    good=(Example("Search is slow.", before=("Search is slow.",), who="customers in Asia"),),
    bad=(Example("Search is slow.", before=("Search is slow.",), who=""),),
)
def who(case: Case) -> Finds:
    """Only the attribute counts: readers of the texts disagree with themselves about what names somebody."""
    if case.is_open and case.state.who is None and case.state.impact is not Impact.NONE:
        hint = "add “- who: customers who pay by card in Europe” under the heading, or “- who: everyone”"
        yield Found(case.update.line, "the update does not say who is affected", hint)


@rule(
    "workaround",
    Family.STRUCTURE,
    Scope.INCIDENT,
    needs=("still_works",),
    sources="PagerDuty; Google SRE",
    says="In a serious incident, nothing says what people can do meanwhile, or what still works.",
    good=(
        Example("The API works; use it to renew.", before=("Renewals fail.",)),
        Example("Saving fails. There is no workaround.", before=("Saving fails.",)),
    ),
    bad=(Example("We are looking for the cause.", before=("Saving fails.",)),),
)
def workaround(case: Case) -> Finds:
    """Not before the second update, or half an hour: first things first."""
    if not case.is_open or case.state.impact not in (Impact.MAJOR, Impact.CRITICAL):
        return
    soon = len(case.updates) == 1 and case.update.at - case.state.start < _GRACE
    if soon or case.state.stage is Stage.MONITORING:
        return
    if case.state.workaround is None and not any(
        case.frame.lexicon.find("still_works", one) for one in case.said_so_far
    ):
        hint = "add “- workaround: Pay by bank transfer.” under the heading, or “- workaround: none known”"
        yield Found(case.update.line, "the update does not say what readers can do in the meantime", hint)


@rule(
    "maintenance-effect",
    Family.WORDS,
    Scope.MAINTENANCE,
    force=Force.INFORMS,
    needs=("effect",),
    says="An announcement of work names no component, and not what readers notice.",
    instance=("For up to ten minutes, search finds nothing.", "We replace a database."),
)
def maintenance_effect(case: Case) -> Finds:
    """“You notice nothing” is an answer, too."""
    planned = case.incident.kind is Kind.MAINTENANCE and case.update.stage is Stage.SCHEDULED
    if planned and not case.incident.components and not case.frame.lexicon.find("effect", case.words):
        yield Found(
            case.line,
            "the update does not say what readers notice",
            "for example: For ten minutes, search may find nothing.",
        )


@rule(
    "late-notice",
    Family.STRUCTURE,
    Scope.MAINTENANCE,
    force=Force.INFORMS,
    by_count=True,
    sources="alert24",
    needs=("urgent",),
    says="Planned work is announced less than a day ahead, and the text does not say why.",
    instance=("announced a week ahead", "announced five hours ahead, without a reason"),
)
def late_notice(case: Case) -> Finds:
    """Counted from the first announcement: work that was moved was known of."""
    starts, first = case.incident.starts, case.updates[0]
    if case.incident.kind is not Kind.MAINTENANCE or starts is None or len(case.updates) > 1:
        return
    ahead = starts - first.at
    if timedelta(0) < ahead < timedelta(days=1) and not case.frame.lexicon.find("urgent", case.words):
        hours = int(ahead.total_seconds() // 3600)
        yield Found(first.line, f"announced {hours} hours ahead", "say why it cannot wait, or move it")
