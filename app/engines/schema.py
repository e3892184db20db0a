"""The schema's history: which revision a database is at, and bringing it up to date behind a backup.

Alembic is loaded only where there is something to upgrade: it would take a quarter of the time of every start.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.engines.place import Place
from app.errors import StorageError
from app.i18n import _
from app.resources import resource_path

if TYPE_CHECKING:
    from alembic.config import Config

BackUp = Callable[[], object]
STAMP = "alembic_version"  # the table in which Alembic writes the revision


def _migrations() -> Path:
    """Return the absolute place of the migrations, also in a frozen program."""
    return resource_path().parent / "models" / "migrations"


def migration_config() -> "Config":
    """Return Alembic's configuration with the absolute place of the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_migrations()).replace("%", "%%"))
    return config


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the revisions of this program in their order: each migration's file is called after its own, 0001_…"""
    return tuple(sorted(path.name.partition("_")[0] for path in (_migrations() / "versions").glob("[0-9]*_*.py")))


def current_revision(connection: Connection) -> str | None:
    """Return the revision that a database is at, None where no migration ever ran."""
    if not inspect(connection).has_table(STAMP):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {STAMP}"))
    return revision


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision``: one transaction each, or all in the one that is open."""
    from alembic import command

    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def bring_up_to_date(place: Place, engine: Engine, back_up: BackUp | None) -> None:
    """Make the tables of an empty database, or upgrade an older one behind a backup.

    StorageError, with nothing changed, for one that a newer version or another program has made. When ``back_up``
    fails, nothing is upgraded.
    """
    with engine.connect() as connection:
        current = current_revision(connection)
        strange = current is None and place.has_tables(connection)
    if current == known_revisions()[-1]:
        return
    if strange:
        message = _("{path} is the database of another program. Nothing was changed.")
        raise StorageError(message.format(path=place.label))
    if current is not None and current not in known_revisions():
        message = _(
            "{path} was made by a newer version of this program. Nothing was changed; install the newer version."
        )
        raise StorageError(message.format(path=place.label))
    if back_up is not None and current is not None:
        back_up()
    with place.upgrading(engine) as connection:
        upgrade(connection)
