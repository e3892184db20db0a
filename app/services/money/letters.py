"""Letters to customers about money, from draft to answer (C10): one letter per customer with everything open.

A draft can be changed; issued, it has its numbers, and its figures and words never change again.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text, money
from app.forms.letters import LetterDeliveryForm, LetterForm, LetterReplyForm, SendForm
from app.i18n import _
from app.labels import label
from app.queries.money.letter_content import written_content
from app.queries.money.letter_draft import fill_in, proposed_day, warranty_end_of, write_letter
from app.queries.money.letter_gate_facts import letter_gate_facts
from app.queries.money.letter_lines import differs, letter_sums, lines_for
from app.queries.money.open_amounts import credits_of
from app.queries.money.payable import payables_of
from app.queries.money.retention_due import WARRANTY_END
from app.queries.records.numbers import series_year
from app.rules.inputs import clean_line, clean_text
from app.rules.money.letter_gates import UNMATCHED_MONEY
from app.rules.money.letter_levels import DUNNING, STRONG
from app.rules.money.letter_needs import lacking
from app.rules.money.receipt_questions import refuse_unanswered
from app.rules.numbering import LETTER_PREFIXES, LETTER_SERIES, parse_number
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.money.contacts import promise_payment, promised_shares
from app.services.money.letter_records import settle_around
from app.services.moves import blocked, move
from app.services.past_days import past_day, today_of
from app.services.use_case import fresh, load, log, required, take_number, use_case
from models.enums import EventKind, LetterKind, LetterState, ReplyKind, SendMethod
from models.money.letter import Letter
from models.parties.customer import Customer

LINE, PARCEL, LONGEST_TEXT = 200, 60, 4000
TRACKED = (SendMethod.EMS, SendMethod.COURIER)


@use_case(Permission.EDIT_COLLECTION)
def draft_letter(context: Context, *, form: LetterForm) -> int:
    """Draft a letter with everything that it asks for as it stands; returns its id. It has no number yet.

    Invalid at the field for what cannot be so (``letter_draft.write_letter``), and at ``letter_kind`` where a draft of
    the same kind waits for this customer already.
    """
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    with context.write() as session:
        in_use(session, Customer, form.customer_id, field="customer_id")
        return new_draft(session, form).id


def new_draft(session: Session, form: LetterForm) -> Letter:
    """Draft a letter inside an open transaction."""
    letter = Letter(state=LetterState.DRAFT, facts={}, lines=[], **fresh(session))
    with session.no_autoflush:
        write_letter(session, letter, form, today_of(session))
    _check_single(session, letter)
    letter.sort_at = session.info["now"]
    _note_warranty(session, letter)
    session.add(letter)
    session.flush()
    log(session, letter, EventKind.REGISTERED, label(letter.letter_kind))
    return letter


def _check_single(session: Session, letter: Letter) -> None:
    same = select(Letter.id).where(
        Letter.customer_id == letter.customer_id,
        Letter.letter_kind == letter.letter_kind,
        Letter.state == LetterState.DRAFT,
        Letter.contract_id == letter.contract_id if letter.contract_id else Letter.contract_id.is_(None),
    )
    if session.scalar(same.limit(1)) is not None:
        text = _("A draft of such a letter to this customer waits already: go on with that one.")
        raise Invalid(text, field="letter_kind")


@use_case(Permission.EDIT_COLLECTION)
def edit_letter(context: Context, *, record_id: int, form: LetterForm) -> None:
    """Change a draft; what it asks for is read again. Whom it is for, and its kind, stay."""
    with context.write() as session:
        letter = _draft(session, record_id, form.version)
        kept = replace(
            form,
            customer_id=letter.customer_id,
            letter_kind=letter.letter_kind,
            contract_id=letter.contract_id,
            handover_id=letter.handover_id or form.handover_id,
        )
        with session.no_autoflush:
            write_letter(session, letter, kept, today_of(session))
            _note_warranty(session, letter)
        log(session, letter, EventKind.EDITED)


@use_case(Permission.EDIT_COLLECTION)
def refresh_letter(context: Context, *, record_id: int, version: int) -> None:
    """Bring a draft to today: what is open, late, disputed, paid and not allocated, and by when to pay."""
    with context.write() as session:
        letter = _draft(session, record_id, version)
        bring_to(session, letter, today_of(session))
        log(session, letter, EventKind.EDITED)


def bring_to(session: Session, letter: Letter, today: date) -> None:
    """Write a draft again as of a day."""
    with session.no_autoflush:
        letter.statement_on = today
        lines = fill_in(session, letter, letter.interest_basis)
        letter.pay_by_on = proposed_day(session, letter, lines, today)
        _note_warranty(session, letter)


def _note_warranty(session: Session, letter: Letter) -> None:
    """Keep with a retention letter the end of warranty that it is for: an extension asks for another one (C10.2)."""
    if letter.letter_kind is LetterKind.RETENTION:
        end = warranty_end_of(session, letter.project_id)
        letter.facts = {WARRANTY_END: end.isoformat() if end is not None else ""}


def _draft(session: Session, record_id: int, version: int) -> Letter:
    letter = load(session, Letter, record_id, version)
    if letter.state != LetterState.DRAFT:
        raise Invalid(_("This letter was issued: it can no longer be changed."))
    return letter


@use_case(Permission.ISSUE_LETTER)
def issue_letter(context: Context, *, record_id: int, version: int, accepted: frozenset[str] = frozenset()) -> str:
    """Issue a letter: it gets its number and its place in the yearly series, and never changes again; returns the
    number.

    Blocked by its gates (``letter_gates``). Invalid where its figures are no longer right: refresh it first. Questioned
    where money of this customer pays nothing yet and nobody ``accepted`` that. Second and third letters are the
    manager's (decision 26).
    """
    with context.write() as session:
        letter = load(session, Letter, record_id, version)
        if letter.letter_kind in STRONG:
            context.require(Permission.ISSUE_STRONG_LETTER)
        issue(context, session, letter, accepted)
        return letter.number or ""


def issue(context: Context, session: Session, letter: Letter, accepted: frozenset[str]) -> None:
    """Issue a letter inside an open transaction."""
    today, now = today_of(session), session.info["now"]
    move(context, session, letter, "issue", letter_gate_facts(session, letter, today))
    if _is_stale(session, letter, today):
        text = _("The figures of this letter are no longer right. Refresh it and look at it again.")
        raise Invalid(text, field="statement_on")
    if letter.pay_by_on is not None and letter.pay_by_on <= today:
        raise Invalid(_("The day to pay by has passed: give the customer a later one."), field="pay_by_on")
    _ask_unmatched(letter, accepted)
    letter.number = take_number(session, LETTER_PREFIXES[letter.letter_kind], now)
    letter.doc_no, letter.issued_on = _doc_no(session, now), today
    said = written_content(session, letter)
    if reasons := lacking(letter.letter_kind, said.facts):
        raise blocked(reasons)
    letter.facts = {**letter.facts, **said.frozen()}
    log(session, letter, EventKind.LETTER_ISSUED, letter.doc_no)


def _is_stale(session: Session, letter: Letter, today: date) -> bool:
    """Bring a letter to the day it is issued, and tell whether anything but days and interest changed by that.

    A statement of account keeps the day it was made for.
    """
    if letter.letter_kind is LetterKind.STATEMENT:
        credit = credits_of(session, letter.customer_id or 0, letter.statement_on)
        return credit != letter.credit or differs(letter, lines_for(session, letter))
    written, credit = letter_sums(letter), letter.credit
    with session.no_autoflush:
        letter.statement_on = today
        fill_in(session, letter, letter.interest_basis)
    return (written, credit) != (letter_sums(letter), letter.credit)


def _ask_unmatched(letter: Letter, accepted: frozenset[str]) -> None:
    """Ask first whether money that pays nothing yet is known of, before somebody is asked for it a second time."""
    if letter.credit and letter.letter_kind in DUNNING:
        text = _("{credit} of this customer pays nothing yet. Allocate it first, or say that this is known.")
        refuse_unanswered({UNMATCHED_MONEY: text.format(credit=money(letter.credit))}, accepted)


def _doc_no(session: Session, moment: datetime) -> str:
    """Return the next place in the department's yearly series of letters (发文字号): 售后函〔2026〕12号."""
    given = parse_number(take_number(session, LETTER_SERIES, moment))
    if given is None:
        raise ValueError("the series of letters gives numbers")
    mark = settings_of(session).text("letter_mark")
    return f"{mark}〔{series_year(session, moment)}〕{given[2]}号"


