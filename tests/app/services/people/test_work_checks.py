"""Steps that are taken where they are wanted: repair plan, quality check, signed sheets (C7.3, N5)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import QualityForm, RepairPlanForm, SheetForm
from app.services.people.work_checks import note_sheet, record_plan, record_quality
from models.enums import EventKind
from tests.app.archive.scanned import scan_in
from tests.dispatch_factories import ago, come_back_now, details, finish_now, make_arrived_trip, step
from tests.factories import make_agreed_dispatch
from tests.on_site_factories import make_receipt, sign

TODAY = date(2026, 3, 6)
PLAN = "1. 停机 2. 更换机封 3. 试运行 2 小时"


def test_n5_a_repair_plan_has_the_customers_word(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    step(context, dispatch, record_plan, RepairPlanForm(PLAN))
    step(context, dispatch, record_plan, RepairPlanForm(PLAN, "王工", TODAY))
    read = details(context, dispatch)
    assert (read.plan, read.plan_agreed_by, read.plan_agreed_on) == (PLAN, "王工", TODAY)
    assert read.events[0].kind is EventKind.PLAN_AGREED


def test_n5_the_work_is_checked_on_site_or_later(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    step(context, dispatch, record_quality, QualityForm("陈安", TODAY, "合格"))
    read = details(context, dispatch)
    assert (read.quality_by, read.quality_on, read.quality_note) == ("陈安", TODAY, "合格")
    with pytest.raises(Invalid):
        step(context, make_agreed_dispatch(context), record_quality, QualityForm("陈安", TODAY, "合格"))


@pytest.mark.parametrize(
    ("service", "form", "field"),
    [
        (record_plan, RepairPlanForm(" "), "plan"),
        (record_plan, RepairPlanForm(PLAN, "王工", None), "plan_agreed_on"),
        (record_plan, RepairPlanForm(PLAN, "", TODAY), "plan_agreed_by"),
        (record_plan, RepairPlanForm(PLAN, "王工", date(2026, 3, 7)), "plan_agreed_on"),
        (record_plan, RepairPlanForm(PLAN, "王工", date(1026, 3, 6)), "plan_agreed_on"),
        (record_quality, QualityForm("", TODAY), "quality_by"),
        (record_quality, QualityForm("陈安", None), "quality_on"),
        (note_sheet, SheetForm(999), "about_id"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, service: Any, form: Any, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        step(context, make_arrived_trip(context), service, form)
    assert refusal.value.field == field


def out(context: Context, dispatch: int) -> tuple[str, ...]:
    """Return the signed sheets that are still out."""
    return next(line.missing for line in details(context, dispatch).checklist if line.code == "sheets_home")


def test_c7_3_signed_sheets_come_home_scanned_or_on_paper(context: Context, tmp_path: Path) -> None:
    dispatch = make_arrived_trip(context)
    receipt = make_receipt(context, dispatch, arrived_at=ago(context, 4), left_at=ago(context, 3), hours=())
    sign(context, receipt, signed_at=context.clock.now())
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    assert out(context, dispatch) == ("PG-2026-0001", "HZ-2026-0001")
    step(context, dispatch, note_sheet, SheetForm(None, None, "3 号柜"))
    assert out(context, dispatch) == ("HZ-2026-0001",)
    scan = scan_in(tmp_path)
    step(context, dispatch, note_sheet, SheetForm(receipt, scan))
    assert out(context, dispatch) == ()


def test_c7_4_a_receipt_that_nobody_signed_keeps_the_dispatch_open(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    receipt = make_receipt(context, dispatch, arrived_at=ago(context, 4), left_at=ago(context, 3), hours=())
    finish_now(context, dispatch)
    come_back_now(context, dispatch)

    def unsigned() -> tuple[str, ...]:
        return next(line.missing for line in details(context, dispatch).checklist if line.code == "receipts_signed")

    assert unsigned() == ("HZ-2026-0001",)
    sign(context, receipt, signed_at=context.clock.now())
    assert unsigned() == ()
