"""Writing a shipment: which slips leave, from whom to whom, how it travels, what is in which package (C6.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.material.shipments import ShipmentForm
from app.i18n import N_, _
from app.labels import label
from app.queries.material.shipment_forms import SlipToShip, new_shipment_form, shipment_form, slips_to_ship
from app.rules.permissions import Permission
from app.services.material.shipments import save_shipment
from models.enums import FreightPayer, HandlingMark, PartnerRole, PickupMode, RecordKind, SlipState, TransportMode
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.package_lines import PackageLines, PackedLines, packed_of, with_items
from ui.dialogs.material.party_field import PartyField
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.shipments"
LONGEST = 4000
YES = "yes"
CHOICES = {"mode": TransportMode, "pickup": PickupMode, "freight_payer": FreightPayer}
TEXTS = {  # field of ShipmentForm → its label, and how much fits
    "carrier_name": (N_("Carrier's &name"), 60),
    "waybill_no": (N_("&Waybill no."), 60),
    "vehicle_no": (N_("&Vehicle no."), 40),
    "driver": (N_("Driver, phone"), 60),
    "dangerous_goods": (N_("&UN no., class"), 200),
    "documents_enclosed": (N_("Documents enclosed"), 200),
}
MONEY = {
    "freight": N_("&Freight"),
    "declared_value": N_("Declared value"),
    "insurance_fee": N_("Insurance fee"),
}
DAYS = ("ship_on", "arrive_on")


@dataclass(frozen=True, slots=True)
class ShipmentDraft:
    """What the form starts with: the shipment, the slips that may leave with it, and the carrier it names."""

    form: ShipmentForm
    slips: tuple[SlipToShip, ...] = ()
    items: Mapping[int, PickItem] = field(default_factory=dict)


class ShipmentDialog(FormDialog):
    """A shipment as it is written. Whoever ticks a slip finds its goods in the first package, and where they go."""

    def __init__(self, desk: Desk, draft: ShipmentDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk = desk
        self._slips = {str(slip.id): slip for slip in draft.slips}
        self._sees_money = desk.context.actor.may(Permission.VIEW_MONEY)
        self._make_fields()
        self._add_rows()
        self.set_draft(draft)
        self._connect_fields()
        self.resize(1120, 700)

    def _make_fields(self) -> None:
        own = f"{NAME}.field"
        self.slip_ids = CheckRow(f"{own}.slip_ids", [(code, _slip_words(slip)) for code, slip in self._slips.items()])
        self.shipper = PartyField(f"{own}.shipper", _("Consignor"))
        self.consignee = PartyField(f"{own}.consignee", _("Consignee"))
        self.packages = PackageLines(f"{own}.packages")
        self.packed = PackedLines(f"{own}.packed")
        self.combos = {
            name: Combo(f"{own}.{name}", [(one.value, label(one)) for one in kinds]) for name, kinds in CHOICES.items()
        }
        carriers = lambda: {"role": PartnerRole.CARRIER}  # noqa: E731
        self.carrier = record_picker(self._desk, f"{own}.carrier_id", RecordKind.PARTNER, carriers)
        self.texts = {name: LineEdit(f"{own}.{name}", longest) for name, (_title, longest) in TEXTS.items()}
        self.sums = {name: MoneyEdit(f"{own}.{name}") for name in MONEY} if self._sees_money else {}
        self.days = {name: DateEdit(f"{own}.{name}", self._desk.today) for name in DAYS}
        self.insured = CheckRow(f"{own}.insured", [(YES, _("Insured for the declared value"))])
        self.large = CheckRow(f"{own}.large", [(YES, _("Large goods: leave with a printed notice (C6.4)"))])
        self.marks = CheckRow(f"{own}.marks", [(mark.value, label(mark)) for mark in HandlingMark])
        self.note = TextArea(f"{own}.note", LONGEST, 2)

    def _add_rows(self) -> None:
        self.add_section(_("Issue slips that leave"))
        waits = "" if self._slips else _("No approved slip waits whose goods are consigned or go by courier.")
        self.add_row("slip_ids", _("S&lips"), self.slip_ids, hint=waits)
        self.add_row("large", _("Large goods"), self.large)
        self.add_section(_("From whom to whom"))
        self.add_row("shipper", _("C&onsignor"), self.shipper)
        self.add_row("consignee", _("&Consignee"), self.consignee)
        self.add_section(_("Packages"))
        self.add_row("packages", _("Packages"), self.packages, wide=True)
        self.add_section(_("What is in them"))
        self.add_row("packed", _("What is in them"), self.packed, wide=True)
        self._add_transport()

    def _add_transport(self) -> None:
        self.add_section(_("Transport"))
        self.add_row("mode", _("Transport mode"), self.combos["mode"], required=True, half=True)
        self.add_row("pickup", _("Pick-up"), self.combos["pickup"], required=True, half=True)
        self.add_row("ship_on", _("S&hip on"), self.days["ship_on"], half=True)
        self.add_row("arrive_on", _("&Arrive by"), self.days["arrive_on"], half=True, check=self._day_problem)
        self.add_row("carrier_id", _("Ca&rrier"), self.carrier, half=True)
        self._add_texts("carrier_name", "waybill_no", "vehicle_no", "driver")
        self.add_row("freight_payer", _("Freight pa&id"), self.combos["freight_payer"], required=True, half=True)
        if self._sees_money:
            self.add_row("freight", _(MONEY["freight"]), self.sums["freight"], half=True)
        self.add_row("insured", _("Insurance"), self.insured)
        for name in ("declared_value", "insurance_fee") if self._sees_money else ():
            self.add_row(name, _(MONEY[name]), self.sums[name], half=True)
        self.add_row("marks", _("Marks"), self.marks)
        self._add_texts("dangerous_goods", "documents_enclosed")
        self.add_row("note", _("Not&e"), self.note)

    def _add_texts(self, *names: str) -> None:
        for name in names:
            self.add_row(name, _(TEXTS[name][0]), self.texts[name], half=True)

    def _connect_fields(self) -> None:
        self.slip_ids.value_changed.connect(self._on_slips_ticked)
        self.packages.value_changed.connect(lambda lines: self.packed.count_packages(len(lines)))
        self.carrier.value_changed.connect(self._on_carrier_picked)
        self.combos["mode"].value_changed.connect(lambda _code: self._show_rows())
        self.insured.value_changed.connect(lambda _codes: self._show_rows())
        self.marks.value_changed.connect(lambda _codes: self._show_rows())
        self.packed.count_packages(len(self.packages.value()))
        self._show_rows()

    def _show_rows(self) -> None:
        """Ask for what the choices make necessary, and for nothing else."""
        is_own = self.combos["mode"].code() == TransportMode.OWN
        for name in ("carrier_id", "carrier_name", "waybill_no"):
            self.show_row(name, shown=not is_own)
        for name in ("declared_value", "insurance_fee") if self._sees_money else ():
            self.show_row(name, shown=YES in self.insured.value())
        is_dangerous = HandlingMark.DANGEROUS in self.marks.value()
        self.show_row("dangerous_goods", shown=is_dangerous)
        self.require("dangerous_goods", required=is_dangerous)

    # form in and out ---------------------------------------------------------------------------------------------

    def set_draft(self, draft: ShipmentDraft) -> None:
        """Show what the form starts with."""
        form = draft.form
        self._version = form.version
        self.slip_ids.set_value(frozenset(str(one) for one in form.slip_ids))
        self._offered = self.slip_ids.value()
        self.shipper.set_value(form.shipper)
        self.consignee.set_value(form.consignee)
        for name, combo in self.combos.items():
            combo.set_value(getattr(form, name).value)
        choose(self.carrier, form.carrier_id, draft.items)
        self._fill_fields(form)
        self.insured.set_value(_ticked(form.insured))
        self.large.set_value(_ticked(form.large))
        self.marks.set_value(frozenset(mark.value for mark in form.marks))
        self.note.set_value(form.note)
        self.packages.set_value(form.packages)
        self.packed.offer([one for code in self._ticked() for one in self._slips[code].goods])
        self.packed.set_value(packed_of(form.packages))

    def _fill_fields(self, form: ShipmentForm) -> None:
        for name, text in self.texts.items():
            text.set_value(getattr(form, name))
        for name, amount in self.sums.items():
            amount.set_value(getattr(form, name))
        for name, day in self.days.items():
            day.set_value(getattr(form, name))

    def form(self) -> ShipmentForm:
        """Return what is entered."""
        is_own = self.combos["mode"].code() == TransportMode.OWN
        return ShipmentForm(
            slip_ids=tuple(int(code) for code in self._ticked()),
            shipper=self.shipper.value(),
            consignee=self.consignee.value(),
            carrier_id=None if is_own else picked_id(self.carrier),
            insured=self._is_insured,
            large=YES in self.large.value(),
            marks=frozenset(HandlingMark(code) for code in self.marks.value()),
            note=self.note.value(),
            packages=with_items(self.packages.value(), self.packed.value()),
            version=self._version,
            **self._typed(),
        )

    def _typed(self) -> dict[str, Any]:
        """Return what is chosen and typed; what is not asked for now does not count."""
        values: dict[str, Any] = {name: kinds(self.combos[name].code()) for name, kinds in CHOICES.items()}
        values |= {name: edit.value() for name, edit in self.texts.items()}
        values |= {name: edit.value() for name, edit in self.days.items()}
        if HandlingMark.DANGEROUS not in self.marks.value():
            values["dangerous_goods"] = ""
        counted = self.sums if self._is_insured else {name: self.sums[name] for name in self.sums if name == "freight"}
        return values | {name: edit.value() for name, edit in counted.items()}

    @property
    def _is_insured(self) -> bool:
        return YES in self.insured.value()

    def _ticked(self) -> list[str]:
        """Return the slips that are ticked, in their order."""
        return [code for code in self._slips if code in self.slip_ids.value()]

    def _day_problem(self) -> str:
        leaves, arrives = (self.days[name].value() for name in DAYS)
        is_early = leaves is not None and arrives is not None and arrives < leaves
        return _("It cannot arrive before it leaves.") if is_early else ""

    # what follows from what is entered ---------------------------------------------------------------------------

    def _on_slips_ticked(self, codes: frozenset[str]) -> None:
        """Offer and pack the goods of slips that were ticked, and ask where they go while nobody has said it."""
        added, self._offered = codes - self._offered, codes
        self.packed.offer([one for code in self._ticked() for one in self._slips[code].goods])
        if self.is_restoring:
            return
        self.packed.pack([one for code in self._ticked() if code in added for one in self._slips[code].goods])
        if added:
            read = partial(new_shipment_form, self._desk.context, slip_ids=[int(code) for code in self._ticked()])
            self._desk.jobs.run_read(f"{NAME}.proposed", lambda _progress: read(), self._propose)

    def _propose(self, proposed: ShipmentForm) -> None:
        if not self.consignee.shown():
            self.consignee.set_value(proposed.consignee)
        if proposed.large:
            self.large.set_value(_ticked(True))
        self.marks.set_value(self.marks.value() | {mark.value for mark in proposed.marks})
        if self.days["arrive_on"].value() is None:
            self.days["arrive_on"].set_value(proposed.arrive_on)

    def _on_carrier_picked(self, item: PickItem | None) -> None:
        if item is not None and not self.is_restoring:
            self.texts["carrier_name"].set_value(item.title)


def _ticked(yes: bool) -> frozenset[str]:
    return frozenset({YES} if yes else ())


def _slip_words(slip: SlipToShip) -> str:
    state = "" if slip.state is not SlipState.APPROVED else f" ({label(slip.state)})"
    return f"{slip.name}{state}"


# opening ---------------------------------------------------------------------------------------------------------


def read_new_shipment(desk: Desk, slip_ids: tuple[int, ...]) -> ShipmentDraft:
    """Read the form of a new shipment of these slips, and the others that may leave with it; on the read lane."""
    return ShipmentDraft(new_shipment_form(desk.context, slip_ids=slip_ids), slips_to_ship(desk.context))


def read_shipment(desk: Desk, record_id: int) -> ShipmentDraft:
    """Read a shipment and what its form names; on the read lane."""
    form = shipment_form(desk.context, record_id)
    slips = slips_to_ship(desk.context, shipment_id=record_id)
    return ShipmentDraft(form, slips, read_items(desk, form.carrier_id))


def ask_new_shipment(desk: Desk, parent: QWidget, slip_ids: tuple[int, ...], on_saved: OnSaved) -> None:
    """Open the form of a new shipment; ``on_saved`` is given its id."""
    make = lambda draft: ShipmentDialog(desk, draft, _("New shipment"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_shipment, desk, slip_ids),
        make,
        save_shipment,
        on_saved,
        {"slip_ids": list(slip_ids)},
    )


def ask_shipment(
    desk: Desk, parent: QWidget, record_id: int, draft: ShipmentDraft, on_saved: OnSaved
) -> ShipmentDialog:
    """Open the form of a shipment as it was read (``read_shipment``)."""
    make = lambda read: ShipmentDialog(desk, read, _("Edit the shipment"), parent)  # noqa: E731
    return open_edited(desk, record_id, draft, partial(read_shipment, desk, record_id), make, save_shipment, on_saved)
