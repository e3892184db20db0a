"""Lessons on confidentiality: planned, held, who was there (C14)."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.secrecy import AttendeeForm
from app.queries.people.lessons import lesson_form, new_lesson_form
from app.queries.people.staff import staff_details
from app.services.keeping import retire
from app.services.people.lessons import cancel_lesson, save_lesson
from models.enums import EventKind, LessonForm, LessonState
from tests.app.archive.scanned import picture, scan_in
from tests.app.services.refusing import refused_at
from tests.factories import local_time, make_department, make_staff, version_of
from tests.secrecy_factories import HELD_AT, TOPIC, entry, everybody, hold, lesson, make_held_lesson, make_lesson

GUEST = AttendeeForm(name="李工", organisation="凯泉泵业")


def test_c14_a_new_lesson_is_for_all_our_people_in_use(context: Context) -> None:
    gone = make_staff(context, name="赵强")
    retire(context, record_id=gone, version=version_of(context, gone), reason="离职")
    stays = {make_staff(context, name=name) for name in ("张伟", "刘洋")}
    assert {one.staff_id for one in new_lesson_form(context).attendees} == stays


def test_c14_a_lesson_is_planned_with_who_attends(context: Context) -> None:
    department = make_department(context, name="工程一部")
    person = make_staff(context, name="张伟", department_id=department)
    form = entry(AttendeeForm(staff_id=person), GUEST, form=LessonForm.CASE)
    planned = lesson(context, save_lesson(context, form=form))
    assert (planned.number, planned.state, planned.name) == ("BJY-2026-0001", LessonState.PLANNED, TOPIC)
    assert [(one.name, one.organisation) for one in planned.attendees] == [("张伟", "工程一部"), ("李工", "凯泉泵业")]
    assert (planned.present, planned.hours, planned.form) == (0, Decimal(2), LessonForm.CASE)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"topic": " "}, "topic"),
        ({"hours": Decimal(0)}, "hours"),
        ({"hours": Decimal(25)}, "hours"),
        ({"held_at": datetime.fromisoformat("1826-03-06T08:00:00+08:00")}, "held_at"),
        ({"attendees": (AttendeeForm(name=" "),)}, "attendees"),
        ({"attendees": (GUEST, GUEST)}, "attendees"),
        ({"attendees": (replace(GUEST, organisation=""), GUEST)}, ""),
    ],
)
def test_what_a_lesson_needs_is_asked_for_at_its_field(context: Context, fields: dict[str, Any], field: str) -> None:
    assert refused_at(lambda: save_lesson(context, form=entry(**fields))) == field


def test_somebody_out_of_use_is_not_named_anew_and_stays_where_named_before(context: Context) -> None:
    person = make_staff(context)
    record_id = make_lesson(context, person)
    retire(context, record_id=person, version=version_of(context, person), reason="离职")
    assert refused_at(lambda: make_lesson(context, person)) == "attendees"
    save_lesson(context, form=replace(lesson_form(context, record_id), place="二楼"), record_id=record_id)
    assert (lesson(context, record_id).place, len(lesson(context, record_id).attendees)) == ("二楼", 1)


def test_people_are_added_exchanged_and_taken_off(context: Context) -> None:
    record_id = make_lesson(context)
    form = lesson_form(context, record_id)
    save_lesson(context, form=replace(form, attendees=(GUEST, *reversed(form.attendees))), record_id=record_id)
    names = lambda: [one.name for one in lesson(context, record_id).attendees]  # noqa: E731
    assert names() == ["李工", "刘洋", "张伟"]
    form = lesson_form(context, record_id)
    save_lesson(context, form=replace(form, attendees=form.attendees[::-1]), record_id=record_id)
    assert names() == ["张伟", "刘洋", "李工"]
    form = lesson_form(context, record_id)
    save_lesson(context, form=replace(form, attendees=form.attendees[1:]), record_id=record_id)
    assert names() == ["刘洋", "李工"]


def test_c14_a_lesson_is_held_with_who_was_there(context: Context, tmp_path: Path) -> None:
    record_id = make_lesson(context)
    there, away = everybody(lesson_form(context, record_id))
    known = (replace(there, score="95"), replace(away, was_present=False, remark="出差，3 月 20 日补课"))
    hold(context, record_id, attendees=known, scan=scan_in(tmp_path, "签到.png", picture()))
    held = lesson(context, record_id)
    assert (held.state, held.present, held.effect) == (LessonState.HELD, 1, "测验全部合格")
    assert [(one.was_present, one.score) for one in held.attendees] == [(True, "95"), (False, "")]
    assert [scan.archive_code.split("/")[1][:5] for scan in held.scans] == ["B2-05"]
    (event,) = [one for one in held.events if one.kind is EventKind.LESSON_HELD]
    assert "张伟" in event.text
    assert "刘洋" not in event.text


def test_c14_a_lesson_that_nobody_attended_was_not_held(context: Context) -> None:
    record_id = make_lesson(context)
    nobody = tuple(replace(one, was_present=False) for one in lesson_form(context, record_id).attendees)
    assert refused_at(lambda: hold(context, record_id, attendees=nobody)) == "attendees"
    assert lesson(context, record_id).state is LessonState.PLANNED


def test_c14_a_lesson_for_nobody_waits_for_names(context: Context) -> None:
    record_id = save_lesson(context, form=entry())
    (step,) = [one for one in lesson(context, record_id).steps if one.action == "hold"]
    assert [(reason.clause, reason.fix) for reason in step.blocked] == [("C14", "edit_lesson")]
    with pytest.raises(Blocked):
        hold(context, record_id)


@pytest.mark.parametrize("moment", [None, "2026-03-07 09:00"])
def test_a_lesson_was_held_in_the_past(context: Context, moment: str | None) -> None:
    record_id = make_lesson(context)
    at = local_time(moment) if moment else None
    assert refused_at(lambda: hold(context, record_id, held_at=at)) == "held_at"


def test_a_lesson_that_was_held_is_not_changed(context: Context) -> None:
    record_id = make_held_lesson(context)
    with pytest.raises(Invalid) as refused:
        save_lesson(context, form=lesson_form(context, record_id), record_id=record_id)
    assert refused.value.clause == "C14"


def test_a_lesson_is_cancelled_with_a_reason_and_keeps_its_number(context: Context) -> None:
    record_id = make_lesson(context)
    version = version_of(context, record_id)
    assert refused_at(lambda: cancel_lesson(context, record_id=record_id, version=version, reason="")) == "reason"
    cancel_lesson(context, record_id=record_id, version=version, reason="并入四月")
    cancelled = lesson(context, record_id)
    assert (cancelled.state, cancelled.number, cancelled.steps) == (LessonState.CANCELLED, "BJY-2026-0001", ())


def test_c14_a_person_shows_the_lesson_attended_last(context: Context) -> None:
    person = make_staff(context, name="张伟")
    make_held_lesson(context, person, held_at=local_time("2025-03-05 14:00"))
    last = make_held_lesson(context, person)
    shown = staff_details(context, person).secrecy
    assert (shown.lesson_id, shown.held_at) == (last, local_time(HELD_AT))
