"""Trip report and fault analysis: written once, changed later, told to the dispatch (C7.4, N4)."""

from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.people.dispatches import dispatch_details
from app.queries.trips.receipts import analysis_of, report_of
from app.queries.trips.report_forms import fault_analysis_sheet, trip_report_sheet
from models.enums import EventKind
from tests.factories import make_dispatch
from tests.on_site_factories import FRIDAY_DAY, analyse_fault, make_receipt, make_trip, report, sign


def test_c7_4_a_trip_report_is_written_and_told_to_the_dispatch(context: Context) -> None:
    trip = make_trip(context)
    report(context, trip)
    with context.read() as session:
        told = report_of(session, trip)
        assert told is not None
        assert (told.written_by, told.written_on) == ("张伟", FRIDAY_DAY)
    assert EventKind.REPORT_WRITTEN in {event.kind for event in dispatch_details(context, trip).events}


def test_a_report_that_was_written_is_changed(context: Context) -> None:
    trip = make_trip(context)
    report(context, trip)
    report(context, trip, problems="备件不足")
    sheet = trip_report_sheet(context, trip)
    assert (sheet.is_new, sheet.form.problems, sheet.form.course) == (False, "备件不足", "3 月 5 日到场")


def test_reports_are_proposed_from_the_receipts(context: Context) -> None:
    trip = make_trip(context)
    sign(context, make_receipt(context, trip), comment="服务及时")
    sheet = trip_report_sheet(context, trip)
    assert (sheet.is_new, sheet.form.customer_word) == (True, "服务及时")
    assert "试运行正常" in sheet.form.results
    assert fault_analysis_sheet(context, trip).form.symptom == "机封漏水"


def test_n4_a_fault_is_analysed(context: Context) -> None:
    trip = make_trip(context)
    analyse_fault(context, trip)
    with context.read() as session:
        assert analysis_of(session, trip) is not None
        assert report_of(session, trip) is None


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("course", {"course": ""}),
        ("results", {"results": " "}),
        ("written_by", {"written_by": ""}),
        ("written_on", {"written_on": None}),
        ("written_on", {"written_on": date(2026, 3, 7)}),
        ("written_on", {"written_on": date(2026, 3, 4)}),
    ],
)
def test_c7_4_what_is_missing_or_cannot_be_is_refused(context: Context, field: str, fields: dict[str, Any]) -> None:
    trip = make_trip(context)
    with pytest.raises(Invalid) as refused:
        report(context, trip, **fields)
    assert refused.value.field == field


def test_nobody_reports_of_a_trip_that_was_only_planned(context: Context) -> None:
    with pytest.raises(Invalid):
        report(context, make_dispatch(context))


def test_an_analysis_without_a_cause_is_none(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        analyse_fault(context, make_trip(context), cause="")
    assert refused.value.field == "cause"
