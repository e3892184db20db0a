"""The columns of the list of approvals."""

from app.formatting import MISSING
from app.i18n import N_, pgettext
from app.labels import label
from app.queries.approvals.approvals import ApprovalRow
from models.enums import ApprovalSubject
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.desk_columns import moment_column
from ui.tabs.requests.approvals.approval_group import approval_badge


def short_subject(subject: ApprovalSubject) -> str:
    """Return what is approved in one or two words, for a narrow column."""
    words = {
        ApprovalSubject.PAY_FIRST: pgettext("approval", "Pay first"),
        ApprovalSubject.OWN_PURCHASE: pgettext("approval", "Own purchase"),
        ApprovalSubject.STOCK_COUNT: pgettext("approval", "Stock count"),
        ApprovalSubject.MEASURES: pgettext("approval", "Measures"),
    }
    return words.get(subject) or label(subject)


def approval_columns(desk: Desk) -> tuple[Column[ApprovalRow], ...]:
    """Return the columns of the list of approvals, in the order of the first showing."""
    return (
        text_column("number", N_("Approval no."), lambda row: row.number, width=104, sort_key="number"),
        text_column("subject", N_("For"), lambda row: short_subject(row.subject), width=114),
        text_column("about", N_("Subject no."), lambda row: row.about, width=104),
        text_column("name", N_("Title"), lambda row: row.name, width=136, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=88, sort_key="customer"),
        money_column("total", N_("With tax"), lambda row: row.total, width=104),
        badge_column("state", N_("State"), lambda row: approval_badge(row.state), width=88),
        text_column(
            "waits_for", N_("Asked now"), lambda row: label(row.waits_for) if row.waits_for else MISSING, width=88
        ),
        moment_column("asked_at", N_("Asked at"), lambda row: row.asked_at, desk, width=122, sort_key="asked_at"),
        text_column("asked_by", N_("Asked by"), lambda row: row.asked_by, width=80, dim=True, hidden=True),
    )
