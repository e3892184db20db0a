"""The steps of a customer's goods that ask for something: to the manufacturer, back, given back, signed for (N7)."""

from PySide6.QtWidgets import QWidget

from app.forms.material.returns import GoodsStepForm
from app.i18n import _
from app.queries.material.customer_goods import CustomerGoodsDetails
from models.enums import PartnerRole, RecordKind
from ui.dialogs.forms.pickers import choose_saved, picked_id, record_picker
from ui.dialogs.forms.scan_field import scan_field
from ui.dialogs.material.return_step import LONGEST, Former, ReturnStepDialog
from ui.dialogs.parties.partner_dialog import ask_new_partner
from ui.runtime.desk import Desk
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea

SENDING, BACK, GIVING, SIGNING = (
    "inventory.goods_sending",
    "inventory.goods_back",
    "inventory.goods_giving",
    "inventory.goods_signing",
)
REPAIRERS = (PartnerRole.MANUFACTURER, PartnerRole.SUPPLIER)


class SendingOutDialog(ReturnStepDialog):
    """To which manufacturer the goods go, how they travel, and by whom of us."""

    def __init__(self, desk: Desk, details: CustomerGoodsDetails, parent: QWidget | None = None) -> None:
        title = _("To the manufacturer · {number}").format(number=details.number)
        former = Former(details.received_at, _("This lies before it was received."))
        super().__init__(SENDING, title, desk, former, parent)
        self.maker = record_picker(
            desk, f"{SENDING}.field.maker_id", RecordKind.PARTNER, lambda: {"roles": REPAIRERS}, _("New manufacturer…")
        )
        self.how = LineEdit(f"{SENDING}.field.how")
        self.text = TextArea(f"{SENDING}.field.text", LONGEST, 2)
        self.add_row("maker_id", _("&Manufacturer"), self.maker, required=True)
        self.add_row("how", _("Ho&w"), self.how, required=True, hint=_("Carrier and waybill, or by hand"))
        self.add_times(_("Sent &by"), desk.context.actor.display_name)
        self.add_row("text", _("&Note"), self.text)
        self.maker.new_requested.connect(self._on_new_maker_requested)

    def form(self) -> GoodsStepForm:
        """Return what is entered."""
        return GoodsStepForm(
            at=self.at.value(),
            person=self.person.value(),
            maker_id=picked_id(self.maker),
            how=self.how.value(),
            text=self.text.value(),
        )

    def _on_new_maker_requested(self, typed: str) -> None:
        def saved(record_id: int) -> None:
            choose_saved(self._desk, self.maker, record_id)

        ask_new_partner(self._desk, self, typed, saved, roles={PartnerRole.MANUFACTURER})


class ComingBackDialog(ReturnStepDialog):
    """When the goods came back from the manufacturer, who took them, and what was done to them."""

    def __init__(self, desk: Desk, details: CustomerGoodsDetails, parent: QWidget | None = None) -> None:
        title = _("Back from the manufacturer · {number}").format(number=details.number)
        former = Former(details.sent_at, _("This lies before it was sent to the manufacturer."))
        super().__init__(BACK, title, desk, former, parent)
        self.text = TextArea(f"{BACK}.field.text", LONGEST, 3)
        self.add_times(_("Ta&ken by"), desk.context.actor.display_name)
        self.add_row("text", _("What was &done"), self.text, required=True)

    def form(self) -> GoodsStepForm:
        """Return what is entered."""
        return GoodsStepForm(at=self.at.value(), person=self.person.value(), text=self.text.value())


class GivingBackDialog(ReturnStepDialog):
    """When and how the customer got the goods back, by whom of us, and what was done to them."""

    def __init__(self, desk: Desk, details: CustomerGoodsDetails, parent: QWidget | None = None) -> None:
        title = _("Given back · {number}").format(number=details.number)
        former = Former(details.received_at, _("This lies before it was received."))
        if details.back_at is not None:
            former = Former(details.back_at, _("This lies before it came back."))
        super().__init__(GIVING, title, desk, former, parent)
        self.how = LineEdit(f"{GIVING}.field.how")
        self.text = TextArea(f"{GIVING}.field.text", LONGEST, 3)
        self.add_note("about", _("Print the slip, and let the customer sign it; the signed one is filed afterwards."))
        self.add_times(_("Given &by"), desk.context.actor.display_name)
        self.add_row("how", _("Ho&w"), self.how, required=True, hint=_("By hand, or carrier and waybill"))
        self.add_row("text", _("What was &done"), self.text, required=True)
        self.text.set_value(details.repair)

    def form(self) -> GoodsStepForm:
        """Return what is entered."""
        return GoodsStepForm(
            at=self.at.value(), person=self.person.value(), how=self.how.value(), text=self.text.value()
        )


class GoodsSigningDialog(ReturnStepDialog):
    """Who signed for the goods, when, and the scan of the slip; it is filed under A6-08."""

    def __init__(self, desk: Desk, details: CustomerGoodsDetails, parent: QWidget | None = None) -> None:
        title = _("Customer's signature · {number}").format(number=details.number)
        former = Former(details.returned_at, _("This lies before it was given back."))
        super().__init__(SIGNING, title, desk, former, parent)
        self.scan = scan_field(desk, f"{SIGNING}.field.scan", self)
        self.add_times(_("Signed &by"), details.brought_by, required=True)
        dropped = _("The signed slip, filed under A6-08. The file may be dropped anywhere on this form.")
        self.add_row("scan", _("S&can"), self.scan, required=True, hint=dropped)

    def form(self) -> GoodsStepForm:
        """Return what is entered."""
        return GoodsStepForm(at=self.at.value(), person=self.person.value(), scan=self.scan.value())
