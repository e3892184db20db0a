"""Calls and letters as they are recorded."""

from datetime import timedelta
from typing import Any

from app.context import Context
from app.forms.correspondence import CorrespondenceForm, SettlingForm
from app.services.care.correspondence import save_correspondence, settle_correspondence
from tests.factories import make_customer, version_of


def make_correspondence(context: Context, **fields: Any) -> int:
    """Return the id of a call that came in an hour ago, from a new customer unless a customer or a unit is given."""
    whose = {} if {"customer_id", "unit"} & set(fields) else {"customer_id": make_customer(context)}
    usual = {
        "at": context.clock.now() - timedelta(hours=1), "handled_by": "陈安", "counterpart": "刘工",
        "phone": "13800000001", "title": "询问年检安排", "text": "问今年年检何时安排",
    }  # fmt: skip
    return save_correspondence(context, form=CorrespondenceForm(**{**usual, **whose, **fields}))


def settle(context: Context, record_id: int, **fields: Any) -> None:
    """Settle a call or a letter now."""
    form = SettlingForm(**{"at": context.clock.now(), "result": "已回电说明", **fields})
    settle_correspondence(context, record_id=record_id, version=version_of(context, record_id), form=form)
