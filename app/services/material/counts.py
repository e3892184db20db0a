"""Stock counts: what lies there is counted, differences are reasoned, approved by the manager, and moved (C6.3)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Blocked, Invalid, NotFound
from app.forms.material.parts import CountForm, CountLineForm
from app.i18n import _
from app.queries.material.count_facts import Parts, count_facts, count_hash, difference_of, parts_of, worth_of
from app.queries.material.stock import stock_at
from app.rules.approvals.steps import count_steps
from app.rules.inputs import clean_line, clean_text
from app.rules.material.counting import CLAUSE, checked_lines
from app.rules.material.gates import CountFacts
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from app.services.approvals.asking import ask, drop_open
from app.services.material.ledger import Origin, recount, take_in, take_out
from app.services.moves import move
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.approval import Approval
from models.enums import ApprovalSubject, BasicState, CountState, EventKind, MoveKind, RecordKind
from models.material.count import CountLine, StockCount
from models.material.ledger import StockMove
from models.material.part import Part

TEXT_LIMIT = 4000


@use_case(Permission.COUNT_STOCK)
def save_count(context: Context, *, form: CountForm, record_id: int | None = None) -> int:
    """Write a draft of a count; returns its id. A draft has no number yet.

    Each line keeps what the ledger said when it was counted (now, while nobody has noted when that was). Invalid at the
    form's field; for a count that is no draft any more, and for a part out of use.
    """
    lines = checked_lines(form.lines)
    scope = required(form.scope, _("Enter what is counted: a bin, a shelf, all pumps …"), field="scope")
    with context.write() as session:
        count = load(session, StockCount, record_id, form.version) if record_id else _new(session)
        if count.state != CountState.DRAFT:
            raise Invalid(_("Take the count back to draft before changing it."), clause=CLAUSE)
        count.scope = count.title = clean_line(scope, field="scope", limit=200)
        count.counted_by = clean_line(form.counted_by, field="counted_by", limit=60)
        count.witness = clean_line(form.witness, field="witness", limit=60)
        count.note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
        count.counted_at = form.counted_at and check_past(form.counted_at, context.clock.now(), field="counted_at")
        count.sort_at = count.counted_at or count.created_at
        _write_lines(session, count, lines)
        session.add(count)
        session.flush()
        log(session, count, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return count.id


def _new(session: Session) -> StockCount:
    return StockCount(state=CountState.DRAFT, **fresh(session))


def _write_lines(session: Session, count: StockCount, forms: tuple[CountLineForm, ...]) -> None:
    known = {line.part_id: line for line in count.lines}
    parts = {part.id: part for part in session.scalars(select(Part).where(Part.id.in_([one.part_id for one in forms])))}
    next_no = max((line.line_no for line in count.lines), default=0) + 1
    rows = []
    for form in forms:
        row = known.get(form.part_id)
        if row is None:
            row = CountLine(line_no=next_no, part_id=_countable(parts, form).id)
            next_no += 1
        row.bin = parts[form.part_id].bin
        row.counted, row.reason = form.counted, form.reason
        rows.append(row)
    _write_expected(session, count, rows)
    count.lines = rows


def _countable(parts: Parts, form: CountLineForm) -> Part:
    part = parts.get(form.part_id)
    if part is None:
        raise NotFound(_("This part no longer exists."))
    if part.state == BasicState.RETIRED:
        raise Invalid(_("“{name}” is out of use.").format(name=part.title), field="lines", clause=CLAUSE)
    return part


def _write_expected(session: Session, count: StockCount, lines: list[CountLine]) -> None:
    """Write what the ledger says was there when it was counted."""
    moment = count.counted_at or session.info["now"]
    expected = stock_at(session, [line.part_id for line in lines], moment)
    for line in lines:
        line.expected, line.expected_at = expected[line.part_id], moment


@use_case(Permission.COUNT_STOCK)
def submit_count(context: Context, *, record_id: int, version: int, note: str = "") -> int | None:
    """Submit a draft: it gets its number now, and its differences are to be approved.

    Returns the id of the approval that was asked for; None where nothing differs: then it is approved at once. Blocked
    while something is not counted, a difference is not reasoned, nobody says who counted when, or another count has
    corrected the same since.
    """
    told = clean_text(note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        count = load(session, StockCount, record_id, version)
        _write_expected(session, count, count.lines)
        parts = parts_of(session, count)
        move(context, session, count, "submit", count_facts(count, parts), text=told)
        _refuse_corrected(session, count, parts)
        count.number = count.number or next_number(session, RecordKind.COUNT)
        count.submitted_at = session.info["now"]
        approval = _ask(context, session, count, parts, told)
        return approval.id if approval is not None else None


def _ask(context: Context, session: Session, count: StockCount, parts: Parts, note: str) -> Approval | None:
    differing = [line for line in count.lines if difference_of(line)]
    if not differing:
        move(context, session, count, "approve", count_facts(count, parts), text=_("Nothing differs from the ledger"))
        return None
    return ask(
        context,
        session,
        count,
        subject=ApprovalSubject.STOCK_COUNT,
        content_hash=count_hash(count),
        needs=count_steps(
            [parts[line.part_id].title for line in differing],
            sum((worth_of(line, parts[line.part_id]) for line in differing), ZERO),
        ),
        note=note,
    )


def count_approved(context: Context, session: Session, count: StockCount, approval: Approval) -> None:
    """Move the differences of a count, inside the transaction that approved them.

    What was issued or received since it was counted stays as it is: only the difference is moved. Blocked where moves
    from before the count were entered since, where another count has corrected the same since, or where what is missing
    by it was handed out since: it is counted again.
    """
    parts = parts_of(session, count)
    _check_expected(session, count, parts)
    text = _("By approval {number}").format(number=approval.number or "")
    move(context, session, count, "approve", count_facts(count, parts), text=text)
    for line in count.lines:
        _settle(session, count, line, parts[line.part_id])
    recount(session, parts.keys())


def _check_expected(session: Session, count: StockCount, parts: Parts) -> None:
    _refuse_corrected(session, count, parts)
    by_ledger = stock_at(session, list(parts), count.counted_at or session.info["now"])
    changed = [parts[line.part_id].title for line in count.lines if by_ledger[line.part_id] != line.expected]
    if changed:
        text = _("Moves from before the count were entered since. Take the count back and submit it again: {names}")
        raise Blocked(text.format(names=_(", ").join(changed)), clause=CLAUSE)


def _refuse_corrected(session: Session, count: StockCount, parts: Parts) -> None:
    """Blocked where another count has moved its difference since this one was counted: both may have found the same."""
    differing = [line.part_id for line in count.lines if difference_of(line)]
    corrected = select(StockMove.part_id).where(
        StockMove.part_id.in_(differing), StockMove.kind == MoveKind.COUNT, StockMove.at > count.counted_at
    )
    names = [parts[part_id].title for part_id in dict.fromkeys(session.scalars(corrected.order_by(StockMove.id)))]
    if names:
        text = _("Another count has corrected these since. Take the count back and count again: {names}")
        raise Blocked(text.format(names=_(", ").join(names)), clause=CLAUSE)


def _settle(session: Session, count: StockCount, line: CountLine, part: Part) -> None:
    differs = difference_of(line)
    if not differs:
        return
    origin = Origin(
        at=session.info["now"], person=count.counted_by, reason=line.reason, source_id=count.id, line_no=line.line_no
    )
    if differs > 0:
        take_in(session, part, differs, origin, kind=MoveKind.COUNT)
        return
    if -differs > part.on_hand:
        text = _("{name}: more was handed out since than was counted. Take the count back and count again.")
        raise Blocked(text.format(name=part.title), clause=CLAUSE)
    take_out(session, part, -differs, origin, kind=MoveKind.COUNT)


def count_returned(context: Context, session: Session, count: StockCount, approval: Approval, reason: str) -> None:
    """Return a count to draft because the ``approval`` was refused, with its reason; it keeps its number."""
    text = _("{number}: {reason}").format(number=approval.number or "", reason=reason)
    move(context, session, count, "return", _facts(session, count), text=text)


def _facts(session: Session, count: StockCount) -> CountFacts:
    return count_facts(count, parts_of(session, count))


@use_case(Permission.COUNT_STOCK)
def withdraw_count(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a submitted count back to draft; what is being decided about it is dropped."""
    _give_up(context, record_id, version, "withdraw", reason)


@use_case(Permission.COUNT_STOCK)
def cancel_count(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a count with a reason: nothing is moved, a number once given stays (作废)."""
    _give_up(context, record_id, version, "cancel", reason)


def _give_up(context: Context, record_id: int, version: int, action: str, reason: str) -> None:
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        count = load(session, StockCount, record_id, version)
        move(context, session, count, action, _facts(session, count), text=why)
        drop_open(session, count, why)
