"""What is left over of projects: how an item is shown, and what one does with it until it is closed (C10.3)."""

from collections.abc import Callable, Iterable

from app.formatting import date_text, short_date_time
from app.i18n import N_, _
from app.queries.projects.punch_items import PunchItemDetails, Reminder, punch_item_details, reminder_of
from app.rules.permissions import Permission
from app.services.projects import punch_items
from models.enums import CommitmentKind, PunchState, RecordKind
from ui.dialogs.forms.saving import open_form
from ui.dialogs.projects.handover_steps import ItemClosingDialog, ItemMovingDialog, ReminderDialog
from ui.dialogs.projects.item_dialog import ask_item, read_item
from ui.dialogs.projects.items_dialog import ask_items
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.projects.handover.columns import handover_badge
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.PUNCH_ITEM
NEW = PageAction("new_items", N_("Items left over…"), "new")
ASIDE = frozenset({"remind", "move", "cancel"})


def item_view(details: PunchItemDetails, desk: Desk) -> DetailView:
    """Return one item as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=handover_badge(KIND, details.state),
        subtitle=details.title,
        line=tuple(linked.title for linked in (details.customer, details.project) if linked is not None),
        steps=step_views(details.steps, primary="close", seldom=ASIDE),
        reasons=reason_views(details.steps),
        commitments=owed_views(
            details,
            desk,
            {CommitmentKind.PUNCH_ITEM: ("close", _("Close the item"))},
            Permission.EDIT_PROJECTS,
        ),
        groups=_groups(details, desk),
    )


def _groups(details: PunchItemDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_PROJECTS) and details.state is PunchState.OPEN
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("around", _("Belongs to"), tuple(_around(details)))


def _own_facts(details: PunchItemDetails, desk: Desk) -> Iterable[Fact]:
    reminded = short_date_time(details.reminded_at, desk.zone, desk.today()) if details.reminded_at else ""
    return plain_facts(
        (_("Responsible department"), details.department),
        (_("Responsible"), details.responsible),
        (_("Found on"), date_text(details.found_on)),
        (_("To be done by"), date_text(details.deadline_on)),
        (_("Details"), details.detail),
        (_("Reminded"), reminded),
        (_("Closed"), date_text(details.closed_on) if details.closed_on else ""),
        (_("How it was done"), details.closing),
    )


def _around(details: PunchItemDetails) -> Iterable[Fact]:
    if details.handover is not None:
        yield Fact(_("Handover"), details.handover.number, link_code(RecordKind.HANDOVER, details.handover.id))
    yield from around_facts({name: getattr(details, name) for name in ("customer", "project", "site")})


class ItemSteps(OwingSteps[PunchItemDetails]):
    """The steps of an item by their codes, and those of its promise."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "remind": self.remind,
            "close": self.close,
            "move": self.move,
            "reopen": self.reopen,
            "cancel": self.cancel,
            "edit": lambda details: page.edit(details.id),
        }

    def remind(self, details: PunchItemDetails) -> None:
        """Show what the department still has to do in all projects, to be sent, and record what it said."""

        def ask(reminder: Reminder) -> None:
            dialog = ReminderDialog(reminder, self.page)
            context = self.desk.context

            def answer() -> Callable[[], None]:
                form = dialog.form()
                return lambda: punch_items.remind_items(context, form=form)

            reload = lambda _answer: self.page.reload_details()  # noqa: E731
            open_form(self.desk, dialog, answer, reload, about=self.step(details, "remind").about())

        self.page.read_form(lambda: reminder_of(self.desk.context, details.id), ask)

    def close(self, details: PunchItemDetails) -> None:
        """Close it with how it was done."""
        self.ask_form(details, "close", ItemClosingDialog(self.desk, details, self.page), punch_items.close_item)

    def move(self, details: PunchItemDetails) -> None:
        """Move its deadline, with a reason."""
        self.ask_form(details, "move", ItemMovingDialog(self.desk, details, self.page), punch_items.move_item)

    def reopen(self, details: PunchItemDetails) -> None:
        """Open it again, with a reason."""
        title = _("Open {number} again").format(number=details.number)
        self.ask_reason(
            details, "reopen", title, punch_items.reopen_item, name="projects.item_reopen", save_text=_("&Open again")
        )

    def cancel(self, details: PunchItemDetails) -> None:
        """Cancel what was entered by mistake, with a reason."""
        title = _("Cancel the item {number}").format(number=details.number)
        self.ask_reason(
            details,
            "cancel",
            title,
            punch_items.cancel_item,
            name="projects.item_cancel",
            save_text=_("Cancel the &item"),
        )


def add_items(desk: Desk, page: RoomPage) -> None:
    """Open the form of several items of one project; the first of them is shown."""
    ask_items(desk, page, None, lambda ids: page.reveal(ids[0]))


def why_final(details: PunchItemDetails, _desk: Desk) -> str:
    """Say why an item is not edited any more; "" while it is."""
    return "" if details.state is PunchState.OPEN else _("This item is closed and is not changed any more.")


ITEMS = RecordRoom(
    kind=KIND,
    read=punch_item_details,
    view=item_view,
    steps=ItemSteps,
    new=NEW,
    add=add_items,
    form=EditForm(read_item, ask_item),
    why_final=why_final,
)
