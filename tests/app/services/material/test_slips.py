"""Goods leave by an issue slip: approved, which reserves; checked with the keeper, which moves stock; packed (C6.3)."""

from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed
from app.forms.material.slips import CheckForm, WordForm
from app.services.material.slips import approve_slip, cancel_slip, check_slip, reopen_slip, save_slip
from models.enums import EventKind, MoveKind, Role, SlipKind, SlipState
from models.material.ledger import StockMove
from models.material.part import Part
from tests.access_factories import make_user
from tests.conftest import OpenDesk
from tests.factories import make_project, stored, version_of
from tests.slip_factories import (
    KEEPER,
    PICKER,
    approve,
    check,
    check_form_of,
    details_of,
    item,
    make_approved_slip,
    make_checked_slip,
    make_slip,
    pack,
    slip_form_of,
)
from tests.stock_factories import make_stocked_part, on_hand, take_on, untied


def free(context: Context, part_id: int) -> Decimal:
    return stored(context, Part, part_id).free


def cancel(context: Context, slip_id: int) -> None:
    cancel_slip(context, record_id=slip_id, version=version_of(context, slip_id), reason="客户改期")


def test_c6_3_approved_is_reserved_and_only_the_check_moves_stock(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_slip(context, item(part, 3))
    assert (details_of(context, slip).number, free(context, part)) == ("", Decimal(10))
    assert approve(context, slip) == "LL-2026-0001"
    assert (on_hand(context, part), free(context, part)) == (Decimal(10), Decimal(7))
    check(context, slip)
    assert (on_hand(context, part), free(context, part)) == (Decimal(7), Decimal(7))
    assert untied(context) == []


def test_c6_3_the_log_names_who_checked_who_took_the_goods_and_what(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    entry = next(one for one in details_of(context, slip).events if one.kind is EventKind.GOODS_CHECKED)
    assert (entry.person, entry.counterpart) == (KEEPER, PICKER)
    assert entry.text == "LL-2026-0001: 机械密封 3 套"


def test_c6_1_every_short_item_is_named_at_once(context: Context) -> None:
    seal, ring = (
        make_stocked_part(context, number=no, name=name, on_hand=1) for no, name in (("A1", "机封"), ("A2", "O 形圈"))
    )
    plenty = make_stocked_part(context, number="A3", name="轴承")
    slip = make_slip(context, item(seal, 2), item(plenty, 2), item(ring, 5))
    with pytest.raises(Blocked) as refusal:
        approve(context, slip)
    assert [(one.clause, one.text) for one in refusal.value.reasons] == [
        ("C6.1", "可用库存不足：机封 2 套（可用 1）、O 形圈 5 套（可用 1）")
    ]


def test_c6_1_two_lines_of_one_part_are_added_up(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3)
    with pytest.raises(Blocked):
        make_approved_slip(context, item(part, 2, serial_no="S1"), item(part, 2, serial_no="S2"))


def test_what_another_slip_reserved_is_not_free(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3)
    make_approved_slip(context, item(part, 2))
    with pytest.raises(Blocked):
        make_approved_slip(context, item(part, 2))


def test_c6_3_a_draft_without_items_or_picker_is_not_approved(context: Context) -> None:
    with pytest.raises(Blocked) as refusal:
        approve(context, make_slip(context, picker_name=""))
    assert [one.fix for one in refusal.value.reasons] == ["edit", "edit"]


def test_the_manager_approves_in_person(context: Context) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    approve(context, slip, person="别人")
    assert details_of(context, slip).approved_by == context.actor.display_name


def test_the_secretary_names_the_manager_who_approved(context: Context, open_desk: OpenDesk) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    secretary = open_desk(Role.SECRETARY)
    with pytest.raises(Invalid) as refusal:
        approve(secretary, slip)
    assert refusal.value.field == "person"
    approve(secretary, slip, person="王经理")
    details = details_of(context, slip)
    assert details.approved_by == "王经理"
    assert [one.person for one in details.events if one.kind is EventKind.APPROVED] == ["王经理"]


def test_somebody_who_is_not_the_manager_cannot_be_named(context: Context, open_desk: OpenDesk) -> None:
    make_user(context, "陈库", Role.WAREHOUSE)
    slip = make_slip(context, item(make_stocked_part(context)))
    with pytest.raises(Invalid) as refusal:
        approve(open_desk(Role.SECRETARY), slip, person="陈库")
    assert refusal.value.field == "person"


def test_the_keeper_neither_makes_nor_approves_slips(context: Context, open_desk: OpenDesk) -> None:
    form = slip_form_of(context, item(make_stocked_part(context)))
    slip = save_slip(context, form=form)
    keeper = open_desk(Role.WAREHOUSE)
    with pytest.raises(NotAllowed):
        save_slip(keeper, form=form)
    with pytest.raises(NotAllowed):
        approve_slip(keeper, record_id=slip, version=version_of(context, slip), form=WordForm(person="王经理"))


def test_c6_3_only_the_keeper_or_the_manager_checks_and_the_keeper_in_person(
    context: Context, open_desk: OpenDesk
) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)))
    form = check_form_of(context, slip, keeper="别人")
    version = version_of(context, slip)
    with pytest.raises(NotAllowed):
        check_slip(open_desk(Role.SECRETARY), record_id=slip, version=version, form=form)
    keeper = open_desk(Role.WAREHOUSE)
    check_slip(keeper, record_id=slip, version=version, form=form)
    assert details_of(context, slip).checked_by == keeper.actor.display_name


