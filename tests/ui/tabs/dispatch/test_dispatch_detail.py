"""What is shown of a dispatch and a person: pure mapping."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.context import Context
from app.forms.people import TravellerForm
from app.i18n import using_language
from app.queries.people.dispatches import DispatchDetails, dispatch_details
from tests.factories import local_time, make_department, make_dispatch, make_staff
from ui.runtime.desk import Desk
from ui.tabs.dispatch.columns import number_text, span_text
from ui.tabs.dispatch.dispatches.dispatch_detail import dispatch_view
from ui.theme.palette import Tone


@pytest.fixture
def details(context: Context) -> DispatchDetails:
    """A draft with one of ours and one of a manufacturer's."""
    member = make_staff(context, name="张伟", department_id=make_department(context, name="工程部"))
    people = (TravellerForm(staff_id=member, is_lead=True), TravellerForm(None, "王工", "凯泉泵业", "139 0000 2468"))
    return dispatch_details(context, make_dispatch(context, people=people))


def _group(details: DispatchDetails, desk: Desk, code: str) -> list[tuple[str, str, str]]:
    group = next(group for group in dispatch_view(details, desk).groups if group.code == code)
    return [(fact.label, fact.value, fact.link) for fact in group.facts]


def test_a_draft_has_no_number_yet(details: DispatchDetails, desk: Desk) -> None:
    with using_language("zh_CN"):
        view = dispatch_view(details, desk)
    assert view.title == "草稿"
    assert number_text("PG-2026-0001") == "PG-2026-0001"


def test_c3_2_a_class_nobody_confirmed_is_said_in_words(details: DispatchDetails, desk: Desk) -> None:
    badge = dispatch_view(replace(details, service_class=None), desk).badges[0]
    assert badge.tone is Tone.SOON
    assert badge.text


def test_c7_2_each_lending_department_has_a_link_until_it_agreed(details: DispatchDetails, desk: Desk) -> None:
    department = details.departments[0]
    assert _group(details, desk, "agreement")[0][2] == f"agreement:{department.id}"
    agreed = replace(department, agreed_by="赵建国", agreed_at=desk.now() - timedelta(hours=1))
    label, value, link = _group(replace(details, departments=(agreed,)), desk, "agreement")[0]
    assert (label, link) == ("工程部", "")
    assert "赵建国" in value
    assert "13:00" in value


def test_people_say_who_leads_and_where_they_come_from(details: DispatchDetails, desk: Desk) -> None:
    with using_language("en"):
        facts = _group(details, desk, "people")
    assert facts[0] == ("Lead", "张伟", f"staff:{details.people[0].staff_id}")
    told = [fact for fact in facts[1:] if fact[:2] != ("", "")]  # but badges
    assert told[1:] == [("Traveller", "王工", ""), ("", "凯泉泵业 · 139 0000 2468", "")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-09 08:30", "2026-03-09 17:30", "03-09 08:30 – 17:30"),
        ("2026-03-09 08:30", "2026-03-10 17:30", "03-09 08:30 – 03-10 17:30"),
        ("2026-12-31 08:30", "2027-01-02 17:30", "12-31 08:30 – 2027-01-02 17:30"),
    ],
)
def test_a_span_says_the_second_day_where_it_is_another(desk: Desk, start: str, end: str, expected: str) -> None:
    assert span_text(local_time(start), local_time(end), desk) == expected
