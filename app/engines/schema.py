"""The schema's history: which revision a database is at, and bringing it up to date behind a backup."""

from collections.abc import Callable
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.engines.place import Place
from app.errors import StorageError
from app.i18n import _
from app.resources import resource_path

BackUp = Callable[[], object]


def migration_config() -> Config:
    """Return Alembic's configuration with the absolute place of the migrations, also in a frozen program."""
    config = Config()
    config.set_main_option("script_location", str(resource_path().parent / "models" / "migrations").replace("%", "%%"))
    return config


@cache
def newest_revision() -> str | None:
    """Return the revision that the migrations of this program lead to; to tell it all of them have to be read."""
    return ScriptDirectory.from_config(migration_config()).get_current_head()


def current_revision(connection: Connection) -> str | None:
    """Return the revision that a database is at, None where no migration ever ran."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision``: one transaction each, or all in the one that is open."""
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
    if current == newest_revision():
        return
    if strange:
        message = _("{path} is the database of another program. Nothing was changed.")
        raise StorageError(message.format(path=place.label))
    if current is not None and current not in _known_revisions():
        message = _(
            "{path} was made by a newer version of this program. Nothing was changed; install the newer version."
        )
        raise StorageError(message.format(path=place.label))
    if back_up is not None and current is not None:
        back_up()
    with place.upgrading(engine) as connection:
        upgrade(connection)


def _known_revisions() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(migration_config())
    return frozenset(script.revision for script in scripts.walk_revisions())
