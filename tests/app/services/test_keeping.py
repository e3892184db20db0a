"""Out of use and back: what still needs a record, who may, and that nothing new begins at what is out of use."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed, NotFound
from app.forms.people import TravellerForm
from app.queries.parties import customer_details, site_form
from app.queries.people.dispatches import dispatch_form
from app.queries.records.keeping import open_work
from app.queries.requests.registration import request_form
from app.services.keeping import restore, retire
from app.services.parties.customers import save_site
from app.services.people.dispatches import edit_dispatch
from app.services.requests.moving import cancel_request
from app.services.requests.registering import edit_request
from models.enums import BasicState, EventKind, Role
from models.record import Record
from tests.conftest import OpenDesk
from tests.factories import (
    make_agreed_dispatch,
    make_contract,
    make_customer,
    make_dispatch,
    make_equipment,
    make_partner,
    make_project,
    make_request,
    make_site,
    make_staff,
    stored,
    version_of,
)

KEPT = {
    "customer": make_customer,
    "site": make_site,
    "partner": make_partner,
    "equipment": make_equipment,
    "staff": make_staff,
}


def put_out_of_use(context: Context, record_id: int) -> None:
    retire(context, record_id=record_id, version=version_of(context, record_id), reason="不再往来")


def take_back(context: Context, record_id: int) -> None:
    restore(context, record_id=record_id, version=version_of(context, record_id))


def needed_by(context: Context, record_id: int) -> list[int]:
    with context.read() as session:
        return [line.id for line in open_work(session, session.get_one(Record, record_id))]


@pytest.mark.parametrize("kind", KEPT)
def test_what_nothing_needs_goes_out_of_use_with_its_reason_and_comes_back(context: Context, kind: str) -> None:
    record = KEPT[kind](context)
    put_out_of_use(context, record)
    assert stored(context, Record, record).state == BasicState.RETIRED
    take_back(context, record)
    assert stored(context, Record, record).state == BasicState.ACTIVE


def test_the_log_says_who_put_it_out_of_use_and_why(context: Context) -> None:
    customer = make_customer(context)
    put_out_of_use(context, customer)
    event = customer_details(context, customer).events[0]
    assert (event.kind, event.text) == (EventKind.STATE_CHANGED, "不再往来")
    assert event.data["to"] == "retired"


MAY = {Role.SECRETARY: True, Role.MANAGER: True, Role.LEADER: False, Role.WAREHOUSE: False, Role.VIEWER: False}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", KEPT)
def test_whoever_may_change_a_record_may_put_it_out_of_use(open_desk: OpenDesk, kind: str, role: Role) -> None:
    manager = open_desk()
    record = KEPT[kind](manager)
    desk = open_desk(role)
    if MAY[role]:
        put_out_of_use(desk, record)
        take_back(desk, record)
    else:
        with pytest.raises(NotAllowed):
            put_out_of_use(desk, record)
        put_out_of_use(manager, record)
        with pytest.raises(NotAllowed):
            take_back(desk, record)


def _reason(context: Context, **changes: Any) -> None:
    customer = make_customer(context)
    values = {"record_id": customer, "version": version_of(context, customer), "reason": "停产"}
    retire(context, **{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason": " "}, Invalid),
        ({"reason": "\x00"}, Invalid),
        ({"reason": "长" * 100_000}, Invalid),
        ({"version": 77}, Conflict),
        ({"record_id": 999_999}, NotFound),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(
    context: Context, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        _reason(context, **changes)


def test_out_of_use_twice_and_back_twice_are_refused(context: Context) -> None:
    customer = make_customer(context)
    with pytest.raises(Invalid):
        take_back(context, customer)
    put_out_of_use(context, customer)
    with pytest.raises(Invalid):
        put_out_of_use(context, customer)


def test_what_has_no_such_step_is_refused(context: Context) -> None:
    for record in (make_request(context), make_project(context), make_contract(context)):
        with pytest.raises(Invalid):
            put_out_of_use(context, record)


def _open_request(context: Context) -> tuple[int, list[int], int]:
    """Return a request, whom it needs, and the request again."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    request = make_request(context, customer_id=customer, site_id=site)
    return request, [customer, site], request


def test_c11_5_an_open_request_keeps_its_customer_and_site(context: Context) -> None:
    request, needed, _request = _open_request(context)
    for record in needed:
        with pytest.raises(Blocked, match="SR-2026-0001"):
            put_out_of_use(context, record)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    for record in needed:
        put_out_of_use(context, record)


