"""A machine of mishaps: people post, runs are killed, ledgers are lost; and what holds all the same."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from statuary.model import ENDED_STAGES, Incident, Stage, Update
from statuary.notify.delivering import Run
from statuary.notify.folder_ledger import FolderLedger
from statuary.notify.ledger import Delivery, DeliveryState, NoLedgerError
from support.models import at, incident, post
from support.models import site as site_of
from support.telling import Killed, Service, Shaky, merge, page_tellings, run_of, states_of

_STAGES = (Stage.INVESTIGATING, Stage.IDENTIFIED, Stage.UPDATE, Stage.MONITORING, Stage.RESOLVED)
MOODS = ("takes", "refuses", "loses", "is silent", "dies before", "dies after")
_KEYED, _PLAIN = "hook", "mail"


KILLS: list[Any] = [None, (1, "before"), (1, "after"), (2, "before"), (2, "after")]
"""Before or after the first write to the ledger, which claims, and the second, which confirms."""
_NEWS = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(_STAGES), st.booleans())


class Telling(RuleBasedStateMachine):
    """A repository, the page that readers see, a ledger and two services: one knows keys, one does not."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = FolderLedger(self.folder / "ledger")
        self.services = {_KEYED: Service(knows_keys=True), _PLAIN: Service(knows_keys=False)}
        self.now = at("10:00")
        self.files: dict[str, Incident] = {"old": incident(post("08:00", Stage.INVESTIGATING), id="old")}
        self.page = dict(self.files)
        self.before_start: set[str] = set()
        self.forced: set[str] = set()
        self.unknown: set[str] = set()
        self.run_start()

    def teardown(self) -> None:
        try:
            self.in_the_end_everything_is_settled()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    # What people do.

    @rule(news=_NEWS)
    def posts_but_does_not_publish(self, news: Any) -> None:
        name, stage, _ = news
        self._post(name, stage)

    def _publish_news(self, news: Any) -> None:
        name, stage, twice = news
        for _ in range(2 if twice else 1):
            self._post(name, stage)
        self.page = dict(self.files)

    def _post(self, name: str, stage: Stage) -> None:
        self.now += timedelta(minutes=1)
        old = self.files.get(name)
        update = Update(at=self.now, stage=stage, text="Words.")
        if old is None:
            self.files[name] = incident(update, id=name)
        else:
            self.files[name] = old.model_copy(update={"updates": (*old.updates, update)})

    @rule(name=st.sampled_from(["a", "b", "old"]), silent=st.booleans())
    def mends_words_or_posts_silently(self, name: str, silent: bool) -> None:
        old = self.files.get(name)
        if old is None:
            return
        newest = old.updates[-1].model_copy(
            update={"text": f"Mended at {self.now:%H:%M}.", "correction": "words"}
        )
        updates = (*old.updates[:-1], newest)
        if silent:
            self.now += timedelta(minutes=1)
            updates = (*updates, Update(at=self.now, stage=Stage.UPDATE, silent=True))
        self.files[name] = old.model_copy(update={"updates": updates})

    @rule(name=st.sampled_from(["a", "b"]))
    def corrects_a_time(self, name: str) -> None:
        old = self.files.get(name)
        if old is None or old.updates[-1].posted_as:
            return
        newest = old.updates[-1]
        mended = newest.model_copy(update={"at": newest.at + timedelta(seconds=20), "posted_as": newest.at})
        self.files[name] = old.model_copy(update={"updates": (*old.updates[:-1], mended)})

    @rule()
    def publishes(self) -> None:
        """Several updates at once, where they were squashed or a run was dropped."""
        self.page = dict(self.files)

    @rule(name=st.sampled_from(["a", "b"]))
    def forces_the_last_update_away(self, name: str) -> None:
        old = self.files.get(name)
        if old is not None and len(old.updates) > 1:
            self.files[name] = old.model_copy(update={"updates": old.updates[:-1]})
            self.forced.add(name)  # what is newest now may have been passed over for what is gone

    @rule(minutes=st.sampled_from([1, 29, 45, -3]))
    def time_passes_or_the_clock_is_set(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # What machines do. Before each, somebody posts and publishes: else most runs would have nothing to do.

    @rule(
        news=_NEWS,
        moods=st.tuples(st.sampled_from(MOODS), st.sampled_from(MOODS)),
        kill=st.sampled_from([None] * 6 + KILLS[1:]),
    )
    def runs(self, news: Any, moods: tuple[str, str], kill: tuple[int, str] | None) -> None:
        self._publish_news(news)
        self.services[_KEYED].mood, self.services[_PLAIN].mood = moods
        self._go(Shaky(self.ledger, kill))

    @rule(later=st.sampled_from([1, 29, 45]))
    def runs_again(self, later: int) -> None:
        self.now += timedelta(minutes=later)
        self._moods("takes")
        self._go(self.ledger)

    @rule(news=_NEWS, while_sending=st.booleans())
    def two_runners(self, news: Any, while_sending: bool) -> None:
        """The second does all of its work between the first one's look and its claim, or while that one sends."""
        self._publish_news(news)
        self._moods("takes")
        second = self._run(self.ledger)
        if while_sending:
            self.services[_PLAIN].then = second.go
            self._go(self.ledger)
            self.services[_PLAIN].then = None
        else:
            self._go(Shaky(self.ledger, before=second.go))

    @rule(news=_NEWS, mood=st.sampled_from(["takes", "dies after"]))
    def sends_from_a_laptop_and_merges(self, news: Any, mood: str) -> None:
        """Its folder is put into the other, which keeps the files that it had."""
        self._publish_news(news)
        copy = self.folder / "laptop"
        shutil.rmtree(copy, ignore_errors=True)
        merge(self.folder / "ledger", copy)
        self._moods("loses")
        self._go(self.ledger)  # what is unknown here is not told there
        self._moods(mood)
        merge(self.folder / "ledger", copy)
        self._go(FolderLedger(copy))
        merge(copy, self.folder / "ledger")

    @rule()
    def the_ledger_is_deleted(self) -> None:
        shutil.rmtree(self.folder / "ledger")
        try:
            self._run(self.ledger).go()
        except NoLedgerError:
            self.run_start()
        else:
            raise AssertionError("without a ledger nothing may be sent")

    def run_start(self) -> None:
        self._run(self.ledger).start()
        self.before_start |= {one.what for one in self._wanted()}

    def _wanted(self) -> list[Any]:
        """All but what only staff are told."""
        found = page_tellings(site_of(*self.page.values()), self.now)
        return [one for one in found if one.due is None]

    def _moods(self, mood: str) -> None:
        for service in self.services.values():
            service.mood = mood

    def _run(self, ledger: Any) -> Run:
        return run_of(ledger, site_of(*self.page.values()), self.now, self.services, confirmed=True)

    def _go(self, ledger: Any) -> None:
        try:
            self._run(ledger).go()
        except Killed:
            claimed = {
                key
                for key, state in states_of(self.folder / "ledger").items()
                if state is DeliveryState.CLAIMED
            }
            for service in self.services.values():
                service.unsure |= claimed

    # What holds.

    @invariant()
    def nobody_is_told_twice(self) -> None:
        for service in self.services.values():
            assert max(service.told.values(), default=0) <= 1

    @invariant()
    def what_is_written_as_sent_was_sent(self) -> None:
        states = states_of(self.folder / "ledger")
        sent = {key for key, state in states.items() if state is DeliveryState.SENT}
        assert sent <= {key for service in self.services.values() for key in service.calls}

    @rule()
    def in_the_end_everything_is_settled(self) -> None:
        """When all works again: the newest of each incident was told, or somebody is shown that nobody knows."""
        self.now += timedelta(hours=1)
        self._moods("takes")
        self._run(self.ledger).go()
        states = states_of(self.folder / "ledger")
        for name, service in self.services.items():
            found = {one.what: states.get(Delivery(name, one.what).key) for one in self._wanted()}
            assert set(found.values()) <= {DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.UNKNOWN}
            unknown = {
                Delivery(name, what).key for what, state in found.items() if state is DeliveryState.UNKNOWN
            }
            self.unknown |= unknown
            assert unknown <= (set() if service.knows_keys else service.unsure)
            self._newest_was_told(name, found)
        for results in [self._run(self.ledger).go()]:
            assert all(one.answer is None for one in results)

    def _newest_was_told(self, name: str, found: dict[str, DeliveryState | None]) -> None:
        for key in self.page:
            mine = [one for one in self._wanted() if one.item.incident.id == key]
            if not mine or mine[-1].what in self.before_start or key in self.forced:
                continue
            newest = mine[-1]
            over = newest.item.stage in ENDED_STAGES and newest.stage not in ENDED_STAGES
            assert found[newest.what] in (DeliveryState.SENT, DeliveryState.UNKNOWN) or over, (
                name,
                newest.what,
                found,
            )
