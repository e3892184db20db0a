"""What comes home from site, on paper: receipt, survey, trip report, analysis, overtime sheet (N1, N3, N4, C7.4)."""

from decimal import Decimal

import pytest

from app.context import Context
from app.papers.content import Ticks
from app.papers.definitions import paper
from app.queries.archive.reports import reportable
from app.queries.trips.receipt_forms import new_receipt_sheet
from app.services.trips.receipts import save_receipt
from models.enums import PayStatus
from models.record import Record
from tests.app.papers.composing import composed
from tests.factories import make_agreed_dispatch
from tests.on_site_factories import make_survey, traveller
from tests.on_site_paper_factories import finished_trip, full_receipt, full_survey, full_trip, march_overtime, over


def ticked(*codes: str) -> Ticks:
    return Ticks(frozenset(codes))


def test_n1_a_blank_receipt_says_what_is_known_before_the_trip(context: Context) -> None:
    blank = save_receipt(context, form=new_receipt_sheet(context, full_trip(context)).form)
    content = composed(context, "service_receipt", blank)
    assert content.values["project_name"] == "补给水站"
    assert "原水泵" in str(content.values["equipment_name"])
    assert (content.values["arrive_at"], content.values["result"]) == ("", ticked())
    assert "parts" not in content.rows


def test_n1_free_work_prints_its_price_and_that_it_is_free(context: Context) -> None:
    content = composed(context, "service_receipt", full_receipt(context))
    assert content.values["fee_total"] == "¥2,610.00"
    assert content.values["pay_status"] == ticked("free")
    assert "¥0.00" in str(content.values["fee_caps"])
    assert [row["amount"] for row in content.rows["parts"]] == ["¥1,360.00", "¥50.00"]


def test_n1_paid_work_prints_the_sum_in_capitals(context: Context) -> None:
    content = composed(context, "service_receipt", full_receipt(context, signed=False, pay_status=PayStatus.ON_SITE))
    assert content.values["fee_caps"] == "贰仟陆佰壹拾元整"


def test_n3_a_survey_is_printed_to_be_filled_in_and_with_its_answers(context: Context) -> None:
    blank = composed(context, "satisfaction_survey", make_survey(context))
    assert "□5" in blank.rows["scores"][0]["score"]
    assert blank.values["respondent"] == ""
    content = composed(context, "satisfaction_survey", full_survey(context))
    assert [row["score"] for row in content.rows["scores"][:3]] == ["5", "5", "2"]
    assert content.values["total_score"] == "90.8 %"


def test_a_survey_speaks_the_language_of_its_paper(context: Context) -> None:
    survey = make_survey(context, full_trip(context))
    assert composed(context, "satisfaction_survey", survey, "en").rows["scores"][0]["dimension"] == "Equipment"


def test_c7_4_a_trip_report_waits_for_the_return_and_its_text(context: Context) -> None:
    trip = make_agreed_dispatch(context)
    definition = paper("trip_report")
    with context.read() as session:
        dispatch = session.get_one(Record, trip)
        assert [reason.fix for reason in definition.gate(session, dispatch)] == ["come_back", "write_trip_report"]
    over(context, trip)
    with context.read() as session:
        dispatch = session.get_one(Record, trip)
        assert [reason.fix for reason in definition.gate(session, dispatch)] == ["write_trip_report"]


def test_n4_a_fault_analysis_waits_for_the_end_of_the_work_and_its_text(context: Context) -> None:
    definition = paper("fault_analysis")
    with context.read() as session:
        dispatch = session.get_one(Record, make_agreed_dispatch(context))
        assert [reason.fix for reason in definition.gate(session, dispatch)] == ["finish", "write_fault_analysis"]


@pytest.mark.parametrize("form_id", ["trip_report", "fault_analysis"])
def test_what_is_written_opens_the_gate(context: Context, form_id: str) -> None:
    trip = finished_trip(context)
    with context.read() as session:
        dispatch = session.get_one(Record, trip)
        assert paper(form_id).gate(session, dispatch) == ()


def test_c7_4_a_trip_report_tells_travellers_hours_and_receipts(context: Context) -> None:
    content = composed(context, "trip_report", finished_trip(context))
    assert "凯泉泵业" in str(content.values["travellers"])
    assert "48" in str(content.values["total_hours"])
    assert content.rows["receipts"][0]["number"] == "HZ-2026-0001"


def test_n1_the_overtime_sheet_sums_hours_by_person(context: Context) -> None:
    content = composed(context, "overtime_sheet", march_overtime(context))
    assert len(content.rows["hours"]) == 6
    sums = {(row["days"], row["normal"], row["overtime"], row["total"]) for row in content.rows["people"]}
    assert sums == {("2", "16", "2.5", "18.5")}
    assert content.rows["hours"][0]["weekday"] == "周三"
    assert "凯泉泵业" in {row["department"] for row in content.rows["people"]}


def test_n1_every_month_with_hours_can_be_reported(context: Context) -> None:
    assert reportable(context, "overtime_sheet") == ()
    full_receipt(context)
    assert [name for name, _title in reportable(context, "overtime_sheet")] == ["2026-03"]


def test_who_travels_can_take_the_cash(context: Context) -> None:
    trip = full_trip(context)
    sheet = new_receipt_sheet(context, trip)
    assert traveller(context, trip) in {one.staff_id for one in sheet.travellers}
    assert sheet.sites[0][2] == Decimal("86.5")
