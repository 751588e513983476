"""The fixtures keep what they promise, or tests that lean on them prove nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
import pytest

from tests.desk.postgres import Cluster


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
