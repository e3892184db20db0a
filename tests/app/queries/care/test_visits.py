"""Reading visits and rounds: lists, by words, on the command line, with few statements (C13)."""

from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.forms.parties import ContactForm
from app.queries.care.candidates import candidates
from app.queries.care.rounds import round_details
from app.queries.care.visit_list import VISITS
from app.queries.care.visits import new_visit_form, visit_details, visit_record_form
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.records.records import list_records
from app.rules.care.priorities import Reason
from app.rules.care.rounds import RoundDays
from models.enums import RecordKind
from tests.app.queries.statements import count_statements
from tests.complaint_factories import make_complaint
from tests.factories import local_time, make_customer, make_project
from tests.visit_factories import JUNE, do_visit, make_round, make_visit, task


def shown(context: Context, *views: str, text: str = "") -> list[str]:
    """Return the numbers of what the list shows, in their order."""
    wanted = ListFilter(views=frozenset(views), text=text)
    return [row.number for row in VISITS.read(context, PageRequest(wanted, Sort("number", descending=False))).rows]


def test_visits_are_found_by_what_is_still_to_be_done(context: Context) -> None:
    make_visit(context)
    do_visit(context, make_visit(context), task())
    do_visit(context, make_visit(context), sat_quality=2)
    do_visit(context, make_visit(context))
    make_round(context)
    assert shown(context, "planned") == ["HF-2026-0001", "HF-2026-0005"]
    assert shown(context, "follow_up") == ["HF-2026-0002", "HF-2026-0003"]
    assert shown(context, "done") == ["HF-2026-0002", "HF-2026-0003", "HF-2026-0004"]
    assert shown(context, "low") == ["HF-2026-0003"]
    assert shown(context, "visit_round") == ["HFJ-2026-0001"]
    assert shown(context, "this_round") == ["HF-2026-0005", "HFJ-2026-0001"]
    assert shown(context, "overdue") == []
    context.clock.moment = local_time("2026-03-11 09:00")  # type: ignore[attr-defined]
    assert shown(context, "overdue") == ["HF-2026-0001"]
    assert VISITS.count_views(context)["planned"] == 2


def test_a_visit_is_found_by_whom_one_met(context: Context) -> None:
    do_visit(context, make_visit(context), interviewee="欧阳工")
    assert shown(context, text="欧阳") == ["HF-2026-0001"]
    assert RecordKind.VISIT in {group.kind for group in search_everywhere(context, "欧阳工")}


def test_the_command_line_lists_both(context: Context) -> None:
    make_round(context)
    assert [line.number for line in list_records(context, RecordKind.VISIT)] == ["HF-2026-0001"]
    assert [line.number for line in list_records(context, RecordKind.VISIT_ROUND)] == ["HFJ-2026-0001"]


def test_the_form_of_a_project_names_its_customer(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    assert new_visit_form(context, project_id=project).customer_id == customer


def test_the_record_begins_with_whom_one_talks_to_there(context: Context) -> None:
    people = (ContactForm(name="王工", post="设备科长", mobile="13800000000"),)
    form = visit_record_form(context, make_visit(context, customer_id=make_customer(context, contacts=people)))
    assert (form.interviewee, form.phone, form.visitor) == ("王工 设备科长", "13800000000", "周敏")


def test_c13_what_presses_a_customer_is_read_from_the_records(context: Context) -> None:
    def reasons(customer_id: int, **fields: Any) -> tuple[Reason, ...]:
        with context.read() as session:
            return candidates(session, RoundDays(**JUNE), date(2026, 3, 6))[customer_id].reasons

    calm, cross, angry = (make_customer(context) for _one in range(3))
    make_project(context, customer_id=calm, handed_over_on=date(2026, 2, 1))
    do_visit(context, make_visit(context, customer_id=cross), sat_service=2)
    make_complaint(context, customer_id=angry)
    assert reasons(calm) == ()
    assert reasons(cross) == (Reason.LOW_SCORE,)
    assert reasons(angry) == (Reason.COMPLAINT,)


@pytest.mark.sqlite_only("statements are the same on both")
def test_one_record_is_read_with_few_statements(context: Context) -> None:
    visit = make_visit(context)
    do_visit(context, visit, task())
    found = make_round(context, make_customer(context), make_customer(context))
    for read, record_id in ((visit_details, visit), (round_details, found)):
        read(context, record_id)
        with count_statements(context) as statements:
            read(context, record_id)
        assert len(statements) <= 12, read
