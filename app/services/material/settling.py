"""How a thing that does not come back, or is of no more use, is settled: when, for how much, how (N2, N4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.formatting import money
from app.forms.material.returns import SettlementForm
from app.i18n import _
from app.rules.trade.amounts import check_sum
from app.services.past_days import past_day
from app.services.use_case import required

TEXT_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement as it is kept; ``amount`` in yuan, None where nothing was got for it."""

    settled_on: date
    amount: Decimal | None
    text: str

    @property
    def words(self) -> str:
        """What the log says of it."""
        return self.text if self.amount is None else f"{self.text} ({money(self.amount)})"


def checked_settlement(session: Session, form: SettlementForm, *, since: date) -> Settlement:
    """Return a settlement; Invalid at the field that is missing, and for a day before ``since`` or in the future."""
    text = required(form.text, _("Write down how it was settled."), field="text", limit=TEXT_LIMIT)
    missing = _("Enter when it was settled.")
    settled_on = past_day(session, form.settled_on, field="settled_on", missing=missing)
    if settled_on < since:
        raise Invalid(_("This lies before it left."), field="settled_on")
    amount = check_sum(form.amount, field="amount") if form.amount is not None else None
    return Settlement(settled_on, amount, text)
