"""The service assessment (考核) of a month: gathered from what happened, judged line by line, confirmed (N6)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.forms.assessment import AssessmentForm, HandLineForm, JudgementForm, JudgingForm
from app.i18n import _, ngettext
from app.queries.care.assessment_ground import had_work, month_ground
from app.queries.care.assessment_items import WITH_AMOUNTS, items_in_order
from app.queries.care.assessments import gate_facts
from app.queries.material.stock import local_day
from app.rules.care.assessing import Proposal, amount_of, judgement_problem, proposals
from app.rules.care.assessment_gates import CLAUSE, AssessmentFacts
from app.rules.care.assessment_items import LEAST_POINTS, MOST_POINTS
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.promises.clocks import END_OF_DAY
from app.rules.spans import month_beside, month_of, span_name
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import today_of
from app.services.promises.keeping import settle
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.care.assessment import Assessment, AssessmentItem, AssessmentLine
from models.enums import AssessmentState, EventKind, LineVerdict, RecordKind
from models.people.staff import StaffMember

NAME_LIMIT = 60
TEXT_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a gathering brought: the assessment, and how many lines are new."""

    assessment_id: int
    added: int


@use_case(Permission.EDIT_CARE)
def draft_assessments(context: Context) -> tuple[int, ...]:
    """Draft the assessment of the last month, once, where the department had a request or a dispatch in it."""
    with context.read() as session:
        if _lacking_month(session, context.clock.now()) is None:
            return ()
    with context.write() as session:
        month = _lacking_month(session, session.info["now"])  # another desk may have been quicker
        return () if month is None else (_opened(session, month, "").id,)


def _lacking_month(session: Session, now: datetime) -> date | None:
    """Return the first day of the last month where it is still to be assessed."""
    month = month_beside(local_day(session, now), -1)[0]
    known = session.scalar(select(Assessment.id).where(Assessment.month == month))
    return month if known is None and had_work(session, month) else None


@use_case(Permission.EDIT_CARE)
def open_assessment(context: Context, *, form: AssessmentForm) -> int:
    """Begin the assessment of a month that is over and gather its lines; returns its id. Invalid at ``month``."""
    remark = clean_text(form.remark, field="remark", limit=TEXT_LIMIT)
    with context.write() as session:
        month = _past_month(session, form.month)
        if session.scalar(select(Assessment.id).where(Assessment.month == month)) is not None:
            raise Invalid(_("This month has its assessment already."), field="month", clause=CLAUSE)
        return _opened(session, month, remark).id


def _past_month(session: Session, day: date | None) -> date:
    if day is None:
        raise Invalid(_("Choose the month."), field="month")
    plausible_day(day, field="month")
    first, last = month_of(day)
    if last >= today_of(session):
        raise Invalid(_("This month is not over yet."), field="month", clause=CLAUSE)
    return first


def _opened(session: Session, month: date, remark: str) -> Assessment:
    span = month_of(month)
    assessment = Assessment(
        number=next_number(session, RecordKind.ASSESSMENT),
        title=span_name(*span),
        state=AssessmentState.DRAFT,
        month=month,
        remark=remark,
        sort_at=_end_of(session, span[1]),
        **fresh(session),
    )
    session.add(assessment)
    session.flush()
    log(session, assessment, EventKind.REGISTERED, assessment.title)
    _gather(session, assessment)
    settle(session, assessment)
    return assessment


def _end_of(session: Session, day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, ZoneInfo(settings_of(session).text("zone")))


@use_case(Permission.EDIT_CARE)
def save_remark(context: Context, *, form: AssessmentForm, record_id: int) -> int:
    """Change the remark of an assessment that is not confirmed; its month stays. Returns its id."""
    remark = clean_text(form.remark, field="remark", limit=TEXT_LIMIT)
    with context.write() as session:
        assessment = _open(session, record_id, form.version)
        assessment.remark = remark
        log(session, assessment, EventKind.EDITED)
        return assessment.id


@use_case(Permission.EDIT_CARE)
def gather(context: Context, *, record_id: int, version: int) -> Gathered:
    """Look for further lines of the month; what is known stays as it was judged, a struck line stays struck."""
    with context.write() as session:
        assessment = _open(session, record_id, version)
        return Gathered(assessment.id, _gather(session, assessment))


def _open(session: Session, record_id: int, version: int) -> Assessment:
    assessment = load(session, Assessment, record_id, version)
    if assessment.state == AssessmentState.CONFIRMED:
        message = _("This assessment is confirmed and is not changed any more. The manager can open it again.")
        raise Invalid(message, clause=CLAUSE)
    return assessment


def _gather(session: Session, assessment: Assessment) -> int:
    """Add what is proposed and not known yet; returns how many lines that were."""
    known = {line.source_key for line in assessment.lines}
    ground = month_ground(session, assessment.month, session.info["now"])
    found = proposals(ground, items_in_order(session), known)
    assessment.lines.extend(_line(one) for one in found)
    assessment.with_amounts = settings_of(session).flag(WITH_AMOUNTS)
    assessment.gathered_at = session.info["now"]
    told = ngettext("{count} line proposed", "{count} lines proposed", len(found)).format(count=len(found))
    log(session, assessment, EventKind.EDITED, told)
    session.flush()
    return len(found)


def _line(one: Proposal) -> AssessmentLine:
    finding, item = one.finding, one.item
    return AssessmentLine(
        staff_id=finding.person.staff_id,
        person=finding.person.name,
        item_id=item.id,
        source_id=finding.about.record_id,
        source_key=finding.key,
        happened_on=finding.happened_on,
        text=finding.text,
        proposed=item.points,
        points=item.points,
        amount=item.amount,
        verdict=LineVerdict.PROPOSED,
        reason="",
    )


