"""Free or paid: a person confirms the class (C3.2)."""

from dataclasses import replace

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.i18n import _
from app.queries.promises.facts import FINISHED
from app.queries.requests.request_facts import class_facts, request_facts
from app.rules.classification import check_confirmation, is_override, propose_class
from app.rules.gates import check_gates
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.services.moves import blocked, move
from app.services.promises import keeping
from app.services.use_case import load, log, use_case
from models.enums import ClassBasis, EventKind, RequestState, ServiceClass
from models.requests.request import Request


@use_case(Permission.CONFIRM_CLASS)
def confirm_class(
    context: Context,
    *,
    record_id: int,
    version: int,
    service_class: ServiceClass,
    basis: ClassBasis,
    reason: str = "",
) -> None:
    """Confirm free or paid (C3.2). Other than proposed needs a reason and is the manager's to do.

    So is another class than the one confirmed before, where a promise made under that one was missed (invariant 7).
    """
    why = clean_text(reason, field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        if request.state in FINISHED:
            raise Invalid(_("This request is finished; its class stays as it is."), clause="C3.2")
        facts = request_facts(session, request)
        reasons = check_gates(("file_consulted", "customer_contacted"), facts)
        if reasons:
            raise blocked(reasons)
        proposal = propose_class(class_facts(session, request))
        check_confirmation(proposal, service_class, basis, why)
        if is_override(proposal, service_class, basis) and not context.actor.may(Permission.OVERRIDE_CLASS):
            raise NotAllowed(_("The secretary confirms the proposed class; another one is the manager's decision."))
        is_correction = request.confirmed_class is not None
        request.confirmed_class, request.confirmed_basis = service_class, basis
        request.class_reason = why
        request.confirmed_by, request.confirmed_at = session.info["user_name"], session.info["now"]
        chosen = {"class": service_class.value, "basis": basis.value}
        log(session, request, EventKind.CLASS_CONFIRMED, request.class_reason, data=chosen)
        if is_correction:
            keeping.settle_correction(session, request, context.actor, why)
        else:
            keeping.settle(session, request)
        if request.state == RequestState.ANALYSED:
            move(context, session, request, "class", replace(facts, class_confirmed=True))
