"""The page of contracts: main contracts with their supplements and what they come to (decision 4, C14)."""

from app.forms.projects import ContractForm
from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.projects.contracts import CONTRACTS, ContractDetails, ContractRow, contract_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.money.instalments_dialog import ask_instalments, read_plan
from ui.dialogs.money.invoice_dialog import ask_invoice, read_new_invoice
from ui.dialogs.projects.contract_dialog import ask_contract, ask_new_contract, ask_new_supplement, read_contract
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, IMPORT, ListSpec, PageAction, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.projects.columns import contract_columns
from ui.tabs.projects.contract_detail import contract_view
from ui.tabs.projects.contract_money import INSTALMENTS
from ui.tabs.receivables.invoice_facts import GROUP as INVOICES
from ui.tabs.receivables.invoice_facts import ask_void, void_id
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "projects.contracts"
SUPPLEMENT = "supplement"
CHIPS = (
    Chip("main", N_("Main contracts"), group="kind"),
    Chip(SUPPLEMENT, N_("Supplements"), group="kind"),
    Chip("without_project", N_("Without project")),
)
ACTIONS = (
    new_action(N_("New contract")),
    PageAction(SUPPLEMENT, N_("Add a supplement"), "new", needs_selection=True),
    EDIT,
    IMPORT,
)


def contract_list(desk: Desk) -> ListSpec[ContractRow]:
    """Return what the list of contracts is."""
    return list_spec(
        desk,
        CONTRACTS,
        name=NAME,
        columns=contract_columns(),
        sort=Sort("created_at"),
        kinds={"contract", "project", "customer", "receivable"},
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_PROJECTS,
        always=(PRINT,) if desk.context.actor.may(Permission.VIEW_MONEY) else (),
        empty_text=N_("No contract yet. Add one here or with its project."),
    )


class ContractsPage(EditingPage[ContractRow, ContractDetails]):
    """List and detail of contracts with their supplements."""

    imported = "contract"
    printed = RecordKind.CONTRACT
    edited_by = Permission.EDIT_PROJECTS
    part_kind = RecordKind.CONTRACT  # main contract and supplements live on this very page

    form = EditForm(read_contract, ask_contract)
    list_of = staticmethod(contract_list)
    details_of = staticmethod(contract_details)

    def view_of(self, details: ContractDetails) -> DetailView:
        return contract_view(details, self.desk, may_edit=self.may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == SUPPLEMENT:
            self.add_supplement()
        else:
            super().on_action(code)

    def on_card(self, details: ContractDetails, code: str) -> None:
        if code == "supplements":
            self.add_supplement()
        elif code == INSTALMENTS:
            self.edit_instalments(details.id)
        elif code == INVOICES:
            self.record_invoice(details.id)

    def on_link(self, code: str) -> None:
        invoice_id = void_id(code)
        if invoice_id is not None and self.details is not None:
            record = (RecordKind.CONTRACT, self.details.id)
            ask_void(self.desk, self, record, invoice_id, self.reload_details)
        else:
            super().on_link(code)

    def take(self, _details: ContractDetails, code: str) -> None:
        """A kept text is asked for again: the reason for which an invoice is void."""
        self.on_link(code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new main contract."""
        ask_new_contract(self.desk, self, ContractForm(), self.reveal)

    def add_supplement(self) -> None:
        """Open the form of a new supplement to the contract shown, or to the one that it is a supplement to itself."""
        if self.details is not None:
            main_id, number = self.details.main_id or self.details.id, self.details.main or self.details.number
            ask_new_supplement(self.desk, self, main_id, number, self.reveal)

    def edit_instalments(self, record_id: int) -> None:
        """Open the instalments of a main contract."""
        self.read_form(
            lambda: read_plan(self.desk, record_id),
            lambda plan: ask_instalments(self.desk, self, record_id, plan, self.on_part_saved),
        )

    def record_invoice(self, record_id: int) -> None:
        """Open the form of a new invoice for a contract."""
        self.read_form(
            lambda: read_new_invoice(self.desk, record_id),
            lambda new: ask_invoice(self.desk, self, new, self.on_part_saved),
        )

    def edit_part(self, record_id: int) -> None:
        """Show the main contract or a supplement of the one shown."""
        self.select(record_id)
