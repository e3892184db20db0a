"""What lists sort and search by follows the records, also when a customer or project gets another name."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from app.context import Context
from app.engines.search import search_index
from app.queries.lists.paging import ListFilter, matches
from app.queries.parties import customer_form
from app.queries.projects.projects import project_form
from app.queries.requests.registration import request_form
from app.queries.requests.request_list import REQUESTS
from app.queries.search import pick
from app.search_index import MOST_PIECES, tidy_index
from app.services.parties.customers import save_customer
from app.services.projects.projects import save_project
from app.services.requests.moving import move_request
from app.services.requests.registering import edit_request
from models.enums import RecordKind
from models.record import Record
from tests.factories import (
    make_classed_request,
    make_customer,
    make_dispatch,
    make_project,
    make_request,
    make_site,
    make_staff,
    stored,
)


def found(context: Context, words: str) -> int:
    return REQUESTS.count(context, ListFilter(text=words))


def known_request(context: Context) -> int:
    customer = make_customer(context, name="华东化工有限公司", short_name="华东化工")
    project = make_project(context, customer_id=customer, number="XM-2025-017", name="三期循环水站")
    fields = {"customer_id": customer, "project_id": project, "contact_name": "王建民", "contact_phone": "13800138000"}
    return make_request(context, text="2# 高压泵机械密封泄漏", **fields)


@pytest.mark.parametrize(
    "words",
    [
        "高压泵",
        "泵",
        "泄漏 高压",
        "华东",
        "huadong",
        "hdhg",
        "HDHG 泵",
        "循环水",
        "xhs",
        "XM-2025-017",
        "SR-2026-0001",
        "sr20260001",
        "0001",
        "王建民",
        "13800138000",
    ],
)
def test_a_request_is_found_by_its_own_words_customer_and_project(context: Context, words: str) -> None:
    known_request(context)
    make_request(context, text="阀门卡死")
    assert found(context, words) == 1


@pytest.mark.parametrize("words", ["低压泵", "华北", "hbhg", "SR-2025-0001", "高压泵 华北"])
def test_all_words_have_to_fit(context: Context, words: str) -> None:
    known_request(context)
    assert found(context, words) == 0


def test_a_renamed_customer_is_found_under_its_new_name_everywhere(context: Context) -> None:
    request = known_request(context)
    customer = stored(context, Record, request).customer_id or 0
    form = replace(customer_form(context, customer), name="滨海制药股份有限公司", short_name="滨海制药")
    save_customer(context, record_id=customer, form=form)
    assert (found(context, "bhzy"), found(context, "hdhg"), found(context, "高压泵")) == (1, 0, 1)
    assert stored(context, Record, request).sort_customer == stored(context, Record, customer).sort_title
    assert [offer.id for offer in pick(context, RecordKind.CUSTOMER, "滨海")] == [customer]


def test_a_renamed_project_is_found_under_its_new_name_everywhere(context: Context) -> None:
    request = known_request(context)
    project = stored(context, Record, request).project_id or 0
    save_project(context, record_id=project, form=replace(project_form(context, project), name="锅炉补给水站"))
    assert (found(context, "补给水"), found(context, "循环水"), found(context, "XM-2025-017")) == (1, 0, 1)
    assert stored(context, Record, request).sort_project == stored(context, Record, project).sort_title


def test_another_customers_records_keep_their_words(context: Context) -> None:
    known_request(context)
    other = make_customer(context, name="江北热电")
    make_request(context, customer_id=other, text="阀门卡死")
    save_customer(context, record_id=other, form=replace(customer_form(context, other), name="江南热电"))
    assert (found(context, "huadong"), found(context, "江南热电")) == (1, 1)


def test_an_edited_request_is_found_by_its_new_words_only(context: Context) -> None:
    request = known_request(context)
    edit_request(context, record_id=request, form=replace(request_form(context, request), text="加药箱渗漏"))
    assert (found(context, "加药箱"), found(context, "高压泵")) == (1, 0)


def test_a_dispatch_is_found_by_who_goes(context: Context) -> None:
    dispatch = make_dispatch(context, make_staff(context, name="欧阳震华"))
    with context.read() as session:
        condition = matches(session, "欧阳", RecordKind.DISPATCH)
        assert condition is not None
        assert session.scalars(select(Record.id).where(condition)).all() == [dispatch]


def test_a_moved_record_takes_its_sort_keys_along(context: Context) -> None:
    request = known_request(context)
    customer = make_customer(context, name="阿里山水务")
    form = replace(request_form(context, request), customer_id=customer, project_id=None)
    edit_request(context, record_id=request, form=form)
    row = stored(context, Record, request)
    assert (row.sort_customer, row.sort_project) == (stored(context, Record, customer).sort_title, "")


def test_a_site_is_found_by_its_address(context: Context) -> None:
    site = make_site(context, address="北仑区滨江大道 1288 号")
    assert [offer.id for offer in pick(context, RecordKind.SITE, "滨江大道")] == [site]


@pytest.mark.sqlite_only("a server keeps its index in order by itself")
def test_an_index_written_in_many_pieces_is_joined_and_finds_the_same(context: Context) -> None:
    with context.write() as session:
        session.execute(text("INSERT INTO record_search(record_search, rank) VALUES ('automerge', 0)"))
    made = [make_customer(context, name=f"第{number}热电") for number in range(MOST_PIECES)]
    assert pieces(context) > MOST_PIECES
    tidy_index(context.database)
    assert pieces(context) == 1
    assert {offer.id for offer in pick(context, RecordKind.CUSTOMER, "热电")} == set(made)


def pieces(context: Context) -> int:
    with context.read() as session:
        return search_index(session).count_pieces(session)


@pytest.mark.sqlite_only("a server keeps its index in order by itself")
def test_joining_stops_when_it_is_no_longer_wanted(context: Context) -> None:
    def unwanted() -> None:
        raise InterruptedError

    with context.write() as session:
        session.execute(text("INSERT INTO record_search(record_search, rank) VALUES ('automerge', 0)"))
    for _count in range(MOST_PIECES):
        make_customer(context)
    with pytest.raises(InterruptedError):
        tidy_index(context.database, unwanted)
    assert pieces(context) > MOST_PIECES


def test_whatever_is_found_by_the_rows_below_it_says_so() -> None:
    for mapper in Record.__mapper__.self_and_descendants:
        read = set(mapper.class_.search_parts.__code__.co_names) & set(mapper.relationships.keys())
        assert mapper.class_.searched_by_lines == bool(read), mapper.class_.__name__


@pytest.mark.sqlite_only("what is left out is the same on a server")
def test_a_step_that_changes_no_word_leaves_the_index_alone(context: Context) -> None:
    request = make_classed_request(context, text="2# 高压泵机械密封泄漏")
    with context.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM record_search WHERE rowid = :id"), {"id": request})
    move_request(context, record_id=request, version=stored(context, Record, request).version, action="start")
    assert found(context, "高压泵") == 0
