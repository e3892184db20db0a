"""Complaints and quality feedback as they occur in the department (N6)."""

from typing import Any

from app.context import Context
from app.formatting import local
from app.forms.complaints import (
    AnswerForm,
    ComplaintForm,
    FeedbackAnswerForm,
    FeedbackForm,
    FirstWordForm,
    HandlingForm,
    JudgementForm,
    VerificationForm,
)
from app.services.care.complaint_steps import (
    answer_complaint,
    close_complaint,
    handle_complaint,
    record_first_word,
    verify_complaint,
)
from app.services.care.complaints import save_complaint
from app.services.care.feedback import answer_feedback, ask_feedback, save_feedback
from models.enums import ComplaintCategory, CustomerWord, Fault, Justification
from tests.factories import make_customer, version_of


def make_complaint(context: Context, **fields: Any) -> int:
    """Register a complaint about the quality of equipment, received now."""
    usual = {
        "received_at": context.clock.now(),
        "complainant": "赵主任",
        "phone": "021-66778899",
        "category": ComplaintCategory.EQUIPMENT,
        "content": "压滤机一个月内第二次漏料，影响生产",
        "demand": "尽快修好，并说明原因",
        **fields,
    }
    if usual.get("customer_id") is None:
        usual["customer_id"] = make_customer(context)
    return save_complaint(context, form=ComplaintForm(**usual))


def speak_first(context: Context, complaint: int, **fields: Any) -> None:
    """Tell who complained that somebody sees to it."""
    form = FirstWordForm(**{"at": context.clock.now(), "text": "已受理，正在核实", **fields})
    record_first_word(context, record_id=complaint, version=version_of(context, complaint), form=form)


def answer(context: Context, complaint: int, **fields: Any) -> None:
    """Tell who complained what will be done."""
    usual = {"answer": "三日内派人更换密封", "department": "技术部", "owner": "陈安", "interim": "先用备用机"}
    form = AnswerForm(**{"at": context.clock.now(), **usual, **fields})
    answer_complaint(context, record_id=complaint, version=version_of(context, complaint), form=form)


def handle(context: Context, complaint: int, **fields: Any) -> None:
    """Record what was done about a complaint."""
    usual = {"root_cause": "密封选型偏小", "corrective": "更换为大一号密封", "preventive": "修改选型表"}
    form = HandlingForm(**{"at": context.clock.now(), **usual, **fields})
    handle_complaint(context, record_id=complaint, version=version_of(context, complaint), form=form)


def verify(context: Context, complaint: int, **fields: Any) -> None:
    """Ask the customer whether it helped; they are satisfied."""
    usual = {"verification": "电话回访，运行三天无泄漏", "customer_word": CustomerWord.SATISFIED}
    form = VerificationForm(**{"at": context.clock.now(), **usual, **fields})
    verify_complaint(context, record_id=complaint, version=version_of(context, complaint), form=form)


def judge(context: Context, complaint: int, **fields: Any) -> None:
    """Close a complaint as the manager: it was justified, and our fault."""
    usual = {"justification": Justification.JUSTIFIED, "fault": Fault.OURS, "judgement": "选型错误，技术部负责"}
    form = JudgementForm(**{"at": context.clock.now(), **usual, **fields})
    close_complaint(context, record_id=complaint, version=version_of(context, complaint), form=form)


def make_verified(context: Context, **fields: Any) -> int:
    """Register a complaint and see it through until it waits for its judgement."""
    complaint = make_complaint(context, **fields)
    for step in (speak_first, answer, handle, verify):
        step(context, complaint)
    return complaint


def make_feedback(context: Context, **fields: Any) -> int:
    """Draft quality feedback to the design department, to be answered today."""
    usual = {
        "department": "设计部",
        "addressee": "刘工",
        "title": "压滤机密封选型偏小",
        "content": "两台压滤机密封在半年内损坏",
        "answer_due_on": local(context.clock.now(), context.zone).date(),
        **fields,
    }
    return save_feedback(context, form=FeedbackForm(**usual))


def make_asked(context: Context, **fields: Any) -> int:
    """Send quality feedback to its department."""
    feedback = make_feedback(context, **fields)
    ask_feedback(context, record_id=feedback, version=version_of(context, feedback))
    return feedback


def give_answer(context: Context, feedback: int, **fields: Any) -> None:
    """Record what the department answered."""
    usual = {"answered_by": "刘工", "cause": "选型表按旧工况", "measures": "修订选型表并复核在建项目"}
    form = FeedbackAnswerForm(**{"at": context.clock.now(), **usual, **fields})
    answer_feedback(context, record_id=feedback, version=version_of(context, feedback), form=form)
