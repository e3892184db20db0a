"""The audit trail: every change of a row with before and after, chained so that tampering shows (invariant 4)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text

from app.context import Context
from app.forms.parties import ContactForm
from app.queries.parties import customer_form
from app.queries.people.dispatches import dispatch_form
from app.security.audit import broken_links, entry_hash, head_hash
from app.services.parties.customers import save_customer
from app.services.people.dispatches import edit_dispatch
from app.services.requests.moving import cancel_request
from models.access.audit import AuditEntry
from models.enums import AuditAction
from models.record import Record
from tests.conftest import OpenDesk
from tests.factories import make_agreed_dispatch, make_customer, make_dispatch, make_request, version_of


def entries(context: Context, **wanted: Any) -> list[AuditEntry]:
    with context.read() as session:
        return list(session.scalars(select(AuditEntry).filter_by(**wanted).order_by(AuditEntry.id)))


def broken(context: Context) -> list[int]:
    with context.read() as session:
        return list(broken_links(session))


def tamper(context: Context, statement: str) -> None:
    with context.database.engine.connect() as connection:
        connection.execute(text(statement))
        connection.commit()


def test_an_insert_is_kept_with_what_was_written(context: Context) -> None:
    customer = make_customer(context, name="华东化工")
    (entry,) = entries(context, table="customer", record_id=customer, action=AuditAction.INSERT)
    assert (entry.action, entry.before, entry.user_name, entry.at) == (
        AuditAction.INSERT,
        None,
        "经理",
        context.clock.now(),
    )
    assert entry.after is not None
    assert (entry.after["title"], entry.after["number"]) == ("华东化工", "KH-2026-0001")


def test_an_update_is_kept_with_before_and_after(context: Context) -> None:
    customer = make_customer(context, name="华东化工", tax_no="91330200MA2AB0CD1X")
    form = replace(customer_form(context, customer), tax_no="914400001911909900")
    save_customer(context, record_id=customer, form=form)
    entry = entries(context, table="customer", action=AuditAction.UPDATE)[-1]
    assert (entry.before, entry.after) == ({"tax_no": "91330200MA2AB0CD1X"}, {"tax_no": "914400001911909900"})


def test_a_row_below_a_record_is_kept_too(context: Context) -> None:
    customer = make_customer(context, contacts=(ContactForm(name="王工"),))
    form = customer_form(context, customer)
    changed = replace(form.contacts[0], mobile="13800138000")
    save_customer(context, record_id=customer, form=replace(form, contacts=(changed,)))
    assert [(entry.action, entry.after) for entry in entries(context, table="contact")][1] == (
        AuditAction.UPDATE,
        {"mobile": "13800138000"},
    )


def test_a_row_taken_out_of_its_owners_list_is_kept_as_a_delete(context: Context) -> None:
    dispatch = make_dispatch(context)
    edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), people=()))
    (entry,) = entries(context, table="dispatch_person", action=AuditAction.DELETE)
    assert (entry.after, entry.before and entry.before["dispatch_id"]) == (None, dispatch)


def test_the_reason_stands_beside_the_change(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    changes = entries(context, table="request", action=AuditAction.UPDATE)
    assert {entry.reason for entry in changes} == {"重复登记"}
    assert (changes[0].before, changes[0].after) == ({"state": "registered"}, {"state": "cancelled"})


def test_saving_what_is_there_already_changes_no_row(context: Context) -> None:
    customer = make_customer(context)
    save_customer(context, record_id=customer, form=customer_form(context, customer))
    assert [entry.action for entry in entries(context, table="customer")][1:] in ([], [AuditAction.UPDATE])
    assert all(entry.before != entry.after for entry in entries(context, table="customer"))


def test_every_stored_row_has_its_insert(context: Context) -> None:
    make_agreed_dispatch(context)
    with context.read() as session:
        for table in ("event", "commitment", "dispatch", "dispatch_person", "department_agreement", "staff_member"):
            keys = session.scalars(text(f"SELECT id FROM {table}")).all()
            inserted = {entry.row_key for entry in entries(context, table=table, action=AuditAction.INSERT)}
            assert {str(key) for key in keys} <= inserted, table


def test_the_chain_holds_over_several_desks(open_desk: OpenDesk) -> None:
    first, second = open_desk(), open_desk()
    for desk in (first, second, first):
        make_request(desk)
    assert broken(first) == []
    with first.read() as session:
        assert head_hash(session) == entries(first)[-1].hash


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET user_name = '别人' WHERE id = 5",
        "UPDATE audit_entry SET \"after\" = '{}' WHERE id = 5",
        "UPDATE audit_entry SET at = '2026-03-06 05:59:59' WHERE id = 5",
        "UPDATE audit_entry SET reason = 'x' WHERE id = 5",
        "UPDATE audit_entry SET hash = previous_hash WHERE id = 5",
    ],
)
def test_an_altered_entry_is_found(context: Context, change: str) -> None:
    make_request(context)
    tamper(context, change)
    assert broken(context)[0] == 5


def test_an_entry_taken_out_of_the_middle_is_found(context: Context) -> None:
    make_request(context)
    tamper(context, "DELETE FROM audit_entry WHERE id = 5")
    assert broken(context) == [6]


def test_an_entry_slipped_in_is_found(context: Context) -> None:
    columns = 'user_name, action, table_name, row_key, record_id, "before", "after", reason, previous_hash, hash'
    tamper(
        context, f"INSERT INTO audit_entry (id, at, {columns}) SELECT 9999, at, {columns} FROM audit_entry WHERE id = 5"
    )
    assert broken(context) == [9999]


def test_a_refused_step_leaves_no_entry(context: Context) -> None:
    request = make_request(context)
    before = len(entries(context))

    def rename_and_fail() -> None:
        with context.write() as session:
            session.get_one(Record, request).title = "x"
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rename_and_fail()
    assert len(entries(context)) == before


def test_the_hash_depends_on_every_field_and_on_what_came_before(context: Context) -> None:
    names = ("at", "user_name", "action", "table", "row_key", "record_id", "before", "after", "reason")
    entry: dict[str, Any] = dict.fromkeys(names, "x")
    hashes = {entry_hash("0", entry), entry_hash("1", entry)}
    hashes |= {entry_hash("0", entry | {name: "y"}) for name in names}
    assert len(hashes) == len(names) + 2
