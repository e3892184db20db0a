"""The half-yearly rounds of visits: their list is drawn up, settled, worked off (C13)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text
from app.forms.visits import RoundForm, RoundLineForm, VisitForm
from app.i18n import _
from app.queries.care.candidates import candidates, proposals
from app.queries.care.visit_facts import round_gate_facts
from app.rules.care.rounds import CLAUSE, RoundDays, appearing_round, check_round
from app.rules.care.visit_gates import VisitFacts
from app.rules.inputs import clean_text, plausible_day
from app.rules.permissions import Permission
from app.services.care.visits import give_up_visit, new_visit, store_plan, write_plan
from app.services.moves import move
from app.services.past_days import today_of
from app.services.promises import keeping
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.care.visit import Visit, VisitRound
from models.enums import EventKind, RecordKind, RoundState, VisitOccasion, VisitState

TEXT_LIMIT, REASON_LIMIT = 10_000, 4000


@use_case(Permission.EDIT_CARE)
def draft_next_round(context: Context) -> tuple[int, ...]:
    """Draw up the round whose list is due soon, with the list that is proposed; returns its id, if it is new.

    One that was cancelled is not drawn up again.
    """
    with context.read() as session:
        if _appearing(session, context.clock.now()) is None:
            return ()
    with context.write() as session:
        days = _appearing(session, session.info["now"])
        if days is None:
            return ()  # another desk was quicker
        one = _new_round(session, days)
        known = candidates(session, days, today_of(session))
        for row in proposals(session, known, days):
            found = known[row.customer_id]
            if found.reasons:
                line = RoundLineForm(
                    customer_id=row.customer_id,
                    project_id=found.project_id,
                    mode=row.mode,
                    planned_on=row.day,
                    focus=found.focus,
                )
                _write_line(session, one, line)
        return (one.id,)


def _appearing(session: Session, now: datetime) -> RoundDays | None:
    taken = set(session.scalars(select(VisitRound.starts_on)))
    zone = ZoneInfo(settings_of(session).text("zone"))
    return appearing_round(now.astimezone(zone).date(), taken)


def _new_round(session: Session, days: RoundDays) -> VisitRound:
    one = VisitRound(number=next_number(session, RecordKind.VISIT_ROUND), state=RoundState.DRAFT, **fresh(session))
    _write_days(session, one, days)
    session.add(one)
    session.flush()
    log(session, one, EventKind.REGISTERED, one.title)
    keeping.settle(session, one)
    return one


def _write_days(session: Session, one: VisitRound, days: RoundDays) -> None:
    one.starts_on, one.ends_on, one.list_by = days.starts_on, days.ends_on, days.list_by
    one.title = _("Visits {since} to {until}").format(since=date_text(days.starts_on), until=date_text(days.ends_on))
    zone = ZoneInfo(settings_of(session).text("zone"))
    one.sort_at = datetime.combine(days.starts_on, datetime.min.time(), zone)


@use_case(Permission.EDIT_CARE)
def save_round(context: Context, *, form: RoundForm, record_id: int | None = None) -> int:
    """Draw up a round by hand, or change one whose list is not settled, with the visits on its list; returns its id.

    Invalid at the form's field: days that overlap another round's, a list without a visit (at ``lines``), two visits to
    one customer; at ``reason`` where a day was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        days = _checked_days(session, form, record_id)
        if record_id is None:
            one = _new_round(session, days)
        else:
            one = load(session, VisitRound, record_id, form.version)
            if one.state != RoundState.DRAFT:
                raise Invalid(_("The list of this round is settled and is not changed any more."), clause=CLAUSE)
            _write_days(session, one, days)
            log(session, one, EventKind.EDITED, why)
        one.principle = clean_text(form.principle, field="principle", limit=TEXT_LIMIT)
        _write_lines(context, session, one, form)
        keeping.settle_correction(session, one, context.actor, why)
        return one.id


def _checked_days(session: Session, form: RoundForm, record_id: int | None) -> RoundDays:
    days = {name: _day(getattr(form, name), name) for name in ("starts_on", "ends_on", "list_by")}
    found = RoundDays(**days)
    columns = (VisitRound.starts_on, VisitRound.ends_on, VisitRound.list_by)
    live = select(*columns).where(VisitRound.id != (record_id or 0), VisitRound.state != RoundState.CANCELLED)
    check_round(found, [RoundDays(*row) for row in session.execute(live)])
    return found


