"""Waiving: the manager lets a promise go, with a reason."""

from app.context import Context
from app.i18n import _
from app.rules.permissions import Permission
from app.services.promises.agreeing import open_promise
from app.services.promises.keeping import close, note_earliest, promises_of
from app.services.promises.unfinished import unfinished_record
from app.services.use_case import log, required, use_case
from models.enums import CommitmentKind, CommitmentState, EventKind

REASON_LIMIT = 4000


@use_case(Permission.WAIVE_COMMITMENT)
def waive_promise(context: Context, *, record_id: int, kind: CommitmentKind, slot: int, reason: str) -> None:
    """Let an open promise go, with a reason: nothing reminds of it any more.

    Whatever facts change later, it stays waived; one that was missed before stays missed (invariant 7).
    """
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        record = unfinished_record(session, record_id)
        promise = open_promise(session, record, kind, slot)
        close(promise, CommitmentState.WAIVED, why, session.info["now"])
        log(session, record, EventKind.WAIVED, why, data={"kind": kind.value, "slot": slot})
        note_earliest(record, promises_of(session, record).values())
