"""One use case, one transaction: what is told after the commit, and what a refused one leaves."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.changes import Change
from app.context import Context, settings_of
from app.errors import Conflict, Invalid, NotAllowed
from app.queries.parties import customer_form
from app.rules.permissions import Permission
from app.services.parties.customers import save_customer
from app.services.setup import save_settings
from models.enums import Role
from models.parties.customer import Customer
from tests.conftest import OpenDesk
from tests.factories import make_customer, make_project, make_request, make_site


def listen(context: Context) -> list[Change]:
    seen: list[Change] = []
    context.changes.subscribe(seen.append)
    return seen


def test_changes_are_told_after_the_commit(context: Context) -> None:
    seen = listen(context)
    with context.write() as session:
        session.add(Customer(title="华东化工", state="active", created_at=context.clock.now()))
        session.flush()
        assert seen == []
    assert [change.kind for change in seen] == ["customer"]


def test_a_refused_use_case_tells_nothing(context: Context) -> None:
    project, customer = make_project(context), make_customer(context)
    seen = listen(context)
    with pytest.raises(Invalid):
        make_request(context, customer_id=customer, project_id=project)
    assert seen == []


def test_whoever_stops_listening_hears_nothing_more(context: Context) -> None:
    seen: list[Change] = []
    stop = context.changes.subscribe(seen.append)
    stop()
    make_customer(context)
    assert seen == []


def test_a_renamed_owner_tells_every_record_that_shows_it(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    seen = listen(context)
    save_as(context, customer, "新名称")
    assert {"customer", "site"} <= {change.kind for change in seen}
    assert any(site in change.ids for change in seen)


def save_as(context: Context, customer: int, name: str) -> None:
    save_customer(context, record_id=customer, form=replace(customer_form(context, customer), name=name))


def test_changed_settings_are_told_and_read_anew(context: Context) -> None:
    seen = listen(context)
    save_settings(context, values={"department_name": "维修部"})
    assert [change.kind for change in seen] == ["setting"]
    with context.read() as session:
        assert settings_of(session).text("department_name") == "维修部"


def test_a_row_changed_behind_the_sessions_back_is_a_conflict(context: Context) -> None:
    customer = make_customer(context)

    def save_over() -> None:
        with context.write() as session:
            row = session.get_one(Customer, customer)
            session.execute(text("UPDATE record SET version = version + 5"))
            row.tax_no = "91330"

    with pytest.raises(Conflict):
        save_over()


def test_permissions_are_asked_of_the_roles(open_desk: OpenDesk) -> None:
    viewer = open_desk(Role.VIEWER)
    viewer.require(Permission.VIEW_RECORDS)
    with pytest.raises(NotAllowed):
        viewer.require(Permission.EDIT_PARTIES)
