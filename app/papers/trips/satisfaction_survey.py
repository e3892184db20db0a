"""The satisfaction survey (客户满意度调查表, satisfaction_survey): ten items with their weights (N1, N3).

It has no gate: it is printed for the customer to fill in, and again with the answers.
"""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import date_text
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, numbers_of, owner_values
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.trips.surveys import ScoreLine, score_lines
from app.rules.trips.surveys import BEST, WORST, Scored, satisfaction
from models.enums import SurveyState
from models.record import Record
from models.trips.survey import Survey

ISSUED_FROM = frozenset(SurveyState) - {SurveyState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a survey; runs inside ``using_language`` of the paper's language."""
    survey = session.get_one(Survey, record.id)
    is_answered = survey.state == SurveyState.ANSWERED
    values: dict[str, FieldValue] = {
        **owner_values(session, survey),
        "doc_date": date_text(survey.answered_on or survey.sent_on),
        "contract_no": contract_of(session, survey),
        "related_order": numbers_of(session, survey.dispatch_id),
        "respondent": survey.respondent if is_answered else "",
        "phone": survey.phone if is_answered else "",
        "best": survey.best,
        "worst": survey.worst,
        "suggestions": survey.suggestions,
        "repurchase": ticked(survey.again or ""),
        "total_score": _percent(satisfaction(Scored(row.weight, row.score) for row in survey.scores)),
    }
    if survey.recommend is not None:
        values["recommend"] = _("{points} of 10").format(points=survey.recommend)
    rows = tuple(_row(line, is_answered=is_answered) for line in score_lines(survey))
    return Filled(_("Satisfaction survey: {title}").format(title=survey.title)[:TITLE_LIMIT], values, {"scores": rows})


def _percent(told: Decimal | None) -> str:
    return f"{told} %" if told is not None else ""


def _row(line: ScoreLine, *, is_answered: bool) -> Row:
    boxes = " ".join(f"□{points}" for points in range(BEST, WORST - 1, -1))
    score = str(line.score) if line.score is not None else ""
    return {
        "seq": str(line.position),
        "dimension": line.group,
        "item": line.item,
        "weight": f"{line.weight} %",
        "score": score if is_answered else boxes,
        "reason": line.reason,
    }
