"""A dispatch of the demo on its way: briefed, departed, at work, back, its money and papers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from app.errors import Blocked
from app.forms.briefings import HoldingForm, SignatureForm, SigningForm
from app.forms.dispatch_steps import (
    ArriveForm,
    ComeBackForm,
    DepartForm,
    FinishForm,
    OpenItemForm,
    SettleItemForm,
    SheetForm,
)
from app.forms.incidents import IncidentForm, ReportUpForm
from app.forms.on_site import FaultAnalysisForm, ScoreForm, TripReportForm, WorkHoursForm
from app.forms.on_site import SigningForm as ReceiptSigning
from app.queries.safety.briefing_forms import new_briefing_form
from app.queries.trips.receipt_forms import ReceiptSheet, new_receipt_sheet, receipt_sheet
from app.queries.trips.surveys import answer_sheet, new_survey_form
from app.rules.trips.hours import propose_hours
from app.sample.journey_money import Leg, TripMoney
from app.sample.story import Step, Story
from app.services.people import travelling
from app.services.people.open_items import settle_open_item
from app.services.people.work_checks import note_sheet
from app.services.safety.briefings import hold_briefing, prepare_briefing, sign_briefing
from app.services.safety.incidents import report_incident, save_incident
from app.services.trips.receipts import save_receipt
from app.services.trips.reports import write_fault_analysis, write_trip_report
from app.services.trips.signing import sign_receipt
from app.services.trips.surveys import answer_survey, save_survey
from models.enums import (
    AgainWilling,
    DispatchState,
    IncidentKind,
    Injury,
    PayStatus,
    Rating,
    SignatureWay,
    WorkResult,
)
from models.people.dispatch import Dispatch

ADVANCED_SHARE, CLAIMED_SHARE, SURVEYED_SHARE, ANALYSED_SHARE, PARTLY_SHARE, PAID_SHARE = 0.5, 0.9, 0.9, 0.3, 0.12, 0.8
ON_THE_ROAD, HOME_AGAIN = timedelta(minutes=90), timedelta(hours=2)
DAY, LONG_AGO = timedelta(days=1), timedelta(days=45)
CASH = Decimal(480)
RATINGS = (Rating.VERY_SATISFIED, Rating.SATISFIED, Rating.SATISFIED, Rating.FAIR)


class Journey(TripMoney):
    """Plans what follows once a dispatch is settled and its papers are out; a step that is blocked ends the way."""

    def __init__(
        self, story: Story, dispatch_id: int, leg: Leg, *, is_eventful: bool = False, on_finish: Step = lambda: None
    ) -> None:
        """On an eventful trip something nearly happens; ``on_finish`` is what follows the work on site."""
        super().__init__(story, dispatch_id, leg)
        self._on_finish = on_finish
        self._is_eventful = is_eventful
        self._receipts: tuple[int, ...] = ()
        self._survey: int | None = None

    def plan(self) -> None:
        """Plan all steps from now on, each at the time at which it really happens."""
        start, end = self._leg.start, self._leg.end
        self._at(timedelta(minutes=20), self.brief)
        if self._story.aside.random() < ADVANCED_SHARE:
            self._at(timedelta(minutes=30), self.take_advance)
        steps = ((start - ON_THE_ROAD, self.depart), (start, self.arrive), (end, self.finish))
        for moment, step in (*steps, (end + HOME_AGAIN, self.come_back)):
            self._story.at(max(moment, self._story.clock.moment + timedelta(minutes=40)), step)
        self._story.at(end + DAY, self._write_up)
        if self._is_long_ago or self._story.aside.random() < CLAIMED_SHARE:
            self._story.at(end + 2 * DAY, self._claim)

    def _at(self, later: timedelta, step: Step) -> None:
        self._story.at(self._story.waking(self._story.clock.moment + later), step)

    @property
    def _is_long_ago(self) -> bool:
        return self._story.until - self._leg.end > LONG_AGO

    def _is(self, *states: DispatchState) -> bool:
        """Tell whether the dispatch stands where a step starts from: one that was kept back takes no further ones."""
        return self._story.state_of(self._id) in states

    # before ------------------------------------------------------------------------------------------------------

    def prepare(self) -> int:
        """Prepare the briefing; returns its id."""
        form = replace(new_briefing_form(self._context, self._id), guardian=self._leg.going[-1].name)
        return prepare_briefing(self._context, form=form, dispatch_id=self._id)

    def brief(self) -> None:
        """Tell everybody the hazards; each signs."""
        self._brief(self._people())

    def brief_some(self) -> None:
        """Tell everybody the hazards; the last one has still to sign."""
        self._brief(self._people()[:-1])

    def _people(self) -> list[int]:
        with self._context.read() as session:
            return [one.id for one in session.get_one(Dispatch, self._id).people]

    def _brief(self, signers: Sequence[int]) -> None:
        now, briefing = self._story.clock.now(), self.prepare()
        held = HoldingForm(at=now, place=self._texts.lesson["place"], by=self._texts.safety_officer)
        hold_briefing(self._context, record_id=briefing, version=self._version(briefing), form=held)
        signed = tuple(SignatureForm(person_id=one, at=now, way=SignatureWay.SHEET) for one in signers)
        form = SigningForm(signatures=signed)
        sign_briefing(self._context, record_id=briefing, version=self._version(briefing), form=form)

    # on the way --------------------------------------------------------------------------------------------------

    def depart(self) -> None:
        """Leave, unless a gate is closed: an order that is not in force, an advance that is not in."""
        if not self._is(DispatchState.AGREED, DispatchState.BRIEFED):
            return
        form = DepartForm(departed_at=self._story.clock.now())
        try:
            travelling.depart(self._context, record_id=self._id, version=self._version(self._id), form=form)
        except Blocked:
            return
        self._give_out()

    def _give_out(self) -> None:
        """The sheets that the customer is to sign go along."""
        sites = new_receipt_sheet(self._context, self._id).sites
        sheets = [new_receipt_sheet(self._context, self._id, site_id) for site_id, _name, _km in sites]
        self._receipts = tuple(save_receipt(self._context, form=sheet.form) for sheet in sheets)
        if self._is_long_ago or self._story.aside.random() < SURVEYED_SHARE:
            self._survey = save_survey(self._context, form=new_survey_form(self._context, dispatch_id=self._id))

    def arrive(self) -> None:
        if self._is(DispatchState.DEPARTED):
            form = ArriveForm(arrived_at=self._story.clock.now(), note=self._texts.arrived)
            travelling.arrive(self._context, record_id=self._id, version=self._version(self._id), form=form)

    def finish(self) -> None:
        """End the work; now and then something is left undone."""
        self._finish(partly=self._story.aside.random() < PARTLY_SHARE)

    def finish_partly(self) -> None:
        """End the work with something left undone."""
        self._finish(partly=True)

    def finish_for_cash(self) -> None:
        """End the work; the customer pays for something on site."""
        self._finish(partly=False, cash=CASH)

    def _finish(self, *, partly: bool, cash: Decimal = Decimal(0)) -> None:
        if not self._is(DispatchState.ARRIVED):
            return
        due = self._story.today() + 14 * DAY
        left = (OpenItemForm(self._texts.left_undone, self._leg.going[0].name, due),) if partly else ()
        form = FinishForm(self._story.clock.now(), self._story.aside.choice(self._texts.results), left)
        travelling.finish(self._context, record_id=self._id, version=self._version(self._id), form=form)
        for receipt in self._receipts:
            self._sign(receipt, cash)
        self._on_finish()

    def fill_in(self) -> None:
        """Write down what was done so far; the customer has not signed yet."""
        for receipt in self._receipts if self._is(DispatchState.ARRIVED) else ():
            self._fill_in(receipt, Decimal(0))

    def _sign(self, receipt: int, cash: Decimal) -> None:
        """Fill a receipt in; the customer signs it."""
        self._fill_in(receipt, cash)
        rng, now, texts = self._story.aside, self._story.clock.now(), self._texts
        signing = ReceiptSigning(
            signed_by=rng.choice(texts.signers),
            signed_at=now,
            rating=rng.choice(RATINGS),
            comment=rng.choice(texts.words),
        )
        sign_receipt(self._context, record_id=receipt, version=self._story.version_of(receipt), form=signing)

    def _fill_in(self, receipt: int, cash: Decimal) -> None:
        rng, now, texts = self._story.aside, self._story.clock.now(), self._texts
        sheet = receipt_sheet(self._context, receipt)
        form = replace(
            sheet.form,
            arrived_at=self._leg.start,
            left_at=now,
            work_done=rng.choice(texts.works),
            result=WorkResult.RESTORED,
            advice=texts.advice,
            hours=self._hours(sheet, now),
            version=self._story.version_of(receipt),
        )
        if cash:
            form = replace(form, pay_status=PayStatus.ON_SITE, fee_labour=cash, cash_taken=cash)
            form = replace(form, cash_holder_id=self._leg.going[0].id)
        save_receipt(self._context, form=form, record_id=receipt)

    def _hours(self, sheet: ReceiptSheet, now: datetime) -> tuple[WorkHoursForm, ...]:
        arrived, left = (moment.astimezone(self._story.zone) for moment in (self._leg.start, now))
        days = propose_hours(arrived, left, sheet.calendar)
        return tuple(
            WorkHoursForm(
                staff_id=person.staff_id,
                name=person.name,
                worked_on=day.day,
                normal=day.normal,
                overtime=day.overtime,
                holiday=day.holiday,
            )
            for person in sheet.travellers
            for day in days
        )

    def tell_accident(self) -> None:
        """Somebody was slightly hurt: it is registered, and not yet reported."""
        told, now = self._texts.accident, self._story.clock.now()
        form = IncidentForm(
            dispatch_id=self._id, incident_kind=IncidentKind.ACCIDENT, title=told["title"], place=told["place"],
            happened_at=now - timedelta(minutes=30), persons=self._leg.going[-1].name, injury=Injury.MINOR,
            course=told["course"], damage=told["damage"], first_aid=told["first_aid"],
        )  # fmt: skip
        save_incident(self._context, form=form)

    def _tell_near_miss(self) -> None:
        """Something nearly happened: it is registered and reported upward; its hazard asks for a new look."""
        told, now = self._texts.near_miss, self._story.clock.now()
        form = IncidentForm(
            dispatch_id=self._id, title=told["title"], happened_at=now - timedelta(hours=1), place=told["place"],
            persons=self._leg.going[-1].name, course=told["course"], damage=told["damage"],
        )  # fmt: skip
        incident = save_incident(self._context, form=form)
        report = ReportUpForm(at=now, to=self._texts.leader, text=self._texts.reported)
        report_incident(self._context, record_id=incident, version=self._version(incident), form=report)

    def come_back(self) -> None:
        if self._is(DispatchState.FINISHED):
            form = ComeBackForm(returned_at=self._story.clock.now())
            travelling.come_back(self._context, record_id=self._id, version=self._version(self._id), form=form)
            if self._is_eventful:
                self._tell_near_miss()

    # afterwards --------------------------------------------------------------------------------------------------

    def _write_up(self) -> None:
        """The trip report, now and then an analysis of the fault, and what the customer answered."""
        if not self._is(DispatchState.RETURNED):
            return
        lead, today = self._leg.going[0].name, self._story.today()
        report = TripReportForm(written_by=lead, written_on=today, **self._texts.report)
        write_trip_report(self._context, dispatch_id=self._id, form=report)
        if self._story.aside.random() < ANALYSED_SHARE:
            title = self._title()
            analysis = FaultAnalysisForm(written_by=lead, written_on=today, symptom=title, **self._texts.analysis)
            write_fault_analysis(self._context, dispatch_id=self._id, form=analysis)
        if self._survey is not None:
            self._answer(self._survey)

    def _answer(self, survey: int) -> None:
        rng, sheet = self._story.aside, answer_sheet(self._context, survey)
        form = replace(
            sheet.form,
            respondent=rng.choice(self._texts.signers),
            scores=tuple(
                ScoreForm(position=one.position, score=rng.choice((5, 5, 4, 4, 3))) for one in sheet.form.scores
            ),
            recommend=rng.randint(7, 10),
            again=AgainWilling.WILLING,
        )
        answer_survey(self._context, record_id=survey, version=self._story.version_of(survey), form=form)

    def _claim(self) -> None:
        """After-sales checks the claim, finance pays."""
        if not self._is(DispatchState.RETURNED):
            return
        claim = self.check_claim()
        if self._is_long_ago or self._story.aside.random() < PAID_SHARE:
            self._story.at(self._story.waking(self._story.clock.moment + 3 * DAY), lambda: self._pay(claim))

    def _pay(self, claim: int) -> None:
        self.pay_out(claim)
        self._story.at(self._story.waking(self._story.clock.moment + DAY), self._close)

    def _close(self) -> None:
        """Take the signed sheets in and close, where nothing else is missing."""
        for about in (None, *self._receipts):
            form = SheetForm(about_id=about, note=self._texts.sheet)
            note_sheet(self._context, record_id=self._id, version=self._version(self._id), form=form)
        for item in self._left_open():
            done = SettleItemForm(item, self._leg.going[0].name, self._story.clock.now(), self._texts.settled)
            settle_open_item(self._context, record_id=self._id, version=self._version(self._id), form=done)
        try:
            travelling.close_dispatch(self._context, record_id=self._id, version=self._version(self._id))
        except Blocked:
            return

    def _left_open(self) -> list[int]:
        with self._context.read() as session:
            return [one.id for one in session.get_one(Dispatch, self._id).open_items if one.settled_at is None]

    def _title(self) -> str:
        with self._context.read() as session:
            return session.get_one(Dispatch, self._id).title
