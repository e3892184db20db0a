"""The page of customers: who they are, whom one talks to there, and where they are."""

from app.forms.parties import SiteForm
from app.forms.projects import ProjectForm
from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.parties import CUSTOMERS, CustomerDetails, CustomerRow, customer_details, customer_form, kept_site
from app.queries.records.keeping import Keeping
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.parties.customer_dialog import ask_customer, ask_customer_and_site
from ui.dialogs.parties.site_dialog import ask_site, ask_sites
from ui.dialogs.projects.equipment_dialog import ask_pieces
from ui.dialogs.projects.project_dialog import ask_project_and_equipment
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, IMPORT, ListSpec, new_action
from ui.tabs.editing_page import FACTS
from ui.tabs.keeping import OUT_OF_USE_CHIP, add_keeping_button
from ui.tabs.kept_page import KeptPage
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.projects.customer_detail import customer_view
from ui.tabs.projects.party_columns import customer_columns
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView
from ui.widgets.fields.record_picker import PickItem

NAME = "projects.customers"
KEY_VIEW = "key"
CHIPS = (Chip(KEY_VIEW, N_("Key customers")), OUT_OF_USE_CHIP)
ACTIONS = (
    new_action(N_("New customer")),
    EDIT,
    IMPORT,
)


def customer_list(desk: Desk) -> ListSpec[CustomerRow]:
    """Return what the list of customers is."""
    return list_spec(
        desk,
        CUSTOMERS,
        name=NAME,
        columns=customer_columns(),
        sort=Sort("created_at"),
        kinds={"customer", "site", "project", "request", "dispatch", "receivable", "customer_goods"},
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.EDIT_PARTIES,
        empty_text=N_("No customer yet. Add the first one."),
    )


class CustomersPage(KeptPage[CustomerRow, CustomerDetails]):
    """List and detail of customers with their contacts and sites."""

    printed = RecordKind.CUSTOMER
    imported = "customer"
    edited_by = Permission.EDIT_PARTIES
    edited_cards = frozenset({FACTS, "contacts", "invoice"})
    part_kind = RecordKind.SITE

    form = EditForm(lambda desk, record_id: customer_form(desk.context, record_id), ask_customer)
    list_of = staticmethod(customer_list)
    details_of = staticmethod(customer_details)

    def view_of(self, details: CustomerDetails) -> DetailView:
        actor = self.desk.context.actor
        return customer_view(
            details,
            self.desk,
            may_edit=self.may_edit,
            may_add_projects=actor.may(Permission.EDIT_PROJECTS),
        )

    # wishes ------------------------------------------------------------------------------------------------------

    def on_card(self, details: CustomerDetails, code: str) -> None:
        if code == "sites":
            self.add_sites(details.id, details.short_name)
        elif code == "projects":
            self.add_project(details)

    def take(self, details: CustomerDetails, code: str) -> None:
        site = link_target(code)  # the steps of a site are in its form
        if site is not None:
            self.edit_part(site[1])
        else:
            super().take(details, code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new customer, which goes on to its first sites."""
        ask_customer_and_site(self.desk, self, self.reveal, self.add_sites)

    def add_sites(self, record_id: int, customer: str) -> None:
        """Open the form of a new site of a customer, and of another one after it as long as a person wants."""
        ask_sites(self.desk, self, record_id, customer, self.on_part_saved)

    def add_project(self, details: CustomerDetails) -> None:
        """Open the form of a new project of a customer, which may go on to its equipment."""
        owner = PickItem(details.id, details.name, details.short_name, details.number, details.id)
        ask_project_and_equipment(
            self.desk,
            self,
            ProjectForm(customer_id=details.id),
            self.on_part_saved,
            lambda project: ask_pieces(self.desk, self, project, self.on_part_saved),
            {details.id: owner},
        )

    def edit_part(self, record_id: int) -> None:
        """Open the form of a site; a button in it puts the site out of use or takes it back."""

        def ask(found: tuple[SiteForm, Keeping]) -> None:
            form, keeping = found
            add_keeping_button(self.desk, ask_site(self.desk, self, record_id, form, self.on_part_saved), keeping)

        self.read_form(lambda: kept_site(self.desk.context, record_id), ask)
