"""The form in which a page edits its records: how what it needs is read, and how it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk

FormT = TypeVar("FormT")


@dataclass(frozen=True, slots=True)
class EditForm(Generic[FormT]):
    """``read`` finds on the read lane what the form of a record shows, ``ask`` opens the form with it."""

    read: Callable[[Desk, int], FormT]
    ask: Callable[[Desk, QWidget, int, FormT, OnSaved], object]
