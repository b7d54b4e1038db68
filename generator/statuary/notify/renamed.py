"""What was told of an incident that has another name by now: a file that got another name tells nobody anything."""

from collections.abc import Mapping, Sequence

from statuary.model import Listener
from statuary.notify.ledger import Delivery, DeliveryState, Entries, Ledger
from statuary.notify.plan import EarlierName, Handling, PlanLine
from statuary.notify.tellings import Telling


def renamed(
    lines: Sequence[PlanLine],
    wanted: Sequence[Telling],
    listeners: Sequence[Listener],
    entries: Entries,
    ledger: Ledger,
) -> Mapping[tuple[str, str], EarlierName]:
    """The earlier name of an incident, for each listener and update that it was told under.

    It has the same instant and stage, and the page has no incident of that name any more. Only what is to be sent is
    looked for, and only among records of what the page does not have. Raises LedgerError.
    """
    new = [line for line in lines if line.verdict is Handling.SEND or line.instead]
    if not new:
        return {}
    # What left the page while it was open is still shown, for its file may be missing by mistake.
    there = [one for one in wanted if one.item.incident.being_corrected is None]
    known = {Delivery(one.name, telling.what).stem for one in listeners for telling in there}
    orphans = [name for stem in entries.states if stem not in known for name in entries.files(stem)]
    here = {one.item.incident.id for one in there}
    told: dict[tuple[str, str, str], EarlierName] = {}
    for name, facts in ledger.facts(orphans).items():
        incident, _, instant = str(facts.get("what", "")).rpartition("/")
        if incident and "/" not in incident and incident not in here:
            certain = entries.best(name.partition(".")[0]) in (DeliveryState.SENT, DeliveryState.SKIPPED)
            told[name.partition("/")[0], instant, str(facts.get("stage"))] = EarlierName(incident, certain)
    return {
        (line.listener.name, line.telling.what): told[fact] for line in new if (fact := _fact(line)) in told
    }


def _fact(line: PlanLine) -> tuple[str, str, str]:
    return line.listener.name, line.telling.what.rpartition("/")[2], line.telling.update.stage.value
