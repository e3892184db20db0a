"""Stacked columns: what can be read beside the colours, and that any figures can be painted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.theme.palette import active_palette
from ui.theme.theme import Theme
from ui.widgets.charts.column_chart import Bar, ColumnChart, Series

SERIES = (Series("按时", "accent"), Series("超时", "overdue"))
BARS = (Bar("2 月", (9, 1), "90 %", "2026-02：按时 9 项"), Bar("3 月", (4, 0), "100 %", "2026-03：按时 4 项"))


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot) -> ColumnChart:
    """A shown chart of two months."""
    made = ColumnChart("today.today.kept.chart", "时限履行", "没有到期的承诺。")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_bars(SERIES, BARS)
    made.show()
    return made


def colours(chart: ColumnChart) -> set[str]:
    picture = chart.grab().toImage()
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}


def test_what_it_shows_can_be_read_without_seeing_it(chart: ColumnChart) -> None:
    assert chart.accessibleName() == "时限履行"
    assert chart.accessibleDescription() == "2026-02：按时 9 项\n2026-03：按时 4 项"


def test_each_column_has_its_tooltip(chart: ColumnChart) -> None:
    assert [chart.tip_at(QPoint(x, 60)) for x in (100, 300, 500)] == [BARS[0].tip, BARS[1].tip, ""]


def test_every_part_has_the_colour_of_its_series(chart: ColumnChart) -> None:
    palette = active_palette()
    assert {palette.accent, palette.overdue} <= colours(chart)


def test_nothing_to_show_is_said_in_words(chart: ColumnChart) -> None:
    chart.show_bars(SERIES, [Bar("3 月", (0, 0), "", "2026-03")])
    assert chart.is_empty
    assert chart.accessibleDescription() == "没有到期的承诺。"
    assert active_palette().overdue not in colours(chart)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figures=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=24), width=st.integers(1, 900)
)
def test_any_figures_can_be_painted(chart: ColumnChart, figures: list[tuple[int, int]], width: int) -> None:
    chart.show_bars(SERIES, [Bar(str(at), parts, "%", str(parts)) for at, parts in enumerate(figures)])
    chart.resize(width, 150)
    assert not chart.grab().isNull()
