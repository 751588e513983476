"""``init``, ``seed``, ``backup`` and ``restore``: looking after the data folder."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.failures import Failed
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import session
from jiesu_desktop.clock import SystemTime, beijing
from jiesu_desktop.storage import backup
from jiesu_desktop.storage.attachments import FOLDER
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import AttachmentsIncomplete


def run_init(options: Options) -> int:
    """Make the first operator, named by ``--as``."""
    if not (options.who or "").strip():
        say("命令有误：请用 --as 写明第一个操作员的姓名，例如 init --as 张三")
        return 2
    with session(options) as s, s.store.begin() as work:
        if known := work.operators.all():
            raise Failed(f"已有操作员 {known[0].name} 等 {len(known)} 人，init 只用于建立第一个。")
        operator = work.operators.ensure(s.who.name)
    say(f"已建立操作员 {operator.name}")
    emit({"operator": operator.name})
    return 0


def run_seed(options: Options) -> int:
    """Fill an empty data folder with invented orders."""
    from jiesu_desktop.services.seeding import NotEmpty, seed

    time = SystemTime()
    before = time.monotonic()
    with session(options) as s:
        try:
            made = seed(
                s.store, s.time, s.who, tickets=options.tickets, open_count=options.open, seed=options.seed,
                progress=_counter if sys.stderr.isatty() else None,
            )  # fmt: skip
        except NotEmpty as error:
            raise Failed(error.message) from None
    spent = round(time.monotonic() - before, 2)
    say(f"已填入 {made} 件虚构工单，用时 {spent} 秒")
    emit({"tickets": made, "seconds": spent})
    return 0


def _counter(done: int, total: int) -> None:
    sys.stderr.write(f"\r生成 {done}/{total}" + ("\n" if done >= total else ""))


def run_backup(options: Options) -> int:
    """Copy the database and its orders' files, while they may be in use; into one file if its name ends with .zip."""
    with session(options) as s:
        name = f"jiesu-{beijing(s.time.now()):%Y%m%d-%H%M%S}.sqlite3"
        made, lost = _back_up(s.store, options.out or options.folder / "backups" / name)
    files = 0 if made.suffix.lower() == backup.PACKED else len(backup.named(made))
    say(
        f"已备份到 {made}"
        + (f"，{files} 个附件在它旁边的 attachments 文件夹，搬走时请一起带上" if files else "")
    )
    emit({"file": str(made), "bytes": made.stat().st_size, "missing": lost})
    return 0


def _back_up(store: Store, target: Path) -> tuple[Path, int]:
    """What was made, and how many files of orders were not there to be copied."""
    try:
        return store.backup(target), 0
    except AttachmentsIncomplete as error:
        say(error.message)
        return error.made, error.lost


def run_restore(options: Options) -> int:
    """Put a backup in the database's place. What stood there is kept in ``backups``; the desk must be closed."""
    database = _sqlite_file(options)
    folder = options.folder / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as temporary:
        tried = Path(temporary) / "tried.sqlite3"
        with backup.opened(options.file, Path(temporary)) as found:
            _try(found.database, tried)
            # Files first: they harm nobody, and a database is never there without them.
            lost = backup.bring(tried, found.source, database.absolute().parent / FOLDER, verify=True)
        kept = _keep(database, folder)
        backup.restore(tried, database)
    say(f"已恢复 {options.file.name}" + (f"，原数据保留在 {kept}" if kept else ""))
    if lost:
        say(f"有 {lost} 个附件在备份里也没有；如果 attachments 文件夹在别处，请放到备份文件旁边再恢复一次。")
    emit({"file": str(options.file), "kept": str(kept) if kept else None, "missing": lost})
    return 0


def _sqlite_file(options: Options) -> Path:
    if not options.url.startswith("sqlite:///"):
        raise Failed("restore 只用于 SQLite；PostgreSQL 请用 pg_restore。")
    return Path(options.url.removeprefix("sqlite:///").split("?")[0])


def _try(file: Path, copy: Path) -> None:
    """Open a copy of the backup: it must be a database of ours, and not from a later version of the program."""
    from jiesu_desktop.storage.engine import open_store

    backup.restore(file, copy)
    store = open_store(f"sqlite:///{copy}", create=False)
    try:
        store.check()
    finally:
        store.close()


def _keep(database: Path, folder: Path) -> Path | None:
    """A copy of what is there now, with its orders' files: those nothing names after the restore are swept up one day.

    A file too damaged to be copied as a database is copied as it lies.
    """
    if not database.exists():
        return None
    from jiesu_desktop.storage.errors import BackupFailed

    kept = folder / f"before-restore-{beijing(SystemTime().now()):%Y%m%d-%H%M%S}.sqlite3"
    try:
        backup.restore(database, kept)
        backup.bring(kept, backup.in_folder(database.absolute().parent / FOLDER), kept.parent / FOLDER)
    except BackupFailed:
        import shutil

        shutil.copyfile(database, kept)
    return kept