def test_c11_5_an_open_request_keeps_the_equipment_and_a_maker_it_waits_for(context: Context) -> None:
    maker = make_partner(context)
    project = make_project(context)
    equipment = make_equipment(context, project_id=project, maker_id=maker)
    customer = stored(context, Record, project).customer_id
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    first = make_request(context, **about)
    assert (needed_by(context, equipment), needed_by(context, maker)) == ([first], [])
    second = make_request(context, **about, manufacturer_needed=True)
    assert (needed_by(context, equipment), needed_by(context, maker)) == ([first, second], [second])


def test_c11_5_an_open_dispatch_keeps_its_people_place_and_the_partner_they_come_from(context: Context) -> None:
    partner = make_partner(context, name="沪泉泵业有限公司", short_name="沪泉泵业")
    guest = TravellerForm(name="施建新", organisation="沪泉泵业", phone="137 0000 0001")
    staff = make_staff(context)
    dispatch = make_dispatch(context, people=(TravellerForm(staff_id=staff, is_lead=True), guest))
    assert needed_by(context, staff) == needed_by(context, partner) == [dispatch]
    place = stored(context, Record, dispatch).site_id
    assert place is not None
    assert dispatch in needed_by(context, place)


def test_c11_5_a_settled_dispatch_needs_nobody_once_its_request_is_closed(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    staff = next(line.staff_id for line in dispatch_form(context, dispatch).people if line.staff_id)
    assert needed_by(context, staff) == [dispatch]
    with context.write() as session:
        form = dispatch_form(context, dispatch)
        session.get_one(Record, form.request_id or 0).state = "closed"
    assert needed_by(context, staff) == []


def test_c11_5_a_project_that_is_not_closed_keeps_customer_and_sites(context: Context) -> None:
    customer = make_customer(context)
    site, other = (make_site(context, customer_id=customer, name=name) for name in ("甲", "乙"))
    project = make_project(context, customer_id=customer, site_id=site)
    make_equipment(context, project_id=project, site_id=other)
    for record in (customer, site, other):
        assert needed_by(context, record) == [project]


def test_only_the_first_few_are_named(context: Context) -> None:
    customer = make_customer(context)
    for _time in range(7):
        make_request(context, customer_id=customer)
    with pytest.raises(Blocked) as refusal:
        put_out_of_use(context, customer)
    text = refusal.value.reasons[0].text
    assert (text.count("SR-2026"), "…" in text) == (5, True)


def test_a_site_does_not_come_back_before_its_customer(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    put_out_of_use(context, site)
    put_out_of_use(context, customer)
    with pytest.raises(Invalid):
        take_back(context, site)
    take_back(context, customer)
    take_back(context, site)


REFUSES: list[tuple[str, Callable[[Context, int], object], str]] = [
    ("customer", lambda c, record: make_site(c, customer_id=record), "customer_id"),
    ("customer", lambda c, record: make_project(c, customer_id=record), "customer_id"),
    ("customer", lambda c, record: make_contract(c, customer_id=record), "customer_id"),
    ("customer", lambda c, record: make_request(c, customer_id=record), "customer_id"),
    ("partner", lambda c, record: make_equipment(c, maker_id=record), "maker_id"),
    ("staff", make_dispatch, "people"),
]


@pytest.mark.parametrize(("kind", "begin", "field"), REFUSES)
def test_nothing_new_begins_at_what_is_out_of_use(
    context: Context, kind: str, begin: Callable[[Context, int], object], field: str
) -> None:
    record = KEPT[kind](context)
    put_out_of_use(context, record)
    with pytest.raises(Invalid) as refusal:
        begin(context, record)
    assert refusal.value.field == field


def test_no_request_names_a_site_or_equipment_out_of_use(context: Context) -> None:
    project = make_project(context)
    customer = stored(context, Record, project).customer_id
    site, equipment = make_site(context, customer_id=customer), make_equipment(context, project_id=project)
    for record, field in ((site, "site_id"), (equipment, "equipment_id")):
        put_out_of_use(context, record)
        with pytest.raises(Invalid) as refusal:
            make_request(context, customer_id=customer, project_id=project, **{field: record})
        assert refusal.value.field == field


def test_what_named_it_before_may_go_on_naming_it(context: Context) -> None:
    """Only in an older version could something open name what is out of use; its form must still be savable."""
    staff, customer = make_staff(context), make_customer(context)
    site = make_site(context, customer_id=customer)
    request = make_request(context, customer_id=customer, site_id=site)
    dispatch = make_dispatch(context, staff)
    with context.write() as session:
        for record in (staff, customer, site):
            session.get_one(Record, record).state = BasicState.RETIRED
    edit_request(context, record_id=request, form=replace(request_form(context, request), urgent=True))
    edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), tools="扳手"))
    save_site(context, record_id=site, form=replace(site_form(context, site), zone="一区"))
