"""Where the papers of an approval are filed: under the catalogue entry of what it is about."""

from collections.abc import Mapping

from models.approval import Approval
from models.enums import ApprovalSubject

ENTRIES: Mapping[ApprovalSubject, str] = {
    ApprovalSubject.QUOTATION: "A6-02",
    ApprovalSubject.ORDER: "A6-03",
    ApprovalSubject.PAY_FIRST: "A6-03",
    ApprovalSubject.OWN_PURCHASE: "B3-01",
    ApprovalSubject.STOCK_COUNT: "B3-04",
    ApprovalSubject.MEASURES: "A7-07",
}


def entry_of(approval: Approval) -> str:
    """Return the catalogue entry under which an approval's sheet is filed."""
    return ENTRIES[approval.subject]
