"""The page of partners: who makes, supplies and carries what, and whom one talks to there."""

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.partners import PARTNERS, PartnerDetails, PartnerRow, partner_details, partner_form
from app.rules.permissions import Permission
from models.enums import PartnerRole
from ui.dialogs.parties.partner_dialog import ask_new_partner, ask_partner
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.editing_page import FACTS
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.tabs.projects.partner_detail import partner_view
from ui.tabs.projects.party_columns import partner_columns
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "projects.partners"
CHIPS = (
    Chip(PartnerRole.MANUFACTURER.value, N_("Manufacturers"), group="role"),
    Chip(PartnerRole.SUPPLIER.value, N_("Suppliers"), group="role"),
    Chip(PartnerRole.CARRIER.value, N_("Carriers"), group="role"),
    Chip(PartnerRole.AGENT.value, N_("Agents"), group="role"),
    OUT_OF_USE_CHIP,
)
ACTIONS = (
    new_action(N_("New partner")),
    EDIT,
)


def partner_list(desk: Desk) -> ListSpec[PartnerRow]:
    """Return what the list of partners is."""
    return list_spec(
        desk,
        PARTNERS,
        name=NAME,
        columns=partner_columns(),
        sort=Sort("name", descending=False),
        kinds={"partner", "equipment", "request", "dispatch", "supplier_claim", "customer_goods"},
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_PARTIES,
        empty_text=N_("No partner yet. Add the manufacturers and carriers you work with."),
    )


class PartnersPage(KeptPage[PartnerRow, PartnerDetails]):
    """List and detail of manufacturers, suppliers, carriers and agents."""

    edited_by = Permission.EDIT_PARTIES
    edited_cards = frozenset({FACTS, "contacts"})
    form = EditForm(lambda desk, record_id: partner_form(desk.context, record_id), ask_partner)
    list_of = staticmethod(partner_list)
    details_of = staticmethod(partner_details)

    def view_of(self, details: PartnerDetails) -> DetailView:
        return partner_view(details, self.desk, may_edit=self.may_edit)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new partner."""
        ask_new_partner(self.desk, self, "", self.reveal)
