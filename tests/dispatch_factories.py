"""Dispatches on their way: agreed, briefed, taught, with their papers, as far as a test needs them."""

from datetime import date, datetime, timedelta
from typing import Any

from app.context import Context
from app.forms.dispatch_steps import ArriveForm, ComeBackForm, DepartForm, ExceptionForm, FinishForm, OpenItemForm
from app.queries.people.dispatches import DispatchDetails, dispatch_details
from app.services.papers import issue_paper
from app.services.people.dispatches import agree_dispatch
from app.services.people.exceptions import except_gate
from app.services.people.travelling import arrive, come_back, depart, finish
from models.enums import AgreementState, LessonState
from models.people.dispatch import Dispatch
from models.people.secrecy import ConfidentialityAgreement, Lesson, LessonAttendee
from tests.briefing_factories import make_signed_briefing, make_trip
from tests.factories import stored, version_of
from tests.remembered import remembered

TRIP_PAPERS = ("business_trip_form", "service_work_order")


def step(context: Context, dispatch_id: int, service: Any, form: Any) -> Any:
    """Take a step of a dispatch as it is stored now."""
    return service(context, record_id=dispatch_id, version=version_of(context, dispatch_id), form=form)


def details(context: Context, dispatch_id: int) -> DispatchDetails:
    """Read a dispatch."""
    return dispatch_details(context, dispatch_id)


def bind(context: Context, dispatch_id: int, **fields: Any) -> None:
    """Give everybody on a dispatch a confidentiality agreement, and our own people a lesson of last month."""
    with context.write() as session:
        people = session.get_one(Dispatch, dispatch_id).people
        now = session.info["now"]
        usual = {"signed_on": date(2026, 1, 5), "created_at": now, "created_by": "周敏", **fields}
        for one in people:
            owner = {"title": one.name, "staff_id": one.staff_id}
            organisation = "" if one.staff_id else one.organisation
            session.add(
                ConfidentialityAgreement(
                    state=AgreementState.SIGNED, organisation=organisation, sort_at=now, **owner, **usual
                )
            )
        lesson = Lesson(title="保密教育", state=LessonState.HELD, held_at=now - timedelta(days=30), sort_at=now)
        lesson.created_at, lesson.created_by = now, "周敏"
        lesson.attendees = [
            LessonAttendee(position=place, staff_id=one.staff_id, name=one.name, was_present=True)
            for place, one in enumerate(people, start=1)
        ]
        session.add(lesson)


def issue_trip_papers(context: Context, dispatch_id: int) -> None:
    """Issue the trip form and the dispatch order."""
    for form_id in TRIP_PAPERS:
        issue_paper(context, form_id=form_id, record_id=dispatch_id)


@remembered
def make_ready_trip(context: Context, people: int = 1, *, maker: bool = False, **hazard: Any) -> int:
    """Return the id of a briefed dispatch that nothing keeps from departing."""
    dispatch = make_trip(context, people, maker=maker, **hazard)
    bind(context, dispatch)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    make_signed_briefing(context, dispatch)
    issue_trip_papers(context, dispatch)
    return dispatch


def ago(context: Context, minutes: int) -> datetime:
    """Return a moment so many minutes before now."""
    return context.clock.now() - timedelta(minutes=minutes)


def depart_now(context: Context, dispatch_id: int, minutes: int = 5) -> None:
    """Let the people leave some minutes ago."""
    step(context, dispatch_id, depart, DepartForm(ago(context, minutes)))


def arrive_now(context: Context, dispatch_id: int, minutes: int = 4, **fields: Any) -> None:
    """Let the first of the people come to the site some minutes ago."""
    step(context, dispatch_id, arrive, ArriveForm(ago(context, minutes), **fields))


def finish_now(context: Context, dispatch_id: int, *items: OpenItemForm, minutes: int = 3) -> None:
    """End the work on site some minutes ago, with these items left open."""
    step(context, dispatch_id, finish, FinishForm(ago(context, minutes), "更换机封，试运行正常", items))


def come_back_now(context: Context, dispatch_id: int, minutes: int = 2) -> None:
    """Let the people come back some minutes ago."""
    step(context, dispatch_id, come_back, ComeBackForm(ago(context, minutes)))


@remembered
def make_departed_trip(context: Context, people: int = 1, *, maker: bool = False, **hazard: Any) -> int:
    """Return the id of a dispatch whose people have left."""
    dispatch = make_ready_trip(context, people, maker=maker, **hazard)
    depart_now(context, dispatch)
    return dispatch


@remembered
def make_arrived_trip(context: Context, people: int = 1) -> int:
    """Return the id of a dispatch whose people are on site."""
    dispatch = make_departed_trip(context, people)
    arrive_now(context, dispatch)
    return dispatch


def left_undone(text: str = "待更换 3# 泵轴承", **fields: Any) -> OpenItemForm:
    """Return an open item that 张伟 sees to by 20 March."""
    return OpenItemForm(**{"text": text, "responsible": "张伟", "due_on": date(2026, 3, 20), **fields})


def except_from(context: Context, dispatch_id: int, gate: str, person_id: int | None = None) -> None:
    """Let the manager make an exception."""
    form = ExceptionForm(gate, person_id, "夜间抢修，负责人口头同意", "赵经理")
    step(context, dispatch_id, except_gate, form)


def state_of(context: Context, dispatch_id: int) -> str:
    """Return the state of a dispatch."""
    return stored(context, Dispatch, dispatch_id).state
