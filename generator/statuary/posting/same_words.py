"""Are these words posted already? Twice within minutes is a second try of one command, or a form sent twice."""

from datetime import timedelta

from statuary.model import FACTS, Incident, Update
from statuary.posting import PostingError

_SECOND_TRY = timedelta(minutes=10)


def refuse_same_words(incident: Incident, update: Update) -> None:
    """Raise PostingError where `update` says what the update before it said a few minutes ago.

    Subscribers would be told twice. `incident` is as it stands in its file, without `update`. A promise of another
    time is news.
    """
    before = max(incident.updates, key=lambda one: one.at, default=None)
    if before is None or not update.text or _said(before) != _said(update):
        return
    if update.at - before.identity < _SECOND_TRY and not _promises_more(before, update):
        raise PostingError(
            f"these words were posted to {incident.id} at {before.identity:%H:%M} UTC; "
            "to post them once more, change a word"
        )


def _said(update: Update) -> tuple[object, ...]:
    facts = (getattr(update, key) for key in FACTS)
    return (
        update.text.split(),
        update.stage,
        update.impact,
        update.components,
        update.starts,
        update.ends,
        *facts,
    )


def _promises_more(before: Update, update: Update) -> bool:
    if before.next_update is None or update.next_update is None:
        return before.next_update is not update.next_update
    return abs(update.next_update - before.next_update) >= _SECOND_TRY
