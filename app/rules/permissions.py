"""Who may do what: permissions by name, roles as a table (domain.md).

Each service asks for one permission; the screen asks the same table only to grey out.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from models.enums import Role


class Permission(StrEnum):
    """What a use case may ask for."""

    VIEW_RECORDS = "view_records"
    VIEW_MONEY = "view_money"
    VIEW_MARGINS = "view_margins"
    VIEW_CONTRACTS = "view_contracts"
    VIEW_AUDIT = "view_audit"
    REGISTER_REQUEST = "register_request"
    EDIT_REQUEST = "edit_request"
    RECORD_REPLY = "record_reply"
    CONFIRM_CLASS = "confirm_class"
    OVERRIDE_CLASS = "override_class"
    PLAN_DISPATCH = "plan_dispatch"
    AGREE_DISPATCH = "agree_dispatch"
    ISSUE_PAPER = "issue_paper"
    FILE_DOCUMENT = "file_document"
    EDIT_PARTIES = "edit_parties"
    EDIT_PROJECTS = "edit_projects"
    EDIT_STAFF = "edit_staff"
    CANCEL_RECORD = "cancel_record"
    CHANGE_MISSED_FACT = "change_missed_fact"
    WAIVE_COMMITMENT = "waive_commitment"
    CONFIRM_HOLD = "confirm_hold"
    EDIT_POLICIES = "edit_policies"
    EDIT_DUTY = "edit_duty"
    EDIT_PARTS = "edit_parts"
    EDIT_MATERIAL = "edit_material"
    APPROVE_SLIP = "approve_slip"
    CHECK_SLIP = "check_slip"
    RECEIVE_GOODS = "receive_goods"
    COUNT_STOCK = "count_stock"
    EDIT_SHIPMENT = "edit_shipment"
    EDIT_RETURNS = "edit_returns"
    EDIT_SAFETY = "edit_safety"
    EDIT_TRIPS = "edit_trips"
    EDIT_TRIP_MONEY = "edit_trip_money"
    CHECK_CLAIM = "check_claim"
    EXCEPT_GATE = "except_gate"
    EXCEPT_ADVANCE = "except_advance"
    EDIT_ALLOWANCE = "edit_allowance"
    EDIT_RATE_CARD = "edit_rate_card"
    EDIT_QUOTATION = "edit_quotation"
    EDIT_ORDER = "edit_order"
    ASK_EXCEPTION = "ask_exception"
    APPROVE = "approve"
    APPROVE_LARGE = "approve_large"
    ENTER_PAPER_DECISION = "enter_paper_decision"
    EDIT_LIMITS = "edit_limits"
    EDIT_RECEIVABLES = "edit_receivables"
    RECORD_RECEIPT = "record_receipt"
    AGREE_DEDUCTION = "agree_deduction"
    EDIT_COLLECTION = "edit_collection"
    ISSUE_LETTER = "issue_letter"
    ISSUE_STRONG_LETTER = "issue_strong_letter"
    JUDGE_DISPUTE = "judge_dispute"
    EDIT_LETTER_TEMPLATES = "edit_letter_templates"
    EDIT_CARE = "edit_care"
    JUDGE_COMPLAINT = "judge_complaint"
    VIEW_ASSESSMENT = "view_assessment"
    CONFIRM_ASSESSMENT = "confirm_assessment"
    EDIT_ASSESSMENT_ITEMS = "edit_assessment_items"
    CHECK_WORK = "check_work"
    IMPORT_RECORDS = "import_records"
    UNDO_RECEIPT = "undo_receipt"
    DELEGATE = "delegate"
    EDIT_SETTINGS = "edit_settings"
    MANAGE_USERS = "manage_users"
    RUN_BACKUP = "run_backup"


_READ_ALL = frozenset(
    {Permission.VIEW_RECORDS, Permission.VIEW_MONEY, Permission.VIEW_MARGINS, Permission.VIEW_CONTRACTS}
)

_SECRETARY = _READ_ALL | {
    Permission.REGISTER_REQUEST,
    Permission.EDIT_REQUEST,
    Permission.RECORD_REPLY,
    Permission.CONFIRM_CLASS,
    Permission.PLAN_DISPATCH,
    Permission.AGREE_DISPATCH,
    Permission.ISSUE_PAPER,
    Permission.FILE_DOCUMENT,
    Permission.EDIT_PARTIES,
    Permission.EDIT_PROJECTS,
    Permission.EDIT_STAFF,
    Permission.EDIT_DUTY,
    Permission.EDIT_PARTS,
    Permission.EDIT_MATERIAL,
    Permission.APPROVE_SLIP,
    Permission.COUNT_STOCK,
    Permission.EDIT_SHIPMENT,
    Permission.EDIT_RETURNS,
    Permission.EDIT_SAFETY,
    Permission.EDIT_TRIPS,
    Permission.EDIT_TRIP_MONEY,
    Permission.CHECK_CLAIM,
    Permission.EDIT_QUOTATION,
    Permission.EDIT_ORDER,
    Permission.ASK_EXCEPTION,
    Permission.ENTER_PAPER_DECISION,
    Permission.EDIT_RECEIVABLES,
    Permission.RECORD_RECEIPT,
    Permission.EDIT_COLLECTION,
    Permission.ISSUE_LETTER,
    Permission.IMPORT_RECORDS,
    Permission.EDIT_CARE,
    Permission.VIEW_ASSESSMENT,
}

# The keeper's word is the keeper's (C6.3); the manager has it where a department has no log-in, or no keeper.
_WAREHOUSE = frozenset(
    {
        Permission.VIEW_RECORDS,
        Permission.CHECK_SLIP,
        Permission.RECEIVE_GOODS,
        Permission.COUNT_STOCK,
        Permission.EDIT_RETURNS,
        Permission.ISSUE_PAPER,
    }
)

# Cancelling a record drops its promises, which is as good as waiving them: the manager's.
_MANAGER = _SECRETARY | {
    Permission.CHECK_SLIP,
    Permission.RECEIVE_GOODS,
    Permission.OVERRIDE_CLASS,
    Permission.CANCEL_RECORD,
    Permission.CHANGE_MISSED_FACT,
    Permission.WAIVE_COMMITMENT,
    Permission.CONFIRM_HOLD,
    Permission.EDIT_POLICIES,
    Permission.EXCEPT_GATE,
    Permission.EXCEPT_ADVANCE,
    Permission.EDIT_ALLOWANCE,
    Permission.EDIT_RATE_CARD,
    Permission.APPROVE,
    Permission.EDIT_LIMITS,
    Permission.UNDO_RECEIPT,
    Permission.AGREE_DEDUCTION,
    Permission.ISSUE_STRONG_LETTER,
    Permission.JUDGE_DISPUTE,
    Permission.EDIT_LETTER_TEMPLATES,
    Permission.JUDGE_COMPLAINT,
    Permission.CONFIRM_ASSESSMENT,
    Permission.EDIT_ASSESSMENT_ITEMS,
    Permission.CHECK_WORK,
    Permission.VIEW_AUDIT,
    Permission.EDIT_SETTINGS,
    Permission.MANAGE_USERS,
    Permission.RUN_BACKUP,
}

# The manager's word on money is never delegated to a secretary (domain.md).
NOT_FOR_SECRETARIES = frozenset(
    {
        Permission.APPROVE,
        Permission.APPROVE_LARGE,
        Permission.UNDO_RECEIPT,
        Permission.EDIT_LIMITS,
        Permission.EDIT_RATE_CARD,
        Permission.EDIT_ALLOWANCE,
        Permission.EXCEPT_ADVANCE,
        Permission.MANAGE_USERS,
    }
)

ROLE_TABLE: Mapping[Role, frozenset[Permission]] = {
    Role.SECRETARY: _SECRETARY,
    Role.MANAGER: _MANAGER,
    Role.LEADER: _READ_ALL
    | {Permission.APPROVE_LARGE, Permission.DELEGATE, Permission.VIEW_AUDIT, Permission.VIEW_ASSESSMENT},
    Role.WAREHOUSE: _WAREHOUSE,
    Role.VIEWER: frozenset({Permission.VIEW_RECORDS}),
}


def may(roles: Iterable[Role], permission: Permission, delegated: Iterable[Role] = ()) -> bool:
    """Return whether any of the roles includes the permission, or one ``delegated`` for these days does.

    Delegated to a secretary, a role gives no word on money.
    """
    own = frozenset(roles)
    if any(permission in ROLE_TABLE[role] for role in own):
        return True
    if Role.SECRETARY in own and permission in NOT_FOR_SECRETARIES:
        return False
    return any(permission in ROLE_TABLE[role] for role in delegated)
