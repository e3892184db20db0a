"""Parts replaced on the customer's equipment: what was issued is put in once, and the old part is due back (N2)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid, NotAllowed, NotFound
from app.queries.material.old_parts import old_part_details
from app.queries.material.swap_forms import new_swap_form
from app.queries.material.swaps import old_parts_due
from app.queries.projects.equipment import equipment_details
from app.queries.requests.requests import request_details
from app.services.material.swaps import record_swap, withdraw_swap
from models.enums import CommitmentKind, EventKind, OldPartState, Role
from tests.conftest import OpenDesk
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_equipment,
    make_project,
    make_site,
)
from tests.material_factories import make_part
from tests.return_factories import (
    ENGINEER,
    bring_old_part,
    make_issued_request,
    make_swap,
    swap_form_of,
    swaps,
    today_of,
)
from tests.slip_factories import take_back


def make_pump_request(context: Context) -> tuple[int, int]:
    """Return the ids of a request about a pump, and of the pump."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    pump = make_equipment(context, project_id=project, name="原水泵")
    return make_classed_request(context, customer_id=customer, project_id=project, equipment_id=pump), pump


def test_n2_a_swap_records_the_old_and_the_new_serial_number(context: Context) -> None:
    request = make_issued_request(context)
    make_swap(context, request)
    line = swaps(context, request)[0]
    assert (line.name, line.quantity, line.unit) == ("机械密封", Decimal(1), "套")
    assert (line.old_serial_no, line.new_serial_no, line.person) == ("A-001", "B-002", ENGINEER)


def test_n2_the_old_part_is_due_back_ten_working_days_after_the_swap(context: Context) -> None:
    request = make_issued_request(context)
    make_swap(context, request)
    old_id = swaps(context, request)[0].old_part_id or 0
    old = old_part_details(context, old_id)
    assert (old.number, old.state, old.serial_no) == ("JJ-2026-0001", OldPartState.DUE_BACK, "A-001")
    assert (old.carrier_name, old.new_serial_no) == (ENGINEER, "B-002")
    promise = old.commitments[0]
    assert (promise.kind, promise.clause) == (CommitmentKind.OLD_PART, "N2")
    assert promise.due is not None
    assert promise.due.isoformat() == "2026-03-20T09:30:00+00:00"


def test_n2_an_old_part_that_stays_with_the_customer_is_not_awaited(context: Context) -> None:
    request = make_issued_request(context)
    make_swap(context, request, takes_back=False)
    assert swaps(context, request)[0].old_part_id is None
    with context.read() as session:
        assert old_parts_due(session, request_id=request) == ()


def test_c6_3_no_more_is_put_in_than_was_issued(context: Context) -> None:
    request = make_issued_request(context, 2)
    with pytest.raises(Invalid, match="2 套") as refused:
        make_swap(context, request, quantity=Decimal(3))
    assert refused.value.field == "quantity"
    make_swap(context, request)
    line = new_swap_form(context, request).issued[0]
    assert line.left == 1
    make_swap(context, request)
    with pytest.raises(Invalid) as refused:
        make_swap(context, request, slip_line_id=line.slip_line_id)
    assert refused.value.field == "slip_line_id"


def test_c6_3_what_came_back_into_stock_was_not_put_in(context: Context) -> None:
    request = make_issued_request(context, 2)
    take_back(context, new_swap_form(context, request).issued[0].slip_id, 1)
    with pytest.raises(Invalid):
        make_swap(context, request, quantity=Decimal(2))
    make_swap(context, request)
    assert new_swap_form(context, request).issued == ()


def test_a_part_that_did_not_leave_by_a_slip_is_named(context: Context) -> None:
    request = make_classed_request(context)
    with pytest.raises(Invalid) as refused:
        make_swap(context, request, name=" ")
    assert refused.value.field == "name"
    make_swap(context, request, part_id=make_part(context), spec="")
    make_swap(context, request, name="厂家自带轴承")
    assert [one.name for one in swaps(context, request)] == ["厂家自带轴承", "机械密封"]


