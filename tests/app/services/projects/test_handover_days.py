"""What else opens a handover, several items at once, and what keeps a project from being closed (C10.1, C10.3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.context import Actor, Context
from app.errors import Blocked, Invalid, NotAllowed
from app.forms.handovers import HandoverForm, ItemClosingForm, ItemLineForm, ItemsForm, ReminderForm
from app.queries.projects.handovers import handover_form, open_items_of
from app.queries.projects.projects import project_details, project_form
from app.services.projects.handovers import correct_handover
from app.services.projects.projects import close_project, save_project
from app.services.projects.punch_items import close_item, remind_items, save_punch_items
from models.enums import CommitmentKind, HandoverState, ProjectState, RecordKind, Role
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import promises_of
from tests.factories import make_project, version_of
from tests.handover_factories import HANDED_OVER, handover_of, item_of, make_handover, make_item, make_plant, project_of
from tests.handover_factories import review as review_it
from tests.letter_factories import days_later

LINE = ItemLineForm(title="控制柜铭牌缺 2 块", department="工程一部", responsible="吴工", deadline_on=date(2026, 3, 12))
ITEMS = ItemsForm(found_on=HANDED_OVER, lines=(LINE, replace(LINE, title="缺竣工图 3 张", department="设计部")))


def type_day(context: Context, project_id: int, day: date | None) -> None:
    """Type a handover date into the form of a project."""
    form = replace(project_form(context, project_id), handed_over_on=day)
    save_project(context, form=form, record_id=project_id)


def handovers_of(context: Context, project_id: int) -> tuple[int, ...]:
    return tuple(line.id for line in project_details(context, project_id).handovers)


def test_c10_1_a_young_handover_date_typed_into_the_project_opens_the_review(context: Context) -> None:
    project = make_plant(context)
    type_day(context, project, HANDED_OVER)
    (handover,) = handovers_of(context, project)
    found = handover_of(context, handover)
    assert (found.state, found.handed_over_on, found.noticed_on) == (HandoverState.OPEN, HANDED_OVER, date(2026, 3, 6))
    assert CommitmentKind.COLLECTION_NOTICE in {one.kind for one in promises_of(context, handover)}


@pytest.mark.parametrize("day", [date(2025, 8, 1), date(2026, 2, 3)])
def test_an_old_handover_date_opens_nothing(context: Context, day: date) -> None:
    project = make_project(context, handed_over_on=day)
    assert handovers_of(context, project) == ()


def test_c10_1_a_corrected_handover_date_moves_the_clocks(context: Context) -> None:
    project = make_plant(context)
    handover = make_handover(context, project_id=project)
    type_day(context, project, date(2026, 3, 2))
    owed = {one.kind: one.due_at for one in promises_of(context, handover)}
    due = owed[CommitmentKind.WARRANTY_CARD]
    assert due is not None
    assert f"{due:%m-%d}" == "04-02"


def test_invariant_7_a_handover_date_that_moves_a_missed_clock_takes_the_manager_and_a_reason(
    context: Context,
) -> None:
    project = make_plant(context)
    handover = make_handover(context, project_id=project)
    days_later(context, 60)  # nobody sent a collection notice or a warranty card
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 2))
    assert refused_at(lambda: save_project(context, form=form, record_id=project)) == "reason"
    manager, context.actor = context.actor, Actor("zhou", "周敏", frozenset({Role.SECRETARY}))
    with pytest.raises(NotAllowed):
        save_project(context, form=replace(form, reason="笔误"), record_id=project)
    context.actor = manager
    save_project(context, form=replace(form, reason="签单上为2日"), record_id=project)
    assert handover_of(context, handover).handed_over_on == date(2026, 3, 2)
    frozen = {one.kind for one in promises_of(context, handover) if one.frozen_due_at is not None}
    assert CommitmentKind.WARRANTY_CARD in frozen, "the miss stays on record"


def test_the_handover_date_of_a_registered_handover_is_not_taken_out(context: Context) -> None:
    project = make_plant(context)
    make_handover(context, project_id=project)
    with pytest.raises(Invalid) as caught:
        type_day(context, project, None)
    assert caught.value.field == "handed_over_on"


def test_c10_1_a_notice_is_corrected_until_it_is_reviewed(context: Context) -> None:
    handover = make_handover(context)
    form = replace(handover_form(context, handover), noticed_on=date(2026, 3, 6), notice_no="JF-19")
    correct_handover(context, record_id=handover, form=form)
    assert (handover_of(context, handover).noticed_on, handover_of(context, handover).notice_no) == (
        date(2026, 3, 6),
        "JF-19",
    )
    review_it(context, handover)
    with pytest.raises(Invalid, match="已梳理"):
        correct_handover(context, record_id=handover, form=HandoverForm(version=version_of(context, handover)))


def test_c10_3_several_items_are_entered_at_once(context: Context) -> None:
    handover = make_handover(context)
    project = handover_of(context, handover).project_id or 0
    ids = save_punch_items(context, form=replace(ITEMS, project_id=project))
    assert [item_of(context, one).department for one in ids] == ["工程一部", "设计部"]
    assert {item_of(context, one).handover_id for one in ids} == {handover}
    with context.read() as session:
        assert [line.number for line in open_items_of(session, project)] == ["YL-2026-0001", "YL-2026-0002"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"found_on": None}, "found_on"),
        ({"lines": ()}, "lines"),
        ({"lines": (LINE, replace(LINE, title=" "))}, "lines"),
        ({"lines": (replace(LINE, department=""),)}, "lines"),
        ({"lines": (replace(LINE, deadline_on=None),)}, "lines"),
        ({"lines": (replace(LINE, deadline_on=date(2026, 3, 3)),)}, "lines"),
        ({"project_id": None}, "project_id"),
    ],
)
def test_c10_3_all_items_or_none_are_entered(context: Context, changes: dict[str, Any], field: str) -> None:
    project = make_plant(context)
    with pytest.raises(Invalid) as caught:
        save_punch_items(context, form=replace(replace(ITEMS, project_id=project), **changes))
    assert caught.value.field == field
    assert project_details(context, project).items == ()


def test_c10_3_a_closed_item_is_not_chased(context: Context) -> None:
    item = make_item(context, make_plant(context))
    form = ItemClosingForm(closed_on=date(2026, 3, 6), closing="已到货")
    close_item(context, record_id=item, version=version_of(context, item), form=form)
    for ids in ((item,), ()):
        with pytest.raises(Invalid) as caught:
            remind_items(context, form=ReminderForm(item_ids=ids))
        assert caught.value.field == "item_ids"


def test_c10_3_a_project_is_not_closed_while_items_are_open(context: Context) -> None:
    project = make_plant(context)
    handover = make_handover(context, project_id=project)
    make_item(context, project)
    review_it(context, handover)
    with pytest.raises(Blocked) as caught:
        close_project(context, record_id=project, version=version_of(context, project))
    assert "YL-2026-0001" in str(caught.value)
    named = {work.kind for work in project_details(context, project).open_work}
    assert named == {RecordKind.PUNCH_ITEM}
    assert project_of(context, project).state == ProjectState.HANDED_OVER
