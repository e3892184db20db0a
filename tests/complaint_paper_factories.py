"""Complaints and quality feedback with all there is to print."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.context import Context
from app.queries.care.complaints import new_complaint_form
from app.services.care.complaints import save_complaint
from app.services.care.feedback import close_feedback
from models.enums import ComplaintSeverity
from tests.complaint_factories import answer, give_answer, handle, judge, make_asked, speak_first, verify
from tests.factories import make_customer, make_equipment, make_project, version_of


def _piece(context: Context) -> int:
    """Return a filter press of the power plant by the river."""
    customer = make_customer(context, name="滨江热电有限责任公司")
    project = make_project(context, customer_id=customer, contract_no="HT-2024-31", name="补给水站")
    return make_equipment(context, project_id=project, name="板框压滤机", model="XMZ-60", serial_no="0812")


def full_complaint(context: Context) -> int:
    """Return a complaint about a filter press that was complained of before, closed with its judgement."""
    usual = {"complainant": "赵主任", "phone": "021-66778899", "severity": ComplaintSeverity.SERIOUS}
    form = replace(new_complaint_form(context, {"equipment_id": _piece(context)}), **usual)
    now = context.clock.now()
    save_complaint(
        context, form=replace(form, content="压滤机渗漏", received_at=now - timedelta(days=20), demand="更换密封")
    )
    told = {"content": "压滤机一个月内第二次漏料，影响生产，滤布更换后仍渗漏。", "demand": "三天内修好，并书面说明原因"}
    complaint = save_complaint(context, form=replace(form, received_at=now - timedelta(days=3), **told))
    make_asked(context, complaint_id=complaint)
    speak_first(context, complaint, at=now - timedelta(days=3) + timedelta(minutes=40))
    answer(context, complaint, at=now - timedelta(days=2, hours=6))
    handle(context, complaint, at=now - timedelta(hours=5), cost=Decimal("3860.50"))
    verify(context, complaint, at=now - timedelta(hours=1))
    judge(context, complaint)
    return complaint


def full_feedback(context: Context) -> int:
    """Return feedback about a model that failed three times, answered and closed with the effect."""
    feedback = make_asked(
        context, equipment_id=_piece(context), model="XMZ-60", fault_count=3, demand="复核选型，提出整改办法"
    )
    give_answer(context, feedback)
    close_feedback(context, record_id=feedback, version=version_of(context, feedback), effect="三个月内未再发生渗漏")
    return feedback


MAKERS = {"complaint_record": full_complaint, "quality_feedback": full_feedback}
