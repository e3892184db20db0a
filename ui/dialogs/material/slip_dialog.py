"""Writing an issue slip: what for, who takes the goods, which items (C6.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.material.slips import SlipForm
from app.i18n import _
from app.labels import label
from app.queries.material.slip_forms import StockNow, new_slip_form, slip_form, stock_now
from app.rules.material.slips import past_day_question
from app.services.material.slips import save_slip
from models.enums import HandingOver, RecordKind, SlipKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.slip_lines import SlipLines
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.slips"
LONGEST, LONGEST_NAME = 4000, 60
PAST = "past_day"
SOURCES = {  # field of SlipForm → what may be picked there
    "request_id": RecordKind.REQUEST,
    "order_id": RecordKind.ORDER,
    "dispatch_id": RecordKind.DISPATCH,
    "project_id": RecordKind.PROJECT,
}
FILLING = ("request_id", "order_id", "dispatch_id")  # whose needs become items


@dataclass(frozen=True, slots=True)
class SlipSource:
    """What a new slip is for: a request, an order, a dispatch, a project, some needs, or nothing yet."""

    record_id: int | None = None
    need_ids: tuple[int, ...] = ()

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        return {"record_id": self.record_id, "need_ids": list(self.need_ids)}


def slip_source(about: Mapping[str, Any]) -> SlipSource:
    """Return the source that a form keeps."""
    return SlipSource(about["record_id"], tuple(about["need_ids"]))


@dataclass(frozen=True, slots=True)
class SlipDraft:
    """What the form starts with: the slip, the names of what it points to, and what lies in stock of its parts."""

    form: SlipForm
    items: Mapping[int, PickItem] = field(default_factory=dict)
    stock: Mapping[int, StockNow] = field(default_factory=dict)


class SlipDialog(FormDialog):
    """A slip as it is written; what is short is shown at once, and may be saved all the same."""

    def __init__(self, desk: Desk, draft: SlipDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk = desk
        own = f"{NAME}.field"
        self.slip_kind = Combo(f"{own}.slip_kind", [(kind.value, label(kind)) for kind in SlipKind])
        self.handing_over = Combo(f"{own}.handing_over", [(way.value, label(way)) for way in HandingOver])
        self.pickers = {name: record_picker(desk, f"{own}.{name}", kind) for name, kind in SOURCES.items()}
        self.picker_name = LineEdit(f"{own}.picker_name", LONGEST_NAME)
        self.department = LineEdit(f"{own}.department", LONGEST_NAME)
        self.needed_on = DateEdit(f"{own}.needed_on", desk.today)
        self.due_back_on = DateEdit(f"{own}.due_back_on", desk.today)
        self.past_day = CheckRow(f"{own}.{PAST}", [(PAST, _("The day is meant"))])
        self.purpose = TextArea(f"{own}.purpose", LONGEST, 2)
        self.lines = SlipLines(f"{own}.lines", desk)
        self._add_rows()
        self.set_draft(draft)
        self._connect_fields()
        self.resize(1080, 640)

    def _add_rows(self) -> None:
        self.add_section(_("What the goods are for"))
        self.add_row("slip_kind", _("&Kind"), self.slip_kind, required=True, half=True)
        self.add_row("due_back_on", _("Due &back on"), self.due_back_on, half=True)
        self.add_row("request_id", _("&Request"), self.pickers["request_id"], half=True)
        self.add_row("order_id", _("&Order"), self.pickers["order_id"], half=True)
        self.add_row("dispatch_id", _("&Dispatch"), self.pickers["dispatch_id"], half=True)
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("purpose", _("P&urpose"), self.purpose)
        self.add_section(_("Who takes the goods, how"))
        self.add_row("picker_name", _("&Picker"), self.picker_name, half=True)
        self.add_row("department", _("D&epartment"), self.department, half=True)
        self.add_row("handing_over", _("&Way of handing over"), self.handing_over, half=True)
        self.add_row("needed_on", _("&Needed on"), self.needed_on, half=True)
        self.add_row(PAST, _("Is p&ast"), self.past_day, check=self._past_problem)
        self.add_section(_("Items"))
        self.add_row("lines", _("Items"), self.lines, wide=True)

    def _connect_fields(self) -> None:
        self.slip_kind.value_changed.connect(lambda _kind: self._show_kind())
        self.lines.value_changed.connect(lambda _lines: self._read_stock())
        for name in FILLING:
            self.pickers[name].value_changed.connect(partial(self._on_source_picked, name))
        for edit in (self.needed_on, self.due_back_on):
            edit.value_changed.connect(lambda _day: self._ask_past())
        self._show_kind()
        self._read_stock()

    # form in and out ---------------------------------------------------------------------------------------------

    def set_draft(self, draft: SlipDraft) -> None:
        """Show what the form starts with."""
        form = draft.form
        self._version = form.version
        self._known_days = (form.needed_on, form.due_back_on)
        self.slip_kind.set_value(form.slip_kind.value)
        self.handing_over.set_value(form.handing_over.value)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), draft.items)
        for name in ("picker_name", "department", "needed_on", "due_back_on", "purpose"):
            getattr(self, name).set_value(getattr(form, name))
        self.lines.offer(form.lines, draft.items)
        self.lines.show_stock(draft.stock)

    def form(self) -> SlipForm:
        """Return what is entered."""
        return SlipForm(
            slip_kind=self._kind,
            handing_over=HandingOver(self.handing_over.code()),
            picker_name=self.picker_name.value(),
            department=self.department.value(),
            purpose=self.purpose.value(),
            needed_on=self.needed_on.value(),
            due_back_on=self.due_back_on.value() if self._kind is SlipKind.LOAN else None,
            past_day=PAST in self.past_day.value(),
            lines=self.lines.value(),
            version=self._version,
            **{name: picked_id(picker) for name, picker in self.pickers.items()},
        )

    @property
    def _kind(self) -> SlipKind:
        return SlipKind(self.slip_kind.code())

    def _show_kind(self) -> None:
        is_loan = self._kind is SlipKind.LOAN
        self.show_row("due_back_on", shown=is_loan)
        self.require("due_back_on", required=is_loan)
        self._ask_past()

    def _ask_past(self) -> None:
        """Ask whether a day that is past is meant, as long as one stands there."""
        asks = bool(self._past_question())
        if not asks and not self.is_restoring:
            self.past_day.set_value(frozenset())
        self.show_row(PAST, shown=asks)

    def _past_question(self) -> str:
        form = self.form()
        return past_day_question((form.needed_on, form.due_back_on), self._known_days, self._desk.today())

    def _past_problem(self) -> str:
        return "" if PAST in self.past_day.value() else self._past_question()

    # what follows from what is entered ---------------------------------------------------------------------------

    def _read_stock(self) -> None:
        """Read what lies in stock of parts that were just chosen."""
        unknown = self.lines.unknown_parts()
        if unknown:
            read = partial(stock_now, self._desk.context, tuple(unknown), self.lines.need_ids())
            self._desk.jobs.run_read(f"{NAME}.stock", lambda _progress: read(), self.lines.show_stock)

    def _on_source_picked(self, name: str, item: PickItem | None) -> None:
        """What a request, an order or a dispatch needs becomes items, while none is entered."""
        if item is None or self.is_restoring or self.lines.value():
            return
        read = partial(read_new_slip, self._desk, SlipSource(item.id))
        self._desk.jobs.run_read(f"{NAME}.source", lambda _progress: read(), partial(self._on_source_read, name))

    def _on_source_read(self, name: str, draft: SlipDraft) -> None:
        if getattr(draft.form, name) != picked_id(self.pickers[name]) or self.lines.value():
            return
        self.slip_kind.set_value(draft.form.slip_kind.value)
        for other, picker in self.pickers.items():
            if picked_id(picker) is None:
                choose(picker, getattr(draft.form, other), draft.items)
        for own in ("picker_name", "department", "needed_on"):
            if not getattr(self, own).value():
                getattr(self, own).set_value(getattr(draft.form, own))
        self.lines.offer(draft.form.lines, draft.items)
        self.lines.show_stock(draft.stock)


def read_new_slip(desk: Desk, source: SlipSource) -> SlipDraft:
    """Read the form of a new slip and what it names; on the read lane."""
    form = new_slip_form(desk.context, record_id=source.record_id, need_ids=source.need_ids)
    return slip_draft(desk, form)


def read_slip(desk: Desk, record_id: int) -> SlipDraft:
    """Read a slip and what its form names; on the read lane."""
    return slip_draft(desk, slip_form(desk.context, record_id))


def slip_draft(desk: Desk, form: SlipForm) -> SlipDraft:
    """Return a form with the names and the stock of what it points to; on the read lane."""
    parts = tuple(_known(line.part_id for line in form.lines))
    named = (getattr(form, name) for name in SOURCES)
    needs = tuple(_known(line.need_id for line in form.lines))
    return SlipDraft(form, read_items(desk, *named, *parts), stock_now(desk.context, parts, needs))


def _known(ids: Iterable[int | None]) -> Iterable[int]:
    return (one for one in ids if one is not None)


def ask_new_slip(desk: Desk, parent: QWidget, source: SlipSource, on_saved: OnSaved) -> None:
    """Open the form of a new slip; ``on_saved`` is given its id."""
    make = lambda draft: SlipDialog(desk, draft, _("New issue slip"), parent)  # noqa: E731
    open_new(desk, parent, partial(read_new_slip, desk, source), make, save_slip, on_saved, source.about())


def ask_slip(desk: Desk, parent: QWidget, record_id: int, draft: SlipDraft, on_saved: OnSaved) -> SlipDialog:
    """Open the form of a slip as it was read (``read_slip``)."""
    make = lambda read: SlipDialog(desk, read, _("Edit the issue slip"), parent)  # noqa: E731
    return open_edited(desk, record_id, draft, partial(read_slip, desk, record_id), make, save_slip, on_saved)
