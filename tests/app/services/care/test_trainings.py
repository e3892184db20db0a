"""Trainings of customers' people and of our own: planned, held, corrected, cancelled (N5)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Actor, Context
from app.errors import Invalid, NotAllowed
from app.forms.handovers import HandoverForm
from app.forms.trainings import TraineeForm
from app.queries.care.trainings import new_training_form, training_form
from app.queries.people.staff import staff_details
from app.queries.records.keeping import open_work
from app.services.care.trainings import save_training
from app.services.projects.handovers import register_handover
from models.enums import CommitmentKind, CommitmentState, EventKind, Role, TrainingAudience, TrainingState
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.record import Record
from tests.app.archive.scanned import picture, scan_in
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.care_voice_factories import (
    FRIDAY,
    OPERATORS,
    cancel,
    hold,
    make_staff_training,
    make_training,
    reopen,
    training_entry,
    training_read,
)
from tests.factories import make_customer, make_project, make_staff, stored
from tests.on_site_factories import make_trip

HANDED_OVER = date(2026, 3, 4)


def make_handover(context: Context) -> tuple[int, int]:
    """Return the ids of a project and of its handover, two days ago."""
    project = make_project(context, accepted_on=None, handed_over_on=None)
    form = HandoverForm(project_id=project, noticed_on=FRIDAY, handed_over_on=HANDED_OVER)
    return project, register_handover(context, form=form)


def owed_training(context: Context, handover: int) -> Any:
    """Return the promise of the training that a handover owes."""
    return next(one for one in promises_of(context, handover) if one.kind is CommitmentKind.TRAINING)


def test_n5_training_is_owed_ten_working_days_after_the_handover(context: Context) -> None:
    _project, handover = make_handover(context)
    promise = owed_training(context, handover)
    assert (promise.clause, promise.state) == ("N5", CommitmentState.OPEN)
    assert promise.due_at is not None
    assert f"{promise.due_at:%m-%d}" == "03-18"


def test_n5_the_first_held_training_of_the_project_meets_the_handover(context: Context) -> None:
    project, handover = make_handover(context)
    training = make_training(context, project_id=project)
    assert owed_training(context, handover).state is CommitmentState.OPEN
    hold(context, training)
    assert owed_training(context, handover).state is CommitmentState.MET


def test_n5_a_training_held_before_the_handover_meets_it_too(context: Context) -> None:
    project = make_project(context, accepted_on=None, handed_over_on=None)
    hold(context, make_training(context, project_id=project), held_on=date(2026, 3, 2))
    form = HandoverForm(project_id=project, noticed_on=FRIDAY, handed_over_on=HANDED_OVER)
    handover = register_handover(context, form=form)
    assert owed_training(context, handover).state is CommitmentState.MET


def test_n5_our_own_people_taught_meet_no_handover(context: Context) -> None:
    _project, handover = make_handover(context)
    hold(context, make_staff_training(context))
    assert owed_training(context, handover).state is CommitmentState.OPEN


@pytest.mark.parametrize("undo", [reopen, cancel])
def test_n5_a_held_training_taken_back_is_owed_again(context: Context, undo: Any) -> None:
    project, handover = make_handover(context)
    training = make_training(context, project_id=project)
    hold(context, training)
    undo(context, training)
    assert owed_training(context, handover).state is CommitmentState.OPEN


def test_n5_a_planned_training_is_held_on_its_day(context: Context) -> None:
    training = make_training(context)
    found = training_read(context, training)
    assert (found.number, found.state) == ("PX-2026-0001", TrainingState.PLANNED)
    [promise] = found.commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.TRAINING_HELD, "N5")
    hold(context, training)
    held = training_read(context, training)
    assert (held.state, held.held_on) == (TrainingState.HELD, FRIDAY)
    assert [one.state for one in held.commitments] == [CommitmentState.MET]
    [entry] = entries(context, training, EventKind.TRAINED)
    assert (entry.text, entry.person) == ("王建国、李敏", "陈安")


def test_n5_a_day_that_passed_is_moved_by_the_manager_with_a_reason(context: Context, clock: FixedClock) -> None:
    training = make_training(context)
    clock.moment += timedelta(days=3)
    later = replace(training_form(context, training), planned_on=date(2026, 3, 12))
    assert refused_at(lambda: save_training(context, record_id=training, form=later)) == "reason"
    manager, context.actor = context.actor, Actor("secretary", "李秘书", frozenset({Role.SECRETARY}))
    with pytest.raises(NotAllowed):
        save_training(context, record_id=training, form=replace(later, reason="推迟"))
    context.actor = manager
    save_training(context, record_id=training, form=replace(later, reason="用户停机检修推迟"))
    assert training_read(context, training).planned_on == date(2026, 3, 12)


def test_n5_what_our_people_were_taught_stands_with_them(context: Context) -> None:
    person = make_staff(context)
    training = make_staff_training(context, person, topic="有限空间作业")
    assert not staff_details(context, person).trainings
    hold(context, training)
    [taught] = staff_details(context, person).trainings
    assert (taught.held_on, taught.topic, taught.teacher, taught.result) == (FRIDAY, "有限空间作业", "陈安", "90")
    cancel(context, training)
    assert not staff_details(context, person).trainings


def test_a_training_on_a_dispatch_is_its_customer_s(context: Context) -> None:
    trip = make_trip(context)
    form = new_training_form(context, dispatch_id=trip)
    training = save_training(context, form=replace(form, topic="操作培训"))
    dispatch = stored(context, Dispatch, trip)
    record = stored(context, Record, training)
    assert (record.customer_id, record.project_id) == (dispatch.customer_id, dispatch.project_id)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"topic": " "}, "topic"),
        ({"planned_on": None}, "planned_on"),
        ({"planned_on": date(1026, 3, 6)}, "planned_on"),
        ({"hours": Decimal(0)}, "hours"),
        ({"customer_id": None}, "customer_id"),
        ({"attendees": (TraineeForm(name=""),)}, "attendees"),
        ({"attendees": (TraineeForm(name="王建国", score=101),)}, "attendees"),
        ({"attendees": (OPERATORS[0], OPERATORS[0])}, "attendees"),
        ({"audience": TrainingAudience.STAFF}, "attendees"),  # nobody from outside among our own
    ],
)
def test_n5_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    assert refused_at(lambda: make_training(context, **fields)) == refused


def test_a_project_of_another_customer_is_refused(context: Context) -> None:
    other = make_customer(context)
    form = training_entry(context, project_id=make_project(context), customer_id=other)
    assert refused_at(lambda: save_training(context, form=form)) == "project_id"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": FRIDAY + timedelta(days=1)}, "held_on"),
        ({"teacher": ""}, "teacher"),
        ({"attendees": ()}, "attendees"),
    ],
)
def test_n5_a_training_to_come_or_without_anybody_is_not_held(
    context: Context, fields: dict[str, Any], refused: str
) -> None:
    training = make_training(context)
    assert refused_at(lambda: hold(context, training, **fields)) == refused
    assert training_read(context, training).state is TrainingState.PLANNED


def test_a_held_training_is_changed_only_once_it_is_opened_again(context: Context) -> None:
    training = make_training(context)
    hold(context, training)
    form = training_form(context, training)
    with pytest.raises(Invalid):
        save_training(context, record_id=training, form=form)
    reopen(context, training)
    again = replace(training_form(context, training), topic="反渗透操作")
    save_training(context, record_id=training, form=again)
    hold(context, training)
    assert training_read(context, training).title == "反渗透操作"


def test_a_cancelled_training_owes_nothing_and_keeps_its_number(context: Context) -> None:
    training = make_training(context)
    assert refused_at(lambda: cancel(context, training, " ")) == "reason"
    cancel(context, training)
    found = training_read(context, training)
    assert (found.state, found.number) == (TrainingState.CANCELLED, "PX-2026-0001")
    assert [one.state for one in found.commitments] == [CommitmentState.DROPPED]


def test_a_planned_training_keeps_its_customer_project_and_people_in_use(context: Context) -> None:
    project, person = make_project(context), make_staff(context)
    training, own = make_training(context, project_id=project), make_staff_training(context, person)
    customer = stored(context, Project, project).customer_id or 0
    with context.read() as session:
        for needed, by in ((project, training), (customer, training), (person, own)):
            assert by in {one.id for one in open_work(session, session.get_one(Record, needed))}


def test_the_signed_register_is_filed_by_whom_it_was_for(context: Context, tmp_path: Path) -> None:
    training = make_training(context)
    hold(context, training, scan=scan_in(tmp_path, "签到表.png", picture()))
    [filed] = training_read(context, training).scans
    assert "A4-06" in filed.archive_code
