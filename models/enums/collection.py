"""Money that has to be asked for: handover, letters, disputes, stronger measures (C10)."""

from enum import StrEnum


class LetterKind(StrEnum):
    """Letters to a customer about money, in the order of their weight."""

    STATEMENT = "statement"
    COLLECTION_NOTICE = "collection_notice"
    RETENTION = "retention"
    DUNNING_1 = "dunning_1"
    DUNNING_2 = "dunning_2"
    DUNNING_3 = "dunning_3"


class LetterState(StrEnum):
    """A letter: draft → issued (numbered, its figures frozen) → sent → answered."""

    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class SendMethod(StrEnum):
    """How a letter reaches the customer."""

    BY_HAND = "by_hand"
    EMS = "ems"
    COURIER = "courier"
    EMAIL = "email"


class ReplyKind(StrEnum):
    """What the customer's return slip says."""

    CONFIRMED = "confirmed"
    PROMISED = "promised"
    PAID = "paid"
    DIFFERS = "differs"
    OBJECTS = "objects"


class InterestBasis(StrEnum):
    """What default interest is claimed on."""

    NONE = "none"
    CONTRACT = "contract"
    REGULATION = "regulation"
    LPR = "lpr"


class ContactWay(StrEnum):
    """How somebody was asked for money outside of letters."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"


class DisputeState(StrEnum):
    """A dispute over quality: verify → measures → resolved (C10.4)."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"


class DisputeVerdict(StrEnum):
    """What verifying found: whose fault it is."""

    OURS = "ours"
    PARTLY = "partly"
    NOT_OURS = "not_ours"


class MeasuresState(StrEnum):
    """A proposal of stronger measures (C10.5), carried out only when the leader approved it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CARRIED_OUT = "carried_out"
    CANCELLED = "cancelled"


class Measure(StrEnum):
    """Stronger measures (强化收款措施)."""

    PAY_FIRST = "pay_first"
    SUSPEND_SERVICE = "suspend_service"
    ON_SITE = "on_site"
    EXECUTIVE_VISIT = "executive_visit"
    REPAYMENT_AGREEMENT = "repayment_agreement"
    LAWYERS_LETTER = "lawyers_letter"
    PAYMENT_ORDER = "payment_order"
    ASSET_PRESERVATION = "asset_preservation"
    LITIGATION = "litigation"
    PRIORITY_CLAIM = "priority_claim"
    SME_PLATFORM = "sme_platform"
    ASSIGNMENT = "assignment"


class Evidence(StrEnum):
    """What proves a claim."""

    CONTRACT = "contract"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    INVOICES = "invoices"
    CONFIRMATIONS = "confirmations"
    LETTERS = "letters"
    SERVICE_RECEIPTS = "service_receipts"
    MESSAGES = "messages"


class HandoverState(StrEnum):
    """The review that a handover notice opens (C10.1)."""

    OPEN = "open"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"


class PunchState(StrEnum):
    """An item left over at handover (C10.3), chased until it is closed."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CustomerNature(StrEnum):
    """What a customer is by law; the payment regulation for small enterprises binds only some."""

    GOVERNMENT = "government"
    INSTITUTION = "institution"
    STATE_OWNED = "state_owned"
    PRIVATE = "private"
    FOREIGN = "foreign"
