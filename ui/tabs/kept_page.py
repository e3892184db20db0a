"""A page of master data: its records are edited in forms, put out of use, and taken back."""

from typing import Generic, Protocol, TypeVar

from app.queries.records.keeping import Keeping
from ui.table.column import RowT
from ui.tabs.editing_page import EditingPage
from ui.tabs.keeping import take_keeping_step


class Kept(Protocol):
    """Details that say whether their record is in use."""

    @property
    def keeping(self) -> Keeping:
        """Whether it is in use, and what may be done about it."""


KeptT = TypeVar("KeptT", bound=Kept)


class KeptPage(EditingPage[RowT, KeptT], Generic[RowT, KeptT]):
    """A page whose next steps are those of the keeping; its chips have ``OUT_OF_USE_CHIP``, its view ``keeping_steps``
    (``ui/tabs/keeping.py``).
    """

    def take(self, details: KeptT, code: str) -> None:
        take_keeping_step(self.desk, self, details.keeping, code)
