"""The window of the audit trail, driven as a person does."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.context import Context
from app.i18n import _
from app.labels.fields import FIELDS, OF_TABLE
from app.labels.stored import TABLES
from app.queries.access.audit_words import NOT_SHOWN
from models.base import Base
from models.enums import RecordKind
from tests.factories import make_customer
from tests.material_factories import make_part
from tests.ui.dialogs.asking import button
from ui.dialogs.access.audit_page import CHIPS, NAME, audit_columns, column_name
from ui.dialogs.access.audit_window import AuditWindow
from ui.runtime.desk import Desk

PROGRAMS_OWN = {"audit_entry", "number_series"}


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, context: Context) -> AuditWindow:
    """The window with something in the trail."""
    make_customer(context, name="华东化工有限公司")
    make_part(context)
    shown = AuditWindow(desk)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.page.details is not None and desk.jobs.is_idle)
    return shown


def test_every_table_and_column_of_the_trail_has_a_name() -> None:
    tables = {mapper.class_.__tablename__: mapper for mapper in Base.registry.mappers}
    named = {"record", "priced_record"} | PROGRAMS_OWN  # never written by themselves
    assert set(tables) - set(TABLES) - named == set()
    columns = {prop.key for table, one in tables.items() if table not in PROGRAMS_OWN for prop in one.column_attrs}
    assert columns - NOT_SHOWN - set(FIELDS) == set()


def test_the_pane_tells_the_newest_entry_and_leads_to_its_record(window: AuditWindow, desk: Desk, qtbot: QtBot) -> None:
    window.show_words("机械密封")
    qtbot.waitUntil(lambda: window.page.details is not None and window.page.details.kind is RecordKind.PART)
    details = window.page.details
    assert details is not None
    with qtbot.waitSignal(desk.show_requested) as shown:
        button(window, f"{NAME}.detail.facts.entry.part:{details.record_id}").click()
    assert shown.args == ["part", details.record_id]


def test_the_whole_trail_is_checked_and_marked(window: AuditWindow, qtbot: QtBot) -> None:
    window.check_button.setFocus()
    qtbot.keyClick(window.check_button, Qt.Key.Key_Space)
    qtbot.waitUntil(window.check_button.isEnabled)
    assert window.mark.text().startswith("记录完整：共 ")
    assert window.mark.property("tone") == "kept"


def test_a_tampered_trail_is_marked_broken(window: AuditWindow, context: Context, qtbot: QtBot) -> None:
    with context.database.write_session() as session, session.begin():
        session.execute(text("UPDATE audit_entry SET reason = '改过' WHERE id = 2"))
    window.check_button.click()
    qtbot.waitUntil(window.check_button.isEnabled)
    assert window.mark.text().startswith("第 2 条记录不连续")
    assert window.mark.property("tone") == "overdue"


def test_it_says_who_did_what_to_which_record(window: AuditWindow) -> None:
    titles = {column.key: _(column.title) for column in audit_columns(window.page.desk)}
    assert (titles["user_name"], titles["title"]) == ("操作人", "记录")
    assert [_(chip.title) for chip in CHIPS if chip.code == "mine"] == ["本人操作"]


def test_a_field_reads_as_its_table_means_it() -> None:
    assert [column_name("arrived_at", table) for table in ("dispatch", "shipment")] == ["到场时间", "到货时间"]
    assert set(OF_TABLE) <= set(TABLES)
    assert {name for named in OF_TABLE.values() for name in named} <= set(FIELDS)