@use_case(Permission.CONFIRM_ASSESSMENT)
def judge_lines(context: Context, *, record_id: int, version: int, form: JudgingForm) -> None:
    """Count lines or strike them, with other points where the manager says why; others stay as they are.

    Invalid at ``lines`` for a struck line or other points without a reason; NotFound for a line of another assessment.
    """
    with context.write() as session:
        assessment = _open(session, record_id, version)
        lines = {line.id: line for line in assessment.lines}
        for place, one in enumerate(form.lines, start=1):
            if one.line_id not in lines:
                raise NotFound(_("There is no such line."))
            _judge(lines[one.line_id], one, place)
        _told(session, assessment)


def _judge(line: AssessmentLine, one: JudgementForm, place: int) -> None:
    reason = clean_text(one.reason, field="lines", limit=TEXT_LIMIT)
    points = line.proposed if one.verdict is LineVerdict.PROPOSED else one.points
    _field, problem = judgement_problem(one.verdict, points, line.proposed, reason)
    if points is None or problem:
        raise Invalid(_("Line {place}: {problem}").format(place=place, problem=problem), field="lines", clause=CLAUSE)
    line.verdict, line.reason, line.points = one.verdict, reason, _points(points, field="lines")


def _points(points: int | None, *, field: str) -> int:
    if points is None:
        raise Invalid(_("Enter the points."), field=field)
    if not LEAST_POINTS <= points <= MOST_POINTS:
        message = _("Points lie between {least} and {most}.").format(least=LEAST_POINTS, most=MOST_POINTS)
        raise Invalid(message, field=field)
    return points


@use_case(Permission.CONFIRM_ASSESSMENT)
def count_all(context: Context, *, record_id: int, version: int) -> None:
    """Count every line that nobody has judged yet, as it is proposed."""
    with context.write() as session:
        assessment = _open(session, record_id, version)
        for line in assessment.lines:
            if line.verdict is LineVerdict.PROPOSED:
                line.verdict = LineVerdict.COUNTED
        _told(session, assessment)


def _told(session: Session, assessment: Assessment) -> None:
    """Write into the log how many lines count, are struck, and are still to be judged."""
    verdicts = [line.verdict for line in assessment.lines]
    told = _("counted {counted}, struck {struck}, to be judged {open}").format(
        counted=verdicts.count(LineVerdict.COUNTED),
        struck=verdicts.count(LineVerdict.STRUCK),
        open=verdicts.count(LineVerdict.PROPOSED),
    )
    log(session, assessment, EventKind.EDITED, told)


@use_case(Permission.CONFIRM_ASSESSMENT)
def add_line(context: Context, *, record_id: int, version: int, form: HandLineForm) -> None:
    """Add a line by hand, which counts at once. Invalid at the field for nobody, no item in use, a day outside the
    month, points out of range, or nothing said.
    """
    text = required(form.text, _("Write down what it is for."), field="text", limit=TEXT_LIMIT)
    points = _points(form.points, field="points")
    with context.write() as session:
        assessment = _open(session, record_id, version)
        item = _item(session, form.item_id)
        first, last = month_of(assessment.month)
        if form.happened_on is None or not first <= form.happened_on <= last:
            raise Invalid(_("Enter a day of the month."), field="happened_on")
        name = _person(session, form)
        keys = {line.source_key for line in assessment.lines}
        serial = next(count for count in range(1, len(keys) + 2) if f"hand:{count}" not in keys)
        line = AssessmentLine(
            staff_id=form.staff_id, person=name, item_id=item.id, source_key=f"hand:{serial}",
            happened_on=form.happened_on, text=text, proposed=points, points=points,
            amount=_amount(item, points), verdict=LineVerdict.COUNTED, reason="",
        )  # fmt: skip
        assessment.lines.append(line)
        log(session, assessment, EventKind.EDITED, f"{name} · {points:+d} · {text}")


def _amount(item: AssessmentItem, points: int) -> Decimal:
    """Return the yuan of a line by hand: those of its item, in proportion to the points where it has some."""
    return abs(amount_of(points, item.points, item.amount))


def _item(session: Session, item_id: int | None) -> AssessmentItem:
    item = session.get(AssessmentItem, item_id) if item_id is not None else None
    if item is None or item.retired:
        raise Invalid(_("Choose an item that is in use."), field="item_id")
    return item


def _person(session: Session, form: HandLineForm) -> str:
    if form.staff_id is not None:
        return in_use(session, StaffMember, form.staff_id, field="staff_id").title
    name = clean_line(form.person, field="person", limit=NAME_LIMIT)
    return required(name, _("Choose one of our people, or enter a name."), field="staff_id")


@use_case(Permission.CONFIRM_ASSESSMENT)
def confirm_assessment(context: Context, *, record_id: int, version: int) -> None:
    """Confirm an assessment of which every line is judged; that meets its clock. Blocked while one is not."""
    with context.write() as session:
        assessment = load(session, Assessment, record_id, version)
        move(context, session, assessment, "confirm", gate_facts(assessment))
        assessment.confirmed_at, assessment.confirmed_by = session.info["now"], session.info["user_name"]
        log(session, assessment, EventKind.ASSESSED, assessment.title)
        settle(session, assessment)


@use_case(Permission.CONFIRM_ASSESSMENT)
def reopen_assessment(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a confirmed assessment again, with a reason; its promise stays met."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        assessment = load(session, Assessment, record_id, version)
        move(context, session, assessment, "reopen", AssessmentFacts(), text=why)
        assessment.confirmed_at, assessment.confirmed_by = None, ""
        log(session, assessment, EventKind.ASSESSMENT_REOPENED, why)
        settle(session, assessment)
