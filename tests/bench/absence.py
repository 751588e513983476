"""A desk that opens again after a day away: how soon it tells what nobody heard."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.alerts.watching import read_orders
from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.alert_rules import stages_between
from jiesu_desktop.domain.clocks import clocks_of, running
from jiesu_desktop.domain.tickets import Level, UpstreamRow
from jiesu_desktop.services import intake
from jiesu_desktop.storage.engine import Store, open_store
from tests.bench.folders import NOW, TIME, WHO, empty_store
from tests.bench.measure import RUNS, Measurement, measured, seconds

ORDERS = 40
"""Urgent orders nobody touched: far more than a district ever has at once."""

_AWAY = timedelta(days=1)
_LONGEST = 60.0  # real seconds


class _Ear:
    """A voice that only says when the summary came."""

    name, lamp, patience = "voice", "", 5.0

    def __init__(self) -> None:
        self.told = threading.Event()

    def wants(self, alert: Alert) -> bool:
        return "voice" in alert.channels

    def deliver(self, alert: Alert) -> str:
        if alert.kind is Kind.MISSED:
            self.told.set()
        return ""


def absence() -> Iterator[Measurement]:
    """From the alarms' beginning to the sentence that sums a day's absence up."""
    with tempfile.TemporaryDirectory() as temporary:
        base = _untouched(Path(temporary) / "base.sqlite3")
        runs = itertools.count()
        back = NOW + _AWAY

        def opened() -> Store:
            folder = Path(temporary) / str(next(runs))
            folder.mkdir()
            shutil.copyfile(base, folder / "jiesu.sqlite3")
            (folder / "alerts.alive").write_text((NOW + timedelta(seconds=1)).isoformat(), "utf-8")
            return open_store(f"sqlite:///{folder}/jiesu.sqlite3", time=ScaledTime(back, 1.0), create=False)

        found: list[int] = []
        pairs = [(_begin(opened()), seconds(lambda: found.append(_bare(opened())))) for _ in range(RUNS)]
    yield measured(
        "alerts.absence", [value for value, _ in pairs], [bare for _, bare in pairs], "s",
        f"{ORDERS} urgent orders untouched for a day, {found[0]} stages missed: from the alarms' start to the summary in the "
        "hands of the voice; floor: the orders read and their stages found",
    )  # fmt: skip


def _untouched(path: Path) -> Path:
    rows = [
        UpstreamRow(number=f"急-{n:03}", title="燃气泄漏", content="市民反映，楼道里有燃气味。")
        for n in range(ORDERS)
    ]
    store = empty_store(path)
    with store.begin() as unit:
        intake.take_in(unit, TIME, WHO, rows, level=Level.URGENT)
    store.close()
    return path


def _begin(store: Store) -> float:
    """Real seconds until it was told."""
    ear = _Ear()
    folder = Path(str(store.engine.url.database)).parent
    desk = AlertDesk(store, store.time, WHO, [ear], folder, lambda name, well, why: None)
    before = time.perf_counter()
    desk.start()
    heard = ear.told.wait(_LONGEST)
    took = time.perf_counter() - before
    desk.stop()
    store.close()
    if not heard:
        raise RuntimeError("nothing was told of the absence")
    return took


def _bare(store: Store) -> int:
    count = 0
    for order in read_orders(store):
        clocks = running(clocks_of(order.events, order.policy))
        count += len(stages_between(order.ticket_id, order.events, clocks, order.policy, NOW, NOW + _AWAY))
    store.close()
    return count
