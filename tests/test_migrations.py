"""Upgrades: an empty database comes up to date, no drift, every step back and up again, never without a backup."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, inspect

from app.config import DataFolder
from app.database import open_database
from app.engines.schema import known_revisions, migration_config
from app.errors import StorageError
from app.forms.parties import ContactForm
from app.queries.everywhere import search_everywhere
from app.start import open_context
from models.base import NAMING_CONVENTION
from models.migrations import __file__ as migrations_file
from models.registry import metadata
from tests.databases import Databases, all_rows, ask, file_of, tamper
from tests.factories import make_customer

HEAD = ScriptDirectory.from_config(migration_config()).get_current_head()


@pytest.fixture
def engine(empty_folder: DataFolder) -> Iterator[Engine]:
    """An empty database without any tables."""
    engine = empty_folder.database.engine()
    yield engine
    engine.dispose()


def migrate(folder: DataFolder, revision: str, *, down: bool = False) -> None:
    config, engine = migration_config(), folder.database.engine()
    with folder.database.upgrading(engine) as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
    engine.dispose()


def revision_of(folder: DataFolder) -> object:
    return ask(folder, "SELECT version_num FROM alembic_version")[0][0]


def not_searching(name: str | None, kind: str, _parents: object) -> bool:
    """The search index is made by hand in the migrations (decision 10)."""
    return kind != "table" or not (name or "").startswith("record_search")


def test_the_revisions_are_told_by_the_names_of_their_files() -> None:
    history = ScriptDirectory.from_config(migration_config()).walk_revisions()
    assert known_revisions() == tuple(reversed([step.revision for step in history]))


def test_an_empty_database_comes_up_to_date(empty_folder: DataFolder) -> None:
    open_database(empty_folder.database).close()
    assert revision_of(empty_folder) == HEAD


def test_the_models_and_the_migrations_say_the_same(empty_folder: DataFolder, engine: Engine) -> None:
    migrate(empty_folder, "head")
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": not_searching}
        migrated = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(migrated, metadata) == []


def test_every_stored_constraint_has_a_name_by_the_convention(empty_folder: DataFolder, engine: Engine) -> None:
    migrate(empty_folder, "head")
    starts = tuple(f"{prefix}_" for prefix in NAMING_CONVENTION)
    found = inspect(engine)
    for table in metadata.tables:
        named = [*found.get_foreign_keys(table), *found.get_unique_constraints(table), *found.get_indexes(table)]
        named += [*found.get_check_constraints(table), found.get_pk_constraint(table)]
        assert all(str(item["name"]).startswith(starts) for item in named), table


def test_down_and_up_again(empty_folder: DataFolder, engine: Engine) -> None:
    migrate(empty_folder, "head")
    migrate(empty_folder, "base", down=True)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(empty_folder, "head")
    assert set(inspect(engine).get_table_names()) >= set(metadata.tables)


def test_old_migrations_do_not_depend_on_todays_code() -> None:
    for path in (Path(migrations_file).parent / "versions").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "models" not in source, path.name
        assert "app." not in source, path.name


def old_database(folder: DataFolder) -> DataFolder:
    """Take the folder's database back to the first revision, as an older program left it."""
    migrate(folder, "0001", down=True)
    return folder


def test_an_older_database_is_backed_up_before_it_is_upgraded(folder: DataFolder) -> None:
    old, seen = old_database(folder), list[object]()
    open_database(old.database, back_up=lambda: seen.append(revision_of(old))).close()
    assert seen == ["0001"]
    assert revision_of(old) == HEAD


def test_an_upgraded_database_is_searched_as_a_new_one(folder: DataFolder) -> None:
    """The index that an older version made holds other tokens: it is made anew once, contacts and all."""
    with closing(open_context(folder)) as desk:
        contact = ContactForm(name="王建民", mobile="138 0013 8000")
        make_customer(desk, name="华东化工", contacts=(contact,))
    migrate(folder, "0004", down=True)
    with closing(open_context(folder)) as upgraded:
        (found,) = search_everywhere(upgraded, "13800138000")
        assert [hit.title for hit in found.hits] == ["华东化工"]


def test_nothing_is_upgraded_when_the_backup_fails(folder: DataFolder) -> None:
    def no_room() -> None:
        raise OSError("No space left on device")

    old = old_database(folder)
    with pytest.raises(StorageError, match=r"disk is full|磁盘"):
        open_database(old.database, back_up=no_room)
    assert revision_of(old) == "0001"


def test_a_database_that_is_up_to_date_is_not_backed_up(folder: DataFolder) -> None:
    open_database(folder.database, back_up=lambda: pytest.fail("nothing to upgrade")).close()


def test_a_newer_database_is_refused_and_left_as_it_was(folder: DataFolder) -> None:
    tamper(folder, "UPDATE alembic_version SET version_num = '9999'")
    before = all_rows(folder)
    with pytest.raises(StorageError, match=r"newer|较新|更新"):
        open_database(folder.database, back_up=lambda: pytest.fail("nothing is upgraded"))
    assert (revision_of(folder), all_rows(folder)) == ("9999", before)


@pytest.mark.sqlite_only("a server's files are its own")
def test_not_a_byte_of_a_newer_file_is_changed(folder: DataFolder) -> None:
    tamper(folder, "UPDATE alembic_version SET version_num = '9999'", "PRAGMA wal_checkpoint(TRUNCATE)")
    before = file_of(folder).read_bytes()
    with pytest.raises(StorageError):
        open_database(folder.database)
    assert file_of(folder).read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_was(empty_folder: DataFolder) -> None:
    tamper(empty_folder, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match=r"another program|其他程序"):
        open_database(empty_folder.database)
    assert all_rows(empty_folder) == {"recipes": []}


def test_an_upgrade_keeps_what_is_stored(folder: DataFolder) -> None:
    before, old = all_rows(folder), old_database(folder)
    policies = ask(old, "SELECT count(*) FROM policy")
    open_database(old.database).close()
    after = all_rows(folder)
    # Rules that the older program could not count with were left out on the way back.
    kept, known = after.pop("policy"), before.pop("policy")
    assert after.pop("assessment_item") == []  # shipped rows come with the start of the program
    assert before.pop("assessment_item")
    assert after == before
    assert [(len(kept),)] == policies
    assert [row for row in known if row in kept] == kept


def test_the_migrations_make_the_same_checks_as_the_models(databases: Databases, tmp_path: Path) -> None:
    """Checks are not part of Alembic's comparison; a batch that re-creates a table could lose them."""
    migrated, modelled = databases.new(tmp_path / "migrated"), databases.new(tmp_path / "modelled")
    open_database(migrated.database).close()
    modelled.database.prepare()
    engines = [folder.database.engine() for folder in (migrated, modelled)]
    metadata.create_all(engines[1])
    one, other = map(inspect, engines)
    for table in metadata.tables:
        assert checks_of(one, table) == checks_of(other, table), table
    for engine in engines:
        engine.dispose()


def checks_of(found: Inspector, table: str) -> dict[str, str]:
    """Return the checks of a table by name, without the casts and brackets that a server adds to them."""
    checks = found.get_check_constraints(table)
    return {str(check["name"]): re.sub(r"::[a-z ]+|[()\[\]\s]", "", check["sqltext"]) for check in checks}
