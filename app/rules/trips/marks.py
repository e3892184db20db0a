"""What of an expense claim is marked: what does not match the trip, is claimed twice, or is over the standard (C7.4).

Marked is not refused: it is shown with its reason, printed, and has to be explained or deducted before after-sales has
checked the claim. Data in, marks out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.formatting import date_text, money, quantity
from app.i18n import N_, _
from app.rules.trade.pricing import to_fen
from app.rules.trips.places import is_among, same_place
from models.enums import ExpenseItem

ZERO = Decimal(0)
CHANGING = timedelta(hours=24)  # who goes on from a place within a day only changed trains there
STANDARDS = (ExpenseItem.HOTEL, ExpenseItem.LOCAL_TRANSPORT)


@dataclass(frozen=True, slots=True)
class LegFact:
    """A leg with local times; ``standard`` is a day's allowance where it leads, None where no table tells it."""

    departs_at: datetime
    arrives_at: datetime
    origin: str
    destination: str
    ticket_no: str = ""
    fare: Decimal = ZERO
    days: Decimal = ZERO
    rate: Decimal = ZERO
    standard: Decimal | None = None

    @property
    def allowance(self) -> Decimal:
        """What is claimed for its days, in yuan."""
        return to_fen(self.days * self.rate)


@dataclass(frozen=True, slots=True)
class CostFact:
    """Another cost; ``standard`` is what a night or a day may cost, None where no table tells it."""

    item: ExpenseItem
    amount: Decimal
    spent_on: date | None = None
    quantity: Decimal = ZERO
    invoice_no: str = ""
    standard: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim beside its trip: from ``trip_starts`` to ``trip_ends`` the person was on the dispatch.

    ``home`` and ``sites`` name the company's town and those of the sites; without ``home`` the journey begins and ends
    where it will. ``elsewhere`` tells by ticket or invoice number which other claim has it too, ``other_claims`` what
    this person has claimed for this dispatch already.
    """

    starts_on: date
    ends_on: date
    trip_starts: date
    trip_ends: date
    persons: int = 1
    home: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    legs: Sequence[LegFact] = ()
    costs: Sequence[CostFact] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    other_claims: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """All that is claimed, in yuan."""
        fares = sum((leg.fare + leg.allowance for leg in self.legs), ZERO)
        return fares + sum((cost.amount for cost in self.costs), ZERO)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``where`` is the row ("leg:1", "cost:2", counted from 1) or "" for the claim as a whole; ``amount`` of
    it is in question, in yuan.
    """

    code: str
    where: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    amount: Decimal = ZERO

    @property
    def text(self) -> str:
        """The reason in the current language."""
        return _(self.message).format(**dict(self.values))

    @property
    def place(self) -> str:
        """The row it is about in the current language, "" for the claim as a whole."""
        kind, _colon, number = self.where.partition(":")
        if not kind:
            return ""
        return (_("Leg {number}") if kind == "leg" else _("Cost {number}")).format(number=number)

    @property
    def line(self) -> str:
        """Row and reason, as one reads them."""
        return _("{row}: {mark}").format(row=self.place, mark=self.text) if self.where else self.text


def marks(claim: ClaimFacts) -> tuple[Mark, ...]:
    """Return the marks of a claim: those of the whole first, then leg by leg, cost by cost."""
    found = [*_of_whole(claim), *_of_legs(claim), *_of_costs(claim), *_used_twice(claim)]
    return tuple(sorted(found, key=_in_order))


def unexplained(found: Iterable[Mark], explanation: str, deducted: Decimal, total: Decimal) -> tuple[Mark, ...]:
    """Return the marks that keep a claim from being checked: none once they are explained, or all is deducted that is
    in question.
    """
    open_marks = tuple(found)
    if explanation.strip() or deducted >= in_question(open_marks, total):
        return ()
    return open_marks


