"""Walking through the program as a person could: every page of every tab, every form and how it is opened.

Whoever adds a form adds one line to ``OPENINGS``; a test finds the forms that nobody opens.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QPushButton, QWidget

import ui
from ui.main_window import TABS, MainWindow
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.tabs.today.page import TodayPage
from ui.widgets.forms.form import FormDialog

RESTS = 3  # in a row
PATIENCE_MS = 30_000
MOST_ROWS = 60  # looked at for a record that offers the button wanted


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a form opens: the class of the dialog, its page ("main": the head of the window), and the end of the name
    of the button to press there.
    """

    kind: str
    page: str  # <tab>.<page>
    button: str
    then: str = ""  # the end of the name of a button in that dialog that opens the one meant
    entry: str = ""  # the end of the name of the line to take in the menu that the button opens
    shows_data: bool = False  # though it is the form of a new record

    @property
    def is_empty(self) -> bool:
        """True for a form that begins without a record's data."""
        return self.button.endswith(".new") and not self.shows_data

    @property
    def name(self) -> str:
        """What a picture of it is called."""
        steps = [step for step in (self.entry, self.then) if step] or [self.button]
        return ".".join([self.page, *(step.rpartition(".")[2] for step in steps)])


OPENINGS = (
    Opening("RequestDialog", "requests.requests", "action.new"),
    Opening("RequestDialog", "requests.requests", "action.edit"),
    Opening("EventDialog", "requests.requests", "detail.step.fix.record_file_consulted"),
    Opening("EventDialog", "requests.requests", "detail.step.fix.record_customer_contacted"),
    Opening("ReplyDialog", "requests.requests", "detail.step.reply"),
    Opening("VisitAnswerDialog", "requests.requests", "detail.step.visit_answer"),
    Opening("EventDialog", "requests.requests", "detail.step.arrive"),
    Opening("EventDialog", "requests.requests", "detail.step.more", entry=".quotation_sent"),
    Opening("HandOverDialog", "requests.requests", "detail.step.hand_over"),
    Opening("FollowUpDialog", "requests.requests", "detail.step.follow_up"),
    Opening("HoldDialog", "requests.requests", "detail.step.more", entry=".hold"),
    Opening("HoldEndDialog", "requests.requests", "detail.owed.menu.hold", entry=".move_hold"),
    Opening("AgreeDialog", "requests.requests", "detail.owed.menu.arrival", entry=".agree_date"),
    Opening("MergeDialog", "requests.requests", "detail.step.more", entry=".merge"),
    Opening("ClassDialog", "requests.requests", "detail.step.confirm_class"),
    Opening("SolveDialog", "requests.requests", "detail.step.solve"),
    Opening("ExceptionDialog", "requests.requests", "detail.facts.pay_first.ask_exception"),
    Opening("RegisterDialog", "requests.requests", "action.book"),
    Opening("IntakeSlipDialog", "requests.requests", "action.slips"),
    Opening("ReasonDialog", "requests.requests", "detail.step.more", entry=".cancel"),
    Opening("QuotationDialog", "requests.quotations", "action.new"),
    Opening("QuotationDialog", "requests.quotations", "action.edit"),
    Opening("SendingDialog", "requests.quotations", "detail.step.send"),
    Opening("TalkDialog", "requests.quotations", "detail.step.talk"),
    Opening("AcceptanceDialog", "requests.quotations", "detail.step.accept"),
    Opening("RefusalDialog", "requests.quotations", "detail.step.decline"),
    Opening("CompareWindow", "requests.quotations", "detail.revisions_card.link"),
    Opening("OrderDialog", "requests.orders", "action.new"),
    Opening("OrderDialog", "requests.orders", "action.edit"),
    Opening("SubmitDialog", "requests.orders", "detail.step.submit"),
    Opening("SigningDialog", "requests.orders", "detail.step.sign"),
    Opening("EffectDialog", "requests.orders", "detail.step.take_effect"),
    Opening("MaterialDialog", "requests.orders", "detail.step.more", entry=".material"),
    Opening("VisitDialog", "requests.orders", "detail.step.visit"),
    Opening("CallOffDialog", "requests.orders", "detail.step.call_off"),
    Opening("CostDialog", "requests.orders", "detail.step.cost"),
    Opening("ServiceEndDialog", "requests.orders", "detail.step.serve"),
    Opening("DecisionDialog", "requests.approvals", "detail.step.refuse"),
    Opening("PaperDecisionDialog", "requests.approvals", "detail.step.enter_paper"),
    Opening("RateCardDialog", "requests.rate_cards", "action.new"),
    Opening("RateCardDialog", "requests.rate_cards", "action.edit"),
    Opening("ProjectDialog", "projects.projects", "action.new"),
    Opening("ProjectDialog", "projects.projects", "action.edit"),
    Opening("EquipmentDialog", "projects.projects", "detail.equipment_card.link"),
    Opening("CustomerDialog", "projects.customers", "action.new"),
    Opening("CustomerDialog", "projects.customers", "action.edit"),
    Opening("SiteDialog", "projects.customers", "detail.sites_card.link"),
    Opening("EquipmentDialog", "projects.equipment", "action.edit"),
    Opening("NoteDialog", "projects.equipment", "action.note"),
    Opening("ContractDialog", "projects.contracts", "action.new"),
    Opening("ContractDialog", "projects.contracts", "action.edit"),
    Opening("InstalmentsDialog", "projects.contracts", "detail.instalments_card.link"),
    Opening("PartnerDialog", "projects.partners", "action.new"),
    Opening("PartnerDialog", "projects.partners", "action.edit"),
    Opening("PartDialog", "inventory.parts", "action.new"),
    Opening("PartDialog", "inventory.parts", "action.edit"),
    Opening("NeedsDialog", "inventory.needs", "action.look_in_stock"),
    Opening("StockDialog", "inventory.parts", "detail.step.take_on"),
    Opening("SubstituteDialog", "inventory.parts", "detail.substitutes_card.link"),
    Opening("CountDialog", "inventory.counts", "action.new"),
    Opening("CountDialog", "inventory.counts", "action.edit"),
    Opening("SlipDialog", "inventory.slips", "action.new"),
    Opening("SlipDialog", "inventory.slips", "action.edit"),
    Opening("SlipApprovalDialog", "inventory.slips", "detail.step.approve"),
    Opening("CheckDialog", "inventory.slips", "detail.step.check"),
    Opening("PackingDialog", "inventory.slips", "detail.step.pack"),
    Opening("RedSlipDialog", "inventory.slips", "detail.step.red"),
    Opening("PurchaseDialog", "inventory.purchases", "action.new"),
    Opening("PurchaseDialog", "inventory.purchases", "action.edit"),
    Opening("OrderingDialog", "inventory.purchases", "detail.step.order"),
    Opening("ExpectedDialog", "inventory.purchases", "detail.step.more", entry=".expect"),
    Opening("ReceivingDialog", "inventory.purchases", "detail.step.receive"),
    Opening("TakingBackDialog", "inventory.purchases", "detail.step.more", entry=".take_back"),
    Opening("OldPartDialog", "inventory.returns", "action.new_old_part"),
    Opening("ReturningDialog", "inventory.returns", "detail.step.return"),
    Opening("AppraisalDialog", "inventory.returns", "detail.step.appraise"),
    Opening("StoringDialog", "inventory.returns", "detail.step.store"),
    Opening("SettlementDialog", "inventory.returns", "detail.step.more", entry=".settle"),
    Opening("LoanBackDialog", "inventory.returns", "detail.step.bring_back"),
    Opening("ExtensionDialog", "inventory.returns", "detail.step.extend"),
    Opening("WithdrawDialog", "requests.requests", "detail.step.more", entry=".withdraw_swap"),
    Opening("SwapDialog", "requests.requests", "detail.step.more", entry=".record_swap"),
    Opening("CustomerGoodsDialog", "inventory.returns", "action.new_customer_goods"),
    Opening("SendingOutDialog", "inventory.returns", "detail.step.send"),
    Opening("ComingBackDialog", "inventory.returns", "detail.step.take_back"),
    Opening("GivingBackDialog", "inventory.returns", "detail.step.give_back"),
    Opening("GoodsSigningDialog", "inventory.returns", "detail.step.sign"),
    Opening("AdvanceDialog", "dispatch.money", "action.new_advance"),
    Opening("AdvanceDialog", "dispatch.money", "action.edit"),
    Opening("AdvancePaymentDialog", "dispatch.money", "detail.step.pay"),
    Opening("RefundDialog", "dispatch.money", "detail.step.refund"),
    Opening("ExpenseDialog", "dispatch.money", "action.new_expense"),
    Opening("ClaimCheckDialog", "dispatch.money", "detail.step.check"),
    Opening("ToFinanceDialog", "dispatch.money", "detail.step.to_finance"),
    Opening("ClaimPaymentDialog", "dispatch.money", "detail.step.pay"),
    Opening("AllowanceDialog", "dispatch.money", "action.new_allowance"),
    Opening("SupplierClaimDialog", "inventory.returns", "action.new_supplier_claim"),
    Opening("TripPickDialog", "dispatch.receipts", "action.new_receipt"),
    Opening("ServiceReceiptDialog", "dispatch.receipts", "action.edit"),
    Opening("ReceiptSigningDialog", "dispatch.receipts", "detail.step.sign"),
    Opening("ReceiptRefusalDialog", "dispatch.receipts", "detail.step.refuse"),
    Opening("HandInDialog", "dispatch.receipts", "detail.step.hand_in"),
    Opening("CashWindow", "dispatch.receipts", "action.cash"),
    Opening("SurveyDialog", "dispatch.receipts", "action.new_survey"),
    Opening("AnswersDialog", "dispatch.receipts", "detail.step.answer"),
    Opening("ClaimAnswerDialog", "inventory.returns", "detail.step.answer"),
    Opening("RecoveryDialog", "inventory.returns", "detail.step.record_recovery"),
    Opening("ClaimResultDialog", "inventory.returns", "detail.step.close"),
    Opening("ShipmentDialog", "inventory.shipments", "action.new", shows_data=True),  # the slips to ship
    Opening("ShipmentDialog", "inventory.shipments", "action.edit"),
    Opening("ShippingDialog", "inventory.shipments", "detail.step.ship"),
    Opening("TrackingDialog", "inventory.shipments", "detail.step.track"),
    Opening("ArrivalDialog", "inventory.shipments", "detail.step.arrive"),
    Opening("ConfirmationDialog", "inventory.shipments", "detail.step.confirm"),
    Opening("ReturnSlipDialog", "inventory.shipments", "detail.step.file_slip"),
    Opening("DispatchDialog", "dispatch.dispatches", "action.new"),
    Opening("DispatchDialog", "dispatch.dispatches", "action.edit"),
    Opening("AgreementDialog", "dispatch.dispatches", "detail.step.fix.record_department_agreed"),
    Opening("PaperPreview", "dispatch.dispatches", "action.print"),
    Opening("DepartDialog", "dispatch.dispatches", "detail.step.depart"),
    Opening("SiteArrivalDialog", "dispatch.dispatches", "detail.step.arrive"),
    Opening("FinishDialog", "dispatch.dispatches", "detail.step.finish"),
    Opening("ComeBackDialog", "dispatch.dispatches", "detail.step.come_back"),
    Opening("ExtendDialog", "dispatch.dispatches", "detail.step.more", entry=".extend"),
    Opening("AddPersonDialog", "dispatch.dispatches", "detail.step.more", entry=".add_person"),
    Opening("SwapPersonDialog", "dispatch.dispatches", "detail.step.more", entry=".swap_person"),
    Opening("TakeOffDialog", "dispatch.dispatches", "detail.step.more", entry=".take_off"),
    Opening("AppointmentDialog", "dispatch.dispatches", "detail.step.more", entry=".appointment"),
    Opening("FailedCallDialog", "dispatch.dispatches", "detail.step.more", entry=".failed_call"),
    Opening("RepairPlanDialog", "dispatch.dispatches", "detail.step.more", entry=".plan"),
    Opening("QualityDialog", "dispatch.dispatches", "detail.step.more", entry=".quality"),
    Opening("OpenItemDialog", "dispatch.dispatches", "detail.step.more", entry=".note_item"),
    Opening("SettleItemDialog", "dispatch.dispatches", "detail.step.more", entry=".settle_item"),
    Opening("SheetDialog", "dispatch.dispatches", "detail.step.more", entry=".note_sheet"),
    Opening("TripReportDialog", "dispatch.dispatches", "detail.step.trip_report"),
    Opening("FaultAnalysisDialog", "dispatch.dispatches", "detail.step.more", entry=".fault_analysis"),
    Opening("NewsDialog", "dispatch.dispatches", "detail.step.tell_by_phone"),
    Opening("GateExceptionDialog", "dispatch.dispatches", "detail.step.more", entry=".except_gate"),
    Opening("StaffDialog", "dispatch.staff", "action.new"),
    Opening("StaffDialog", "dispatch.staff", "action.edit"),
    Opening("AbsenceDialog", "dispatch.staff", "action.absence", shows_data=True),  # whose and which day
    Opening("AbsenceDialog", "dispatch.calendar", "action.new", shows_data=True),
    Opening("ConfidentialityDialog", "dispatch.secrecy", "action.new_agreement"),
    Opening("ConfidentialityDialog", "dispatch.secrecy", "action.edit"),
    Opening("ConfidentialitySigningDialog", "dispatch.secrecy", "detail.step.sign"),
    Opening("ConfidentialityEndDialog", "dispatch.secrecy", "detail.step.more", entry=".end"),
    Opening("LessonDialog", "dispatch.secrecy", "action.new_lesson"),
    Opening("LessonHoldingDialog", "dispatch.secrecy", "detail.step.hold"),
    Opening("DepartmentsDialog", "dispatch.staff", "action.departments"),
    Opening("DepartmentDialog", "dispatch.staff", "action.departments", then=".action.new"),
    Opening("BriefingDialog", "hazards.briefings", "action.edit"),
    Opening("HoldingDialog", "hazards.briefings", "detail.step.hold"),
    Opening("BriefingSigningDialog", "hazards.briefings", "detail.step.sign"),
    Opening("IncidentDialog", "hazards.incidents", "action.new"),
    Opening("IncidentDialog", "hazards.incidents", "action.edit"),
    Opening("ReportUpDialog", "hazards.incidents", "detail.step.report"),
    Opening("IncidentClosingDialog", "hazards.incidents", "detail.step.close"),
    Opening("ReceiptDialog", "receivables.instalments", "action.new"),
    Opening("ConditionDialog", "receivables.instalments", "detail.step.fulfil"),
    Opening("InvoiceDialog", "receivables.instalments", "detail.invoices_card.link"),
    Opening("AllocateDialog", "receivables.receipts", "detail.step.allocate"),
    Opening("HazardDialog", "hazards.hazards", "action.new"),
    Opening("HazardDialog", "hazards.hazards", "action.edit"),
    Opening("TemplatesDialog", "hazards.hazards", "action.templates"),
    Opening("ReviewDialog", "hazards.hazards", "detail.step.review"),
    Opening("TryOutDialog", "main", "rules", entry=".try_out"),
    Opening("PoliciesDialog", "main", "rules", entry=".policies"),
    Opening("PolicyDialog", "main", "rules", entry=".policies", then=".action.new"),
    Opening("PolicyDialog", "main", "rules", entry=".policies", then=".action.edit"),
    Opening("PolicyEndDialog", "main", "rules", entry=".policies", then=".action.end"),
    Opening("ProfileDialog", "main", "rules", entry=".policies", then=".action.own"),
    Opening("LimitDialog", "main", "rules", entry=".limits", then=".action.change"),
    Opening("CalendarDialog", "main", "rules", entry=".calendar"),
    Opening("CalendarDayDialog", "main", "rules", entry=".calendar", then=".action.new"),
    Opening("WorkplaceDialog", "main", "rules", entry=".calendar", then=".action.hours"),
    Opening("DutyDialog", "main", "rules", entry=".duty"),
    Opening("UsersDialog", "main", "account", entry=".users"),
    Opening("UserDialog", "main", "account", entry=".users", then=".action.new"),
    Opening("UserDialog", "main", "account", entry=".users", then=".action.edit"),
    Opening("SetPasswordDialog", "main", "account", entry=".users", then=".action.password"),
    Opening("LogInRulesDialog", "main", "account", entry=".users", then=".action.rules"),
    Opening("CompanyDialog", "main", "account", entry=".company"),
    Opening("DelegationsDialog", "main", "account", entry=".delegations"),
)
# No page of the single person's opens these: the program does before there is a window, or they need a log-in
# (tests/ui/dialogs/access looks at them).
BY_ITSELF = frozenset({"StartDialog", "LoginDialog", "OwnPasswordDialog", "DelegationDialog"})

