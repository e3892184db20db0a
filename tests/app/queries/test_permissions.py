"""Roles are enforced below the screen: every query and every list × every role."""

import importlib
import inspect
import pkgutil
from datetime import timedelta
from typing import Any

import pytest

import app.queries
from app.context import Actor, Context
from app.errors import AppError, NotAllowed
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.lists.table_list import TableList
from app.rules.permissions import ROLE_TABLE, Permission
from models.enums import LimitKind, Role
from tests.app.services.test_permissions import blank_arguments, function, takes_context

P = Permission
SEEN = P.VIEW_RECORDS
NEEDS = {  # what a query asks for that is not for everybody who may see records, by module and name
    "trips.receipt_forms.new_receipt_sheet": P.EDIT_TRIPS,
    "trips.receipt_forms.receipt_sheet": P.EDIT_TRIPS,
    "trips.receipts.cash_holders": P.VIEW_MONEY,
    "trips.report_forms.fault_analysis_sheet": P.EDIT_TRIPS,
    "trips.report_forms.trip_report_sheet": P.EDIT_TRIPS,
    "trips.surveys.answer_sheet": P.EDIT_TRIPS,
    "trips.surveys.new_survey_form": P.EDIT_TRIPS,
    "trips.surveys.survey_form": P.EDIT_TRIPS,
    "care.assessment_items.item_table": P.VIEW_ASSESSMENT,
    "care.assessments.assessment_details": P.VIEW_ASSESSMENT,
    "care.assessments.assessment_form": P.EDIT_CARE,
    "care.assessments.new_assessment_form": P.EDIT_CARE,
    "care.report_texts.proposed_texts": P.EDIT_CARE,
    "care.report_texts.texts_form": P.EDIT_CARE,
    "care.spot_checks.new_spot_check_form": P.CHECK_WORK,
    "care.spot_checks.spot_check_details": P.VIEW_ASSESSMENT,
    "care.spot_checks.spot_check_form": P.CHECK_WORK,
    "care.survey_rounds.survey_round": P.EDIT_TRIPS,
    "care.complaints.complaint_form": P.EDIT_CARE,
    "care.complaints.new_complaint_form": P.EDIT_CARE,
    "care.feedback.feedback_form": P.EDIT_CARE,
    "care.feedback.new_feedback_form": P.EDIT_CARE,
    "care.rounds.new_round_sheet": P.EDIT_CARE,
    "care.rounds.round_sheet": P.EDIT_CARE,
    "care.visits.new_visit_form": P.EDIT_CARE,
    "care.visits.visit_form": P.EDIT_CARE,
    "care.visits.visit_record_form": P.EDIT_CARE,
    "care.inspection_plans.inspection_plan_form": P.EDIT_CARE,
    "care.inspection_plans.new_inspection_plan_form": P.EDIT_CARE,
    "care.inspections.conclusion_form": P.EDIT_CARE,
    "care.inspections.record_form": P.EDIT_CARE,
    "care.trainings.new_training_form": P.EDIT_CARE,
    "care.trainings.training_form": P.EDIT_CARE,
    "access.audit.audit_details": P.VIEW_AUDIT,
    "access.audit.check_chain": P.VIEW_AUDIT,
    "access.delegations.delegations": P.VIEW_AUDIT,
    "access.delegations.deputies": P.DELEGATE,
    "access.users.log_in_form": P.MANAGE_USERS,
    "access.users.users": P.MANAGE_USERS,
    "access.users.user_form": P.MANAGE_USERS,
    "access.users.user_names": P.MANAGE_USERS,
    "access.users.find_user": P.MANAGE_USERS,
    "approvals.approvals.approval_details": P.VIEW_MONEY,
    "care.correspondence.correspondence_form": P.EDIT_CARE,
    "care.correspondence.new_correspondence_form": P.EDIT_CARE,
    "approvals.limits.limit_lines": P.VIEW_MONEY,
    "approvals.limits.limit_now": P.VIEW_MONEY,
    "company.company_settings": P.EDIT_SETTINGS,
    "imports.preview.preview_import": P.IMPORT_RECORDS,
    "imports.statement.propose_receipts": P.RECORD_RECEIPT,
    "material.counts.count_form": P.COUNT_STOCK,
    "money.disputes.dispute_details": P.VIEW_MONEY,
    "money.disputes.dispute_form": P.EDIT_COLLECTION,
    "money.disputes.new_dispute_form": P.EDIT_COLLECTION,
    "money.measures.measures_details": P.VIEW_MONEY,
    "money.measures_opening.measures_form": P.EDIT_COLLECTION,
    "money.measures_opening.new_measures_form": P.EDIT_COLLECTION,
    "money.letter_content.letter_preview": P.VIEW_MONEY,
    "money.letter_wordings.letter_template": P.VIEW_MONEY,
    "money.letter_wordings.letter_templates": P.VIEW_MONEY,
    "money.letter_batch.batch_letters": P.VIEW_MONEY,
    "money.letters.letter_details": P.VIEW_MONEY,
    "money.letters.letter_form": P.EDIT_COLLECTION,
    "money.letters.new_letter_form": P.EDIT_COLLECTION,
    "material.counts.countable": P.COUNT_STOCK,
    "material.counts.known_parts": P.COUNT_STOCK,
    "material.counts.new_count_form": P.COUNT_STOCK,
    "material.customer_goods.customer_goods_form": P.EDIT_RETURNS,
    "material.customer_goods.new_customer_goods_form": P.EDIT_RETURNS,
    "material.need_forms.needs_start": P.EDIT_MATERIAL,
    "material.parts.part_form": P.EDIT_PARTS,
    "material.purchase_forms.new_purchase_form": P.EDIT_MATERIAL,
    "material.purchase_forms.purchase_form": P.EDIT_MATERIAL,
    "material.slip_forms.check_sheet": P.CHECK_SLIP,
    "material.slip_forms.new_slip_form": P.EDIT_MATERIAL,
    "material.slip_forms.slip_form": P.EDIT_MATERIAL,
    "material.shipment_forms.new_shipment_form": P.EDIT_SHIPMENT,
    "material.shipment_forms.shipment_form": P.EDIT_SHIPMENT,
    "material.shipment_forms.slips_to_ship": P.EDIT_SHIPMENT,
    "material.supplier_claims.new_supplier_claim_form": P.EDIT_RETURNS,
    "material.supplier_claims.supplier_claim_form": P.EDIT_RETURNS,
    "money.contract_plan.contract_plan": P.VIEW_CONTRACTS,
    "money.invoices.new_invoice": P.VIEW_MONEY,
    "money.receipts.new_receipt_form": P.RECORD_RECEIPT,
    "money.receipts.payable_lines": P.VIEW_MONEY,
    "money.receipts.receipt_details": P.VIEW_MONEY,
    "money.ageing_list.count_ageing": P.VIEW_MONEY,
    "money.ageing_list.read_ageing": P.VIEW_MONEY,
    "money.receivables.instalment_details": P.VIEW_MONEY,
    "money.round_details.round_details": P.VIEW_MONEY,
    "money.tail_list.count_tail_views": P.VIEW_MONEY,
    "money.tail_list.count_tails": P.VIEW_MONEY,
    "money.tail_list.read_tails": P.VIEW_MONEY,
    "people.agreements.agreement_form": P.EDIT_STAFF,
    "people.agreements.new_agreement_form": P.EDIT_STAFF,
    "people.lessons.lesson_form": P.EDIT_STAFF,
    "people.lessons.new_lesson_form": P.EDIT_STAFF,
    "projects.contracts.contract_details": P.VIEW_CONTRACTS,
    "projects.contracts.contract_form": P.VIEW_CONTRACTS,
    "safety.briefing_forms.briefing_form": P.EDIT_SAFETY,
    "safety.briefing_forms.briefing_subject": P.EDIT_SAFETY,
    "safety.briefing_forms.new_briefing_form": P.EDIT_SAFETY,
    "safety.hazards.new_hazard_form": P.EDIT_SAFETY,
    "safety.hazards.review_form": P.EDIT_SAFETY,
    "safety.hazards.templates_form": P.EDIT_SAFETY,
    "projects.handovers.handover_form": P.EDIT_PROJECTS,
    "projects.handovers.new_handover_form": P.EDIT_PROJECTS,
    "projects.punch_items.new_items_form": P.EDIT_PROJECTS,
    "projects.punch_items.punch_item_form": P.EDIT_PROJECTS,
    "projects.punch_items.reminder_of": P.EDIT_PROJECTS,
    "safety.incidents.incident_form": P.EDIT_SAFETY,
    "safety.incidents.new_incident_form": P.EDIT_SAFETY,
    "trade.order_forms.new_order_form": P.VIEW_MONEY,
    "trade.order_forms.order_form": P.VIEW_MONEY,
    "trade.order_forms.order_start": P.VIEW_MONEY,
    "trade.orders.order_details": P.VIEW_MONEY,
    "trade.price_sources.price_choices": P.VIEW_MONEY,
    "trade.pricing_ground.pricing_ground": P.VIEW_MONEY,
    "trade.quotations.compared": P.VIEW_MONEY,
    "trade.quotations.new_quotation_form": P.VIEW_MONEY,
    "trade.quotations.quotation_details": P.VIEW_MONEY,
    "trade.quotations.quotation_form": P.VIEW_MONEY,
    "trade.rate_cards.rate_card_details": P.VIEW_MONEY,
    "trade.rate_cards.rate_card_form": P.EDIT_RATE_CARD,
    "trips.advances.advance_details": P.VIEW_MONEY,
    "trips.advances.advance_form": P.EDIT_TRIP_MONEY,
    "trips.advances.new_advance_form": P.EDIT_TRIP_MONEY,
    "trips.allowances.allowance_details": P.VIEW_MONEY,
    "trips.allowances.allowance_form": P.EDIT_ALLOWANCE,
    "trips.expense_forms.expense_form": P.EDIT_TRIP_MONEY,
    "trips.expense_forms.new_expense_form": P.EDIT_TRIP_MONEY,
    "trips.expenses.expense_details": P.VIEW_MONEY,
}
OPEN = {  # asked before anybody has logged in, or by the program itself; none of them says what a record holds
    "access.users.log_in_rules",
    "everywhere.visible_kinds",
    "records.activity.changes_since",
    "records.activity.last_saved",
    "records.activity.newest_audit",
    "setup.is_set_up",
}
MODULES = [importlib.import_module(one.name) for one in pkgutil.walk_packages(app.queries.__path__, "app.queries.")]
QUERIES = sorted(
    f"{module.__name__}.{name}".removeprefix("app.queries.")
    for module in MODULES
    for name, value in inspect.getmembers(module, inspect.isfunction)
    if value.__module__ == module.__name__ and not name.startswith("_") and takes_context(value)
)
LISTS: dict[str, TableList[Any]] = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, TableList) and name.isupper()
}
LIST_NEEDS = {
    "APPROVALS": P.VIEW_MONEY,
    "ASSESSMENTS": P.VIEW_ASSESSMENT,
    "AUDIT": P.VIEW_AUDIT,
    "CONTRACTS": P.VIEW_CONTRACTS,
    "HARD_CASES": P.VIEW_MONEY,
    "INSTALMENTS": P.VIEW_MONEY,
    "LETTERS": P.VIEW_MONEY,
    "ORDERS": P.VIEW_MONEY,
    "QUOTATIONS": P.VIEW_MONEY,
    "RATE_CARDS": P.VIEW_MONEY,
    "RECEIPTS": P.VIEW_MONEY,
    "RECEIVABLES": P.VIEW_MONEY,
    "ROUND": P.VIEW_MONEY,
    "TRIP_MONEY": P.VIEW_MONEY,
}
GIVEN: dict[str, dict[str, Any]] = {  # where nothing at all would stumble before anybody is asked who they are
    "approvals.limits.limit_now": {"kind": LimitKind.LEADER_AMOUNT},
    "archive.papers.paper_outlook": {"form_id": "service_work_order"},
    "material.counts.known_parts": {"part_ids": ()},
    "material.purchase_forms.part_stock": {"part_ids": ()},
    "material.purchase_forms.waiting_for": {"need_ids": ()},
    "material.slip_forms.stock_now": {"part_ids": ()},
    "promises.agenda.due_soon": {"within": timedelta(minutes=30)},
    "records.records.list_issuable": {"form_id": "service_work_order"},
    "search.picks": {"record_ids": (0,)},
}
ROLES = pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "nobody")
STUMBLES = (AppError, TypeError, AttributeError, KeyError, ValueError)


