"""Service requests: registering (C2), the steps of analysis (C3.1), the class (C3.2) and the way to the end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed, NotFound
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.people.dispatches import cancel_dispatch
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request, move_request, solve_request
from app.services.requests.registering import edit_request
from app.services.requests.steps import add_note, record_customer_contacted, record_file_consulted
from models.enums import (
    ClassBasis,
    CommitmentState,
    EventKind,
    RequestChannel,
    RequestSource,
    RequestState,
    Role,
    ServiceClass,
)
from models.record import Event
from models.requests.request import Request
from tests.conftest import OpenDesk
from tests.factories import (
    close_request,
    do_analysis,
    local_time,
    make_classed_request,
    make_customer,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    stored,
    version_of,
)


def events(context: Context, record_id: int) -> list[EventKind]:
    with context.read() as session:
        return list(session.scalars(select(Event.kind).where(Event.record_id == record_id).order_by(Event.id)))


def analysed(context: Context, **fields: Any) -> int:
    request = make_request(context, **fields)
    do_analysis(context, request)
    return request


def confirm(context: Context, request: int, chosen: ServiceClass, basis: ClassBasis, reason: str = "") -> None:
    confirm_class(
        context,
        record_id=request,
        version=version_of(context, request),
        service_class=chosen,
        basis=basis,
        reason=reason,
    )


@pytest.mark.parametrize("channel", RequestChannel)
@pytest.mark.parametrize("source", RequestSource)
def test_c2_every_channel_and_source_is_registered(
    context: Context, channel: RequestChannel, source: RequestSource
) -> None:
    request = make_request(context, channel=channel, source=source, source_department="工程部")
    row = stored(context, Request, request)
    assert (row.channel, row.source, row.source_department) == (channel, source, "工程部")


def test_c2_1_who_when_where_and_what_is_kept(context: Context) -> None:
    received = context.clock.now() - timedelta(minutes=20)
    request = make_request(
        context, received_at=received, contact_name="王工", contact_phone="138 0013 8000", text="2# 泵泄漏\n积水 20 cm"
    )
    details = request_details(context, request)
    assert (details.received_at, details.registered_at) == (received, context.clock.now())
    assert (details.contact_name, details.contact_phone) == ("王工", "138 0013 8000")
    assert (details.title, details.text) == ("2# 泵泄漏", "2# 泵泄漏\n积水 20 cm")
    assert events(context, request) == [EventKind.REGISTERED]


def test_c2_1_all_rows_of_a_registration_are_written_once(context: Context) -> None:
    assert stored(context, Request, make_request(context)).version == 1


def test_c2_1_project_and_site_come_along(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    request = make_request(context, customer_id=customer, project_id=project)
    assert stored(context, Request, request).site_id == site


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", "  \n "),
        ("text", "不转\x00"),
        ("text", "泵" * 200_001),
        ("received_at", None),
        ("received_at", local_time("2026-03-06 14:01")),
        ("received_at", local_time("0001-01-02 00:00")),
        ("contact_phone", "不知道"),
        ("contact_name", "王\x1b工"),
        ("contact_name", "工" * 61),
    ],
)
def test_c2_1_what_cannot_be_kept_is_refused_at_its_field(context: Context, field: str, wrong: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        make_request(context, **{field: wrong})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "text",
    ["<b>急</b> & \"快\" 'x'", "机器人🤖停了 👷🏽‍♀️", "㛃䶮𠮷", "泵" * 100_000, "=1+1", "'; DROP TABLE record;--"],
)
def test_any_text_is_kept_as_it_is(context: Context, text: str) -> None:
    assert stored(context, Request, make_request(context, text=text)).text == text


def test_a_strangers_project_site_or_equipment_is_refused_at_its_field(context: Context) -> None:
    stranger = make_customer(context)
    project = make_project(context, customer_id=stranger)
    others = {
        "project_id": project,
        "site_id": make_site(context, customer_id=stranger),
        "equipment_id": make_equipment(context, project_id=project),
    }
    for field, record in others.items():
        with pytest.raises(Invalid) as refusal:
            make_request(context, **{field: record})
        assert refusal.value.field == field


def test_a_customer_that_does_not_exist_is_refused(context: Context) -> None:
    with pytest.raises(NotFound):
        make_request(context, customer_id=999)
    site = make_site(context)
    with pytest.raises(NotFound):
        make_request(context, customer_id=site)


def test_c3_1_both_steps_finish_the_analysis_by_themselves(context: Context) -> None:
    request, now = make_request(context), context.clock.now()
    record_file_consulted(context, record_id=request, at=now, person="周敏")
    assert stored(context, Request, request).state == RequestState.REGISTERED
    record_customer_contacted(context, record_id=request, at=now, person="周敏", counterpart="王工", text="已停机")
    assert stored(context, Request, request).state == RequestState.ANALYSED
    assert EventKind.STATE_CHANGED in events(context, request)


def test_c3_1_no_class_before_both_steps(context: Context) -> None:
    request = make_request(context)
    with pytest.raises(Blocked) as refusal:
        confirm(context, request, ServiceClass.PAID, ClassBasis.NO_PROJECT)
    assert [reason.clause for reason in refusal.value.reasons] == ["C3.1", "C3.1"]
    record_file_consulted(context, record_id=request, at=context.clock.now(), person="周敏")
    with pytest.raises(Blocked) as refusal:
        confirm(context, request, ServiceClass.PAID, ClassBasis.NO_PROJECT)
    assert [reason.fix for reason in refusal.value.reasons] == ["record_customer_contacted"]


def test_c3_1_what_was_learnt_has_to_be_written_down(context: Context) -> None:
    steps = {"at": context.clock.now(), "person": "周敏", "counterpart": "王工"}
    with pytest.raises(Invalid) as refusal:
        record_customer_contacted(context, record_id=make_request(context), text=" ", **steps)
    assert refusal.value.field == "text"


@pytest.mark.parametrize("minutes", [1, -61])
def test_c3_1_a_step_lies_between_receipt_and_now(context: Context, minutes: int) -> None:
    at = context.clock.now() + timedelta(minutes=minutes)
    with pytest.raises(Invalid) as refusal:
        record_file_consulted(context, record_id=make_request(context), at=at, person="周敏")
    assert refusal.value.field == "at"


@pytest.mark.parametrize(
    ("project", "request_fields", "expected"),
    [
        ({"handed_over_on": date(2025, 8, 1)}, {}, (ServiceClass.FREE, ClassBasis.WARRANTY)),
        ({"handed_over_on": date(2025, 3, 7)}, {}, (ServiceClass.FREE, ClassBasis.WARRANTY)),
        ({"handed_over_on": date(2025, 3, 6)}, {}, (ServiceClass.PAID, ClassBasis.OUT_OF_WARRANTY)),
        ({"handed_over_on": date(2025, 8, 1)}, {"misuse": True}, (ServiceClass.PAID, ClassBasis.MISUSE)),
        (
            {"exception_class": ServiceClass.PAID, "exception_text": "膜元件有偿"},
            {},
            (ServiceClass.PAID, ClassBasis.CONTRACT_EXCEPTION),
        ),
    ],
)
def test_c3_2_the_class_is_proposed_from_project_and_facts(
    context: Context, project: dict[str, Any], request_fields: dict[str, Any], expected: tuple[object, object]
) -> None:
    customer = make_customer(context)
    made = make_project(context, customer_id=customer, **project)
    details = request_details(context, make_request(context, customer_id=customer, project_id=made, **request_fields))
    assert (details.proposed_class, details.proposed_basis) == expected
    assert details.evidence


def test_c3_2_a_request_without_project_is_proposed_as_paid(context: Context) -> None:
    details = request_details(context, make_request(context))
    assert (details.proposed_class, details.proposed_basis) == (ServiceClass.PAID, ClassBasis.NO_PROJECT)


def test_c3_2_the_secretary_confirms_the_proposal(open_desk: OpenDesk) -> None:
    desk = open_desk(Role.SECRETARY)
    request = analysed(desk)
    confirm(desk, request, ServiceClass.PAID, ClassBasis.NO_PROJECT)
    row = stored(desk, Request, request)
    assert (row.state, row.confirmed_class, row.confirmed_by) == (RequestState.CLASSED, ServiceClass.PAID, "secretary")
    assert row.confirmed_at == desk.clock.now()


def test_c3_2_other_than_proposed_is_the_managers_with_a_reason(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = analysed(manager)
    with pytest.raises(NotAllowed):
        confirm(secretary, request, ServiceClass.FREE, ClassBasis.GOODWILL, "老客户")
    with pytest.raises(Invalid) as refusal:
        confirm(manager, request, ServiceClass.FREE, ClassBasis.GOODWILL, "  ")
    assert (refusal.value.field, refusal.value.clause) == ("reason", "C3.2")
    confirm(manager, request, ServiceClass.FREE, ClassBasis.GOODWILL, "老客户")
    assert stored(manager, Request, request).class_reason == "老客户"


def test_c3_2_a_basis_has_to_go_with_its_class(context: Context) -> None:
    with pytest.raises(Invalid) as refusal:
        confirm(context, analysed(context), ServiceClass.FREE, ClassBasis.MISUSE, "因为")
    assert refusal.value.field == "basis"


def test_c3_2_a_finished_request_keeps_its_class(context: Context) -> None:
    request = make_classed_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid):
        confirm(context, request, ServiceClass.FREE, ClassBasis.GOODWILL, "老客户")


def test_a_finished_request_is_not_edited(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid):
        edit_request(context, record_id=request, form=replace(request_form(context, request), text="改口"))


def test_an_edit_keeps_what_was_said_and_proposes_again(context: Context) -> None:
    request = make_request(context)
    form = request_form(context, request)
    project = make_project(context, customer_id=form.customer_id)
    edit_request(context, record_id=request, form=replace(form, project_id=project, text="改为三期"), reason="查实")
    details = request_details(context, request)
    assert (details.text, details.proposed_class) == ("改为三期", ServiceClass.FREE)
    assert events(context, request) == [EventKind.REGISTERED, EventKind.EDITED]


def test_the_reason_of_an_edit_is_cleaned_too(context: Context) -> None:
    request = make_request(context)
    with pytest.raises(Invalid) as refusal:
        edit_request(context, record_id=request, form=request_form(context, request), reason="查实\x00")
    assert refusal.value.field == "reason"


def test_the_customer_cannot_change_while_people_are_to_be_sent(context: Context) -> None:
    dispatch = make_dispatch(context)
    with context.read() as session:
        request = session.scalars(select(Request.id)).one()
    form = replace(request_form(context, request), customer_id=make_customer(context), site_id=None)
    with pytest.raises(Invalid) as refusal:
        edit_request(context, record_id=request, form=form)
    assert refusal.value.field == "customer_id"
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="换客户")
    edit_request(context, record_id=request, form=form)


def test_from_class_to_close(context: Context) -> None:
    request = make_classed_request(context)
    states = []
    move_request(context, record_id=request, version=version_of(context, request), action="start")
    states.append(stored(context, Request, request).state)
    solve_request(context, record_id=request, version=version_of(context, request), result="已更换机封", cause="磨损")
    states.append(stored(context, Request, request).state)
    close_request(context, request)
    states.append(stored(context, Request, request).state)
    assert states == [RequestState.IN_HAND, RequestState.SOLVED, RequestState.CLOSED]


@pytest.mark.parametrize("action", ["start", "close", "solve", "reopen"])
def test_invariant_6_no_step_off_the_arrows(context: Context, action: str) -> None:
    request = make_request(context)
    with pytest.raises(Invalid):
        move_request(context, record_id=request, version=version_of(context, request), action=action)
    assert stored(context, Request, request).state == RequestState.REGISTERED


def test_a_step_that_asks_for_a_reason_cannot_be_taken_without(context: Context) -> None:
    request = make_classed_request(context)
    for action in ("cancel", "solve"):
        with pytest.raises(Invalid):
            move_request(context, record_id=request, version=version_of(context, request), action=action)
    with pytest.raises(Invalid) as refusal:
        cancel_request(context, record_id=request, version=version_of(context, request), reason=" ")
    assert refusal.value.field == "reason"


def test_cancelling_drops_the_promises(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    details = request_details(context, request)
    assert {promise.state for promise in details.commitments} == {CommitmentState.DROPPED}
    row = stored(context, Request, request)
    assert (row.state, row.due_at, row.due_kind) == (RequestState.CANCELLED, None, None)


def test_a_request_with_people_on_the_way_is_not_cancelled(context: Context) -> None:
    make_dispatch(context)
    with context.read() as session:
        request = session.scalars(select(Request)).one()
    with pytest.raises(Blocked) as refusal:
        cancel_request(context, record_id=request.id, version=request.version, reason="误报")
    assert refusal.value.reasons[0].fix == "cancel_dispatches"


def test_a_note_is_one_more_line_of_the_log(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    clock.moment += timedelta(minutes=5)
    add_note(context, record_id=request, text="客户又来电")
    newest = request_details(context, request).events[0]
    assert (newest.kind, newest.text, newest.at) == (EventKind.NOTE, "客户又来电", clock.now())
