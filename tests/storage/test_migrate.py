from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.storage import migrate
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import NewerDatabase, NotADatabase
from tests.storage.conftest import NOW, Add, happened

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(migrate.config()).walk_revisions()))
]
FROZEN = ("UPDATE events SET actor = 'x'", "DELETE FROM events")


def test_the_newest_revision_is_the_one_said() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [migrate.HEAD]


def test_schema_and_tables_agree(store: Store) -> None:
    with store.connection(writing=False) as connection:
        assert migrate.differences(connection) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_events_cannot_be_changed_after_any_revision(empty_db_url: str, revision: str) -> None:
    engine = create_engine(empty_db_url)
    with engine.begin() as connection:
        migrate.upgrade(connection, revision)
        _raw_event(connection)
    for statement in (*FROZEN, *(["TRUNCATE events CASCADE"] if "postgresql" in empty_db_url else [])):
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 1
    engine.dispose()


def _raw_event(connection: Connection) -> None:
    """One event with no order behind it, so that it can stand in any revision's schema."""
    sqlite = connection.dialect.name == "sqlite"  # foreign keys are off there on a bare connection
    if not sqlite:
        connection.exec_driver_sql("ALTER TABLE events DROP CONSTRAINT fk_events_ticket_id")
    moment = "1" if sqlite else "now()"
    connection.exec_driver_sql(
        "INSERT INTO events (id, ticket_id, act, occurred_at, recorded_at, actor, workstation, details) "
        f"VALUES (1, 1, 'note', {moment}, {moment}, 'a', 'w', '{{}}')"
    )


def test_events_cannot_be_changed_in_a_live_database(store: Store, add: Add, policy: Policy) -> None:
    add(happened(Act.OBTAIN), number="n1")
    for statement in FROZEN:
        with pytest.raises(DatabaseError, match="append-only"), store.connection(writing=True) as connection:
            connection.execute(text(statement))


def test_a_newer_database_is_refused_and_left_alone(db_url: str) -> None:
    engine = create_engine(db_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="升级程序"):
        open_store(db_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    engine.dispose()


def test_another_programs_database_is_refused_and_left_alone(empty_db_url: str) -> None:
    engine = create_engine(empty_db_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE accounts (id integer)"))
    with pytest.raises(NotADatabase, match="其他程序"):
        open_store(empty_db_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT id FROM accounts"))
        with pytest.raises(DatabaseError):
            connection.execute(text("SELECT id FROM tickets"))
    engine.dispose()


def test_an_existing_file_is_copied_before_it_is_migrated(
    tmp_path: Path, migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a later program, which knows one revision more, opened today's file."""
    versions = tmp_path / "later" / "versions"
    versions.mkdir(parents=True)
    shipped = Path(migrate.__file__).parent / "migrations"
    for file in shipped.glob("*.*"):
        (versions.parent / file.name).write_bytes(file.read_bytes())
    for file in (shipped / "versions").glob("*.py"):
        (versions / file.name).write_bytes(file.read_bytes())
    (versions / "9000_later.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '9000'\ndown_revision = {migrate.HEAD!r}\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('events', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('later', sa.Text()))\n"
    )
    before = migrate.HEAD
    monkeypatch.setattr(migrate, "HEAD", "9000")
    original = migrate.config

    def later(connection: object = None) -> object:
        made = original(connection)  # type: ignore[arg-type]
        made.set_main_option("script_location", str(versions.parent))
        return made

    monkeypatch.setattr(migrate, "config", later)
    open_store(migrated_sqlite_url, time=ScaledTime(NOW, 0), backups=tmp_path / "copies").close()

    [copy] = (tmp_path / "copies").iterdir()
    assert copy.name == f"before-{before}-20261124-090000.sqlite3"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
    with closing(sqlite3.connect(tmp_path / "jiesu.sqlite3")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9000",)]
        # The batch rebuilt the table, and its triggers stand again.
        connection.execute(
            "INSERT INTO events (id, ticket_id, act, occurred_at, recorded_at, actor, workstation, details) "
            "VALUES (1, 1, 'note', 1, 1, 'a', 'w', '{}')"
        )
        for statement in FROZEN:
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                connection.execute(statement)
