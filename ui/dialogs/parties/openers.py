"""What opens the kept forms of customers, their sites and partners again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.parties import SiteForm
from app.queries.parties import customer_form, site_form
from app.queries.partners import partner_form
from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, of_record
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.parties.customer_dialog import CustomerDialog, ask_customer, ask_new_customer
from ui.dialogs.parties.partner_dialog import PartnerDialog, ask_new_partner, ask_partner
from ui.dialogs.parties.site_dialog import SiteDialog, ask_new_site, ask_site
from ui.runtime.desk import Desk


def _new_site(desk: Desk, parent: QWidget, about: Mapping[str, Any], _on_saved: OnSaved) -> None:
    ask_new_site(desk, parent, about["customer_id"], "", lambda _id: None)


def _edit_site(desk: Desk, parent: QWidget, record_id: int, form: SiteForm, _on_saved: OnSaved) -> None:
    ask_site(desk, parent, record_id, form, lambda _id: None)


OPENERS: Openers = {
    CustomerDialog: of_record(
        RecordKind.CUSTOMER,
        lambda desk, parent, _about, on_saved: ask_new_customer(desk, parent, "", on_saved),
        lambda desk, record_id: customer_form(desk.context, record_id),
        ask_customer,
    ),
    PartnerDialog: of_record(
        RecordKind.PARTNER,
        lambda desk, parent, _about, on_saved: ask_new_partner(desk, parent, "", on_saved),
        lambda desk, record_id: partner_form(desk.context, record_id),
        ask_partner,
    ),
    SiteDialog: of_record(
        RecordKind.SITE, _new_site, lambda desk, record_id: site_form(desk.context, record_id), _edit_site
    ),
}
