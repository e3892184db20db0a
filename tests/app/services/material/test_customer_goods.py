"""Customers' goods with us for repair: registered in and out, back in five working days (N7, N2)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.material.returns import GoodsItemForm
from app.queries.material.customer_goods import customer_goods_form, new_customer_goods_form
from app.services.material.customer_goods import cancel_customer_goods, save_customer_goods
from app.services.papers import issue_paper
from models.archive.document import Document
from models.enums import CommitmentKind, CommitmentState, EventKind, GoodsState, PartnerRole, Role
from tests.app.archive.scanned import scan_in
from tests.app.services.promises.promised import hold
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_classed_request,
    make_customer,
    make_equipment,
    make_partner,
    make_project,
    stored,
    version_of,
)
from tests.return_goods_factories import (
    CABLE,
    METER,
    bring_back,
    goods_of,
    hand_back,
    make_goods,
    send,
    sign,
)


def _around(context: Context, goods: int) -> dict[str, int | None]:
    """Return the ids of the records around goods."""
    return {name: one.id if one is not None else None for name, one in goods_of(context, goods).around.items()}


def test_n7_what_a_customer_brings_is_registered_with_what_belongs_to_it_and_how_it_looks(context: Context) -> None:
    goods = goods_of(context, make_goods(context, METER, CABLE))
    assert (goods.number, goods.state, goods.title) == (
        "KW-2026-0001",
        GoodsState.RECEIVED,
        "电磁流量计 DN80 / 信号电缆",
    )
    assert (goods.brought_by, goods.received_by) == ("王工", "周敏")
    meter = goods.items[0]
    assert (meter.serial_no, meter.accessories, meter.condition) == ("FT-2291", "法兰垫 2 片", "表壳有划痕")


def test_n7_it_goes_out_to_the_manufacturer_comes_back_and_is_given_back_signed(
    context: Context, tmp_path: Path
) -> None:
    goods = make_goods(context)
    maker = make_partner(context, name="开封仪表有限公司", short_name="开封仪表")
    send(context, goods, maker_id=maker)
    assert _around(context, goods)["maker"] == maker
    bring_back(context, goods)
    hand_back(context, goods)
    sign(context, goods, scan_in(tmp_path, "回单.png"))
    found = goods_of(context, goods)
    assert (found.state, found.signed_by, found.repair) == (GoodsState.SIGNED, "王工", "更换励磁板，已标定")
    assert [scan.archive_code for scan in found.scans] == ["BM/A6-08-001"]
    assert stored(context, Document, found.receipt_id or 0).subject_id == goods
    told = [event.kind for event in reversed(found.events) if event.kind is not EventKind.STATE_CHANGED]
    assert told == [
        EventKind.REGISTERED, EventKind.SENT_TO_MAKER, EventKind.BACK_FROM_MAKER, EventKind.GIVEN_BACK,
        EventKind.SCAN_FILED,
    ]  # fmt: skip


def test_n7_what_we_repair_ourselves_is_given_back_without_a_manufacturer(context: Context) -> None:
    goods = make_goods(context)
    hand_back(context, goods, text="重新接线")
    assert (goods_of(context, goods).state, _around(context, goods)["maker"]) == (GoodsState.RETURNED, None)


def test_n7_what_was_signed_is_filed_with_the_slip_that_was_printed(context: Context, tmp_path: Path) -> None:
    goods = make_goods(context)
    issue_paper(context, form_id="customer_goods", record_id=goods)
    (slip,) = goods_of(context, goods).papers
    hand_back(context, goods)
    issue_paper(context, form_id="customer_goods", record_id=goods)
    sign(context, goods, scan_in(tmp_path, "回单.png"))
    found = goods_of(context, goods)
    assert (found.receipt_id, slip.number, slip.archive_code) == (slip.document_id, "KW-2026-0001", "BM/A6-08-001")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-09-28 08:00", "2026-10-10 17:30"),
        ("2026-09-30 16:00", "2026-10-13 17:30"),
        ("2026-10-03 10:00", "2026-10-13 17:30"),
        ("2026-10-10 09:00", "2026-10-16 17:30"),
        ("2026-10-11 09:00", "2026-10-16 17:30"),
    ],
)
def test_n2_it_is_due_back_in_five_working_days_around_the_holidays(
    context: Context, clock: FixedClock, received: str, due: str
) -> None:
    clock.moment = local_time(received)
    (promise,) = goods_of(context, make_goods(context)).commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.REPAIR_RETURN, "N2")
    assert promise.due == local_time(due)


def test_n2_the_days_on_which_the_customer_is_waited_for_do_not_count(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-10-12 09:00")
    goods = make_goods(context, received_at=local_time("2026-09-30 16:00"))
    hold(context, goods, local_time("2026-10-08 09:00"), local_time("2026-10-09 18:00"))
    (promise,) = goods_of(context, goods).commitments
    assert promise.due == local_time("2026-10-15 17:30")
    assert [line.reason.value for line in goods_of(context, goods).holds] == ["waiting_for_customer"]


def test_a_hold_begins_after_the_receipt_and_ends_with_the_giving_back(context: Context) -> None:
    goods = make_goods(context)
    now = context.clock.now()
    day = timedelta(days=1)
    assert refused_at(lambda: hold(context, goods, now - day, now + day)) == "starts_at"
    hand_back(context, goods)
    with pytest.raises(Invalid):
        hold(context, goods, now, now + day)


def test_n2_giving_it_back_meets_the_promise_sending_it_away_does_not(context: Context, clock: FixedClock) -> None:
    goods = make_goods(context)
    send(context, goods)
    bring_back(context, goods)
    assert [one.state for one in promises_of(context, goods)] == [CommitmentState.OPEN]
    clock.moment += timedelta(days=8)
    hand_back(context, goods)
    (promise,) = promises_of(context, goods)
    (told,) = entries(context, goods, EventKind.GIVEN_BACK)
    assert (promise.state, promise.met_event_id) == (CommitmentState.MET_LATE, told.id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"received_at": None}, "received_at"),
        ({"received_at": local_time("2026-03-06 14:01")}, "received_at"),
        ({"brought_by": " "}, "brought_by"),
        ({"fault": ""}, "fault"),
        ({"contact_phone": "看名片"}, "contact_phone"),
        ({"customer_id": None}, "customer_id"),
        ({"items": ()}, "items"),
        ({"items": (replace(METER, name=" "),)}, "items"),
        ({"items": (replace(METER, condition=""),)}, "items"),
        ({"items": (replace(METER, quantity=Decimal(0)),)}, "items"),
        ({"items": (replace(METER, quantity=Decimal("1.2345")),)}, "items"),
        ({"items": (replace(METER, serial_no="9" * 81),)}, "items"),
        ({"items": (CABLE,) * 51}, "items"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_at_its_field(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    assert refused_at(lambda: make_goods(context, **fields)) == field


def test_the_customer_follows_from_the_request_or_the_equipment(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project)
    around = _around(context, make_goods(context, equipment_id=equipment))
    assert (around["customer"], around["project"]) == (customer, project)
    request = make_classed_request(context, customer_id=customer, project_id=project)
    form = new_customer_goods_form(context, request_id=request)
    assert (form.customer_id, form.project_id, form.fault) == (customer, project, "2# 泵机械密封泄漏")
    made = save_customer_goods(context, form=replace(form, brought_by="王工", items=(METER,)))
    (told,) = entries(context, request, EventKind.NOTE)
    assert told.text.startswith("KW-2026-0002")
    assert told.data["goods"] == made


def test_what_belongs_to_somebody_else_is_refused(context: Context) -> None:
    customer, project = make_customer(context), make_project(context)
    equipment, request = make_equipment(context), make_classed_request(context)
    assert refused_at(lambda: make_goods(context, customer_id=customer, project_id=project)) == "project_id"
    assert refused_at(lambda: make_goods(context, customer_id=customer, request_id=request)) == "request_id"
    assert refused_at(lambda: make_goods(context, equipment_id=equipment, project_id=project)) == "equipment_id"


def test_an_entry_is_corrected_while_the_goods_are_here_and_not_afterwards(context: Context) -> None:
    goods = make_goods(context, METER, CABLE)
    form = customer_goods_form(context, goods)
    assert form.items == (METER, CABLE)
    save_customer_goods(context, form=replace(form, items=(CABLE,), place="门卫"), record_id=goods)
    found = goods_of(context, goods)
    assert (found.title, found.place, len(found.items)) == ("信号电缆", "门卫", 1)
    hand_back(context, goods)
    with pytest.raises(Invalid):
        save_customer_goods(context, form=customer_goods_form(context, goods), record_id=goods)


def test_a_receipt_whose_clock_was_missed_is_the_managers_to_move(
    context: Context, clock: FixedClock, open_desk: OpenDesk
) -> None:
    goods = make_goods(context)
    clock.moment += timedelta(days=10)
    form = replace(customer_goods_form(context, goods), received_at=local_time("2026-03-06 12:00"))
    assert refused_at(lambda: save_customer_goods(context, form=form, record_id=goods)) == ""  # the same day: no move
    moved = replace(customer_goods_form(context, goods), received_at=local_time("2026-03-10 12:00"))
    assert refused_at(lambda: save_customer_goods(context, form=moved, record_id=goods)) == "reason"
    with pytest.raises(NotAllowed):
        save_customer_goods(open_desk(Role.SECRETARY), form=replace(moved, reason="登记错"), record_id=goods)
    save_customer_goods(context, form=replace(moved, reason="登记错"), record_id=goods)
    assert promises_of(context, goods)[0].frozen_due_at == local_time("2026-03-13 17:30")


def test_each_step_has_its_time_in_order_and_its_words(context: Context) -> None:
    goods = make_goods(context)
    before = context.clock.now() - timedelta(hours=1)
    carrier = make_partner(context, roles=frozenset({PartnerRole.CARRIER}))
    assert refused_at(lambda: send(context, goods, at=before)) == "at"
    assert refused_at(lambda: send(context, goods, at=None)) == "at"
    assert refused_at(lambda: send(context, goods, how="")) == "how"
    assert refused_at(lambda: send(context, goods, maker_id=carrier)) == "maker_id"
    send(context, goods)
    assert refused_at(lambda: bring_back(context, goods, at=before)) == "at"
    assert refused_at(lambda: bring_back(context, goods, text="")) == "text"
    bring_back(context, goods)
    assert refused_at(lambda: hand_back(context, goods, at=before)) == "at"
    assert refused_at(lambda: hand_back(context, goods, how="")) == "how"


def test_n7_without_the_slip_the_customer_signed_nothing_is_signed_for(context: Context, tmp_path: Path) -> None:
    goods = make_goods(context)
    hand_back(context, goods)
    assert refused_at(lambda: sign(context, goods, None)) == "scan"
    assert refused_at(lambda: sign(context, goods, tmp_path / "nothing.pdf")) == "scan"
    assert refused_at(lambda: sign(context, goods, scan_in(tmp_path), person="")) == "person"
    assert goods_of(context, goods).state is GoodsState.RETURNED


def test_only_the_manager_cancels_an_entry_and_its_clock_is_dropped(context: Context) -> None:
    goods = make_goods(context)
    assert refused_at(lambda: cancel_customer_goods(context, record_id=goods, version=1, reason=" ")) == "reason"
    cancel_customer_goods(context, record_id=goods, version=version_of(context, goods), reason="重复登记")
    assert goods_of(context, goods).state is GoodsState.CANCELLED
    assert [one.state for one in promises_of(context, goods)] == [CommitmentState.DROPPED]


def test_the_manager_has_no_need_of_a_name_for_what_he_does_himself(context: Context) -> None:
    goods = make_goods(context, GoodsItemForm(name="泵", quantity=Decimal(1), condition="渗油"), received_by="")
    assert goods_of(context, goods).received_by == "经理"
