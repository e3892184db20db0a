"""The confidentiality agreement, the undertaking and the record of a lesson, as they are filled (C14)."""

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.papers.content import PaperContent, Ticks
from app.papers.form import ARTICLE
from app.papers.people.confidentiality_agreement import carrier_rows
from app.services.papers import issue_paper
from models.enums import LessonForm, PartyType, Role
from tests.app.papers.composing import composed
from tests.conftest import OpenDesk
from tests.secrecy_factories import LAST_DAY, agreement, end, lesson, make_lesson, sign
from tests.secrecy_paper_factories import CARRIERS, full_agreement, full_lesson, full_pledge

FORM, LESSON = "confidentiality_agreement", "confidentiality_training"
SECRETS = (
    "客户名单",
    "成交或者商谈的价格",
    "投资决策意向",
    "市场分析",
    "人事、工资",
    "工艺与技术",
    "计算机程序",
    "技术数据",
)


def articles(content: PaperContent) -> str:
    """Return the text of all articles."""
    return "\n".join(str(content.values[one.key]) for one in content.form.fields if one.type == ARTICLE)


def test_c14_one_of_our_people_signs_the_undertaking(context: Context) -> None:
    content = composed(context, FORM, full_pledge(context))
    assert (content.form.title.zh, content.number) == ("保密承诺书", "BM-2026-0001")
    assert content.values["department"] == "工程一部"
    assert content.values["term"] == "自签订之日起至 2027-03-05"
    assert "江南清源水务工程有限公司" in str(content.values["statement"])
    assert content.values["sign_date"] == ""
    assert "carriers" not in content.rows


def test_c14_somebody_from_outside_signs_the_agreement_with_both_parties(context: Context) -> None:
    content = composed(context, FORM, full_agreement(context))
    assert (content.form.title.zh, content.values["party_b"], content.values["party_name"]) == (
        "保密协议",
        "凯泉泵业",
        "李工",
    )
    assert content.values["party_type"] == Ticks(frozenset({PartyType.SUPPLIER}))
    assert len(content.rows["carriers"]) == 3
    assert "违约金人民币 50,000 元。" in articles(content)
    assert "“滨江热电锅炉补给水处理站”项目" in articles(content)


@pytest.mark.parametrize("make", [full_pledge, full_agreement])
def test_c14_the_paper_lists_what_is_secret_and_when_it_comes_back(context: Context, make: object) -> None:
    assert callable(make)
    told = articles(composed(context, FORM, make(context)))
    assert [word for word in SECRETS if word not in told] == []
    assert "3日内交回" in told
    assert "2027年3月5日" in told


def test_c14_without_an_end_it_says_so(context: Context) -> None:
    content = composed(context, FORM, full_pledge(context, valid_until=None))
    assert content.values["term"] == "自签订之日起，长期"
    assert "不设终止日期" in articles(content)


def test_a_signed_one_shows_the_day(context: Context) -> None:
    record_id = full_pledge(context)
    sign(context, record_id, valid_until=LAST_DAY)
    content = composed(context, FORM, record_id, "en")
    assert content.values["sign_date"] == "2026-03-05"
    assert "until 2027-03-04" in articles(content)


def test_it_is_printed_before_it_is_signed_and_not_once_it_has_ended(context: Context) -> None:
    record_id = full_pledge(context)
    issued = issue_paper(context, form_id=FORM, record_id=record_id)
    assert issued.number == agreement(context, record_id).number
    other = full_agreement(context)
    end(context, other)
    assert [paper.form for paper in agreement(context, other).papers] == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WAREHOUSE])
def test_c14_who_does_not_keep_the_staff_does_not_print_it(open_desk: OpenDesk, role: Role) -> None:
    record_id = full_pledge(open_desk())
    with pytest.raises(NotAllowed):
        issue_paper(open_desk(role), form_id=FORM, record_id=record_id)


def test_material_is_listed_by_title_number_medium_and_copies() -> None:
    first, *_others, last = carrier_rows(f"{CARRIERS}\n\n图纸，一，二，三，四，五")
    assert first == {"seq": "1", "title": "PLC 程序备份", "doc_no": "BF-2024-31", "medium": "电子", "qty": "1"}
    assert last == {"seq": "4", "title": "图纸，一，二，三，四，五"}


def test_c14_the_record_of_a_lesson_names_who_was_absent(context: Context) -> None:
    content = composed(context, LESSON, full_lesson(context))
    assert (content.values["due_count"], content.values["present_count"]) == ("6", "5")
    assert content.values["absent_note"] == "李工（出差，返回后补课）"
    assert content.values["form"] == Ticks(frozenset({LessonForm.CLASS}))
    first, *_others, last = content.rows["attendees"]
    assert (first["dept"], first["score"], first["sign"]) == ("工程一部 工程师", "95", "")
    assert (last["name"], last["remark"]) == ("李工", "缺席")


def test_c14_before_the_lesson_it_is_a_list_to_sign(context: Context) -> None:
    record_id = full_lesson(context, held=False)
    content = composed(context, LESSON, record_id)
    assert content.values["due_count"] == "6"
    assert {"present_count", "absent_note"}.isdisjoint(content.values)
    assert content.number == lesson(context, record_id).number


def test_a_lesson_for_nobody_yet_has_empty_rows(context: Context) -> None:
    content = composed(context, LESSON, make_lesson(context, attendees=(), held_at=None, hours=None))
    assert dict(content.rows) == {}
    assert content.values["held_at"] == ""
