"""What every test can ask for: databases on both engines, a real desk, a user without powers, the shared data."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.desk.databases import PostgresDatabases, SqliteDatabases
from tests.desk.harness import Desk
from tests.desk.postgres import Cluster, find_binaries
from tests.desk.processes import bound_by_permissions, unavailable, without_powers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent

_ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

# Examples are the same in every run (a red build can be repeated) unless HYPOTHESIS_PROFILE=long asks for a search.
settings.register_profile("desk", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "long", deadline=None, max_examples=500, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# A mutant is found or not; what its smallest counterexample would be costs most of the time and interests nobody.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=30,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))


def pytest_configure(config: pytest.Config) -> None:
    # Before any test module imports Qt or the program: widgets are drawn nowhere, nothing reaches the user's own
    # folders, and the machine stands in a place that is not Beijing, so that local time cannot pass for it.
    home = Path(tempfile.mkdtemp(prefix="jiesu-test-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["HOME"] = str(home)
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    for name in [name for name in os.environ if name.startswith("JIESU_") and name != "JIESU_REQUIRE_ALL"]:
        del os.environ[name]
    os.environ["PYTHONUTF8"] = "1"
    os.environ.pop("PYTHONUNBUFFERED", None)  # nobody's desk has it, and it hides what a full buffer does
    os.environ["TZ"] = "America/Los_Angeles"
    time.tzset()


def pytest_runtest_setup(item: pytest.Item) -> None:
    # The tests of widgets leave the collector off: what they left goes here, in the main thread, before it is on again.
    if not gc.isenabled() and "qapp" not in getattr(item, "fixturenames", ()):
        gc.unfreeze()
        gc.collect()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # A desk is one screen, one keyboard and one loudspeaker: its tests follow each other in one worker.
    for item in items:
        if item.get_closest_marker("e2e") is not None:
            item.add_marker(pytest.mark.xdist_group("desk"))
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(360))  # so that a wait says what did not come


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, but with patience: see ``PatientQtBot``."""
    from tests.desk.patience import PatientQtBot

    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test of widgets sees what another left; leaving a window open is an error of the one that left it."""
    if "qapp" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    from tests.desk import leavings

    found = leavings.before(app)
    yield
    left = leavings.after(app, found)
    assert not left, f"left behind: {left}"


# ------------------------------------------------------------------------------------------------------- places
@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def resources() -> Path:
    """The folder of bundled resources."""
    return ROOT / "resources"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real exports beside the clone; without them the test is skipped (made fixtures cover the same ground)."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real exports (../shared/data) are not beside this clone")
    return folder


# ---------------------------------------------------------------------------------------------------- databases
@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A private PostgreSQL server; its tests may stop() and start() it."""
    binaries = find_binaries()
    if binaries is None:
        unavailable("PostgreSQL is not installed")
    with Cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def _postgres_databases(postgres_cluster: Cluster) -> PostgresDatabases:
    return PostgresDatabases(postgres_cluster)


@pytest.fixture(scope="session")
def _sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def postgres_url(_postgres_databases: PostgresDatabases) -> Iterator[str]:
    """URL of a PostgreSQL database of the test's own, empty."""
    url, drop = _postgres_databases.fresh(migrated=False)
    yield url
    drop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'jiesu.sqlite3'}"


@pytest.fixture(params=_ENGINES)
def empty_db_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database, on each engine in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def migrated_sqlite_url(tmp_path: Path, _sqlite_databases: SqliteDatabases) -> str:
    """URL of a migrated, empty SQLite database of the test's own."""
    return _sqlite_databases.copy_to(tmp_path / "jiesu.sqlite3")


@pytest.fixture
def migrated_postgres_url(_postgres_databases: PostgresDatabases) -> Iterator[str]:
    """URL of a migrated, empty PostgreSQL database of the test's own."""
    url, drop = _postgres_databases.fresh(migrated=True)
    yield url
    drop()


@pytest.fixture(params=_ENGINES)
def db_url(request: pytest.FixtureRequest) -> str:
    """URL of a migrated database without orders, on each engine in turn."""
    name = "migrated_sqlite_url" if request.param == "sqlite" else "migrated_postgres_url"
    url: str = request.getfixturevalue(name)
    return url


# ---------------------------------------------------------------------------------------------- users and desks
@pytest.fixture
def unprivileged() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command that file permissions bind, also where the tests themselves are run by root; output is text."""

    def run(
        command: Sequence[str | Path],
        *,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        seconds: float = 60,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            without_powers(command),
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    return run


@pytest.fixture
def permissions_bind() -> Iterator[None]:
    """File permissions bind the test itself, also where it is run by root: for read-only folders."""
    with bound_by_permissions():
        yield


@pytest.fixture(scope="session")
def _standing_desk() -> Iterator[Desk]:
    with Desk() as standing:
        yield standing


@pytest.fixture
def desk(_standing_desk: Desk) -> Iterator[Desk]:
    """A real desk: X server, window manager, tray, session bus and a loudspeaker that can be recorded."""
    yield _standing_desk
    _standing_desk.tidy()
