"""One dispatch from the agreement to the settled claim: three people from two departments and a manufacturer's
engineer to two sites beyond 100 km, with a late joiner, an extension, and a job done in part (C4.3, C7, C12, C14).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked
from app.forms.dispatch_steps import (
    AddPersonForm,
    ArriveForm,
    ComeBackForm,
    DepartForm,
    DepartmentWordForm,
    ExtendForm,
    FinishForm,
    JoinerBriefingForm,
    SheetForm,
)
from app.forms.people import FurtherSiteForm, TravellerForm
from app.forms.trip_money import CostForm
from app.queries.people.dispatches import new_dispatch_form
from app.queries.requests.requests import request_details
from app.services.people.changes import add_person, extend_dispatch
from app.services.people.dispatches import plan_dispatch
from app.services.people.travelling import arrive, close_dispatch, come_back, depart, finish
from app.services.people.work_checks import note_sheet
from models.enums import CertificateKind, CommitmentKind, CommitmentState, DispatchState, ExpenseItem
from models.people.dispatch import Dispatch
from tests.briefing_factories import certify, make_danger, make_signed_briefing
from tests.dispatch_factories import bind, details, issue_trip_papers, left_undone, state_of, step
from tests.factories import (
    agree,
    dispatch_form,
    local_time,
    make_classed_request,
    make_customer,
    make_department,
    make_project,
    make_site,
    make_staff,
    stored,
    version_of,
)
from tests.on_site_factories import answer, make_survey, report
from tests.trip_money_factories import check, hand_over, make_advance, make_claim, pay_out, pay_part

MAKERS = TravellerForm(name="李工", organisation="凯泉泵业", phone="021-5555 0000")


@dataclass
class Journey:
    """What the story is about, by ids."""

    departments: tuple[int, int]
    staff: tuple[int, int, int, int]  # the last one joins late
    sites: tuple[int, int]
    request: int
    dispatch: int = 0


def make_journey(context: Context) -> Journey:
    """Plan the dispatch: what, where, who."""
    customer = make_customer(context, name="滨江热电")
    first, second = (make_site(context, customer_id=customer, name=one, km=Decimal(180)) for one in ("一期", "二期"))
    project = make_project(context, customer_id=customer, site_id=first)
    owners = {"customer_id": customer, "project_id": project, "site_id": first}
    request = make_classed_request(context, **owners, urgent=True, needs_visit=True)
    make_danger(context, project_id=project, certificates=(CertificateKind.ELECTRICIAN,), min_persons=2)
    make_danger(context, site_id=second, title="调节池有限空间")
    homes = make_department(context, name="工程部"), make_department(context, name="电气部")
    names = (("张伟", 0), ("刘洋", 0), ("陈志强", 1), ("赵敏", 1))
    staff = [make_staff(context, name=name, department_id=homes[home]) for name, home in names]
    journey = Journey(homes, (staff[0], staff[1], staff[2], staff[3]), (first, second), request)
    own = tuple(TravellerForm(one, is_lead=one == staff[0]) for one in staff[:3])
    times = {"starts_at": local_time("2026-03-03 08:00"), "ends_at": local_time("2026-03-05 18:00")}
    form = dispatch_form(context, request_id=request, site_id=first, **times)
    form = replace(form, people=(*own, MAKERS), sites=(FurtherSiteForm(second, "检查 3# 泵"),))
    journey.dispatch = plan_dispatch(context, form=form)
    return journey


def get_ready(context: Context, journey: Journey) -> int:
    """Agree, brief, teach, pay the advance, issue the papers; returns the id of the advance."""
    agree(context, journey.dispatch, *journey.departments)
    advance = make_advance(context, journey.dispatch)
    pay_out(context, advance)
    with pytest.raises(Blocked) as refusal:
        step(context, journey.dispatch, depart, DepartForm(context.clock.now()))
    assert [one.clause for one in refusal.value.reasons] == ["C7.3", "C12.2", "C12.2", "C14"]
    certify(context, journey.staff[2], CertificateKind.ELECTRICIAN, valid_until=date(2026, 12, 31))
    bind(context, journey.dispatch)
    make_signed_briefing(context, journey.dispatch)
    issue_trip_papers(context, journey.dispatch)
    assert state_of(context, journey.dispatch) == DispatchState.BRIEFED
    return advance


def words(context: Context, *departments: int) -> tuple[DepartmentWordForm, ...]:
    return tuple(DepartmentWordForm(one, "赵建国", context.clock.now()) for one in departments)


def travel(context: Context, clock: FixedClock, journey: Journey) -> None:
    """Leave, arrive; one joins on the way, and the work takes a day longer."""
    clock.moment = local_time("2026-03-03 13:00")
    step(context, journey.dispatch, depart, DepartForm(local_time("2026-03-03 07:00")))
    step(context, journey.dispatch, arrive, ArriveForm(local_time("2026-03-03 11:30"), person="张伟"))
    arrival = {one.kind: one for one in request_details(context, journey.request).commitments}[CommitmentKind.ARRIVAL]
    assert arrival.met_at == local_time("2026-03-03 11:30")
    traveller = TravellerForm(journey.staff[3], joins_at=local_time("2026-03-04 08:00"))
    briefing = JoinerBriefingForm("陈安", local_time("2026-03-03 12:30"))
    joining = AddPersonForm(traveller, "增加人手", words(context, journey.departments[1]), briefing, "长期合作")
    step(context, journey.dispatch, add_person, joining)
    extension = ExtendForm(local_time("2026-03-06 18:00"), "二期增项", words(context, *journey.departments))
    step(context, journey.dispatch, extend_dispatch, extension)
    assert details(context, journey.dispatch).unbriefed == ()


def come_home(context: Context, clock: FixedClock, journey: Journey) -> int:
    """Go on to the second site, finish in part, come back; returns the id of the dispatch that takes over the rest."""
    clock.moment = local_time("2026-03-06 20:00")
    step(context, journey.dispatch, arrive, ArriveForm(local_time("2026-03-05 10:00"), journey.sites[1], "刘洋"))
    step(context, journey.dispatch, finish, FinishForm(local_time("2026-03-06 16:00"), "一期完成", (left_undone(),)))
    step(context, journey.dispatch, come_back, ComeBackForm(local_time("2026-03-06 19:30")))
    (item,) = details(context, journey.dispatch).open_items
    form = new_dispatch_form(context, journey.request, (item.id,))
    dates = dispatch_form(context, journey.staff[0])
    return plan_dispatch(
        context, form=replace(form, starts_at=dates.starts_at, ends_at=dates.ends_at, people=dates.people)
    )


def settle_up(context: Context, journey: Journey, advance: int) -> None:
    """Bring home what the return checklist asks for: sheet, report, survey, one claim for all four of ours."""
    step(context, journey.dispatch, note_sheet, SheetForm())
    report(context, journey.dispatch, written_on=date(2026, 3, 6))
    answer(context, make_survey(context, journey.dispatch, sent_on=date(2026, 3, 6)), answered_on=date(2026, 3, 6))
    row = stored(context, Dispatch, journey.dispatch)
    meal = CostForm(item=ExpenseItem.MEALS, spent_on=date(2026, 3, 4), quantity=Decimal(4), amount=Decimal(1200))
    span = {"starts_at": row.departed_at, "ends_at": row.returned_at, "persons": 4, "advance_id": advance}
    claim = make_claim(context, journey.dispatch, legs=(), lines=(meal,), **span)
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "200")


def test_c7_a_dispatch_is_walked_from_the_agreement_to_the_settled_claim(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-03-02 15:00")
    journey = make_journey(context)
    advance = get_ready(context, journey)
    travel(context, clock, journey)
    after = come_home(context, clock, journey)
    clock.moment += timedelta(hours=1)
    undone = [line.code for line in details(context, journey.dispatch).checklist if not line.done]
    assert undone == ["advances_settled", "claims_paid", "sheets_home", "report_written", "survey_answered"]
    settle_up(context, journey, advance)
    close_dispatch(context, record_id=journey.dispatch, version=version_of(context, journey.dispatch))
    read = details(context, journey.dispatch)
    assert (read.state, read.open_items[0].carried_to_id) == (DispatchState.CLOSED, after)
    assert [one.state for one in read.commitments if one.kind is CommitmentKind.EXPENSE_CLAIM] == [CommitmentState.MET]
    assert details(context, after).content == "待更换 3# 泵轴承"
