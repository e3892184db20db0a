"""Customers' goods on the page of returns: how they are shown, and what one does with them (N7, N2)."""

from collections.abc import Iterable
from dataclasses import replace

from app.formatting import quantity
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.material.customer_goods import CustomerGoodsDetails, GoodsItemView, customer_goods_details
from app.rules.permissions import Permission
from app.services.material import customer_goods
from app.services.material.customer_goods import WITH_US
from models.enums import CommitmentKind, RecordKind
from ui.dialogs.material.goods_dialog import ask_goods, ask_new_goods, read_goods
from ui.dialogs.material.goods_steps import ComingBackDialog, GivingBackDialog, GoodsSigningDialog, SendingOutDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.holds import HoldActions, with_holds
from ui.tabs.inventory.returns.columns import return_badge
from ui.tabs.links import NARROW_LABEL, clipped
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.CUSTOMER_GOODS
NEW = PageAction("new_customer_goods", N_("Customer's goods…"), "new")
HOLD = "hold"


def goods_view(details: CustomerGoodsDetails, desk: Desk) -> DetailView:
    """Return one customer's goods as the pane shows them."""
    customer = details.around["customer"]
    promises = owed_views(details, desk, {CommitmentKind.REPAIR_RETURN: ("give_back", _("Record as given back"))})
    return logged_view(
        details,
        desk,
        state=return_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), customer.title if customer is not None else ""),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        commitments=with_holds(promises, details.holds, desk, is_open=details.state in WITH_US),
        groups=_groups(details, desk),
    )


def _steps(details: CustomerGoodsDetails, desk: Desk) -> Iterable[StepView]:
    """Yield the moves, then what is seldom done: goods of which the customer keeps us waiting are put on hold."""
    moves = step_views(details.steps)
    yield from (step for step in moves if step.code != "cancel")
    if details.state in WITH_US and desk.context.actor.may(Permission.EDIT_REQUEST):
        yield StepView(HOLD, _("Put on hold…"), minor=True)
    yield from (replace(step, minor=True) for step in moves if step.code == "cancel")


def _groups(details: CustomerGoodsDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_RETURNS) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("items", _("What was brought"), tuple(one for item in details.items for one in _item_facts(item)))
    yield FactGroup("way", _("Repair and return"), tuple(_way(details, desk)))


def _own_facts(details: CustomerGoodsDetails, desk: Desk) -> Iterable[Fact]:
    yield from plain_facts(
        (pgettext("goods", "Received at"), happened(details.received_at, details.received_by, desk)),
        (_("Delivered by"), " ".join(part for part in (details.brought_by, details.contact_phone) if part)),
        (_("Fault"), details.fault),
        (_("Lies at"), details.place),
    )
    yield from around_facts({name: one for name, one in details.around.items() if name != "maker"})


def _item_facts(item: GoodsItemView) -> Iterable[Fact]:
    """Yield what a thing is, and below it what belongs to it and how it looked."""
    count = f"{quantity(item.quantity)} {item.unit}".strip()
    yield Fact(clipped(item.name, NARROW_LABEL), " · ".join(one for one in (item.spec, item.serial_no, count) if one))
    with_it = _("with {accessories}").format(accessories=item.accessories) if item.accessories else ""
    yield Fact("", " · ".join(one for one in (item.condition, with_it) if one))


def _way(details: CustomerGoodsDetails, desk: Desk) -> Iterable[Fact]:
    yield from around_facts({"maker": details.around["maker"]})
    yield from plain_facts(
        (_("Sent out at"), happened(details.sent_at, details.sent_how, desk)),
        (_("Came back at"), happened(details.back_at, "", desk)),
        (_("Repair done"), details.repair),
        (_("Given back at"), happened(details.returned_at, details.returned_how, desk)),
        (_("Signed for at"), happened(details.signed_at, details.signed_by, desk)),
    )


class GoodsSteps(OwingSteps[CustomerGoodsDetails]):
    """The steps of a customer's goods by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        holding = HoldActions[CustomerGoodsDetails](desk, page, KIND)
        self.steps = {
            "send": self.send,
            "take_back": self.take_back,
            "give_back": self.give_back,
            "sign": self.sign,
            "cancel": self.cancel,
            HOLD: holding.hold,
        }
        self.aimed = {**self.aimed, **holding.steps}

    def send(self, details: CustomerGoodsDetails) -> None:
        """Record that they went to the manufacturer."""
        dialog = SendingOutDialog(self.desk, details, self.page)
        self.ask_form(details, "send", dialog, customer_goods.send_to_maker)

    def take_back(self, details: CustomerGoodsDetails) -> None:
        """Record that they are back from there."""
        dialog = ComingBackDialog(self.desk, details, self.page)
        self.ask_form(details, "take_back", dialog, customer_goods.take_back)

    def give_back(self, details: CustomerGoodsDetails) -> None:
        """Record that the customer has them back."""
        dialog = GivingBackDialog(self.desk, details, self.page)
        self.ask_form(details, "give_back", dialog, customer_goods.give_back)

    def sign(self, details: CustomerGoodsDetails) -> None:
        """Record that the customer signed for them, and file the slip."""
        dialog = GoodsSigningDialog(self.desk, details, self.page)
        self.ask_form(details, "sign", dialog, customer_goods.sign_back)

    def cancel(self, details: CustomerGoodsDetails) -> None:
        """Cancel an entry made by mistake, with a reason."""
        title = _("Cancel the entry {number}").format(number=details.number)
        name = "inventory.customer_goods_cancel"
        self.ask_reason(
            details, "cancel", title, customer_goods.cancel_customer_goods, name=name, save_text=_("Cancel the &entry")
        )


def add_goods(desk: Desk, page: RoomPage) -> None:
    """Open the form of goods that were brought just now."""
    ask_new_goods(desk, page, None, page.reveal)


def why_final(details: CustomerGoodsDetails, _desk: Desk) -> str:
    """Say why goods are not edited any more; "" while they are."""
    return "" if details.state in WITH_US else _("It was given back: the entry is not changed any more.")


CUSTOMER_GOODS = RecordRoom(
    kind=KIND,
    read=customer_goods_details,
    view=goods_view,
    steps=GoodsSteps,
    new=NEW,
    add=add_goods,
    form=EditForm(read_goods, ask_goods),
    why_final=why_final,
)
