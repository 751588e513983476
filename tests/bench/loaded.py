"""How late an alert is while the desk takes orders in and writes ledgers."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QTimer
from shiboken6 import delete

from jiesu_desktop.alerts.engine import AlertEngine
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.exchange.ticket_import import read_orders
from jiesu_desktop.gui.garbage import Garbage
from jiesu_desktop.services import intake, ledgers
from jiesu_desktop.storage.records import LedgerSpec
from tests.bench import files
from tests.bench.alerts import MOMENTS, SPREAD, bare_lateness, noting, urgent_orders, wait_until
from tests.bench.folders import NOW, TIME, WHO, empty_store, opened
from tests.bench.measure import Measurement, percentile, single

_START = timedelta(seconds=15)  # the orders must be taken up before the first moment comes, on a busy desk
_SPREAD = timedelta(seconds=40)
_RATE = 5  # limits a second
_Result = TypeVar("_Result")


def lateness_loaded() -> Iterator[Measurement]:
    """10,000 open orders, five limits ending each second, while this very process takes orders in and writes ledgers."""
    with _busy_desk() as turns:
        late, floors = _beside_an_event_loop(lambda: _lateness_spread(_SPREAD))
    done = f"{turns['import']} imports and {turns['export']} exports of 10,000 rows were done in worker threads meanwhile"
    yield single(
        "alerts.lateness_loaded.p99", percentile(late, 99), percentile(floors, 99), "ms", len(late),
        f"10,000 open orders, 5 limits a second for {_SPREAD.seconds} s; {done}; floor: a bare thread waiting on a "
        "condition for the same moments beside the engine",
    )  # fmt: skip


def _lateness_spread(span: timedelta) -> tuple[list[float], list[float]]:
    """Milliseconds of the engine and of a bare thread for the same moments, both under the same load."""
    count = int(span.total_seconds() * _RATE)
    late: list[float] = []
    start = SystemTime().now() + _START
    wanted = {number: start + span * (number / count) for number in range(1, count + 1)}

    engine = AlertEngine(SystemTime(), took=noting(late, start))
    engine.start()
    quiet = urgent_orders(start + timedelta(hours=2), SPREAD, MOMENTS - count)
    engine.put(
        [replace(order, ticket_id=order.ticket_id + count) for order in quiet],
        [],
        start - timedelta(seconds=1),
    )
    engine.put(urgent_orders(start, span, count), [], start - timedelta(seconds=1))
    if not engine.settle(_START.total_seconds()) or SystemTime().now() >= start:
        raise RuntimeError("the orders were not taken up before the first moment")
    floors = bare_lateness(list(wanted.values()))
    wait_until(start + span + timedelta(seconds=2))
    engine.stop()
    if len(late) < count:
        raise RuntimeError(f"{len(late)} of {count} alerts were raised")
    return late, floors


def _beside_an_event_loop(work: Callable[[], _Result]) -> _Result:
    """The result of work done while this thread runs an event loop that sweeps Python's garbage, as the desk's window does."""
    loop = QCoreApplication.instance() or QCoreApplication([])
    garbage = Garbage(loop)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        looking = QTimer(loop, interval=100)
        looking.timeout.connect(lambda: done.done() and loop.quit())
        looking.start()
        loop.exec()
    delete(looking)
    delete(garbage)
    return done.result()


@contextmanager
def _busy_desk() -> Iterator[dict[str, int]]:
    """Two threads, as the desk's workers: one takes 10,000 orders in, one writes a ledger of 10,000, again and again."""
    ending, turns = threading.Event(), {"import": 0, "export": 0}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        book = files.workbook(folder / "orders.xlsx")

        def take_in() -> None:
            while not ending.is_set():
                store = empty_store(folder / f"{turns['import']}.sqlite3")
                read = read_orders(book)
                with store.begin() as unit:
                    intake.take_in(unit, TIME, WHO, read.rows, refused=read.rejected, file_name=book.name)
                store.close()
                turns["import"] += 1

        def write_out() -> None:
            store = opened(MOMENTS)
            while not ending.is_set():
                with store.read() as queries:
                    found = ledgers.export(queries, LedgerSpec(ledger="tickets"), NOW)
                    who = Provenance(WHO.name, WHO.workstation, NOW)
                    write_ledger(folder / "a.xlsx", found.title, found.columns, found.batches, who)
                turns["export"] += 1
            store.close()

        opened(MOMENTS).close()
        threads = [threading.Thread(target=work) for work in (take_in, write_out)]
        for thread in threads:
            thread.start()
        try:
            yield turns
        finally:
            ending.set()
            for thread in threads:
                thread.join()
