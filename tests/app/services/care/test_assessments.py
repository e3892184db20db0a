"""A month's service assessment: drafted, gathered, judged line by line, confirmed, opened again (N6, C14)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.forms.assessment import ItemForm
from app.queries.care.assessment_items import item_table
from app.queries.care.spot_checks import spot_check_details
from app.queries.everywhere import search_everywhere
from app.queries.records.keeping import open_work
from app.services.care.assessment_items import save_item
from app.services.care.assessments import draft_assessments, reopen_assessment
from app.services.drafting import draft_what_is_due
from app.services.people.dispatches import agree_dispatch
from app.services.promises.waiving import waive_promise
from app.services.setup import save_settings
from models.care.assessment import Assessment
from models.enums import AssessmentSource, AssessmentState, CommitmentKind, CommitmentState, LineVerdict, Rating, Role
from models.people.dispatch import Dispatch
from models.record import Record
from tests.app.services.refusing import refused_at
from tests.assessment_factories import (
    IN_APRIL,
    MARCH,
    add_by_hand,
    assessed,
    confirm,
    count_everything,
    gather_again,
    item_id,
    judge,
    line_of,
    make_assessment,
    make_spot_check,
    right,
)
from tests.briefing_factories import make_signed_briefing
from tests.briefing_factories import make_trip as make_trip_to_hazard
from tests.conftest import OpenDesk
from tests.dispatch_factories import depart_now, except_from, issue_trip_papers, make_ready_trip
from tests.factories import local_time, make_request, make_staff, stored, version_of
from tests.on_site_factories import make_receipt, make_trip, sign, traveller

MISSED, RECEIPT = AssessmentSource.MISSED_PROMISE, AssessmentSource.INCOMPLETE_RECEIPT


@pytest.fixture
def april(context: Context, clock: FixedClock) -> Context:
    """A request of March that nobody answered, looked at in April."""
    make_request(context, owner_name="李工")
    clock.moment = IN_APRIL
    return context


def test_n6_the_last_month_is_drafted_once(april: Context) -> None:
    [made] = draft_assessments(april)
    found = assessed(april, made)
    assert (found.number, found.title, found.state) == ("KP-2026-0001", "2026-03", AssessmentState.DRAFT)
    assert draft_assessments(april) == ()


def test_n6_a_month_without_work_is_not_drafted(context: Context, clock: FixedClock) -> None:
    clock.moment = IN_APRIL
    assert draft_assessments(context) == ()


def test_n6_only_the_last_month_is_drafted(april: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-06-02 09:00")
    assert draft_assessments(april) == ()


def test_n6_the_daily_drafts_draw_it_up(april: Context) -> None:
    made = draft_what_is_due(april)
    with april.read() as session:
        assert session.scalars(select(Assessment.id)).all() == [one for one in made if session.get(Assessment, one)]
        assert session.scalar(select(Assessment.month)) == MARCH


def test_n6_a_month_is_assessed_once_and_when_it_is_over(april: Context) -> None:
    make_assessment(april)
    assert refused_at(lambda: make_assessment(april, date(2026, 3, 17))) == "month"
    assert refused_at(lambda: make_assessment(april, date(2026, 4, 1))) == "month"


def test_n6_a_missed_promise_is_its_owners(april: Context) -> None:
    lines = [one for one in assessed(april, make_assessment(april)).lines if one.kind is MISSED]
    assert lines
    assert {(one.person, one.points, one.verdict) for one in lines} == {("李工", -2, LineVerdict.PROPOSED)}
    assert all(one.source is not None and one.source.number == "SR-2026-0001" for one in lines)


def test_n6_a_waived_promise_is_nobodys(context: Context, clock: FixedClock) -> None:
    request = make_request(context, owner_name="李工")
    waive_promise(context, record_id=request, kind=CommitmentKind.REPLY, slot=0, reason="客户自行处理")
    clock.moment = IN_APRIL
    assert assessed(context, make_assessment(context)).lines == ()


def test_n6_an_incomplete_receipt_is_its_leaders(context: Context, clock: FixedClock) -> None:
    trip = make_trip(context)
    make_receipt(context, trip, hours=())
    clock.moment = IN_APRIL
    line = line_of(context, make_assessment(context), RECEIPT)
    assert line.staff_id == traveller(context, trip)
    assert line.happened_on == date(2026, 3, 6)


def test_n6_praise_gives_points(context: Context, clock: FixedClock) -> None:
    receipt = make_receipt(context)
    sign(context, receipt, rating=Rating.VERY_SATISFIED)
    clock.moment = IN_APRIL
    assessment = make_assessment(context)
    assert line_of(context, assessment, AssessmentSource.PRAISE).points == 3
    assert not [one for one in assessed(context, assessment).lines if one.kind is RECEIPT]


def test_n6_a_bad_spot_check_counts_and_a_good_one_does_not(context: Context, clock: FixedClock) -> None:
    staff = make_staff(context)
    make_spot_check(context, staff_id=staff)
    make_spot_check(context, staff_id=staff, is_good=True)
    make_spot_check(context, subject_id=make_request(context, owner_name="李工"))
    clock.moment = IN_APRIL
    lines = [one for one in assessed(context, make_assessment(context)).lines if one.source is not None]
    checks = {(one.staff_id, one.person) for one in lines if one.kind is AssessmentSource.SPOT_CHECK}
    assert len(checks) == 2
    assert {one[0] for one in checks} == {staff, None}
    assert "李工" in {one[1] for one in checks}


def test_c14_an_exception_lets_leave_and_still_counts(context: Context, clock: FixedClock) -> None:
    trip = make_trip_to_hazard(context)
    agree_dispatch(context, record_id=trip, version=version_of(context, trip))
    make_signed_briefing(context, trip)
    issue_trip_papers(context, trip)
    [person] = stored(context, Dispatch, trip).people
    except_from(context, trip, "untaught", person.id)
    depart_now(context, trip)
    clock.moment = IN_APRIL
    line = line_of(context, make_assessment(context), AssessmentSource.NO_AGREEMENT)
    assert line.source is not None
    assert (line.points, line.source.id, line.staff_id) == (-5, trip, person.staff_id)


def test_c14_who_is_bound_and_taught_is_not_in_it(context: Context, clock: FixedClock) -> None:
    depart_now(context, make_ready_trip(context))
    clock.moment = IN_APRIL
    kinds = {one.kind for one in assessed(context, make_assessment(context)).lines}
    assert AssessmentSource.NO_AGREEMENT not in kinds


def test_n6_gathering_again_adds_nothing_and_keeps_what_was_struck(april: Context) -> None:
    assessment = make_assessment(april)
    lines = assessed(april, assessment).lines
    judge(april, assessment, lines[0], LineVerdict.STRUCK, reason="客户原因")
    assert gather_again(april, assessment) == 0
    after = assessed(april, assessment)
    assert len(after.lines) == len(lines)
    assert sum(one.verdict is LineVerdict.STRUCK for one in after.lines) == 1
    make_spot_check(april, due_on=date(2026, 4, 10))
    assert gather_again(april, assessment) == 1


def test_n6_other_points_and_striking_want_a_reason(april: Context) -> None:
    assessment = make_assessment(april)
    line = assessed(april, assessment).lines[0]
    for verdict, fields in ((LineVerdict.STRUCK, {}), (LineVerdict.COUNTED, {"points": -1})):
        with pytest.raises(Invalid) as refusal:
            judge(april, assessment, line, verdict, **fields)
        assert refusal.value.field == "lines"
    judge(april, assessment, line, LineVerdict.COUNTED, points=-1, reason="事出有因")
    assert assessed(april, assessment).totals[0].points == -1


def test_n6_it_is_confirmed_once_every_line_is_judged(april: Context) -> None:
    assessment = make_assessment(april)
    with pytest.raises(Blocked):
        confirm(april, assessment)
    count_everything(april, assessment)
    confirm(april, assessment)
    found = assessed(april, assessment)
    assert (found.state, found.confirmed_at) == (AssessmentState.CONFIRMED, IN_APRIL)
    with pytest.raises(Invalid):
        gather_again(april, assessment)


def test_n6_its_clock_runs_from_the_end_of_the_month_and_confirming_meets_it(april: Context) -> None:
    assessment = make_assessment(april)
    [promise] = assessed(april, assessment).commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.ASSESSMENT, "N6")
    assert promise.due is not None
    assert promise.due.astimezone(IN_APRIL.tzinfo).date() == date(2026, 4, 8)  # five working days, around Qingming
    count_everything(april, assessment)
    confirm(april, assessment)
    assert assessed(april, assessment).commitments[0].state is CommitmentState.MET


def test_n6_it_is_opened_again_with_a_reason_and_its_promise_stays_met(april: Context) -> None:
    assessment = make_assessment(april)
    count_everything(april, assessment)
    confirm(april, assessment)
    version = version_of(april, assessment)
    assert refused_at(lambda: reopen_assessment(april, record_id=assessment, version=version, reason=" ")) == "reason"
    reopen_assessment(april, record_id=assessment, version=version, reason="漏了一条")
    found = assessed(april, assessment)
    assert (found.state, found.confirmed_at) == (AssessmentState.DRAFT, None)
    assert found.commitments[0].state is CommitmentState.MET


def test_n6_a_line_by_hand_counts_at_once(april: Context) -> None:
    assessment = make_assessment(april)
    add_by_hand(april, assessment)
    add_by_hand(april, assessment)
    total = next(one for one in assessed(april, assessment).totals if one.person.name == "老陈")
    assert (total.lines, total.plus, total.minus) == (2, 4, 0)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"person": ""}, "staff_id"),
        ({"item_id": None}, "item_id"),
        ({"happened_on": date(2026, 4, 1)}, "happened_on"),
        ({"points": 101}, "points"),
        ({"points": None}, "points"),
        ({"text": ""}, "text"),
    ],
)
def test_n6_a_line_by_hand_says_who_what_when_and_why(april: Context, fields: dict[str, object], field: str) -> None:
    assessment = make_assessment(april)
    assert refused_at(lambda: add_by_hand(april, assessment, **fields)) == field


def test_n6_yuan_count_only_where_they_are_switched_on(april: Context) -> None:
    assessment = make_assessment(april)
    assert not assessed(april, assessment).with_amounts
    save_settings(april, values={"assessment_amounts": True})
    gather_again(april, assessment)
    count_everything(april, assessment)
    found = assessed(april, assessment)
    assert found.with_amounts
    assert found.totals[0].amount == Decimal(-20) * found.totals[0].lines


def test_n6_the_table_of_items_is_the_managers(context: Context) -> None:
    shipped = item_table(context).lines
    assert len(shipped) == 10
    own = save_item(context, form=ItemForm(name="迟到", points=-1, amount=Decimal(5)))
    known = next(one for one in shipped if one.name == "责任投诉")
    form = ItemForm(name=known.name, points=-20, amount=known.amount, retired=True)
    save_item(context, form=form, item_id=known.id)
    after = {one.id: one for one in item_table(context).lines}
    assert after[own].source is AssessmentSource.BY_HAND
    assert (after[known.id].points, after[known.id].retired) == (-20, True)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "责任投诉"}, "name"),
        ({"points": None}, "points"),
        ({"points": -101}, "points"),
        ({"amount": Decimal(-1)}, "amount"),
    ],
)
def test_n6_an_item_has_a_name_points_in_range_and_no_negative_amount(
    context: Context, fields: dict[str, object], field: str
) -> None:
    form = replace(ItemForm(name="迟到", points=-1, amount=Decimal(5)), **fields)  # type: ignore[arg-type]
    assert refused_at(lambda: save_item(context, form=form)) == field


def test_n6_a_retired_item_takes_no_line_by_hand(april: Context) -> None:
    item = item_id(april, "合理化建议被采纳")
    save_item(april, form=ItemForm(name="合理化建议被采纳", points=2, amount=Decimal(20), retired=True), item_id=item)
    assessment = make_assessment(april)
    assert refused_at(lambda: add_by_hand(april, assessment, item_id=item)) == "item_id"


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_n6_an_assessment_is_not_for_every_eye(april: Context, open_desk: OpenDesk, role: Role) -> None:
    assessment, check = make_assessment(april), make_spot_check(april)
    desk = open_desk(role)
    with pytest.raises(NotAllowed):
        assessed(desk, assessment)
    with pytest.raises(NotAllowed):
        item_table(desk)
    assert not search_everywhere(desk, "KP-2026") + search_everywhere(desk, "CJ-2026")
    [group] = search_everywhere(april, "CJ-2026")
    assert [hit.id for hit in group.hits] == [check]


def test_n6_the_secretary_gathers_and_the_manager_judges(april: Context, open_desk: OpenDesk) -> None:
    secretary = open_desk(Role.SECRETARY)
    assessment = make_assessment(secretary)
    with pytest.raises(NotAllowed):
        count_everything(secretary, assessment)
    count_everything(april, assessment)
    with pytest.raises(NotAllowed):
        confirm(secretary, assessment)
    with pytest.raises(NotAllowed):
        make_spot_check(secretary, staff_id=1)


def test_n6_a_finding_has_its_day_and_putting_it_right_meets_it(context: Context) -> None:
    check = make_spot_check(context)
    [promise] = spot_check_details(context, check).commitments
    assert promise.kind is CommitmentKind.SPOT_CHECK
    assert promise.due is not None
    assert promise.due.astimezone(IN_APRIL.tzinfo).date() == date(2026, 3, 12)
    right(context, check)
    [met] = spot_check_details(context, check).commitments
    assert met.state is CommitmentState.MET
    assert spot_check_details(context, make_spot_check(context, is_good=True)).commitments == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"staff_id": None}, "staff_id"),
        ({"checked_on": date(2026, 3, 7)}, "checked_on"),
        ({"checked_on": None}, "checked_on"),
        ({"finding": ""}, "finding"),
        ({"demand": ""}, "demand"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2026, 3, 4)}, "due_on"),
    ],
)
def test_n6_a_finding_says_whose_what_and_until_when(context: Context, fields: dict[str, object], field: str) -> None:
    assert refused_at(lambda: make_spot_check(context, **fields)) == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"put_right_on": date(2026, 3, 4)}, "put_right_on"),
        ({"put_right_on": date(2026, 3, 7)}, "put_right_on"),
        ({"result": ""}, "result"),
    ],
)
def test_n6_putting_right_says_when_and_how(context: Context, fields: dict[str, object], field: str) -> None:
    check = make_spot_check(context)
    assert refused_at(lambda: right(context, check, **fields)) == field


def test_n6_an_open_finding_keeps_its_person_in_use(context: Context) -> None:
    staff = make_staff(context)
    check = make_spot_check(context, staff_id=staff)
    with context.read() as session:
        assert len(open_work(session, session.get_one(Record, staff))) == 1
    right(context, check)
    with context.read() as session:
        assert not open_work(session, session.get_one(Record, staff))
