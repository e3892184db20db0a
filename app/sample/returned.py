"""What comes back in the demo: stand-in machines, old parts, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from app.forms.material.returns import (
    AppraisalForm,
    ClaimStepForm,
    CustomerGoodsForm,
    GoodsItemForm,
    GoodsStepForm,
    LoanBackForm,
    OldPartForm,
    RecoveryForm,
    ReturningForm,
    SettlementForm,
    StoringForm,
    SupplierClaimForm,
)
from app.forms.material.slips import CheckForm, SlipForm, SlipLineForm, WordForm
from app.queries.material.slip_forms import check_sheet
from app.sample.ground import Customer, Ground, Project
from app.sample.pace import HOUR, MINUTE
from app.sample.signing import signed_scan
from app.sample.stock_texts import stock_texts
from app.sample.story import Step
from app.sample.texts import company
from app.sample.trade import Trade
from app.services.material.customer_goods import give_back, save_customer_goods, send_to_maker, sign_back, take_back
from app.services.material.loans import bring_back_loan
from app.services.material.old_parts import appraise, return_old_part, save_old_part, settle_old_part, store_old_part
from app.services.material.slips import approve_slip, check_slip, save_slip
from app.services.material.supplier_claims import answer_claim, close_claim, record_recovery, save_supplier_claim
from app.services.papers import issue_paper
from models.enums import Appraisal, HandingOver, SlipKind
from models.material.loan import Loan
from models.parties.partner import Partner

OLD, GOODS, CLAIM = "old_parts", "customer_goods", "supplier_claim"


class Returned:
    """Plans what comes back; whose turn it is goes through the plants."""

    def __init__(self, trade: Trade, ground: Ground) -> None:
        self._story = trade.story
        self._context = trade.story.context
        self._prices = trade.desk.prices
        self._ground = ground
        self._words = stock_texts().words
        self._turn = 0

    def plan(self) -> None:
        """Plan loans that are due, overdue and back; goods, old parts and tasks at each of their stages."""
        self._plan_loan("SB-DS-101", lent=27, due=25)
        self._plan_loan("SB-IN-101", lent=10, due=13)
        self._plan_loan("SB-IN-101", lent=60, due=20, back=44)
        for age, steps in ((2, 0), (4, 1), (9, 1), (12, 2), (20, 3), (34, 4)):
            self._plan_goods(age, steps)
        for age, steps in ((3, 0), (16, 0), (18, 1), (25, 2), (38, 3), (45, 4)):
            self._plan_old_part(age, steps)
        for age, steps in ((1, 0), (8, 0), (21, 1), (25, 2), (36, 3)):
            self._plan_claim(age, steps)

    def _plant(self) -> tuple[Customer, Project]:
        plants = [(customer, plant) for customer in self._ground.customers for plant in customer.projects]
        self._turn += 7
        return plants[self._turn % len(plants)]

    def _on(self, days: int, step: Step, later: timedelta = timedelta()) -> None:
        moment = self._story.office_hour(self._story.day_before(days)) + 2 * HOUR + later
        if moment <= self._story.until:
            self._story.at(moment, step)

    def _steps(self, age: int, steps: tuple[tuple[int, Callable[[int], None]], ...], begin: Callable[[], int]) -> None:
        """Begin something ``age`` days before the end, and take each step so many days later."""
        made: list[int] = []
        self._on(age, lambda: made.append(begin()))
        for after, step in steps:
            self._on(age - after, lambda step=step: step(made[0]), 10 * MINUTE)  # type: ignore[misc]

    def _version(self, record_id: int) -> int:
        return self._story.version_of(record_id)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)

    # stand-in machines -------------------------------------------------------------------------------------------

    def _plan_loan(self, code: str, *, lent: int, due: int, back: int | None = None) -> None:
        steps = () if back is None else ((lent - back, self._bring_back),)
        self._steps(lent, steps, partial(self._lend, code, due))

    def _lend(self, code: str, due: int) -> int:
        """Lend a machine by a slip; returns the loan."""
        _customer, plant = self._plant()
        line = SlipLineForm(
            part_id=self._prices.part_id(code), quantity=Decimal(1), serial_no=f"{code}-{self._turn:03}"
        )
        form = SlipForm(
            slip_kind=SlipKind.LOAN, project_id=plant.id, picker_name=company().staff[1].name,
            handing_over=HandingOver.CARRIED, purpose=self._words["loan_purpose"],
            due_back_on=self._story.today() + timedelta(days=due), lines=(line,),
        )  # fmt: skip
        slip = save_slip(self._context, form=form)
        approve_slip(self._context, record_id=slip, version=self._version(slip), form=WordForm())
        counted = tuple(item.proposed for item in check_sheet(self._context, slip).lines)
        check = CheckForm(keeper=self._words["keeper"], at=self._story.clock.now(), lines=counted)
        check_slip(self._context, record_id=slip, version=self._version(slip), form=check)
        with self._context.read() as session:
            return session.scalars(select(Loan.id).order_by(Loan.id.desc()).limit(1)).one()

    def _bring_back(self, loan: int) -> None:
        form = LoanBackForm(at=self._story.clock.now(), person=company().staff[1].name, condition="完好")
        bring_back_loan(self._context, record_id=loan, version=self._version(loan), form=form)

    # customers' goods --------------------------------------------------------------------------------------------

    def _plan_goods(self, age: int, steps: int) -> None:
        taken = ((1, self._send_out), (4, self._fetch), (5, self._give_back), (6, self._sign))
        self._steps(age, taken[:steps], self._take_in)

    def _take_in(self) -> int:
        customer, plant = self._plant()
        told = self._words["goods_items"][self._turn % len(self._words["goods_items"])].split("|")
        item = GoodsItemForm(
            name=told[0], spec=told[1], serial_no=told[2], quantity=Decimal(1), unit=told[3], accessories=told[4],
            condition=told[5],
        )  # fmt: skip
        form = CustomerGoodsForm(
            customer_id=customer.id, project_id=plant.id, received_at=self._story.clock.now(),
            received_by=company().secretary, brought_by=customer.text.contacts[0][0], contact_phone=customer.phones[0],
            fault=self._words["goods_fault"], place="维修间 2 号架", items=(item,),
        )  # fmt: skip
        goods = save_customer_goods(self._context, form=form)
        self._print(GOODS, goods)
        return goods

    def _step(self, text: str = "", how: str = "") -> GoodsStepForm:
        return GoodsStepForm(at=self._story.clock.now(), person=company().secretary, text=text, how=how)

    def _send_out(self, goods: int) -> None:
        form = replace(self._step(how="顺达物流"), maker_id=self._maker())
        send_to_maker(self._context, record_id=goods, version=self._version(goods), form=form)

    def _fetch(self, goods: int) -> None:
        form = self._step(self._words["goods_repair"])
        take_back(self._context, record_id=goods, version=self._version(goods), form=form)

    def _give_back(self, goods: int) -> None:
        form = self._step(self._words["goods_repair"], "顺达物流")
        give_back(self._context, record_id=goods, version=self._version(goods), form=form)

    def _sign(self, goods: int) -> None:
        with signed_scan(self._story, company().company, "客户物品收发单", "用户签收") as scan:
            form = replace(self._step(), scan=scan)
            sign_back(self._context, record_id=goods, version=self._version(goods), form=form)

    def _maker(self) -> int:
        with self._context.read() as session:
            makers = select(Partner.id).where(Partner.is_manufacturer).order_by(Partner.id)
            return session.scalars(makers.limit(1)).one()

    # old parts ---------------------------------------------------------------------------------------------------

    def _plan_old_part(self, age: int, steps: int) -> None:
        taken = ((5, self._return), (7, self._appraise), (8, self._store), (9, self._settle))
        self._steps(age, taken[:steps], self._owe)

    def _owe(self) -> int:
        _customer, plant = self._plant()
        thing = next(iter(plant.equipment.values()), None)
        form = OldPartForm(
            project_id=plant.id, equipment_id=thing.id if thing else None, name="机械密封", spec="KQS300-JF",
            serial_no=f"2023-{self._turn:04}", quantity=Decimal(1), unit="套", removed_on=self._story.today(),
            carrier_name=company().staff[0].name, fault=self._words["fault"],
        )  # fmt: skip
        old = save_old_part(self._context, form=form)
        self._print(OLD, old)
        return old

    def _return(self, old: int) -> None:
        form = ReturningForm(
            at=self._story.clock.now(), person=company().staff[0].name, condition=self._words["old_condition"],
            place="旧件区",
        )  # fmt: skip
        return_old_part(self._context, record_id=old, version=self._version(old), form=form)

    def _appraise(self, old: int) -> None:
        form = AppraisalForm(
            appraisal=Appraisal.SCRAP, at=self._story.clock.now(), person=company().staff[1].name,
            text=self._words["appraisal"],
        )  # fmt: skip
        appraise(self._context, record_id=old, version=self._version(old), form=form)

    def _store(self, old: int) -> None:
        form = StoringForm(place="旧件区 3 号箱", person=self._words["keeper"])
        store_old_part(self._context, record_id=old, version=self._version(old), form=form)

    def _settle(self, old: int) -> None:
        form = SettlementForm(settled_on=self._story.today(), amount=Decimal(60), text="随废金属统一处理")
        settle_old_part(self._context, record_id=old, version=self._version(old), form=form)

    # manufacturers' tasks ----------------------------------------------------------------------------------------

    def _plan_claim(self, age: int, steps: int) -> None:
        self._steps(age, ((2, self._answer), (4, self._recover), (12, self._close))[:steps], self._ask)

    def _ask(self) -> int:
        _customer, plant = self._plant()
        form = SupplierClaimForm(
            partner_id=self._maker(), project_id=plant.id, title="机械密封批次质量问题", task=self._words["claim"],
            asked_at=self._story.clock.now(), contact_name="施建新", cost=Decimal(4360),
        )  # fmt: skip
        claim = save_supplier_claim(self._context, form=form)
        self._print(CLAIM, claim)
        return claim

    def _answer(self, claim: int) -> None:
        form = ClaimStepForm(at=self._story.clock.now(), person="施建新", text=self._words["claim_answer"])
        answer_claim(self._context, record_id=claim, version=self._version(claim), form=form)

    def _recover(self, claim: int) -> None:
        form = RecoveryForm(amount=Decimal(4360), recovered_on=self._story.today(), cost=Decimal(4360))
        record_recovery(self._context, record_id=claim, version=self._version(claim), form=form)

    def _close(self, claim: int) -> None:
        done = ClaimStepForm(at=self._story.clock.now(), person=company().secretary, text=self._words["claim_answer"])
        close_claim(self._context, record_id=claim, version=self._version(claim), form=done)
