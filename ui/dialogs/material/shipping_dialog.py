"""The goods leave: when, with whom, under which waybill (C6.6)."""

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.forms.material.shipments import ShippingForm
from app.i18n import _
from app.queries.material.shipments import ShipmentDetails
from models.enums import PartnerRole, RecordKind, TransportMode
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.shipping"
LONGEST, LONGEST_NAME, LONGEST_VEHICLE = 4000, 60, 40
SAME = "same_waybill"


class ShippingDialog(FormDialog):
    """Carrier and waybill as far as the shipment knows them; what stays behind is explained, and a waybill number that
    was used before is confirmed.
    """

    def __init__(self, desk: Desk, details: ShipmentDetails, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Shipped · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._details = details
        field = f"{NAME}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        carriers = lambda: {"role": PartnerRole.CARRIER}  # noqa: E731
        self.carrier = record_picker(desk, f"{field}.carrier_id", RecordKind.PARTNER, carriers)
        self.carrier_name = LineEdit(f"{field}.carrier_name", LONGEST_NAME)
        self.waybill_no = LineEdit(f"{field}.waybill_no", LONGEST_NAME)
        self.vehicle_no = LineEdit(f"{field}.vehicle_no", LONGEST_VEHICLE)
        self.driver = LineEdit(f"{field}.driver", LONGEST_NAME)
        self.incomplete = TextArea(f"{field}.incomplete", LONGEST, 2)
        self.same_waybill = CheckRow(f"{field}.{SAME}", [(SAME, _("It is the same waybill"))])
        self._add_rows()
        self._fill()
        self.carrier.value_changed.connect(self._on_carrier_picked)
        self.waybill_no.value_changed.connect(lambda _text: self._ask_same(shown=False))
        self.refused.connect(self._on_refused_by_service)
        self.resize(680, 380)

    def _add_rows(self) -> None:
        is_own = self._details.mode is TransportMode.OWN
        self.add_row("at", _("Left &at"), self.at, required=True, check=self._time_problem)
        self.add_row("carrier_id", _("&Carrier"), self.carrier, half=True)
        self.add_row("carrier_name", _("Carrier's &name"), self.carrier_name, half=True, required=not is_own)
        self.add_row("waybill_no", _("&Waybill no."), self.waybill_no, half=True)
        self.add_row(SAME, _("Used &before"), self.same_waybill)
        self.add_row("vehicle_no", _("&Vehicle no."), self.vehicle_no, half=True, required=is_own)
        self.add_row("driver", _("&Driver, phone"), self.driver, half=True)
        left = _("In no package: {names}").format(names=_(", ").join(self._details.not_packed))
        is_incomplete = bool(self._details.not_packed)
        self.add_row("incomplete", _("Why it &stays"), self.incomplete, required=is_incomplete, hint=left)
        self.show_row("incomplete", shown=is_incomplete)
        self._ask_same(shown=False)
        for name in ("carrier_id", "carrier_name", "waybill_no") if is_own else ():
            self.show_row(name, shown=False)

    def _fill(self) -> None:
        self.at.set_value(self._desk.now())
        carrier = self._details.carrier
        self.carrier.set_value(PickItem(carrier.id, carrier.title, "", carrier.number) if carrier else None)
        for name in ("carrier_name", "waybill_no", "vehicle_no", "driver"):
            getattr(self, name).set_value(getattr(self._details, name))

    def form(self) -> ShippingForm:
        """Return what is entered."""
        return ShippingForm(
            at=self.at.value(),
            carrier_id=picked_id(self.carrier),
            carrier_name=self.carrier_name.value(),
            waybill_no=self.waybill_no.value(),
            vehicle_no=self.vehicle_no.value(),
            driver=self.driver.value(),
            same_waybill=SAME in self.same_waybill.value(),
            incomplete=self.incomplete.value(),
        )

    def _ask_same(self, *, shown: bool) -> None:
        """Ask whether a number used before is meant, from when it was refused until another one is typed."""
        if not shown and not self.is_restoring:
            self.same_waybill.set_value(frozenset())
        self.show_row(SAME, shown=shown)

    def _on_refused_by_service(self, error: AppError) -> None:
        if error.field == SAME:
            self._ask_same(shown=True)
            self.mark(SAME, error.message)

    def _on_carrier_picked(self, item: PickItem | None) -> None:
        if item is not None and not self.is_restoring:
            self.carrier_name.set_value(item.title)

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)
