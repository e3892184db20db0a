"""What comes home from site, as it is entered: receipts, hours, cash, surveys, reports (C7.4, N1, N3, N4)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import AgainWilling, OldPartGoes, PayStatus, Rating, WorkResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPartForm:
    """A part put in; ``slip_line_id`` names the issued item it was, ``swap_id`` a swap recorded already.

    ``price`` is for one, in yuan with tax; ``old_goes`` is None where nothing was taken out.
    """

    slip_line_id: int | None = None
    swap_id: int | None = None
    part_id: int | None = None
    name: str = ""
    spec: str = ""
    serial_no: str = ""
    old_serial_no: str = ""
    quantity: Decimal | None = None
    price: Decimal = Decimal(0)
    old_goes: OldPartGoes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHoursForm:
    """Hours of one traveller on one day: ours by ``staff_id``, a manufacturer's by name."""

    staff_id: int | None = None
    name: str = ""
    worked_on: date | None = None
    normal: Decimal = Decimal(0)
    overtime: Decimal = Decimal(0)
    holiday: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReceiptForm:
    """A service receipt of one site of a dispatch; fees and cash in yuan with tax.

    ``cash_holder_id`` is one of our travellers, who took ``cash_taken`` and still has to hand it in. ``reason`` says
    why cash that should have been handed in already is corrected.
    """

    dispatch_id: int | None = None
    site_id: int | None = None
    equipment_id: int | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    fault: str = ""
    work_done: str = ""
    result: WorkResult | None = None
    advice: str = ""
    fee_labour: Decimal = Decimal(0)
    fee_parts: Decimal = Decimal(0)
    fee_travel: Decimal = Decimal(0)
    pay_status: PayStatus = PayStatus.FREE
    cash_taken: Decimal = Decimal(0)
    cash_holder_id: int | None = None
    parts: tuple[ReceiptPartForm, ...] = ()
    hours: tuple[WorkHoursForm, ...] = ()
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningForm:
    """The customer signed: who, under which telephone, when, with which word on the work."""

    signed_by: str = ""
    signer_phone: str = ""
    signed_at: datetime | None = None
    rating: Rating | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """The customer did not sign: who refused, when, and why."""

    signed_by: str = ""
    signer_phone: str = ""
    signed_at: datetime | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInForm:
    """Cash from site is handed in: how much (yuan), when, to whom, under which voucher."""

    handed_in_on: date | None = None
    amount: Decimal | None = None
    handed_to: str = ""
    voucher_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyForm:
    """A survey given out to a customer, for a dispatch or by itself."""

    dispatch_id: int | None = None
    customer_id: int | None = None
    project_id: int | None = None
    sent_on: date | None = None
    respondent: str = ""
    phone: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRoundForm:
    """A round of surveys: the customers that get one each, all on one day."""

    sent_on: date | None = None
    customer_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreForm:
    """The points of one item, 1 to 5, None where it was left open; a reason is asked for at 2 or less."""

    position: int
    score: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """A survey as the customer answered it; ``recommend`` is 0 to 10, ``recorded_by`` who wrote it down here."""

    answered_on: date | None = None
    respondent: str = ""
    phone: str = ""
    scores: tuple[ScoreForm, ...] = ()
    best: str = ""
    worst: str = ""
    suggestions: str = ""
    recommend: int | None = None
    again: AgainWilling | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripReportForm:
    """The report of a trip: its course, results, problems, the customer's word, suggestions."""

    written_by: str = ""
    written_on: date | None = None
    course: str = ""
    results: str = ""
    problems: str = ""
    customer_word: str = ""
    suggestions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultAnalysisForm:
    """The analysis of the fault that was repaired (N4)."""

    written_by: str = ""
    written_on: date | None = None
    symptom: str = ""
    findings: str = ""
    cause: str = ""
    repair: str = ""
    prevention: str = ""
    responsibility: str = ""
