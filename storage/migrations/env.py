"""Runs a migration on the connection schema.py hands over: whole or not at all, on both engines."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from storage.tables import schema


def _render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types by name, so that a step reads like tables.py."""
    if kind == "type" and isinstance(item, TypeDecorator) and type(item).__module__ == "storage.columns":
        autogen.imports.add("from storage.columns import Big, Day, Instant, WallTime")
        return f"{type(item).__name__}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=schema,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=_render,
    compare_type=True,
)
context.run_migrations()
