"""A dispatch is briefed once everybody has signed on the hazards of now (C12.2)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.people.dispatch_facts import dispatch_facts
from app.rules.gates import check_gates
from app.rules.transitions import arrow
from app.services.moves import move
from models.enums import DispatchState, RecordKind
from models.people.dispatch import Dispatch


def dispatch_briefed(context: Context, session: Session, dispatch: Dispatch) -> None:
    """Take an agreed dispatch to "briefed" where nothing of it is missing any more, inside the transaction in which
    the last of its people signed.
    """
    if dispatch.state != DispatchState.AGREED:
        return
    facts = dispatch_facts(session, dispatch)
    if not check_gates(arrow(RecordKind.DISPATCH, dispatch.state, "brief").gates, facts):
        move(context, session, dispatch, "brief", facts)
