"""Reading the audit trail: who changed what, how it was before and after, and whether the trail is whole."""

from datetime import date

import pytest
from sqlalchemy import text

from app.context import Actor, Context
from app.errors import NotAllowed, NotFound
from app.forms.parties import CustomerForm
from app.queries.access.audit import AUDIT, AuditRow, audit_details, check_chain
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.parties import customer_form
from app.services.parties.customers import save_customer
from app.services.setup import save_settings
from models.enums import AuditAction, RecordKind, Role
from tests.factories import make_customer, make_project
from tests.material_factories import make_part


def rows(context: Context, **fields: object) -> list[AuditRow]:
    """Return the entries that a filter shows, the newest first."""
    return list(AUDIT.read(context, PageRequest(ListFilter(**fields), Sort("at"))).rows)  # type: ignore[arg-type]


def changed(context: Context, name: str = "新名") -> int:
    """Return the id of a customer whose name was changed, the newest entry of the trail but the log's."""
    record_id = make_customer(context, name="旧名有限公司", is_key=False)
    form = customer_form(context, record_id)
    fields = {name: getattr(form, name) for name in CustomerForm.__slots__}
    save_customer(context, form=CustomerForm(**{**fields, "name": name, "is_key": True}), record_id=record_id)
    return record_id


def test_an_entry_tells_who_changed_what_of_which_record(context: Context) -> None:
    record_id = changed(context)
    row = next(row for row in rows(context) if row.table == "customer" and row.action is AuditAction.UPDATE)
    assert (row.record_id, row.kind, row.title) == (record_id, RecordKind.CUSTOMER, "新名")
    assert row.user_name == context.actor.display_name
    found = {change.column: (change.before, change.after) for change in audit_details(context, row.id).changes}
    assert found["title"] == ("旧名有限公司", "新名")
    assert found["is_key"] == ("否", "是")
    assert not found.keys() & {"id", "version", "sort_title"}


def test_codes_sums_days_and_records_are_told_in_words(context: Context) -> None:
    make_part(context)
    customer_id = make_customer(context, name="华东化工有限公司")
    make_project(context, customer_id=customer_id, order_issued_on=date(2025, 3, 1))
    by_table = {row.table: row.id for row in rows(context) if row.action is AuditAction.INSERT}
    part = {change.column: change.after for change in audit_details(context, by_table["part"]).changes}
    project = {change.column: change.after for change in audit_details(context, by_table["project"]).changes}
    assert (part["price"], part["tax_rate"], part["part_class"]) == ("¥1,130.00", "13 %", "国内易购件")
    assert project["order_issued_on"] == "2025-03-01"
    assert project["customer_id"].endswith("华东化工有限公司")


def test_entries_are_found_by_person_record_and_reason(context: Context) -> None:
    record_id = changed(context)
    save_settings(context, values={"department_name": "售后部"})
    assert {row.record_id for row in rows(context, text="新名")} == {record_id}
    assert {row.table for row in rows(context, text=context.actor.display_name)} >= {"customer", "setting"}
    assert {row.action for row in rows(context, views=frozenset({"update"}))} == {AuditAction.UPDATE}
    assert rows(context, text="没有这样的") == []


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.WAREHOUSE, Role.VIEWER])
def test_the_trail_is_the_managers_and_the_leaders(context: Context, role: Role) -> None:
    context.actor = Actor("x", "某人", frozenset({role}))
    for read in (
        lambda: rows(context),
        lambda: audit_details(context, 1),
        lambda: check_chain(context, lambda *_: None),
    ):
        with pytest.raises(NotAllowed):
            read()
    context.actor = Actor("x", "某人", frozenset({Role.LEADER}))
    assert rows(context)


def test_a_whole_trail_is_marked_whole_and_a_tampered_one_broken(context: Context) -> None:
    changed(context)
    told: list[tuple[int, int]] = []
    mark = check_chain(context, lambda done, total: told.append((done, total)))
    assert mark.is_whole
    assert len(mark.head) == 64
    victim = next(row for row in rows(context) if row.table == "customer" and row.action is AuditAction.UPDATE)
    with context.database.write_session() as session, session.begin():
        session.execute(text("UPDATE audit_entry SET user_name = '别人' WHERE id = :id"), {"id": victim.id})
    assert check_chain(context, lambda *_: None).broken_at == victim.id


def test_an_entry_that_is_not_there_is_said_to_be_missing(context: Context) -> None:
    with pytest.raises(NotFound):
        audit_details(context, 10**9)
