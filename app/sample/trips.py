"""Dispatches of the demo: planned, agreed with the lending departments, settled, printed, now and then called off."""

from datetime import datetime, time, timedelta

from app.forms.people import DispatchForm, TravellerForm
from app.queries.people.dispatches import dispatch_details
from app.sample.ground import Ground, Person
from app.sample.journey_money import Leg
from app.sample.journeys import Journey
from app.sample.pace import Moment, Pace
from app.sample.story import Step, Story
from app.sample.texts import CaseText, company
from app.services.papers import issue_paper
from app.services.people.dispatches import agree_dispatch, cancel_dispatch, plan_dispatch, record_department_agreed
from models.enums import DispatchMode
from models.people.dispatch import Dispatch

PAPER, TRIP_FORM, SLIP = "service_work_order", "business_trip_form", "request_slip"
GUIDANCE_SHARE = 0.6
PRINTED_SHARE = 0.3
REPRINTED_SHARE = 0.05
MOST_DAYS, FEWEST_PEOPLE, MOST_PEOPLE = 3, 2, 3
SEARCHED_DAYS = 60


class Trip:
    """One dispatch; who goes is drawn from those who are free."""

    def __init__(
        self, story: Story, ground: Ground, request_id: int, case: CaseText, pace: Pace, on_finish: Step
    ) -> None:
        """``on_finish`` is what follows the work on site."""
        self._on_finish = on_finish
        self._precautions = ground.precautions
        self._story = story
        self._context = story.context
        self._people = ground.people
        self._request_id = request_id
        self._case = case
        self._pace = pace
        self._id = 0
        self._going: list[Person] = []
        self._leg: Leg | None = None

    def plan(self, *, maker: str, content: str, tools: str, arrival: datetime | None) -> None:
        """Enter the draft and plan what follows it; ``arrival`` is when somebody has been promised on site."""
        start, end = self._dates(arrival)
        form = DispatchForm(
            request_id=self._request_id,
            mode=DispatchMode.GUIDANCE if self._story.rng.random() < GUIDANCE_SHARE else DispatchMode.WORK,
            content=content,
            cautions=self._case.cautions,
            tools=tools,
            starts_at=start,
            ends_at=end,
            people=self._travellers(maker),
        )
        self._id = plan_dispatch(self._context, form=form)
        self._leg = Leg(start, end, tuple(self._going))
        self._precautions.list_hazards(self._project())
        planned = self._pace.after[Moment.PLAN]
        following = {
            Moment.AGREE: self._agree,
            Moment.SETTLE: self._settle,
            Moment.PAPER: self._print,
            Moment.CALL_OFF: self._call_off,
        }
        for moment, step in following.items():
            if self._pace.has(moment):
                due = self._story.clock.moment + self._pace.after[moment] - planned
                self._story.at(self._story.waking(due), step)

    def _dates(self, arrival: datetime | None) -> tuple[datetime, datetime]:
        """From the day promised, else tomorrow on, the first days on which enough people are free; they are taken."""
        rng = self._story.rng
        wanted, days = max(FEWEST_PEOPLE, rng.randint(1, MOST_PEOPLE)), rng.randint(0, MOST_DAYS - 1)
        tomorrow = (self._story.clock.moment.astimezone(self._story.zone) + timedelta(days=1)).date()
        first = max(tomorrow, arrival.astimezone(self._story.zone).date()) if arrival else tomorrow
        for later in range(SEARCHED_DAYS):
            start = self._story.moment_on(first + timedelta(days=later), time(8, 30))
            end = self._story.moment_on(start.date() + timedelta(days=days), time(17))
            free = [person for person in self._people if person.is_free(start, end)]
            if len(free) >= wanted:
                break
        self._going = rng.sample(free, min(wanted, len(free)))
        for person in self._going:
            person.busy.append((start, end))
        return start, end

    def _travellers(self, maker: str) -> tuple[TravellerForm, ...]:
        own = tuple(TravellerForm(staff_id=person.id, is_lead=not index) for index, person in enumerate(self._going))
        if not (self._case.manufacturer and maker):
            return own
        rng = self._story.rng
        name, phone = rng.choice(company().manufacturer_people), f"137 0000 {rng.randint(0, 9999):04}"
        self._precautions.bind(name, maker)
        return (*own, TravellerForm(name=name, organisation=maker, phone=phone))

    def _project(self) -> int | None:
        with self._context.read() as session:
            return session.get_one(Dispatch, self._id).project_id

    def _version(self) -> int:
        return self._story.version_of(self._id)

    def _agree(self) -> None:
        """Every lending department gives its word, one manager after the other."""
        for department in dispatch_details(self._context, self._id).departments:
            record_department_agreed(
                self._context, record_id=self._id, department_id=department.id, agreed_by=department.manager,
                at=self._story.clock.now(), note="电话同意",
            )  # fmt: skip

    def _settle(self) -> None:
        agree_dispatch(self._context, record_id=self._id, version=self._version())

    def _print(self) -> None:
        """Issue the papers of the trip and the customer's slip where the program can print; some orders are printed
        again because the first one got wet.
        """
        drawn = self._story.rng.random()
        if self._context.printer is None:
            return
        papers = [(PAPER, self._id), (TRIP_FORM, self._id)]
        papers += [(SLIP, self._request_id)] if drawn < PRINTED_SHARE else []
        papers += [(PAPER, self._id)] if drawn < REPRINTED_SHARE else []
        for form_id, record_id in papers:
            issue_paper(self._context, form_id=form_id, record_id=record_id)
        if self._leg is not None and not self._pace.has(Moment.CALL_OFF):
            eventful = self._precautions.is_time_for_an_event(self._leg.end)
            Journey(self._story, self._id, self._leg, is_eventful=eventful, on_finish=self._on_finish).plan()

    def _call_off(self) -> None:
        reason = self._story.rng.choice(company().dispatch_cancel_reasons)
        cancel_dispatch(self._context, record_id=self._id, version=self._version(), reason=reason)
