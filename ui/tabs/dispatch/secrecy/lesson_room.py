"""Lessons on confidentiality on their page: how one is shown, and what one does with it (C14)."""

from collections.abc import Iterable

from app.formatting import quantity
from app.i18n import N_, _, ngettext, pgettext
from app.labels import label
from app.queries.people.lessons import AttendeeLine, LessonDetails, lesson_details
from app.rules.permissions import Permission
from app.services.people.lessons import cancel_lesson, hold_lesson
from models.enums import LessonState, RecordKind
from ui.dialogs.people.lesson_dialog import LessonHoldingDialog, ask_lesson, ask_new_lesson, read_lesson
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.secrecy.columns import secrecy_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.record_facts import basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.LESSON
NEW = PageAction("new_lesson", N_("Lesson…"), "new")
SELDOM = ("cancel",)


def lesson_view(details: LessonDetails, desk: Desk) -> DetailView:
    """Return one lesson as the pane shows it."""
    today = desk.today()
    return logged_view(
        details,
        desk,
        state=secrecy_badge(KIND, details.state, None, today),
        subtitle=details.name,
        line=(label(KIND), label(details.form)),
        steps=step_views(details.steps, primary="hold", seldom=SELDOM),
        reasons=reason_views([step for step in details.steps if step.action not in SELDOM]),
        groups=_groups(details, desk),
    )


def _groups(details: LessonDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_STAFF) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    is_held = details.state is LessonState.HELD
    people = tuple(_attendee_fact(place, one, is_held=is_held) for place, one in enumerate(details.attendees, start=1))
    yield FactGroup("attendees", _attendees_title(details), people)


def _attendees_title(details: LessonDetails) -> str:
    count = len(details.attendees)
    if details.state is LessonState.HELD:
        return _("{there} of {count} were there").format(there=details.present, count=count)
    return ngettext("{count} person attends", "{count} people attend", count).format(count=count)


def _own_facts(details: LessonDetails, desk: Desk) -> Iterable[Fact]:
    hours = quantity(details.hours) if details.hours is not None else ""
    return plain_facts(
        (_("Time"), happened(details.held_at, "", desk)),
        (pgettext("lesson", "Place"), details.place),
        (_("Lecturer"), details.lecturer),
        (pgettext("lesson", "Hours"), hours),
        (_("Content"), details.content),
        (_("Assessment"), details.effect),
    )


def _attendee_fact(place: int, person: AttendeeLine, *, is_held: bool) -> Fact:
    """A tick, or that somebody was absent, and the name, which of our people is a link."""
    came = "√" if person.was_present else _("absent")
    words = " · ".join(part for part in (person.name, person.organisation, person.score, person.remark) if part)
    link = link_code(RecordKind.STAFF, person.staff_id) if person.staff_id is not None else ""
    return Fact(came if is_held else str(place), clipped(words, LINK_ROOM) if link else words, link)


class LessonSteps(RecordSteps[LessonDetails]):
    """The steps of a lesson by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "hold": self.hold,
            "cancel": self.cancel,
            "edit_lesson": lambda details: page.edit(details.id),
        }

    def hold(self, details: LessonDetails) -> None:
        """Record that it was held."""
        dialog = LessonHoldingDialog(self.desk, details, self.page)
        self.ask_form(details, "hold", dialog, hold_lesson)

    def cancel(self, details: LessonDetails) -> None:
        """Cancel a lesson that will not be held."""
        title = _("Cancel {number}").format(number=details.number)
        self.ask_reason(
            details, "cancel", title, cancel_lesson, name="dispatch.lesson_cancel", save_text=_("&Cancel the lesson")
        )


def add_lesson(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new lesson."""
    ask_new_lesson(desk, page, page.reveal)


def why_final(details: LessonDetails, _desk: Desk) -> str:
    """Say why a lesson is not edited any more; "" while it is."""
    return (
        ""
        if details.state is LessonState.PLANNED
        else _("A lesson that was held, or cancelled, is not changed any more.")
    )


LESSONS = RecordRoom(
    kind=KIND,
    read=lesson_details,
    view=lesson_view,
    steps=LessonSteps,
    new=NEW,
    add=add_lesson,
    form=EditForm(read_lesson, ask_lesson),
    why_final=why_final,
)
