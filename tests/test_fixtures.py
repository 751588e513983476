"""The fixtures keep what they promise, or tests that lean on them prove nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
import pytest

from tests.desk.postgres import Cluster
from tests.desk.processes import bound_by_permissions


@pytest.mark.postgres
def test_a_database_is_empty_and_ones_own(postgres_url: str, postgres_cluster: Cluster) -> None:
    other = postgres_cluster.create()
    for url in (postgres_url, postgres_cluster.url(other)):
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            count = connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
            ).fetchone()
            assert count == (0,)
            connection.execute("CREATE TABLE mark (id int)")
    postgres_cluster.drop(other)


def test_a_read_only_folder_stops_an_unprivileged_command(
    unprivileged: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o555)
    done = unprivileged([sys.executable, "-c", "import sys; open(sys.argv[1], 'w')", folder / "x"])
    assert "PermissionError" in done.stderr


@pytest.mark.usefixtures("permissions_bind")
def test_a_read_only_folder_stops_the_test_itself(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(PermissionError):
        (tmp_path / "x").write_text("")
    tmp_path.chmod(0o755)


def test_powers_come_back(tmp_path: Path) -> None:
    with bound_by_permissions():
        pass
    tmp_path.chmod(0o555)
    try:
        (tmp_path / "x").write_text("")
        wrote = True
    except PermissionError:
        wrote = False
    assert wrote is (os.geteuid() == 0)
    tmp_path.chmod(0o755)
