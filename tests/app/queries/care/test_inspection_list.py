"""The list of inspections and plans: what its rows tell, and what its quick views show (N3, N4)."""

from datetime import date, timedelta

from app.clock import FixedClock
from app.context import Context
from app.queries.care.inspection_list import INSPECTIONS, InspectionRow
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.services.care.inspections import take_up_fault
from models.care.inspection import Inspection
from models.enums import RecordKind
from tests.factories import make_request, stored, version_of
from tests.inspection_factories import STARTS_ON, make_inspection, make_plan, make_recorded


def rows(context: Context, *views: str, text: str = "") -> tuple[InspectionRow, ...]:
    page = PageRequest(ListFilter(text=text, views=frozenset(views)), Sort("created_at"))
    return INSPECTIONS.read(context, page).rows


def ids(context: Context, *views: str) -> set[int]:
    return {row.id for row in rows(context, *views)}


def test_a_plan_tells_its_next_inspection_and_an_inspection_its_day(context: Context) -> None:
    plan = make_plan(context)
    first = make_inspection(context, plan)
    make_inspection(context, plan)
    by_id = {row.id: row for row in rows(context)}
    assert (by_id[plan].kind, by_id[plan].day, by_id[plan].responsible) == (
        RecordKind.INSPECTION_PLAN,
        STARTS_ON,
        "周敏",
    )
    assert (by_id[first].day, by_id[first].faults) == (STARTS_ON, None)


def test_each_quick_view_shows_its_own(context: Context, clock: FixedClock) -> None:
    planned, recorded = make_inspection(context), make_recorded(context, item_1="异响")
    plans = {stored(context, Inspection, one).plan_id for one in (planned, recorded)}
    assert ids(context, "inspection") == {planned, recorded}
    assert ids(context, "inspection_plan") == ids(context, "running") == plans
    assert ids(context, "due") == {planned}
    assert ids(context, "report_open") == {recorded}
    assert ids(context, "done") == ids(context, "overdue") == set()
    clock.moment += timedelta(days=1)
    assert ids(context, "overdue") == {planned}


def test_faults_without_a_request_are_found_until_they_have_one(context: Context) -> None:
    inspection = make_recorded(context, item_1="异响")
    make_recorded(context)
    assert ids(context, "faults") == {inspection}
    assert next(row.faults for row in rows(context) if row.id == inspection) == 1
    request = make_request(context, customer_id=stored(context, Inspection, inspection).customer_id)
    version = version_of(context, inspection)
    take_up_fault(context, record_id=inspection, version=version, position=1, request_id=request)
    assert ids(context, "faults") == set()


def test_an_inspection_is_found_by_its_number_and_who_went(context: Context) -> None:
    inspection = make_recorded(context)
    assert [row.id for row in rows(context, text="XJ-2026-0001")] == [inspection]
    assert inspection in {row.id for row in rows(context, text="陈安")}
    assert rows(context, "inspection")[0].day == date(2026, 3, 6)
