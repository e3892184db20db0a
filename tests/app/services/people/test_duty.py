"""The roster as it is saved: what is refused, what stays, what other desks learn (N3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from app.context import Context
from app.errors import Conflict, Invalid
from app.forms.people import DutyTurnForm
from app.queries.people.duty import roster
from app.queries.people.staff import staff_form
from app.queries.records.activity import changes_since, newest_audit
from app.services.keeping import retire
from app.services.people.duty import save_duty
from models.access.audit import AuditEntry
from models.enums import DutyShift
from tests.conftest import OpenDesk
from tests.factories import make_staff

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 7)


def turn(**fields: Any) -> DutyTurnForm:
    usual = {"day": FIRST, "shift": DutyShift.DAY, "name": "张伟", "phone": "139 0000 1111"}
    return DutyTurnForm(**{**usual, **fields})


def save(context: Context, *turns: DutyTurnForm, **fields: Any) -> int:
    form = roster(context, FIRST, LAST).form
    return save_duty(context, form=replace(form, turns=turns, **fields))


def saved(context: Context) -> tuple[DutyTurnForm, ...]:
    return roster(context, FIRST, LAST).form.turns


def refused(context: Context, *turns: DutyTurnForm, **fields: Any) -> Invalid:
    with pytest.raises(Invalid) as refusal:
        save(context, *turns, **fields)
    assert saved(context) == ()
    return refusal.value


def test_a_roster_is_read_as_it_was_saved_in_order_of_time(context: Context) -> None:
    night = turn(shift=DutyShift.NIGHT, name="刘洋", note="住厂")
    later = turn(day=LAST)
    assert save(context, later, night, turn()) == 3
    assert saved(context) == (turn(), night, later)


def test_what_stays_keeps_its_row(context: Context) -> None:
    save(context, turn(), turn(day=LAST))
    with context.read() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.table == "duty"))
    save(context, turn(), turn(day=LAST, name="刘洋"))
    with context.read() as session:
        after = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.table == "duty"))
    assert (before, after) == (2, 4)  # one out, one in


def test_days_outside_the_span_are_left_alone(context: Context) -> None:
    save(context, turn(), turn(day=LAST))
    form = roster(context, LAST, LAST).form
    save_duty(context, form=replace(form, turns=()))
    assert saved(context) == (turn(),)


def test_nobody_stands_twice_in_the_same_shift(context: Context) -> None:
    person = make_staff(context, name="张伟", mobile="139 0000 1111")
    assert "两次" in refused(context, turn(staff_id=person), turn(staff_id=person, phone="0573-2101")).message
    assert refused(context, turn(), turn(note="住厂")).field == "turns"
    assert save(context, turn(), turn(phone="139 0000 2222")) == 2  # a namesake


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "值班人"),
        ({"phone": ""}, "电话"),
        ({"phone": "call me"}, "2026-10-01"),
        ({"day": date(2026, 10, 8)}, "2026-10-08"),
        ({"staff_id": 4711}, "张伟"),
    ],
)
def test_n3_a_turn_names_somebody_who_can_be_reached(context: Context, wrong: dict[str, Any], words: str) -> None:
    refusal = refused(context, turn(**wrong))
    assert words in refusal.message
    assert refusal.field in ("turns",)


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ({"since": None}, "since"),
        ({"until": None}, "until"),
        ({"until": date(2026, 9, 30)}, "until"),
        ({"until": date(2027, 1, 1)}, "until"),
        ({"since": date(1026, 10, 1)}, "since"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(context: Context, span: dict[str, Any], field: str) -> None:
    assert refused(context, **span).field == field


def test_somebody_out_of_use_keeps_the_turns_they_have_but_gets_no_new_one(context: Context) -> None:
    person = make_staff(context, name="张伟", mobile="139 0000 1111")
    save(context, turn(staff_id=person))
    retire(context, record_id=person, version=staff_form(context, person).version, reason="已调走")
    assert save(context, turn(staff_id=person), turn(day=LAST)) == 2
    save(context, turn(day=LAST))
    with pytest.raises(Invalid, match="停用"):
        save(context, turn(staff_id=person))


def test_the_second_of_two_desks_is_told(open_desk: OpenDesk) -> None:
    first, second = open_desk(), open_desk()
    form = roster(second, FIRST, LAST).form
    save(first, turn())
    with pytest.raises(Conflict):
        save_duty(second, form=replace(form, turns=(turn(name="刘洋"),)))
    assert saved(second) == (turn(),)


def test_screens_learn_that_a_roster_changed(context: Context) -> None:
    heard: list[str] = []
    context.changes.subscribe(lambda change: heard.append(change.kind))
    save(context, turn())
    assert heard == ["duty"]


def test_another_desk_learns_of_it(open_desk: OpenDesk) -> None:
    first, second = open_desk(), open_desk()
    before = newest_audit(second)
    save(first, turn())
    _newest, changes = changes_since(second, before)
    assert [change.kind for change in changes] == ["duty"]
