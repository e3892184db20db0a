"""The two lanes: how reads and writes live side by side, and what a rolled-back step leaves."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select, text

from app.config import DataFolder
from app.context import Context
from app.database import open_database, storage_errors
from app.engines.place import Place
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


def test_known_errors_pass_as_they_are() -> None:
    with pytest.raises(Conflict), storage_errors():
        raise Conflict("told already", record_id=1)


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
    monkeypatch.setattr(Place, "patience", 0.05)
    database = open_database(folder.database)
    with database.write_session.begin() as holding:
        holding.execute(text("SELECT 1"))
        with pytest.raises(StorageError, match=r"locked|Another desk"), storage_errors(database.place):  # noqa: SIM117
            with database.write_session.begin() as waiting:
                waiting.execute(text("SELECT 1"))
    database.close()


def test_one_transaction_reads_no_record_twice(context: Context) -> None:
    customer = make_customer(context)
    with context.read() as session:
        first = id(session.get(Customer, customer))
        assert id(session.get(Customer, customer)) == first
        assert session.get_one(Customer, customer).kind is RecordKind.CUSTOMER
