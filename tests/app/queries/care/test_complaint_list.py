"""The list of complaints and quality feedback: what its rows tell, and its quick views (N6, N8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.queries.care.complaint_list import COMPLAINTS, CareRow
from app.queries.care.complaints import complaint_details, new_complaint_form
from app.queries.care.feedback import feedback_details
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.services.care.complaints import save_complaint
from models.enums import ComplaintCategory, ComplaintSeverity, Fault, RecordKind
from tests.app.queries.statements import count_statements
from tests.complaint_factories import (
    answer,
    give_answer,
    judge,
    make_asked,
    make_complaint,
    make_feedback,
    make_verified,
)
from tests.factories import make_equipment

MOST = 12


def rows(context: Context, *views: str) -> tuple[CareRow, ...]:
    request = PageRequest(ListFilter(views=frozenset(views)), Sort("created_at", descending=True))
    return tuple(COMPLAINTS.read(context, request).rows)


@pytest.fixture
def made(context: Context, clock: FixedClock) -> dict[str, int]:
    """A complaint late, one in hand, one to judge, two judged; feedback drafted, asked, answered."""
    found = {"late": make_complaint(context, received_at=clock.moment - timedelta(hours=2))}
    found["hand"] = make_complaint(context, severity=ComplaintSeverity.MAJOR)
    answer(context, found["hand"])
    found["judge"] = make_verified(context)
    for name, fault in (("ours", Fault.OURS), ("theirs", Fault.CUSTOMER)):
        found[name] = make_verified(context, category=ComplaintCategory.BILLING)
        judge(context, found[name], fault=fault)
    found["draft"] = make_feedback(context)
    found["asked"] = make_asked(context)
    found["answered"] = make_asked(context)
    give_answer(context, found["answered"])
    return found


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("complaint", {"late", "hand", "judge", "ours", "theirs"}),
        ("feedback", {"draft", "asked", "answered"}),
        ("open", {"late", "hand", "judge", "draft", "asked", "answered"}),
        ("overdue", {"late"}),
        ("to_judge", {"judge"}),
        ("ours", {"ours"}),
        ("over", {"ours", "theirs"}),
    ],
)
def test_quick_views_show_what_they_name(context: Context, made: dict[str, int], view: str, names: set[str]) -> None:
    assert {row.id for row in rows(context, view)} == {made[name] for name in names}


def test_a_row_tells_what_it_is_about_and_whose_fault_it_was(context: Context, made: dict[str, int]) -> None:
    by_id = {row.id: row for row in rows(context)}
    judged, asked = by_id[made["ours"]], by_id[made["asked"]]
    assert (judged.kind, judged.category, judged.fault) == (RecordKind.COMPLAINT, ComplaintCategory.BILLING, Fault.OURS)
    assert by_id[made["hand"]].severity is ComplaintSeverity.MAJOR
    assert by_id[made["hand"]].department == "技术部"
    assert (asked.category, asked.fault, asked.department, asked.customer) == (None, None, "设计部", "")
    assert by_id[made["draft"]].number == ""


def test_a_complaint_and_feedback_are_read_in_few_statements(context: Context) -> None:
    form = new_complaint_form(context, {"equipment_id": make_equipment(context)})
    told = replace(form, complainant="赵主任", content="漏料")
    save_complaint(context, form=told)
    complaint = save_complaint(context, form=told)
    feedback = make_asked(context, complaint_id=complaint)
    with count_statements(context) as statements:
        details = complaint_details(context, complaint)
    assert len(statements) <= MOST
    assert (len(details.earlier), len(details.feedback)) == (1, 1)
    with count_statements(context) as statements:
        feedback_details(context, feedback)
    assert len(statements) <= MOST
