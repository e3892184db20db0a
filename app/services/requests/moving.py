"""The way to the end: taking in hand, solving, closing, cancelling."""

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.queries.requests.request_facts import request_facts
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.transitions import arrow
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import load, required, use_case
from models.enums import EventKind, RequestState
from models.requests.request import Request

TITLE_LENGTH = 80
TEXT_LIMIT = 200_000
STEPS = (EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED, EventKind.REPLIED)
UNCLASSABLE = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@use_case(Permission.EDIT_REQUEST)
def solve_request(context: Context, *, record_id: int, version: int, result: str, cause: str = "") -> None:
    """Mark a request as solved, with its result and, as far as known, the cause (C11.5)."""
    outcome = required(result, _("Write down the result."), field="result", limit=TEXT_LIMIT)
    with context.write() as session:
        request = load(session, Request, record_id, version)
        request.result = outcome
        request.cause = clean_text(cause, field="cause", limit=TEXT_LIMIT)
        move(context, session, request, "solve", request_facts(session, request), text=outcome)


@use_case(Permission.EDIT_REQUEST)
def move_request(context: Context, *, record_id: int, version: int, action: str) -> None:
    """Take a step that asks for nothing but its gates: finish the analysis, take in hand, close."""
    with context.write() as session:
        request = load(session, Request, record_id, version)
        if arrow(request.kind, request.state, action).asks:
            raise Invalid(_("This step asks for a reason or a result. Use its own button."))
        move(context, session, request, action, request_facts(session, request))


@use_case(Permission.CANCEL_RECORD)
def cancel_request(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a request with a reason; it keeps its number and its promises are dropped (decision 6)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        move(context, session, request, "cancel", request_facts(session, request), text=why)
        keeping.drop_all(session, request, why)
