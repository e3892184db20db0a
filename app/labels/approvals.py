"""What a person reads for the codes of ``models.enums.approvals``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.ApprovalState: {
        enums.ApprovalState.PENDING: N_("Pending"),
        enums.ApprovalState.APPROVED: N_("Approved"),
        enums.ApprovalState.REFUSED: N_("Refused"),
        enums.ApprovalState.DROPPED: N_("Dropped"),
    },
    enums.ApprovalDecision: {
        enums.ApprovalDecision.WAITING: N_("Not asked yet"),
        enums.ApprovalDecision.PENDING: N_("Waiting for approval"),
        enums.ApprovalDecision.APPROVED: N_("Approved"),
        enums.ApprovalDecision.REFUSED: N_("Refused"),
        enums.ApprovalDecision.DROPPED: N_("Dropped"),
    },
    enums.ApprovalSubject: {
        enums.ApprovalSubject.QUOTATION: N_("Quotation"),
        enums.ApprovalSubject.ORDER: N_("Service order"),
        enums.ApprovalSubject.PAY_FIRST: N_("Exception from pay first"),
        enums.ApprovalSubject.OWN_PURCHASE: N_("Small purchase by the department"),
        enums.ApprovalSubject.STOCK_COUNT: N_("Differences of a stock count"),
        enums.ApprovalSubject.MEASURES: N_("Stronger measures"),
    },
    enums.ApprovalReason: {
        enums.ApprovalReason.ORDINARY: N_("The manager decides"),
        enums.ApprovalReason.AMOUNT: N_("Amount at or over the leader's limit"),
        enums.ApprovalReason.AMOUNT_TOGETHER: N_("Together with this customer's other orders at or over the limit"),
        enums.ApprovalReason.LARGE: N_("Large, special or batch supply"),
        enums.ApprovalReason.BELOW_FLOOR: N_("Margin below the floor"),
        enums.ApprovalReason.BELOW_COST: N_("Price below cost"),
        enums.ApprovalReason.NO_ORDER: N_("No order in force"),
        enums.ApprovalReason.ADVANCE_NOT_IN: N_("Advance not in"),
        enums.ApprovalReason.OWN_EXCEPTION: N_("The manager's own exception"),
        enums.ApprovalReason.OWN_PURCHASE: N_("Bought by the department itself"),
        enums.ApprovalReason.COUNT_DIFFERENCE: N_("Stock differs from the ledger"),
        enums.ApprovalReason.STRONGER_MEASURES: N_("Stronger measures to collect"),
    },
    enums.LimitKind: {
        enums.LimitKind.LEADER_AMOUNT: N_("Leader approves from, with tax"),
        enums.LimitKind.TOGETHER_DAYS: N_("Orders of a customer added up over"),
        enums.LimitKind.MARGIN_FLOOR: N_("Margin floor, without tax"),
        enums.LimitKind.USUAL_ADVANCE: N_("Usual advance"),
        enums.LimitKind.USUAL_BALANCE_DAYS: N_("Usual term of the balance"),
        enums.LimitKind.VALIDITY_DAYS: N_("Usual validity of a quotation"),
    },
}
