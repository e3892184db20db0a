"""The columns of the list of letters."""

from collections.abc import Mapping
from datetime import date

from app.formatting import date_text
from app.i18n import N_
from app.labels import label
from app.queries.money.letters import LetterRow
from models.enums import LetterKind, LetterState
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[LetterState, Tone] = {
    LetterState.DRAFT: Tone.SOON,
    LetterState.ISSUED: Tone.SOON,
    LetterState.SENT: Tone.ACCENT,
    LetterState.ANSWERED: Tone.KEPT,
    LetterState.CANCELLED: Tone.NEUTRAL,
}
_WEIGHTS: Mapping[LetterKind, Tone] = {
    LetterKind.DUNNING_2: Tone.SOON,
    LetterKind.DUNNING_3: Tone.OVERDUE,
}


def letter_badge(state: LetterState) -> Badge:
    """Return the badge of a letter's state."""
    return Badge(label(state), _TONES[state])


def weight_badge(kind: LetterKind) -> Badge:
    """Return which letter it is; the graver, the stronger its colour."""
    return Badge(label(kind), _WEIGHTS.get(kind, Tone.NEUTRAL))


def letter_columns() -> tuple[Column[LetterRow], ...]:
    """Return the columns of the letters, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=104, sort_key="number"),
        badge_column("letter_kind", N_("Letter"), lambda row: weight_badge(row.letter_kind), width=158),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=140, sort_key="customer", stretch=True),
        money_column("total", N_("Open"), lambda row: row.total, width=108),
        badge_column("state", N_("State"), lambda row: letter_badge(row.state), width=84),
        text_column("doc_no", N_("Letter no."), lambda row: row.doc_no, width=162, sort_key="doc_no"),
        text_column("sent_on", N_("Sent on"), lambda row: _day(row.sent_on), width=88, sort_key="sent_on"),
        text_column("pay_by_on", N_("Pay by"), lambda row: _day(row.pay_by_on), width=104, sort_key="pay_by_on"),
        text_column("reply", N_("Answer"), _reply, width=110, hidden=True),
        money_column("credit", N_("Not allocated"), lambda row: row.credit or None, width=110, hidden=True),
        text_column(
            "issued_on", N_("Issued on"), lambda row: _day(row.issued_on), width=96, sort_key="issued_on", hidden=True
        ),
        text_column("statement_on", N_("Statement day"), lambda row: _day(row.statement_on), width=96, hidden=True),
        text_column("tracking_no", N_("Parcel no."), lambda row: row.tracking_no, width=130, hidden=True),
        text_column("delivered_on", N_("Delivered on"), lambda row: _day(row.delivered_on), width=96, hidden=True),
        text_column("name", N_("Title"), lambda row: row.name, width=220, sort_key="name", hidden=True),
    )


def _reply(row: LetterRow) -> str:
    return label(row.reply_kind) if row.reply_kind is not None else ""


def _day(day: date | None) -> str:
    return date_text(day) if day is not None else ""
