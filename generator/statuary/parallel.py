"""The same work on parts of a long list, one part a core. The result does not depend on how many there are."""

import gc
import itertools
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 300
"""Below this many items, starting a second process takes longer than it saves."""


class Parallel(Generic[Item, Result]):
    """Starts `work` on all parts but the first in forked processes; `results` does the first part here.

    A forked process has everything in memory already; only its result is sent back, so that must be picklable.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Result], items: Sequence[Item], own_share: float = 1.0
    ) -> None:
        self._work = work
        self._own, *others = _parts(items, _processes(len(items)), own_share)
        if others:
            gc.freeze()  # what is in memory now lives on; looking through it again and again takes a third of the time
        self._workers = [_Worker(work, part) for part in others]

    def results(self) -> list[Result]:
        """The result of every part, in the order of the list.

        Raises what the work raised, in whatever process, and OSError when a process was ended from outside.
        """
        return [self._work(self._own), *[worker.result() for worker in self._workers]]


def _processes(items: int) -> int:
    """One a core. Only Linux forks safely, and only a process that runs no other threads (`serve` does)."""
    if items < FEW or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(8, len(os.sched_getaffinity(0))))


def _parts(items: Sequence[Item], count: int, own_share: float) -> list[Sequence[Item]]:
    """Consecutive parts; the first, which the parent does besides other things, is smaller by `own_share`."""
    first = round(len(items) * own_share / (count - 1 + own_share))
    bounds = [0, *(first + (len(items) - first) * part // max(1, count - 1) for part in range(count))]
    return [items[start:end] for start, end in itertools.pairwise(bounds)]


class _Worker(Generic[Item, Result]):
    def __init__(self, work: Callable[[Sequence[Item]], Result], part: Sequence[Item]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=self._run, args=(work, part, sender), daemon=True)
        self._process.start()
        sender.close()

    @staticmethod
    def _run(work: Callable[[Sequence[Item]], Result], part: Sequence[Item], sender: Connection) -> None:
        try:
            sender.send((work(part), None))
        except Exception as error:
            sender.send((None, error))

    def result(self) -> Result:
        try:
            result, error = self._receiver.recv()
        except EOFError:
            raise OSError("a process that shared the work was ended from outside") from None
        finally:
            self._process.join()
        if error is not None:
            raise error
        answer: Result = result
        return answer
