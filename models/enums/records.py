"""Records, their log and the audit trail; who may do what."""

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
    PART = "part"
    RATE_CARD = "rate_card"
    QUOTATION = "quotation"
    ORDER = "order"
    APPROVAL = "approval"
    RECEIVABLE = "receivable"
    RECEIPT = "receipt"


class BasicState(StrEnum):
    """State of master data (customer, partner, site, contract, equipment, staff), of documents and of reports."""

    ACTIVE = "active"
    RETIRED = "retired"


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
    APPROVAL_ASKED = "approval_asked"
    APPROVED = "approved"
    REFUSED = "refused"
    APPROVAL_DROPPED = "approval_dropped"
    QUOTATION_MADE = "quotation_made"
    TALKED = "talked"
    REVISED = "revised"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ORDER_MADE = "order_made"
    EFFECTIVE = "effective"
    MATERIAL_REQUESTED = "material_requested"
    CALLED_OFF = "called_off"
    VISIT_DONE = "visit_done"
    COST_RECORDED = "cost_recorded"
    SERVICE_ENDED = "service_ended"
    NOT_RENEWED = "not_renewed"
    INSTALMENTS_SET = "instalments_set"
    INVOICED = "invoiced"
    INVOICE_VOIDED = "invoice_voided"
    MONEY_RECEIVED = "money_received"
    ALLOCATION_UNDONE = "allocation_undone"


class AuditAction(StrEnum):
    """What an audit entry says happened to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    BULK = "bulk"


class Role(StrEnum):
    """Who a user is (domain.md, who may do what)."""

    SECRETARY = "secretary"
    MANAGER = "manager"
    LEADER = "leader"
    WAREHOUSE = "warehouse"
    VIEWER = "viewer"
