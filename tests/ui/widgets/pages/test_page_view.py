"""Pages on the screen: scrolling, turning, zooming, and pictures that arrive from the background."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.papers.pages import PageSize, read_pages
from tests.app.papers.test_pages import paper
from ui.runtime.jobs import JobRunner
from ui.theme.theme import Theme, ThemeMode
from ui.widgets.pages.page_view import Fit, PageView, Zoom
from ui.widgets.pages.page_view_bar import PageBar
from ui.widgets.pages.page_view_layout import PageLayout, Spot

A4 = (210, 297)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    Theme(ThemeMode.LIGHT).apply(qapp)
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def view(jobs: JobRunner, qtbot: QtBot) -> Iterator[PageView]:
    """Twelve pages, shown and drawn."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 600)
    shown = PageView("x.pages", jobs, window)
    shown.setGeometry(0, 40, 700, 560)
    shown.show_pages(read_pages(paper(*(A4 for _page in range(12)))))
    window.show()
    _drawn(shown, jobs, qtbot)
    yield shown
    window.close()


def _drawn(view: PageView, jobs: JobRunner, qtbot: QtBot) -> None:
    view.repaint()
    qtbot.waitUntil(lambda: jobs.is_idle)


def _colour(view: PageView, x: int, y: int) -> QColor:
    """The colour at a place of the page looked at, in mm."""
    rect = view._layout.rect(view.current)
    scale = rect.width() / 210
    offset = view._offset()
    place = rect.topLeft() + QPointF(x * scale - offset.x(), y * scale - offset.y())
    return view.viewport().grab().toImage().pixelColor(place.toPoint())


def test_a_page_is_drawn_where_it_lies(view: PageView) -> None:
    assert _colour(view, 5, 5).name() == "#000000"
    assert _colour(view, 15, 5).name() == "#ffffff"


def test_keys_turn_pages_and_reach_both_ends(view: PageView, qtbot: QtBot) -> None:
    view.set_zoom(Zoom(Fit.PAGE))
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
        seen.append(view.current)
    assert seen == [1, 2, 1, 11, 0]


def test_a_large_page_is_read_screen_by_screen_and_no_top_is_jumped_over(view: PageView, qtbot: QtBot) -> None:
    view.set_zoom(Zoom(Fit.CHOSEN, 1.0))
    tops = []
    for _press in range(3):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        tops.append(view.verticalScrollBar().value())
    assert tops[0] < tops[1] < tops[2]
    assert tops[2] == round(view._layout.rect(1).top() - 12), "the third press stops at the second page"


@pytest.mark.parametrize(("fit", "whole"), [(Fit.WIDTH, False), (Fit.PAGE, True)])
def test_fitting_follows_the_window(view: PageView, fit: Fit, whole: bool) -> None:
    view.set_zoom(Zoom(fit))
    for width, height in ((900, 700), (400, 300)):
        view.resize(width, height)
        rect = view._layout.rect(0)
        assert rect.width() <= view.viewport().width()
        assert (rect.height() <= view.viewport().height()) is whole


def test_the_wheel_with_control_zooms_where_the_mouse_is(view: PageView) -> None:
    view.set_zoom(Zoom(Fit.CHOSEN, 1.0))
    place = QPoint(300, 300)
    before = view._spot(place)
    event = QWheelEvent(
        QPointF(place), QPointF(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(event)
    after = view._spot(place)
    assert view.factor == pytest.approx(1.1, abs=0.01)
    assert before is not None
    assert after is not None
    assert after.y == pytest.approx(before.y, abs=0.5)


def test_steps_stop_at_50_and_400_percent(view: PageView) -> None:
    for step, end in ((view.zoom_in, 4.0), (view.zoom_out, 0.5)):
        for _press in range(20):
            step()
        assert view.factor == pytest.approx(end, abs=0.01)


def test_at_400_percent_only_bands_in_view_are_drawn(view: PageView, jobs: JobRunner, qtbot: QtBot) -> None:
    view.set_zoom(Zoom(Fit.CHOSEN, 4.0))
    view.horizontalScrollBar().setValue(0)
    _drawn(view, jobs, qtbot)
    assert _colour(view, 5, 5).name() == "#000000"
    pieces = view._layout.pieces(0)
    assert len(pieces) > 3
    assert view.pictures.image(pieces[0]) is not None
    assert view.pictures.image(pieces[-1]) is None


def test_other_words_on_the_same_sheets_keep_the_place(view: PageView) -> None:
    view.go_to(5)
    place = view.verticalScrollBar().value()
    view.show_pages(read_pages(paper(*(A4 for _page in range(12)))))
    assert view.verticalScrollBar().value() == place
    view.show_pages(read_pages(paper(A4)))
    assert (view.current, view.count, view.verticalScrollBar().value()) == (0, 1, 0)


def test_a_reader_of_the_screen_hears_the_page(view: PageView, jobs: JobRunner, qtbot: QtBot) -> None:
    view.go_to(3)
    _drawn(view, jobs, qtbot)
    assert view.accessibleDescription() == "page 4"


def test_a_page_that_cannot_be_drawn_is_told(view: PageView, qtbot: QtBot) -> None:
    pages = read_pages(paper(A4, A4))
    with qtbot.waitSignal(view.failed):
        view.show_pages(type(pages)(b"damaged since", pages.sizes))


def test_the_bar_shows_and_steers(view: PageView, qtbot: QtBot) -> None:
    bar = PageBar("x", view, view.window())
    bar.show()
    bar.page.setText("7")
    qtbot.keyClick(bar.page, Qt.Key.Key_Return)
    assert view.current == 6
    bar.page.setText("seven")
    qtbot.keyClick(bar.page, Qt.Key.Key_Return)
    assert view.current == 6
    for part in ("next", "zoom_in"):
        button = bar.findChild(QToolButton, f"x.{part}")
        assert button is not None
        button.click()
    assert (view.current, bar.page.text()) == (7, "8")
    assert bar.zoom.currentIndex() == -1 or bar.zoom.currentData().fit is Fit.CHOSEN
    assert isinstance(bar.zoom, QComboBox)
    bar.zoom.activated.emit(1)
    assert view.zoom.fit is Fit.PAGE
    assert bar.zoom.currentIndex() == 1


def test_an_empty_view_has_no_page(jobs: JobRunner, qtbot: QtBot) -> None:
    view = PageView("x.pages", jobs)
    qtbot.addWidget(view)
    view.show()
    view.go_to(4)
    view.repaint()
    assert (view.count, view.current) == (0, 0)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_pages_lie_below_each_other_and_places_are_found_again(ratio: float) -> None:
    layout = PageLayout([PageSize(*A4)] * 300, 0.7, ratio, 800)
    for page in (0, 1, 150, 299):
        rect = layout.rect(page)
        assert layout.page_at(rect.center().y()) == page
        x, y = layout.point_of(Spot(page, 105, 100))
        assert layout.spot_at(x, y).y == pytest.approx(100)
        rows = [piece.rows for piece in layout.pieces(page)]
        assert (rows[0].start, rows[-1].stop) == (0, round(rect.height() * ratio))
