"""Promises and the clocks they run on."""

from enum import StrEnum


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
    QUOTATION_FOLLOW_UP = "quotation_follow_up"
    QUOTATION_EXPIRY = "quotation_expiry"
    PURCHASE = "purchase"
    COORDINATION = "coordination"
    ORDER_VISIT = "order_visit"
    RENEWAL = "renewal"
    DELIVERY = "delivery"
    TRACKING = "tracking"
    RETURN_STUB = "return_stub"
    OLD_PART = "old_part"
    LOAN_BACK = "loan_back"
    SUPPLIER_CLAIM = "supplier_claim"
    TRIP_PAPERS = "trip_papers"
    TRIP_REPORT = "trip_report"
    EXPENSE_CLAIM = "expense_claim"
    UNUSED_PARTS = "unused_parts"
    OPEN_ITEM = "open_item"
    ADVANCE_SETTLEMENT = "advance_settlement"
    CASH_HAND_IN = "cash_hand_in"
    HAZARD_REVIEW = "hazard_review"
    INCIDENT_REPORT = "incident_report"
    COLLECTION_NOTICE = "collection_notice"
    WARRANTY_CARD = "warranty_card"
    PUNCH_ITEM = "punch_item"
    REPORT_UP = "report_up"
    TAIL_AGE = "tail_age"
    PAYMENT_PROMISE = "payment_promise"
    DISPUTE_CHECK = "dispute_check"
    DISPUTE_MEASURES = "dispute_measures"
    VISIT_PLAN = "visit_plan"
    VISIT = "visit"
    VISIT_FOLLOW_UP = "visit_follow_up"
    INSPECTION = "inspection"
    INSPECTION_REPORT = "inspection_report"
    TRAINING = "training"
    TRAINING_HELD = "training_held"
    COMPLAINT_RESPONSE = "complaint_response"
    COMPLAINT_ANSWER = "complaint_answer"
    COMPLAINT_CLOSING = "complaint_closing"
    FEEDBACK_ANSWER = "feedback_answer"
    ASSESSMENT = "assessment"
    SPOT_CHECK = "spot_check"
    CORRESPONDENCE = "correspondence"
    PERIODIC_REPORT = "periodic_report"


class CommitmentState(StrEnum):
    """Stored state of a promise; *missed* is derived (open and past due), never stored."""

    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    WAIVED = "waived"
    DROPPED = "dropped"


class HoldReason(StrEnum):
    """The only reasons for which a clock may stand (domain.md)."""

    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    POSTPONED_BY_CUSTOMER = "postponed_by_customer"
    FORCE_MAJEURE = "force_majeure"


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
