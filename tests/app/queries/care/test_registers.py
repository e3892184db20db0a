"""The registers of calls and letters: every call and letter once, under its day, in its direction (N6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.context import Context
from app.errors import NotFound
from app.forms.dispatch_steps import AppointmentForm, FailedCallForm
from app.forms.requests import RequestForm
from app.forms.trade import TalkForm
from app.queries.care.correspondence import request_from
from app.queries.care.registers import REGISTER, RegisterRow, register_line
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.services.care.correspondence import take_up_as_request
from app.services.people.appointments import agree_appointment, record_failed_call
from app.services.requests.joining import join_request
from app.services.requests.registering import register_request
from app.services.requests.steps import (
    record_customer_contacted,
    record_follow_up,
    record_reply,
    record_visit_answer,
)
from app.services.trade.quotations import record_talk
from models.care.visit import Visit
from models.enums import (
    ComplaintChannel,
    Direction,
    EventKind,
    LetterKind,
    Medium,
    RecordKind,
    ReplyKind,
    RequestChannel,
    RequestSource,
    Role,
    VisitMode,
    VisitOccasion,
    VisitState,
)
from models.record import Record
from models.requests.request import Request
from tests.app.queries.statements import count_statements
from tests.complaint_factories import make_complaint, speak_first
from tests.conftest import OpenDesk
from tests.correspondence_factories import make_correspondence, settle
from tests.factories import (
    FRIDAY,
    local_time,
    make_agreed_dispatch,
    make_customer,
    make_request,
    make_solved_request,
    stored,
    version_of,
)
from tests.letter_factories import reply, sent_letter, talk
from tests.letter_paper_factories import make_debtor
from tests.money_factories import make_owed_contract
from tests.quotation_factories import make_sent_quotation

IN, OUT = Direction.INCOMING, Direction.OUTGOING
Make = Callable[[Context], object]


def lines(context: Context, *views: str, text: str = "", **days: date) -> tuple[RegisterRow, ...]:
    wanted = ListFilter(text=text, views=frozenset(views), **days)
    return REGISTER.read(context, PageRequest(wanted, Sort("at"))).rows


def told(context: Context, what: str) -> list[RegisterRow]:
    return [row for row in lines(context) if row.what == what]


def by(channel: RequestChannel) -> Make:
    return lambda context: make_request(context, channel=channel)


def log_of(service: Callable[..., object], **fields: Any) -> Make:
    """Return what logs a word to the customer of a new request."""

    def make(context: Context) -> None:
        usual = {"at": context.clock.now(), "person": "陈安", "counterpart": "刘工", "text": "已说明"}
        service(context, record_id=make_request(context), **{**usual, **fields})

    return make


def contact_again(context: Context, channel: RequestChannel = RequestChannel.PHONE) -> int:
    request = make_request(context)
    customer = stored(context, Record, request).customer_id
    form = RequestForm(received_at=FRIDAY, channel=channel, customer_id=customer, text="又来催问", received_by="李晓")
    return join_request(context, record_id=request, form=form)


def follow_up(context: Context) -> None:
    record_follow_up(
        context, record_id=make_solved_request(context), at=FRIDAY, person="陈安", counterpart="刘工", text="好了",
        satisfied=True,
    )  # fmt: skip


def appoint(context: Context) -> None:
    trip = make_agreed_dispatch(context)
    form = AppointmentForm(appointment_at=FRIDAY + timedelta(days=1), agreed_with="刘工", agreed_at=FRIDAY)
    agree_appointment(context, record_id=trip, version=version_of(context, trip), form=form)


def call_in_vain(context: Context) -> None:
    trip = make_agreed_dispatch(context)
    form = FailedCallForm(called_at=FRIDAY, number="13800000001", note="无人接听")
    record_failed_call(context, record_id=trip, version=version_of(context, trip), form=form)


def quotation_talk(context: Context) -> None:
    form = TalkForm(at=FRIDAY, person="陈安", counterpart="刘工", text="再让三个点")
    record_talk(context, record_id=make_sent_quotation(context), form=form)


def letter(context: Context) -> int:
    return sent_letter(context, make_debtor(context), LetterKind.DUNNING_1)


def letter_answered(context: Context) -> None:
    reply(context, letter(context), ReplyKind.CONFIRMED)


def visit(mode: VisitMode) -> Make:
    """Return what pays a visit in some way this morning."""

    def make(context: Context) -> None:
        customer = make_customer(context)
        with context.write() as session:
            found = Visit(number="HF-2026-0001", title="半年回访", state=VisitState.DONE, customer_id=customer)
            found.occasion, found.mode = VisitOccasion.AD_HOC, mode
            found.planned_on, found.visited_at, found.created_at = FRIDAY.date(), FRIDAY, FRIDAY
            found.visitor, found.interviewee, found.created_by = "周敏", "刘工", "周敏"
            session.add(found)

    return make


def complaint(channel: ComplaintChannel) -> Make:
    return lambda context: make_complaint(context, channel=channel)


def complaint_step(step: Callable[[Context, int], None]) -> Make:
    def make(context: Context) -> None:
        found = make_complaint(context, channel=ComplaintChannel.ON_SITE)
        step(context, found)

    return make


SOURCES: tuple[tuple[str, Make, Direction, Medium], ...] = (
    (RecordKind.CORRESPONDENCE, make_correspondence, IN, Medium.CALL),
    (
        RecordKind.CORRESPONDENCE,
        lambda one: make_correspondence(one, direction=OUT, medium=Medium.FAX),
        OUT,
        Medium.FAX,
    ),
    (RecordKind.REQUEST, by(RequestChannel.PHONE), IN, Medium.CALL),
    (RecordKind.REQUEST, by(RequestChannel.MESSAGE), IN, Medium.MESSAGE),
    (RecordKind.REQUEST, by(RequestChannel.FAX), IN, Medium.FAX),
    (RecordKind.REQUEST, by(RequestChannel.LETTER), IN, Medium.LETTER),
    (RecordKind.REQUEST, by(RequestChannel.EMAIL), IN, Medium.EMAIL),
    (RecordKind.COMPLAINT, complaint(ComplaintChannel.PHONE), IN, Medium.CALL),
    (RecordKind.COMPLAINT, complaint(ComplaintChannel.LETTER), IN, Medium.LETTER),
    (EventKind.CONTACTED_AGAIN, contact_again, IN, Medium.CALL),
    (EventKind.CONTACTED_AGAIN, lambda one: contact_again(one, RequestChannel.FAX), IN, Medium.FAX),
    (EventKind.CUSTOMER_CONTACTED, log_of(record_customer_contacted), OUT, Medium.CALL),
    (EventKind.REPLIED, log_of(record_reply), OUT, Medium.CALL),
    (EventKind.VISIT_ANSWERED, log_of(record_visit_answer, arrival_at=FRIDAY, people="王强"), OUT, Medium.CALL),
    (EventKind.FOLLOWED_UP, follow_up, OUT, Medium.CALL),
    (EventKind.APPOINTMENT_AGREED, appoint, OUT, Medium.CALL),
    (EventKind.CALL_FAILED, call_in_vain, OUT, Medium.CALL),
    (EventKind.COMPLAINT_RESPONDED, complaint_step(speak_first), OUT, Medium.CALL),
    (EventKind.TALKED, quotation_talk, OUT, Medium.CALL),
    (EventKind.QUOTATION_SENT, make_sent_quotation, OUT, Medium.EMAIL),
    (EventKind.COLLECTION_TALK, lambda one: talk(one, make_owed_contract(one)), OUT, Medium.CALL),
    (EventKind.LETTER_SENT, letter, OUT, Medium.LETTER),
    (EventKind.LETTER_ANSWERED, letter_answered, IN, Medium.LETTER),
    (RecordKind.VISIT, visit(VisitMode.PHONE), OUT, Medium.CALL),
    (RecordKind.VISIT, visit(VisitMode.WRITTEN), OUT, Medium.LETTER),
)


@pytest.mark.parametrize(("what", "make", "direction", "medium"), SOURCES)
def test_n6_every_call_and_letter_stands_once_under_its_day_in_its_direction(
    context: Context, what: str, make: Make, direction: Direction, medium: Medium
) -> None:
    make(context)
    [line] = told(context, what)
    assert (line.direction, line.medium) == (direction, medium)
    day = line.at.astimezone(FRIDAY.tzinfo).date()
    assert day == FRIDAY.date()
    assert line in lines(context, since=day, until=day)
    assert line not in lines(context, since=day + timedelta(days=1))
    in_or_out, calls = ("in" if direction is IN else "out"), medium in (Medium.CALL, Medium.MESSAGE)
    assert line in lines(context, f"{'calls' if calls else 'letters'}_{in_or_out}")
    assert register_line(context, line.id) == line
    assert stored(context, Record, line.record_id).kind is line.record_kind


@pytest.mark.parametrize("make", [visit(VisitMode.ON_SITE), by(RequestChannel.IN_PERSON)])
def test_n6_who_was_met_did_not_call(context: Context, make: Make) -> None:
    make(context)
    assert lines(context) == ()


def test_n6_what_was_found_on_a_visit_is_no_call(context: Context) -> None:
    make_request(context, source=RequestSource.VISIT)
    assert lines(context) == ()


def test_n6_letters_have_their_own_numbers(context: Context) -> None:
    make_request(context, channel=RequestChannel.FAX)
    letter(context)
    numbers = {line.what: line.number for line in lines(context)}
    assert numbers[RecordKind.REQUEST] == "LW-2026-0001"
    assert "〔2026〕1号" in numbers[EventKind.LETTER_SENT]


def test_n6_a_call_that_became_a_request_stands_once(context: Context) -> None:
    call = make_correspondence(context)
    form = replace(request_from(context, call), owner_name="陈安", received_by="陈安")
    request = register_request(context, form=form)
    take_up_as_request(context, record_id=call, request_id=request)
    assert [line.id for line in lines(context)] == [call]


def test_n6_a_further_call_about_a_request_leaves_the_line_of_the_request(context: Context) -> None:
    request = make_request(context, received_at=FRIDAY - timedelta(hours=3))
    call = make_correspondence(context, customer_id=stored(context, Record, request).customer_id, about_id=request)
    assert {line.record_id for line in lines(context)} == {call, request}


def test_n6_a_request_that_was_registered_as_a_complaint_too_stands_once(context: Context) -> None:
    request = stored(context, Request, make_request(context))
    make_complaint(context, customer_id=request.customer_id, request_id=request.id, received_at=request.received_at)
    assert [line.what for line in lines(context)] == [RecordKind.REQUEST]


def test_n6_a_request_that_came_of_a_complaint_has_no_line_of_its_own(context: Context) -> None:
    request = stored(context, Request, make_request(context))
    early = request.received_at - timedelta(minutes=5)
    make_complaint(context, customer_id=request.customer_id, request_id=request.id, received_at=early)
    assert [line.what for line in lines(context)] == [RecordKind.COMPLAINT]


def test_n6_what_waits_is_to_be_dealt_with(context: Context) -> None:
    call = make_correspondence(context, to_do="回电")
    make_correspondence(context)
    assert [line.id for line in lines(context, "waits")] == [call]
    assert REGISTER.count_views(context) == {"waits": 1}
    settle(context, call)
    assert lines(context, "waits") == ()


def test_n6_money_is_for_those_who_may_see_it(context: Context, open_desk: OpenDesk) -> None:
    letter_answered(context)
    talk(context, make_owed_contract(context))
    make_sent_quotation(context)
    quotation_talk(context)
    assert len(lines(context)) == 6
    keeper = open_desk(Role.WAREHOUSE)
    assert lines(keeper) == ()
    assert REGISTER.count(keeper, ListFilter()) == 0
    with pytest.raises(NotFound):
        register_line(keeper, lines(context)[0].id)


def test_a_line_is_found_by_words_numbers_and_the_pinyin_of_its_customer(context: Context) -> None:
    call = make_correspondence(context, customer_id=make_customer(context, name="华东化工有限公司"))
    make_correspondence(context, title="另一事", text="")
    for words in ("hdhg", "年检", "LX-2026-0001", "华东 刘工"):
        assert [line.id for line in lines(context, text=words)] == [call], words


def test_a_unit_that_is_no_customer_is_named(context: Context) -> None:
    make_correspondence(context, unit="市环保局")
    assert lines(context)[0].whose == "市环保局"


def test_the_list_is_read_in_one_statement_page_by_page(context: Context) -> None:
    for minutes in range(5):
        make_correspondence(context, at=FRIDAY - timedelta(minutes=minutes), title=f"第{minutes}个")
    with count_statements(context) as statements:
        first = REGISTER.read(context, PageRequest(ListFilter(), Sort("at"), limit=3))
    assert len([one for one in statements if one.startswith("SELECT")]) <= 2
    rest = REGISTER.read(context, PageRequest(ListFilter(), Sort("at"), cursor=first.after, limit=3))
    assert [row.subject for row in (*first.rows, *rest.rows)] == [f"第{minutes}个" for minutes in range(5)]


def test_lines_of_one_moment_are_all_read(context: Context) -> None:
    for _number in range(4):
        make_correspondence(context, at=local_time("2026-03-06 09:00"))
    request = PageRequest(ListFilter(), Sort("at"), limit=3)
    first = REGISTER.read(context, request)
    rest = REGISTER.read(context, replace(request, cursor=first.after))
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 4
