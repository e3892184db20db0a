"""Stored vocabularies.

The value of a member is what stands in the database and in JSON; it never changes. What a person reads for it
comes from ``app.labels``. This is the one module of ``models`` that the screen may import.
"""

from models.enums.approvals import ApprovalDecision, ApprovalReason, ApprovalState, ApprovalSubject, LimitKind
from models.enums.money import InstalmentKind, ReceiptMethod, ReceiptState, ReceivableState
from models.enums.people import DispatchMode, DispatchState, DutyShift, PersonOrigin
from models.enums.projects import PartnerRole, ProjectState, ServiceGrade, ServiceZone, WarrantyStart
from models.enums.promises import CommitmentKind, CommitmentState, DeadlineUnit, HoldReason
from models.enums.records import AuditAction, BasicState, EventKind, RecordKind, Role
from models.enums.requests import (
    ClassBasis,
    PartClass,
    RequestChannel,
    RequestKind,
    RequestSource,
    RequestState,
    ServiceClass,
    Severity,
)
from models.enums.trade import (
    CostKind,
    DeclineReason,
    DisputeWay,
    InvoiceType,
    LineKind,
    OrderKind,
    OrderState,
    QuotationState,
)

__all__ = [
    "ApprovalDecision",
    "ApprovalReason",
    "ApprovalState",
    "ApprovalSubject",
    "AuditAction",
    "BasicState",
    "ClassBasis",
    "CommitmentKind",
    "CommitmentState",
    "CostKind",
    "DeadlineUnit",
    "DeclineReason",
    "DispatchMode",
    "DispatchState",
    "DisputeWay",
    "DutyShift",
    "EventKind",
    "HoldReason",
    "InstalmentKind",
    "InvoiceType",
    "LimitKind",
    "LineKind",
    "OrderKind",
    "OrderState",
    "PartClass",
    "PartnerRole",
    "PersonOrigin",
    "ProjectState",
    "QuotationState",
    "ReceiptMethod",
    "ReceiptState",
    "ReceivableState",
    "RecordKind",
    "RequestChannel",
    "RequestKind",
    "RequestSource",
    "RequestState",
    "Role",
    "ServiceClass",
    "ServiceGrade",
    "ServiceZone",
    "Severity",
    "WarrantyStart",
]
