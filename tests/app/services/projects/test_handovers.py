"""Handover notices and what is left over (C10.1, C10.3, N5)."""

from dataclasses import replace
from datetime import date

import pytest

from app.context import Actor, Context
from app.errors import Invalid, NotAllowed
from app.forms.handovers import (
    HandoverForm,
    ItemClosingForm,
    ItemMovingForm,
    PunchItemForm,
    ReminderForm,
    ReviewForm,
)
from app.services.projects.handovers import cancel_handover, register_handover, reopen_handover, review_handover
from app.services.projects.punch_items import (
    cancel_item,
    close_item,
    move_item,
    remind_items,
    reopen_item,
    save_punch_item,
)
from models.enums import CommitmentKind, CommitmentState, EventKind, HandoverState, ProjectState, PunchState, Role
from models.projects.handover import Handover, PunchItem
from models.projects.project import Project
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import make_project, stored, version_of
from tests.handover_factories import full_handover, make_plant

NOTICE = HandoverForm(noticed_on=date(2026, 3, 5), handed_over_on=date(2026, 3, 4), notice_no="JF-18")
ITEM = PunchItemForm(
    title="3号鼓风机隔音罩未到货", department="采购部", found_on=date(2026, 3, 4), deadline_on=date(2026, 3, 20)
)


def make_handover(context: Context) -> tuple[int, int]:
    """Return the ids of a project being built and of its handover."""
    project = make_project(context, accepted_on=None, handed_over_on=None)
    return project, register_handover(context, form=replace(NOTICE, project_id=project))


def make_item(context: Context, **changes: object) -> int:
    project = make_project(context)
    return save_punch_item(context, form=replace(ITEM, project_id=project, **changes))  # type: ignore[arg-type]


def test_c10_1_the_notice_hands_the_project_over_and_starts_both_clocks(context: Context) -> None:
    project = make_plant(context)
    handover = register_handover(context, form=replace(NOTICE, project_id=project))
    found = stored(context, Project, project)
    assert (found.state, found.handed_over_on) == (ProjectState.HANDED_OVER, date(2026, 3, 4))
    assert found.warranty_end_on == date(2027, 3, 3)
    owed = {one.kind: one.due_at for one in promises_of(context, handover)}
    assert {kind: f"{due:%m-%d}" for kind, due in owed.items() if due} == {
        CommitmentKind.COLLECTION_NOTICE: "03-10",
        CommitmentKind.WARRANTY_CARD: "04-04",
        CommitmentKind.TRAINING: "03-18",
    }
    assert stored(context, Handover, handover).number == "JF-2026-0001"


def test_c10_1_where_nothing_is_owed_no_collection_notice_is(context: Context) -> None:
    _project, handover = make_handover(context)
    assert CommitmentKind.COLLECTION_NOTICE not in {one.kind for one in promises_of(context, handover)}


