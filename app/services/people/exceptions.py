"""The manager's exceptions from gates of a dispatch (domain.md, gates and who may except)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import ExceptionForm
from app.i18n import _
from app.queries.people.dispatch_facts import dispatch_facts
from app.queries.people.gate_exceptions import exceptions_on
from app.queries.people.secrecy import secrecy_standing
from app.rules.gates import check_gates
from app.rules.people.dispatch_arrows import NOT_LEFT
from app.rules.people.dispatch_gates import EXCEPTABLE, TAUGHT_WITHOUT
from app.rules.permissions import Permission
from app.services.promises import keeping
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.gate_exception import GateException

REASON_LIMIT = 4000


@use_case(Permission.EXCEPT_GATE)
def except_gate(context: Context, *, record_id: int, version: int, form: ExceptionForm) -> None:
    """Except a dispatch from a gate: departments not yet agreed (C7.2), trip papers not yet made (C7.3), or one person
    without agreement or lesson for this one trip (C14). It is the manager's, and stands on the dispatch order.

    Invalid at ``gate`` for one that knows no exception, is open, or was excepted already.
    """
    if form.gate not in EXCEPTABLE:
        raise Invalid(_("There is no exception from this."), field="gate", clause="C12.2")
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    who = required(form.given_by, _("Enter whose word it was."), field="given_by", limit=60)
    with context.write(why) as session:
        dispatch = load(session, Dispatch, record_id, version)
        if dispatch.state not in NOT_LEFT:
            raise Invalid(_("The people have left already."), field="gate")
        person = _person(session, dispatch, form) if form.gate == TAUGHT_WITHOUT else None
        if person is None:
            _refuse_open(session, dispatch, form.gate)
        note_exception(session, dispatch, form.gate, why, given_by=who, person=person)
        keeping.settle(session, dispatch)


def _person(session: Session, dispatch: Dispatch, form: ExceptionForm) -> DispatchPerson:
    person = next((one for one in dispatch.people if one.id == form.person_id), None)
    if person is None:
        raise Invalid(_("Choose one of the people on this dispatch."), field="person_id", clause="C14")
    if not secrecy_standing(session, dispatch, session.info["now"]).get(person.id):
        raise Invalid(_("Nothing has to be excepted: this is not missing."), field="person_id", clause="C14")
    return person


def _refuse_open(session: Session, dispatch: Dispatch, gate: str) -> None:
    if not check_gates((gate,), dispatch_facts(session, dispatch)):
        text = _("Nothing has to be excepted: this is not missing.")
        raise Invalid(text, field="gate", clause=EXCEPTABLE[gate])


def note_exception(
    session: Session,
    dispatch: Dispatch,
    gate: str,
    reason: str,
    *,
    given_by: str,
    person: DispatchPerson | None = None,
) -> None:
    """Write an exception down inside an open transaction; Invalid for one that was made already."""
    known = (one for one in exceptions_on(session, dispatch.id) if one.gate == gate)
    if any(one.person_id == (person.id if person else None) for one in known):
        raise Invalid(_("This exception has been granted already."), field="gate", clause=EXCEPTABLE[gate])
    info = session.info
    session.add(
        GateException(
            record_id=dispatch.id,
            gate=gate,
            clause=EXCEPTABLE[gate],
            person_id=person.id if person else None,
            reason=reason,
            given_by=given_by,
            entered_by=info["user_name"],
            given_at=info["now"],
        )
    )
    about = person.name if person else ""
    log(session, dispatch, EventKind.GATE_EXCEPTED, reason, person=given_by, counterpart=about, data={"gate": gate})
