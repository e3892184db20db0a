"""Complaints and quality feedback as they are entered (N6)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintSeverity,
    CustomerWord,
    Fault,
    Justification,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintForm:
    """What a customer complains of; ``title`` says it in short, left empty it is the first line of ``content``.

    What it names (project, equipment, request, dispatch, visit, survey) is the same customer's. ``reason`` is asked
    for where a missed clock hangs on what is changed.
    """

    customer_id: int | None = None
    project_id: int | None = None
    equipment_id: int | None = None
    request_id: int | None = None
    dispatch_id: int | None = None
    visit_id: int | None = None
    survey_id: int | None = None
    staff_id: int | None = None
    received_at: datetime | None = None
    channel: ComplaintChannel = ComplaintChannel.PHONE
    receiver: str = ""
    complainant: str = ""
    phone: str = ""
    category: ComplaintCategory = ComplaintCategory.EQUIPMENT
    severity: ComplaintSeverity = ComplaintSeverity.MINOR
    title: str = ""
    content: str = ""
    demand: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWordForm:
    """The first word to who complained: when, to whom, what was said."""

    at: datetime | None = None
    to: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """The answer: when it was given, what will be done, by which department and person; what helps meanwhile."""

    at: datetime | None = None
    answer: str = ""
    department: str = ""
    owner: str = ""
    interim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingForm:
    """What was done: root cause, corrective and preventive measures, what it cost in yuan, when it was done."""

    at: datetime | None = None
    root_cause: str = ""
    corrective: str = ""
    preventive: str = ""
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationForm:
    """How the effect was verified, when, and what the customer says of it."""

    at: datetime | None = None
    verification: str = ""
    customer_word: CustomerWord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementForm:
    """The manager's judgement that closes a complaint: whether it was justified, whose fault it was, in words."""

    at: datetime | None = None
    justification: Justification | None = None
    fault: Fault | None = None
    judgement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackForm:
    """What a department is asked about: ``title`` what is wrong, ``model`` and ``fault_count`` where a fault repeats.

    ``complaint_id`` or ``request_id`` is where it comes from; the answer is due on ``answer_due_on``.
    """

    customer_id: int | None = None
    project_id: int | None = None
    equipment_id: int | None = None
    complaint_id: int | None = None
    request_id: int | None = None
    department: str = ""
    addressee: str = ""
    title: str = ""
    content: str = ""
    model: str = ""
    fault_count: int | None = None
    demand: str = ""
    answer_due_on: date | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswerForm:
    """What the department answered, when, by whom: the cause and the measures."""

    at: datetime | None = None
    answered_by: str = ""
    cause: str = ""
    measures: str = ""
