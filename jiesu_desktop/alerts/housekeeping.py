"""What recurs on its own: the daily backup, sweeping up files no act named, counting what is due to be urged.

The only place that knows APScheduler.

``coalesce`` and ``misfire_grace_time=None`` are not decoration: by default APScheduler drops a job that is a second late,
and a machine that slept is always late.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jiesu_desktop.clock import BEIJING, TimeSource, beijing
from jiesu_desktop.services import attachments
from jiesu_desktop.services import urging as urging_tasks
from jiesu_desktop.services.urging import UrgingTasks
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import AttachmentsIncomplete, StorageError

log = logging.getLogger(__name__)

KEPT = 14
"""Daily backups kept, newest first."""

BACKUP_HOUR = 4
"""Beijing hour of the daily backup: the quietest of the night."""

SWEEP_HOUR = 5
"""Beijing hour of sweeping up, after the backup."""

URGING_EVERY = timedelta(minutes=10)
"""How often the ledgers are looked through for what is due to be urged."""

_PREFIX, _SUFFIX = "daily-", ".sqlite3"


class Housekeeping:
    """Backs a SQLite database up every day, and at start when the last backup is older than a day; counts urging tasks.

    Args:
        folder: where backups go.
        lamp: (name, well, why) for a backup that failed.
        urging: told of the urging tasks every ten minutes; quiet work that no alarm tells of.
    """

    def __init__(
        self,
        store: Store,
        time: TimeSource,
        folder: Path,
        lamp: Callable[[str, bool, str], None] = lambda name, well, why: None,
        urging: Callable[[UrgingTasks], None] = lambda tasks: None,
    ) -> None:
        self._store, self._time, self._folder, self._lamp, self._urging = store, time, folder, lamp, urging
        self._scheduler = BackgroundScheduler(
            timezone=BEIJING, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin. PostgreSQL is backed up by its own tools."""
        self._scheduler.add_job(self.sweep, CronTrigger(hour=SWEEP_HOUR, timezone=BEIJING), id="sweep")
        if self._store.dialect == "sqlite":
            self._scheduler.add_job(self.backup, CronTrigger(hour=BACKUP_HOUR, timezone=BEIJING), id="backup")
            last = last_backup(self._folder)
            if last is None or self._time.now() - last > timedelta(days=1):
                self._scheduler.add_job(self.backup, id="backup-now")
        every = IntervalTrigger(seconds=int(URGING_EVERY.total_seconds()), timezone=BEIJING)
        self._scheduler.add_job(self.look_at_urging, every, id="urging")
        self._scheduler.start()

    def stop(self) -> None:
        """End; a backup under way is finished."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def look_at_urging(self) -> None:
        """Count what is due to be urged and tell; a database that does not answer is told of elsewhere."""
        try:
            with self._store.read() as queries:
                tasks = urging_tasks.tasks(queries, self._time.now())
        except StorageError as error:
            log.warning("urging tasks not counted: %s", error)
            return
        self._urging(tasks)

    def backup(self) -> Path | None:
        """Make one backup and let go of those too old; None, and a red lamp, where it failed."""
        with self._lock:
            name = f"{_PREFIX}{beijing(self._time.now()):%Y%m%d-%H%M%S}{_SUFFIX}"
            try:
                made = self._store.backup(self._folder / name)
                self._lamp("data/backup", True, "")
            except AttachmentsIncomplete as error:
                log.warning("backup incomplete: %s", error)
                self._lamp("data/backup", False, f"每日备份：{error.message}")
                made = error.made
            except StorageError as error:
                log.warning("backup failed: %s", error)
                self._lamp("data/backup", False, f"每日备份失败：{error.message}")
                return None
            for old in sorted(self._folder.glob(f"{_PREFIX}*{_SUFFIX}"))[:-KEPT]:
                old.unlink(missing_ok=True)
            return made

    def sweep(self) -> None:
        """Let go of files kept for acts that never came about."""
        try:
            gone = attachments.sweep(self._store, self._time)
        except StorageError as error:  # tomorrow is another day
            log.warning("sweeping failed: %s", error)
        else:
            if gone:
                log.info("swept up %d contents no act named", gone)


def last_backup(folder: Path) -> datetime | None:
    """When the newest daily backup was made; None where there is none."""
    names = sorted(path.name for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"))
    if not names:
        return None
    stamp = names[-1].removeprefix(_PREFIX).removesuffix(_SUFFIX)
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=BEIJING)
    except ValueError:
        return None
