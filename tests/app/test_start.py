"""Opening a data folder: what is made, what is backed up first, and what the department's settings say unasked."""

from pathlib import Path

import pytest

from app.backup import verify
from app.clock import FixedClock
from app.config import DataFolder, default_data_folder, demo_data_folder
from app.errors import StorageError
from app.security.accounts import SINGLE_PERSON
from app.start import open_context
from models.enums import Role
from tests.databases import Databases, all_rows, file_of
from tests.test_migrations import migrate, revision_of


def test_a_new_folder_is_made_where_there_is_none(databases: Databases, tmp_path: Path, clock: FixedClock) -> None:
    folder = databases.new(tmp_path / "a" / "b")
    assert not folder.database.holds_data()
    open_context(folder, clock=clock).close()
    assert folder.database.holds_data()
    assert not folder.backups.exists()


@pytest.mark.sqlite_only("about the files of SQLite")
def test_closing_folds_everything_into_one_file(folder: DataFolder, clock: FixedClock) -> None:
    open_context(folder, clock=clock).close()
    assert {path.name for path in folder.root.glob("aftercare.db*")} == {"aftercare.db"}


def test_an_older_folder_is_backed_up_whole_before_the_upgrade(folder: DataFolder, clock: FixedClock) -> None:
    migrate(folder, "0001", down=True)
    open_context(folder, clock=clock).close()
    (backup,) = folder.backups.iterdir()
    assert backup.name == "aftercare-20260306-060000-before-upgrade.aftercare-backup"
    assert verify(backup).audit_count > 0


def test_an_older_folder_that_cannot_be_backed_up_is_not_upgraded(folder: DataFolder, clock: FixedClock) -> None:
    migrate(folder, "0001", down=True)
    folder.backups.write_bytes(b"in the way")
    before = all_rows(folder)
    with pytest.raises(StorageError):
        open_context(folder, clock=clock)
    assert (revision_of(folder), all_rows(folder)) == ("0001", before)


def test_one_person_works_as_manager(folder: DataFolder, clock: FixedClock) -> None:
    context = open_context(folder, clock=clock)
    assert (context.actor, context.actor.roles) == (SINGLE_PERSON, {Role.MANAGER})
    context.close()


def test_demo_data_lie_apart(tmp_path: Path) -> None:
    assert demo_data_folder().root != default_data_folder().root
    folder = DataFolder(tmp_path)
    inside = (file_of(folder), folder.files, folder.backups, folder.ui, folder.log)
    assert all(path.is_relative_to(tmp_path) for path in inside)
