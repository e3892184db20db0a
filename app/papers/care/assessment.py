"""The service assessment of a month (服务考核表, assessment): totals by person, and their lines (N6).

Before it is confirmed it prints as a draft, with the lines that are still to be judged.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, money
from app.i18n import N_, _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, when, zone_of
from app.papers.sources import TITLE_LIMIT
from app.queries.care.assessments import item_rows, judged, judged_lines
from app.rules.care.assessing import PersonTotal, points_text, totals
from app.rules.care.assessment_gates import CLAUSE
from app.rules.care.assessment_items import item_name
from app.rules.gate import BlockReason
from app.rules.trade.pricing import ZERO
from models.care.assessment import Assessment, AssessmentItem, AssessmentLine
from models.enums import AssessmentState, LineVerdict
from models.record import Record

ISSUED_FROM = frozenset({AssessmentState.CONFIRMED})


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that the manager has not confirmed it yet."""
    assessment = session.get_one(Assessment, record.id)
    if assessment.state == AssessmentState.CONFIRMED:
        return ()
    return (BlockReason(CLAUSE, N_("The manager has not confirmed the assessment"), fix="confirm"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of an assessment; runs inside ``using_language`` of the paper's language."""
    assessment = session.get_one(Assessment, record.id)
    found = totals(judged_lines(assessment))
    confirmed = (assessment.confirmed_by, when(assessment.confirmed_at, zone_of(session)))
    values: dict[str, FieldValue] = {
        "month": assessment.title,
        "confirmed": "　".join(part for part in confirmed if part),
        "remark": assessment.remark,
        "total": _in_all(assessment, found),
    }
    items = item_rows(session, assessment.lines)
    rows = {
        "people": tuple(_person(place, one, assessment) for place, one in enumerate(found, start=1)),
        "lines": tuple(_lines(assessment, items)),
    }
    title = _("Service assessment {month}").format(month=assessment.title)
    return Filled(title[:TITLE_LIMIT], values, {key: told for key, told in rows.items() if told})


def _in_all(assessment: Assessment, found: Sequence[PersonTotal]) -> str:
    """Return what all persons come to."""
    points = points_text(sum(one.points for one in found))
    people = ngettext("{count} person", "{count} persons", len(found)).format(count=len(found))
    told = (people, _("{points} points").format(points=points))
    yuan = (money(sum((one.amount for one in found), start=ZERO)),) if assessment.with_amounts else ()
    return "　".join((*told, *yuan))


def _person(place: int, one: PersonTotal, assessment: Assessment) -> Row:
    return {
        "seq": str(place),
        "person": one.person.name,
        "count": str(one.lines),
        "minus": points_text(one.minus),
        "plus": points_text(one.plus),
        "points": points_text(one.points),
        "signed": "",
        **_yuan(one.amount, assessment),
    }


def _lines(assessment: Assessment, items: dict[int, AssessmentItem]) -> Iterator[Row]:
    """Yield what counts, or may yet count, by person; the name stands on the first line of each."""
    shown = [line for line in assessment.lines if line.verdict is not LineVerdict.STRUCK]
    shown.sort(key=lambda line: (line.person, line.staff_id or 0, line.happened_on, line.id))
    for _who, theirs in groupby(shown, key=lambda line: (line.person, line.staff_id)):
        for place, line in enumerate(theirs):
            yield _line(line, items[line.item_id], assessment, is_first=not place)


def _line(line: AssessmentLine, item: AssessmentItem, assessment: Assessment, *, is_first: bool) -> Row:
    is_open = line.verdict is LineVerdict.PROPOSED
    return {
        "person": line.person if is_first else "",
        "day": date_text(line.happened_on),
        "item": item_name(item.code, item.name),
        "text": line.text,
        "points": points_text(line.points),
        "reason": label(line.verdict) if is_open else line.reason or MISSING,
        **_yuan(judged(line).sum, assessment),
    }


def _yuan(amount: Decimal, assessment: Assessment) -> Row:
    """Return the cell of an amount, which there is only where amounts are switched on."""
    return {"amount": money(amount)} if assessment.with_amounts else {}
