"""Numbers: unique, without gaps per kind and local year, also with several desks at once (invariant 3)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.forms.requests import RequestForm
from app.services.requests.moving import cancel_request
from app.services.requests.registering import register_request
from models.enums import RecordKind
from models.record import NumberSeries, Record
from models.requests.request import Request
from tests.conftest import OpenDesk
from tests.factories import local_time, make_customer, make_project, make_request, make_site, stored, version_of


def numbers(context: Context, kind: RecordKind = RecordKind.REQUEST) -> list[str | None]:
    with context.read() as session:
        return list(session.scalars(select(Record.number).where(Record.kind == kind).order_by(Record.id)))


def test_numbers_follow_each_other(context: Context) -> None:
    for _ in range(3):
        make_request(context)
    assert numbers(context) == ["SR-2026-0001", "SR-2026-0002", "SR-2026-0003"]


def test_a_refused_registration_gives_its_number_back(context: Context) -> None:
    stranger = make_project(context)
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    with pytest.raises(Invalid):
        make_request(context, customer_id=customer, project_id=stranger)
    make_request(context, customer_id=customer)
    assert numbers(context) == ["SR-2026-0001", "SR-2026-0002"]


def test_a_cancelled_request_keeps_its_number(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    make_request(context)
    assert numbers(context) == ["SR-2026-0001", "SR-2026-0002"]


def test_two_desks_at_once_leave_no_gap_and_no_double(open_desk: OpenDesk) -> None:
    desks = [open_desk(), open_desk()]
    customer = make_customer(desks[0])

    def register(desk: Context) -> None:
        for _ in range(15):
            make_request(desk, customer_id=customer)

    with ThreadPoolExecutor(len(desks)) as pool:
        for done in [pool.submit(register, desk) for desk in desks]:
            done.result(timeout=30)
    assert sorted(map(str, numbers(desks[0]))) == [f"SR-2026-{serial:04}" for serial in range(1, 31)]


def test_a_new_year_begins_at_one_by_local_time(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    for moment in ("2026-12-31 23:58", "2026-12-31 23:59", "2027-01-01 00:00", "2027-01-01 00:01"):
        clock.moment = local_time(moment)
        make_request(context, customer_id=customer)
    assert numbers(context) == ["SR-2026-0001", "SR-2026-0002", "SR-2027-0001", "SR-2027-0002"]


def test_the_year_of_a_number_is_that_of_registering_not_of_receiving(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2027-01-01 00:01")
    received = clock.moment - timedelta(minutes=5)
    request = register_request(
        context, form=RequestForm(received_at=received, customer_id=make_customer(context), text="停机")
    )
    assert stored(context, Request, request).number == "SR-2027-0001"


def test_after_9999_a_number_grows_a_digit(context: Context) -> None:
    with context.write() as session:
        session.add(NumberSeries(prefix="SR", year=2026, last=9998))
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    make_request(context, customer_id=customer)
    assert numbers(context) == ["SR-2026-9999", "SR-2026-10000"]


def test_every_kind_counts_for_itself(context: Context) -> None:
    make_request(context, site_id=None)
    make_site(context)
    assert numbers(context, RecordKind.SITE) == ["DD-2026-0001"]
    assert numbers(context, RecordKind.CUSTOMER) == ["KH-2026-0001", "KH-2026-0002"]
