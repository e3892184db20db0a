"""Upgrades: an empty file comes up to date, no drift, every step back and up again, and never without a backup."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from app.config import DataFolder
from app.database import migration_config, open_database
from app.errors import StorageError
from models.base import NAMING_CONVENTION
from models.migrations import __file__ as migrations_file
from models.registry import metadata

HEAD = ScriptDirectory.from_config(migration_config()).get_current_head()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database without any tables."""
    engine = create_engine(f"sqlite:///{tmp_path / 'plain.db'}", module=sqlite)
    yield engine
    engine.dispose()


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    config = migration_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
        connection.commit()


def revision_of(path: Path) -> str:
    with closing(sqlite.connect(str(path))) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def not_searching(name: str | None, kind: str, _parents: object) -> bool:
    """The search index is made by hand in the migrations (decision 10)."""
    return kind != "table" or not (name or "").startswith("record_search")


def test_an_empty_file_comes_up_to_date(tmp_path: Path) -> None:
    open_database(tmp_path / "new.db").close()
    assert revision_of(tmp_path / "new.db") == HEAD


def test_the_models_and_the_migrations_say_the_same(engine: Engine) -> None:
    migrate(engine, "head")
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": not_searching}
        migrated = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(migrated, metadata) == []


def test_every_stored_constraint_has_a_name_by_the_convention(engine: Engine) -> None:
    migrate(engine, "head")
    starts = tuple(f"{prefix}_" for prefix in NAMING_CONVENTION)
    found = inspect(engine)
    for table in metadata.tables:
        named = [*found.get_foreign_keys(table), *found.get_unique_constraints(table), *found.get_indexes(table)]
        named += [*found.get_check_constraints(table), found.get_pk_constraint(table)]
        assert all(str(item["name"]).startswith(starts) for item in named), table


def test_down_and_up_again(engine: Engine) -> None:
    migrate(engine, "head")
    migrate(engine, "base", down=True)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine, "head")
    assert set(inspect(engine).get_table_names()) >= set(metadata.tables)


def test_old_migrations_do_not_depend_on_todays_code() -> None:
    for path in (Path(migrations_file).parent / "versions").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "models" not in source, path.name
        assert "app." not in source, path.name


def old_database(folder: DataFolder) -> Path:
    """Take the folder's database back to the first revision, as an older program left it."""
    engine = create_engine(f"sqlite:///{folder.database}", module=sqlite)
    migrate(engine, "0001", down=True)
    engine.dispose()
    return folder.database


def test_an_older_database_is_backed_up_before_it_is_upgraded(folder: DataFolder) -> None:
    path = old_database(folder)
    seen: list[str] = []
    open_database(path, back_up=lambda at: seen.append(revision_of(at))).close()
    assert seen == ["0001"]
    assert revision_of(path) == HEAD


def test_nothing_is_upgraded_when_the_backup_fails(folder: DataFolder) -> None:
    path = old_database(folder)

    def no_room(_path: Path) -> None:
        raise OSError("No space left on device")

    with pytest.raises(StorageError, match=r"disk is full|磁盘"):
        open_database(path, back_up=no_room)
    assert revision_of(path) == "0001"


def test_a_database_that_is_up_to_date_is_not_backed_up(folder: DataFolder) -> None:
    open_database(folder.database, back_up=lambda _path: pytest.fail("nothing to upgrade")).close()


def test_a_newer_database_is_refused_and_left_as_it_was(folder: DataFolder) -> None:
    with closing(sqlite.connect(str(folder.database))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = folder.database.read_bytes()
    with pytest.raises(StorageError, match=r"newer|较新|更新"):
        open_database(folder.database, back_up=lambda _path: pytest.fail("nothing is upgraded"))
    assert folder.database.read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match=r"another program|其他程序"):
        open_database(path)
    with closing(sqlite.connect(str(path))) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_an_upgrade_keeps_what_is_stored(folder: DataFolder, tmp_path: Path) -> None:
    copy = Path(shutil.copy(folder.database, tmp_path / "copy.db"))
    rows = "SELECT kind, clause, amount FROM policy ORDER BY id"
    with closing(sqlite.connect(str(copy))) as connection:
        before = connection.execute(rows).fetchall()
    database = open_database(old_database(folder))
    with database.read_session() as session:
        assert [tuple(row) for row in session.execute(text(rows))] == before
    database.close()
