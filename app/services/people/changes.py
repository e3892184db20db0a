"""Changes of a dispatch after it was agreed: longer, with other people (C7.2, C12.2, C14)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import date_time_text
from app.forms.dispatch_steps import (
    AddPersonForm,
    ExtendForm,
    JoinerBriefingForm,
    SwapPersonForm,
    TakeOffForm,
)
from app.i18n import _
from app.queries.people.dispatch_facts import zone_of
from app.queries.people.leaving import lacking_people
from app.rules.inputs import clean_text
from app.rules.people.dispatch_gates import TAUGHT_WITHOUT
from app.rules.permissions import Permission
from app.services.people.agreements import agree_again
from app.services.people.dispatch_writing import LONGEST, check_stay, write_person
from app.services.people.exceptions import note_exception
from app.services.people.one_place import refuse_two_places
from app.services.promises import keeping
from app.services.safety.briefings import brief_joiner
from app.services.trade.order_promises import settle_orders_of
from app.services.trips.settling import owe_settlement
from app.services.use_case import check_year, load, log, required, use_case
from models.enums import DispatchState, EventKind
from models.people.dispatch import Dispatch, DispatchPerson

REASON_LIMIT = 4000
CHANGEABLE = (DispatchState.AGREED, DispatchState.BRIEFED, DispatchState.DEPARTED, DispatchState.ARRIVED)
LEFT = (DispatchState.DEPARTED, DispatchState.ARRIVED)
BRIEFED = (DispatchState.BRIEFED, *LEFT)


@use_case(Permission.PLAN_DISPATCH)
def extend_dispatch(context: Context, *, record_id: int, version: int, form: ExtendForm) -> None:
    """Let the work on site end later: every department whose people stay says yes, and nobody is awaited elsewhere.

    Invalid at ``words`` without a department's word (C7.2), at ``ends_at`` for an earlier time, for somebody who is
    elsewhere by then, and where a certificate or a confidentiality agreement ends before (C12.2, C14).
    """
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        dispatch = _changeable(session, record_id, version)
        before, valid = dispatch.ends_at, lacking_people(session, dispatch)
        dispatch.ends_at = _later_end(dispatch, form.ends_at)
        staying = [one for one in dispatch.people if one.leaves_at is None]
        refuse_two_places(session, dispatch, field="ends_at")
        _refuse_new_lack(session, dispatch, valid)
        agree_again(session, dispatch, form.words, staying)
        zone = zone_of(session)
        data = {"from": before.isoformat(), "to": dispatch.ends_at.isoformat()}
        until = _("Until {until}").format(until=date_time_text(dispatch.ends_at, zone))
        log(session, dispatch, EventKind.EXTENDED, f"{until}\n{why}", data=data)
        _settle(session, dispatch)


def _later_end(dispatch: Dispatch, ends_at: datetime | None) -> datetime:
    if ends_at is None:
        raise Invalid(_("Enter when the work is to be done."), field="ends_at")
    check_year(ends_at, field="ends_at")
    if ends_at <= dispatch.ends_at:
        raise Invalid(_("Enter a later time than the present end."), field="ends_at")
    if ends_at - dispatch.starts_at > LONGEST:
        raise Invalid(_("A dispatch lasts a year at most. Check the dates."), field="ends_at")
    return ends_at


def _refuse_new_lack(session: Session, dispatch: Dispatch, before: Collection[str]) -> None:
    """What was missing before is for the gates of departure; what ends too early by the change is refused here."""
    session.flush()
    new = [one for one in lacking_people(session, dispatch) if one not in before]
    if new:
        text = _("Not valid until then: {names}").format(names=_(", ").join(new))
        raise Invalid(text, field="ends_at", clause="C12.2")


@use_case(Permission.PLAN_DISPATCH)
def add_person(context: Context, *, record_id: int, version: int, form: AddPersonForm) -> int:
    """Add somebody to an agreed dispatch; returns the id of the person on it.

    The lending department says yes, and where the others are briefed already the person signs the addendum first
    (C12.2). Invalid at ``words``, ``briefing`` or ``people`` otherwise.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        dispatch = _changeable(session, record_id, version)
        person = _join(context, session, dispatch, form, why)
        agree_again(session, dispatch, form.words, [person])
        _settle(session, dispatch)
        return person.id


def _join(
    context: Context, session: Session, dispatch: Dispatch, form: AddPersonForm | SwapPersonForm, why: str
) -> DispatchPerson:
    """Let a person join, with all that C12.2 and C14 ask for; the department's word is the caller's."""
    traveller = form.traveller
    _refuse_known(dispatch, traveller.staff_id)
    person = DispatchPerson(staff_id=traveller.staff_id, position=1 + max(one.position for one in dispatch.people))
    write_person(session, person, traveller, known=False)
    person.is_lead = False
    if dispatch.state in LEFT and person.joins_at is None:
        raise Invalid(_("Enter from when {name} is along.").format(name=person.name), field="joins_at")
    check_stay(dispatch, person)
    dispatch.people.append(person)
    refuse_two_places(session, dispatch)
    session.flush()
    _brief(session, dispatch, person, form.briefing)
    _refuse_untaught(context, session, dispatch, person, form.secrecy_exception)
    log(session, dispatch, EventKind.PERSON_JOINED, why, counterpart=person.name, data={"person": person.id})
    return person


def _refuse_known(dispatch: Dispatch, staff_id: int | None) -> None:
    if staff_id is not None and any(one.staff_id == staff_id for one in dispatch.people):
        raise Invalid(_("This person is or was on this dispatch already."), field="people")


def _brief(session: Session, dispatch: Dispatch, person: DispatchPerson, form: JoinerBriefingForm | None) -> None:
    if dispatch.state not in BRIEFED:
        return
    if form is None or form.signed_at is None:
        text = _("{name} signs the addendum of the briefing before joining.").format(name=person.name)
        raise Invalid(text, field="briefing", clause="C12.2")
    brief_joiner(session, dispatch, person, form)


def _refuse_untaught(
    context: Context, session: Session, dispatch: Dispatch, person: DispatchPerson, exception: str
) -> None:
    """Before the departure the gate asks for it; whoever joins later has to have it at once, or the manager's word."""
    if dispatch.state not in LEFT or not lacking_people(session, dispatch, only=person.id):
        return
    if not exception.strip():
        text = _(
            "{name} has no confidentiality agreement in force or was not taught within a year (C14). Record that, or"
            " let the manager give a reason here."
        )
        raise Invalid(text.format(name=person.name), field="secrecy_exception", clause="C14")
    context.require(Permission.EXCEPT_GATE)
    note_exception(session, dispatch, TAUGHT_WITHOUT, exception, given_by=session.info["user_name"], person=person)


@use_case(Permission.PLAN_DISPATCH)
def take_off_person(context: Context, *, record_id: int, version: int, form: TakeOffForm) -> None:
    """Take somebody off an agreed dispatch: before the departure the person is not on it any more, later leaves it.

    Invalid for the last one, or one who leads while nobody else is named to.
    """
    why = required(form.why, _("Give the reason."), field="why", limit=200)
    with context.write(why) as session:
        dispatch = _changeable(session, record_id, version)
        person = _on_it(session, dispatch, form.person_id)
        if person.is_lead:
            _lead(dispatch, person, form.lead_id)
        _leave(session, dispatch, person, form.leaves_at, why)
        if all(one.leaves_at is not None for one in dispatch.people):
            raise Invalid(_("Somebody has to stay. Finish the work, or cancel the dispatch."), field="person_id")
        agree_again(session, dispatch, (), ())
        _settle(session, dispatch)


@use_case(Permission.PLAN_DISPATCH)
def swap_person(context: Context, *, record_id: int, version: int, form: SwapPersonForm) -> int:
    """Let somebody take another's place, who leads if the other did; returns the id of the new person on it.

    As adding the one and taking off the other, in one step.
    """
    why = required(form.why, _("Give the reason."), field="why", limit=200)
    with context.write(why) as session:
        dispatch = _changeable(session, record_id, version)
        person = _on_it(session, dispatch, form.person_id)
        joined = _join(context, session, dispatch, form, why)
        if person.is_lead:
            person.is_lead, joined.is_lead = False, True
        _leave(session, dispatch, person, form.leaves_at, why)
        agree_again(session, dispatch, form.words, [joined])
        _settle(session, dispatch)
        return joined.id


def _lead(dispatch: Dispatch, leaving: DispatchPerson, lead_id: int | None) -> None:
    follows = next((one for one in dispatch.people if one.id == lead_id and one.leaves_at is None), None)
    if follows is None or follows is leaving:
        raise Invalid(_("Enter who leads from then on."), field="lead_id")
    leaving.is_lead, follows.is_lead = False, True


def _leave(session: Session, dispatch: Dispatch, person: DispatchPerson, leaves_at: datetime | None, why: str) -> None:
    if dispatch.state in LEFT:
        if leaves_at is None:
            raise Invalid(_("Enter when {name} leaves.").format(name=person.name), field="leaves_at")
        person.leaves_at, person.leaves_why = leaves_at, why
        check_stay(dispatch, person)
    else:
        dispatch.people.remove(person)
        for position, one in enumerate(dispatch.people, start=1):
            one.position = position
    log(session, dispatch, EventKind.PERSON_LEFT, why, counterpart=person.name, data={"person": person.id})


def _changeable(session: Session, record_id: int, version: int) -> Dispatch:
    dispatch = load(session, Dispatch, record_id, version)
    if dispatch.state not in CHANGEABLE:
        text = _("Changes of this kind are made from the agreement to the end of the work on site.")
        raise Invalid(text, clause="C7.2")
    return dispatch


def _on_it(session: Session, dispatch: Dispatch, person_id: int | None) -> DispatchPerson:
    now = session.info["now"]
    found = next((one for one in dispatch.people if one.id == person_id and one.is_along(now)), None)
    if found is None:
        raise Invalid(_("Choose one of the people on this dispatch."), field="person_id")
    return found


def _settle(session: Session, dispatch: Dispatch) -> None:
    keeping.settle(session, dispatch)
    owe_settlement(session, dispatch)
    settle_orders_of(session, dispatch.request_id)
