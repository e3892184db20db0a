"""Adding and changing people on screen."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.qualifications import CertificateForm, TrainingForm
from app.queries.people.staff import staff_details, staff_form
from app.services.people.staff import save_staff
from models.enums import CertificateKind
from tests.factories import make_department, make_staff
from tests.people_factories import give_certificate
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from ui.dialogs.people.department_dialog import DepartmentDialog
from ui.dialogs.people.staff_dialog import StaffDialog, ask_staff, find_departments
from ui.runtime.desk import Desk


def test_a_person_is_added(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_department(context, name="调试中心")
    saved: list[int] = []
    ask_staff(desk, window, None, saved.append)
    dialog = opened(qtbot, window, StaffDialog)
    type_text(dialog.name, "黄磊")
    pick(qtbot, dialog.department, "tiaosh")
    type_text(dialog.mobile, "13800138004")
    save(qtbot, dialog)
    details = staff_details(context, saved[0])
    assert (details.name, details.department, details.mobile) == ("黄磊", "调试中心", "13800138004")


def test_a_department_is_added_from_its_field(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    ask_staff(desk, window, None, saved.append, "黄磊")
    dialog = opened(qtbot, window, StaffDialog)
    pick(qtbot, dialog.department, "工艺部")
    department = opened(qtbot, dialog, DepartmentDialog)
    assert department.name.value() == "工艺部"
    department.manager.set_value("吴敏")
    save(qtbot, department)
    assert dialog.department.text() == "工艺部"
    save(qtbot, dialog)
    assert staff_details(context, saved[0]).department_manager == "吴敏"


def test_a_person_needs_a_department(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    ask_staff(desk, window, None, lambda _id: None, "黄磊")
    dialog = opened(qtbot, window, StaffDialog)
    press_save(dialog)
    assert problem(dialog, "department_id")


def test_a_person_that_another_desk_changed_is_not_overwritten(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    member = make_staff(context, name="张伟")
    ask_staff(desk, window, member, lambda _id: None)
    dialog = opened(qtbot, window, StaffDialog)
    form = staff_form(context, member)
    save_staff(context, form=type(form)("张伟", form.department_id, "组长", version=form.version), record_id=member)
    dialog.skills.set_value("焊接")
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(dialog.message.text))
    assert dialog.skills.value() == "焊接"
    assert staff_details(context, member).post == "组长"


def test_departments_are_found_by_words_pinyin_and_initials(desk: Desk, context: Context) -> None:
    make_department(context, name="电气自控部")
    make_department(context, name="调试中心")
    for words in ("自控", "dqzk", "dianqi"):
        assert [item.title for item in find_departments(desk, words)] == ["电气自控部"]
    assert len(find_departments(desk, "")) == 3


def test_c12_2_certificates_and_trainings_are_typed_as_lines(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    member = make_staff(context, name="张伟")
    ask_staff(desk, window, member, lambda _id: None)
    dialog = opened(qtbot, window, StaffDialog)
    dialog.skills.set_value("EDI, RO")
    line = CertificateForm(CertificateKind.ELECTRICIAN, "低压电工", "T33", "应急管理局", None, date(2027, 3, 1))
    dialog.certificates.set_value((line,))
    dialog.trainings.set_value((TrainingForm(date(2026, 1, 12), "有限空间", "陈安", Decimal(4), "合格"),))
    save(qtbot, dialog)
    details = staff_details(context, member)
    assert details.skills == "EDI、RO"
    assert [one.certificate_no for one in details.certificates] == ["T33"]
    assert [one.topic for one in details.trainings] == ["有限空间"]


def test_c12_2_a_certificate_without_its_kind_is_marked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    ask_staff(desk, window, make_staff(context), lambda _id: None)
    dialog = opened(qtbot, window, StaffDialog)
    dialog.certificates.set_value((CertificateForm(certificate_no="T33"),))
    press_save(dialog)
    assert problem(dialog, "certificates")


def test_what_was_typed_into_lines_is_read_back(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    member = make_staff(context)
    give_certificate(context, member, certificate_no="T33", valid_until=date(2027, 3, 1))
    ask_staff(desk, window, member, lambda _id: None)
    dialog = opened(qtbot, window, StaffDialog)
    assert dialog.form() == staff_form(context, member)
