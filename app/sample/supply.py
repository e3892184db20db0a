"""Spare parts of the demo on their way: asked for, looked up in stock, bought, issued, shipped, and back (C6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypedDict

from sqlalchemy import select

from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.material.purchases import OrderingForm, ReceivedLineForm, ReceivingForm
from app.forms.material.returns import SwapForm
from app.forms.material.shipments import ArrivalForm, ConfirmationForm, ShippingForm, TrackingForm
from app.forms.material.slips import CheckForm, WordForm
from app.forms.requests import RequestForm, RequestLineForm
from app.queries.material.needs import needs_of
from app.queries.material.purchase_forms import new_purchase_form
from app.queries.material.purchases import purchase_details
from app.queries.material.shipment_forms import new_shipment_form
from app.queries.material.slip_forms import check_sheet, new_slip_form
from app.queries.requests.requests import request_details
from app.sample.callers import Caller
from app.sample.price_list import PriceList
from app.sample.signing import signed_scan
from app.sample.stock_texts import stock_texts
from app.sample.story import Story
from app.sample.texts import PartText, company
from app.services.material.needs import answer_needs
from app.services.material.ordering import record_ordering
from app.services.material.purchases import save_purchase, submit_purchase
from app.services.material.receiving import receive_goods
from app.services.material.shipments import notify_shipment, save_shipment
from app.services.material.shipping import arrive, confirm, ship, track
from app.services.material.slips import approve_slip, check_slip, pack_slip, save_slip
from app.services.material.swaps import record_swap
from app.services.papers import issue_paper
from app.services.promises.agreeing import agree_date
from app.services.requests.classing import confirm_class
from app.services.requests.moving import move_request, solve_request
from app.services.requests.registering import register_request
from app.services.requests.steps import (
    record_customer_contacted,
    record_file_consulted,
    record_follow_up,
    record_reply,
)
from models.enums import (
    ArrivalCondition,
    ClassBasis,
    CommitmentKind,
    HandingOver,
    PartClass,
    RequestKind,
    ServiceClass,
    StockAnswer,
)
from models.parties.partner import Partner

SLIP, PURCHASE, NOTICE, PACKING, SWAPS = (
    "stock_issue_slip", "purchase_request", "shipping_notice", "packing_list", "parts_replaced"
)  # fmt: skip
BY_AGREEMENT = (PartClass.IMPORTED, PartClass.LARGE)
NEEDED_WITHIN, AGREED_WITHIN = timedelta(days=7), timedelta(days=12)
CARRIER = "顺达物流"


class _Told(TypedDict):
    """What the services want of anything that was told: of which request, when, by whom."""

    record_id: int
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part that a customer asks for, how many, and what looking in stock is going to say."""

    part: PartText
    quantity: int
    answer: StockAnswer
    chosen: str = ""  # code of the close model


