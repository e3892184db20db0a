"""Visits, inspections, complaints, trainings, assessment and registers (C13, N3 to N6)."""

from enum import StrEnum


class RoundState(StrEnum):
    """A half-year's round of visits: its list is drafted, issued as the plan, worked off, closed."""

    DRAFT = "draft"
    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class VisitState(StrEnum):
    """A visit is planned, then done and on record; what follows from it is settled when it is closed."""

    PLANNED = "planned"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class VisitOccasion(StrEnum):
    """Why a customer is visited (C13)."""

    ROUND = "round"
    HANDOVER = "handover"
    WARRANTY_END = "warranty_end"
    MAJOR_REPAIR = "major_repair"
    CONTACT = "contact"
    AD_HOC = "ad_hoc"


class VisitMode(StrEnum):
    """How a visit is paid."""

    ON_SITE = "on_site"
    PHONE = "phone"
    VIDEO = "video"
    WRITTEN = "written"


class RunStatus(StrEnum):
    """How the customer's equipment runs."""

    NORMAL = "normal"
    IMPAIRED = "impaired"
    STOPPED = "stopped"


class FollowUpKind(StrEnum):
    """What follows from a visit: a need sooner or later, a lead for somebody else, a complaint, something to do."""

    NEED_NEAR = "need_near"
    NEED_MIDDLE = "need_middle"
    NEED_LONG = "need_long"
    LEAD = "lead"
    COMPLAINT = "complaint"
    TASK = "task"


class PlanState(StrEnum):
    """A plan of inspections runs until it is ended."""

    ACTIVE = "active"
    ENDED = "ended"


class InspectionState(StrEnum):
    """An inspection is due, on record once every item has its finding, reported once its report is filed."""

    PLANNED = "planned"
    RECORDED = "recorded"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class Finding(StrEnum):
    """What an inspection finds at one item."""

    GOOD = "good"
    ATTENTION = "attention"
    FAULT = "fault"
    NOT_DONE = "not_done"


class ComplaintState(StrEnum):
    """Registered, handled, verified with the customer, closed with its judgement (decision 3)."""

    REGISTERED = "registered"
    HANDLING = "handling"
    VERIFIED = "verified"
    CLOSED = "closed"


class ComplaintCategory(StrEnum):
    """What a complaint is about."""

    EQUIPMENT = "equipment"
    WATER_QUALITY = "water_quality"
    RESPONSE = "response"
    ATTITUDE = "attitude"
    PARTS = "parts"
    BILLING = "billing"
    DOCUMENTS = "documents"
    OTHER = "other"


class ComplaintChannel(StrEnum):
    """How a complaint reached us."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    ON_SITE = "on_site"
    VISIT = "visit"
    SURVEY = "survey"
    OTHER = "other"


class ComplaintSeverity(StrEnum):
    """How grave a complaint is; its deadlines depend on it."""

    MAJOR = "major"
    SERIOUS = "serious"
    MINOR = "minor"


class Justification(StrEnum):
    """Whether a complaint is justified."""

    JUSTIFIED = "justified"
    PARTLY = "partly"
    UNJUSTIFIED = "unjustified"


class Fault(StrEnum):
    """Whose fault it was: the judgement without which no complaint is closed (N6, N8)."""

    OURS = "ours"
    MANUFACTURER = "manufacturer"
    CUSTOMER = "customer"
    NOBODY = "nobody"


class CustomerWord(StrEnum):
    """What the customer says of how a complaint was settled."""

    SATISFIED = "satisfied"
    ACCEPTABLE = "acceptable"
    DISSATISFIED = "dissatisfied"


class FeedbackState(StrEnum):
    """Quality feedback is drafted, asked of the responsible department, answered, closed once measures are seen."""

    DRAFT = "draft"
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class TrainingState(StrEnum):
    """A training is planned, then held."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class TrainingAudience(StrEnum):
    """Whom a training is for: a customer's people (N5), or our own."""

    CUSTOMER = "customer"
    STAFF = "staff"


class AssessmentState(StrEnum):
    """A month's service assessment (考核) is gathered and judged, then confirmed by the manager."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


class AssessmentSource(StrEnum):
    """Where a line of an assessment comes from (N6)."""

    MISSED_PROMISE = "missed_promise"
    COMPLAINT = "complaint"
    NO_AGREEMENT = "no_agreement"
    INCOMPLETE_RECEIPT = "incomplete_receipt"
    SPOT_CHECK = "spot_check"
    PRAISE = "praise"
    BY_HAND = "by_hand"


class LineVerdict(StrEnum):
    """What the manager makes of a proposed line."""

    PROPOSED = "proposed"
    COUNTED = "counted"
    STRUCK = "struck"


class SpotCheckState(StrEnum):
    """A spot check is over at once when nothing was found, else once it was put right."""

    OPEN = "open"
    CLOSED = "closed"


class Direction(StrEnum):
    """Whether a call or a letter came in or went out."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Medium(StrEnum):
    """By what a word was passed, in the registers of calls and letters (N6)."""

    CALL = "call"
    LETTER = "letter"
    FAX = "fax"
    EMAIL = "email"
    MESSAGE = "message"


class CorrespondenceState(StrEnum):
    """A call or a letter asks for something, or it is settled."""

    OPEN = "open"
    SETTLED = "settled"
