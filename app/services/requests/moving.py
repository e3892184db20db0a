"""The way to the end: taking in hand, solving, closing, cancelling."""

from datetime import datetime

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.labels import label
from app.queries.requests.request_facts import giving_up_facts, request_facts
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.transitions import arrow
from app.services.approvals.asking import drop_open
from app.services.material.ledger import recount_needs
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, required, use_case
from models.enums import RequestState
from models.requests.request import Request

TEXT_LIMIT = 200_000


@use_case(Permission.EDIT_REQUEST)
def solve_request(
    context: Context, *, record_id: int, version: int, result: str, cause: str = "", at: datetime | None = None
) -> None:
    """Mark a request as solved, with its result and, as far as known, the cause (C11.5).

    ``at`` is when the service was finished, by default now; from then on the follow-up call is owed (N1).
    """
    outcome = required(result, _("Write down the result."), field="result", limit=TEXT_LIMIT)
    now = context.clock.now()
    finished = check_past(at or now, now, field="at")
    with context.write() as session:
        request = load(session, Request, record_id, version)
        if finished < request.received_at:
            raise Invalid(_("This lies before the request was received."), field="at", clause="N1")
        request.result = outcome
        request.cause = clean_text(cause, field="cause", limit=TEXT_LIMIT)
        move(context, session, request, "solve", request_facts(session, request), text=outcome)
        request.solved_at = finished
        keeping.settle(session, request)


@use_case(Permission.EDIT_REQUEST)
def move_request(context: Context, *, record_id: int, version: int, action: str) -> None:
    """Take a step that asks for nothing but its gates: finish the analysis, take in hand, close.

    A request is closed when all it promised is settled, kept or waived by the manager, and no goods are set aside for
    it by a slip (C6.3). Nobody decides any more about an exception for it.
    """
    with context.write() as session:
        request = load(session, Request, record_id, version)
        if arrow(request.kind, request.state, action).asks:
            raise Invalid(_("This step asks for a reason or a result. Use its own button."))
        move(context, session, request, action, giving_up_facts(session, request))
        if request.state == RequestState.CLOSED:
            drop_open(session, request, label(RequestState.CLOSED))
            recount_needs(session, request.id)


@use_case(Permission.CANCEL_RECORD)
def cancel_request(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a request with a reason; it keeps its number and its promises are dropped (decision 6)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        move(context, session, request, "cancel", giving_up_facts(session, request), text=why)
        keeping.drop_all(session, request, why)
        drop_open(session, request, why)
        recount_needs(session, request.id)
