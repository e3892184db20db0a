"""From a file to a server and back: nothing is added, lost or altered, and a move that fails leaves nothing behind."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.backup import back_up, restore
from app.clock import FixedClock
from app.config import DATABASE_FILE, DataFolder
from app.database import open_database
from app.errors import StorageError
from app.i18n import using_language
from app.integrity import check
from app.queries.search import pick
from app.services.setup import set_up
from app.start import open_context
from models.enums import RecordKind
from tests.databases import Files, Server, all_rows, ask, tamper
from tests.demo_folder import demo_context, demo_folder
from tests.factories import FRIDAY, make_agreed_dispatch, plain_printer
from tests.test_migrations import migrate, revision_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in their source language."""
    with using_language("en"):
        yield


@pytest.fixture(scope="module")
def moved(server: Server) -> DataFolder:
    """The demo data on the server, restored from a backup of the file ``original`` holds."""
    return demo_folder(server)


@pytest.fixture(scope="module")
def original(server: Server, moved: DataFolder) -> DataFolder:
    """The file that they came from."""
    return DataFolder(moved.root.parent)


@pytest.fixture
def small(tmp_path: Path, clock: FixedClock) -> DataFolder:
    """A small department in a file."""
    folder = Files(tmp_path).new(tmp_path / "small")
    with closing(open_context(folder, clock=clock)) as context:
        set_up(context, company_name="江南清源水务工程有限公司")
        make_agreed_dispatch(context)
    return folder


def move(source: DataFolder, target: DataFolder) -> DataFolder:
    restore(back_up(source, FRIDAY).path, target)
    return target


def test_every_row_arrives_and_comes_back(moved: DataFolder, original: DataFolder, tmp_path: Path) -> None:
    back = move(moved, DataFolder(tmp_path / "back"))
    rows = all_rows(original)
    assert sum(map(len, rows.values())) > 5_000
    assert all_rows(moved) == rows
    assert all_rows(back) == rows


def test_what_arrived_is_whole_and_every_file_is_there(moved: DataFolder) -> None:
    with demo_context(moved) as context:
        assert check(context) == ()


def test_what_came_back_is_whole_and_found(moved: DataFolder, tmp_path: Path) -> None:
    with demo_context(move(moved, DataFolder(tmp_path / "back"))) as context:
        assert check(context) == ()
        assert pick(context, RecordKind.CUSTOMER, "hdhg")


def test_work_goes_on_with_new_ids_after_a_move(server: Server, small: DataFolder, tmp_path: Path) -> None:
    folder = move(small, server.new(tmp_path / "moved"))
    with closing(open_context(folder, printer=plain_printer)) as context:
        make_agreed_dispatch(context)
        assert check(context) == ()


def test_an_older_backup_is_upgraded_on_the_way(server: Server, small: DataFolder, tmp_path: Path) -> None:
    head = revision_of(small)
    migrate(small, "0002", down=True)
    folder = move(small, server.new(tmp_path / "moved"))
    assert revision_of(folder) == head
    assert ask(folder, "SELECT count(*) FROM record") == ask(small, "SELECT count(*) FROM record")


def test_an_older_server_is_copied_as_it_is(server: Server, small: DataFolder, tmp_path: Path) -> None:
    folder = move(small, server.new(tmp_path / "moved"))
    migrate(folder, "0001", down=True)
    before = all_rows(folder)
    back = move(folder, DataFolder(tmp_path / "back"))
    assert (revision_of(back), all_rows(back)) == ("0001", before)


def test_a_database_with_tables_is_not_moved_into(server: Server, small: DataFolder, tmp_path: Path) -> None:
    folder = server.new(tmp_path / "moved")
    tamper(folder, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StorageError, match="already holds data"):
        move(small, folder)
    assert all_rows(folder) == {"recipes": []}


def test_a_text_that_no_server_takes_is_named_and_nothing_is_left_behind(
    server: Server, small: DataFolder, tmp_path: Path
) -> None:
    tamper(small, f"UPDATE record SET title = '{'长' * 300}' WHERE kind = 'customer'")
    folder = server.new(tmp_path / "moved")
    with pytest.raises(StorageError, match=r"record\.title is longer than 200"):
        move(small, folder)
    assert not folder.database.holds_data()


def test_rows_that_point_to_nothing_are_refused_and_nothing_is_left_behind(
    server: Server, small: DataFolder, tmp_path: Path
) -> None:
    tamper(small, "UPDATE record SET customer_id = 999999 WHERE kind = 'site'")
    folder = server.new(tmp_path / "moved")
    with pytest.raises(StorageError, match="point to nothing"):
        move(small, folder)
    assert not folder.database.holds_data()


def test_a_backup_of_an_empty_database_is_refused(server: Server, tmp_path: Path) -> None:
    folder = server.new(tmp_path)
    with pytest.raises(StorageError, match="holds no data"):
        back_up(folder, FRIDAY)
    assert not list(folder.root.rglob("*.aftercare-backup"))


def test_a_backup_from_a_server_holds_one_whole_file(moved: DataFolder, tmp_path: Path) -> None:
    info = back_up(moved, FRIDAY, target=tmp_path)
    with zipfile.ZipFile(info.path) as archive:
        assert DATABASE_FILE in archive.namelist()
        archive.extract(DATABASE_FILE, tmp_path)
    open_database(DataFolder(tmp_path).database).close()
    assert (info.audit_count, info.files > 0) == (ask(moved, "SELECT count(*) FROM audit_entry")[0][0], True)
