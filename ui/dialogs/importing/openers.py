"""Opening the assistant over the main window or a list, with the kind of that list chosen."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.imports.kinds import LEDGERS
from app.imports.kinds.statement import STATEMENT
from ui.dialogs.forms.list_window import opened_window
from ui.dialogs.importing.assistant import ImportAssistant
from ui.dialogs.importing.preview_step import PreviewStep
from ui.dialogs.importing.statement_step import StatementStep
from ui.runtime.desk import Desk

NAME, STATEMENT_NAME = "main.import", "receivables.statement"


def open_import(desk: Desk, parent: QWidget, kind: str = LEDGERS[0]) -> ImportAssistant:
    """Open the assistant for ledgers; ``kind`` is chosen at first."""
    return opened_window(ImportAssistant(desk, NAME, _("Import"), LEDGERS, kind, PreviewStep, parent))


def open_statement(desk: Desk, parent: QWidget) -> ImportAssistant:
    """Open the assistant for a bank's statement."""
    kinds = (STATEMENT.code,)
    title = _("Import a bank statement")
    return opened_window(ImportAssistant(desk, STATEMENT_NAME, title, kinds, kinds[0], StatementStep, parent))
