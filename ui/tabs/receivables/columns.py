"""The columns of the lists of instalments and receipts."""

from collections.abc import Mapping
from decimal import Decimal

from app.i18n import N_, _
from app.labels import label
from app.queries.money.receipts import ReceiptRow
from app.queries.money.receivables import InstalmentRow
from models.enums import ReceiptState, ReceivableState
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, money_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[ReceivableState, Tone] = {ReceivableState.OPEN: Tone.ACCENT, ReceivableState.PAID: Tone.KEPT}


def instalment_badge(state: ReceivableState, *, overdue: bool) -> Badge:
    """Return where an instalment stands; what is overdue says so."""
    if overdue:
        return Badge(_("Overdue"), Tone.OVERDUE)
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def receipt_badge(state: ReceiptState, *, has_left: bool) -> Badge:
    """Return where a receipt stands: cancelled, not allocated in full, or booked."""
    if state is ReceiptState.CANCELLED:
        return Badge(label(state), Tone.NEUTRAL)
    return Badge(_("Not allocated"), Tone.SOON) if has_left else Badge(_("Allocated"), Tone.KEPT)


def instalment_columns() -> tuple[Column[InstalmentRow], ...]:
    """Return the columns of the list of instalments, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=130, sort_key="customer", stretch=True),
        text_column("source", N_("Contract or order"), lambda row: row.source, width=130),
        text_column("kind", N_("Kind"), lambda row: label(row.instalment_kind), width=112),
        money_column("amount", N_("Amount"), lambda row: row.amount, width=112, sort_key="amount"),
        money_column("open", N_("Not yet received"), lambda row: row.open, width=124),
        day_column("due_on", N_("Due on"), lambda row: row.due_on, width=108, sort_key="due_on"),
        badge_column("state", N_("State"), lambda row: instalment_badge(row.state, overdue=row.overdue), width=116),
        money_column("paid", N_("Received so far"), lambda row: row.paid, width=120, hidden=True),
        money_column("deducted", N_("Agreed deduction"), lambda row: row.deducted, width=124, hidden=True),
        text_column("condition", N_("Condition"), lambda row: row.condition, width=140, hidden=True),
        text_column("clause", N_("Clause"), lambda row: row.clause, width=90, hidden=True),
        text_column("owner", N_("Looked after by"), lambda row: row.owner_name, width=110, hidden=True),
    )


def receipt_columns() -> tuple[Column[ReceiptRow], ...]:
    """Return the columns of the list of receipts, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=120, sort_key="number"),
        day_column("received_on", N_("Received on"), lambda row: row.received_on, width=112, sort_key="received_on"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=130, sort_key="customer", stretch=True),
        money_column("amount", N_("Amount"), lambda row: row.amount, width=120),
        money_column("left", N_("Not allocated"), _left, width=120),
        text_column("method", N_("Method"), lambda row: label(row.method), width=112),
        text_column("voucher_no", N_("Voucher no."), lambda row: row.voucher_no, width=110),
        badge_column("state", N_("State"), lambda row: receipt_badge(row.state, has_left=bool(_left(row))), width=104),
        text_column("payer", N_("Payer"), lambda row: row.payer, width=140, hidden=True),
    )


def _left(row: ReceiptRow) -> Decimal | None:
    """Return what pays nothing yet; of a cancelled receipt there is nothing to allocate."""
    return None if row.state is ReceiptState.CANCELLED else row.left
