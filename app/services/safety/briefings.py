"""Briefings on the hazards of a trip: prepared, held, signed by everybody in person (C12.2)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.scans import Scan
from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.briefings import BriefingForm, HazardNewsForm, HoldingForm, SignatureForm, SigningForm
from app.forms.dispatch_steps import JoinerBriefingForm
from app.i18n import _
from app.labels import label
from app.queries.safety.briefing_facts import AWAY, BEFORE, briefing_facts, needs_guardian, people_to_brief
from app.queries.safety.briefing_forms import prefilled
from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.queries.safety.standing import NAMES_BETWEEN, briefing_standing
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.safety.briefing import Standing
from app.rules.safety.briefing_gates import CLAUSE
from app.rules.safety.hazards import HazardFact, hazards_hash
from app.services.moves import move
from app.services.safety.briefed import dispatch_briefed
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import BriefingState, EventKind, RecordKind, SignatureWay
from models.people.dispatch import Dispatch, DispatchPerson
from models.record import Record
from models.safety.briefing import Briefing, BriefingSignature, HazardNews

TEXT_LIMIT = 10_000
NAME_LIMIT = 60
ENTRY = "A8-02"  # catalogue: notices of hazards and briefings
_LINES = ("place", "guardian", "emergency_phone", "hospital", "assembly_point")
_TEXTS = ("overview", "technical_points", "measures", "emergency", "customer_hazards")


@use_case(Permission.EDIT_SAFETY)
def prepare_briefing(
    context: Context, *, form: BriefingForm, dispatch_id: int | None = None, record_id: int | None = None
) -> int:
    """Prepare the briefing of a dispatch, or change a prepared one; returns its id.

    It has its number at once: the sheet that people sign carries it. The hazards are those of now. With ``person_ids``
    it is an addendum for them; people who have left are briefed by one only. Invalid at the form's field, and for a
    dispatch that is over.
    """
    with context.write() as session:
        if record_id is None:
            dispatch = load(session, Dispatch, dispatch_id or 0)
            briefing = _new(session, dispatch)
        else:
            briefing = load(session, Briefing, record_id, form.version)
            dispatch = load(session, Dispatch, briefing.dispatch_id)
        _refuse_over(briefing, dispatch, form)
        hazards = hazards_of_dispatch(session, dispatch)
        _write(briefing, form, hazards)
        briefing.is_addendum = bool(form.person_ids)
        session.add(briefing)
        _write_rows(session, briefing, _wanted(session, dispatch, form))
        session.flush()
        log(session, briefing, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return briefing.id


def _new(session: Session, dispatch: Dispatch) -> Briefing:
    return Briefing(
        dispatch_id=dispatch.id,
        number=next_number(session, RecordKind.BRIEFING),
        title=dispatch.title,
        state=BriefingState.DRAFT,
        customer_id=dispatch.customer_id,
        project_id=dispatch.project_id,
        site_id=dispatch.site_id,
        sort_at=session.info["now"],
        **fresh(session),
    )


def _refuse_over(briefing: Briefing, dispatch: Dispatch, form: BriefingForm) -> None:
    if briefing.state != BriefingState.DRAFT:
        raise Invalid(_("This briefing has been held and is not changed any more. Prepare a new one."), clause=CLAUSE)
    if dispatch.state not in (*BEFORE, *AWAY):
        raise Invalid(_("This dispatch is over; nobody is briefed for it any more."), clause=CLAUSE)
    if dispatch.state in AWAY and not form.person_ids:
        text = _("The people have left. Name those who join later, or tell the others by phone.")
        raise Invalid(text, field="person_ids", clause=CLAUSE)


def _wanted(session: Session, dispatch: Dispatch, form: BriefingForm) -> list[DispatchPerson]:
    people = people_to_brief(dispatch, session.info["now"], form.person_ids)
    if not people or {one.id for one in people} < set(form.person_ids):
        text = _("Somebody who is to be briefed is not on this dispatch.") if form.person_ids else ""
        raise Invalid(text or _("Nobody has been named for this dispatch yet."), field="person_ids", clause=CLAUSE)
    return people


def _write(briefing: Briefing, form: BriefingForm, hazards: tuple[HazardFact, ...]) -> None:
    for name in _LINES:
        setattr(briefing, name, clean_line(getattr(form, name), field=name, limit=200))
    for name in _TEXTS:
        setattr(briefing, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
    briefing.gear = sorted(one.value for one in form.gear)
    briefing.permits = sorted(one.value for one in form.permits)
    if not briefing.guardian and needs_guardian(hazards, briefing.permits):
        text = _("Work in a confined space needs somebody who keeps watch outside. Enter who.")
        raise Invalid(text, field="guardian", clause=CLAUSE)
    note_hazards(briefing, hazards)


def note_hazards(briefing: Briefing, hazards: tuple[HazardFact, ...]) -> None:
    """Keep in a briefing what the hazards say now: that is what people are told."""
    briefing.hazards = [
        {
            "id": one.id,
            "number": one.number,
            "title": one.title,
            "place": one.place,
            "level": one.level.value,
            "result": one.result or label(one.accident),
            "prevention": one.prevention,
            "emergency": one.emergency,
        }
        for one in hazards
    ]
    briefing.hazards_hash = hazards_hash(hazards)


def _write_rows(session: Session, briefing: Briefing, people: list[DispatchPerson]) -> None:
    """Give each of these people an empty row to sign in, in their order."""
    if [row.person_id for row in briefing.signatures] != [person.id for person in people]:
        briefing.signatures = []
        session.flush()  # places are counted once per briefing: old rows go before new ones come
        briefing.signatures = [
            BriefingSignature(position=place, person_id=person.id) for place, person in enumerate(people, start=1)
        ]
    for row, person in zip(briefing.signatures, people, strict=True):
        row.name, row.organisation = person.name, person.organisation


@use_case(Permission.EDIT_SAFETY)
def hold_briefing(context: Context, *, record_id: int, version: int, form: HoldingForm) -> None:
    """Record that a briefing was held: when, where, by whom, and what was asked.

    Blocked while the hazards say something else than the sheet, or a confined space is entered without a guardian.
    Whoever has come to the dispatch since, and has not left it, gets a row to sign in.
    """
    with context.write() as session:
        briefing = load(session, Briefing, record_id, version)
        dispatch = load(session, Dispatch, briefing.dispatch_id)
        if not briefing.is_addendum:
            _write_rows(session, briefing, people_to_brief(dispatch, session.info["now"]))
        move(context, session, briefing, "hold", briefing_facts(session, briefing, dispatch))
        _write_held(session, briefing, form)
        _tell(session, briefing, dispatch, EventKind.BRIEFING_HELD, briefing.place, briefing.briefed_at)


def _write_held(session: Session, briefing: Briefing, form: HoldingForm) -> None:
    if form.at is None:
        raise Invalid(_("Enter when the briefing was held."), field="at", clause=CLAUSE)
    briefing.briefed_at = briefing.sort_at = check_past(form.at, session.info["now"], field="at")
    place = clean_line(form.place, field="place", limit=200)
    briefing.place = required(place, _("Enter where the briefing was held."), field="place")
    briefing.briefed_by = required(form.by, _("Enter who briefed the people."), field="by", limit=NAME_LIMIT)
    briefing.questions = clean_text(form.questions, field="questions", limit=TEXT_LIMIT)


@use_case(Permission.EDIT_SAFETY)
def sign_briefing(context: Context, *, record_id: int, version: int, form: SigningForm) -> None:
    """Record who signed a briefing that was held, each in person: when, on the sheet itself or on a photo of it.

    A photo is filed at once; the sheet it shows follows and is recorded over it. When everybody has signed on the
    hazards of now, the dispatch is briefed. Invalid at ``signatures`` for somebody who is not on the sheet or has
    signed already, a time before the briefing or in the future; at ``scan`` for a file that is none, or none at all.
    """
    scan = stored_scan(context.store, form.scan) if form.scan is not None else None
    with context.write() as session:
        briefing = load(session, Briefing, record_id, version)
        _refuse_unsignable(briefing, form)
        rows = {row.person_id: row for row in briefing.signatures}
        names = [_sign(session, briefing, rows.get(one.person_id), one) for one in form.signatures]
        if any(one.way is SignatureWay.PHOTO for one in form.signatures) and scan is None:
            raise Invalid(_("Add the photo of the signed sheet."), field="scan", clause=CLAUSE)
        dispatch = load(session, Dispatch, briefing.dispatch_id)
        if names:
            _tell(session, briefing, dispatch, EventKind.BRIEFING_SIGNED, _(", ").join(names))
        if scan is not None:
            _file(context, session, briefing, scan)
        session.flush()
        dispatch_briefed(context, session, dispatch)


def _refuse_unsignable(briefing: Briefing, form: SigningForm) -> None:
    if not briefing.is_held:
        raise Invalid(_("Only a briefing that was held is signed. Record first when it was."), clause=CLAUSE)
    if not form.signatures and form.scan is None:
        raise Invalid(_("Enter who has signed."), field="signatures", clause=CLAUSE)
    if len({one.person_id for one in form.signatures}) < len(form.signatures):
        raise Invalid(_("Everybody signs once."), field="signatures", clause=CLAUSE)


def _sign(session: Session, briefing: Briefing, row: BriefingSignature | None, given: SignatureForm) -> str:
    """Write one person's signature into the row of that person: nobody signs for another."""
    if row is None:
        text = _("Nobody signs for another: this person is not on the sheet. Brief this person with an addendum.")
        raise Invalid(text, field="signatures", clause=CLAUSE)
    if row.signed_at is not None and not _sheet_follows(row, given):
        text = _("{name} has signed already.").format(name=row.name)
        raise Invalid(text, field="signatures", clause=CLAUSE)
    if given.at is None:
        text = _("Enter when {name} signed.").format(name=row.name)
        raise Invalid(text, field="signatures", clause=CLAUSE)
    row.signed_at, row.way = signing_moment(session, given.at, briefing.briefed_at), given.way
    return row.name