def become(context: Context, role: Role | None) -> None:
    context.actor = Actor("somebody", "somebody", frozenset({role} if role else ()))


def may(role: Role | None, permission: Permission) -> bool:
    return role is not None and permission in ROLE_TABLE[role]


def refuses(ask: Any) -> bool:
    """Tell whether a role is in the way; what is allowed goes on, and stumbles if it needs something."""
    try:
        ask()
    except STUMBLES as told:
        return isinstance(told, NotAllowed)
    return False


def test_nothing_stands_in_the_table_that_is_not_there() -> None:
    assert set(NEEDS) | OPEN <= set(QUERIES)
    assert set(LIST_NEEDS) & set(LISTS) >= {"AUDIT", "CONTRACTS", "ORDERS", "QUOTATIONS", "RECEIPTS"}


@ROLES
@pytest.mark.parametrize("name", [name for name in QUERIES if name not in OPEN])
def test_a_role_may_read_what_the_table_says_and_nothing_else(context: Context, name: str, role: Role | None) -> None:
    become(context, role)
    query = function(f"app.queries.{name}")
    given = blank_arguments(f"app.queries.{name}") | GIVEN.get(name, {})
    assert refuses(lambda: query(context, **given)) is not may(role, NEEDS.get(name, SEEN))


@ROLES
@pytest.mark.parametrize("name", LISTS)
def test_a_role_may_list_what_the_table_says(context: Context, name: str, role: Role | None) -> None:
    become(context, role)
    listed = LISTS[name]
    allowed = may(role, LIST_NEEDS.get(name, SEEN))
    page = PageRequest(ListFilter(), Sort(next(iter(listed.sort_columns))))
    assert refuses(lambda: listed.read(context, page)) is not allowed
    assert refuses(lambda: listed.count(context, ListFilter())) is not allowed
    assert refuses(lambda: listed.count_views(context)) is not allowed
