"""What desks do at the same part at once: take stock on, issue it by slips, count it. Each says what it moved."""

from collections.abc import Callable
from decimal import Decimal

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.approvals import DecisionForm
from app.forms.material.parts import CountForm, CountLineForm, StockForm
from app.forms.material.slips import CheckedLineForm, CheckForm, SlipForm, SlipLineForm, WordForm
from app.queries.material.counts import count_details
from app.services.approvals.deciding import decide
from app.services.material.counts import save_count, submit_count
from app.services.material.slips import approve_slip, check_slip, save_slip
from app.services.material.stock_by_hand import move_by_hand
from models.enums import SlipKind
from models.material.part import Part
from tests.factories import stored, version_of

ISSUED = Decimal(2)
Say = Callable[..., None]


class StockWork:
    """Takes on less than is asked for, so that it runs out again and again."""

    def __init__(self, context: Context, part_id: int, say: Say) -> None:
        self.context, self.part_id, self.say = context, part_id, say

    def take_on(self) -> None:
        """Take stock on by hand."""
        form = StockForm(quantity=Decimal(3), at=self.context.clock.now(), person="陈库", reason="期初")
        move_by_hand(self.context, part_id=self.part_id, form=form)
        self._moved(form.quantity or Decimal(0))

    def issue(self) -> None:
        """Issue by a slip; where less is free, or another desk took it, nothing is moved."""
        line = SlipLineForm(part_id=self.part_id, quantity=ISSUED)
        form = SlipForm(slip_kind=SlipKind.OTHER, picker_name="沈工", purpose="领用", lines=(line,))
        slip = save_slip(self.context, form=form)
        try:
            approve_slip(self.context, record_id=slip, version=version_of(self.context, slip), form=WordForm())
            checked = CheckForm(keeper="陈库", picker="沈工", lines=(CheckedLineForm(line_no=1, quantity=ISSUED),))
            check_slip(self.context, record_id=slip, version=version_of(self.context, slip), form=checked)
        except (Blocked, Invalid):
            self._moved(Decimal(0))
        else:
            self._moved(-ISSUED)

    def count(self) -> None:
        """Count one piece less than the ledger says; what moved meanwhile may ask for another count."""
        found = max(stored(self.context, Part, self.part_id).on_hand - 1, Decimal(0))
        line = CountLineForm(part_id=self.part_id, counted=found, reason="短少")
        now = self.context.clock.now()
        count = save_count(
            self.context, form=CountForm(scope="A 区", counted_by="陈库", counted_at=now, lines=(line,))
        )  # fmt: skip
        try:
            approval = submit_count(self.context, record_id=count, version=version_of(self.context, count))
            if approval is not None:
                version = version_of(self.context, approval)
                decide(self.context, approval_id=approval, version=version, form=DecisionForm(approved=True))
        except Blocked:
            self._moved(Decimal(0))
        else:
            self._moved(count_details(self.context, count).lines[0].difference)

    def _moved(self, quantity: Decimal) -> None:
        self.say(record=self.part_id, moved=str(quantity))
