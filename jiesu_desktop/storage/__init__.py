"""The database: SQLAlchemy and Alembic live only here."""
