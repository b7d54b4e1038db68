"""What a change of the files changes for readers: the same moment, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from statuary.model import Update
from statuary.status.types import IncidentState, PageState


@dataclass(frozen=True)
class Change:
    """One incident that differs. `before` is None for a new one, `after` for one that is gone.

    `posted`, `edited` and `removed` are updates, oldest first; an edited one as it is now. `described` is true where
    something else of it changed: title, impact, components, window.
    """

    before: IncidentState | None
    after: IncidentState | None
    posted: tuple[Update, ...] = ()
    edited: tuple[Update, ...] = ()
    removed: tuple[Update, ...] = ()
    described: bool = False

    @property
    def state(self) -> IncidentState:
        """The incident as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(before: PageState, after: PageState) -> Iterator[Change]:
    """What differs, those that gain updates first, then by id."""
    found = [_change(before.by_id.get(key), after.by_id.get(key)) for key in before.by_id | after.by_id]
    differing = [change for change in found if change is not None]
    yield from sorted(differing, key=lambda one: (not one.posted, one.state.incident.id))


def _change(before: IncidentState | None, after: IncidentState | None) -> Change | None:
    old, new = _updates(before), _updates(after)
    change = Change(
        before,
        after,
        posted=tuple(one for key, one in new.items() if key not in old),
        edited=tuple(one for key, one in new.items() if key in old and _said(one) != _said(old[key])),
        removed=tuple(one for key, one in old.items() if key not in new),
        described=bool(before and after and _head(before) != _head(after)),
    )
    differs = change.posted or change.edited or change.removed or change.described
    return change if differs else None


def _updates(state: IncidentState | None) -> dict[object, Update]:
    return {update.identity: update for update in state.updates} if state else {}


def _said(update: Update) -> dict[str, object]:
    return update.model_dump(exclude={"line"})


def _head(state: IncidentState) -> dict[str, object]:
    return state.incident.model_dump(exclude={"updates", "path"})
