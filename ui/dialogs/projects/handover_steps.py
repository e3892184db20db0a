"""The steps of handovers and of what is left over that ask for something first (C10.1, C10.3)."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from app.formatting import date_text
from app.forms.handovers import ItemClosingForm, ItemMovingForm, ReminderForm, ReviewForm
from app.i18n import _, ngettext
from app.queries.projects.handovers import HandoverDetails
from app.queries.projects.punch_items import PunchItemDetails, Reminder
from app.services.projects.punch_items import LONGEST_NAME, LONGEST_TEXT
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.projects.handover_facts import items_group, money_group
from ui.runtime.desk import Desk
from ui.widgets.detail.detail_panel import DetailPanel, DetailView
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

REVIEW, CLOSING = "projects.handover_review", "projects.item_closing"
MOVING, REMINDER = "projects.item_moving", "projects.item_reminder"
SIDE_WIDTH, LEAST_SCREEN = 420, 1080


class HandoverReviewDialog(FormDialog):
    """What the review came to; what is left over and what is open stand beside it."""

    def __init__(self, desk: Desk, details: HandoverDetails, parent: QWidget | None = None) -> None:
        title = _("Review of the handover · {number}").format(number=details.number)
        super().__init__(REVIEW, title, _("&Record"), parent)
        field = f"{REVIEW}.field"
        self.summary = TextArea(f"{field}.summary", LONGEST_TEXT, 18)
        self.reviewed_by = LineEdit(f"{field}.reviewed_by", LONGEST_NAME)
        self.add_row("summary", _("&What it came to"), self.summary, required=True)
        self.add_row("reviewed_by", _("Reviewed &by"), self.reviewed_by)
        self.reviewed_by.set_value(desk.context.actor.display_name)
        self.beside = DetailPanel(REVIEW, parent=self)
        self.beside.setMinimumWidth(SIDE_WIDTH)
        self.beside.setContentsMargins(0, 16, 14, 0)
        self.beside.show_view(_beside(details, desk))
        self.add_side(self.beside, least_width=LEAST_SCREEN)
        self.resize(1040, 560)

    def form(self) -> ReviewForm:
        """Return what is entered."""
        return ReviewForm(summary=self.summary.value(), reviewed_by=self.reviewed_by.value())


def _beside(details: HandoverDetails, desk: Desk) -> DetailView:
    groups = (items_group(details.items, desk.today()), money_group(details.money))
    day = _("handed over on {day}").format(day=date_text(details.handed_over_on))
    return DetailView(
        title=details.number, subtitle=details.title, line=day, groups=tuple(group for group in groups if group.facts)
    )


class ItemClosingDialog(FormDialog):
    """When an item left over was done, and how."""

    def __init__(self, desk: Desk, details: PunchItemDetails, parent: QWidget | None = None) -> None:
        super().__init__(CLOSING, _("Close the item · {number}").format(number=details.number), _("&Close it"), parent)
        self._desk = desk
        self._found_on = details.found_on
        field = f"{CLOSING}.field"
        self.closed_on = DateEdit(f"{field}.closed_on", desk.today)
        self.closing = TextArea(f"{field}.closing", LONGEST_TEXT, 4)
        self.add_note("about", details.title)
        self.add_row("closed_on", _("&Done on"), self.closed_on, required=True, check=self._problem)
        self.add_row("closing", _("&How it was done"), self.closing, required=True)
        self.closed_on.set_value(desk.today())
        self.resize(600, 320)

    def form(self) -> ItemClosingForm:
        """Return what is entered."""
        return ItemClosingForm(closed_on=self.closed_on.value(), closing=self.closing.value())

    def _problem(self) -> str:
        day = self.closed_on.value()
        if day is not None and day < self._found_on:
            return _("This lies before the day it was found.")
        return past_day_problem(day, self._desk)


class ItemMovingDialog(FormDialog):
    """Another deadline of an item, and why."""

    def __init__(self, desk: Desk, details: PunchItemDetails, parent: QWidget | None = None) -> None:
        title = _("Move the deadline · {number}").format(number=details.number)
        super().__init__(MOVING, title, _("&Move it"), parent)
        self._found_on = details.found_on
        field = f"{MOVING}.field"
        self.deadline_on = DateEdit(f"{field}.deadline_on", desk.today)
        self.reason = TextArea(f"{field}.reason", LONGEST_TEXT, 3)
        told = _("{item}, so far by {day}").format(item=details.title, day=date_text(details.deadline_on))
        self.add_note("about", told)
        self.add_row("deadline_on", _("New &deadline"), self.deadline_on, required=True, check=self._problem)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(600, 300)

    def form(self) -> ItemMovingForm:
        """Return what is entered."""
        return ItemMovingForm(deadline_on=self.deadline_on.value(), reason=self.reason.value())

    def _problem(self) -> str:
        day = self.deadline_on.value()
        return _("This lies before the day it was found.") if day is not None and day < self._found_on else ""


class ReminderDialog(FormDialog):
    """What a department is reminded of, ready to be copied and sent, and what it said."""

    def __init__(self, reminder: Reminder, parent: QWidget | None = None) -> None:
        title = _("Remind {department}").format(department=reminder.department)
        super().__init__(REMINDER, title, _("&Record the reminder"), parent)
        self._reminder = reminder
        field = f"{REMINDER}.field"
        self.message_text = TextArea(f"{field}.message", lines=8, longest=20_000)
        self.message_text.setReadOnly(True)
        self.message_text.set_value(reminder.text)
        self.text = TextArea(f"{field}.text", LONGEST_TEXT, 3)
        copy = QPushButton(_("Cop&y the text"), self)
        copy.setObjectName(f"{REMINDER}.copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        count = len(reminder.items)
        counted = ngettext("{count} open item of this department", "{count} open items of this department", count)
        self.add_note("about", counted.format(count=count))
        self.add_row("message", _("&Text to send"), self.message_text)
        self.add_row("text", _("&What the department said"), self.text)
        self.add_button(copy)
        self.resize(760, 460)

    def form(self) -> ReminderForm:
        """Return what is entered."""
        return ReminderForm(item_ids=tuple(item.id for item in self._reminder.items), text=self.text.value())

    def copy(self) -> None:
        """Put the text into the clipboard."""
        QGuiApplication.clipboard().setText(self._reminder.text)
