"""The page of customers: who they are, whom one talks to there, and where they are."""

from PySide6.QtWidgets import QWidget

from app.forms import CustomerForm, ProjectForm, SiteForm
from app.i18n import N_
from app.queries.paging import ListFilter, Sort
from app.queries.parties import (
    CustomerDetails,
    CustomerRow,
    count_customers,
    customer_details,
    customer_form,
    list_customers,
    site_form,
)
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.customer_dialog import ask_customer, ask_new_customer
from ui.dialogs.project_dialog import ask_new_project
from ui.dialogs.site_dialog import ask_new_site, ask_site
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.projects.columns import customer_columns
from ui.tabs.projects.customer_detail import customer_view
from ui.tabs.projects.editing import EditingPage
from ui.tabs.record_page import list_filter
from ui.widgets.detail_panel import DetailView

NAME = "projects.customers"
KEY_VIEW = "key"
CHIPS = (Chip(KEY_VIEW, N_("Key customers")),)
ACTIONS = (
    PageAction("new", N_("New customer"), "new", primary=True, shortcut="Ctrl+N"),
    PageAction("edit", N_("Edit"), "edit", shortcut="Ctrl+E", needs_selection=True),
)


def customer_list(desk: Desk) -> ListSpec[CustomerRow]:
    """Return what the list of customers is."""
    context = desk.context
    key_customers = ListFilter(views=frozenset({KEY_VIEW}))
    return ListSpec(
        name=NAME,
        columns=customer_columns(),
        fetch=lambda page: list_customers(context, page),
        sort=Sort("created_at"),
        kinds=frozenset({"customer", "site", "project", "request"}),
        make_filter=list_filter,
        count=lambda wanted: count_customers(context, wanted),
        chip_counts=lambda: {KEY_VIEW: count_customers(context, key_customers)},
        chips=CHIPS,
        actions=ACTIONS if context.actor.may(Permission.EDIT_PARTIES) else (),
        empty_text=N_("No customer yet. Add the first one."),
        empty_action="new",
    )


class CustomersPage(EditingPage[CustomerRow, CustomerDetails]):
    """List and detail of customers with their contacts and sites."""

    part_kind = RecordKind.SITE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(customer_list(desk), desk, parent)

    def read_details(self, record_id: int) -> CustomerDetails:
        return customer_details(self.desk.context, record_id)

    def view_of(self, details: CustomerDetails) -> DetailView:
        actor = self.desk.context.actor
        return customer_view(
            details,
            self.desk,
            may_edit=actor.may(Permission.EDIT_PARTIES),
            may_add_projects=actor.may(Permission.EDIT_PROJECTS),
        )

    # wishes ------------------------------------------------------------------------------------------------------

    def on_group_link(self, code: str) -> None:
        if self.details is None:
            return
        if code in ("facts", "contacts"):
            self.edit(self.details.id)
        elif code == "sites":
            ask_new_site(self.desk, self, self.details.id, "", self.on_part_saved)
        elif code == "projects":
            ask_new_project(self.desk, self, ProjectForm(customer_id=self.details.id), self.on_part_saved)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new customer."""
        ask_new_customer(self.desk, self, "", self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a customer."""

        def ask(form: CustomerForm) -> None:
            ask_customer(self.desk, self, record_id, form, self.reveal)

        self.read_form(lambda: customer_form(self.desk.context, record_id), ask)

    def edit_part(self, record_id: int) -> None:
        """Open the form of a site."""

        def ask(form: SiteForm) -> None:
            ask_site(self.desk, self, record_id, form, self.on_part_saved)

        self.read_form(lambda: site_form(self.desk.context, record_id), ask)
