"""What projects still owe in the demo: the instalments of some contracts, what came in, and money nobody can place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from app.forms.money import ConditionForm, InstalmentForm, ShareForm
from app.sample.ground import Customer, Ground, Project
from app.sample.pace import HOUR, MINUTE
from app.sample.payments import open_lines, receive
from app.sample.story import Story
from app.sample.texts import company
from app.sample.trade_texts import trade_texts
from app.services.money.instalments import fulfil_condition, save_contract_instalments
from app.services.money.receipts import cancel_receipt
from models.enums import InstalmentKind
from models.projects.contract import Contract

ENTERED = 40  # days ago
KINDS = (InstalmentKind.ADVANCE, InstalmentKind.DELIVERY, InstalmentKind.ACCEPTANCE, InstalmentKind.RETENTION)
SHARES = (Decimal(30), Decimal(30), Decimal(35), Decimal(5))
PAID_AFTER = timedelta(days=4)
UNKNOWN, TWICE = Decimal("28600.00"), Decimal("4160.00")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a contract is paid: each instalment due so many days ago (below 0: ahead; None waits for its condition), the
    first ``paid`` of them in full, of the next one the share ``part``. ``fulfilled`` is how long ago the last one fell
    due once its condition came true. It was ``entered`` so many days ago; with ``tail`` the third one is a tail.
    """

    due: tuple[int | None, ...]
    paid: int
    part: Decimal = Decimal(0)
    fulfilled: int | None = None
    entered: int = ENTERED
    tail: bool = False


HANDED_OVER = (  # the plants without supplements, the oldest first
    _Plan((1100, 1000, 840, None), 3, fulfilled=20),
    _Plan((1020, 900, 760, None), 3),
    _Plan((800, 700, 560, None), 3, fulfilled=-12),
    _Plan((640, 500, 55, None), 2, part=Decimal("0.4")),
)
BEING_BUILT = (_Plan((120, -5, -90, None), 1), _Plan((15, -40, -150, None), 0))
CHASED = {  # by the name of the plant: what the letters, talks and disputes of the demo are about
    "江南印染中水回用": _Plan((1150, 1098, 690, None), 1, part=Decimal("0.7"), entered=170, tail=True),
    "明珠纺织中水回用": _Plan((900, 800, 530, None), 1, part=Decimal("0.8"), entered=170, tail=True),
    "石湖食品工艺软化水": _Plan((760, 690, 500, None), 2, entered=170, tail=True),
    "芜湖发电脱硫废水处理": _Plan((620, 560, 250, None), 2, entered=170),
    "婺州新材循环水及旁滤": _Plan((560, 470, 130, None), 2, entered=170),
    "钱塘生物纯化水系统": _Plan((520, 430, 75, None), 2, entered=170),
    "古越酒业污水处理站": _Plan((470, 380, 340, None), 3, entered=170),
    "金桥电子超纯水": _Plan((450, 350, 300, None), 3, entered=170),
    "青山啤酒污水站": _Plan((210, 130, 20, None), 2, entered=90),
    "新城热力除盐水扩建": _Plan((200, 110, -2, None), 2, entered=14),
    "皖江显示有机废水 MBR": _Plan((110, 30, -25, None), 2, entered=24),
}
CLAUSES = ("5.1", "5.2", "5.3", "5.4")


