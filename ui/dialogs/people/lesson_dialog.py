"""Planning a lesson on confidentiality, and recording that it was held (C14)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.secrecy import LessonEntry, LessonHoldingForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.people.lessons import LessonDetails, lesson_form, new_lesson_form
from app.services.people.lessons import MOST_HOURS, NAME_LIMIT, TEXT_LIMIT, save_lesson
from models.enums import LessonForm
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.forms.scan_field import scan_field
from ui.dialogs.people.lesson_lines import AttendeeLines, PresenceLines
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, HOLDING = "dispatch.lesson", "dispatch.lesson_holding"
LONGEST_LINE = 200
TYPED = ("topic", "held_at", "place", "lecturer", "hours", "content")
KnownLesson = tuple[LessonEntry, Mapping[int, PickItem]]  # with those of our people who are named


class LessonDialog(FormDialog):
    """What a lesson is about, when and where, who gives it, and who attends."""

    def __init__(self, desk: Desk, read: KnownLesson, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        field = f"{NAME}.field"
        self.topic = LineEdit(f"{field}.topic", LONGEST_LINE)
        self.held_at = DateTimeEdit(f"{field}.held_at", desk.now, desk.zone)
        self.place = LineEdit(f"{field}.place", LONGEST_LINE)
        self.lecturer = LineEdit(f"{field}.lecturer", NAME_LIMIT)
        self.way = Combo(f"{field}.form", [(one.value, label(one)) for one in LessonForm])
        self.hours = NumberEdit(f"{field}.hours", least=0, most=MOST_HOURS, places=1)
        self.content = TextArea(f"{field}.content", TEXT_LIMIT, 4)
        self.attendees = AttendeeLines(f"{field}.attendees", desk)
        self._add_rows()
        self.set_read(read)
        self.resize(860, 720)

    def _add_rows(self) -> None:
        self.add_section(_("The lesson"))
        self.add_row("topic", _("&Topic"), self.topic, required=True)
        self.add_row("held_at", _("T&ime"), self.held_at, half=True)
        self.add_row("place", _("&Place"), self.place, half=True)
        self.add_row("lecturer", _("L&ecturer"), self.lecturer, half=True)
        self.add_row("form", pgettext("lesson", "&Form"), self.way, required=True, half=True)
        self.add_row("hours", _("Ho&urs"), self.hours, half=True)
        self.add_row("content", _("&Content"), self.content)
        self.add_section(_("Who attends"))
        self.add_row("attendees", _("Who attends"), self.attendees, wide=True)

    def set_read(self, read: KnownLesson) -> None:
        """Show a form with those it names."""
        form, known = read
        self._version = form.version
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))
        self.way.set_value(form.form.value)
        self.attendees.offer(form.attendees, known)

    def form(self) -> LessonEntry:
        """Return what is entered."""
        return LessonEntry(
            form=LessonForm(self.way.code()),
            attendees=self.attendees.value(),
            version=self._version,
            **{name: getattr(self, name).value() for name in TYPED},
        )


class LessonHoldingDialog(FormDialog):
    """When a lesson was held, who was there with which score, how well it went; with the signed list."""

    def __init__(self, desk: Desk, details: LessonDetails, parent: QWidget | None = None) -> None:
        super().__init__(HOLDING, _("Lesson held · {number}").format(number=details.number), _("&Record"), parent)
        field = f"{HOLDING}.field"
        self.held_at = DateTimeEdit(f"{field}.held_at", desk.now, desk.zone)
        self.attendees = PresenceLines(f"{field}.attendees", details.attendees)
        self.effect = TextArea(f"{field}.effect", TEXT_LIMIT, 2)
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.add_note("topic", details.name)
        check = lambda: past_problem(self.held_at.value(), desk)  # noqa: E731
        self.add_row("held_at", pgettext("lesson", "&Held at"), self.held_at, required=True, check=check)
        self.add_row("attendees", _("Who was there"), self.attendees, wide=True, check=self._nobody_problem)
        self.add_row("effect", _("&Assessment"), self.effect)
        self.add_row("scan", _("S&can"), self.scan, hint=_("The signed list, filed under B2-05"))
        now = desk.now()
        self.held_at.set_value(min(details.held_at or now, now))
        self.effect.set_value(details.effect)
        self.resize(860, 560)

    def form(self) -> LessonHoldingForm:
        """Return what is entered."""
        return LessonHoldingForm(
            held_at=self.held_at.value(),
            effect=self.effect.value(),
            attendees=self.attendees.value(),
            scan=self.scan.value(),
        )

    def _nobody_problem(self) -> str:
        return "" if any(one.was_present for one in self.attendees.value()) else _("Tick who was there.")


def read_lesson(desk: Desk, record_id: int) -> KnownLesson:
    """Read a lesson and those it names; on the read lane."""
    return _known(desk, lesson_form(desk.context, record_id))


def read_new_lesson(desk: Desk) -> KnownLesson:
    """Read the form of a lesson for all our people; on the read lane."""
    return _known(desk, new_lesson_form(desk.context))


def _known(desk: Desk, form: LessonEntry) -> KnownLesson:
    return form, read_items(desk, *(one.staff_id for one in form.attendees))


def ask_new_lesson(desk: Desk, parent: QWidget, on_saved: OnSaved) -> None:
    """Open the form of a new lesson for all our people; ``on_saved`` is given its id."""
    make = lambda read: LessonDialog(desk, read, _("Plan a lesson on confidentiality"), parent)  # noqa: E731
    open_new(desk, parent, partial(read_new_lesson, desk), make, save_lesson, on_saved)


def ask_lesson(desk: Desk, parent: QWidget, record_id: int, read: KnownLesson, on_saved: OnSaved) -> LessonDialog:
    """Open the form of a lesson as it was read (``read_lesson``)."""
    make = lambda again: LessonDialog(desk, again, _("Edit the lesson"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_lesson, desk, record_id), make, save_lesson, on_saved)
