"""A dispatch of the demo on its way: briefed, departed, at work, back, its money and papers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

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
from app.forms.trip_money import AdvanceForm, ClaimCheckForm, PayingForm, RefundForm, ToFinanceForm
from app.queries.people.dispatches import DispatchDetails, dispatch_details
from app.queries.safety.briefing_forms import new_briefing_form
from app.queries.trips.advances import advance_details
from app.queries.trips.expense_forms import new_expense_form
from app.queries.trips.expenses import expense_details
from app.queries.trips.money import unsettled_of
from app.queries.trips.receipt_forms import ReceiptSheet, new_receipt_sheet, receipt_sheet
from app.queries.trips.surveys import answer_sheet, new_survey_form
from app.rules.trips.hours import propose_hours
from app.sample.ground import Person
from app.sample.journey_texts import journey_texts
from app.sample.story import Step, Story
from app.services.people.open_items import settle_open_item
from app.services.people.travelling import arrive, close_dispatch, come_back, depart, finish
from app.services.people.work_checks import note_sheet
from app.services.safety.briefings import hold_briefing, prepare_briefing, sign_briefing
from app.services.safety.incidents import report_incident, save_incident
from app.services.trips.advances import pay_advance, refund_advance, save_advance
from app.services.trips.expense_steps import check_claim, hand_to_finance, pay_claim
from app.services.trips.expenses import save_expense
from app.services.trips.receipts import save_receipt
from app.services.trips.reports import write_fault_analysis, write_trip_report
from app.services.trips.signing import sign_receipt
from app.services.trips.surveys import answer_survey, save_survey
from models.enums import AgainWilling, DispatchState, Rating, SignatureWay, WorkResult

ADVANCED_SHARE, CLAIMED_SHARE, SURVEYED_SHARE, ANALYSED_SHARE, PARTLY_SHARE, PAID_SHARE = 0.5, 0.9, 0.9, 0.3, 0.12, 0.8
ADVANCE = Decimal(3000)
FARE, NIGHT = Decimal(168), Decimal(260)
ON_THE_ROAD, HOME_AGAIN = timedelta(minutes=90), timedelta(hours=2)
DAY, LONG_AGO = timedelta(days=1), timedelta(days=45)
RATINGS = (Rating.VERY_SATISFIED, Rating.SATISFIED, Rating.SATISFIED, Rating.FAIR)


@dataclass(frozen=True, slots=True)
class Leg:
    """When a trip is to be, and who of our people goes, the lead first."""

    start: datetime
    end: datetime
    going: tuple[Person, ...]


class Journey:
    """Plans what follows once a dispatch is settled and its papers are out; a step that is blocked ends the way."""

    def __init__(self, story: Story, dispatch_id: int, leg: Leg, *, is_eventful: bool = False) -> None:
        """On an eventful trip something nearly happens."""
        self._is_eventful = is_eventful
        self._story = story
        self._context = story.context
        self._id = dispatch_id
        self._leg = leg
        self._texts = journey_texts()
        self._receipts: tuple[int, ...] = ()
        self._survey: int | None = None
        self._advance: int | None = None

    def plan(self) -> None:
        """Plan all steps from now on, each at the time at which it really happens."""
        start, end = self._leg.start, self._leg.end
        self._at(timedelta(minutes=20), self._brief)
        if self._story.rng.random() < ADVANCED_SHARE:
            self._at(timedelta(minutes=30), self._take_advance)
        steps = ((start - ON_THE_ROAD, self._depart), (start, self._arrive), (end, self._finish))
        for moment, step in (*steps, (end + HOME_AGAIN, self._come_back)):
            self._story.at(max(moment, self._story.clock.moment + timedelta(minutes=40)), step)
        self._story.at(end + DAY, self._write_up)
        if self._is_long_ago or self._story.rng.random() < CLAIMED_SHARE:
            self._story.at(end + 2 * DAY, self._claim)

    def _at(self, later: timedelta, step: Step) -> None:
        self._story.at(self._story.waking(self._story.clock.moment + later), step)

    @property
    def _is_long_ago(self) -> bool:
        return self._story.until - self._leg.end > LONG_AGO

    def _details(self) -> DispatchDetails:
        return dispatch_details(self._context, self._id)

    def _may(self, details: DispatchDetails, code: str) -> bool:
        return any(step.action == code and not step.blocked for step in details.steps)

    # before ------------------------------------------------------------------------------------------------------

    def _brief(self) -> None:
        """Tell everybody the hazards; each signs."""
        now, people = self._story.clock.now(), self._details().people
        form = replace(new_briefing_form(self._context, self._id), guardian=self._leg.going[-1].name)
        briefing = prepare_briefing(self._context, form=form, dispatch_id=self._id)
        version = self._story.version_of(briefing)
        held = HoldingForm(at=now, place=form.place, by=self._texts.safety_officer)
        hold_briefing(self._context, record_id=briefing, version=version, form=held)
        signed = tuple(SignatureForm(person_id=one.id, at=now, way=SignatureWay.SHEET) for one in people)
        version = self._story.version_of(briefing)
        sign_briefing(self._context, record_id=briefing, version=version, form=SigningForm(signatures=signed))

    def _take_advance(self) -> None:
        lead, today = self._leg.going[0], self._story.today()
        with self._context.read() as session:
            if unsettled_of(session, lead.id):
                return
        form = AdvanceForm(
            dispatch_id=self._id, staff_id=lead.id, title=self._texts.advance, amount=ADVANCE,
            repay_on=self._leg.end.date() + 7 * DAY,
        )  # fmt: skip
        self._advance = advance = save_advance(self._context, form=form)
        paid = PayingForm(paid_on=today, voucher_no=f"付-{today:%m%d}-{self._story.rng.randint(10, 99)}")
        pay_advance(self._context, record_id=advance, version=self._story.version_of(advance), form=paid)

    # on the way --------------------------------------------------------------------------------------------------

    def _depart(self) -> None:
        details = self._details()
        if self._may(details, "depart"):
            form = DepartForm(departed_at=self._story.clock.now())
            depart(self._context, record_id=self._id, version=details.version, form=form)
            self._give_out()

    def _give_out(self) -> None:
        """The sheets that the customer is to sign go along."""
        sites = new_receipt_sheet(self._context, self._id).sites
        sheets = [new_receipt_sheet(self._context, self._id, site_id) for site_id, _name, _km in sites]
        self._receipts = tuple(save_receipt(self._context, form=sheet.form) for sheet in sheets)
        if self._is_long_ago or self._story.rng.random() < SURVEYED_SHARE:
            self._survey = save_survey(self._context, form=new_survey_form(self._context, dispatch_id=self._id))

    def _arrive(self) -> None:
        details = self._details()
        if self._may(details, "arrive"):
            form = ArriveForm(arrived_at=self._story.clock.now(), note=self._texts.arrived)
            arrive(self._context, record_id=self._id, version=details.version, form=form)

    def _finish(self) -> None:
        details = self._details()
        if not self._may(details, "finish"):
            return
        rng, left = self._story.rng, self._texts.left_undone
        due = self._story.today() + 14 * DAY
        partly = (OpenItemForm(left, self._leg.going[0].name, due),) if rng.random() < PARTLY_SHARE else ()
        form = FinishForm(self._story.clock.now(), rng.choice(self._texts.results), partly)
        finish(self._context, record_id=self._id, version=details.version, form=form)
        for receipt in self._receipts:
            self._sign(receipt)

    def _sign(self, receipt: int) -> None:
        """Fill a receipt in; the customer signs it."""
        rng, now, texts = self._story.rng, self._story.clock.now(), self._texts
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
        save_receipt(self._context, form=form, record_id=receipt)
        signing = ReceiptSigning(
            signed_by=rng.choice(texts.signers),
            signed_at=now,
            rating=rng.choice(RATINGS),
            comment=rng.choice(texts.words),
        )
        sign_receipt(self._context, record_id=receipt, version=self._story.version_of(receipt), form=signing)

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

    def _come_back(self) -> None:
        details = self._details()
        if self._may(details, "come_back"):
            form = ComeBackForm(returned_at=self._story.clock.now())
            come_back(self._context, record_id=self._id, version=details.version, form=form)
            if self._is_eventful:
                self._tell_near_miss()

    # afterwards --------------------------------------------------------------------------------------------------

    @property
    def _is_back(self) -> bool:
        return self._story.state_of(self._id) == DispatchState.RETURNED

    def _write_up(self) -> None:
        """The trip report, now and then an analysis of the fault, and what the customer answered."""
        if not self._is_back:
            return
        lead, today = self._leg.going[0].name, self._story.today()
        report = TripReportForm(written_by=lead, written_on=today, **self._texts.report)
        write_trip_report(self._context, dispatch_id=self._id, form=report)
        if self._story.rng.random() < ANALYSED_SHARE:
            title = self._details().title
            analysis = FaultAnalysisForm(written_by=lead, written_on=today, symptom=title, **self._texts.analysis)
            write_fault_analysis(self._context, dispatch_id=self._id, form=analysis)
        if self._survey is not None:
            self._answer(self._survey)

    def _answer(self, survey: int) -> None:
        rng, sheet = self._story.rng, answer_sheet(self._context, survey)
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
        """The one who led claims what the trip cost; after-sales checks it, finance pays."""
        if not self._is_back:
            return
        lead = self._leg.going[0]
        form = new_expense_form(self._context, dispatch_id=self._id, staff_id=lead.id).form
        serial = self._story.rng.randint(10_000_000, 99_999_000)
        legs = tuple(replace(leg, fare=FARE, ticket_no=f"E{serial + place}") for place, leg in enumerate(form.legs))
        lines = tuple(
            replace(line, amount=NIGHT * (line.quantity or 1), invoice_no=f"2633{serial + place}")
            for place, line in enumerate(form.lines, start=5)
        )
        explained = self._texts.over_standard
        persons = len(self._leg.going)
        filled = replace(form, legs=legs, lines=lines, over_standard=explained, persons=persons)
        claim = save_expense(self._context, form=filled)
        check_claim(
            self._context, record_id=claim, version=self._version(claim), form=ClaimCheckForm(over_standard=explained)
        )
        if self._is_long_ago or self._story.rng.random() < PAID_SHARE:
            self._story.at(self._story.waking(self._story.clock.moment + 3 * DAY), lambda: self._pay(claim))

    def _pay(self, claim: int) -> None:
        today = self._story.today()
        handed = ToFinanceForm(handed_on=today, person=self._texts.finance)
        hand_to_finance(self._context, record_id=claim, version=self._version(claim), form=handed)
        due = expense_details(self._context, claim).due
        if due:
            paid = PayingForm(
                amount=due, paid_on=today, voucher_no=f"付-{today:%m%d}-{self._story.rng.randint(10, 99)}"
            )
            pay_claim(self._context, record_id=claim, version=self._version(claim), form=paid)
        self._hand_back(today)

        self._story.at(self._story.waking(self._story.clock.moment + DAY), self._close)

    def _hand_back(self, today: date) -> None:
        """What is left of the advance goes back to the cashier."""
        if self._advance is None:
            return
        rest = advance_details(self._context, self._advance).open_amount
        if rest:
            form = RefundForm(amount=rest, refunded_on=today, person=self._texts.finance)
            refund_advance(self._context, record_id=self._advance, version=self._version(self._advance), form=form)

    def _close(self) -> None:
        """Take the signed sheets in and close, where nothing else is missing."""
        for about in (None, *self._receipts):
            form = SheetForm(about_id=about, note=self._texts.sheet)
            note_sheet(self._context, record_id=self._id, version=self._version(self._id), form=form)
        details = self._details()
        for item in details.open_items:
            if item.settled_at is None:
                done = SettleItemForm(item.id, self._leg.going[0].name, self._story.clock.now(), self._texts.settled)
                settle_open_item(self._context, record_id=self._id, version=self._version(self._id), form=done)
        if self._may(self._details(), "close"):
            close_dispatch(self._context, record_id=self._id, version=self._version(self._id))

    def _version(self, record_id: int) -> int:
        return self._story.version_of(record_id)
