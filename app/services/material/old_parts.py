"""Old parts: due back, returned, appraised, then stored or settled (N2)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.material.returns import AppraisalForm, OldPartForm, ReturningForm, SettlementForm, StoringForm
from app.i18n import _
from app.labels import label
from app.queries.material.old_part_facts import old_part_facts
from app.queries.material.stock import local_day
from app.queries.records.lookup import existing
from app.rules.inputs import clean_line, clean_text
from app.rules.material.swaps import CLAUSE, check_swapped
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.material.ledger import Origin, recount, take_in
from app.services.material.return_sources import write_sources
from app.services.material.settling import checked_settlement
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import Appraisal, ClaimState, EventKind, MoveKind, OldPartState, RecordKind
from models.material.part import Part
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart

TEXT_LIMIT = 4000
NAME_LIMIT = 60
CHANGEABLE = (OldPartState.DUE_BACK, OldPartState.RETURNED)


def new_old_part(session: Session) -> OldPart:
    """Return an old part with its number that is due back; what it is, is still to be written."""
    number = next_number(session, RecordKind.OLD_PART)
    return OldPart(number=number, state=OldPartState.DUE_BACK, sort_at=session.info["now"], **fresh(session))


@use_case(Permission.EDIT_RETURNS)
def save_old_part(context: Context, *, form: OldPartForm, record_id: int | None = None) -> int:
    """Register an old part that has to come back, or correct it until it is appraised; returns its id.

    It has its number at once. Invalid at the form's field for what is missing, lies in the future or belongs elsewhere;
    at ``reason`` where another day moves a clock that was missed already, which is the manager's.
    """
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        old = load(session, OldPart, record_id, form.version) if record_id else new_old_part(session)
        if old.state not in CHANGEABLE:
            raise Invalid(_("It was appraised: the entry is not changed any more."), clause=CLAUSE)
        _write_own(session, old, form)
        write_sources(session, old, form)
        session.add(old)
        session.flush()
        log(session, old, EventKind.EDITED if record_id else EventKind.REGISTERED, why if record_id else old.fault)
        keeping.settle_correction(session, old, context.actor, why)
        return old.id


def _write_own(session: Session, old: OldPart, form: OldPartForm) -> None:
    part = in_use(session, Part, form.part_id, field="part_id", kept=old.part_id) if form.part_id is not None else None
    name = clean_line(form.name, field="name", limit=200) or (part.title if part is not None else "")
    old.title = required(name, _("Enter what it is."), field="name")
    old.part_id = part.id if part is not None else None
    old.spec = clean_line(form.spec, field="spec", limit=200) or (part.spec if part is not None else "")
    old.unit = part.unit if part is not None else clean_line(form.unit, field="unit", limit=20)
    old.serial_no = clean_line(form.serial_no, field="serial_no", limit=80)
    old.quantity = check_swapped(form.quantity, None, old.unit)
    old.removed_on = past_day(session, form.removed_on, field="removed_on", clause=CLAUSE)
    old.carrier_name = clean_line(form.carrier_name, field="carrier_name", limit=NAME_LIMIT)
    old.fault = clean_text(form.fault, field="fault", limit=TEXT_LIMIT)
    if old.returned_at is not None and local_day(session, old.returned_at) < old.removed_on:
        raise Invalid(_("This lies after it came back."), field="removed_on", clause=CLAUSE)


# its way ---------------------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_RETURNS)
def return_old_part(context: Context, *, record_id: int, version: int, form: ReturningForm) -> None:
    """Record that an old part came back: when, brought by whom, how it looks, where it lies."""
    who = required(form.person, _("Enter who brought it."), field="person", limit=NAME_LIMIT)
    condition = clean_text(form.condition, field="condition", limit=TEXT_LIMIT)
    place = clean_line(form.place, field="place", limit=200)
    with context.write() as session:
        old = load(session, OldPart, record_id, version)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        if local_day(session, at) < old.removed_on:
            raise Invalid(_("This lies before it was taken out."), field="at", clause=CLAUSE)
        move(context, session, old, "return", old_part_facts(session, old))
        old.returned_at, old.returned_by, old.condition, old.place = at, who, condition, place
        log(session, old, EventKind.OLD_PART_RETURNED, _words(condition, place), at=at, person=who)
        keeping.settle(session, old)


@use_case(Permission.EDIT_RETURNS)
def appraise(context: Context, *, record_id: int, version: int, form: AppraisalForm) -> None:
    """Record what an old part is still good for, who says so, and why: reusable, scrap, or the supplier's claim.

    A supplier's claim may name the task that it belongs to; Invalid for a task that was cancelled or is closed.
    """
    if form.appraisal is None:
        raise Invalid(_("Choose what it is still good for."), field="appraisal", clause=CLAUSE)
    who = required(form.person, _("Enter who appraised it."), field="person", limit=NAME_LIMIT)
    text = required(form.text, _("Write down what was found."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        old = load(session, OldPart, record_id, version)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        _check_after(at, old.returned_at)
        move(context, session, old, "appraise", old_part_facts(session, old))
        old.claim_id = _claim(session, form.claim_id, form.appraisal)
        old.appraisal, old.appraised_at, old.appraised_by, old.appraisal_text = form.appraisal, at, who, text
        log(session, old, EventKind.APPRAISED, _words(label(form.appraisal), text), at=at, person=who)


def _check_after(at: datetime, returned_at: datetime | None) -> None:
    """Forms know minutes, what the program noted itself has seconds."""
    if returned_at is not None and at < returned_at.replace(second=0, microsecond=0):
        raise Invalid(_("This lies before it came back."), field="at", clause=CLAUSE)


def _claim(session: Session, claim_id: int | None, appraisal: Appraisal) -> int | None:
    if claim_id is None:
        return None
    if appraisal is not Appraisal.SUPPLIERS_CLAIM:
        raise Invalid(_("Only a supplier's claim belongs to a task."), field="claim_id", clause=CLAUSE)
    claim = existing(session, SupplierClaim, claim_id)
    if claim.state in (ClaimState.CLOSED, ClaimState.CANCELLED):
        raise Invalid(_("This task is over."), field="claim_id", clause=CLAUSE)
    return claim_id


def claim_old_part(session: Session, old_part_id: int, claim: SupplierClaim) -> None:
    """Note the task by which an old part is claimed; a plain function of whoever asks the manufacturer.

    Invalid unless it was appraised so, and where it belongs to a task already.
    """
    old = load(session, OldPart, old_part_id)
    if old.appraisal is not Appraisal.SUPPLIERS_CLAIM or old.claim_id is not None:
        raise Invalid(_("Only a supplier's claim belongs to a task, and to one alone."), clause=CLAUSE)
    old.claim_id = claim.id
    old.version += 1
    log(session, old, EventKind.CLAIM_ASKED, claim.number or claim.title)


@use_case(Permission.EDIT_RETURNS)
def store_old_part(context: Context, *, record_id: int, version: int, form: StoringForm) -> None:
    """Store an appraised old part: a reusable one into stock, where it is worth nothing, any other in its own place.

    Invalid at ``into_stock`` for one that is not reusable or that the list of parts does not know.
    """
    place = clean_line(form.place, field="place", limit=200)
    with context.write() as session:
        old = load(session, OldPart, record_id, version)
        move(context, session, old, "store", old_part_facts(session, old))
        if form.into_stock:
            part = _stocked(session, old)
            take_in(session, part, old.quantity, _origin(session, old, form), kind=MoveKind.RETURN, value=Decimal(0))
            recount(session, (part.id,))
            named = " ".join((part.number or "", part.title)).strip()
            told = _words(_("Taken into stock as {part}").format(part=named), place)
        else:
            told = required(place, _("Enter where it lies."), field="place")
        old.place = place or old.place
        kind = EventKind.STOCK_MOVED if form.into_stock else EventKind.NOTE
        log(session, old, kind, told, person=_stored_by(session, form))


def _stocked(session: Session, old: OldPart) -> Part:
    if old.appraisal is not Appraisal.REUSABLE:
        raise Invalid(_("Only what is reusable goes back into stock."), field="into_stock", clause=CLAUSE)
    if old.part_id is None:
        text = _("It is in no list of parts: choose the part first, or store it in a place of its own.")
        raise Invalid(text, field="into_stock", clause=CLAUSE)
    return in_use(session, Part, old.part_id, field="into_stock")


def _stored_by(session: Session, form: StoringForm) -> str:
    return clean_line(form.person, field="person", limit=NAME_LIMIT) or str(session.info["user_name"])


def _origin(session: Session, old: OldPart, form: StoringForm) -> Origin:
    return Origin(
        at=session.info["now"], person=_stored_by(session, form), reason=old.appraisal_text, source_id=old.id,
        request_id=old.request_id, project_id=old.project_id,
    )  # fmt: skip


@use_case(Permission.EDIT_RETURNS)
def settle_old_part(context: Context, *, record_id: int, version: int, form: SettlementForm) -> None:
    """Settle an old part: when, what was got for it, how. What never comes back is settled with the reason.

    Blocked once it was taken into stock.
    """
    with context.write() as session:
        old = load(session, OldPart, record_id, version)
        told = checked_settlement(session, form, since=old.removed_on)
        move(context, session, old, "settle", old_part_facts(session, old))
        old.settled_on, old.settled_amount, old.settlement = told.settled_on, told.amount, told.text
        log(session, old, EventKind.SETTLED, told.words)
        keeping.settle(session, old)


def give_up_mistaken(context: Context, session: Session, old: OldPart, why: str) -> None:
    """Settle an old part of a swap that never was; a plain function. Invalid once it came back."""
    if old.state != OldPartState.DUE_BACK:
        text = _("Its old part {number} came back already: the swap stays.").format(number=old.number)
        raise Invalid(text, clause=CLAUSE)
    move(context, session, old, "settle", old_part_facts(session, old))
    old.settled_on, old.settlement = local_day(session, session.info["now"]), why
    log(session, old, EventKind.SETTLED, why)
    keeping.settle(session, old)


def _words(*parts: str) -> str:
    return _("; ").join(part for part in parts if part)