# Where to look first, learnt on the way: the buttons seen beside a record, by page and record, and the record from
# which an opening opened.
_offers: dict[tuple[str, int], frozenset[str]] = {}
_opened: dict[Opening, int | None] = {}


def form_kinds() -> dict[str, type[FormDialog]]:
    """Return every kind of form that the program has, by its name."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    found: dict[str, type[FormDialog]] = {}
    waiting = list(FormDialog.__subclasses__())
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return {
        name: kind for name, kind in sorted(found.items()) if kind.__module__.startswith("ui.") and not is_frame(kind)
    }


def is_frame(kind: type) -> bool:
    """Tell whether a kind of form leaves something for others to say: nobody opens such a one."""
    return any(getattr(getattr(kind, name, None), "__isabstractmethod__", False) for name in dir(kind))


def settle(window: MainWindow) -> None:
    """Let everything asked for be read and shown; TimeoutError when that does not end.

    What was read may need more room, and what stands beside it then less: the window is at rest when nothing more comes
    of its being at rest.
    """
    patience, rested = QDeadlineTimer(PATIENCE_MS), 0
    while rested < RESTS:
        if window.desk.jobs.is_idle and not _awaits(window):
            rested += 1
            QApplication.processEvents()
        else:
            rested = 0
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if patience.hasExpired():
            raise TimeoutError("the window does not come to rest")


def _awaits(window: MainWindow) -> bool:
    """Tell whether the page shown still waits a moment before it reads what belongs to its rows."""
    tab = window.tab(window.strip.current_code)
    page = tab.page(tab.current)
    if not isinstance(page, (ListTab, TodayPage)) or not page.isVisible():
        return False
    timers = page.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(timer.isActive() for timer in timers)


def pages(window: MainWindow) -> Iterator[QWidget]:
    """Show every page of every tab, unfiltered, with a record in its pane where there is one."""
    for code, _title, _make in TABS:
        tab = window.show_tab(code)
        for page_code in tab.page_codes:
            page = tab.show_page(page_code)
            if isinstance(page, ListTab):
                page.filter_bar.clear()
            settle(window)
            page.setFocus()
            yield page


def open_by(window: MainWindow, opening: Opening) -> QDialog | None:
    """Open a form as a person does; None where no record on the page offers its button."""
    tab, _dot, code = opening.page.partition(".")
    page = window.show_tab(tab).show_page(code) if code else window
    if isinstance(page, ListTab):
        page.show_filter(FilterState())
    settle(window)
    buttons = _buttons(window, page, opening)
    pressed = (_pressed(window, button, opening.entry) for button in buttons)
    dialog = next((dialog for dialog in pressed if dialog is not None and _is_meant(dialog, opening)), None)
    if isinstance(page, ListTab):
        _opened[opening] = page.table.current_id
    if dialog is None or not opening.then:
        return dialog
    inside = dialog.findChildren(QPushButton)
    return _pressed(window, next(button for button in inside if button.objectName().endswith(opening.then)))


def _is_meant(dialog: QDialog, opening: Opening) -> bool:
    """Tell whether the form is the one meant; close it where the record is of another kind than those that open it."""
    is_meant = bool(opening.then) or type(dialog).__name__ == opening.kind
    if not is_meant:
        close(dialog)
    return is_meant


def _pressed(window: MainWindow, button: QAbstractButton, entry: str = "") -> QDialog | None:
    """Press a button, take the line ``entry`` of its menu if it opens one, and return the dialog that opens."""
    before = set(_open_dialogs())
    button.click()
    settle(window)
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):  # several papers: the first that can be made
        menu.close()
        offered = [action for action in menu.actions() if action.isEnabled() and action.text()]
        wanted = next((action for action in offered if entry in action.objectName()), None)
        if wanted is None:
            return None
        wanted.trigger()
        settle(window)
    return next((dialog for dialog in _open_dialogs() if dialog not in before), None)


def _buttons(window: MainWindow, page: QWidget, opening: Opening) -> Iterator[QAbstractButton]:
    """Yield a button that can be pressed for each record that offers it; what it works on may be named behind a colon.

    It goes down the list, but first to records beside which the button was seen before, last to those without it then.
    """
    name = f"{opening.page}.{opening.button}"
    for row in _rows_for(page, name, _opened.get(opening)):
        _show_row(window, page, row)
        button = next((one for one in _pressable(page) if one.objectName().partition(":")[0] == name), None)
        if button is not None:
            yield button


def _rows_for(page: QWidget, name: str, opened: int | None) -> Sequence[int | None]:
    """Return the rows of a list in the order in which to look for a button; one None where there is no row."""
    if not isinstance(page, ListTab) or not page.model.rowCount():
        return [None]

    def place(row: int) -> int:
        record_id = page.model.row_at(row).id
        seen = _offers.get((page.objectName(), record_id))
        return -1 if record_id == opened else 1 if seen is None else 0 if name in seen else 2

    return sorted(range(min(MOST_ROWS, page.model.rowCount())), key=place)


def _pressable(page: QWidget) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]


def _show_row(window: MainWindow, page: QWidget, row: int | None) -> None:
    """Let the pane beside a list show the record of this row; whatever was chosen there before counts for nothing."""
    if not isinstance(page, ListTab) or row is None:
        return
    record_id = page.model.row_at(row).id
    if page.table.current_id != record_id:
        page.select(record_id)
        settle(window)
    _offers[page.objectName(), record_id] = frozenset(one.objectName().partition(":")[0] for one in _pressable(page))


def _open_dialogs() -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def close(dialog: QDialog) -> None:
    """Close a dialog, and those it was opened from, without the question whether typed text may go."""
    below = dialog.parentWidget()
    if isinstance(dialog, FormDialog):
        dialog.set_pristine()
    dialog.reject()
    if isinstance(below, QDialog):
        close(below)
