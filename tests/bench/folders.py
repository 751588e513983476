"""Seeded databases, made once and kept: a million orders take minutes."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from jiesu_desktop.clock import BEIJING, ScaledTime
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import policy
from jiesu_desktop.services.seeding import seed
from jiesu_desktop.storage import migrate
from jiesu_desktop.storage.engine import Store, open_store

NOW = datetime(2026, 1, 5, 2, 14, tzinfo=BEIJING)
TIME = ScaledTime(NOW, 0)
WHO = Who("示某", "前台一")


def cache() -> Path:
    """Where they are kept: ``JIESU_BENCH_CACHE`` or a folder of the system's temporary one."""
    folder = Path(os.environ.get("JIESU_BENCH_CACHE") or Path(tempfile.gettempdir()) / "jiesu-bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def empty_store(path: Path) -> Store:
    """A new database with a policy."""
    path.unlink(missing_ok=True)
    store = open_store(f"sqlite:///{path}", time=TIME)
    with store.begin() as work:
        policy.ensure_default(work, TIME, WHO)
    return store


def seeded(tickets: int) -> Path:
    """A database of so many invented orders, of this schema."""
    path = cache() / f"seeded-{tickets}-{migrate.HEAD}.sqlite3"
    if not path.exists():
        print(f"bench: seeding {tickets} orders into {path} (once)", file=sys.stderr)
        part = path.with_suffix(".part")
        store = empty_store(part)
        seed(store, TIME, WHO, tickets=tickets)
        store.close()
        part.replace(path)
    return path


def opened(tickets: int) -> Store:
    """That database, open."""
    return open_store(f"sqlite:///{seeded(tickets)}", time=TIME, create=False)
