"""Stored vocabularies.

The value of a member is what stands in the database and in JSON; it never changes. What a person reads for it
comes from ``app.labels``. This is the one module of ``models`` that the screen may import.
"""

from enum import StrEnum


class RecordKind(StrEnum):
    """Kinds of numbered record; one joined table and one row in ``record`` each."""

    CUSTOMER = "customer"
    SITE = "site"
    PARTNER = "partner"
    PROJECT = "project"
    CONTRACT = "contract"
    EQUIPMENT = "equipment"
    REQUEST = "request"
    DISPATCH = "dispatch"
    STAFF = "staff"
    DOCUMENT = "document"
    REPORT = "report"


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


class DispatchState(StrEnum):
    """Arrows of a dispatch: draft → agreed → briefed → departed → arrived → finished → returned → closed."""

    DRAFT = "draft"
    AGREED = "agreed"
    BRIEFED = "briefed"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    FINISHED = "finished"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ProjectState(StrEnum):
    """Stored stages of a project; out of warranty is derived from the date, never stored (decision 3)."""

    EXECUTING = "executing"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class BasicState(StrEnum):
    """State of master data (customer, partner, site, contract, equipment, staff), of documents and of reports."""

    ACTIVE = "active"
    RETIRED = "retired"


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


class WarrantyStart(StrEnum):
    """From which fact the warranty runs, as the contract says (default handover)."""

    HANDOVER = "handover"
    ACCEPTANCE = "acceptance"


class DispatchMode(StrEnum):
    """Guidance first (C7.1): guide the customer's hands, or do the work."""

    GUIDANCE = "guidance"
    WORK = "work"


class CommitmentKind(StrEnum):
    """Kinds of promise with a clock; those that a record owes have a row in ``app.rules.promises.commitments``."""

    REPLY = "reply"
    ASSIGNMENT = "assignment"
    VISIT_ANSWER = "visit_answer"
    ARRIVAL = "arrival"
    SOLUTION = "solution"
    PARTS = "parts"
    QUOTATION = "quotation"
    FOLLOW_UP = "follow_up"
    REPAIR_RETURN = "repair_return"
    BALANCE = "balance"
    RETENTION_LETTER = "retention_letter"


class HoldReason(StrEnum):
    """The only reasons for which a clock may stand (domain.md)."""

    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    POSTPONED_BY_CUSTOMER = "postponed_by_customer"
    FORCE_MAJEURE = "force_majeure"


class PartClass(StrEnum):
    """How hard a part is to get; picks the clock of C4.2."""

    COMMON = "common"
    DOMESTIC = "domestic"
    IMPORTED = "imported"
    LARGE = "large"


class ServiceZone(StrEnum):
    """How far a site lies in the terms of upkeep contracts (N1, N3): in town, in the county, elsewhere."""

    TOWN = "town"
    COUNTY = "county"
    ELSEWHERE = "elsewhere"


class ServiceGrade(StrEnum):
    """The grade of service that a contract buys (N4)."""

    A = "A"
    B = "B"
    C = "C"


class DutyShift(StrEnum):
    """The part of a day for which somebody is on duty."""

    DAY = "day"
    NIGHT = "night"


class CommitmentState(StrEnum):
    """Stored state of a promise; *missed* is derived (open and past due), never stored."""

    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    WAIVED = "waived"
    DROPPED = "dropped"


class EventKind(StrEnum):
    """Entries of a record's continuous log."""

    REGISTERED = "registered"
    FILE_CONSULTED = "file_consulted"
    CUSTOMER_CONTACTED = "customer_contacted"
    REPLIED = "replied"
    NOTE = "note"
    CLASS_CONFIRMED = "class_confirmed"
    STATE_CHANGED = "state_changed"
    EDITED = "edited"
    DISPATCH_PLANNED = "dispatch_planned"
    DEPARTMENT_AGREED = "department_agreed"
    AGREEMENT_VOIDED = "agreement_voided"
    CONTACTED_AGAIN = "contacted_again"
    JOINED = "joined"
    VISIT_ANSWERED = "visit_answered"
    ARRIVED = "arrived"
    QUOTATION_SENT = "quotation_sent"
    PARTS_HANDED_OVER = "parts_handed_over"
    FOLLOWED_UP = "followed_up"
    HELD = "held"
    HOLD_CONFIRMED = "hold_confirmed"
    HOLD_CHANGED = "hold_changed"
    DATE_AGREED = "date_agreed"
    WAIVED = "waived"
    SCAN_FILED = "scan_filed"
    PAPER_ISSUED = "paper_issued"
    PAPER_REPRINTED = "paper_reprinted"
    CANCELLED = "cancelled"


class DeadlineUnit(StrEnum):
    """What a policy row counts in: lengths of time, or a cut-off table, a date agreed, nothing at all.

    NONE says that nothing is owed; a row whose newest version is ENDED is no longer there, so that others decide.
    """

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_MONTHS = "calendar_months"
    CUT_OFF = "cut_off"
    AGREED = "agreed"
    NONE = "none"
    ENDED = "ended"


class ApprovalDecision(StrEnum):
    """Result of one step of an approval."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


class Role(StrEnum):
    """Who a user is (domain.md, who may do what)."""

    SECRETARY = "secretary"
    MANAGER = "manager"
    LEADER = "leader"
    WAREHOUSE = "warehouse"
    VIEWER = "viewer"


class AuditAction(StrEnum):
    """What an audit entry says happened to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    BULK = "bulk"


class PartnerRole(StrEnum):
    """What a partner (往来单位) is for us; one company may be several."""

    MANUFACTURER = "manufacturer"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    AGENT = "agent"


class PersonOrigin(StrEnum):
    """Whether a traveller is ours or a manufacturer's (C12.2 binds both)."""

    OWN = "own"
    MANUFACTURER = "manufacturer"