def _day(day: date | None, name: str) -> date:
    if day is None:
        raise Invalid(_("Enter the day."), field=name, clause=CLAUSE)
    plausible_day(day, field=name)
    return day


def _write_lines(context: Context, session: Session, one: VisitRound, form: RoundForm) -> None:
    wanted = [line for line in form.lines if line.listed]
    if not wanted:
        raise Invalid(_("Put at least one visit on the list."), field="lines", clause=CLAUSE)
    customers = [line.customer_id for line in wanted]
    if len(set(customers)) < len(customers):
        raise Invalid(_("A customer is on the list twice."), field="lines", clause=CLAUSE)
    kept = {line.visit_id for line in wanted}
    planned = select(Visit).where(Visit.round_id == one.id, Visit.state == VisitState.PLANNED)
    for visit in session.scalars(planned).all():
        if visit.id not in kept:
            visit.version += 1
            give_up_visit(context, session, visit, _("Taken off the list of the round"), "take_off")
    for line in wanted:
        visit = _write_line(session, one, line)
        keeping.settle_correction(session, visit, context.actor, form.reason)


def _write_line(session: Session, one: VisitRound, line: RoundLineForm) -> Visit:
    """Write one visit of the list; a known one is changed only where something is other than before."""
    if line.planned_on is None or not one.starts_on <= line.planned_on <= one.ends_on:
        raise Invalid(_("A visit of the round is planned within its days."), field="lines", clause=CLAUSE)
    visit = load(session, Visit, line.visit_id) if line.visit_id else new_visit(session, VisitOccasion.ROUND)
    told = VisitForm(
        customer_id=line.customer_id,
        project_id=line.project_id,
        dispatch_id=visit.dispatch_id,
        mode=line.mode,
        planned_on=line.planned_on,
        visitor=line.visitor,
        focus=line.focus,
    )
    if line.visit_id and (visit.round_id != one.id or visit.state != VisitState.PLANNED):
        raise Invalid(_("This visit is paid or cancelled and is not planned any more."), field="lines", clause=CLAUSE)
    same = line.visit_id is not None and all(
        getattr(visit, name) == getattr(told, name) for name in ("mode", "planned_on", "visitor", "focus", "project_id")
    )
    if same and visit.customer_id == line.customer_id:
        return visit
    visit.round_id = one.id
    write_plan(session, visit, told)
    if line.visit_id:
        visit.version += 1
    store_plan(session, visit, is_new=line.visit_id is None)
    keeping.settle(session, visit)
    return visit


@use_case(Permission.EDIT_CARE)
def plan_round(context: Context, *, record_id: int, version: int) -> None:
    """Settle the list of a round: from now on it can be issued; Blocked while it is empty."""
    with context.write() as session:
        one = load(session, VisitRound, record_id, version)
        facts = round_gate_facts(session, one)
        move(context, session, one, "plan", facts)
        one.planned_at = session.info["now"]
        log(session, one, EventKind.ROUND_PLANNED, _("{count} visits").format(count=facts.listed))


@use_case(Permission.EDIT_CARE)
def close_round(context: Context, *, record_id: int, version: int, closing: str) -> None:
    """Close a round with closing words; Blocked while a visit is neither paid nor cancelled."""
    words = required(closing, _("Say what the round came to."), field="closing", limit=TEXT_LIMIT)
    with context.write() as session:
        one = load(session, VisitRound, record_id, version)
        move(context, session, one, "close", round_gate_facts(session, one), text=words)
        one.closing, one.closed_at = words, session.info["now"]


@use_case(Permission.CANCEL_RECORD)
def cancel_round(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a round with the manager's reason, and with it the visits on its list that are not paid."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        one = load(session, VisitRound, record_id, version)
        move(context, session, one, "cancel", VisitFacts(), text=why)
        planned = select(Visit).where(Visit.round_id == one.id, Visit.state == VisitState.PLANNED)
        for visit in session.scalars(planned).all():
            visit.version += 1
            give_up_visit(context, session, visit, why)
        keeping.drop_all(session, one, why)
