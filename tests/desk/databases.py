"""Fresh databases for tests, on both engines, in milliseconds: each is a copy of one migrated template."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tests.desk.postgres import Cluster


def migrate(url: str) -> None:
    """Create and migrate the database behind `url`, as the program does at its start."""
    from jiesu_desktop.clock import SystemTime
    from jiesu_desktop.storage.engine import open_store

    open_store(url, time=SystemTime()).close()


class SqliteDatabases:
    """Hands out SQLite files; the template is migrated when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _template(self) -> Path:
        path = self._folder / "template.sqlite3"
        migrate(f"sqlite:///{path}")
        # Whatever still stands in the write-ahead log must come along when the file is copied.
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return path

    def copy_to(self, path: Path) -> str:
        """Copy the migrated template to `path`; returns its URL."""
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"


class PostgresDatabases:
    """Hands out databases of one cluster; the template is migrated when first asked for."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    @cached_property
    def _template(self) -> str:
        name = self.cluster.create()
        migrate(self.cluster.url(name))
        return name

    def fresh(self, *, migrated: bool) -> tuple[str, Callable[[], None]]:
        """A database of its own: its URL, and what drops it."""
        name = self.cluster.create(template=self._template) if migrated else self.cluster.create()
        return self.cluster.url(name), lambda: self.cluster.drop(name)
