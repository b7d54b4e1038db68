"""Sending many messages at once, for a limited time: who hangs keeps nobody else waiting, and nobody else unknown."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from statuary.channels.channel import Reached, Receipt

PATIENCE = 600.0
"""Seconds for all; the workflow's job may take 900, and what it is killed over is unknown altogether."""
_AT_ONCE = 8
_HANGS = Receipt(Reached.PERHAPS, f"it gave no answer in {PATIENCE / 60:g} minutes")
_NOT_BEGUN = Receipt(Reached.NO, "others took too long")

One = TypeVar("One")


def all_sent(some: Iterable[One], send: Callable[[One], Receipt], patience: float) -> Mapping[One, Receipt]:
    """The answer for each. What is not begun when time is up is surely not there; a thread that hangs is left behind.

    Raises what `send` raises, which is nothing that this program foresees.
    """
    waiting: queue.SimpleQueue[One] = queue.SimpleQueue()
    order = list(some)
    for one in order:
        waiting.put(one)
    answers: dict[One, Receipt] = {}
    faults: list[BaseException] = []

    def work() -> None:
        try:
            while True:
                one = waiting.get_nowait()
                answers[one] = send(one)
        except queue.Empty:
            return
        except BaseException as fault:  # raised where the answers are awaited
            faults.append(fault)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(_AT_ONCE, len(order)))]
    _run(threads, patience)
    left = set(_rest(waiting))
    if faults:
        raise faults[0]
    known = answers.copy()
    return {one: known.get(one, _NOT_BEGUN if one in left else _HANGS) for one in order}


def _run(threads: Iterable[threading.Thread], patience: float) -> None:
    """Until all are done, or time is up."""
    until = time.monotonic() + patience
    started = list(threads)
    for thread in started:
        thread.start()
    for thread in started:
        thread.join(max(0.0, until - time.monotonic()))


def _rest(waiting: "queue.SimpleQueue[One]") -> Iterable[One]:
    """What nobody has taken, and nobody can take any more."""
    while True:
        try:
            yield waiting.get_nowait()
        except queue.Empty:
            return
