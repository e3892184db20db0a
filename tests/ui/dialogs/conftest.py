"""What the tests of the dialogs share."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown window for dialogs to stand over."""
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown
