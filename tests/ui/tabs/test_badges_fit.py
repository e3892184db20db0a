"""Whatever a badge or a kind of record may say in a list, its column shows it whole, in either language."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.formatting import remaining_words
from app.i18n import set_default_language
from app.labels import label
from models.enums import (
    AdvanceState,
    ApprovalSubject,
    ArrivalCondition,
    ClaimState,
    ComplaintSeverity,
    ComplaintState,
    CorrespondenceState,
    CountState,
    Direction,
    DisputeState,
    ExpenseState,
    Fault,
    FeedbackState,
    GoodsState,
    HandoverState,
    IncidentKind,
    IncidentState,
    Injury,
    LoanState,
    MeasuresState,
    OldPartState,
    OrderKind,
    OrderState,
    PunchState,
    PurchaseState,
    RoundState,
    ShipmentState,
    SignOffState,
    SlipState,
    SurveyState,
    TrainingState,
    VisitState,
)
from tests.factories import FRIDAY
from ui.runtime.desk import Desk
from ui.table.cell_delegate import SIDE
from ui.table.column import Column
from ui.tabs.dispatch.money.columns import trip_money_columns
from ui.tabs.dispatch.receipts.columns import site_paper_columns
from ui.tabs.hazards.incidents.columns import incident_columns
from ui.tabs.inventory.counts.columns import count_columns
from ui.tabs.inventory.purchases.columns import purchase_columns
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.shipments.columns import dangerous_badge, large_badge, shipment_columns
from ui.tabs.inventory.slips.columns import red_badge, slip_badge, slip_columns
from ui.tabs.projects.handover.columns import handover_columns
from ui.tabs.receivables.disputes.columns import hard_case_columns
from ui.tabs.requests.approvals.columns import approval_columns, short_subject
from ui.tabs.requests.orders.columns import order_columns, short_kind
from ui.tabs.visits.complaints.columns import care_columns
from ui.tabs.visits.registers.columns import register_columns
from ui.tabs.visits.visits.columns import visit_columns
from ui.tabs.visits.voice.columns import voice_columns
from ui.theme.badge import badge_size

Columns = Sequence[Column[Any]]
RETURNED = (*OldPartState, *LoanState, *GoodsState, *ClaimState)


def time_left() -> list[str]:
    """Return the longest words for a time that has passed and for one to come."""
    spans = (timedelta(hours=47, minutes=59), timedelta(days=9, hours=23), timedelta(days=1360, hours=23))
    return [remaining_words(FRIDAY, FRIDAY + sign * span) for span in spans for sign in (1, -1)]


CASES: tuple[tuple[Callable[[Desk], Columns], str, Callable[[], list[str]]], ...] = (
    (slip_columns, "state", lambda: [label(one) for one in SlipState]),
    (slip_columns, "state", lambda: [slip_badge(SlipState.CHECKED, is_red=True).text]),
    (slip_columns, "red", lambda: [red_badge().text]),
    (lambda _desk: purchase_columns(), "state", lambda: [label(one) for one in PurchaseState]),
    (shipment_columns, "state", lambda: [label(one) for one in ShipmentState]),
    (shipment_columns, "due", time_left),
    (shipment_columns, "mark", lambda: [label(one) for one in ArrivalCondition]),
    (shipment_columns, "mark", lambda: [large_badge().text, dangerous_badge().text]),
    (return_columns, "state", lambda: [label(one) for one in RETURNED]),
    (return_columns, "due", time_left),
    (count_columns, "state", lambda: [label(one) for one in CountState]),
    (order_columns, "state", lambda: [label(one) for one in OrderState]),
    (order_columns, "due", time_left),
    (trip_money_columns, "state", lambda: [label(one) for one in (*AdvanceState, *ExpenseState)]),
    (trip_money_columns, "due", time_left),
    (site_paper_columns, "state", lambda: [label(one) for one in SignOffState]),
    (voice_columns, "state", lambda: [label(one) for one in (*SurveyState, *TrainingState)]),
    (voice_columns, "percent", lambda: ["100.0 %"]),
    (voice_columns, "due", time_left),
    (handover_columns, "state", lambda: [label(one) for one in (*HandoverState, *PunchState)]),
    (handover_columns, "due", time_left),
    (hard_case_columns, "state", lambda: [label(one) for one in (*DisputeState, *MeasuresState)]),
    (hard_case_columns, "due", time_left),
    (care_columns, "state", lambda: [label(one) for one in (*ComplaintState, *FeedbackState)]),
    (care_columns, "severity", lambda: [label(one) for one in (ComplaintSeverity.MAJOR, ComplaintSeverity.SERIOUS)]),
    (care_columns, "fault", lambda: [label(one) for one in Fault]),
    (care_columns, "due", time_left),
    (visit_columns, "state", lambda: [label(one) for one in (*VisitState, *RoundState)]),
    (visit_columns, "due", time_left),
    (incident_columns, "kind", lambda: [label(one) for one in IncidentKind]),
    (incident_columns, "injury", lambda: [label(one) for one in Injury if one is not Injury.NONE]),
    (incident_columns, "state", lambda: [label(one) for one in IncidentState]),
    (incident_columns, "due", time_left),
    (register_columns, "direction", lambda: [label(one) for one in Direction]),
    (register_columns, "waits", lambda: [label(CorrespondenceState.OPEN)]),
)


KINDS: tuple[tuple[Callable[[Desk], Columns], str, Callable[[], list[str]]], ...] = (
    (order_columns, "kind", lambda: [short_kind(one) for one in OrderKind]),
    (approval_columns, "subject", lambda: [short_subject(one) for one in ApprovalSubject]),
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_kind_fits_its_column(desk: Desk, qapp: QApplication, language: str, english: None) -> None:
    set_default_language(language)
    metrics = QFontMetrics(qapp.font())
    cut = []
    for columns, key, words in KINDS:
        column = next(one for one in columns(desk) if one.key == key)
        widths = {word: metrics.horizontalAdvance(word) + 2 * SIDE for word in words()}
        cut += [(key, word, width) for word, width in widths.items() if width > column.width]
    assert cut == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_badge_fits_its_column(desk: Desk, qapp: QApplication, language: str, english: None) -> None:
    set_default_language(language)
    metrics = QFontMetrics(qapp.font())
    cut = []
    for columns, key, words in CASES:
        column = next(one for one in columns(desk) if one.key == key)
        widths = {word: badge_size(metrics, word).width() + 2 * SIDE for word in words()}
        cut += [(key, word, width) for word, width in widths.items() if width > column.width]
    assert cut == []
