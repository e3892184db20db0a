"""Trips that are under way when the story ends: one at each stage, with what is still to be signed and paid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import exists, select

from app.forms.people import DispatchForm, TravellerForm
from app.queries.people.dispatches import dispatch_details
from app.queries.safety.hazards import hazard_form
from app.sample.ground import Ground, Person
from app.sample.journey_money import Leg
from app.sample.journey_texts import journey_texts
from app.sample.journeys import Journey
from app.sample.pace import DAY, HOUR, MINUTE
from app.sample.story import Story
from app.sample.trips import PAPER, TRIP_FORM
from app.services.papers import issue_paper
from app.services.people.dispatches import agree_dispatch, plan_dispatch, record_department_agreed
from app.services.promises.waiving import waive_promise
from app.services.safety.hazards import save_hazard
from models.commitment import Commitment
from models.enums import (
    BasicState,
    CommitmentKind,
    CommitmentState,
    DispatchMode,
    DispatchState,
    RecordKind,
    RequestState,
    ServiceClass,
)
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.safety.hazard import Hazard
from models.trips.expense import Expense

BEGIN = 26 * HOUR
OPEN = (RequestState.CLASSED, RequestState.IN_HAND)
TOGETHER = 2  # people on each of these trips

Scene = Callable[[Journey], object]


@dataclass(frozen=True, slots=True)
class Stage:
    """A trip that starts and ends so long after the end of the story (before it, where negative), and its ``scenes`` by
    how long before the end they happen.
    """

    start: timedelta
    end: timedelta
    scenes: Mapping[timedelta, Scene]


def _home(journey: Journey) -> None:
    journey.come_back()
    journey.draft_claim()


STAGES: tuple[Stage, ...] = (
    Stage(20 * HOUR, 2 * DAY, {4 * HOUR: Journey.prepare}),
    Stage(22 * HOUR, 2 * DAY, {4 * HOUR: Journey.brief_some}),
    Stage(HOUR, 2 * DAY, {25 * HOUR: Journey.brief, 90 * MINUTE: Journey.ask_advance, HOUR: Journey.depart}),
    Stage(-22 * HOUR, -4 * HOUR, {
        25 * HOUR: Journey.brief, 23 * HOUR: Journey.depart, 22 * HOUR: Journey.arrive, 4 * HOUR: Journey.finish_partly,
        3 * HOUR: Journey.tell_accident,
    }),
    Stage(-23 * HOUR, -8 * HOUR, {
        25 * HOUR: Journey.brief, 24 * HOUR: Journey.take_advance, 23 * HOUR + 30 * MINUTE: Journey.depart,
        23 * HOUR: Journey.arrive, 8 * HOUR: Journey.finish_for_cash, 3 * HOUR: _home,
    }),
    Stage(23 * HOUR, 2 * DAY, {4 * HOUR: Journey.brief}),
    Stage(-2 * HOUR, DAY, {
        25 * HOUR: Journey.brief, 3 * HOUR + 30 * MINUTE: Journey.depart, 2 * HOUR: Journey.arrive,
        HOUR: Journey.fill_in,
    }),
    Stage(-23 * HOUR, -14 * HOUR, {
        25 * HOUR: Journey.brief, 23 * HOUR + 30 * MINUTE: Journey.depart, 23 * HOUR: Journey.arrive,
        14 * HOUR: Journey.finish, 9 * HOUR: Journey.come_back, 2 * HOUR: Journey.hand_to_finance,
    }),
)  # fmt: skip
LATE_CLAIMS: tuple[Scene, ...] = (Journey.check_claim, Journey.hand_to_finance)
CLAIMED = 10 * MINUTE  # before the end: of trips nobody has claimed anything for, one claim each stops on its way
WAIVED = 2 * HOUR
CHANGED = 20 * MINUTE  # before the end: a hazard changes while the people of the third trip are on their way
CHANGED_TRIP = 2


class Underway:
    """Sends people for requests that are in hand, so that every stage can be looked at."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story = story
        self._context = story.context
        self._ground = ground
        self._journeys: list[Journey] = []

    def plan(self) -> None:
        """Plan it for the day before the end."""
        self._story.at(self._story.until - BEGIN, self._begin)
        self._story.at(self._story.until - CHANGED, self._change_hazard)
        self._story.at(self._story.until - WAIVED, self._waive_call)
        self._story.at(self._story.until - CLAIMED, self._claim)

    def _waive_call(self) -> None:
        """The manager lets the last of the calls go: the customer has been here in person."""
        owed = select(Commitment.record_id, Commitment.slot).where(
            Commitment.kind == CommitmentKind.FOLLOW_UP, Commitment.state == CommitmentState.OPEN
        )
        with self._context.read() as session:
            found = session.execute(owed.order_by(Commitment.id.desc()).limit(1)).first()
        if found is not None:
            kind, reason = CommitmentKind.FOLLOW_UP, journey_texts().waived
            waive_promise(self._context, record_id=found[0], kind=kind, slot=found[1], reason=reason)

    def _begin(self) -> None:
        for stage, request_id in zip(STAGES, self._requests(len(STAGES)), strict=False):
            self._send(stage, request_id)

    def _requests(self, most: int) -> list[int]:
        """Return requests that are free of charge, in hand, and for which nobody has been sent."""
        sent = exists().where(Dispatch.request_id == Request.id)
        wanted = select(Request.id).where(
            Request.state.in_(OPEN),
            Request.confirmed_class == ServiceClass.FREE,
            Request.project_id.is_not(None),
            Request.site_id.is_not(None),
            ~sent,
        )
        with self._context.read() as session:
            return list(session.scalars(wanted.order_by(Request.id.desc()).limit(most)))

    def _send(self, stage: Stage, request_id: int) -> None:
        start, end = self._story.until + stage.start, self._story.until + stage.end
        going = [one for one in self._ground.people if one.is_free(start - DAY, end + HOUR)][:TOGETHER]
        if not going:
            return
        for person in going:
            person.busy.append((start, end))
        dispatch_id = self._settle(request_id, start, end, going)
        journey = Journey(self._story, dispatch_id, Leg(start, end, tuple(going)))
        self._journeys.append(journey)
        for ago, scene in stage.scenes.items():
            self._story.at(self._story.until - ago, partial(scene, journey))

    def _settle(self, request_id: int, start: datetime, end: datetime, going: list[Person]) -> int:
        """Plan a dispatch, get every word and issue its papers; returns its id."""
        people = tuple(TravellerForm(staff_id=one.id, is_lead=not place) for place, one in enumerate(going))
        with self._context.read() as session:
            request = session.get_one(Request, request_id)
            title, project_id = request.title, request.project_id
        self._ground.precautions.list_hazards(project_id)
        form = DispatchForm(
            request_id=request_id, mode=DispatchMode.WORK, content=title, starts_at=start, ends_at=end, people=people,
            cautions=journey_texts().cautions,
        )  # fmt: skip
        dispatch_id = plan_dispatch(self._context, form=form)
        for department in dispatch_details(self._context, dispatch_id).departments:
            record_department_agreed(
                self._context, record_id=dispatch_id, department_id=department.id, agreed_by=department.manager,
                at=self._story.clock.now(),
            )  # fmt: skip
        agree_dispatch(self._context, record_id=dispatch_id, version=self._story.version_of(dispatch_id))
        if self._context.printer is not None:
            for form_id in (PAPER, TRIP_FORM):
                issue_paper(self._context, form_id=form_id, record_id=dispatch_id)
        return dispatch_id

    def _change_hazard(self) -> None:
        """What somebody on the way was told is no longer all: they have to be told by phone."""
        if len(self._journeys) <= CHANGED_TRIP:
            return
        with self._context.read() as session:
            project_id = session.get_one(Dispatch, self._journeys[CHANGED_TRIP].dispatch_id).project_id
            hazard_id = session.scalars(
                select(Hazard.id)
                .where(Record.kind == RecordKind.HAZARD, Record.project_id == project_id)
                .where(Record.state == BasicState.ACTIVE)
                .order_by(Hazard.id)
            ).first()
        if hazard_id is not None:
            form = hazard_form(self._context, hazard_id)
            changed = replace(form, prevention=f"{form.prevention}\n{journey_texts().changed}")
            save_hazard(self._context, form=changed, record_id=hazard_id)

    def _claim(self) -> None:
        """Claim for the latest trips that are back and not claimed for."""
        for scene, trip in zip(LATE_CLAIMS, self._unclaimed(len(LATE_CLAIMS)), strict=False):
            scene(trip)

    def _unclaimed(self, most: int) -> list[Journey]:
        claimed = exists().where(Expense.dispatch_id == Dispatch.id)
        wanted = select(Dispatch).where(Record.state == DispatchState.RETURNED, ~claimed)
        people = {one.id: one for one in self._ground.people}
        with self._context.read() as session:
            return [
                Journey(self._story, trip.id, Leg(trip.starts_at, trip.ends_at, going))
                for trip in session.scalars(wanted.order_by(Dispatch.id.desc()).limit(most))
                if (going := tuple(people[one.staff_id] for one in trip.people if one.staff_id in people))
            ]