def test_c10_1_a_second_notice_and_another_date_are_refused(context: Context) -> None:
    project, _handover = make_handover(context)
    with pytest.raises(Invalid, match="JF-2026-0001"):
        register_handover(context, form=replace(NOTICE, project_id=project))
    with pytest.raises(Invalid) as caught:
        register_handover(context, form=replace(NOTICE, project_id=project, handed_over_on=date(2026, 3, 1)))
    assert caught.value.field == "handed_over_on"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"noticed_on": None}, "noticed_on"),
        ({"handed_over_on": None}, "handed_over_on"),
        ({"noticed_on": date(2026, 3, 7)}, "noticed_on"),
        ({"handed_over_on": date(2026, 3, 7)}, "handed_over_on"),
        ({"project_id": None}, "project_id"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_at_its_field(
    context: Context, changes: dict[str, object], field: str
) -> None:
    project = make_project(context, accepted_on=None, handed_over_on=None)
    with pytest.raises(Invalid) as caught:
        register_handover(context, form=replace(replace(NOTICE, project_id=project), **changes))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert stored(context, Project, project).handed_over_on is None


def test_c10_1_the_review_goes_on_record_and_a_cancelled_handover_owes_nothing(context: Context) -> None:
    _project, handover = make_handover(context)
    form = ReviewForm(summary="遗留3项，应收尾款128万元", reviewed_by="李秘书")
    review_handover(context, record_id=handover, version=version_of(context, handover), form=form)
    found = stored(context, Handover, handover)
    assert (found.state, found.reviewed_by) == (HandoverState.REVIEWED, "李秘书")
    assert entries(context, handover, EventKind.HANDOVER_REVIEWED)[0].text == form.summary
    with pytest.raises(Invalid):
        cancel_handover(context, record_id=handover, version=version_of(context, handover), reason="误登")


def test_c10_1_a_review_recorded_by_mistake_is_opened_again_with_a_reason(context: Context) -> None:
    handover = full_handover(context)
    owed = [(one.kind, one.state, one.due_at) for one in promises_of(context, handover)]
    reopen_handover(context, record_id=handover, version=version_of(context, handover), reason="漏列两项")
    found = stored(context, Handover, handover)
    assert (found.state, found.reviewed_at, found.reviewed_by, found.summary) == (HandoverState.OPEN, None, "", "")
    assert entries(context, handover, EventKind.STATE_CHANGED)[-1].text == "漏列两项"
    assert [(one.kind, one.state, one.due_at) for one in promises_of(context, handover)] == owed
    with pytest.raises(Invalid):
        reopen_handover(context, record_id=handover, version=version_of(context, handover), reason="再开")
    cancel_handover(context, record_id=handover, version=version_of(context, handover), reason="误登")


def test_only_the_manager_opens_a_review_again(context: Context) -> None:
    handover = full_handover(context)
    context.actor = Actor("secretary", "李秘书", frozenset({Role.SECRETARY}))
    with pytest.raises(NotAllowed):
        reopen_handover(context, record_id=handover, version=version_of(context, handover), reason="漏列两项")


def test_cancelling_drops_the_promises(context: Context) -> None:
    _project, handover = make_handover(context)
    cancel_handover(context, record_id=handover, version=version_of(context, handover), reason="误登")
    assert {one.state for one in promises_of(context, handover)} == {CommitmentState.DROPPED}


def test_c10_3_an_item_left_over_is_chased_until_it_is_closed(context: Context) -> None:
    item = make_item(context)
    (promise,) = promises_of(context, item)
    assert (promise.kind, promise.clause, promise.state) == (CommitmentKind.PUNCH_ITEM, "C10.3", CommitmentState.OPEN)
    remind_items(context, form=ReminderForm(item_ids=(item,), text="采购部：3月18日到货"))
    assert entries(context, item, EventKind.ITEM_REMINDED)[0].counterpart == "采购部"
    form = ItemClosingForm(closed_on=date(2026, 3, 6), closing="已到货安装，用户确认")
    close_item(context, record_id=item, version=version_of(context, item), form=form)
    assert promises_of(context, item)[0].state is CommitmentState.MET
    assert stored(context, PunchItem, item).state == PunchState.CLOSED
    reopen_item(context, record_id=item, version=version_of(context, item), reason="隔音罩又掉了")
    assert promises_of(context, item)[0].state is CommitmentState.OPEN


def test_c10_3_its_deadline_is_moved_with_a_reason(context: Context) -> None:
    item = make_item(context)
    moving = ItemMovingForm(deadline_on=date(2026, 4, 1), reason="厂家延期")
    move_item(context, record_id=item, version=version_of(context, item), form=moving)
    due = promises_of(context, item)[0].due_at
    assert due is not None
    assert f"{due:%m-%d}" == "04-01"
    with pytest.raises(Invalid) as caught:
        save_punch_item(context, form=replace(ITEM, version=version_of(context, item)), record_id=item)
    assert caught.value.field == "deadline_on"


def test_a_cancelled_item_owes_nothing(context: Context) -> None:
    item = make_item(context)
    cancel_item(context, record_id=item, version=version_of(context, item), reason="误登")
    assert promises_of(context, item)[0].state is CommitmentState.DROPPED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"department": ""}, "department"),
        ({"found_on": None}, "found_on"),
        ({"found_on": date(2026, 3, 7)}, "found_on"),
        ({"deadline_on": None}, "deadline_on"),
        ({"deadline_on": date(2026, 3, 3)}, "deadline_on"),
    ],
)
def test_an_item_that_cannot_be_is_refused_at_its_field(
    context: Context, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        make_item(context, **changes)
    assert caught.value.field == field
