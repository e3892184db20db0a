"""The return checklist: what a trip still has to bring home before its dispatch can be closed (C7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_, _
from app.rules.gate import Gate, by_code


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What has not come home yet, each by what it is called.

    ``advances`` are those not settled, ``claims`` what of the expense claims is missing or not paid, ``sheets`` the
    signed sheets still out, ``receipts`` service receipts that nobody signed or refused, ``unused_parts`` what was
    issued and neither put in nor brought back, ``old_parts`` those due back, ``cash`` receipts whose cash is not handed
    in, ``reports`` and ``surveys`` what of them is missing, ``open_items`` what was left undone and is neither settled
    nor carried over.
    """

    advances: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    unused_parts: tuple[str, ...] = ()
    old_parts: tuple[str, ...] = ()
    cash: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to come home: ``code`` names its gate, ``facts`` the field of HomeFacts that tells what is missing."""

    code: str
    clause: str
    title: str
    message: str
    fix: str
    facts: str

    def missing(self, home: HomeFacts) -> tuple[str, ...]:
        """Return what of it is missing."""
        found: tuple[str, ...] = getattr(home, self.facts)
        return found


_ITEMS = (
    _Item(
        "advances_settled",
        "C7.4",
        N_("Advances settled"),
        N_("These advances are not settled: {names}"),
        "settle_advance",
        "advances",
    ),
    _Item(
        "claims_paid",
        "C7.4",
        N_("Expense claims paid"),
        N_("Expense claims missing or not paid: {names}"),
        "show_claims",
        "claims",
    ),
    _Item(
        "sheets_home",
        "C7.3",
        N_("Signed sheets home"),
        N_("These signed sheets are still out: {names}"),
        "note_sheet",
        "sheets",
    ),
    _Item(
        "receipts_signed",
        "C7.4",
        N_("Service receipts signed"),
        N_("Not filled in and signed, nor cancelled: {names}"),
        "sign_receipt",
        "receipts",
    ),
    _Item(
        "unused_parts_back",
        "C6.3",
        N_("Unused parts back"),
        N_("Neither put in nor brought back: {names}"),
        "return_parts",
        "unused_parts",
    ),
    _Item(
        "old_parts_back",
        "N2",
        N_("Old parts back"),
        N_("These old parts are due back: {names}"),
        "show_old_parts",
        "old_parts",
    ),
    _Item(
        "cash_handed_in",
        "N1",
        N_("Cash handed in"),
        N_("Cash from site is not handed in: {names}"),
        "hand_in_cash",
        "cash",
    ),
    _Item(
        "report_written",
        "C7.4",
        N_("Trip report"),
        N_("The trip report is missing: {names}"),
        "write_report",
        "reports",
    ),
    _Item(
        "survey_answered",
        "N3",
        N_("Satisfaction survey"),
        N_("The satisfaction survey is missing: {names}"),
        "answer_survey",
        "surveys",
    ),
    _Item(
        "open_items_settled",
        "C7.4",
        N_("Open items"),
        N_("Neither settled nor carried over: {names}"),
        "settle_items",
        "open_items",
    ),
)


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line as it is shown: ``title`` is a msgid, ``missing`` names what is missing, ``fix`` how it is put right."""

    code: str
    clause: str
    title: str
    done: bool
    missing: tuple[str, ...]
    fix: str

    @property
    def text(self) -> str:
        """The title in the current language."""
        return _(self.title)


def checklist(home: HomeFacts) -> tuple[ChecklistLine, ...]:
    """Return the lines of the return checklist in their order."""
    return tuple(
        ChecklistLine(item.code, item.clause, item.title, not item.missing(home), item.missing(home), item.fix)
        for item in _ITEMS
    )


def _gate(item: _Item) -> Gate[HomeFacts]:
    return Gate(item.code, item.clause, item.message, item.fix, lambda home: not item.missing(home), item.missing)


CLOSE_GATES: Mapping[str, Gate[HomeFacts]] = by_code(*map(_gate, _ITEMS))