def test_n2_the_equipments_history_shows_the_swap(context: Context) -> None:
    request, pump = make_pump_request(context)
    make_swap(context, request, name="轴承")
    details = equipment_details(context, pump)
    assert [one.name for one in details.parts] == ["轴承"]
    told = next(one for one in details.events if one.kind is EventKind.SWAPPED)
    assert "A-001 → B-002" in told.text


def test_n2_a_part_replaced_more_than_three_times_is_pointed_out(context: Context) -> None:
    request, pump = make_pump_request(context)
    for _time in range(3):
        make_swap(context, request, name="轴承")
    assert new_swap_form(context, request).often == ()
    make_swap(context, request, name="轴承")
    often = new_swap_form(context, request).often
    assert [(one.name, one.count) for one in often] == [("轴承", 4)]
    assert equipment_details(context, pump).often_replaced == often
    assert "4" in often[0].words


def test_the_equipment_has_to_be_that_of_the_requests_project(context: Context) -> None:
    request, _pump = make_pump_request(context)
    other = make_equipment(context)
    with pytest.raises(Invalid) as refused:
        make_swap(context, request, name="轴承", equipment_id=other)
    assert refused.value.field == "equipment_id"


def test_a_swap_names_the_dispatch_that_was_agreed_for_its_request(context: Context) -> None:
    customer = make_customer(context)
    request = make_classed_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    dispatch = make_agreed_dispatch(context, request_id=request)
    assert new_swap_form(context, request).form.dispatch_id == dispatch
    make_swap(context, request, name="轴承", dispatch_id=dispatch)
    other = make_classed_request(context, text="另一处泄漏")
    with pytest.raises(Invalid) as refused:
        make_swap(context, other, name="轴承", dispatch_id=dispatch)
    assert refused.value.field == "dispatch_id"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"person": " "}, "person"),
        ({"swapped_on": None}, "swapped_on"),
        ({"new_serial_no": "A-001"}, "new_serial_no"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(context: Context, wrong: dict[str, object], field: str) -> None:
    request = make_classed_request(context)
    with pytest.raises(Invalid) as refused:
        make_swap(context, request, name="轴承", **wrong)
    assert refused.value.field == field


def test_a_swap_lies_in_the_past(context: Context) -> None:
    request = make_classed_request(context)
    with pytest.raises(Invalid) as refused:
        make_swap(context, request, name="轴承", swapped_on=today_of(context) + timedelta(days=1))
    assert refused.value.field == "swapped_on"


def test_the_log_of_the_request_tells_of_it(context: Context) -> None:
    request = make_issued_request(context)
    swap = make_swap(context, request)
    told = next(one for one in request_details(context, request).events if one.kind is EventKind.SWAPPED)
    assert (told.person, told.data["swap"]) == (ENGINEER, swap)


def test_somebody_who_may_only_look_records_no_swap(context: Context, open_desk: OpenDesk) -> None:
    request = make_classed_request(context)
    viewer = open_desk(Role.VIEWER)
    with pytest.raises(NotAllowed):
        record_swap(viewer, request_id=request, form=swap_form_of(context, request, name="轴承"))


def test_a_swap_recorded_by_mistake_is_taken_back_with_its_reason(context: Context) -> None:
    request = make_issued_request(context)
    swap = make_swap(context, request)
    old = swaps(context, request)[0].old_part_id or 0
    withdraw_swap(context, swap_id=swap, reason="登记错设备")
    assert swaps(context, request) == ()
    assert old_part_details(context, old).state is OldPartState.SETTLED
    assert new_swap_form(context, request).issued[0].left == 2
    told = next(one for one in request_details(context, request).events if one.data.get("withdrawn"))
    assert "登记错设备" in told.text
    with pytest.raises(NotFound):
        withdraw_swap(context, swap_id=swap, reason="再次")


def test_a_swap_whose_old_part_came_back_stays(context: Context) -> None:
    request = make_issued_request(context)
    swap = make_swap(context, request)
    bring_old_part(context, swaps(context, request)[0].old_part_id or 0)
    with pytest.raises(Invalid, match="JJ-2026-0001"):
        withdraw_swap(context, swap_id=swap, reason="登记错")
    with pytest.raises(Invalid) as refused:
        withdraw_swap(context, swap_id=swap, reason=" ")
    assert refused.value.field == "reason"
