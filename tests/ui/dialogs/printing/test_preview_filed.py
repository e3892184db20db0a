"""What was filed is shown as it lies in the archive; an issued paper comes out again only as a reprint."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from app.archive.filing import Filing, file_document
from app.context import Context
from app.queries.archive.documents import filed_document
from app.queries.people.dispatches import dispatch_details
from app.services.papers import issue_paper
from models.people.dispatch import Dispatch
from reports.build import build_paper
from tests.app.papers.test_pages import paper
from tests.factories import FRIDAY, make_agreed_dispatch, make_dispatch
from tests.reports.reading import whole_text
from tests.ui.by_hand import opened
from tests.ui.dialogs.paper_tray import PaperTray
from tests.ui.dialogs.previews import FORM_ID, press, save_as, settled
from ui.dialogs.printing.preview_filed import FiledPreview
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.printing.printing import open_document
from ui.runtime.desk import Desk
from ui.runtime.errors import ErrorBox


@pytest.fixture
def dispatch(context: Context) -> int:
    """A dispatch whose order was issued."""
    context.printer = build_paper
    made = make_agreed_dispatch(context)
    issue_paper(context, form_id=FORM_ID, record_id=made)
    return made


def _document(context: Context, dispatch: int) -> int:
    return dispatch_details(context, dispatch).papers[0].document_id


def _file(context: Context, name: str, media_type: str, content: bytes) -> int:
    """File what came in from outside and return its document."""
    filing = Filing(content, name, media_type, "A6-04", "", "签收单扫描件", 1, FRIDAY.date())
    record_id = make_dispatch(context)
    with context.write() as session:
        return file_document(session, context.store, session.get_one(Dispatch, record_id), filing).id


def _shown(desk: Desk, window: QWidget, document: int, qtbot: QtBot) -> FiledPreview:
    open_document(desk, window, document)
    return settled(desk, opened(qtbot, window, FiledPreview), qtbot)


def test_the_file_itself_is_shown_and_a_copy_can_be_kept(
    desk: Desk, window: QWidget, context: Context, dispatch: int, tmp_path: Path, qtbot: QtBot
) -> None:
    document = _document(context, dispatch)
    preview = _shown(desk, window, document, qtbot)
    assert preview.view.count == 6
    save_as(desk, preview, tmp_path / "copy.pdf", qtbot)
    assert (tmp_path / "copy.pdf").read_bytes() == filed_document(context, document).file.content
    with qtbot.waitSignal(desk.file_opened) as outside:
        press(desk, preview, "action.outside", qtbot)
    assert outside.args is not None
    assert outside.args[0].read_bytes() == (tmp_path / "copy.pdf").read_bytes()


def test_an_issued_paper_is_printed_again_as_a_reprint(
    desk: Desk, window: QWidget, context: Context, dispatch: int, qtbot: QtBot
) -> None:
    preview = _shown(desk, window, _document(context, dispatch), qtbot)
    press(desk, preview, "action.print", qtbot)
    again = settled(desk, opened(qtbot, window, PaperPreview), qtbot)
    assert "补打" in whole_text(again.look.pages.pdf)


def test_an_earlier_revision_can_be_looked_at(
    desk: Desk, window: QWidget, context: Context, dispatch: int, qtbot: QtBot
) -> None:
    with context.write() as session:
        session.execute(update(Dispatch).where(Dispatch.id == dispatch).values(tools="扭力扳手"))
    issue_paper(context, form_id=FORM_ID, record_id=dispatch)
    preview = _shown(desk, window, _document(context, dispatch), qtbot)
    assert preview.files.isVisible()
    assert "扭力扳手" in whole_text(preview.pages.pdf)
    preview.files.set_value("1")
    settled(desk, preview, qtbot)
    assert "扭力扳手" not in whole_text(preview.pages.pdf)


def test_what_came_in_is_printed_as_it_is(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    document = _file(context, "签收单.pdf", "application/pdf", paper((210.0, 297.0)))
    preview = _shown(desk, window, document, qtbot)
    tray = preview.printers = PaperTray(tmp_path)
    press(desk, preview, "action.print", qtbot)
    assert tray.sheets.exists()
    assert preview.message.text


def test_without_a_printer_that_is_said(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    document = _file(context, "签收单.pdf", "application/pdf", paper((210.0, 297.0)))
    preview = _shown(desk, window, document, qtbot)
    if preview.printers.available():
        pytest.skip("this computer has a printer")
    press(desk, preview, "action.print", qtbot)
    assert preview.message.text


def test_what_is_no_pdf_opens_outside(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    document = _file(context, "现场.jpg", "image/jpeg", b"a picture")
    with qtbot.waitSignal(desk.file_opened) as outside:
        open_document(desk, window, document)
    assert outside.args is not None
    assert (outside.args[0].name, outside.args[0].read_bytes()) == ("现场.jpg", b"a picture")


def test_a_damaged_file_is_told_in_a_box(
    desk: Desk, window: QWidget, context: Context, dispatch: int, qtbot: QtBot
) -> None:
    document = _document(context, dispatch)
    for stored in context.folder.files.rglob("*/*"):
        stored.write_bytes(b"%PDF damaged")
    with qtbot.assertNotEmitted(desk.file_opened):
        open_document(desk, window, document)
        opened(qtbot, window, ErrorBox)
    assert window.findChild(QPushButton, "error.box.close")


def test_a_document_without_a_file_is_told(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    open_document(desk, window, make_dispatch(context))
    assert opened(qtbot, window, ErrorBox)
