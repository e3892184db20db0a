"""Everything can be reached, is named in the window's language, large enough to hit and clear enough to read."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.context import Context
from app.i18n import LANGUAGES, set_default_language
from reports.build import build_paper
from tests.databases import Databases
from tests.demo_folder import demo_context, demo_copy
from tests.ui import reach
from tests.ui.conftest import forget_closed
from tests.ui.openings import BY_ITSELF, OPENINGS
from tests.ui.walk import close, form_kinds, open_by, pages
from ui.main_window import MainWindow
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.theme.palette import active_palette
from ui.theme.theme import TextSize, Theme, ThemeMode

Faults = defaultdict[str, list[str]]
Make = pytest.TempPathFactory
LEAST_CONTRAST, LEAST_CONTRAST_LARGE = 4.5, 3.0
LARGE_PX = 24
NAME = re.compile(r"[a-z_]+(\.[a-z_0-9:]+)+|[a-z_.]+\.language\.zh_CN")


@pytest.fixture(scope="module")
def demo(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A department with records in every state."""
    folder = demo_copy(databases, tmp_path_factory.mktemp("looked-at"))
    with demo_context(folder) as context:
        context.printer = build_paper
        yield context


@pytest.fixture(scope="module", params=[("zh_CN", ThemeMode.LIGHT), ("en", ThemeMode.DARK)], ids=["zh_CN", "en"])
def faults(
    request: pytest.FixtureRequest, demo: Context, qapp: QApplication, tmp_path_factory: Make
) -> Iterator[Faults]:
    """What is wrong in one language and one theme, by the kind of fault; walked once, asked for by every test."""
    language, mode = request.param
    set_default_language(language)
    theme = Theme(mode, TextSize.NORMAL)
    theme.apply(qapp)
    jobs, changes = JobRunner(), ChangeBridge(demo.changes)
    state = WindowState(tmp_path_factory.mktemp("state") / "window.ini")
    window = MainWindow(Desk(demo, jobs, changes, state), theme)
    window.resize(1440, 900)
    window.show()
    yield _walk(window, language)
    jobs.shutdown()
    changes.close()
    window.close()
    window.deleteLater()
    forget_closed()
    theme.set_look(ThemeMode.LIGHT, TextSize.SYSTEM)
    set_default_language(LANGUAGES[0])


def _walk(window: MainWindow, language: str) -> Faults:
    found: Faults = defaultdict(list)
    for page in pages(window):
        _look_at(page, page.objectName(), found)
    _look_at(window.statusBar(), "status bar", found)
    for opening in OPENINGS:
        dialog = open_by(window, opening)
        if dialog is None or type(dialog).__name__ != opening.kind:
            found["unopened"].append(f"{opening.name}: {type(dialog).__name__}")
        if dialog is not None:
            _look_at(dialog, opening.name, found)
            if opening.is_empty:
                found["foreign"] += [f"{opening.name}: {t}" for t in reach.texts(dialog) if reach.foreign(t, language)]
            close(dialog)
    return found


def _look_at(inside: QWidget, name: str, found: Faults) -> None:
    """Note what is wrong in a page or dialog called ``name``."""
    stops = list(reach.takes_keyboard(inside))
    for widget in stops:
        who = f"{name}: {type(widget).__name__} {widget.objectName()!r}"
        if not reach.spoken_name(widget):
            found["nameless"].append(who)
        if not NAME.fullmatch(widget.objectName()):
            found["misnamed"].append(who)
        if reach.too_small(widget):
            found["small"].append(f"{who} {widget.width()} × {widget.height()}")
    letters = reach.mnemonics(inside)
    found["mnemonics"] += [f"{name}: Alt+{one}" for one in sorted(set(letters)) if letters.count(one) > 1]
    found["faint"] += _faint(inside, name)
    if stops:
        unreached = set(stops[1:]) - set(reach.walk_by_tab(stops[0]))
        found["unreached"] += sorted(f"{name}: {widget.objectName()}" for widget in unreached)


def _faint(inside: QWidget, name: str) -> Iterator[str]:
    """Yield the labels whose words stand out too little from their ground."""
    for label in inside.findChildren(QLabel):
        if label.isVisible() and label.isEnabled() and label.text():
            contrast = reach.contrast(*reach.words_and_ground(label, active_palette()))
            if contrast < (LEAST_CONTRAST_LARGE if label.fontInfo().pixelSize() >= LARGE_PX else LEAST_CONTRAST):
                yield f"{name}: {label.text()!r} {contrast:.2f}"


def test_every_form_of_the_program_is_opened_here() -> None:
    assert set(form_kinds()) - BY_ITSELF - {opening.kind for opening in OPENINGS} == set()


def test_a_person_can_open_every_form_from_its_page(faults: Faults) -> None:
    assert faults["unopened"] == []


def test_a_screen_reader_has_a_name_for_everything_that_takes_the_keyboard(faults: Faults) -> None:
    assert faults["nameless"] == []


def test_tests_and_tools_find_everything_by_its_place(faults: Faults) -> None:
    assert faults["misnamed"] == []


def test_what_is_pressed_is_at_least_24_px_wide_and_high(faults: Faults) -> None:
    assert faults["small"] == []


def test_a_letter_with_alt_means_one_thing(faults: Faults) -> None:
    assert faults["mnemonics"] == []


def test_words_stand_out_from_their_ground(faults: Faults) -> None:
    assert faults["faint"] == []


def test_tab_walks_through_every_page_and_form_without_a_dead_end(faults: Faults) -> None:
    assert faults["unreached"] == []


def test_empty_forms_speak_the_language_of_the_window(faults: Faults) -> None:
    assert faults["foreign"] == []
