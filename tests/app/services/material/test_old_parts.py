"""Old parts: due back, returned, appraised, then stored or settled (N2)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.material.costs import parts_cost
from app.queries.material.old_parts import old_part_details, old_part_form
from app.queries.material.supplier_claims import new_supplier_claim_form
from app.services.material.old_parts import save_old_part
from app.services.material.supplier_claims import save_supplier_claim
from models.enums import Appraisal, CommitmentState, EventKind, MoveKind, OldPartState, Role
from models.material.ledger import StockMove
from models.material.part import Part
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_partner, make_project, stored
from tests.return_factories import (
    appraise_part,
    bring_old_part,
    make_appraised,
    make_issued_request,
    make_old_part,
    make_returned,
    make_swap,
    old_part_form_of,
    settle,
    store,
    swaps,
    today_of,
)
from tests.stock_factories import make_stocked_part, on_hand, untied


def state(context: Context, old_id: int) -> OldPartState:
    return old_part_details(context, old_id).state


def test_n2_the_way_of_an_old_part(context: Context) -> None:
    old = make_old_part(context)
    assert state(context, old) is OldPartState.DUE_BACK
    bring_old_part(context, old)
    assert state(context, old) is OldPartState.RETURNED
    appraise_part(context, old, Appraisal.SCRAP)
    assert state(context, old) is OldPartState.APPRAISED
    settle(context, old, amount=Decimal("35.50"))
    details = old_part_details(context, old)
    assert (details.state, details.settled_amount) == (OldPartState.SETTLED, Decimal("35.50"))


def test_n2_the_promise_is_kept_once_it_is_back(context: Context) -> None:
    old = make_returned(context)
    assert [one.state for one in old_part_details(context, old).commitments] == [CommitmentState.MET]


def test_n2_what_never_comes_back_is_settled_with_the_reason(context: Context) -> None:
    old = make_old_part(context)
    with pytest.raises(Invalid) as refused:
        settle(context, old, text=" ")
    assert refused.value.field == "text"
    settle(context, old, text="客户现场留用，经理同意")
    details = old_part_details(context, old)
    assert [one.state for one in details.commitments] == [CommitmentState.DROPPED]
    assert details.settlement == "客户现场留用，经理同意"


def test_n2_a_reusable_part_goes_back_into_stock_and_is_worth_nothing(context: Context) -> None:
    part = make_stocked_part(context)
    old = make_appraised(context, part_id=part)
    store(context, old, into_stock=True, place="A-01")
    assert on_hand(context, part) == Decimal(11)
    assert stored(context, Part, part).stock_value == Decimal(6000)
    assert old_part_details(context, old).in_stock
    assert untied(context) == []


def test_n2_only_what_is_reusable_and_known_goes_into_stock(context: Context) -> None:
    scrap = make_appraised(context, Appraisal.SCRAP, part_id=make_stocked_part(context))
    unknown = make_appraised(context)
    for old in (scrap, unknown):
        with pytest.raises(Invalid) as refused:
            store(context, old, into_stock=True)
        assert refused.value.field == "into_stock"


def test_n2_what_is_in_stock_is_not_settled_as_well(context: Context) -> None:
    old = make_appraised(context, part_id=make_stocked_part(context))
    store(context, old, into_stock=True)
    with pytest.raises(Blocked, match="N2"):
        settle(context, old)


def test_what_is_stored_in_a_place_may_still_be_settled(context: Context) -> None:
    old = make_appraised(context, Appraisal.SCRAP)
    with pytest.raises(Invalid) as refused:
        store(context, old)
    assert refused.value.field == "place"
    store(context, old, place="废件区")
    settle(context, old)
    assert state(context, old) is OldPartState.SETTLED


def test_the_log_says_once_where_it_is_stored_and_who_stored_it(context: Context) -> None:
    old = make_appraised(context, Appraisal.SCRAP)
    store(context, old, place="废件区", person="陈库")
    note = next(one for one in old_part_details(context, old).events if one.kind is EventKind.NOTE)
    assert (note.text, note.person) == ("废件区", "陈库")


def test_c8_3_an_old_part_in_stock_lowers_no_cost(context: Context) -> None:
    request = make_issued_request(context)
    make_swap(context, request)
    old = swaps(context, request)[0].old_part_id or 0
    bring_old_part(context, old)
    appraise_part(context, old, Appraisal.REUSABLE)
    store(context, old, into_stock=True)
    with context.read() as session:
        assert parts_cost(session, request_id=request) == Decimal(1200)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"removed_on": None}, "removed_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(context: Context, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_old_part(context, **wrong)
    assert refused.value.field == field


def test_it_is_not_taken_out_tomorrow_nor_back_before_it_was_taken_out(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        make_old_part(context, removed_on=today_of(context) + timedelta(days=1))
    assert refused.value.field == "removed_on"
    old = make_old_part(context)
    with pytest.raises(Invalid) as refused:
        bring_old_part(context, old, at=context.clock.now() - timedelta(days=2))
    assert refused.value.field == "at"


def test_it_is_corrected_until_it_is_appraised(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_classed_request(context, customer_id=customer, project_id=project)
    old = make_old_part(context)
    form = old_part_form(context, old)
    save_old_part(context, record_id=old, form=old_part_form_of(context, request_id=request, version=form.version))
    assert old_part_details(context, old).around["project"] is not None
    appraised = make_appraised(context)
    with pytest.raises(Invalid):
        save_old_part(context, record_id=appraised, form=old_part_form(context, appraised))


def test_another_day_for_what_is_late_already_is_the_managers_with_a_reason(
    context: Context, clock: FixedClock, open_desk: OpenDesk
) -> None:
    old = make_old_part(context)
    clock.moment += timedelta(days=30)
    later = {"removed_on": today_of(context), "version": old_part_form(context, old).version}
    with pytest.raises(NotAllowed):
        save_old_part(open_desk(Role.SECRETARY), record_id=old, form=old_part_form_of(context, **later, reason="记错"))
    with pytest.raises(Invalid) as refused:
        save_old_part(context, record_id=old, form=old_part_form_of(context, **later))
    assert refused.value.field == "reason"
    save_old_part(context, record_id=old, form=old_part_form_of(context, **later, reason="记错日期"))
    assert old_part_details(context, old).commitments[0].missed


def test_only_a_suppliers_claim_belongs_to_a_task(context: Context) -> None:
    old = make_returned(context)
    with pytest.raises(Invalid) as refused:
        appraise_part(context, old, Appraisal.SCRAP, claim_id=1)
    assert refused.value.field == "claim_id"


def test_n7_a_suppliers_claim_becomes_the_task_of_the_manufacturer(context: Context) -> None:
    old = make_appraised(context, Appraisal.SUPPLIERS_CLAIM)
    form = new_supplier_claim_form(context, old_part_id=old)
    assert (form.title, form.task) == ("索赔：旧水泵 CDM42-3 P-77", "轴承损坏\n检测后判定")
    claim = save_supplier_claim(context, form=replace(form, partner_id=make_partner(context)))
    around = old_part_details(context, old).around["claim"]
    assert around is not None
    assert (around.id, around.number) == (claim, "PT-2026-0001")
    with pytest.raises(Invalid):
        save_supplier_claim(context, form=replace(form, partner_id=make_partner(context)))


def test_scrap_is_asked_of_no_manufacturer(context: Context) -> None:
    old = make_appraised(context, Appraisal.SCRAP)
    form = new_supplier_claim_form(context, old_part_id=old)
    with pytest.raises(Invalid):
        save_supplier_claim(context, form=replace(form, partner_id=make_partner(context)))


def test_the_keeper_takes_old_parts_in_and_sees_no_money(context: Context, open_desk: OpenDesk) -> None:
    old = make_old_part(context)
    keeper = open_desk(Role.WAREHOUSE)
    bring_old_part(keeper, old)
    appraise_part(keeper, old, Appraisal.SCRAP)
    settle(context, old, amount=Decimal(80), text="废品回收")
    details = old_part_details(keeper, old)
    assert (details.state, details.settled_amount) == (OldPartState.SETTLED, None)
    assert all("80" not in one.text for one in details.events if one.kind is EventKind.SETTLED)


def test_the_movement_is_a_return_of_the_old_part(context: Context) -> None:
    old = make_appraised(context, part_id=make_stocked_part(context))
    store(context, old, into_stock=True)
    with context.read() as session:
        moved = session.scalars(select(StockMove).where(StockMove.source_id == old)).one()
    assert (moved.kind, moved.value) == (MoveKind.RETURN, Decimal(0))
