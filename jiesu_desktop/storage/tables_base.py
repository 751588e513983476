"""What every table is made with: the metadata, the kinds of column, partial indexes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER is SQLite's fast row id


def id_column() -> Column[Any]:
    """The primary key."""
    return Column("id", BigId, primary_key=True)


def text_column(name: str, **options: Any) -> Column[Any]:
    """Text that is there, if empty."""
    return Column(name, Text, nullable=False, **options)


def version() -> Column[Any]:
    """Counts up with every change, so that a stale write is noticed."""
    return Column("version", Integer, nullable=False)


def ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[Any]:
    """The id of a row of another table."""
    return Column(name, BigId, ForeignKey(target), nullable=nullable, index=index)


def only(condition: str, flag: bool = False) -> dict[str, Any]:
    """A partial index. Worded as SQLAlchemy words the query, or SQLite does not see that it fits."""
    return {
        "sqlite_where": text(f"{condition} = 1" if flag else condition),
        "postgresql_where": text(condition),
    }
