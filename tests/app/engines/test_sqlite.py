"""The database file: what is refused at opening, and what the system's words are told as."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import text

from app.config import DataFolder
from app.database import open_database
from app.engines.place import Place
from app.engines.sqlite import SqliteFile, storage_error
from app.errors import StorageError
from app.i18n import using_language
from app.integrity import check
from tests.conftest import OpenDesk
from tests.databases import file_of
from tests.factories import make_customer

pytestmark = pytest.mark.sqlite_only("about a database in a file")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in their source language."""
    with using_language("en"):
        yield


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a database as a program does that lets nobody else in."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(folder: DataFolder) -> None:
    file_of(folder).write_bytes(b"minutes of the meeting " * 500)
    before = file_of(folder).read_bytes()
    with pytest.raises(StorageError, match="damaged"):
        open_database(folder.database)
    assert file_of(folder).read_bytes() == before


def test_a_damaged_database_is_refused_with_the_way_out(folder: DataFolder) -> None:
    content = bytearray(file_of(folder).read_bytes())
    content[8192:40960] = bytes(32768)
    file_of(folder).write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged.*backup"):
        open_database(folder.database)


def test_a_cut_off_database_is_refused(folder: DataFolder) -> None:
    content = file_of(folder).read_bytes()
    file_of(folder).write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageError, match="damaged"):
        open_database(folder.database)


def test_a_locked_database_is_refused(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Place, "patience", 0.05)
    with locked(file_of(folder)), pytest.raises(StorageError, match="locked"):
        open_database(folder.database)


@pytest.mark.parametrize("path", [Path("//server/share/aftercare.db"), r"\\server\share\aftercare.db"])
def test_a_network_share_is_refused(path: Any) -> None:
    with pytest.raises(StorageError, match="network share"):
        open_database(SqliteFile(path))


def test_a_folder_in_the_databases_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "aftercare.db").mkdir()
    with pytest.raises(StorageError):
        open_database(SqliteFile(tmp_path / "aftercare.db"))


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        open_database(SqliteFile(tmp_path / "data" / "aftercare.db"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="cannot be written"):
        open_database(SqliteFile(tmp_path / "aftercare.db"))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("attempt to write a readonly database", "cannot be written"),
        ("[Errno 13] Permission denied: 'x'", "cannot be written"),
        ("[Errno 30] Read-only file system", "cannot be written"),
        ("database or disk is full", "disk is full"),
        ("[Errno 28] No space left on device", "disk is full"),
        ("database is locked", "locked"),
        ("database disk image is malformed", "damaged"),
        ("[Errno 2] No such file or directory: 'x'", "does not exist"),
        ("something new", "refused"),
    ],
)
def test_what_the_system_says_is_told_in_words(reason: str, told: str) -> None:
    error = storage_error(reason, "aftercare.db")
    assert told in error.message
    assert error.details == reason


def test_every_connection_waits_for_the_disk_and_checks_foreign_keys(tmp_path: Path) -> None:
    database = open_database(SqliteFile(tmp_path / "new.db"))  # the desks of the tests do not wait
    with database.engine.connect() as first, database.engine.connect() as second:
        for connection in (first, second):
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2
    database.close()


def test_an_upgrade_leaves_foreign_keys_on(tmp_path: Path) -> None:
    database = open_database(SqliteFile(tmp_path / "new.db"))
    with database.read_session() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_an_index_that_another_desk_has_joined_is_no_damage(open_desk: OpenDesk) -> None:
    """FTS5 alone, asked for its integrity, looks for pieces that it remembers and the other desk has joined."""
    mine, others = open_desk(), open_desk()
    for number in range(6):
        make_customer(mine, name=f"第{number}热电")
        assert check(mine) == ()
    with others.write() as session:
        session.execute(text("INSERT INTO record_search(record_search) VALUES ('optimize')"))
    assert check(mine) == ()