def _sheet_follows(row: BriefingSignature, given: SignatureForm) -> bool:
    """Tell whether the sheet is recorded that so far only a photo showed."""
    return row.way is SignatureWay.PHOTO and given.way is SignatureWay.SHEET


def signing_moment(session: Session, at: datetime, briefed_at: datetime | None, field: str = "signatures") -> datetime:
    """Return when somebody signed; Invalid at ``field`` before the briefing or in the future."""
    moment = check_past(at, session.info["now"], field=field)
    if briefed_at is not None and moment < briefed_at.replace(second=0, microsecond=0):  # forms know minutes
        raise Invalid(_("Nobody signs before the briefing was held."), field=field, clause=CLAUSE)
    return moment


def _file(context: Context, session: Session, briefing: Briefing, scan: Scan) -> None:
    zone = ZoneInfo(settings_of(session).text("zone"))
    day = local(briefing.briefed_at or session.info["now"], zone).date()
    title = _("Signed briefing {number}: {title}").format(number=briefing.number, title=briefing.title)
    file_scan(session, context.store, briefing, scan, ScannedPaper(ENTRY, title, day))


@use_case(Permission.EDIT_SAFETY)
def cancel_briefing(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a briefing for a reason; its number stays (作废), its signatures count no more.

    Blocked once people have left on the strength of it.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        briefing = load(session, Briefing, record_id, version)
        dispatch = load(session, Dispatch, briefing.dispatch_id)
        void_briefing(context, session, briefing, dispatch, why)


def void_briefing(context: Context, session: Session, briefing: Briefing, dispatch: Dispatch, why: str) -> None:
    """Cancel a briefing inside the transaction of a step; both logs name those whose signature counts no more."""
    move(context, session, briefing, "cancel", briefing_facts(session, briefing, dispatch), text=why)
    signed = [row.name for row in briefing.signatures if row.signed_at is not None]
    if signed:
        _tell(session, briefing, dispatch, EventKind.BRIEFING_VOIDED, _(", ").join(signed))


def brief_joiner(session: Session, dispatch: Dispatch, person: DispatchPerson, form: JoinerBriefingForm) -> int:
    """Hold and sign the addendum of somebody who joins later, inside the transaction of the joining; returns its id.

    Invalid at ``briefing`` without who briefed and when it was signed, or for a time in the future.
    """
    by = required(form.briefed_by, _("Enter who briefed this person."), field="briefing", limit=NAME_LIMIT)
    if form.signed_at is None:
        raise Invalid(_("Enter when {name} signed.").format(name=person.name), field="briefing", clause=CLAUSE)
    signed_at = check_past(form.signed_at, session.info["now"], field="briefing")
    hazards = hazards_of_dispatch(session, dispatch)
    briefing = _new(session, dispatch)
    _write(briefing, prefilled(session, dispatch, hazards, (person.id,)), hazards)
    briefing.is_addendum, briefing.state = True, BriefingState.HELD
    briefing.briefed_at = briefing.sort_at = signed_at
    briefing.briefed_by = by
    session.add(briefing)
    _write_rows(session, briefing, [person])
    briefing.signatures[0].signed_at, briefing.signatures[0].way = signed_at, form.way
    session.flush()
    _tell(session, briefing, dispatch, EventKind.BRIEFING_HELD, briefing.place, signed_at)
    _tell(session, briefing, dispatch, EventKind.BRIEFING_SIGNED, person.name, signed_at)
    return briefing.id


@use_case(Permission.EDIT_SAFETY)
def tell_hazards(context: Context, *, dispatch_id: int, form: HazardNewsForm) -> None:
    """Record that people who have left were told by phone what has changed of the hazards: who told whom what, when.

    Invalid at the form's field; for people who are not away, and where everybody knows already.
    """
    text = required(form.text, _("Write down what they were told."), field="text", limit=TEXT_LIMIT)
    by = required(form.by, _("Enter who told them."), field="by", limit=NAME_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, dispatch_id)
        at, names = _told_at(session, dispatch, form.at), _told_to(session, dispatch, form)
        current = hazards_hash(hazards_of_dispatch(session, dispatch))
        news = HazardNews(dispatch_id=dispatch.id, told_at=at, told_by=by, told_to=names, text=text)
        news.hazards_hash = current
        session.add(news)
        log(session, dispatch, EventKind.HAZARD_TOLD, text, at=at, person=by, counterpart=names)
        session.flush()


def _told_at(session: Session, dispatch: Dispatch, at: datetime | None) -> datetime:
    if dispatch.state not in AWAY or dispatch.departed_at is None:
        text = _("Only people who are away are told by phone. Whoever has not left is briefed and signs.")
        raise Invalid(text, clause=CLAUSE)
    if at is None:
        raise Invalid(_("Enter when they were told."), field="at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="at")
    if moment < dispatch.departed_at.replace(second=0, microsecond=0):
        raise Invalid(_("This lies before they left."), field="at", clause=CLAUSE)
    return moment


def _told_to(session: Session, dispatch: Dispatch, form: HazardNewsForm) -> str:
    """Return the names of those who were told, once each; Invalid for whoever does not have to be."""
    standing = briefing_standing(session, dispatch, session.info["now"])
    untold = {one.person_id: one.name for one in standing.people if one.standing is Standing.STALE}
    if not untold:
        raise Invalid(_("Everybody has been told the hazards as they are now."), field="person_ids", clause=CLAUSE)
    if not form.person_ids:
        raise Invalid(_("Choose who was told."), field="person_ids", clause=CLAUSE)
    if set(form.person_ids) - set(untold):
        text = _("Told by phone is only whoever signed before the hazards changed: {names}")
        names = _(", ").join(untold.values())
        raise Invalid(text.format(names=names), field="person_ids", clause=CLAUSE)
    return NAMES_BETWEEN.join(name for person, name in untold.items() if person in form.person_ids)


def _tell(
    session: Session, briefing: Briefing, dispatch: Record, kind: EventKind, text: str, at: datetime | None = None
) -> None:
    """Write the same into the logs of a briefing and of its dispatch."""
    by = briefing.briefed_by if kind is EventKind.BRIEFING_HELD else ""
    log(session, briefing, kind, text, at=at, person=by)
    log(session, dispatch, kind, f"{briefing.number}: {text}", at=at, person=by, data={"briefing": briefing.id})
