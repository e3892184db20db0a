"""The kinds of promise: a row each, anchored in facts that are read, kept by entries that exist."""

from dataclasses import replace

import pytest

from app.context import Context
from app.queries.promises.facts import READERS, promise_facts
from app.rules.promises.commitments import (
    PROMISE_KINDS,
    Clock,
    PromiseFacts,
    PromiseKind,
    earliest,
    kinds_owed_by,
    owed,
    promise_kind,
)
from app.rules.promises.conditions import FactValue
from app.rules.promises.policies import SHIPPED_PROFILES, load_profile
from app.rules.promises.shipped import shipped_book
from models.enums import CommitmentKind, EventKind, RecordKind
from models.parties.customer import Customer
from models.requests.request import Request
from tests.app.rules.promises.worked_cases import at, hold
from tests.factories import make_customer, make_request

BOOK = shipped_book([2026])
ARRIVAL, QUOTATION, REPLY = CommitmentKind.ARRIVAL, CommitmentKind.QUOTATION, CommitmentKind.REPLY
LATER: set[CommitmentKind] = set()
OWN_FACTS = {  # what promises of other records than requests ask for
    CommitmentKind.HAZARD_REVIEW: {"reopened"},
    CommitmentKind.VISIT: {"occasion", "key_customer"},
    CommitmentKind.COMPLAINT_CLOSING: {"complaint_severity"},
}
CLOCKS = {kind: (Clock(at("10:00")),) for kind in (REPLY, ARRIVAL, QUOTATION)}
FACTS: dict[str, FactValue | None] = {"severity": "general", "visit": True, "urgent": True, "class": None}
TOLD = PromiseFacts(FACTS, {"class": "free"}, CLOCKS)


@pytest.mark.parametrize("row", PROMISE_KINDS, ids=lambda row: row.kind.value)
def test_every_kind_belongs_to_a_record_whose_facts_are_read(row: PromiseKind) -> None:
    assert row.owed_by in READERS
    assert row in kinds_owed_by(row.owed_by)
    assert promise_kind(row.kind) is row


def test_each_row_stands_once_and_only_later_records_owe_other_kinds() -> None:
    kinds = [row.kind for row in PROMISE_KINDS]
    assert len(set(kinds)) == len(kinds)
    assert set(CommitmentKind) - set(kinds) == LATER
    assert kinds_owed_by(RecordKind.CUSTOMER) == ()


def test_c4_1_only_an_outgoing_answer_meets_the_reply() -> None:
    assert promise_kind(REPLY).met_by == (EventKind.REPLIED, EventKind.VISIT_ANSWERED)
    assert not any(EventKind.CUSTOMER_CONTACTED in row.met_by for row in PROMISE_KINDS)


@pytest.mark.parametrize("profile", SHIPPED_PROFILES)
def test_shipped_policies_are_anchored_in_and_ask_for_facts_that_are_read(context: Context, profile: str) -> None:
    request = make_request(context)
    with context.read() as session:
        told = promise_facts(session, session.get_one(Request, request))
    for rule in load_profile(profile):
        if rule.kind not in LATER:
            assert rule.anchor == promise_kind(rule.kind).anchor
            is_request = promise_kind(rule.kind).owed_by is RecordKind.REQUEST
            assert (rule.kind in told.clocks) is is_request
            asked = set(told.facts) | {"part_class", "after"} if is_request else OWN_FACTS.get(rule.kind, set())
            assert set(rule.condition) <= asked


def test_a_record_that_owes_nothing_has_no_facts(context: Context) -> None:
    customer = make_customer(context)
    with context.read() as session:
        assert promise_facts(session, session.get_one(Customer, customer)) == PromiseFacts()


def test_before_the_class_is_confirmed_its_promises_are_provisional_but_the_reply() -> None:
    free = {one.promise.kind: one.provisional for one in owed(BOOK, RecordKind.REQUEST, TOLD)}
    assert free == {REPLY: False, ARRIVAL: True}
    paid = {one.promise.kind: one for one in owed(BOOK, RecordKind.REQUEST, replace(TOLD, uncertain={"class": "paid"}))}
    assert {kind: one.provisional for kind, one in paid.items()} == {REPLY: False, ARRIVAL: False, QUOTATION: True}
    assert paid[REPLY].promise.clause == "C4.1"


def test_a_line_with_its_own_class_is_not_provisional() -> None:
    line = Clock(at("10:00"), 2, {"part_class": "common", "class": "free"})
    (one,) = owed(BOOK, RecordKind.REQUEST, replace(TOLD, clocks={CommitmentKind.PARTS: (line,)}))
    assert (one.key, one.provisional) == ((CommitmentKind.PARTS, 2), False)


def test_a_hold_stops_what_may_be_held_and_an_agreed_date_belongs_to_one_clock() -> None:
    held = owed(BOOK, RecordKind.REQUEST, replace(TOLD, holds=(hold("11:00..12:00"),)))
    assert [one.promise.due for one in held] == [at("14:00"), at("2026-03-07 11:00")]
    agreed = {(ARRIVAL, 0): at("2026-03-09 10:00"), (ARRIVAL, 1): at("2026-03-10 10:00")}
    dated = owed(BOOK, RecordKind.REQUEST, replace(TOLD, agreed=agreed))
    assert [one.promise.due for one in dated] == [at("14:00"), at("2026-03-09 10:00")]


def test_the_first_entry_that_is_not_before_the_anchor_meets_a_promise() -> None:
    entries = [(at("12:00"), 3), (at("09:59"), 1), (at("11:00"), 2)]
    assert earliest(entries, at("10:00")) == (at("11:00"), 2)
    assert earliest(entries, at("13:00")) == (None, None)