class Supply:
    """One request for spare parts and what it takes; each step is taken when it is called."""

    def __init__(self, story: Story, prices: PriceList, caller: Caller, wanted: Sequence[Wanted]) -> None:
        self._story = story
        self._context = story.context
        self._prices = prices
        self._caller = caller
        self._wanted = wanted
        self._words = stock_texts().words
        self.request_id = self._slip_id = self._purchase_id = self._shipment_id = 0
        self._looks = 0

    # the request -------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """The customer asks for the parts, and is answered; they are free under warranty."""
        now, name = self._story.clock.now(), self._caller.name
        items = "、".join(f"{one.part.name}{one.quantity}{one.part.unit}" for one in self._wanted)
        project = self._caller.project
        form = RequestForm(
            received_at=now, customer_id=self._caller.customer.id, project_id=project.id if project else None,
            contact_name=name, contact_phone=self._caller.phone, text=self._words["request"].format(items=items),
            request_kind=RequestKind.SPARE_PARTS, owner_name=company().secretary, received_by=company().secretary,
            equipment_id=self._caller.equipment.id if self._caller.equipment else None,
            lines=tuple(self._line(one) for one in self._wanted),
        )  # fmt: skip
        self.request_id = register_request(self._context, form=form)
        told: _Told = {"record_id": self.request_id, "at": now, "person": company().secretary}
        record_file_consulted(self._context, **told, text=self._words["consulted"])
        record_customer_contacted(self._context, **told, counterpart=name, text=self._words["contacted"])
        record_reply(self._context, **told, counterpart=name, text=self._words["contacted"])
        self._confirm()

    def _line(self, one: Wanted) -> RequestLineForm:
        return RequestLineForm(
            text=f"{one.part.name} {one.part.spec}", quantity=Decimal(one.quantity), unit=one.part.unit,
            part_class=one.part.part_class,
        )  # fmt: skip

    def _confirm(self) -> None:
        """Confirm that it is free, take it in hand, and agree the dates that the clause leaves to agreement."""
        told = request_details(self._context, self.request_id)
        free = told.proposed_class is ServiceClass.FREE
        confirm_class(
            self._context, record_id=self.request_id, version=told.version, service_class=ServiceClass.FREE,
            basis=told.proposed_basis if free else ClassBasis.GOODWILL,
            reason="" if free else company().goodwill_reasons[0],
        )  # fmt: skip
        version = self._story.version_of(self.request_id)
        move_request(self._context, record_id=self.request_id, version=version, action="start")
        due = self._story.office_hour((self._story.clock.now() + AGREED_WITHIN).date())
        for place, one in enumerate(self._wanted, start=1):
            if one.part.part_class in BY_AGREEMENT:
                agree_date(
                    self._context, record_id=self.request_id, kind=CommitmentKind.PARTS, slot=place, due_at=due,
                    agreed_with=self._caller.name, reason=self._words["contacted"],
                )  # fmt: skip

    def look(self) -> None:
        """Look in stock for every line (C6.1)."""
        needed_on = self._story.today() + NEEDED_WITHIN
        answers = tuple(
            NeedForm(
                line_no=place, part_id=self._prices.part_id(one.part.code), quantity=Decimal(one.quantity),
                needed_on=needed_on, answer=one.answer,
                chosen_id=self._prices.part_id(one.chosen) if one.chosen else None,
                reason=self._words["substitute"] if one.chosen else "",
            )
            for place, one in enumerate(self._wanted, start=1)
        )  # fmt: skip
        version = self._story.version_of(self.request_id)
        answer_needs(self._context, record_id=self.request_id, form=NeedsForm(needs=answers, version=version))

    def finish(self) -> None:
        """All is done: the request is solved, the customer asked, and closed."""
        now = self._story.clock.now()
        version, words = self._version(self.request_id), self._words["confirmed"]
        solve_request(self._context, record_id=self.request_id, version=version, result=words)
        record_follow_up(
            self._context, record_id=self.request_id, at=now, person=company().secretary,
            counterpart=self._caller.name, text=words, satisfied=True,
        )  # fmt: skip
        move_request(self._context, record_id=self.request_id, version=self._version(self.request_id), action="close")

    # from stock --------------------------------------------------------------------------------------------------

    def draft_slip(self, *, consigned: bool = True) -> None:
        """Write the slip for what is there."""
        form = new_slip_form(self._context, record_id=self.request_id)
        way = HandingOver.CONSIGNED if consigned else HandingOver.CARRIED
        project = self._caller.project.text.name if self._caller.project else self._caller.customer.text.short
        purpose = self._words["purpose"].format(project=project)
        form = replace(form, picker_name=company().staff[0].name, handing_over=way, purpose=purpose)
        self._slip_id = save_slip(self._context, form=form)

    def approve(self) -> None:
        """Approve the slip, which reserves the goods, and print it."""
        self.draft_slip()
        approve_slip(self._context, record_id=self._slip_id, version=self._version(self._slip_id), form=WordForm())
        self._print(SLIP, self._slip_id)

    def check(self) -> None:
        """The keeper checks the slip item by item."""
        self._check(self._slip_id)

    def issue(self) -> None:
        """From the slip to the packed goods."""
        self.approve()
        self.check()
        self._pack()

    def _pack(self) -> None:
        pack_slip(self._context, record_id=self._slip_id, version=self._version(self._slip_id), form=WordForm())

    def _check(self, slip_id: int) -> None:
        found = check_sheet(self._context, slip_id)
        form = CheckForm(
            keeper=self._words["keeper"], at=self._story.clock.now(), lines=tuple(one.proposed for one in found.lines)
        )
        check_slip(self._context, record_id=slip_id, version=self._version(slip_id), form=form)

    def bring_back(self) -> None:
        """Some of it was not needed and comes back by a red slip."""
        form = new_slip_form(self._context, reverses_id=self._slip_id)
        first = replace(form.lines[0], quantity=Decimal(1))
        back = save_slip(self._context, form=replace(form, lines=(first,), purpose=self._words["red_purpose"]))
        approve_slip(self._context, record_id=back, version=self._version(back), form=WordForm())
        self._check(back)

    # bought ------------------------------------------------------------------------------------------------------

    def draft_purchase(self, *, own: bool = False) -> None:
        """Put what is short on one purchase order (C6.2)."""
        needs = needs_of(self._context, self.request_id).lines
        form = new_purchase_form(self._context, need_ids=[line.need.id for line in needs if line.need])
        form = replace(form, purpose=self._words["purchase_purpose"], own_purchase=own,
                       own_reason=self._words["own_reason"] if own else "")  # fmt: skip
        self._purchase_id = save_purchase(self._context, form=form)

    def buy(self, *, own: bool = False) -> None:
        """Write the purchase order and submit it."""
        self.draft_purchase(own=own)
        submit_purchase(self._context, record_id=self._purchase_id, version=self._version(self._purchase_id))
        if not own:
            self._print(PURCHASE, self._purchase_id)

    def order(self, days: int) -> None:
        """Purchasing ordered it, expected so many days later."""
        form = OrderingForm(
            at=self._story.clock.now(),
            person="采购部 丁洁",
            supplier_id=self._supplier(),
            expected_on=self._story.today() + timedelta(days=days),
        )
        version = self._version(self._purchase_id)
        record_ordering(self._context, record_id=self._purchase_id, version=version, form=form)

    def _supplier(self) -> int:
        with self._context.read() as session:
            suppliers = session.scalars(select(Partner.id).where(Partner.is_supplier).order_by(Partner.id)).all()
        return suppliers[self._purchase_id % len(suppliers)]

    def receive(self, share: Decimal = Decimal(1)) -> None:
        """Goods come in: a share of each line."""
        found = purchase_details(self._context, self._purchase_id)
        lines = tuple(
            ReceivedLineForm(line_no=line.line_no, quantity=(line.to_come * share).to_integral_value() or Decimal(1))
            for line in found.lines
        )
        form = ReceivingForm(at=self._story.clock.now(), person=self._words["keeper"], lines=lines)
        receive_goods(self._context, record_id=self._purchase_id, version=found.version, form=form)

    # on its way --------------------------------------------------------------------------------------------------

    def draft_shipment(self) -> None:
        """Make a shipment of what was packed."""
        form = new_shipment_form(self._context, slip_ids=[self._slip_id])
        packages = tuple(
            replace(package, packing="木箱", length_cm=80, width_cm=60, height_cm=50, gross_kg=Decimal(46),
                    net_kg=Decimal(38))
            for package in form.packages
        )  # fmt: skip
        form = replace(form, packages=packages, carrier_name=CARRIER, freight=Decimal(180), ship_on=self._story.today())
        self._shipment_id = save_shipment(self._context, form=form)

    def notify(self) -> None:
        """Give notice, and print what goes with the goods."""
        self.draft_shipment()
        notify_shipment(self._context, record_id=self._shipment_id, version=self._version(self._shipment_id))
        self._print(NOTICE, self._shipment_id)
        self._print(PACKING, self._shipment_id)

    def ship(self) -> None:
        """The carrier takes the goods."""
        self.notify()
        form = ShippingForm(
            at=self._story.clock.now(), carrier_name=CARRIER, waybill_no=f"SD7316{self.request_id:06}",
            driver=self._words["driver"],
        )  # fmt: skip
        ship(self._context, record_id=self._shipment_id, version=self._version(self._shipment_id), form=form)

    def track(self) -> None:
        """Look the goods up (C6.6)."""
        text = self._words["tracked"][self._looks % len(self._words["tracked"])]
        self._looks += 1
        form = TrackingForm(at=self._story.clock.now(), person=company().secretary, text=text)
        track(self._context, record_id=self._shipment_id, form=form)

    def arrive(self, condition: ArrivalCondition = ArrivalCondition.INTACT) -> None:
        """The goods arrive, now and then damaged."""
        words = self._words["damage"] if condition is not ArrivalCondition.INTACT else ""
        form = ArrivalForm(at=self._story.clock.now(), packages=1, condition=condition, exceptions=words)
        arrive(self._context, record_id=self._shipment_id, version=self._version(self._shipment_id), form=form)

    def confirm(self, *, signed: bool = True) -> None:
        """The customer confirms the receipt; the signed slip comes with it, or later."""
        form = ConfirmationForm(at=self._story.clock.now(), person=self._caller.name, text=self._words["confirmed"])
        if not signed:
            self._confirm_receipt(form)
            return
        with signed_scan(self._story, self._caller.customer.text.name, "收货回单", self._caller.name) as scan:
            self._confirm_receipt(replace(form, scan=scan))

    def _confirm_receipt(self, form: ConfirmationForm) -> None:
        version = self._version(self._shipment_id)
        confirm(self._context, record_id=self._shipment_id, version=version, form=form)

    # what was replaced -------------------------------------------------------------------------------------------

    def swap(self) -> None:
        """The first of the parts is put in; the old one has to come back."""
        one = self._wanted[0]
        form = SwapForm(
            equipment_id=self._caller.equipment.id if self._caller.equipment else None,
            part_id=self._prices.part_id(one.part.code), name=one.part.name, spec=one.part.spec, quantity=Decimal(1),
            old_serial_no=f"2023-{self.request_id:04}", new_serial_no=f"2026-{self.request_id:04}",
            swapped_on=self._story.today(), person=company().staff[0].name, fault=self._words["fault"],
            carrier_name=company().staff[0].name,
        )  # fmt: skip
        record_swap(self._context, request_id=self.request_id, form=form)
        self._print(SWAPS, self.request_id)

    def _version(self, record_id: int) -> int:
        return self._story.version_of(record_id)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)