@use_case(Permission.ISSUE_LETTER)
def send_letter(context: Context, *, record_id: int, version: int, form: SendForm) -> None:
    """Record that a letter left: how, when, with which parcel. Blocked until it was printed (its paper issued).

    This is what stops the clocks of collection notice and retention letter (C10.1, C10.2).
    """
    if form.send_method is None:
        raise Invalid(_("Choose how the letter goes."), field="send_method")
    parcel = clean_line(form.tracking_no, field="tracking_no", limit=PARCEL)
    if form.send_method in TRACKED and not parcel:
        raise Invalid(_("Enter the number of the parcel."), field="tracking_no")
    with context.write() as session:
        letter = load(session, Letter, record_id, form.version)
        sent_on = _happened_on(session, form.sent_on, letter.issued_on, field="sent_on")
        move(context, session, letter, "send", letter_gate_facts(session, letter, today_of(session)))
        letter.send_method, letter.sent_on, letter.tracking_no = form.send_method, sent_on, parcel
        told = _(", ").join(one for one in (label(form.send_method), parcel) if one)
        log(session, letter, EventKind.LETTER_SENT, told, at=_moment(session, sent_on))
        settle_around(session, letter)


@use_case(Permission.EDIT_COLLECTION)
def record_delivery(context: Context, *, record_id: int, form: LetterDeliveryForm) -> None:
    """Record that a letter arrived: when, and who took it (the limitation period starts anew from there)."""
    who = required(form.delivered_to, _("Enter who took the letter."), field="delivered_to", limit=LINE)
    with context.write() as session:
        letter = load(session, Letter, record_id, form.version)
        if letter.state not in (LetterState.SENT, LetterState.ANSWERED):
            raise Invalid(_("This letter was not sent yet."))
        day = _happened_on(session, form.delivered_on, letter.sent_on, field="delivered_on")
        letter.delivered_on, letter.delivered_to = day, who
        log(session, letter, EventKind.LETTER_DELIVERED, who, at=_moment(session, day), counterpart=who)


