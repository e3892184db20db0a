"""Months' assessments and spot checks, made through the services as a person would make them."""

from datetime import date
from typing import Any

from app.context import Context
from app.forms.assessment import AssessmentForm, HandLineForm, JudgementForm, JudgingForm, PutRightForm, SpotCheckForm
from app.queries.care.assessment_items import item_table
from app.queries.care.assessments import AssessedLine, AssessmentDetails, assessment_details
from app.services.care.assessments import add_line, confirm_assessment, count_all, gather, judge_lines, open_assessment
from app.services.care.spot_checks import put_right, save_spot_check
from app.services.setup import save_settings
from models.enums import AssessmentSource, LineVerdict
from tests.factories import local_time, make_staff, version_of

MARCH = date(2026, 3, 1)
IN_APRIL = local_time("2026-04-02 09:00")


def make_spot_check(context: Context, **fields: Any) -> int:
    """Enter a check of somebody's records that found something, made on the fifth of March."""
    usual = {
        "title": "回执单填写情况", "checked_on": date(2026, 3, 5), "is_good": False,
        "finding": "两份回执单无用户签字", "demand": "补签并上交", "due_on": date(2026, 3, 12),
    }  # fmt: skip
    if "staff_id" not in fields and "subject_id" not in fields:
        fields["staff_id"] = make_staff(context)
    return save_spot_check(context, form=SpotCheckForm(**{**usual, **fields}))


def right(context: Context, check: int, **fields: Any) -> None:
    """Record that a finding was put right on the sixth of March."""
    form = PutRightForm(**{"put_right_on": date(2026, 3, 6), "result": "已补签", **fields})
    put_right(context, record_id=check, version=version_of(context, check), form=form)


def make_assessment(context: Context, month: date = MARCH) -> int:
    """Begin the assessment of a month that is over."""
    return open_assessment(context, form=AssessmentForm(month=month))


def gather_again(context: Context, assessment: int) -> int:
    """Look for further lines; returns how many there were."""
    return gather(context, record_id=assessment, version=version_of(context, assessment)).added


def assessed(context: Context, assessment: int) -> AssessmentDetails:
    """Read an assessment."""
    return assessment_details(context, assessment)


def line_of(context: Context, assessment: int, source: AssessmentSource) -> AssessedLine:
    """Return the one line of an assessment that comes from this."""
    [line] = [one for one in assessed(context, assessment).lines if one.kind is source]
    return line


def judge(context: Context, assessment: int, line: AssessedLine, verdict: LineVerdict, **fields: Any) -> None:
    """Judge one line; with its proposed points and no reason unless given."""
    form = JudgementForm(line_id=line.id, verdict=verdict, **{"points": line.proposed, **fields})
    lines = JudgingForm(lines=(form,))
    judge_lines(context, record_id=assessment, version=version_of(context, assessment), form=lines)


def count_everything(context: Context, assessment: int) -> None:
    """Count what is not judged yet."""
    count_all(context, record_id=assessment, version=version_of(context, assessment))


def confirm(context: Context, assessment: int) -> None:
    """Confirm an assessment."""
    confirm_assessment(context, record_id=assessment, version=version_of(context, assessment))


def add_by_hand(context: Context, assessment: int, **fields: Any) -> None:
    """Add a line by hand for a suggestion that was taken up."""
    usual = {
        "person": "老陈", "item_id": item_id(context, "合理化建议被采纳"), "happened_on": date(2026, 3, 20),
        "points": 2, "text": "回执单随单附回邮信封",
    }  # fmt: skip
    form = HandLineForm(**{**usual, **fields})
    add_line(context, record_id=assessment, version=version_of(context, assessment), form=form)


def item_id(context: Context, name: str) -> int:
    """Return the id of an item by its name."""
    return next(one.id for one in item_table(context).lines if one.name == name)


def full_assessment(context: Context) -> int:
    """Return the confirmed assessment of February, with yuan, of two people."""
    save_settings(context, values={"assessment_amounts": True})
    make_spot_check(context, checked_on=date(2026, 2, 10), due_on=date(2026, 3, 20))
    assessment = make_assessment(context, date(2026, 2, 1))
    add_by_hand(context, assessment, happened_on=date(2026, 2, 20))
    count_everything(context, assessment)
    confirm(context, assessment)
    return assessment


MAKERS = {"assessment": full_assessment}
