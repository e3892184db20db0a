"""The request slip: who asked for what, what has been done about it, and the promise in sentences."""

from datetime import timedelta

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.services.requests.moving import cancel_request
from app.services.requests.steps import record_file_consulted, record_reply
from models.enums import Severity
from tests.app.papers.composing import composed, full_request
from tests.factories import make_request, version_of

FORM = "request_slip"


def test_who_asked_for_what_is_printed(context: Context) -> None:
    values = composed(context, FORM, full_request(context, needs_visit=True)).values
    expected = {
        "request_no": "SR-2026-0001",
        "received_at": "2026-03-06 13:00",
        "channel": Ticks(frozenset({"phone"})),
        "contact_name": "王工",
        "contact_phone": "139 0000 2468",
        "registered": "经理　2026-03-06 14:00",
        "owner": "周敏",
        "customer_name": "滨江热电有限责任公司",
        "site_address": "化水车间　浙江省宁波市滨江大道 1288 号（距离 86.5 km）",
        "contract_no": "HT-2024-31",
        "warranty_end": "2026-07-31",
        "equipment": "EDI 装置　EDI-40　0812",
        "request_kind": Ticks(frozenset({"repair"})),
        "text": "2# 泵机械密封泄漏",
        "severity": Ticks(frozenset({"general"})),
        "needs": Ticks(frozenset({"urgent", "visit"})),
    }
    assert {key: values[key] for key in expected} == expected


def test_c3_1_steps_say_when_and_by_whom_and_open_ones_stay_for_handwriting(context: Context) -> None:
    fresh = make_request(context)
    assert not {"file_consulted", "customer_contacted"} & composed(context, FORM, fresh).values.keys()
    record_file_consulted(context, record_id=fresh, at=context.clock.now(), person="周敏")
    values = composed(context, FORM, fresh).values
    assert values["file_consulted"] == "已完成　2026-03-06 14:00　周敏"
    done = composed(context, FORM, full_request(context)).values
    assert done["customer_contacted"] == "已完成　2026-03-06 14:00　周敏（王工）：已停机"


def test_c3_2_the_class_comes_with_its_evidence_and_who_confirmed_it(context: Context) -> None:
    values = composed(context, FORM, full_request(context)).values
    assert values["proposed_class"] == "无偿（质保期内）：2026-03-06 接收，质保期至 2026-07-31，在质保期内"
    assert values["confirmed_class"] == "无偿（质保期内）　经理　2026-03-06 14:00"
    assert "confirmed_class" not in composed(context, FORM, make_request(context)).values


def test_c4_1_the_promise_stands_on_the_slip_in_a_sentence(context: Context) -> None:
    request = make_request(context)
    promised = composed(context, FORM, request).values["promise"]
    assert promised == "我公司承诺于 2026年3月6日 17:00 前给予首次答复（C4.1，一般问题 4 小时）。"
    english = composed(context, FORM, request, "en").values["promise"]
    assert english == "We promise to give you a first answer by 2026-03-06 17:00 (C4.1, general problem, 4 hours)."


def test_c4_1_a_kept_promise_says_when_and_by_whom(context: Context) -> None:
    request = make_request(context, severity=Severity.MAJOR)
    at = context.clock.now() - timedelta(minutes=10)
    record_reply(context, record_id=request, at=at, person="周敏", counterpart="王工", text="明日到场")
    assert composed(context, FORM, request).values["promise"] == (
        "我公司承诺于 2026年3月7日 13:00 前给予首次答复（C4.1，重大或疑难问题 24 小时）；"
        "已于 2026年3月6日 13:50 按时完成，经办人：周敏。"
    )


def test_it_has_no_gate_and_is_void_once_cancelled(context: Context) -> None:
    request = make_request(context)
    assert composed(context, FORM, request).mark is PaperMark.NONE
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    assert composed(context, FORM, request).mark is PaperMark.VOID


def test_a_text_of_any_length_is_printed_whole(context: Context) -> None:
    text = '㛃䶮𠮷 <b>&"引号"</b> ' + "产水电阻率偏低，" * 4000
    assert composed(context, FORM, make_request(context, text=text)).values["text"] == text
