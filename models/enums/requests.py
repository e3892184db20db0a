"""Service requests."""

from enum import StrEnum


class RequestState(StrEnum):
    """Arrows of a service request (decision 3): registered → analysed → classed → in hand → solved → closed."""

    REGISTERED = "registered"
    ANALYSED = "analysed"
    CLASSED = "classed"
    IN_HAND = "in_hand"
    SOLVED = "solved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class RequestChannel(StrEnum):
    """How a request came in (C2.1)."""

    PHONE = "phone"
    FAX = "fax"
    LETTER = "letter"
    EMAIL = "email"
    MESSAGE = "message"
    IN_PERSON = "in_person"


class RequestSource(StrEnum):
    """Where a request came from (C2.1 passive, C2.2 proactive, C2.3 passed on)."""

    CUSTOMER = "customer"
    VISIT = "visit"
    DEPARTMENT = "department"


class RequestKind(StrEnum):
    """What the customer wants."""

    REPAIR = "repair"
    MAINTENANCE = "maintenance"
    SPARE_PARTS = "spare_parts"
    CHEMICALS = "chemicals"
    ADVICE = "advice"
    TRAINING = "training"
    COMPLAINT = "complaint"
    OTHER = "other"


class Severity(StrEnum):
    """How bad it is; picks the reply clock (C4.1)."""

    GENERAL = "general"
    MAJOR = "major"


class ServiceClass(StrEnum):
    """Free (无偿, C3.2A) or paid (有偿, C3.2B)."""

    FREE = "free"
    PAID = "paid"


class ClassBasis(StrEnum):
    """Why a request is free or paid (C3.2)."""

    WARRANTY = "warranty"
    CONTRACT_EXCEPTION = "contract_exception"
    AGREEMENT = "agreement"
    GOODWILL = "goodwill"
    OUT_OF_WARRANTY = "out_of_warranty"
    MISUSE = "misuse"
    NO_PROJECT = "no_project"


class PartClass(StrEnum):
    """How hard a part is to get; picks the clock of C4.2."""

    COMMON = "common"
    DOMESTIC = "domestic"
    IMPORTED = "imported"
    LARGE = "large"
