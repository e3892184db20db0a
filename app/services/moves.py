"""Changing a state: only along its arrows, by somebody who may, with its gates open, and with an event (invariant
6).
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Blocked
from app.i18n import _
from app.rules.gate import BlockReason
from app.rules.gates import AnyFacts, check_gates
from app.rules.transitions import arrow
from app.services.use_case import log
from models.enums import EventKind
from models.record import Record


def move(
    context: Context,
    session: Session,
    record: Record,
    action: str,
    facts: AnyFacts,
    *,
    text: str = "",
) -> None:
    """Take the step ``action``; Invalid when no such arrow leaves the state, Blocked when a gate of it is closed."""
    step = arrow(record.kind, record.state, action)
    context.require(step.permission)
    reasons = check_gates(step.gates, facts)
    if reasons:
        raise blocked(reasons)
    data = {"kind": record.kind.value, "from": record.state, "to": step.target.value, "action": action}
    record.state = step.target.value
    log(session, record, EventKind.STATE_CHANGED, text, data=data)


def blocked(reasons: Sequence[BlockReason]) -> Blocked:
    """Return the refusal that names every clause and what is missing."""
    lines = "\n".join(f"{reason.clause}  {reason.text}" for reason in reasons)
    return Blocked(_("This step is not possible yet:") + "\n" + lines, reasons)
