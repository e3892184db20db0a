"""The menu of a page of records: next steps and papers of the one record selected."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.context import Context
from tests.ui.table.people import BY_NUMBER, COLUMNS, People, Person
from ui.runtime.desk import Desk
from ui.table.page_spec import ListSpec
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView
from ui.widgets.detail.next_step import StepView
from ui.widgets.detail.papers import PaperView


def people_list(_desk: Desk) -> ListSpec[Person]:
    """Return a list of nine people."""
    return ListSpec(
        name="people.people",
        columns=COLUMNS,
        fetch=People(9).fetch,
        sort=BY_NUMBER,
        kinds=frozenset({"person"}),
    )


def person_details(_context: Context, record_id: int) -> str:
    """Return a person by name."""
    return f"Person {record_id}"


class PeoplePage(RecordPage[Person, str]):
    """A page of people who can be greeted."""

    list_of = staticmethod(people_list)
    details_of = staticmethod(person_details)

    def __init__(self, desk: Desk) -> None:
        self.wished: list[tuple[str, str]] = []
        super().__init__(desk)

    def view_of(self, details: str) -> DetailView:
        return DetailView(
            details,
            steps=(StepView("greet", "Greet"), StepView("part", "Part", enabled=False, tooltip="C1 not yet")),
            papers=(PaperView("document:7", "Letter 7"),),
        )

    def on_step(self, code: str) -> None:
        self.wished.append(("step", code))

    def on_paper(self, code: str) -> None:
        self.wished.append(("paper", code))


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PeoplePage:
    """The shown page."""
    made = PeoplePage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.details is not None)
    return made


def lines(menu: QMenu) -> dict[str, QAction]:
    """Return every line of a menu and of those below it, by code."""
    parts: list[Any] = [menu, *menu.findChildren(QMenu)]
    return {
        action.objectName().removeprefix("people.people.menu."): action for part in parts for action in part.actions()
    }


def test_steps_and_papers_are_in_the_menu(page: PeoplePage) -> None:
    found = lines(page.row_menu())
    assert found["steps.step.greet"].isEnabled()
    assert not found["steps.step.part"].isEnabled()
    assert found["steps.step.part"].toolTip() == "C1 not yet"
    found["steps.step.greet"].trigger()
    found["papers.paper.document:7"].trigger()
    assert page.wished == [("step", "greet"), ("paper", "document:7")]


def test_several_records_have_no_step_of_their_own(page: PeoplePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not {"steps", "papers"} & set(lines(page.row_menu()))


def test_a_record_still_being_read_has_no_step_yet(page: PeoplePage) -> None:
    page.select(5)
    assert "steps" not in lines(page.row_menu())