def test_c6_3_keeper_and_picker_are_two_people(context: Context) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)))
    with pytest.raises(Invalid) as refusal:
        check(context, slip, picker=KEEPER)
    assert refusal.value.field == "picker"


def test_c6_3_every_item_is_checked_and_none_higher_than_approved(context: Context) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context), 2))
    with pytest.raises(Invalid, match=r"机械密封.*最多.* 2 "):
        check(context, slip, 3)
    with pytest.raises(Invalid):
        check_slip(context, record_id=slip, version=version_of(context, slip), form=CheckForm(keeper=KEEPER))
    with pytest.raises(Invalid):
        check(context, slip, 0)
    assert details_of(context, slip).state is SlipState.APPROVED


def test_c6_3_less_may_be_handed_out_and_the_rest_is_named(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_approved_slip(context, item(part, 3))
    check(context, slip, 1)
    details = details_of(context, slip)
    assert (on_hand(context, part), free(context, part)) == (Decimal(9), Decimal(9))
    assert details.lines[0].is_short
    entry = next(one for one in details.events if one.kind is EventKind.GOODS_CHECKED)
    assert entry.text == "LL-2026-0001: 机械密封 1 套\n仍缺：机械密封 2 套"


def test_c6_3_what_another_desk_took_meanwhile_is_named_and_nothing_moves(context: Context) -> None:
    part, other = make_stocked_part(context), make_stocked_part(context, number="BJ-2", name="轴承")
    slip = make_approved_slip(context, item(other, 1), item(part, 3))
    form = check_form_of(context, slip)
    take_on(context, part, -9, reason="破损")
    with pytest.raises(Invalid, match="机械密封 3 套（现存 1）"):
        check_slip(context, record_id=slip, version=version_of(context, slip), form=form)
    assert (on_hand(context, part), on_hand(context, other)) == (Decimal(1), Decimal(10))


def test_two_desks_check_a_slip_once(context: Context, open_desk: OpenDesk) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)))
    form, version = check_form_of(context, slip), version_of(context, slip)
    check_slip(context, record_id=slip, version=version, form=form)
    with pytest.raises(Conflict):
        check_slip(open_desk(Role.WAREHOUSE), record_id=slip, version=version, form=form)


def test_a_cancelled_slip_frees_what_it_reserved_and_keeps_its_number(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_approved_slip(context, item(part, 3))
    cancel(context, slip)
    assert free(context, part) == Decimal(10)
    assert details_of(context, slip).number == "LL-2026-0001"
    assert approve(context, make_slip(context, item(part))) == "LL-2026-0002"


def test_a_slip_taken_back_to_draft_is_changed_and_approved_under_its_number(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_approved_slip(context, item(part, 3))
    reopen_slip(context, record_id=slip, version=version_of(context, slip), reason="少领一件")
    assert free(context, part) == Decimal(10)
    assert approve(context, slip) == "LL-2026-0001"


def test_goods_that_left_are_neither_cancelled_nor_changed(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context)))
    with pytest.raises(Invalid):
        cancel(context, slip)
    with pytest.raises(Invalid):
        save_slip(context, form=slip_form_of(context, version=version_of(context, slip)), record_id=slip)


def test_c6_3_whoever_took_the_goods_packs_them(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context)))
    with pytest.raises(Invalid) as refusal:
        pack(context, slip, person="王工")
    assert refusal.value.field == "person"
    pack(context, slip)
    details = details_of(context, slip)
    assert (details.state, details.packed_by) == (SlipState.PACKED, PICKER)


def test_serials_and_batches_are_those_the_keeper_saw(context: Context) -> None:
    part = make_stocked_part(context)
    take_on(context, part, 5, batch="B7")
    slip = make_approved_slip(context, item(part, 1, serial_no="S-1"))
    form = check_form_of(context, slip)
    assert form.lines[0].batch == "B7"
    check_slip(context, record_id=slip, version=version_of(context, slip), form=form)
    line = details_of(context, slip).lines[0]
    assert (line.serial_no, line.batch) == ("S-1", "B7")


@pytest.mark.parametrize(("batch", "quantity"), [("B7", 6), ("B8", 1)])
def test_of_a_batch_no_more_leaves_than_lies_of_it(context: Context, batch: str, quantity: int) -> None:
    part = make_stocked_part(context)
    take_on(context, part, 5, batch="B7")
    with pytest.raises(Invalid, match=batch):
        make_checked_slip(context, item(part, quantity, batch=batch))


def test_what_has_expired_goes_to_no_customer(context: Context) -> None:
    part = make_stocked_part(context)
    take_on(context, part, 5, batch="B1", expires_on=context.clock.now().date().replace(year=2025))
    with pytest.raises(Invalid, match="2025-03-06"):
        make_checked_slip(context, item(part, 1, batch="B1"))
    make_checked_slip(context, item(part, 1, batch="B1"), slip_kind=SlipKind.OTHER, purpose="报废处理")


def test_the_cost_reaches_the_project(context: Context) -> None:
    part, project = make_stocked_part(context), make_project(context)
    slip = make_checked_slip(context, item(part, 2), project_id=project)
    with context.read() as session:
        move = session.query(StockMove).filter_by(source_id=slip).one()
        assert (move.kind, move.quantity, move.value) == (MoveKind.ISSUE, Decimal(-2), Decimal(-1200))
        assert move.project_id == project
