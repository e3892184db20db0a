"""What the database itself refuses, whoever writes to it."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.context import Context
from models.base import NAMING_CONVENTION
from models.enums import RecordKind
from models.parties.customer import Contact
from models.record import Record
from models.registry import KINDS, metadata
from models.requests.request import Request
from tests.factories import make_customer, make_request


def refused(context: Context, statement: str, **values: object) -> None:
    """Run raw SQL in the write lane and expect the database to refuse it."""
    with pytest.raises(IntegrityError), context.write() as session:
        session.execute(text(statement), values)


def test_foreign_keys_point_to_something(context: Context) -> None:
    with pytest.raises(IntegrityError), context.write() as session:
        session.add(Contact(party_id=999, name="王工"))


def test_a_customer_with_records_cannot_be_deleted(context: Context) -> None:
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    refused(context, "DELETE FROM record WHERE id = :id", id=customer)


def test_a_number_is_unique_within_its_kind(context: Context) -> None:
    first, second = make_request(context), make_request(context)
    refused(context, "UPDATE record SET number = 'SR-2026-0001' WHERE id = :id", id=second)
    with context.read() as session:
        assert session.scalar(select(Record.number).where(Record.id == first)) == "SR-2026-0001"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE request SET confirmed_class = 'free'",
        "UPDATE commitment SET met_at = '2026-03-06 06:00:00'",
        "UPDATE number_series SET last = -1",
    ],
)
def test_facts_that_contradict_each_other_are_refused(context: Context, change: str) -> None:
    make_request(context)
    refused(context, change)


def test_every_kind_of_record_has_its_model() -> None:
    assert set(KINDS) == set(RecordKind)
    assert {kind for kind, model in KINDS.items() if model.__mapper__.polymorphic_identity == kind} == set(RecordKind)
    assert KINDS[RecordKind.REQUEST] is Request


def test_every_constraint_has_a_name_by_the_convention() -> None:
    starts = tuple(f"{prefix}_" for prefix in NAMING_CONVENTION)
    for table in metadata.tables.values():
        for named in (*table.constraints, *table.indexes):
            assert str(named.name).startswith(starts), f"{table.name}: {named!r}"
