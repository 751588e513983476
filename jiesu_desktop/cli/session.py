"""What every command needs first: the database, the time, and who acts."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.failures import Failed
from jiesu_desktop.clock import SystemTime, TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.storage.engine import Store, open_store


@dataclass(frozen=True)
class Session:
    """An open data folder and the one who works on it."""

    store: Store
    time: TimeSource
    who: Who


@contextmanager
def session(options: Options) -> Iterator[Session]:
    """Open the database of the options, with a policy in it.

    Raises:
        StorageError: it cannot be opened.
    """
    from jiesu_desktop.services.policy import ensure_default
    from jiesu_desktop.services.projection import bring_up

    _refuse_missing_folder(options)
    store = open_store(options.url, backups=options.folder / "backups")
    try:
        # with a shared database its server's clock rules
        time = SystemTime(store.server_offset)
        who = the_operator(options)
        with store.begin() as work:
            ensure_default(work, time, who)
            bring_up(work)
        yield Session(store, time, who)
    finally:
        store.close()


def _refuse_missing_folder(options: Options) -> None:
    """A mistyped ``--db`` must not make folders of its own; the data folder is made where it is missing."""
    if options.db and options.db.startswith("sqlite:///"):
        folder = Path(options.db.removeprefix("sqlite:///").split("?")[0]).absolute().parent
        if not folder.is_dir():
            raise Failed(f"--db 所指的文件夹 {folder} 不存在，请核对地址或先建立文件夹。")


def the_operator(options: Options) -> Who:
    """Who acts: ``--as NAME``, else the system user, from this machine."""
    name = (options.who or "").strip()
    if options.who is not None and not name:
        raise Failed("--as 后面的姓名是空的。")
    return Who(name or _system_user(), platform.node() or "本机")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a user table
        return "值班员"
