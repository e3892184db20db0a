"""Writing a purchase order to purchasing, and changing a draft (C6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.material.purchases import PurchaseForm
from app.i18n import N_, _
from app.labels import label
from app.queries.material.purchase_forms import PartStock, new_purchase_form, part_stock, purchase_form, waiting_for
from app.rules.permissions import Permission
from app.services.material.purchases import save_purchase
from models.enums import CostBearer, PurchaseType, PurchaseUrgency, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.purchase_lines import PurchaseLines
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.purchases"
LONGEST, LONGEST_NAME = 4000, 60
OWN = "own"
SOURCES = {  # field of PurchaseForm → what may be picked there
    "request_id": RecordKind.REQUEST,
    "order_id": RecordKind.ORDER,
    "project_id": RecordKind.PROJECT,
}
TEXTS = {  # field of PurchaseForm → its label and its longest text
    "requester": (N_("Re&quester"), LONGEST_NAME),
    "deliver_to": (N_("&Deliver to"), 200),
    "budget_item": (N_("&Budget item"), LONGEST_NAME),
}


@dataclass(frozen=True, slots=True)
class PurchaseSource:
    """What a new purchase is for: what needs still lack, parts below their minimum, a request, an order, or nothing
    yet.
    """

    need_ids: tuple[int, ...] = ()
    part_ids: tuple[int, ...] = ()
    request_id: int | None = None
    order_id: int | None = None

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        ids = {"need_ids": list(self.need_ids), "part_ids": list(self.part_ids)}
        return {**ids, "request_id": self.request_id, "order_id": self.order_id}


def purchase_source(about: Mapping[str, Any]) -> PurchaseSource:
    """Return what a kept form was about."""
    ids = {name: tuple(about[name]) for name in ("need_ids", "part_ids")}
    return PurchaseSource(**ids, request_id=about["request_id"], order_id=about["order_id"])


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """What the form starts with: the purchase, the names of what it points to, what lies in stock of its parts, and the
    numbers of those who wait for them, by the need.
    """

    form: PurchaseForm
    items: Mapping[int, PickItem] = field(default_factory=dict)
    stock: Mapping[int, PartStock] = field(default_factory=dict)
    waiting: Mapping[int, str] = field(default_factory=dict)


class PurchaseDialog(FormDialog):
    """What is bought, for what, at whose cost; a purchase by the department itself says why."""

    def __init__(self, desk: Desk, draft: PurchaseDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk = desk
        self._make_fields()
        self._add_rows()
        self.set_draft(draft)
        self._connect_fields()
        self.resize(1240, 660)

    def _make_fields(self) -> None:
        own = f"{NAME}.field"
        self.purchase_type = Combo(f"{own}.purchase_type", [(one.value, label(one)) for one in PurchaseType])
        self.cost_bearer = Combo(f"{own}.cost_bearer", [(one.value, label(one)) for one in CostBearer])
        self.urgency = Combo(f"{own}.urgency", [(one.value, label(one)) for one in PurchaseUrgency])
        self.urgent_reason = LineEdit(f"{own}.urgent_reason")
        self.pickers = {name: record_picker(self._desk, f"{own}.{name}", kind) for name, kind in SOURCES.items()}
        self.texts = {name: LineEdit(f"{own}.{name}", longest) for name, (_label, longest) in TEXTS.items()}
        self.purpose = TextArea(f"{own}.purpose", LONGEST, 2)
        by_ourselves = _("Bought by the department itself (C6.2)")
        self.own_purchase = CheckRow(f"{own}.own_purchase", [(OWN, by_ourselves)])
        self.own_reason = TextArea(f"{own}.own_reason", LONGEST, 2)
        sees_costs = self._desk.context.actor.may(Permission.VIEW_MARGINS)
        self.lines = PurchaseLines(f"{own}.lines", self._desk, with_costs=sees_costs)

    def _add_rows(self) -> None:
        self.add_section(_("What is bought"))
        self.add_row("lines", _("Items"), self.lines, wide=True)
        self._waiting = self.add_note("waiting")
        self.add_section(_("For what, at whose cost"))
        self.add_row("request_id", _("&Request"), self.pickers["request_id"], half=True)
        self.add_row("order_id", _("&Order"), self.pickers["order_id"], half=True)
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("cost_bearer", _("&Cost borne by"), self.cost_bearer, required=True, half=True)
        self.add_row("purpose", _("&Purpose"), self.purpose)
        self.add_section(_("To purchasing"))
        self.add_row("purchase_type", _("&Kind"), self.purchase_type, required=True, half=True)
        for name, (title, _longest) in TEXTS.items():
            self.add_row(name, _(title), self.texts[name], half=True)
        self.add_row("urgency", _("&Urgency"), self.urgency, required=True, half=True)
        self.add_row("urgent_reason", _("Why it is ur&gent"), self.urgent_reason, half=True)
        asks = _("The manager's recorded exception: it is asked for when the order is submitted.")
        self.add_row("own_purchase", _("B&y ourselves"), self.own_purchase, hint=asks)
        self.add_row("own_reason", _("&Why by ourselves"), self.own_reason)

    def _connect_fields(self) -> None:
        self.urgency.value_changed.connect(lambda _code: self._show_kind())
        self.own_purchase.value_changed.connect(lambda _codes: self._show_kind())
        self.lines.value_changed.connect(lambda _lines: self._on_lines_changed())
        self._show_kind()
        self._on_lines_changed()

    def _show_kind(self) -> None:
        is_urgent = self.urgency.code() != PurchaseUrgency.NORMAL
        self.show_row("urgent_reason", shown=is_urgent)
        self.require("urgent_reason", required=is_urgent)
        self.show_row("own_reason", shown=self._is_own)
        self.require("own_reason", required=self._is_own)
        self.check_again()

    @property
    def _is_own(self) -> bool:
        return OWN in self.own_purchase.value()

    # form in and out ---------------------------------------------------------------------------------------------

    def set_draft(self, draft: PurchaseDraft) -> None:
        """Show what the form starts with."""
        form = draft.form
        self._version = form.version
        for name in ("purchase_type", "cost_bearer", "urgency"):
            getattr(self, name).set_value(getattr(form, name).value)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), draft.items)
        for name, edit in self.texts.items():
            edit.set_value(getattr(form, name))
        for name in ("urgent_reason", "purpose", "own_reason"):
            getattr(self, name).set_value(getattr(form, name))
        self.own_purchase.set_value(frozenset({OWN} if form.own_purchase else ()))
        self.lines.offer(form.lines, draft.items, draft.waiting)
        self.lines.show_stock(draft.stock)

    def form(self) -> PurchaseForm:
        """Return what is entered."""
        own: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        own |= {name: edit.value() for name, edit in self.texts.items()}
        return PurchaseForm(
            purchase_type=PurchaseType(self.purchase_type.code()),
            cost_bearer=CostBearer(self.cost_bearer.code()),
            urgency=PurchaseUrgency(self.urgency.code()),
            urgent_reason=self.urgent_reason.value(),
            purpose=self.purpose.value(),
            own_purchase=self._is_own,
            own_reason=self.own_reason.value() if self._is_own else "",
            lines=self.lines.value(),
            version=self._version,
            **own,
        )

    def _on_lines_changed(self) -> None:
        """Say who waits for what, and read what lies in stock of parts that were just chosen."""
        words = self.lines.waiting_words()
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))
        unknown = self.lines.unknown_parts()
        if unknown:
            read = partial(part_stock, self._desk.context, tuple(unknown))
            self._desk.jobs.run_read(f"{NAME}.stock", lambda _progress: read(), self.lines.show_stock)


def read_new_purchase(desk: Desk, source: PurchaseSource) -> PurchaseDraft:
    """Read the form of a new purchase and what it names; on the read lane."""
    found = new_purchase_form(
        desk.context,
        need_ids=source.need_ids,
        part_ids=source.part_ids,
        request_id=source.request_id,
        order_id=source.order_id,
    )
    return _draft(desk, found)


def read_purchase(desk: Desk, record_id: int) -> PurchaseDraft:
    """Read a purchase and what its form names; on the read lane."""
    return _draft(desk, purchase_form(desk.context, record_id))


def _draft(desk: Desk, form: PurchaseForm) -> PurchaseDraft:
    parts = [line.part_id for line in form.lines if line.part_id is not None]
    items = read_items(desk, *(getattr(form, name) for name in SOURCES), *parts)
    needs = [share.need_id for line in form.lines for share in line.shares]
    return PurchaseDraft(form, items, part_stock(desk.context, parts), waiting_for(desk.context, needs))


def ask_new_purchase(desk: Desk, parent: QWidget, source: PurchaseSource, on_saved: OnSaved) -> None:
    """Open the form of a new purchase; ``on_saved`` is given its id."""
    make = lambda draft: PurchaseDialog(desk, draft, _("New purchase order"), parent)  # noqa: E731
    open_new(desk, parent, partial(read_new_purchase, desk, source), make, save_purchase, on_saved, source.about())


def ask_purchase(
    desk: Desk, parent: QWidget, record_id: int, draft: PurchaseDraft, on_saved: OnSaved
) -> PurchaseDialog:
    """Open the form of a purchase as it was read (``read_purchase``)."""
    make = lambda read: PurchaseDialog(desk, read, _("Edit purchase order"), parent)  # noqa: E731
    read = partial(read_purchase, desk, record_id)
    return open_edited(desk, record_id, draft, read, make, save_purchase, on_saved)
