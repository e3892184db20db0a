"""A file in a form: chosen, dropped, looked into in the background, taken away again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.errors import Invalid
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.file_field import FileField
from ui.widgets.fields.text_area import TextArea

NAME = "t.t.field.scan"


def look(path: Path) -> str:
    """Tell how long a file is; an empty one is refused."""
    if not path.read_bytes():
        raise Invalid("empty", field="scan")
    return f"{len(path.read_bytes())} bytes"


@pytest.fixture
def field(jobs: JobRunner, qtbot: QtBot) -> FileField:
    """A field without a file, shown."""
    made = FileField(NAME, look, jobs, (".pdf", ".png"))
    made.setAccessibleName("Scan")
    qtbot.addWidget(made)
    made.show()
    return made


def dragged(*files: Path) -> QMimeData:
    """Return what is dragged with these files."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def drop(widget: object, *files: Path) -> None:
    """Drop files on a widget as a person does with the mouse."""
    mime, copy, left = dragged(*files), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, mime, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, mime, left, none, QEvent.Type.Drop))


def file_in(folder: Path, content: bytes = b"123") -> Path:
    """Return a file with this content."""
    file = folder / "来文.png"
    file.write_bytes(content)
    return file


def cross(field: FileField) -> QToolButton:
    """Return the cross that takes the file away."""
    found = field.findChild(QToolButton, f"{NAME}.remove")
    assert isinstance(found, QToolButton)
    return found


def words(field: FileField) -> str:
    """Return what the field says beside the name of the file."""
    return str(field._words.text())


def test_a_file_that_is_dropped_is_looked_into(field: FileField, tmp_path: Path, qtbot: QtBot) -> None:
    drop(field, file_in(tmp_path))
    qtbot.waitUntil(lambda: words(field) == "3 bytes")
    assert (field.value(), field.shown(), field.problem()) == (tmp_path / "来文.png", "来文.png", "")
    assert "来文.png" in field.button.accessibleName()
    cross(field).click()
    assert (field.value(), field.shown(), cross(field).isHidden()) == (None, "", True)


def test_a_file_that_cannot_be_taken_is_said_at_the_field(field: FileField, tmp_path: Path, qtbot: QtBot) -> None:
    field.set_value(file_in(tmp_path, b""))
    qtbot.waitUntil(lambda: field.problem() == "empty")
    field.set_value(file_in(tmp_path))
    qtbot.waitUntil(lambda: words(field) == "3 bytes")
    assert field.problem() == ""


def test_the_same_file_is_looked_into_again_once_it_was_put_right(
    field: FileField, tmp_path: Path, qtbot: QtBot
) -> None:
    file = file_in(tmp_path, b"")
    field.set_value(file)
    qtbot.waitUntil(lambda: field.problem() != "")
    file.write_bytes(b"12")
    field.set_value(file)
    qtbot.waitUntil(lambda: words(field) == "2 bytes")


def test_of_several_files_none_is_taken(field: FileField, tmp_path: Path) -> None:
    drop(field, file_in(tmp_path), tmp_path / "other.png")
    assert field.value() is None
    assert field.problem() != ""


def test_what_is_no_file_is_not_taken(field: FileField) -> None:
    mime = QMimeData()
    mime.setText("https://example.org/a.png")
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, none)
    event.ignore()
    QApplication.sendEvent(field, event)
    assert not event.isAccepted()


def test_a_file_dropped_on_a_text_is_left_to_the_form(tmp_path: Path, qtbot: QtBot) -> None:
    area = TextArea("t.t.field.text")
    qtbot.addWidget(area)
    text = QMimeData()
    text.setText("泵漏水")
    assert area.canInsertFromMimeData(text)
    assert not area.canInsertFromMimeData(dragged(file_in(tmp_path)))


def test_the_button_asks_for_a_file_without_stopping_the_program(
    field: FileField, tmp_path: Path, qtbot: QtBot
) -> None:
    button = field.findChild(QPushButton, f"{NAME}.choose")
    assert field.focusProxy() is button
    field.choose()
    (dialog,) = field.window().findChildren(QFileDialog)
    assert "*.pdf *.png" in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(file_in(tmp_path)))
    qtbot.waitUntil(lambda: words(field) == "3 bytes")
    dialog.reject()
    qtbot.waitUntil(lambda: not field.window().findChildren(QFileDialog))


def test_a_kept_file_that_is_gone_is_said_so(field: FileField, tmp_path: Path, qtbot: QtBot) -> None:
    file = file_in(tmp_path, b"")
    field.restore(str(file))
    qtbot.waitUntil(lambda: field.problem() == "empty")
    assert field.kept() == str(file)
