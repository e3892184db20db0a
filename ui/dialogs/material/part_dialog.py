"""Adding and changing a part: its code and name, what it is technically, where it lies, its price and cost."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.material.parts import PartForm
from app.i18n import _
from app.labels import label
from app.queries.material.parts import part_form
from app.queries.trade.tax_rates import tax_rates
from app.rules.material.attributes import SPECS
from app.rules.trade.tax_rates import rate_code, rate_text
from app.services.material.parts import LONGEST_SHELF_LIFE, save_part
from models.enums import PartClass, PartFamily
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.material.attribute_fields import AttributeFields
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.parts"
TEXTS = ("number", "name", "spec", "brand", "unit", "bin", "minimum", "price", "cost", "note")
KnownPart = tuple[PartForm, tuple[Decimal, ...]]


class PartDialog(FormDialog):
    """Code, name, model, brand and unit; its class; the attributes of its family; bin and least stock; price with tax
    and cost without.
    """

    def __init__(self, title: str, rates: Sequence[Decimal], parent: QWidget | None = None) -> None:
        """``title`` is translated; ``rates`` are the tax rates to choose from, in percent."""
        super().__init__(NAME, title, _("&Save"), parent)
        field = f"{NAME}.field"
        self.number = LineEdit(f"{field}.number", 60)
        self.name = LineEdit(f"{field}.name")
        self.spec = LineEdit(f"{field}.spec")
        self.brand = LineEdit(f"{field}.brand")
        self.unit = LineEdit(f"{field}.unit", 20)
        self.part_class = Combo(f"{field}.part_class", [(kind.value, label(kind)) for kind in PartClass])
        self.family = Combo(f"{field}.family", [(family.value, label(family)) for family in PartFamily])
        self.attributes = AttributeFields(f"{field}.attributes")
        self.bin = LineEdit(f"{field}.bin", 40)
        self.minimum = QuantityEdit(f"{field}.minimum")
        self.shelf_life_months = NumberEdit(f"{field}.shelf_life_months", least=1, most=LONGEST_SHELF_LIFE)
        self.price = MoneyEdit(f"{field}.price")
        self.cost = MoneyEdit(f"{field}.cost")
        self.tax_rate = Combo(f"{field}.tax_rate", [(rate_code(rate), rate_text(rate)) for rate in rates])
        self.note = TextArea(f"{field}.note")
        self._add_rows()
        self.family.value_changed.connect(self._show_family)
        self.family.set_value(PartFamily.OTHER.value)
        self._version = 0
        self.resize(760, 620)

    def _add_rows(self) -> None:
        self.unit.setPlaceholderText(_("piece, set, m, kg …"))
        self.add_row("number", _("Co&de"), self.number, half=True, required=True)
        self.add_row("part_class", _("Part &class"), self.part_class, half=True, required=True)
        self.add_row("name", _("Part &name"), self.name, required=True)
        self.add_row("spec", _("&Model, specification"), self.spec)
        self.add_row("brand", _("&Brand"), self.brand, half=True)
        self.add_row("unit", _("&Unit"), self.unit, half=True, required=True)
        self.add_section(_("Technical attributes"))
        self.add_row("family", _("&Family"), self.family, half=True, required=True)
        self.add_row("attributes", _("Technical attributes"), self.attributes, wide=True)
        self.add_section(_("Stock"))
        self.add_row("bin", _("B&in"), self.bin, half=True)
        self.add_row("minimum", _("&Least stock"), self.minimum, half=True)
        self.add_row("shelf_life_months", _("S&helf life (months)"), self.shelf_life_months, half=True)
        self.add_section(_("Price and cost"))
        self.add_row("price", _("&Price with tax"), self.price, half=True)
        self.add_row("tax_rate", _("&Tax rate"), self.tax_rate, half=True, required=True)
        self.add_row("cost", _("C&ost without tax"), self.cost, half=True)
        self.add_row("note", _("Not&e"), self.note)

    def _show_family(self, family: str) -> None:
        """Ask for what the family is described by."""
        self.attributes.show_family(PartFamily(family))
        self.show_row("attributes", shown=bool(SPECS[self.attributes.family]))
        self._body.align_with(self.attributes.grid)

    def set_form(self, form: PartForm) -> None:
        """Show a part; ValueError for a tax rate that is not among those to choose from."""
        self._version = form.version
        for name in TEXTS:
            getattr(self, name).set_value(getattr(form, name))
        self.part_class.set_value(form.part_class.value)
        self.family.set_value(form.family.value)
        self.attributes.set_value(form.attributes)
        self.shelf_life_months.set_value(form.shelf_life_months)
        if form.tax_rate is not None:
            self.tax_rate.set_value(rate_code(form.tax_rate))

    def form(self) -> PartForm:
        """Return what is entered."""
        rate, months = self.tax_rate.code(), self.shelf_life_months.value()
        return PartForm(
            part_class=PartClass(self.part_class.code()),
            family=PartFamily(self.family.code()),
            attributes=self.attributes.value(),
            shelf_life_months=None if months is None else int(months),
            tax_rate=Decimal(rate) if rate else None,
            version=self._version,
            **{name: getattr(self, name).value() for name in TEXTS},
        )


def read_new_part(desk: Desk) -> KnownPart:
    """Read what a new part begins with, and the tax rates in use; runs on the read lane."""
    rates = tax_rates(desk.context)
    return PartForm(tax_rate=rates[0] if rates else None), rates


def read_part(desk: Desk, record_id: int) -> KnownPart:
    """Read a part and the tax rates it can have, its own among them; runs on the read lane."""
    form, rates = part_form(desk.context, record_id), tax_rates(desk.context)
    own = () if form.tax_rate is None or form.tax_rate in rates else (form.tax_rate,)
    return form, (*rates, *own)


def ask_new_part(desk: Desk, parent: QWidget, read: KnownPart, on_saved: OnSaved) -> PartDialog:
    """Open the form of a new part (``read_new_part``); ``on_saved`` is given its id."""
    dialog = PartDialog(_("New part"), read[1], parent)
    dialog.set_form(read[0])
    return open_form(desk, dialog, lambda: partial(save_part, desk.context, form=dialog.form()), on_saved)


def ask_part(desk: Desk, parent: QWidget, record_id: int, read: KnownPart, on_saved: OnSaved) -> PartDialog:
    """Open the form of a part as it was read (``read_part``)."""

    def make(again: KnownPart) -> PartDialog:
        dialog = PartDialog(_("Edit part"), again[1], parent)
        dialog.set_form(again[0])
        return dialog

    return open_edited(desk, record_id, read, partial(read_part, desk, record_id), make, save_part, on_saved)
