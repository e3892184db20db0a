"""The request slip: who asked for what, what has been done about it, and the promise in sentences."""

from dataclasses import replace
from datetime import timedelta

from app.context import Context
from app.forms.requests import RequestLineForm
from app.papers.content import PaperMark, Ticks
from app.queries.requests.registration import request_form
from app.services.requests.moving import cancel_request
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_file_consulted, record_reply
from models.enums import PartClass, Severity
from tests.app.papers.composing import composed, full_request
from tests.app.services.promises.promised import RECEIVED, hold, make_visit
from tests.factories import make_classed_request, make_request, version_of

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
    promised = promises(context, request)
    assert promised[0] == "我公司承诺于 2026年3月6日 17:00 前给予首次答复（C4.1，一般问题 4 小时）。"
    english = promises(context, request, "en")
    assert english[0] == "We promise to give you a first answer by 2026-03-06 17:00 (C4.1, general problem, 4 hours)."


def test_c5_2_what_rests_on_a_class_nobody_confirmed_says_so(context: Context) -> None:
    sentence = "我公司承诺于 2026年3月9日 12:00 前提交报价（C5.2，有偿服务 12:00 至 17:00 前接收）。"
    assert promises(context, make_request(context))[1] == f"（性质确认前暂定）{sentence}"
    assert promises(context, make_classed_request(context))[1] == sentence


def test_every_promise_stands_on_the_slip_earliest_first(context: Context) -> None:
    parts = (RequestLineForm(text="机械密封", part_class=PartClass.COMMON),
             RequestLineForm(text="进口泵头", part_class=PartClass.IMPORTED))  # fmt: skip
    request = make_visit(context, "100.1", classed=True, lines=parts)
    hold(context, request, RECEIVED, RECEIVED + timedelta(hours=2))
    told = promises(context, request)
    assert [sentence.partition("（")[0] for sentence in told] == [
        "我公司承诺于 2026年3月6日 17:00 前给予首次答复",
        "我公司承诺于 2026年3月7日 03:00 前答复到场时间和到场人员",
        "我公司承诺于 2026年3月7日 15:00 前交付“机械密封”",
        "我公司承诺于 2026年3月9日 15:00 前到达现场",
        "我公司承诺交付“进口泵头”，日期待与贵方商定",
    ]
    assert told[2].endswith("（C4.2，无偿服务、常用备件 24 小时，扣除暂停时间）。")
    assert told[3].endswith("72 小时，力争 24 小时，扣除暂停时间）。")


def test_a_promise_taken_back_before_its_time_is_not_printed(context: Context) -> None:
    request = make_visit(context, "100.1", classed=True)
    form = replace(request_form(context, request), urgent=False)
    edit_request(context, record_id=request, form=form, reason="查实")
    assert not any("C4.3，" in sentence and "小时" in sentence for sentence in promises(context, request))


def promises(context: Context, request: int, language: str = "zh_CN") -> list[str]:
    return str(composed(context, FORM, request, language).values["promise"]).splitlines()


def test_c4_1_a_kept_promise_says_when_and_by_whom(context: Context) -> None:
    request = make_request(context, severity=Severity.MAJOR)
    at = context.clock.now() - timedelta(minutes=10)
    record_reply(context, record_id=request, at=at, person="周敏", counterpart="王工", text="明日到场")
    assert promises(context, request)[0] == (
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
