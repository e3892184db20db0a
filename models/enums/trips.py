"""Trips: who is away, money taken along and claimed, what the customer signed."""

from enum import StrEnum


class PostLevel(StrEnum):
    """Grade of a post, as the allowance table counts it."""

    SENIOR = "senior"
    MIDDLE = "middle"
    STAFF = "staff"


class CityClass(StrEnum):
    """Class of a city in the allowance table."""

    FIRST = "first"
    SECOND = "second"
    OTHER = "other"


class AbsenceKind(StrEnum):
    """Why somebody who is not on a dispatch cannot be sent."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


class AdvanceState(StrEnum):
    """A cash advance (借款): asked → paid → settled (decision 3)."""

    ASKED = "asked"
    PAID = "paid"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class AdvanceMethod(StrEnum):
    """How an advance or a claim is paid."""

    CASH = "cash"
    TRANSFER = "transfer"
    OTHER = "other"


class ExpenseState(StrEnum):
    """An expense claim (报销): draft → checked → to finance → paid (decision 3)."""

    DRAFT = "draft"
    CHECKED = "checked"
    TO_FINANCE = "to_finance"
    PAID = "paid"
    CANCELLED = "cancelled"


class Transport(StrEnum):
    """How somebody travelled."""

    TRAIN = "train"
    PLANE = "plane"
    COACH = "coach"
    SHIP = "ship"
    COMPANY_CAR = "company_car"
    OWN_CAR = "own_car"
    TAXI = "taxi"
    OTHER = "other"


class ExpenseItem(StrEnum):
    """Other costs of a trip."""

    HOTEL = "hotel"
    LOCAL_TRANSPORT = "local_transport"
    MEALS = "meals"
    PHONE_COURIER = "phone_courier"
    FREIGHT = "freight"
    BOOKING = "booking"
    SMALL_PURCHASE = "small_purchase"
    OTHER = "other"


class SignOffState(StrEnum):
    """A service receipt (维修服务回执单): filled in on site, then signed by the customer, or refused with a reason."""

    DRAFT = "draft"
    SIGNED = "signed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class WorkResult(StrEnum):
    """What came of the work on site."""

    RESTORED = "restored"
    TEMPORARY = "temporary"
    WAITING_PARTS = "waiting_parts"
    CUSTOMER_ACTION = "customer_action"


class PayStatus(StrEnum):
    """How the customer pays for what was done on site."""

    FREE = "free"
    ON_SITE = "on_site"
    MONTHLY = "monthly"
    INVOICE = "invoice"


class Rating(StrEnum):
    """The customer's word on a service receipt."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"


class OldPartGoes(StrEnum):
    """Where a replaced part went."""

    CUSTOMER = "customer"
    TAKEN_BACK = "taken_back"


class AgainWilling(StrEnum):
    """Whether the customer would work with us again."""

    WILLING = "willing"
    DEPENDS = "depends"
    UNWILLING = "unwilling"


class SurveyState(StrEnum):
    """A satisfaction survey is given out, then answered."""

    SENT = "sent"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