def in_question(found: Iterable[Mark], total: Decimal) -> Decimal:
    """Return how much of a claim is in question, in yuan: of each row the largest sum, at most ``total``.

    Never nothing: what is marked without a sum is not done with by deducting nothing.
    """
    rows: dict[str, Decimal] = defaultdict(Decimal)
    for mark in found:
        rows[mark.where] = max(rows[mark.where], mark.amount)
    if not rows:
        return ZERO
    return max(min(sum(rows.values(), ZERO), total), Decimal("0.01"))


def _in_order(mark: Mark) -> tuple[int, int]:
    kind, _colon, number = mark.where.partition(":")
    return ("", "leg", "cost").index(kind), int(number or 0)


# the claim as a whole --------------------------------------------------------------------------------------------


def _of_whole(claim: ClaimFacts) -> Iterator[Mark]:
    trip = (("since", date_text(claim.trip_starts)), ("until", date_text(claim.trip_ends)))
    if claim.starts_on < claim.trip_starts or claim.ends_on > claim.trip_ends:
        text = N_("The days claimed go beyond the trip from {since} to {until}.")
        yield Mark("beyond_trip", "", text, trip)
    if claim.other_claims:
        numbers = _(", ").join(claim.other_claims)
        text = N_("This person has claimed for this dispatch already: {numbers}")
        yield Mark("second_claim", "", text, (("numbers", numbers),), claim.total)
    yield from _too_many_days(claim)


def _too_many_days(claim: ClaimFacts) -> Iterator[Mark]:
    first, last = _window(claim)
    most = Decimal(max((last - first).days + 1, 0) * claim.persons)
    days = sum((leg.days for leg in claim.legs), ZERO)
    if days > most:
        paid = sum((leg.allowance for leg in claim.legs), ZERO)
        values = (("days", quantity(days)), ("most", quantity(most)))
        text = N_("Allowance for {days} days, the trip has {most}.")
        yield Mark("too_many_days", "", text, values, to_fen(paid * (days - most) / days))


def _window(claim: ClaimFacts) -> tuple[date, date]:
    """Return the first and the last day that may be claimed."""
    return max(claim.starts_on, claim.trip_starts), min(claim.ends_on, claim.trip_ends)


# legs ------------------------------------------------------------------------------------------------------------


def _of_legs(claim: ClaimFacts) -> Iterator[Mark]:
    for number, leg in enumerate(claim.legs, start=1):
        where = f"leg:{number}"
        yield from _outside(claim, (leg.departs_at.date(), leg.arrives_at.date()), where, leg.fare)
        yield from _off_the_way(claim, number, where)
        yield from _over_allowance(leg, where)
    yield from _overlapping(claim)


def _outside(claim: ClaimFacts, days: Iterable[date], where: str, amount: Decimal) -> Iterator[Mark]:
    first, last = _window(claim)
    day = next((one for one in days if not first <= one <= last), None)
    if day is not None:
        values = (("day", date_text(day)), ("since", date_text(first)), ("until", date_text(last)))
        text = N_("{day} lies outside the trip from {since} to {until}.")
        yield Mark("outside_trip", where, text, values, amount)


def _off_the_way(claim: ClaimFacts, number: int, where: str) -> Iterator[Mark]:
    leg = claim.legs[number - 1]
    places = (leg.origin, leg.destination)
    fits = (_origin_fits(claim, number - 1), _destination_fits(claim, number - 1))
    names = _(", ").join(place for place, fitting in zip(places, fits, strict=True) if not fitting)
    if names:
        text = N_("Neither our town nor a site of the trip, nor on the way: {places}")
        yield Mark("off_the_way", where, text, (("places", names),), leg.fare)


def _origin_fits(claim: ClaimFacts, index: int) -> bool:
    leg = claim.legs[index]
    if index == 0 and not claim.home:
        return True
    joined = index > 0 and same_place(leg.origin, claim.legs[index - 1].destination)
    return joined or is_among(leg.origin, (*claim.home, *claim.sites))


