"""The database file: what is refused at opening, what connections are set to, and how the lanes live side by side."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import func, select, text

import app.database
from app.config import DataFolder
from app.context import Context
from app.database import open_database, storage_error, storage_errors
from app.errors import Conflict, StorageError
from app.i18n import using_language
from app.security.audit import broken_links
from models.access.audit import AuditEntry
from models.enums import BasicState, RecordKind
from models.parties.customer import Customer
from models.record import NumberSeries
from tests.factories import make_customer


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
    folder.database.write_bytes(b"minutes of the meeting " * 500)
    before = folder.database.read_bytes()
    with pytest.raises(StorageError, match="damaged"):
        open_database(folder.database)
    assert folder.database.read_bytes() == before


def test_a_damaged_database_is_refused_with_the_way_out(folder: DataFolder) -> None:
    content = bytearray(folder.database.read_bytes())
    content[8192:40960] = bytes(32768)
    folder.database.write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged.*backup"):
        open_database(folder.database)


def test_a_cut_off_database_is_refused(folder: DataFolder) -> None:
    content = folder.database.read_bytes()
    folder.database.write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageError, match="damaged"):
        open_database(folder.database)


def test_a_locked_database_is_refused(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.database, "BUSY_SECONDS", 0.05)
    with locked(folder.database), pytest.raises(StorageError, match="locked"):
        open_database(folder.database)


@pytest.mark.parametrize("path", [Path("//server/share/aftercare.db"), r"\\server\share\aftercare.db"])
def test_a_network_share_is_refused(path: Any) -> None:
    with pytest.raises(StorageError, match="network share"):
        open_database(path)


def test_a_folder_in_the_databases_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "aftercare.db").mkdir()
    with pytest.raises(StorageError):
        open_database(tmp_path / "aftercare.db")


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        open_database(tmp_path / "data" / "aftercare.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="cannot be written"):
        open_database(tmp_path / "aftercare.db")


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
    error = storage_error(reason, Path("aftercare.db"))
    assert told in error.message
    assert error.details == reason


def test_known_errors_pass_as_they_are() -> None:
    with pytest.raises(Conflict), storage_errors():
        raise Conflict("told already", record_id=1)


def test_foreign_keys_are_on_in_every_connection(context: Context) -> None:
    engine = context.database.engine
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2


def test_an_upgrade_leaves_foreign_keys_on(tmp_path: Path) -> None:
    database = open_database(tmp_path / "new.db")
    with database.read_session() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def add_customer(session: Any, name: str) -> None:
    series = session.get(NumberSeries, ("KH", 2026)) or NumberSeries(prefix="KH", year=2026, last=0)
    series.last += 1
    session.add(series)
    fields = {"created_at": session.info["now"], "number": f"KH-2026-{series.last:04}", "title": name}
    session.add(Customer(short_name=name, state=BasicState.ACTIVE, **fields))
    session.flush()


def test_a_rolled_back_savepoint_leaves_nothing(context: Context) -> None:
    with context.write() as session:
        add_customer(session, "华东化工")
        savepoint = session.begin_nested()
        add_customer(session, "江北热电")
        savepoint.rollback()
        add_customer(session, "滨海制药")
    with context.read() as session:
        names = session.scalars(select(Customer.title).order_by(Customer.number)).all()
        assert (names, session.get_one(NumberSeries, ("KH", 2026)).last) == (["华东化工", "滨海制药"], 2)
        assert list(broken_links(session)) == []
        assert session.scalar(select(func.count()).where(AuditEntry.table == "customer")) == 2
        assert session.scalar(text("SELECT count(*) FROM record_search")) == 2


def test_reading_goes_on_beside_an_open_write(context: Context) -> None:
    make_customer(context)
    count = select(func.count()).select_from(Customer)
    with context.write() as writing:
        add_customer(writing, "江北热电")
        with context.read() as reading:
            assert reading.scalar(count) == 1
        assert writing.scalar(count) == 2


def test_a_reading_keeps_its_picture(context: Context) -> None:
    count = select(func.count()).select_from(Customer)
    with context.read() as reading:
        assert reading.scalar(count) == 0
        make_customer(context)
        assert reading.scalar(count) == 0


def test_nothing_can_be_changed_in_a_reading(context: Context) -> None:
    customer = make_customer(context)
    with context.read() as session:
        session.get_one(Customer, customer).title = "changed"
    with context.read() as session:
        assert session.get_one(Customer, customer).title != "changed"


def test_a_second_write_waits_instead_of_failing(context: Context) -> None:
    began, done = threading.Event(), threading.Event()

    def write_too() -> None:
        began.set()
        make_customer(context, name="江北热电")
        done.set()

    with context.write() as session:
        session.execute(text("SELECT 1"))  # the lock is taken with the first statement
        other = threading.Thread(target=write_too)
        other.start()
        assert began.wait(5)
        add_customer(session, "华东化工")
        assert not done.is_set()
    other.join(10)
    with context.read() as session:
        assert session.scalars(select(Customer.title).order_by(Customer.number)).all() == ["华东化工", "江北热电"]


def test_a_write_that_waits_too_long_is_told(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.database, "BUSY_SECONDS", 0.05)
    database = open_database(folder.database)
    with database.write_session.begin() as holding:
        holding.execute(text("SELECT 1"))
        with pytest.raises(StorageError, match="locked"), storage_errors(database.path):  # noqa: SIM117
            with database.write_session.begin() as waiting:
                waiting.execute(text("SELECT 1"))
    database.close()


def test_one_transaction_reads_no_record_twice(context: Context) -> None:
    customer = make_customer(context)
    with context.read() as session:
        first = id(session.get(Customer, customer))
        assert id(session.get(Customer, customer)) == first
        assert session.get_one(Customer, customer).kind is RecordKind.CUSTOMER
