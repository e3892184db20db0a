"""Making what a trip pack still needs: briefing, receipts and survey, with what is known (C7.3)."""

from collections.abc import Collection

from app.context import Context
from app.queries.safety.briefing_forms import new_briefing_form
from app.queries.trips.receipt_forms import new_receipt_sheet
from app.queries.trips.surveys import new_survey_form
from app.rules.permissions import Permission
from app.services.safety.briefings import prepare_briefing
from app.services.trips.receipts import save_receipt
from app.services.trips.surveys import save_survey
from app.services.use_case import use_case

BRIEFING_FORMS = frozenset({"hazard_notice", "safety_briefing"})


@use_case(Permission.EDIT_TRIPS)
def make_pack(context: Context, *, dispatch_id: int, form_ids: Collection[str]) -> None:
    """Make the records from which the papers ``form_ids`` are printed, to be filled in on the trip and after it.

    Each is a step of its own, as if made by hand: one that is refused (Invalid) leaves those before it made.
    """
    if BRIEFING_FORMS & set(form_ids):
        prepare_briefing(context, form=new_briefing_form(context, dispatch_id), dispatch_id=dispatch_id)
    if "service_receipt" in form_ids:
        for site_id, _name, _km in new_receipt_sheet(context, dispatch_id).sites:
            save_receipt(context, form=new_receipt_sheet(context, dispatch_id, site_id).form)
    if "satisfaction_survey" in form_ids:
        save_survey(context, form=new_survey_form(context, dispatch_id=dispatch_id))
