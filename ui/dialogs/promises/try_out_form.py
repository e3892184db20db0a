"""The case of a try-out as a person describes it, field by field."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from app.i18n import _, pgettext
from app.labels import label
from app.rules.places import FARTHEST_KM
from app.rules.promises.profile_words import profile_choices
from app.rules.promises.try_out import FAULT_LEVELS, TryOut
from models.enums import PartClass, ServiceClass, ServiceGrade, ServiceZone, Severity
from ui.dialogs.promises.hold_table import HoldTable
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.forms.form_rows import FormRows
from ui.widgets.pages.page_pills import SegmentedChoice

IN_PROVINCE = {"in": True, "out": False}
GUIDANCE = "guidance"
Choices = list[tuple[str, str]]


def _codes(members: Sequence[StrEnum]) -> Choices:
    return [(member.value, label(member)) for member in members]


class TryOutForm(FormRows):
    """``given`` is the case; None while the time of receipt is missing or something typed cannot be read."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._field = f"{name}.field"
        self._make_request(desk)
        self._make_place()
        self._make_events(desk)
        self._add_request()
        self._add_place()
        self._add_events()
        self.received.set_value(desk.now())

    def given(self) -> TryOut | None:
        """Return the case."""
        received = self.received.value()
        if received is None or any(row.field.problem() for row in self.rows.values()):
            return None
        level, part, grade, zone = (box.value() for box in (self.level, self.part_class, self.grade, self.zone))
        marks = self.marks.value()
        return TryOut(
            received=received,
            service_class=ServiceClass(self.service_class.code()),
            severity=Severity(self.severity.code()),
            visit="visit" in marks,
            urgent="urgent" in marks,
            manufacturer="manufacturer" in marks,
            large="large" in marks,
            km=self.km.value(),
            zone=ServiceZone(zone) if zone else None,
            in_province=IN_PROVINCE.get(self.in_province.code()),
            part_class=PartClass(part) if part else None,
            level=int(level) if level else None,
            grade=ServiceGrade(grade) if grade else None,
            agreed=self.agreed.value(),
            holds=self.holds.holds(),
            profile=self.profile.value(),
            finished=self.finished.value(),
            guidance=bool(self.guidance.value()),
            goods_received=self.goods_received.value(),
            warranty_end=self.warranty_end.value(),
        )

    def show_problems(self, field: str = "", message: str = "") -> None:
        """Show at each field what is wrong with it, and at ``field`` what the rules say."""
        for row in self.rows.values():
            row.refused = message if row.name == field else ""
            row.touched = True
            row.show_state()

    def _make_request(self, desk: Desk) -> None:
        field = self._field
        self.received = DateTimeEdit(f"{field}.received", desk.now, desk.zone)
        self.service_class = SegmentedChoice(f"{field}.service_class", _codes(list(ServiceClass)))
        self.severity = SegmentedChoice(f"{field}.severity", _codes(list(Severity)))
        marks = [
            ("visit", _("Visit needed")),
            ("urgent", _("Urgent")),
            ("manufacturer", _("Manufacturer needed")),
            ("large", _("Large or important")),
        ]
        self.marks = CheckRow(f"{field}.marks", marks)
        self.part_class = self._choice("part_class", _codes(list(PartClass)), _("no part needed"))
        self.profile = self._choice("profile", profile_choices(), _("the department's own"))
        self.service_class.set_value(ServiceClass.FREE.value)
        self.severity.set_value(Severity.GENERAL.value)

    def _make_place(self) -> None:
        self.km = NumberEdit(f"{self._field}.km", most=FARTHEST_KM, places=1)
        self.km.setPlaceholderText(_("empty while unknown"))
        provinces = [("in", _("in our province")), ("out", _("outside it"))]
        self.in_province = self._choice("in_province", provinces, _("not known"))
        self.zone = self._choice("zone", _codes(list(ServiceZone)), _("not known"))
        self.level = self._choice("level", [(str(level), str(level)) for level in FAULT_LEVELS], _("none"))
        self.grade = self._choice("grade", _codes(list(ServiceGrade)), _("none"))

    def _make_events(self, desk: Desk) -> None:
        field = self._field
        self.agreed = DateTimeEdit(f"{field}.agreed", desk.now, desk.zone)
        self.holds = HoldTable(f"{field}.holds", desk.now, desk.zone)
        self.finished = DateTimeEdit(f"{field}.finished", desk.now, desk.zone)
        self.guidance = CheckRow(f"{field}.guidance", [(GUIDANCE, _("It was guidance by phone"))])
        self.goods_received = DateTimeEdit(f"{field}.goods_received", desk.now, desk.zone)
        self.warranty_end = DateEdit(f"{field}.warranty_end", desk.today)

    def _choice(self, field: str, choices: Choices, empty: str) -> Combo:
        return Combo(f"{self._field}.{field}", choices, empty)

    def _add_request(self) -> None:
        self.add_section(_("The request"))
        self._add("received", _("&Received"), self.received, required=True)
        self._add("service_class", _("&Class"), self.service_class, half=True)
        self._add("severity", _("Se&verity"), self.severity, half=True)
        self._add("marks", pgettext("what is asked for", "Needs"), self.marks)
        self._add("part_class", _("&Part"), self.part_class)
        self._add("profile", _("&Deadlines"), self.profile)

    def _add_place(self) -> None:
        self.add_section(_("Place and contract"))
        self._add("km", _("Distance (&km)"), self.km, half=True)
        self._add("zone", _("&Zone"), self.zone, half=True)
        self._add("in_province", _("Prov&ince"), self.in_province)
        self._add("level", _("Fault l&evel"), self.level, half=True)
        self._add("grade", _("&Grade"), self.grade, half=True)

    def _add_events(self) -> None:
        self.add_section(_("What happened since"))
        self._add("agreed", _("Date &agreed"), self.agreed)
        self._add("holds", _("O&n hold"), self.holds)
        self._add("finished", _("Service &finished"), self.finished)
        self._add("guidance", "", self.guidance)
        self._add("goods_received", _("G&oods received"), self.goods_received)
        self._add("warranty_end", _("&Warranty until"), self.warranty_end)

    def _add(self, field: str, caption: str, widget: QWidget, *, required: bool = False, half: bool = False) -> None:
        self.add_row(field, caption, widget, required=required, check=None, hint="", half=half, wide=False)