def _destination_fits(claim: ClaimFacts, index: int) -> bool:
    leg = claim.legs[index]
    is_last = index == len(claim.legs) - 1
    if is_among(leg.destination, (*claim.home, *claim.sites)) or (is_last and not claim.home):
        return True
    return not is_last and _is_change(leg, claim.legs[index + 1])


def _is_change(leg: LegFact, following: LegFact) -> bool:
    """Tell whether somebody only changes between two legs: goes on soon, and not back to where the first began."""
    goes_on = same_place(leg.destination, following.origin) and not same_place(leg.origin, following.destination)
    return goes_on and following.departs_at - leg.arrives_at <= CHANGING


def _over_allowance(leg: LegFact, where: str) -> Iterator[Mark]:
    if not leg.allowance:
        return
    if leg.standard is None:
        yield Mark("no_standard", where, N_("No allowance table tells what is granted here."), (), leg.allowance)
    elif leg.rate > leg.standard:
        values = (("rate", money(leg.rate)), ("standard", money(leg.standard)))
        text = N_("Allowance of {rate} a day, the standard is {standard}.")
        yield Mark("over_allowance", where, text, values, to_fen(leg.days * (leg.rate - leg.standard)))


def _overlapping(claim: ClaimFacts) -> Iterator[Mark]:
    """Mark each leg that begins before an earlier one has ended."""
    in_time = sorted(enumerate(claim.legs, start=1), key=lambda numbered: (numbered[1].departs_at, numbered[0]))
    longest: tuple[int, LegFact] | None = None
    for number, leg in in_time:
        if longest is not None and leg.departs_at < longest[1].arrives_at:
            values = (("number", str(longest[0])),)
            yield Mark("overlap", f"leg:{number}", N_("At the same time as leg {number}."), values, leg.fare)
        if longest is None or leg.arrives_at > longest[1].arrives_at:
            longest = (number, leg)


# other costs -----------------------------------------------------------------------------------------------------


def _of_costs(claim: ClaimFacts) -> Iterator[Mark]:
    for number, cost in enumerate(claim.costs, start=1):
        where = f"cost:{number}"
        if cost.spent_on is not None:
            yield from _outside(claim, (cost.spent_on,), where, cost.amount)
        if cost.item in STANDARDS and cost.amount:
            yield from _over_standard(cost, where, claim.persons)


def _over_standard(cost: CostFact, where: str, persons: int) -> Iterator[Mark]:
    if cost.standard is None:
        yield Mark("no_standard", where, N_("No allowance table tells what is granted here."), (), cost.amount)
        return
    granted = to_fen(cost.standard * cost.quantity * persons)
    if cost.amount > granted:
        values = (
            ("amount", money(cost.amount)),
            ("granted", money(granted)),
            ("quantity", quantity(cost.quantity)),
            ("standard", money(cost.standard)),
        )
        text = N_("{amount} claimed, the standard grants {granted} ({quantity} × {standard}).")
        yield Mark("over_standard", where, text, values, cost.amount - granted)


# tickets and invoices --------------------------------------------------------------------------------------------


def _used_twice(claim: ClaimFacts) -> Iterator[Mark]:
    """Mark a number that another claim has, or an earlier row of this one."""
    legs = ((f"leg:{number}", leg.ticket_no, leg.fare) for number, leg in enumerate(claim.legs, start=1))
    costs = ((f"cost:{number}", cost.invoice_no, cost.amount) for number, cost in enumerate(claim.costs, start=1))
    seen: dict[str, str] = {}
    for where, number, amount in (*legs, *costs):
        if not number:
            continue
        if number in claim.elsewhere:
            values = (("number", number), ("claim", claim.elsewhere[number]))
            yield Mark("used_elsewhere", where, N_("{number} stands in {claim} already."), values, amount)
        if number in seen:
            values = (("number", number), ("row", Mark("", seen[number], "").place))
            yield Mark("used_twice", where, N_("{number} is the same as in: {row}"), values, amount)
        seen.setdefault(number, where)
