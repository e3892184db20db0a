"""Disputes over quality and proposals of stronger measures, made through the services."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.context import Context
from app.forms.disputes import DisputeForm, ResolutionForm, VerdictForm
from app.forms.measures import CarriedOutForm
from app.forms.money import ShareForm
from app.queries.money.measures_opening import new_measures_form
from app.services.money.disputes import register_dispute, resolve_dispute, verify_dispute
from app.services.money.measures import carry_out_measures, save_measures, submit_measures
from models.enums import DisputeVerdict, Measure
from tests.approval_factories import enter
from tests.factories import version_of
from tests.letter_paper_factories import customer_of, make_debtor
from tests.money_factories import lines_of
from tests.remembered import remembered

OURS = VerdictForm(
    finding="滤料级配与合同不符，投运两个月后出水浊度连续三次超过1 NTU",
    verdict=DisputeVerdict.OURS,
    measures="更换石英砂滤料并重新调试，连续三日取样送检",
    responsible="工程部 陈刚",
    measures_until=date(2026, 3, 20),
)
RESOLVED = ResolutionForm(resolved_on=date(2026, 3, 6), resolution="更换后连续三日达标，客户签字认可，同意付款")
DONE = CarriedOutForm(carried_out_on=date(2026, 3, 6), result="律师函已送达，对方同意分两期付清")


@remembered
def make_dispute(context: Context, contract_id: int | None = None, place: int = 0, **fields: Any) -> int:
    """Return the id of a dispute that holds back all of one instalment of a contract."""
    contract = contract_id or make_debtor(context)
    form = DisputeForm(
        customer_id=customer_of(context, contract),
        raised_on=date(2026, 3, 5),
        raised_by="设备科 王工",
        title="出水浊度超标，拒付到期款",
        description="2月以来出水浊度多次超标，客户来函称整改前不予付款。",
        shares=(ShareForm(instalment_id=lines_of(context, contract)[place].id),),
    )
    return register_dispute(context, form=replace(form, **fields))


def verify(context: Context, dispute: int, form: VerdictForm = OURS) -> int:
    """Record a verdict; return the dispute."""
    verify_dispute(context, record_id=dispute, version=version_of(context, dispute), form=form)
    return dispute


def resolve(context: Context, dispute: int) -> int:
    """Record that a dispute ended; return it."""
    resolve_dispute(context, record_id=dispute, version=version_of(context, dispute), form=RESOLVED)
    return dispute


@remembered
def make_measures(context: Context, contract_id: int | None = None, **fields: Any) -> int:
    """Return the id of a draft that names all that is overdue of a contract's customer, complete enough to submit."""
    contract = contract_id or make_debtor(context)
    opening = new_measures_form(context, customer_of(context, contract))
    said = {
        "unpaid_reason": "客户以集团资金统一调度为由拖延，未提出质量异议",
        "customer_status": "生产正常，同期仍在向其他供方付款",
        "measures": (Measure.PAY_FIRST, Measure.LAWYERS_LETTER, Measure.LITIGATION),
        "plan": "3月10日前发律师函；3月底未付清的，4月内提起诉讼",
        "cost": Decimal(12000),
        "impact": "该客户暂无在建项目，影响有限",
        "alternative": "分两期付清，免收违约金",
    }
    return save_measures(context, form=replace(opening.form, **{**said, **fields}))


@remembered
def submit(context: Context, measures: int) -> int:
    """Submit a proposal; return the id of the approval that is asked for."""
    return submit_measures(context, record_id=measures, version=version_of(context, measures))


def approved_measures(context: Context, folder: Path, contract_id: int | None = None) -> int:
    """Return the id of a proposal that the leader approved on paper, with its scan from ``folder``."""
    measures = make_measures(context, contract_id)
    enter(context, submit(context, measures), folder)
    return measures


def carry_out(context: Context, measures: int) -> int:
    """Record that a proposal was carried out; return it."""
    carry_out_measures(context, record_id=measures, version=version_of(context, measures), form=DONE)
    return measures
