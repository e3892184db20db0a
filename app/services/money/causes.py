"""Why money does not come in, in a person's own words (C10.6)."""

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.queries.money.tail_causes import CAUSE
from app.rules.permissions import Permission
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind, ReceivableState
from models.money.receivable import Instalment

LONGEST = 4000


@use_case(Permission.EDIT_COLLECTION)
def note_cause(context: Context, *, record_id: int, text: str) -> None:
    """Note why an instalment is still open; the newest note is what lists and reports tell.

    Invalid at ``text`` without words, and for an instalment of which nothing is open.
    """
    cause = required(text, _("Write down why it is still open."), field="text", limit=LONGEST)
    with context.write() as session:
        row = load(session, Instalment, record_id)
        if row.open_amount <= 0 or row.state == ReceivableState.CANCELLED:
            raise Invalid(_("Nothing is open of this instalment."))
        log(session, row, EventKind.NOTE, cause, data={CAUSE: True})
