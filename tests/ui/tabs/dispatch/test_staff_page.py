"""The page of staff, driven as a person does."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.lists.record_list import OUT_OF_USE
from app.queries.people.staff import EXPIRED, staff_details, staff_form
from app.services.people.staff import save_staff
from models.enums import Role
from tests.conftest import OpenDesk
from tests.factories import make_agreed_dispatch, make_department, make_dispatch, make_staff
from tests.people_factories import give_certificate, make_absence
from tests.ui.by_hand import opened, pick, save, type_text
from ui.dialogs.forms.drafts import open_draft
from ui.dialogs.people.absence_dialog import AbsenceDialog
from ui.dialogs.people.department_dialog import DepartmentDialog, DepartmentsDialog
from ui.dialogs.people.staff_dialog import StaffDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.runtime.other_desks import OtherDesks
from ui.table.filter_bar import FilterState
from ui.table.paged_tab import PagedTab
from ui.tabs.dispatch.columns import certificate_badge
from ui.tabs.dispatch.staff_page import StaffPage
from ui.tabs.dispatch.tab import make_dispatch_tab
from ui.theme.palette import Tone
from ui.widgets.forms.leave_question import LeaveQuestion

NAME = "dispatch.staff"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> StaffPage:
    """The page, not shown yet."""
    made = StaffPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def _show(page: StaffPage, record_id: int, qtbot: QtBot) -> None:
    page.show()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id)


def test_a_new_person_is_added_with_the_keyboard_and_selected(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    make_department(context, name="调试中心")
    _show(page, make_staff(context), qtbot)
    page.show_filter(FilterState(text="张"))
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(qtbot, page, StaffDialog)
    type_text(dialog.name, "黄磊")
    pick(qtbot, dialog.department, "调试")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.details is not None and page.details.name == "黄磊")


def test_enter_edits_the_person_of_the_line(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    _show(page, make_staff(context), qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = opened(qtbot, page, StaffDialog)
    dialog.skills.set_value("EDI、RO")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.skills == "EDI、RO")


def test_people_are_found_by_pinyin(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    wanted = make_staff(context, name="刘洋")
    _show(page, make_staff(context, name="陈静"), qtbot)
    page.show_filter(FilterState(text="liuyang"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.row_at(0).id == wanted


def test_assignments_are_links_to_their_dispatches(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    dispatch = make_dispatch(context, member)
    _show(page, member, qtbot)
    link = page.panel.findChild(QPushButton, f"{NAME}.detail.facts.assignments.dispatch:{dispatch}")
    with qtbot.waitSignal(page.desk.show_requested) as wished:
        link.click()
    assert wished.args == ["dispatch", dispatch]


def test_a_department_renamed_in_its_dialog_shows_at_once(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    department = make_department(context, name="工程部")
    _show(page, make_staff(context, department_id=department), qtbot)
    page.action("departments").click()
    dialog = opened(qtbot, page, DepartmentsDialog)
    qtbot.waitUntil(lambda: dialog.table.select_id(department))
    dialog.edit_button.click()
    form = opened(qtbot, dialog, DepartmentDialog)
    form.name.set_value("工程一部")
    save(qtbot, form)
    qtbot.waitUntil(lambda: page.details is not None and page.details.department == "工程一部")


def test_who_is_away_now_is_marked(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    now = context.clock.now()
    make_agreed_dispatch(context, starts_at=now, ends_at=now)
    page.show()
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert page.view_of(page.details).state is not None


def test_the_tab_has_both_pages(desk: Desk, qtbot: QtBot) -> None:
    tab = make_dispatch_tab(desk)
    qtbot.addWidget(tab)
    assert isinstance(tab, PagedTab)
    assert tab.current == "dispatches"
    assert isinstance(tab.show_page("staff"), StaffPage)


def test_who_has_left_is_put_out_of_use_and_comes_back(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    _show(page, member, qtbot)
    _step(page, "retire").click()
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "离职")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.show_filter(FilterState(chips=frozenset({OUT_OF_USE})))
    qtbot.waitUntil(lambda: page.details is not None and page.details.keeping.is_retired)
    _step(page, "restore").click()
    qtbot.waitUntil(lambda: not staff_details(context, member).keeping.is_retired)


def test_the_reason_that_was_being_typed_is_asked_for_again(page: StaffPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    _show(page, member, qtbot)
    page.take_step(member, "retire")
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "离")
    dialog.reject()
    keep = opened(qtbot, dialog, LeaveQuestion).keep
    assert keep is not None
    keep.click()
    (draft,) = page.desk.drafts.waiting()
    with qtbot.waitSignal(page.desk.step_requested) as wished:
        open_draft(page.desk, page, draft)
    assert wished.args == ["staff", member, "retire"]
    page.take_step(member, "retire")
    qtbot.waitUntil(lambda: opened(qtbot, page, ReasonDialog).form() == "离")


def test_the_page_says_who_changed_the_person_shown(
    page: StaffPage, context: Context, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    looks, member = OtherDesks(context, page.desk.jobs, page), make_staff(context)
    _show(page, member, qtbot)
    other = open_desk()
    other.actor = Actor("wang", "王敏", frozenset({Role.MANAGER}))
    save_staff(other, record_id=member, form=replace(staff_form(other, member), post="组长"))
    looks.look()
    qtbot.waitUntil(lambda: "王敏" in page.message.text and "14:00" in page.message.text)
    qtbot.waitUntil(lambda: page.details is not None and page.details.post == "组长")


def _step(page: StaffPage, code: str) -> QPushButton:
    button = page.panel.findChild(QPushButton, f"{NAME}.detail.step.{code}")
    assert isinstance(button, QPushButton)
    return button


def test_c12_2_the_pane_says_in_words_and_colour_how_long_certificates_last(
    page: StaffPage, context: Context, qtbot: QtBot
) -> None:
    member = make_staff(context)
    give_certificate(context, member, valid_until=date(2026, 3, 1))
    _show(page, member, qtbot)
    assert page.details is not None
    group = next(one for one in page.view_of(page.details).groups if one.code == "certificates")
    badge = group.facts[0].badge
    assert badge is not None
    assert (badge.tone, "2026-03-01" in badge.text) == (Tone.OVERDUE, True)


def test_an_absence_is_opened_from_its_link_and_added_from_its_card(
    page: StaffPage, context: Context, qtbot: QtBot
) -> None:
    member = make_staff(context)
    absence = make_absence(context, member)
    _show(page, member, qtbot)
    assert page.details is not None
    assert "03-09 00:00" in page.view_of(page.details).timeline[0].title
    page.on_link(f"absence:{absence}")
    opened(qtbot, page, AbsenceDialog).reject()
    page.on_link("absences")
    qtbot.waitUntil(lambda: len(_forms(page)) == 1)
    assert _forms(page)[0].form().staff_id == member


def _forms(page: StaffPage) -> list[AbsenceDialog]:
    return [one for one in page.findChildren(AbsenceDialog) if one.isVisible()]


def test_c12_2_who_holds_an_expired_certificate_is_found_by_the_chip(
    page: StaffPage, context: Context, qtbot: QtBot
) -> None:
    member, other = make_staff(context), make_staff(context)
    give_certificate(context, member, valid_until=date(2026, 3, 1))
    _show(page, other, qtbot)
    page.show_filter(FilterState(chips=frozenset({EXPIRED})))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    row = page.model.row_at(0)
    badge = certificate_badge(row.certificates, row.valid_until, page.desk)
    assert (row.id, badge is not None and badge.tone) == (member, Tone.OVERDUE)
