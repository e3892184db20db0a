"""Confidentiality agreements and lessons, as far as a test needs them (C14)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.secrecy import (
    AgreementEndForm,
    AgreementForm,
    AgreementSigningForm,
    AttendeeForm,
    LessonEntry,
    LessonHoldingForm,
)
from app.queries.people.agreements import AgreementDetails, agreement_details
from app.queries.people.lessons import LessonDetails, lesson_details, lesson_form
from app.services.people.confidentiality import end_agreement, save_agreement, sign_agreement
from app.services.people.lessons import hold_lesson, save_lesson
from models.enums import PartyType, SecrecyLevel
from tests.factories import local_time, make_staff, version_of
from tests.remembered import remembered

SIGNED_ON = date(2026, 3, 5)
LAST_DAY = date(2027, 3, 4)
OUTSIDER: dict[str, Any] = {"party_type": PartyType.SUPPLIER, "name": "李工", "organisation": "凯泉泵业"}
HELD_AT = "2026-03-05 14:00"
TOPIC = "赴客户现场的保密要求"


@remembered
def make_agreement(context: Context, staff_id: int | None = None, **fields: Any) -> int:
    """Return the id of an agreement nobody has signed yet: with one of our people, a new one unless one is given, or
    with somebody from outside where ``party_type`` says so.
    """
    if staff_id is None and "party_type" not in fields:
        staff_id = make_staff(context, post="工程师")
    usual: dict[str, Any] = {"staff_id": staff_id, "secrecy_level": SecrecyLevel.ORDINARY}
    return save_agreement(context, form=AgreementForm(**{**usual, **fields}))


@remembered
def make_signed_agreement(context: Context, staff_id: int | None = None, /, *, until: Any = None, **fields: Any) -> int:
    """Return the id of an agreement that was signed yesterday."""
    agreement = make_agreement(context, staff_id, **fields)
    sign(context, agreement, valid_until=until)
    return agreement


def sign(context: Context, agreement_id: int, **fields: Any) -> None:
    """Record the signature, of yesterday unless it says when."""
    form = AgreementSigningForm(**{"signed_on": SIGNED_ON, **fields})
    sign_agreement(context, record_id=agreement_id, version=version_of(context, agreement_id), form=form)


def end(context: Context, agreement_id: int, **fields: Any) -> None:
    """End an agreement today, unless it says when."""
    form = AgreementEndForm(**{"reason": "调离岗位", **fields})
    end_agreement(context, record_id=agreement_id, version=version_of(context, agreement_id), form=form)


def agreement(context: Context, agreement_id: int) -> AgreementDetails:
    """Read an agreement."""
    return agreement_details(context, agreement_id)


def entry(*attendees: AttendeeForm, **fields: Any) -> LessonEntry:
    """Return a lesson of two hours as it is planned."""
    usual: dict[str, Any] = {
        "topic": TOPIC, "held_at": local_time(HELD_AT), "place": "三楼会议室", "lecturer": "周敏", "hours": Decimal(2),
        "content": "客户资料的领取、使用、交回；现场拍照与网盘的禁令", "attendees": attendees,
    }  # fmt: skip
    return LessonEntry(**{**usual, **fields})


@remembered
def make_lesson(context: Context, *staff_ids: int, **fields: Any) -> int:
    """Return the id of a planned lesson for these people, for two new ones where nobody is named."""
    people = staff_ids or (make_staff(context, name="张伟"), make_staff(context, name="刘洋"))
    return save_lesson(context, form=entry(*(AttendeeForm(staff_id=one) for one in people), **fields))


def everybody(entry: LessonEntry) -> tuple[AttendeeForm, ...]:
    """Return the people of a lesson, all of them there."""
    return tuple(replace(one, was_present=True) for one in entry.attendees)


def hold(context: Context, lesson_id: int, **fields: Any) -> None:
    """Record that a lesson was held with everybody there, unless it says who."""
    known = lesson_form(context, lesson_id)
    usual: dict[str, Any] = {"held_at": known.held_at, "effect": "测验全部合格", "attendees": everybody(known)}
    form = LessonHoldingForm(**{**usual, **fields})
    hold_lesson(context, record_id=lesson_id, version=version_of(context, lesson_id), form=form)


@remembered
def make_held_lesson(context: Context, *staff_ids: int, **fields: Any) -> int:
    """Return the id of a lesson that everybody named attended yesterday."""
    lesson = make_lesson(context, *staff_ids, **fields)
    hold(context, lesson)
    return lesson


def lesson(context: Context, lesson_id: int) -> LessonDetails:
    """Read a lesson."""
    return lesson_details(context, lesson_id)
