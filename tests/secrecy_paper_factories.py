"""Agreements and lessons with all there is to print on their papers (C14)."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.context import Context
from app.forms.secrecy import AttendeeForm
from app.queries.people.lessons import lesson_form
from app.services.people.lessons import save_lesson
from models.enums import SecrecyLevel
from tests.factories import make_department, make_project, make_staff
from tests.paper_factories import with_letterhead
from tests.secrecy_factories import OUTSIDER, entry, everybody, hold, make_agreement

CARRIERS = "PLC 程序备份，BF-2024-31，电子，1\n补给水站竣工图，HT-2024-31-JG，图纸，2\n加药调试记录"
TOLD: dict[str, Any] = {
    "secrecy_level": SecrecyLevel.ORDINARY, "valid_until": date(2027, 3, 5), "identity_no": "330206199001011234",
}  # fmt: skip


def full_pledge(context: Context, **fields: Any) -> int:
    """Return the id of an undertaking of one of our people."""
    with_letterhead(context)
    department = make_department(context, name="工程一部")
    person = make_staff(context, name="张伟", post="高级工程师", department_id=department)
    return make_agreement(context, person, **{**TOLD, **fields})


def full_agreement(context: Context, **fields: Any) -> int:
    """Return the id of an agreement with somebody from outside about a project, with material handed over."""
    with_letterhead(context)
    project = make_project(context, name="滨江热电锅炉补给水处理站")
    own = {"project_id": project, "post": "售后工程师", "carriers": CARRIERS, "liability": "违约金人民币 50,000 元。"}
    return make_agreement(context, **{**OUTSIDER, **TOLD, **own, **fields})


def full_lesson(context: Context, count: int = 6, *, held: bool = True) -> int:
    """Return the id of a lesson of so many people, one from outside; held with one of them absent."""
    with_letterhead(context)
    department = make_department(context, name="工程一部")
    names = ("张伟", "刘洋", "陈静", "王磊", "赵敏", "孙浩")
    people = [
        make_staff(context, name=names[place % 6], post="工程师", department_id=department)
        for place in range(count - 1)
    ]
    guest = AttendeeForm(name="李工", organisation="凯泉泵业")
    lesson = save_lesson(context, form=entry(*(AttendeeForm(staff_id=one) for one in people), guest))
    if held:
        first, *others, last = everybody(lesson_form(context, lesson))
        absent = replace(last, was_present=False, remark="出差，返回后补课")
        hold(context, lesson, attendees=(replace(first, score="95"), *others, absent))
    return lesson


MAKERS = {"confidentiality_agreement": full_agreement, "confidentiality_training": full_lesson}
