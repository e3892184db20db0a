"""Whatever a badge of these lists may say, its column shows it whole, in either language."""

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
    ArrivalCondition,
    ClaimState,
    CountState,
    GoodsState,
    LoanState,
    OldPartState,
    PurchaseState,
    ShipmentState,
    SlipState,
)
from tests.factories import FRIDAY
from ui.runtime.desk import Desk
from ui.table.cell_delegate import SIDE
from ui.table.column import Column
from ui.tabs.inventory.counts.columns import count_columns
from ui.tabs.inventory.purchases.columns import purchase_columns
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.shipments.columns import dangerous_badge, large_badge, shipment_columns
from ui.tabs.inventory.slips.columns import red_badge, slip_badge, slip_columns
from ui.theme.badge import badge_size

Columns = Sequence[Column[Any]]
RETURNED = (*OldPartState, *LoanState, *GoodsState, *ClaimState)


def time_left() -> list[str]:
    """Return the longest words for a time that has passed and for one to come."""
    long = timedelta(hours=47, minutes=59)
    return [remaining_words(FRIDAY, FRIDAY + long), remaining_words(FRIDAY + long, FRIDAY)]


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
)


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