@use_case(Permission.EDIT_COLLECTION)
def record_reply(context: Context, *, record_id: int, form: LetterReplyForm) -> None:
    """Record what the customer answered; a promise to pay lets a clock run on each instalment it is for.

    Invalid at the field: no answer chosen, a day before the letter was sent, a promise of more than is open.
    """
    if form.reply_kind is None:
        raise Invalid(_("Choose what the customer answered."), field="reply_kind")
    text = clean_text(form.reply_text, field="reply_text", limit=LONGEST_TEXT)
    if form.reply_kind in (ReplyKind.DIFFERS, ReplyKind.OBJECTS) and not text:
        raise Invalid(_("Enter what the customer holds against it."), field="reply_text")
    with context.write() as session:
        letter = load(session, Letter, record_id, form.version)
        day = _happened_on(session, form.replied_on, letter.sent_on, field="replied_on")
        move(context, session, letter, "answer", letter_gate_facts(session, letter, today_of(session)))
        letter.reply_kind, letter.replied_on, letter.reply_text = form.reply_kind, day, text
        said = _(", ").join(one for one in (label(form.reply_kind), text) if one)
        log(session, letter, EventKind.LETTER_ANSWERED, said, at=_moment(session, day))
        if form.reply_kind is ReplyKind.PROMISED:
            _promise(session, letter, form, day)


def _promise(session: Session, letter: Letter, form: LetterReplyForm, made_on: date) -> None:
    if form.promised_on is None:
        raise Invalid(_("Enter by when they promised to pay."), field="promised_on")
    named = {row.instalment_id for row in letter.lines}
    payables = [one for one in payables_of(session, letter.customer_id or 0) if one.id in named]
    shares = promised_shares(form.promised_amount, form.shares, payables, field="promised_amount")
    promise_payment(session, shares, made_on, form.promised_on, letter_id=letter.id)


@use_case(Permission.EDIT_COLLECTION)
def cancel_letter(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a letter that was not sent, with a reason; one that was issued keeps its numbers (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        letter = load(session, Letter, record_id, version)
        move(context, session, letter, "cancel", letter_gate_facts(session, letter, today_of(session)), text=why)
        settle_around(session, letter)


def _moment(session: Session, day: date) -> datetime:
    """Return when something of a day happened: now where it is today, else at its start."""
    now: datetime = session.info["now"]
    zone = ZoneInfo(settings_of(session).text("zone"))
    return now if day == today_of(session) else datetime.combine(day, time.min, zone).astimezone(UTC)


def _happened_on(session: Session, day: date | None, earliest: date | None, *, field: str) -> date:
    """Return the day of something that has happened, today where none was typed; Invalid before ``earliest``."""
    happened = past_day(session, day or today_of(session), field=field)
    if earliest is not None and happened < earliest:
        raise Invalid(_("This lies before {day}.").format(day=date_text(earliest)), field=field)
    return happened