class ContractMoney:
    """Enters the instalments of some contracts, and lets money come in."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story = story
        self._context = story.context
        self._ground = ground

    def plan(self) -> None:
        """Plan when all this is entered."""
        self._story.at(self._hour(ENTERED), self._enter_all)
        for name, plan in CHASED.items():
            self._story.at(self._hour(plan.entered), partial(self._enter_named, name, plan))
        self._story.at(self._hour(1) + HOUR, self._unknown)
        self._story.at(self._hour(6) + 20 * MINUTE, self._twice)

    def _hour(self, days_ago: int) -> datetime:
        return self._story.office_hour(self._story.day_before(days_ago))

    def _enter_all(self) -> None:
        plants = [(one, plant) for one in self._ground.customers for plant in one.projects]
        plain = [(one, plant) for one, plant in plants if not plant.text.supplements and plant.text.name not in CHASED]
        handed_over = [pair for pair in plain if pair[1].text.handed_over is not None]
        handed_over.sort(key=lambda pair: (-(pair[1].text.handed_over or 0), pair[1].id))
        built = [pair for pair in plain if pair[1].text.handed_over is None]
        for told, found in ((HANDED_OVER, handed_over), (BEING_BUILT, built)):
            for plan, (customer, plant) in zip(told, found, strict=False):
                self._enter(plan, customer, plant)

    def _enter_named(self, name: str, plan: _Plan) -> None:
        """Enter what is owed for a plant; LookupError for one that is not entered by then."""
        plants = ((one, plant) for one in self._ground.customers for plant in one.projects)
        customer, plant = next(((one, plant) for one, plant in plants if plant.text.name == name), (None, None))
        if customer is None or plant is None:
            raise LookupError(name)
        self._enter(plan, customer, plant)

    def _enter(self, plan: _Plan, customer: Customer, plant: Project) -> None:
        contract = self._contract_of(plant.id)
        conditions = trade_texts().instalments
        forms = tuple(
            InstalmentForm(
                kind=InstalmentKind.TAIL if plan.tail and kind is InstalmentKind.ACCEPTANCE else kind,
                percent=share,
                clause=clause,
                condition=conditions.get(kind, ""),
                due_on=self._story.day_before(ago) if ago is not None else None,
                owner_name=company().own.manager,
            )
            for kind, share, ago, clause in zip(KINDS, SHARES, plan.due, CLAUSES, strict=True)
        )
        version = self._story.version_of(contract)
        save_contract_instalments(self._context, record_id=contract, version=version, forms=forms)
        self._pay(plan, customer.id, contract)
        if plan.fulfilled is not None:
            due_on = self._story.day_before(plan.fulfilled)
            fulfilled = self._hour(max(plan.fulfilled, 0) + 10)
            self._story.at(fulfilled, partial(self._fulfil, contract, due_on))

    def _contract_of(self, project_id: int) -> int:
        return contract_of(self._story, project_id)

    def _pay(self, plan: _Plan, customer_id: int, contract: int) -> None:
        """Let what was paid until now come in, each on its day."""
        for place, line in enumerate(open_lines(self._story, contract)):
            share = Decimal(1) if place < plan.paid else plan.part if place == plan.paid else Decimal(0)
            amount = (line.open * share).quantize(Decimal("0.01"))
            if amount and line.due_on is not None:
                shares = (ShareForm(instalment_id=line.id, amount=amount),)
                receive(self._story, customer_id, amount, shares, on=line.due_on + PAID_AFTER)

    def _fulfil(self, contract: int, due_on: date) -> None:
        (line,) = open_lines(self._story, contract, (InstalmentKind.RETENTION,))
        form = ConditionForm(
            fulfilled_on=self._story.today(),
            due_on=due_on,
            text=trade_texts().words["retention_done"],
            version=self._story.version_of(line.id),
        )
        fulfil_condition(self._context, record_id=line.id, form=form)

    def _unknown(self) -> None:
        """Money came in and nobody knows what for."""
        receive(self._story, self._ground.customers[3].id, UNKNOWN, note=trade_texts().words["unknown_money"])

    def _twice(self) -> None:
        """A receipt was entered twice, and one of them is cancelled."""
        receipt = receive(self._story, self._ground.customers[5].id, TWICE)
        version, words = self._story.version_of(receipt), trade_texts().words
        cancel_receipt(self._context, record_id=receipt, version=version, reason=words["double_entry"])


def contract_of(story: Story, project_id: int) -> int:
    """Return the main contract of a project."""
    main = select(Contract.id).where(Contract.project_id == project_id, Contract.main_id.is_(None))
    with story.context.read() as session:
        return session.scalars(main).one()
