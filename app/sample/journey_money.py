"""The money of a trip of the demo: taken along, claimed, checked, paid, handed back."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.forms.trip_money import AdvanceForm, ClaimCheckForm, PayingForm, RefundForm, ToFinanceForm
from app.queries.trips.advances import advance_details
from app.queries.trips.expense_forms import new_expense_form
from app.queries.trips.expenses import expense_details
from app.queries.trips.money import unsettled_of
from app.sample.ground import Person
from app.sample.journey_texts import journey_texts
from app.sample.story import Story
from app.services.trips.advances import pay_advance, refund_advance, save_advance
from app.services.trips.expense_steps import check_claim, hand_to_finance, pay_claim
from app.services.trips.expenses import save_expense

ADVANCE = Decimal(3000)
FARE, NIGHT = Decimal(168), Decimal(260)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Leg:
    """When a trip is to be, and who of our people goes, the lead first."""

    start: datetime
    end: datetime
    going: tuple[Person, ...]


class TripMoney:
    """What the one who leads takes along, and claims afterwards for all of them."""

    def __init__(self, story: Story, dispatch_id: int, leg: Leg) -> None:
        self._story = story
        self._context = story.context
        self.dispatch_id = self._id = dispatch_id
        self._leg = leg
        self._texts = journey_texts()
        self._advance: int | None = None

    def ask_advance(self) -> int | None:
        """Ask for money to take along, unless the one who leads has not settled the last; returns the advance."""
        lead = self._leg.going[0]
        with self._context.read() as session:
            if unsettled_of(session, lead.id):
                return None
        form = AdvanceForm(
            dispatch_id=self._id, staff_id=lead.id, title=self._texts.advance, amount=ADVANCE,
            repay_on=self._leg.end.date() + WEEK,
        )  # fmt: skip
        return save_advance(self._context, form=form)

    def take_advance(self) -> None:
        """Ask for money and get it."""
        self._advance, today = self.ask_advance(), self._story.today()
        if self._advance is not None:
            paid = PayingForm(paid_on=today, voucher_no=self._voucher())
            pay_advance(self._context, record_id=self._advance, version=self._version(self._advance), form=paid)

    def _voucher(self) -> str:
        return f"付-{self._story.today():%m%d}-{self._story.aside.randint(10, 99)}"

    def draft_claim(self, *, takes_advance: bool = True) -> int:
        """The one who led writes down what the trip cost, for all of them; returns the claim."""
        form = new_expense_form(self._context, dispatch_id=self._id, staff_id=self._leg.going[0].id).form
        serial = self._story.aside.randint(10_000_000, 99_999_000)
        legs = tuple(replace(leg, fare=FARE, ticket_no=f"E{serial + place}") for place, leg in enumerate(form.legs))
        lines = tuple(
            replace(line, amount=NIGHT * (line.quantity or 1), invoice_no=f"2633{serial + place}")
            for place, line in enumerate(form.lines, start=5)
        )
        persons, explained = len(self._leg.going), self._texts.over_standard
        advance_id = form.advance_id if takes_advance else None
        filled = replace(form, legs=legs, lines=lines, over_standard=explained, persons=persons, advance_id=advance_id)
        return save_expense(self._context, form=filled)

    def check_claim(self, *, takes_advance: bool = True) -> int:
        """After-sales checks what the trip cost; returns the claim."""
        claim = self.draft_claim(takes_advance=takes_advance)
        checked = ClaimCheckForm(over_standard=self._texts.over_standard)
        check_claim(self._context, record_id=claim, version=self._version(claim), form=checked)
        return claim

    def hand_to_finance(self) -> int:
        """After-sales checks what the trip cost, and finance has all of it to pay; returns the claim."""
        claim = self.check_claim(takes_advance=False)
        self._hand_to_finance(claim)
        return claim

    def _hand_to_finance(self, claim: int) -> None:
        handed = ToFinanceForm(handed_on=self._story.today(), person=self._texts.finance)
        hand_to_finance(self._context, record_id=claim, version=self._version(claim), form=handed)

    def pay_out(self, claim: int) -> None:
        """Finance gets the claim and pays what is due; what is left of the advance comes back."""
        today = self._story.today()
        self._hand_to_finance(claim)
        due = expense_details(self._context, claim).due
        if due:
            paid = PayingForm(amount=due, paid_on=today, voucher_no=self._voucher())
            pay_claim(self._context, record_id=claim, version=self._version(claim), form=paid)
        self._hand_back(today)

    def _hand_back(self, today: date) -> None:
        """What is left of the advance goes back to the cashier."""
        if self._advance is None:
            return
        rest = advance_details(self._context, self._advance).open_amount
        if rest:
            form = RefundForm(amount=rest, refunded_on=today, person=self._texts.finance)
            refund_advance(self._context, record_id=self._advance, version=self._version(self._advance), form=form)

    def _version(self, record_id: int) -> int:
        return self._story.version_of(record_id)
