"""A private PostgreSQL for the tests: own data folder, own socket, no network, gone at the end."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

import psycopg

from tests.desk.processes import as_account, dying_with_parent, server_account, stop

# Durability is not under test and costs most of the time.
_SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "80",
    "autovacuum_naptime": "1h",
    "timezone": "America/Los_Angeles",  # a server that does not stand in Beijing
}
_START_SECONDS = 30


def find_binaries() -> Path | None:
    """The folder with initdb and postgres of the newest PostgreSQL installed, or None."""
    on_path = shutil.which("initdb")
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    candidates = [*folders, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


class Cluster:
    """One PostgreSQL server with superuser `jiesu`, reached by a Unix socket.

    Attributes:
        folder: holds data, socket and log.
    """

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._account = server_account()
        # Not pytest's tmp_path: a socket's path may have 107 bytes, and the server's account must reach it.
        self.folder = Path(tempfile.mkdtemp(prefix="jiesu-pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def __enter__(self) -> Cluster:
        if self._account is not None:
            os.chown(self.folder, self._account.pw_uid, self._account.pw_gid)
        self._initdb()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://jiesu@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start the server (again) and wait until it answers."""
        settings = [f"--{name}={value}" for name, value in _SERVER_SETTINGS.items()]
        server: list[str | Path] = [
            self._binaries / "postgres",
            "-D",
            self.folder / "data",
            "-k",
            self.folder,
            *settings,
        ]
        # SIGQUIT: should the tests be killed, the server goes at once and takes its children along.
        command = as_account(dying_with_parent(server, "QUIT"), self._account)
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the server at once, as a power cut would; connections break."""
        if self._process is not None:
            stop(self._process, sign=signal.SIGQUIT)
            self._process = None

    def create(self, *, template: str = "template0") -> str:
        """A new database copied from `template`; returns its name."""
        name = f"t{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one administrative statement."""
        with psycopg.connect(
            host=str(self.folder), user="jiesu", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def _initdb(self) -> None:
        command: list[str | Path] = [
            self._binaries / "initdb", "-D", self.folder / "data", "-U", "jiesu", "-A", "trust",
            "--no-sync", "-E", "UTF8", "--locale=C.UTF-8",
        ]  # fmt: skip
        done = subprocess.run(
            as_account(command, self._account), cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb: {done.stdout}\n{done.stderr}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError as error:
                gone = self._process is None or self._process.poll() is not None
                if gone or time.monotonic() > deadline:
                    log = (self.folder / "server.log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {error}\n{log}") from error
            time.sleep(0.05)
