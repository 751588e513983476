"""Alembic comes in here; everything is in migrate.py."""

from alembic import context

from jiesu_desktop.storage import migrate

migrate.run(context, context.config.attributes["connection"])
