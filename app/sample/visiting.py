"""Rounds of visits and single ones: planned, printed, paid, with what follows from them (C13, N6)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import select

from app.forms.complaints import ComplaintForm
from app.forms.visits import FollowUpForm, SettlingForm, VisitForm, VisitMoveForm, VisitRecordForm
from app.queries.care.rounds import round_sheet
from app.queries.care.visits import visit_details
from app.rules.care.rounds import RoundDays, rounds_of
from app.sample.caring_texts import caring_texts, in_the_afternoon, owner_of
from app.sample.complaining import Complaining
from app.sample.ground import Ground
from app.sample.pace import HOUR, MINUTE
from app.sample.story import Story
from app.services.care.complaints import save_complaint
from app.services.care.rounds import close_round, draft_next_round, plan_round, save_round
from app.services.care.visit_drafts import draft_due_visits
from app.services.care.visit_follow_ups import settle_follow_up, take_up
from app.services.care.visits import cancel_visit, close_visit, move_visit, record_visit, save_visit
from app.services.papers import issue_paper
from models.care.visit import Visit, VisitRound
from models.enums import ComplaintChannel, FollowUpKind, RoundState, RunStatus, VisitMode, VisitState

LISTED = 9  # customers that a round of the demo goes to
DRAWN_UP, SETTLED, CLOSED = timedelta(days=20), timedelta(days=4), timedelta(days=2)
DRAFTED_FOR, DRAFTED_EVERY = 100, 33  # days before the end in which single visits come up
FORGOTTEN = 13  # of so many visits that come up one is not paid
PLAN, RECORD = "visit_plan", "visit_record"
NEEDS: Mapping[str, FollowUpKind] = {
    "near": FollowUpKind.NEED_NEAR,
    "middle": FollowUpKind.NEED_MIDDLE,
    "long": FollowUpKind.NEED_LONG,
    "lead": FollowUpKind.LEAD,
    "task": FollowUpKind.TASK,
    "complaint": FollowUpKind.COMPLAINT,
}
SETTLED_BY = {FollowUpKind.LEAD: "lead", FollowUpKind.TASK: "task"}


class Visiting:
    """Plans the rounds that lie within the story, and the visits that come up by themselves at its end."""

    def __init__(self, story: Story, ground: Ground, complaining: Complaining) -> None:
        self._story, self._ground = story, ground
        self._complaining = complaining
        self._context = story.context
        self._said = count()

    def plan(self) -> None:
        """Plan rounds, then single visits."""
        first = self._story.today() + timedelta(days=60)
        for year in range(first.year, self._story.until.year + 1):
            for days in rounds_of(year):
                if days.list_by >= first:
                    self._plan_round(days)
        for days_ago in range(DRAFTED_FOR, 0, -DRAFTED_EVERY):
            in_the_afternoon(self._story, days_ago, self._draft_visits)
        in_the_afternoon(self._story, 6, self._put_off)
        in_the_afternoon(self._story, 5, self._visit_by_choice)
        in_the_afternoon(self._story, 1, self._plan_another)

    def _plan_round(self, days: RoundDays) -> None:
        at = self._story.office_hour
        self._story.at(at(days.list_by - DRAWN_UP), partial(self._draw_up, days))
        self._story.at(at(days.list_by - SETTLED), partial(self._settle, days))
        self._story.at(at(days.starts_on), partial(self._send_out, days))
        self._story.at(at(days.ends_on + CLOSED), partial(self._close, days))

    def _draw_up(self, days: RoundDays) -> None:
        """The list is proposed; the secretary keeps it short and names who goes."""
        for record_id in draft_next_round(self._context):
            form = round_sheet(self._context, record_id).form
            chosen = [line for line in form.lines if line.visit_id is not None][:LISTED]
            people = self._ground.people
            lines = tuple(
                replace(line, visitor=people[place % 3].name, listed=True) for place, line in enumerate(chosen)
            )
            told = replace(form, lines=lines, principle=caring_texts()["round_principle"])
            save_round(self._context, form=told, record_id=record_id)

    def _settle(self, days: RoundDays) -> None:
        record_id = self._round(days, RoundState.DRAFT)
        if record_id is None:
            return
        plan_round(self._context, record_id=record_id, version=self._story.version_of(record_id))
        self._print(PLAN, record_id)

    def _send_out(self, days: RoundDays) -> None:
        """Each visit of the round is paid on its day."""
        record_id = self._round(days, RoundState.PLANNED)
        for visit_id, day in self._planned(Visit.round_id == record_id):
            self._story.at(self._story.moment_on(day, time(15)), partial(self._pay, visit_id))

    def _close(self, days: RoundDays) -> None:
        record_id = self._round(days, RoundState.PLANNED)
        if record_id is None:
            return
        with self._context.read() as session:
            done = select(Visit.id).where(Visit.round_id == record_id, Visit.state == VisitState.DONE)
            visits = list(session.scalars(done))
        for visit_id in visits:
            self._settle_visit(visit_id)
        version = self._story.version_of(record_id)
        close_round(self._context, record_id=record_id, version=version, closing=caring_texts()["round_closing"])

    def _round(self, days: RoundDays, state: RoundState) -> int | None:
        wanted = select(VisitRound.id).where(VisitRound.starts_on == days.starts_on, VisitRound.state == state)
        with self._context.read() as session:
            return session.scalar(wanted)

    def _planned(self, *conditions: Any) -> list[tuple[int, date]]:
        wanted = select(Visit.id, Visit.planned_on).where(Visit.state == VisitState.PLANNED, *conditions)
        with self._context.read() as session:
            return [(row[0], row[1]) for row in session.execute(wanted.order_by(Visit.planned_on, Visit.id))]

    def _pay(self, visit_id: int) -> None:
        """Pay a visit: every sixth finds somebody who is not happy."""
        turn = next(self._said)
        texts = caring_texts()
        said = texts["unhappy"] if turn % 6 == 5 else texts["visits"][turn % len(texts["visits"])]
        visited_at = self._story.clock.now() - HOUR
        form = VisitRecordForm(
            visited_at=visited_at,
            mode=self._mode(visit_id),
            visitor=self._ground.people[turn % 3].name,
            interviewee=texts["interviewees"][turn % len(texts["interviewees"])],
            run_status=RunStatus(said["run"]),
            sat_quality=said["quality"],
            sat_service=said["service"],
            follow_ups=tuple(self._follow_up(kind, text, visited_at) for kind, text in said["needs"]),
            **{name: said[name] for name in _WORDS},
        )
        record_visit(self._context, record_id=visit_id, version=self._story.version_of(visit_id), form=form)
        if turn < LISTED:
            self._print(RECORD, visit_id)

    def _mode(self, visit_id: int) -> VisitMode:
        with self._context.read() as session:
            return session.get_one(Visit, visit_id).mode

    def _follow_up(self, kind: str, text: str, visited_at: datetime) -> FollowUpForm:
        passed_to = caring_texts()["lead_to"] if kind == "lead" else ""
        due_on = visited_at.date() + timedelta(days=10) if kind in ("lead", "task") else None
        return FollowUpForm(kind=NEEDS[kind], text=text, passed_to=passed_to, due_on=due_on)

    def _settle_visit(self, visit_id: int) -> None:
        """Settle what followed from a visit: complaints are registered, the rest is told how it went on."""
        texts = caring_texts()["settled"]
        details = visit_details(self._context, visit_id)
        for line in details.follow_ups:
            if line.settled_at is not None:
                continue
            if line.kind is FollowUpKind.COMPLAINT:
                self._complain(visit_id, line.id, line.text)
                continue
            said = texts[SETTLED_BY.get(line.kind, "need")]
            form = SettlingForm(at=self._story.clock.now() - MINUTE, outcome=said)
            settle_follow_up(self._context, record_id=visit_id, follow_up_id=line.id, form=form)
        close_visit(self._context, record_id=visit_id, version=self._story.version_of(visit_id))

    def _complain(self, visit_id: int, line_id: int, text: str) -> None:
        with self._context.read() as session:
            visit = session.get_one(Visit, visit_id)
            customer_id, project_id, person = visit.customer_id, visit.project_id, visit.interviewee
        form = ComplaintForm(
            customer_id=customer_id,
            project_id=project_id,
            visit_id=visit_id,
            received_at=self._story.clock.now() - 30 * MINUTE,
            channel=ComplaintChannel.VISIT,
            complainant=person,
            content=text,
        )
        complaint = save_complaint(self._context, form=form)
        take_up(self._context, record_id=visit_id, follow_up_id=line_id, outcome_id=complaint)
        self._complaining.see_to(complaint, caring_texts()["found_on_visit"])

    def _draft_visits(self) -> None:
        """What comes up by itself is paid on its day; now and then one is forgotten."""
        for visit_id in draft_due_visits(self._context):
            with self._context.read() as session:
                day = session.get_one(Visit, visit_id).planned_on
            if visit_id % FORGOTTEN:
                self._story.at(self._story.moment_on(day, time(15, 30)), partial(self._pay_planned, visit_id))

    def _pay_planned(self, visit_id: int) -> None:
        if self._story.state_of(visit_id) == VisitState.PLANNED:
            self._pay(visit_id)

    def _put_off(self) -> None:
        """Of the single visits that are still ahead one is moved, and one is not needed any more."""
        texts, today = caring_texts(), self._story.today()
        ahead = [visit_id for visit_id, day in self._planned(Visit.round_id.is_(None)) if day >= today]
        if ahead:
            form = VisitMoveForm(planned_on=today + timedelta(days=8), reason=texts["moved"])
            move_visit(self._context, record_id=ahead[0], version=self._story.version_of(ahead[0]), form=form)
        if len(ahead) > 1:
            version = self._story.version_of(ahead[1])
            cancel_visit(self._context, record_id=ahead[1], version=version, reason=texts["cancelled"])

    def _visit_by_choice(self) -> None:
        found = owner_of(self._ground, 4)
        if found is None:
            return
        customer, project = found
        today = self._story.today()
        form = VisitForm(customer_id=customer.id, project_id=project.id, mode=VisitMode.ON_SITE, planned_on=today)
        self._pay(save_visit(self._context, form=form))

    def _plan_another(self) -> None:
        found = owner_of(self._ground, 9)
        if found is not None:
            day = self._story.today() + timedelta(days=3)
            form = VisitForm(customer_id=found[0].id, mode=VisitMode.PHONE, planned_on=day)
            save_visit(self._context, form=form)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)


_WORDS = ("flow", "inlet", "outlet", "consumables", "upkeep", "problems", "suggestions", "promotion")
