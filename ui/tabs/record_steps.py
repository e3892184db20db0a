"""Taking steps of a record that ask for something first: a form, or a reason."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, cast

from app.i18n import _
from models.enums import RecordKind
from ui.dialogs.forms.saving import HasForm, Step, open_form
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.widgets.forms.form import FormDialog

Page = RecordPage[Any, Any]
Work = Callable[[], object]


class Versioned(Protocol):
    """Details that say which record they are of, and in which version it was read."""

    @property
    def id(self) -> int:
        """The record."""

    @property
    def version(self) -> int:
        """As it was read: a step of what has changed meanwhile is refused."""


VersionedT = TypeVar("VersionedT", bound=Versioned)


class RecordSteps(Generic[VersionedT]):
    """The steps of the records of a ``kind`` by their codes: ``steps``, and ``aimed``, whose codes are followed by a
    colon and what the step is aimed at. A subclass, or the page, fills both; the page hands over what it is to take.

    What is typed into a form is kept under the code of its step and offered again (``Step``); once a step is taken the
    record is read again.
    """

    def __init__(self, desk: Desk, page: RecordPage[Any, VersionedT], kind: RecordKind) -> None:
        self.desk = desk
        self.page = page
        self.kind = kind
        self.steps: Mapping[str, Callable[[VersionedT], object]] = {}
        self.aimed: Mapping[str, Callable[[VersionedT, str], object]] = {}

    def take(self, details: VersionedT, code: str) -> None:
        """Take a step; KeyError for a code that is none."""
        step, _colon, aim = code.partition(":")
        if aim:
            self.aimed[step](details, aim)
        else:
            self.steps[step](details)

    def work(self, service: Callable[..., object], details: VersionedT) -> Callable[..., object]:
        """Return a service that is still to be told what was entered."""
        return partial(service, self.desk.context, record_id=details.id, version=details.version)

    def step(self, details: VersionedT, code: str) -> Step:
        """Return where what is typed for a step is kept."""
        return Step(self.kind.value, details.id, code)

    def do(self, details: VersionedT, service: Callable[..., object], title: str = "") -> None:
        """Take a step that asks for nothing; ``title`` is what the status bar says meanwhile."""
        self.desk.save(self.page, self.work(service, details), self.page.reload_details, title)

    def open(self, details: VersionedT, code: str, dialog: FormDialog, answer: Callable[[], Work]) -> None:
        """Open the form of a step; ``answer`` as for ``open_form``."""
        reload = lambda _answer: self.page.reload_details()  # noqa: E731
        open_form(self.desk, dialog, answer, reload, about=self.step(details, code).about())

    def ask_form(self, details: VersionedT, code: str, dialog: FormDialog, service: Callable[..., object]) -> None:
        """Open the form of a step and give what is entered to its service as ``form``."""
        entered, work = cast("HasForm", dialog).form, self.work(service, details)
        self.open(details, code, dialog, lambda: partial(work, form=entered()))

    def ask_reason(
        self,
        details: VersionedT,
        code: str,
        title: str,
        service: Callable[..., object],
        *,
        name: str,
        save_text: str = "",
    ) -> None:
        """Ask for the reason of a step and give it to its service; what else is named here is that of ``ask_why``."""
        self.ask_why(details, code, title, self.work(service, details), name=name, save_text=save_text)

    def ask_why(
        self,
        details: VersionedT,
        code: str,
        title: str,
        save: Callable[..., object],
        *,
        name: str,
        save_text: str = "",
    ) -> None:
        """Ask for the reason of a step and call ``save`` with it as ``reason`` on the write lane.

        ``name`` is that of the form. ``save_text`` is what its button says, else its title.
        """
        ask_text(
            self.desk,
            self.page,
            name,
            title,
            _("&Reason"),
            save_text or title,
            lambda reason: save(reason=reason),
            self.page.reload_details,
            step=self.step(details, code),
        )
