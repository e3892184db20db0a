"""What Python forgets is destroyed in the thread of the window, never in one beside it."""

import gc
from threading import Thread, get_ident
from weakref import finalize

from pytestqt.qtbot import QtBot

from ui.runtime.garbage import WindowCollector


class _Ring:
    """Something only the garbage collector can find: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_no_other_thread_collects_and_the_window_does(qtbot: QtBot) -> None:
    collector, destroyed = WindowCollector(), list[int]()
    gc.collect()

    def litter() -> None:
        ring = _Ring()
        finalize(ring, lambda: destroyed.append(get_ident()))
        del ring
        kept = [[number] for number in range(20_000)]  # more than sets the collector off
        del kept

    beside = Thread(target=litter)
    beside.start()
    beside.join()
    assert destroyed == []
    kept = [[number] for number in range(20_000)]
    qtbot.waitUntil(lambda: destroyed == [get_ident()])
    assert len(kept) == 20_000
    collector.release()


def test_the_last_one_gives_the_collector_back(qtbot: QtBot) -> None:
    was_on = gc.isenabled()
    first, second = WindowCollector(), WindowCollector()
    assert not gc.isenabled()
    first.release()
    first.release()
    assert not gc.isenabled()
    second.release()
    assert gc.isenabled() is was_on
