"""Writing a service order or agreement, and changing a draft (C8.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.trade import OrderForm
from app.i18n import N_, _
from app.labels import label
from app.queries.trade.order_forms import new_order_form, order_form
from app.rules.trade.pricing import ZERO, Sums
from app.services.trade.orders import save_order
from models.enums import DisputeWay, OrderKind, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.money.instalment_table import InstalmentTable
from ui.dialogs.parties.owner_fields import Known
from ui.dialogs.trade.order_visits import VisitTable
from ui.dialogs.trade.priced_dialog import PricedDialog, PricedDraft, priced_draft
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit

NAME = "requests.orders"
OrderDraft = PricedDraft[OrderForm]
TEXTS = {  # field of OrderForm → its label
    "response_time": N_("Response time"),
    "late_rate": N_("If we are late"),
    "sign_place": N_("Place of signature"),
}
OF_AGREEMENT = ("starts_on", "ends_on", "response_time", "late_rate", "dispute_way", "visits")


@dataclass(frozen=True, slots=True)
class Source:
    """What a new order is made of: an accepted quotation, a request, an agreement that it renews, or nothing."""

    quotation_id: int | None = None
    request_id: int | None = None
    renews_id: int | None = None

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        return {"quotation_id": self.quotation_id, "request_id": self.request_id, "renews_id": self.renews_id}


class OrderDialog(PricedDialog[OrderForm]):
    """What every priced form has, with the kind of order, its contract and its instalments; for a maintenance agreement
    its days and visits.
    """

    def __init__(self, desk: Desk, draft: OrderDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(desk, NAME, title, draft, parent)
        self._sources = (draft.form.quotation_id, draft.form.renews_id)
        self._total = ZERO
        self._make_fields()
        self.lay_out(draft)
        self._add_agreement()
        self._add_instalments()
        self.order_kind.value_changed.connect(lambda _kind: self._show_kind())
        self._show_kind()

    def _make_fields(self) -> None:
        field, today = f"{NAME}.field", self._desk.today
        self.order_kind = Combo(f"{field}.order_kind", [(kind.value, label(kind)) for kind in OrderKind])
        self.contract = record_picker(self._desk, f"{field}.contract_id", RecordKind.CONTRACT, self.owner.of_customer)
        self.starts_on = DateEdit(f"{field}.starts_on", today)
        self.ends_on = DateEdit(f"{field}.ends_on", today)
        for name in TEXTS:
            setattr(self, name, LineEdit(f"{field}.{name}"))
        self.dispute_way = Combo(f"{field}.dispute_way", [(way.value, label(way)) for way in DisputeWay])
        self.visits = VisitTable(f"{field}.visits", today, lambda: (self.starts_on.value(), self.ends_on.value()))
        self.instalments = InstalmentTable(f"{field}.instalments", today, lambda: self._total)

    # rows --------------------------------------------------------------------------------------------------------

    def add_own_rows(self) -> None:
        self.add_row("order_kind", _("&Kind"), self.order_kind, required=True, half=True)
        self.add_row("contract_id", _("Plant's contract"), self.contract, half=True)

    def _add_agreement(self) -> None:
        self.add_section(_("Agreement"))
        self.add_row("starts_on", _("First day"), self.starts_on, half=True)
        self.add_row("ends_on", _("Last day"), self.ends_on, half=True, check=self._period_problem)
        for name, title in TEXTS.items():
            self.add_row(name, _(title), getattr(self, name), half=True)
        self.add_row("dispute_way", _("Disputes"), self.dispute_way, half=True)
        self.add_row("visits", _("Service visits"), self.visits)
        for edit in (self.starts_on, self.ends_on):
            edit.value_changed.connect(lambda _value: self.check_again())

    def _add_instalments(self) -> None:
        self.add_section(_("Instalments"))
        told = _("Only where they differ from advance and balance")
        self.add_row("instalments", _("Instalments"), self.instalments, wide=True, hint=told)

    def _show_kind(self) -> None:
        is_agreement = self._kind is OrderKind.MAINTENANCE
        for name in OF_AGREEMENT:
            self.show_row(name, shown=is_agreement)

    def _period_problem(self) -> str:
        first, last = self.starts_on.value(), self.ends_on.value()
        return _("The end lies before the start.") if first and last and last < first else ""

    @property
    def _kind(self) -> OrderKind:
        return OrderKind(self.order_kind.code())

    # form in and out ---------------------------------------------------------------------------------------------

    def show_own(self, form: OrderForm, known: Known) -> None:
        self._sources = (form.quotation_id, form.renews_id)
        self.order_kind.set_value(form.order_kind.value)
        choose(self.contract, form.contract_id, known)
        for name in ("starts_on", "ends_on", *TEXTS, "visits", "instalments"):
            getattr(self, name).set_value(getattr(form, name))
        self.dispute_way.set_value(form.dispute_way.value)

    def form(self) -> OrderForm:
        """Return what is entered; what only an agreement says is left out of other orders."""
        quotation_id, renews_id = self._sources
        agreed = self._kind is OrderKind.MAINTENANCE
        return OrderForm(
            order_kind=self._kind,
            quotation_id=quotation_id,
            renews_id=renews_id,
            contract_id=picked_id(self.contract),
            starts_on=self.starts_on.value() if agreed else None,
            ends_on=self.ends_on.value() if agreed else None,
            visits=self.visits.value() if agreed else (),
            dispute_way=DisputeWay(self.dispute_way.code()),
            instalments=self.instalments.value(),
            **{name: getattr(self, name).value() for name in TEXTS},
            **self.shared(),
        )

    def form_for_request(self, request_id: int) -> OrderForm:
        return new_order_form(self._desk.context, request_id=request_id)

    def _on_summed(self, sums: Sums) -> None:
        super()._on_summed(sums)
        if sums.total != self._total:
            self._total = sums.total
            if any(line.percent is not None for line in self.instalments.value()):
                self.instalments.follow_total()


def read_new_order(desk: Desk, source: Source) -> OrderDraft:
    """Read the form of a new order and what it names; on the read lane."""
    form = new_order_form(
        desk.context, quotation_id=source.quotation_id, request_id=source.request_id, renews_id=source.renews_id
    )
    return priced_draft(desk, form, form.contract_id)


def read_order(desk: Desk, record_id: int) -> OrderDraft:
    """Read an order and what its form names; on the read lane."""
    form = order_form(desk.context, record_id)
    return priced_draft(desk, form, form.contract_id)


def ask_new_order(desk: Desk, parent: QWidget, source: Source, on_saved: OnSaved) -> None:
    """Open the form of a new order; ``on_saved`` is given its id."""
    make = lambda draft: OrderDialog(desk, draft, _titles(source), parent)  # noqa: E731
    open_new(desk, parent, partial(read_new_order, desk, source), make, save_order, on_saved, source.about())


def _titles(source: Source) -> str:
    if source.quotation_id is not None:
        return _("New order from the quotation")
    return _("Renew the agreement") if source.renews_id is not None else _("New service order")


def ask_order(desk: Desk, parent: QWidget, record_id: int, draft: OrderDraft, on_saved: OnSaved) -> OrderDialog:
    """Open the form of an order as it was read (``read_order``)."""
    make = lambda read: OrderDialog(desk, read, _("Edit order"), parent)  # noqa: E731
    read = partial(read_order, desk, record_id)
    return open_edited(desk, record_id, draft, read, make, save_order, on_saved)
