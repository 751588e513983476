"""What every page and dialog is handed, instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from PySide6.QtCore import QSettings

from jiesu_desktop.clock import TimeSource, beijing
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.gui.bridge import Bridge
from jiesu_desktop.gui.tasks import Failed, TaskRunner
from jiesu_desktop.gui.theme import Theme
from jiesu_desktop.gui.troubles import Troubles
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from jiesu_desktop.alerts.desk_alerts import AlertDesk

P = ParamSpec("P")
BEAT_S = 1.5
"""How long a tick is good for, in real seconds."""


@dataclass
class Desk:
    """The desk as its widgets know it.

    Attributes:
        store: the open database; only worker threads touch it, through ``tasks``.
        tasks, bridge, theme: see their modules.
        time: what tells the time; never read the machine's clock.
        who: the operator and workstation every act is recorded under.
        prefs: this desk's own preferences (sizes, columns, theme), an ini file in the data folder.
        data_dir: the user's data folder.
        alerts: the alarms, None in tests of single widgets.
        demo: whether the night is made up.
        troubles: what is wrong with this desk now.
        moment: the moment the screen shows: that of the last tick, so that strip, table and panel tell one second.
    """

    store: Store
    tasks: TaskRunner
    bridge: Bridge
    theme: Theme
    time: TimeSource
    who: Who
    prefs: QSettings
    data_dir: Path
    alerts: AlertDesk | None = None
    demo: bool = False
    troubles: Troubles = field(init=False, repr=False)
    _ticked: datetime | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.troubles = Troubles(self.bridge)

    def tick(self) -> None:
        """A second has passed: what is painted from now on shows this moment."""
        self._ticked = self.time.now()

    @property
    def moment(self) -> datetime:
        """The moment to paint; never used for what is recorded."""
        now = self.time.now()
        beat = timedelta(seconds=BEAT_S * max(1.0, self.time.speed))
        if self._ticked is not None and timedelta(0) <= now - self._ticked < beat:
            return self._ticked
        return now  # nothing ticks, or the clock was put elsewhere

    def write(
        self,
        service: Callable[Concatenate[UnitOfWork, TimeSource, Who, P], Changes],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Write:
        """Prepare one service call; ``.run(on_done, on_error)`` sends it to the write worker."""
        return Write(self, lambda uow: service(uow, self.time, self.who, *args, **kwargs))


@dataclass(frozen=True)
class Write:
    """A service call not yet sent."""

    desk: Desk
    call: Callable[[UnitOfWork], Changes]

    def run(
        self,
        on_done: Callable[[Changes], Any] | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Send it. Views hear through ``bridge.changed``; a failure nobody handles becomes a red line."""
        self.desk.tasks.run_write(self.call, on_done, on_error)


def make_desk(
    store: Store,
    time: TimeSource,
    who: Who,
    data_dir: Path,
    *,
    demo: bool = False,
) -> Desk:
    """Build the desk's context with its signals joined: writes → ``bridge.changed``, failures → a red line."""
    bridge, tasks = Bridge(), TaskRunner(store)
    prefs = QSettings(str(data_dir / "window.ini"), QSettings.Format.IniFormat)
    tasks.committed.connect(bridge.changed)
    tasks.data.connect(lambda well, why: bridge.lamp.emit("data", well, why))
    tasks.failed.connect(lambda sentence: bridge.say(sentence, "error"))
    theme = Theme(prefs, beijing(time.now()).hour)
    return Desk(store, tasks, bridge, theme, time, who, prefs, data_dir, demo=demo)
