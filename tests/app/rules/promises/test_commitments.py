"""The kinds of promise: a row each, anchored in facts that are read, kept by events that exist."""

import pytest

from app.context import Context
from app.queries.promises.facts import READERS, promise_facts
from app.rules.promises.commitments import PROMISE_KINDS, kinds_met_by, kinds_owed_by, promise_kind
from app.rules.promises.deadlines import load_profile
from models.enums import CommitmentKind, EventKind, RecordKind
from models.parties.customer import Customer
from models.requests.request import Request
from tests.factories import make_customer, make_request


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_of_promise_has_its_row(kind: CommitmentKind) -> None:
    row = promise_kind(kind)
    assert row.owed_by in READERS
    assert row in kinds_owed_by(row.owed_by)


def test_c4_1_only_an_outgoing_answer_meets_the_reply() -> None:
    assert [row.kind for row in kinds_met_by(EventKind.REPLIED)] == [CommitmentKind.REPLY]
    assert kinds_met_by(EventKind.CUSTOMER_CONTACTED) == ()


def test_the_anchors_of_the_shipped_policies_are_facts_that_are_read(context: Context) -> None:
    request = make_request(context)
    with context.read() as session:
        told = promise_facts(session.get_one(Request, request))
    for rule in load_profile("engineering"):
        assert rule.anchor == promise_kind(rule.kind).anchor
        assert rule.anchor in told.anchors
        assert set(rule.condition) <= set(told.values)


def test_a_record_that_owes_nothing_has_no_facts(context: Context) -> None:
    customer = make_customer(context)
    with context.read() as session:
        assert promise_facts(session.get_one(Customer, customer)).anchors == {}
    assert kinds_owed_by(RecordKind.CUSTOMER) == ()


def test_each_row_stands_once() -> None:
    assert len({row.kind for row in PROMISE_KINDS}) == len(PROMISE_KINDS)
