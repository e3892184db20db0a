"""What registering a request would promise and propose, shown while the form is still being typed."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.context import Context, settings_of
from app.forms import RequestForm
from app.queries.promises.deadlines import read_deadlines
from app.queries.requests.request_facts import project_class_facts
from app.rules.classification import Proposal, propose_class
from app.rules.permissions import Permission
from app.rules.promises.deadlines import Case, Promise
from models.enums import CommitmentKind, RequestKind


@dataclass(frozen=True, slots=True)
class RegistrationPreview:
    """The first reply as it would be owed (None while nothing is received), and the class as it would be proposed."""

    reply: Promise | None
    proposal: Proposal | None


def preview_registration(context: Context, form: RequestForm) -> RegistrationPreview:
    """Compute the first promise (C4.1) and the proposed class (C3.2) of a form that is not saved yet."""
    context.require(Permission.VIEW_RECORDS)
    if form.received_at is None:
        return RegistrationPreview(None, None)
    received: datetime = form.received_at
    with context.read() as session:
        case = Case(received, {"severity": form.severity.value})
        reply = read_deadlines(session).promise(CommitmentKind.REPLY, case)
        zone = ZoneInfo(settings_of(session).text("zone"))
        class_facts = project_class_facts(
            session,
            received.astimezone(zone).date(),
            form.project_id,
            form.equipment_id,
            wants_parts=form.request_kind is RequestKind.SPARE_PARTS,
            misuse=form.misuse,
        )
        return RegistrationPreview(reply, propose_class(class_facts))
