"""Registering what a customer brings for repair, and correcting the entry while it is here (N7)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.material.returns import CustomerGoodsForm
from app.i18n import _
from app.queries.material.customer_goods import customer_goods_form, new_customer_goods_form
from app.services.material.customer_goods import save_customer_goods
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.goods_lines import GoodsLines
from ui.dialogs.material.source_fields import SOURCES, Known, SourceFields
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.customer_goods"
LONGEST, LONGEST_NAME = 4000, 60
TYPED = ("received_at", "received_by", "brought_by", "contact_phone", "fault", "place")
KnownGoods = tuple[CustomerGoodsForm, Known]  # with the records that it names


class CustomerGoodsDialog(FormDialog):
    """Whose it is, what was brought and how it looked, what is wrong with it, who brought it and who took it."""

    def __init__(self, desk: Desk, read: KnownGoods, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        field = f"{NAME}.field"
        self.sources = SourceFields(desk, self, with_customer=True)
        self.items = GoodsLines(f"{field}.items")
        self.fault = TextArea(f"{field}.fault", LONGEST, 2)
        self.received_at = DateTimeEdit(f"{field}.received_at", desk.now, desk.zone)
        self.received_by = LineEdit(f"{field}.received_by", LONGEST_NAME)
        self.brought_by = LineEdit(f"{field}.brought_by", LONGEST_NAME)
        self.contact_phone = LineEdit(f"{field}.contact_phone", 40, phone_problem)
        self.place = LineEdit(f"{field}.place")
        self.reason = TextArea(f"{field}.reason", LONGEST, 2, self)
        self._add_rows(is_new=read[0].version == 0)
        self.set_read(read)
        self.resize(1080, 620)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("Whose it is"))
        self.sources.add_rows()
        self.add_section(_("What was brought"))
        self.add_row("items", _("Things"), self.items, required=True, wide=True, check=self._items_problem)
        self.add_row("fault", _("&Fault"), self.fault, required=True)
        self.add_section(_("Handed in"))
        repaired = _("Due back repaired five working days later (N2)")
        self.add_row("received_at", _("Handed in &at"), self.received_at, required=True, half=True,
                     check=self._time_problem, hint=repaired)  # fmt: skip
        self.add_row("received_by", _("Ta&ken by"), self.received_by, half=True)
        self.add_row("brought_by", _("Deli&vered by"), self.brought_by, required=True, half=True)
        self.add_row("contact_phone", _("Pho&ne"), self.contact_phone, half=True)
        self.add_row("place", _("Where it &lies"), self.place, half=True)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def set_read(self, read: KnownGoods) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known = read
        self._version = form.version
        self.sources.show_sources(form, known)
        self.items.set_value(form.items)
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> CustomerGoodsForm:
        """Return what is entered."""
        return CustomerGoodsForm(
            items=self.items.value(),
            reason=self.reason.value(),
            version=self._version,
            **self.sources.ids(),
            **{name: getattr(self, name).value() for name in TYPED},
        )

    def _items_problem(self) -> str:
        return "" if self.items.value() else _("Enter what the customer brought.")

    def _time_problem(self) -> str:
        return past_problem(self.received_at.value(), self._desk)


def read_new_goods(desk: Desk, request_id: int | None = None) -> KnownGoods:
    """Read the form of goods brought now, for a request where one is given; on the read lane."""
    return _known(desk, new_customer_goods_form(desk.context, request_id=request_id))


def read_goods(desk: Desk, record_id: int) -> KnownGoods:
    """Read goods and what their form names; on the read lane."""
    return _known(desk, customer_goods_form(desk.context, record_id))


def _known(desk: Desk, form: CustomerGoodsForm) -> KnownGoods:
    return form, read_items(desk, *(getattr(form, name) for name in SOURCES))


def ask_new_goods(desk: Desk, parent: QWidget, request_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of goods brought now, for a request or for none; ``on_saved`` is given the id."""
    make = lambda read: CustomerGoodsDialog(desk, read, _("New customer's goods"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_goods, desk, request_id),
        make,
        save_customer_goods,
        on_saved,
        {"request_id": request_id},
    )


def ask_goods(desk: Desk, parent: QWidget, record_id: int, read: KnownGoods, on_saved: OnSaved) -> CustomerGoodsDialog:
    """Open the form of goods as they were read (``read_goods``)."""
    make = lambda again: CustomerGoodsDialog(desk, again, _("Edit customer's goods"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_goods, desk, record_id), make, save_customer_goods, on_saved)
