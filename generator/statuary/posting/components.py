"""What `-c` says: components by id or name, and how they are."""

from collections.abc import Mapping, Sequence

from statuary.model import Component, ComponentStatus
from statuary.posting.posting_errors import PostingError
from statuary.posting.session import Session
from statuary.source.problems import Context, near, suggestion
from statuary.source.vocabulary import component_status

_SHOWN = 10


def named_components(
    session: Session, default: ComponentStatus, held: Mapping[str, ComponentStatus]
) -> dict[str, ComponentStatus]:
    """What `-c` says. A bare id has `default`; but where it is affected already (`held`), how is it now?"""
    found: dict[str, ComponentStatus] = {}
    for part in parts_of(session.request.component):
        key, said = component_said(session, part)
        if not said and held.get(key, ComponentStatus.OPERATIONAL) is not ComponentStatus.OPERATIONAL:
            raise PostingError(f"{key} is {held[key]} already; say how it is now: -c {key}=operational")
        found[key] = default if said is None else _status(said)
    return found


def parts_of(said: Sequence[str]) -> list[str]:
    """What stands between commas, in all of them."""
    return [part.strip() for one in said for part in one.split(",") if part.strip()]


def component_said(session: Session, part: str) -> tuple[str, str | None]:
    """The component's id, and what is said of it, if anything is: `search=down`, and `search:down` as well.

    Raises PostingError for a component that is not there.
    """
    ids = Context.of({}, session.site.components, session.site.groups).components
    if part.lower() in ids:
        return ids[part.lower()], None
    name, sign, said = (piece.strip() for piece in part.rpartition("=" if "=" in part else ":"))
    if not sign:
        name = part
    if name.lower() not in ids:
        raise PostingError(
            f"there is no component “{name}”; {_resembling(name, list(session.site.components))}"
        )
    return ids[name.lower()], said if sign else None


def _resembling(name: str, components: Sequence[Component]) -> str:
    """Those whose id or name holds the word; else the one that is spelled nearly so; of a few, all."""
    if not components:
        return "components.yaml names none"
    word = name.lower()
    holding = [one.id for one in components if word and (word in one.id or word in one.name.lower())]
    if holding:
        more = ", …" if len(holding) > _SHOWN else ""
        return f"did you mean: {', '.join(holding[:_SHOWN])}{more}?"
    ids = {one.name.lower(): one.id for one in components} | {one.id: one.id for one in components}
    nearest = near(name, ids)
    if nearest or len(components) <= _SHOWN:
        return (
            f"did you mean “{ids[nearest]}”?" if nearest else suggestion(name, [one.id for one in components])
        )
    return f"components.yaml names {len(components)}, and none resembles it"


def _status(said: str) -> ComponentStatus:
    status = component_status(said)
    if status is None:
        raise PostingError(f"“{said}” is not a component status; {suggestion(said, ComponentStatus)}")
    return status
