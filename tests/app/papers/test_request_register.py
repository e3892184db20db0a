"""The register: every request of a span on a line of its own, void ones with their number, and nothing outside it."""

from datetime import date, timedelta

from app.clock import FixedClock
from app.context import Context
from app.services.reports import open_report
from app.services.requests.moving import cancel_request, solve_request
from app.services.requests.steps import record_reply
from models.enums import PartClass
from tests.app.papers.composing import composed, full_request, march_register
from tests.app.queries.statements import count_statements
from tests.app.services.promises.promised import make_parts
from tests.factories import local_time, make_customer, make_request, version_of

FORM = "request_register"


def lines(context: Context, since: date, until: date, language: str = "zh_CN") -> list[dict[str, str]]:
    report = open_report(context, form_id=FORM, since=since, until=until)
    return [dict(line) for line in composed(context, FORM, report, language).rows["requests"]]


def of_march(context: Context) -> list[dict[str, str]]:
    return lines(context, date(2026, 3, 1), date(2026, 3, 31))


def test_a_request_stands_on_its_line(context: Context) -> None:
    full_request(context)
    assert of_march(context) == [
        {
            "seq": "1",
            "number": "SR-2026-0001",
            "received": "03-06 13:00",
            "channel": "电话",
            "customer": "滨江热电有限责任公司\n王工 139 0000 2468",
            "project": "补给水站",
            "said": "2# 泵机械密封泄漏",
            "service_class": "无偿",
            "promise": "首次答复 03-06 17:00",
            "owner": "周敏",
            "result": "已归类",
        }
    ]


def test_only_the_local_days_of_the_span_count_in_order_of_receipt(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-04-02 09:00")
    customer = make_customer(context)
    for when in ("04-01 00:00", "03-31 23:59", "03-01 00:00", "02-28 23:59"):
        make_request(context, customer_id=customer, received_at=local_time(f"2026-{when}"))
    assert [line["received"] for line in of_march(context)] == ["03-01 00:00", "03-31 23:59"]


def test_a_cancelled_request_stays_and_is_void(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    (line,) = of_march(context)
    assert (line["number"], line["result"]) == ("SR-2026-0001", "作废")
    content = composed(
        context, FORM, open_report(context, form_id=FORM, since=date(2026, 3, 6), until=date(2026, 3, 6))
    )
    assert (content.values["total"], content.values["cancelled"]) == ("1 条", "1 条")


def test_what_was_promised_and_kept_stands_there(context: Context) -> None:
    request = make_request(context)
    at = context.clock.now() - timedelta(minutes=10)
    record_reply(context, record_id=request, at=at, person="周敏", counterpart="王工", text="明日到场")
    (line,) = of_march(context)
    assert line["promise"] == "首次答复 03-06 17:00\n按时完成 03-06 13:50\n拟报价 03-09 12:00"
    assert line["service_class"] == "拟有偿"


def test_the_result_is_said_in_short(context: Context) -> None:
    request = full_request(context)
    solve_request(
        context, record_id=request, version=version_of(context, request), result="更换密封后运行正常，" * 20, cause=""
    )
    (line,) = of_march(context)
    state, result = line["result"].splitlines()
    assert state == "已解决"
    assert len(result) == 60
    assert result.endswith("…")


def test_it_speaks_the_language_of_the_paper(context: Context) -> None:
    make_request(context)
    (line,) = lines(context, date(2026, 3, 1), date(2026, 3, 31), "en")
    assert (line["channel"], line["promise"]) == (
        "Phone",
        "First reply 03-06 17:00\nQuote 03-09 12:00, provisional",
    )


def test_c4_2_parts_are_told_by_their_lines(context: Context) -> None:
    make_parts(context, PartClass.COMMON, PartClass.LARGE)
    (line,) = of_march(context)
    told = line["promise"].splitlines()
    assert told[1:] == ["备件交付#1 03-07 14:00", "备件交付#2 日期待约定"]


def test_a_long_span_is_read_in_few_statements(context: Context) -> None:
    report = march_register(context)
    customer = make_customer(context)
    for _ in range(20):
        make_request(context, customer_id=customer)
    with count_statements(context) as statements:
        composed(context, FORM, report)
    assert len(statements) < 12
