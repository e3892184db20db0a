"""How Alembic runs here: on the connection that ``app.database`` hands over, one transaction per migration.

A developer who writes a new migration names the database to compare with:
``alembic -x database=FILE revision --autogenerate``. A migration serves SQLite and PostgreSQL alike.
"""

from typing import Any, Literal

import pysqlite3.dbapi2 as sqlite
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from models.migrations.bytewise import sort_bytewise
from models.registry import metadata
from models.types import Code, Scaled, UtcDateTime


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the search index out of the comparison: it is made by hand in the migrations (decision 10)."""
    return kind != "table" or not (name or "").startswith("record_search")


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write plain types, so that an old migration never depends on today's classes."""
    if kind != "type":
        return False
    if isinstance(item, Scaled):
        return "sa.BigInteger()"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if isinstance(item, Code):
        return "sa.String(length=24)"
    return False


def after_each(ctx: MigrationContext, *_step: object, **_more: object) -> None:
    """Bring the texts of new columns into the order that every database of ours has."""
    if ctx.connection is not None and ctx.dialect.name == "postgresql":
        sort_bytewise(ctx.connection, metadata.tables)


def run(connection: Connection) -> None:
    """Run the migrations that are asked for on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
        compare_type=True,
        include_name=include_name,
        render_item=render_item,
        on_version_apply=after_each,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_for_developer() -> None:
    """Open the database named by ``-x database=FILE`` (default: an empty one in memory)."""
    name = context.get_x_argument(as_dictionary=True).get("database", ":memory:")
    engine = create_engine(f"sqlite:///{name}", module=sqlite)
    with engine.connect() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_for_developer()
else:
    run(given)
