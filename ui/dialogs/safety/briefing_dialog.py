"""Preparing a briefing: what people are told, filled in from the hazards of their dispatch (C12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.briefings import BriefingForm
from app.i18n import _
from app.labels import label
from app.queries.safety.briefing_forms import (
    PERMITS,
    BriefingSubject,
    briefing_form,
    briefing_subject,
    new_briefing_form,
)
from app.queries.safety.briefings import briefing_details
from app.services.safety.briefings import TEXT_LIMIT, prepare_briefing
from models.enums import ProtectiveGear, WorkType
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "hazards.briefings"
LONGEST = 200
LINES = ("place", "guardian", "emergency_phone", "hospital", "assembly_point")
TEXTS = {"overview": 2, "technical_points": 2, "measures": 4, "emergency": 3, "customer_hazards": 2}
KnownBriefing = tuple[BriefingForm, BriefingSubject]


@dataclass(frozen=True, slots=True)
class BriefingSource:
    """What a new briefing is for: a dispatch, and where it is an addendum, those who join later."""

    dispatch_id: int
    person_ids: tuple[int, ...] = ()

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        return {"dispatch_id": self.dispatch_id, "person_ids": list(self.person_ids)}


def briefing_source(about: Mapping[str, Any]) -> BriefingSource:
    """Return what a kept form is for."""
    return BriefingSource(about["dispatch_id"], tuple(about.get("person_ids", ())))


class BriefingDialog(FormDialog):
    """What people are told: method, measures, gear, permits, emergency; who keeps watch at a confined space."""

    def __init__(self, desk: Desk, read: KnownBriefing, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        form, subject = read
        field = f"{NAME}.field"
        self._needs_guardian = subject.needs_guardian
        self.lines = {name: LineEdit(f"{field}.{name}", LONGEST) for name in LINES}
        self.texts = {name: TextArea(f"{field}.{name}", TEXT_LIMIT, rows) for name, rows in TEXTS.items()}
        self._typed: dict[str, LineEdit | TextArea] = {**self.lines, **self.texts}
        self.gear = CheckRow(f"{field}.gear", [(one.value, label(one)) for one in ProtectiveGear])
        self.permits = CheckRow(f"{field}.permits", [(one.value, label(one)) for one in PERMITS])
        self.add_note("people", _("Briefed: {names}").format(names=_(", ").join(subject.people)))
        hazards = _(", ").join(subject.hazards) or _("none on the list")
        self.add_note("hazards", _("Hazards: {names}").format(names=hazards))
        self._add_rows()
        self.permits.value_changed.connect(lambda _codes: self._ask_guardian())
        self._fill(form)
        self._ask_guardian()
        self.resize(900, 760)

    def _add_rows(self) -> None:
        self.add_section(_("What is told"))
        self.add_row("overview", _("&Work and method"), self.texts["overview"])
        self.add_row("technical_points", _("&Technical points"), self.texts["technical_points"])
        self.add_row("measures", _("Safety &measures"), self.texts["measures"])
        self.add_row("gear", _("Protective &gear"), self.gear)
        self.add_row("permits", _("Permits of wor&k"), self.permits)
        self.add_row("customer_hazards", _("Told by the &customer"), self.texts["customer_hazards"])
        self.add_section(_("In an emergency"))
        self.add_row("emergency", _("&Emergency plan"), self.texts["emergency"])
        self.add_row("emergency_phone", _("P&hones"), self.lines["emergency_phone"])
        self.add_row("hospital", _("Nearest h&ospital"), self.lines["hospital"], half=True)
        self.add_row("assembly_point", _("&Assembly point"), self.lines["assembly_point"], half=True)
        self.add_section(_("The briefing"))
        self.add_row("place", _("&Place"), self.lines["place"], half=True)
        outside = _("Keeps watch outside a confined space")
        self.add_row("guardian", _("Guar&dian"), self.lines["guardian"], half=True, hint=outside)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: BriefingForm) -> None:
        for name, field in self._typed.items():
            field.set_value(getattr(form, name))
        self.gear.set_value(frozenset(form.gear))
        self.permits.set_value(frozenset(form.permits))
        self._version, self._person_ids = form.version, form.person_ids

    def form(self) -> BriefingForm:
        """Return what is entered."""
        typed: dict[str, Any] = {name: field.value() for name, field in self._typed.items()}
        return BriefingForm(
            person_ids=self._person_ids,
            gear=frozenset(map(ProtectiveGear, self.gear.value())),
            permits=frozenset(map(WorkType, self.permits.value())),
            version=self._version,
            **typed,
        )

    def _ask_guardian(self) -> None:
        """A confined space, of the hazards or of the permits, needs somebody outside."""
        confined = WorkType.CONFINED_SPACE.value in self.permits.value()
        self.require("guardian", required=confined or self._needs_guardian)


def read_new_briefing(desk: Desk, source: BriefingSource) -> KnownBriefing:
    """Read the form of a new briefing and what it is about; on the read lane."""
    subject = briefing_subject(desk.context, source.dispatch_id, source.person_ids)
    return new_briefing_form(desk.context, source.dispatch_id, source.person_ids), subject


def read_briefing(desk: Desk, record_id: int) -> KnownBriefing:
    """Read a prepared briefing and what it is about; on the read lane."""
    form = briefing_form(desk.context, record_id)
    linked = briefing_details(desk.context, record_id).dispatch
    return form, briefing_subject(desk.context, linked.id if linked is not None else 0, form.person_ids)


def ask_new_briefing(desk: Desk, parent: QWidget, source: BriefingSource, on_saved: OnSaved) -> None:
    """Open the form of a new briefing; ``on_saved`` is given its id."""

    def make(read: KnownBriefing) -> FormDialog:
        head = _("Prepare an addendum · {number}") if source.person_ids else _("Prepare the briefing · {number}")
        number = read[1].number or read[1].title
        return BriefingDialog(desk, read, head.format(number=number), parent)

    open_new(
        desk,
        parent,
        partial(read_new_briefing, desk, source),
        make,
        partial(prepare_briefing, dispatch_id=source.dispatch_id),
        on_saved,
        source.about(),
    )


def ask_briefing(desk: Desk, parent: QWidget, record_id: int, read: KnownBriefing, on_saved: OnSaved) -> BriefingDialog:
    """Open the form of a prepared briefing as it was read (``read_briefing``); saving takes the hazards of now over."""
    make = lambda again: BriefingDialog(desk, again, _("Edit the briefing"), parent)  # noqa: E731
    again = partial(read_briefing, desk, record_id)
    return open_edited(desk, record_id, read, again, make, prepare_briefing, on_saved)
