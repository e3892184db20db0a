"""The steps of a briefing that ask for something: that it was held, who signed, who was told by phone (C12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import short_date_time
from app.forms.briefings import HazardNewsForm, HoldingForm, SignatureForm, SigningForm
from app.i18n import N_, _
from app.labels import label
from app.queries.safety.briefing_forms import BriefingSubject
from app.queries.safety.briefings import BriefingDetails, SignerLine
from app.services.safety.briefings import NAME_LIMIT, TEXT_LIMIT
from models.enums import SignatureWay
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import LineColumn, choice_column, computed_column, moment_column
from ui.widgets.lines.line_table import LineTable

HOLDING, SIGNING, NEWS = "hazards.holding", "hazards.signing", "hazards.news"
LONGEST_PLACE = 200


class HoldingDialog(FormDialog):
    """When, where and by whom a briefing was held; what was asked and answered."""

    def __init__(self, desk: Desk, details: BriefingDetails, parent: QWidget | None = None) -> None:
        super().__init__(HOLDING, _("Briefing held · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{HOLDING}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.place = LineEdit(f"{field}.place", LONGEST_PLACE)
        self.by = LineEdit(f"{field}.by", NAME_LIMIT)
        self.questions = TextArea(f"{field}.questions", TEXT_LIMIT, 3)
        self.add_note("people", _(", ").join(row.name for row in details.signers))
        self.add_row("at", _("&Held at"), self.at, required=True, check=self._problem)
        self.add_row("place", _("&Place"), self.place, required=True)
        self.add_row("by", _("Briefed &by"), self.by, required=True)
        self.add_row("questions", _("&Questions, answers"), self.questions)
        self.at.set_value(desk.now())
        self.place.set_value(details.place)
        self.resize(640, 380)

    def form(self) -> HoldingForm:
        """Return what is entered."""
        return HoldingForm(
            at=self.at.value(), place=self.place.value(), by=self.by.value(), questions=self.questions.value()
        )

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


@dataclass(frozen=True, slots=True)
class Signed:
    """A person of the sheet, with what is known of the signature; ``ticked`` where it is recorded now."""

    signer: SignerLine
    ticked: bool = False
    at: datetime | None = None
    way: str | None = SignatureWay.SHEET.value

    @property
    def form(self) -> SignatureForm:
        """What goes to the service."""
        way = SignatureWay(self.way) if self.way else SignatureWay.SHEET
        return SignatureForm(person_id=self.signer.person_id or 0, at=self.at, way=way)


class SignatureLines(LineTable[Signed]):
    """A line per person who has not signed, or whose sheet only a photo shows; Space ticks it."""

    def __init__(self, name: str, desk: Desk, details: BriefingDetails, parent: QWidget | None = None) -> None:
        ways = lambda: [(one.value, label(one)) for one in SignatureWay]  # noqa: E731
        columns: dict[str, LineColumn] = {
            "ticked": LineColumn(N_("Has signed"), 3, Tick),
            "name": computed_column(N_("Name"), 9, is_figure=False),
            "organisation": computed_column(N_("Organisation"), 12, is_figure=False),
            "at": moment_column(N_("Time of signing"), 10, desk.now, desk.zone),
            "way": choice_column(N_("Sheet or photo"), 11, ways),
        }
        self._desk = desk
        self._briefed_at = details.briefed_at
        self._signers = {row.person_id: row for row in to_sign(details)}
        super().__init__(name, columns, "", none_text=_("Everybody has signed on the sheet itself."), parent=parent)
        self.set_value([Signed(row, ticked=True, at=row.signed_at or desk.now()) for row in to_sign(details)])

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> Signed:
        return Signed(self._signers[known], **values)

    def values_of(self, line: Signed) -> Mapping[str, Any]:
        return {name: getattr(line, name) for name in ("ticked", "at", "way")}

    def known_of(self, line: Signed) -> int | None:
        return line.signer.person_id

    def line_problem(self, line: Signed, place: int) -> str:
        if not line.ticked:
            return ""
        if line.at is None:
            return _("Enter when {name} signed.").format(name=line.signer.name)
        if self._briefed_at is not None and line.at < self._briefed_at.replace(second=0, microsecond=0):
            return _("Nobody signs before the briefing was held.")
        return past_problem(line.at, self._desk)

    def wrong_column(self, line: Signed) -> str:
        return "at"

    def line_words(self, line: Signed) -> str:
        return line.signer.name

    def computed(self, line: Signed) -> Mapping[str, str]:
        return {"name": line.signer.name, "organisation": line.signer.organisation}


def to_sign(details: BriefingDetails) -> tuple[SignerLine, ...]:
    """Return who is still to sign on the sheet itself."""
    return tuple(row for row in details.signers if row.person_id is not None and row.way is not SignatureWay.SHEET)


class BriefingSigningDialog(FormDialog):
    """Who signed, each in person, when and how; with the sheet, or at night a photo of it."""

    def __init__(self, desk: Desk, details: BriefingDetails, parent: QWidget | None = None) -> None:
        super().__init__(SIGNING, _("Signatures · {number}").format(number=details.number), _("&Record"), parent)
        field = f"{SIGNING}.field"
        self.signatures = SignatureLines(f"{field}.signatures", desk, details)
        self.scan = scan_field(desk, f"{field}.scan", self)
        held = short_date_time(details.briefed_at, desk.zone, desk.today()) if details.briefed_at else ""
        about = _("Held {when}. Everybody signs in person; nobody signs for another (C12.2).")
        self.add_note("about", about.format(when=held))
        self.add_row("signatures", _("Who signed"), self.signatures, wide=True, check=self._none_problem)
        filed = _("The signed sheet, filed under A8-02; at night a photo of it will do until the sheet is home.")
        self.add_row("scan", _("S&can"), self.scan, hint=filed, check=self._photo_problem)
        self.signatures.value_changed.connect(lambda _lines: self.check_again())
        self.scan.value_changed.connect(lambda _path: self.check_again())
        self.resize(900, 460)

    def form(self) -> SigningForm:
        """Return what is entered."""
        return SigningForm(signatures=tuple(line.form for line in self._ticked()), scan=self.scan.value())

    def _ticked(self) -> list[Signed]:
        return [line for line in self.signatures.value() if line.ticked]

    def _none_problem(self) -> str:
        return "" if self._ticked() or self.scan.value() else _("Tick who has signed, or choose the sheet to be filed.")

    def _photo_problem(self) -> str:
        by_photo = any(line.way == SignatureWay.PHOTO.value for line in self._ticked())
        return _("Add the photo of the signed sheet.") if by_photo and self.scan.value() is None else ""


class NewsDialog(FormDialog):
    """What has changed of the hazards, told by phone to people who have left: who told whom what, when."""

    def __init__(self, desk: Desk, subject: BriefingSubject, parent: QWidget | None = None) -> None:
        super().__init__(NEWS, _("Told by phone · {number}").format(number=subject.number), _("&Record"), parent)
        self._desk = desk
        field = f"{NEWS}.field"
        self.people = CheckRow(f"{field}.person_ids", [(str(one), name) for one, name in subject.untold])
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.by = LineEdit(f"{field}.by", NAME_LIMIT)
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 4)
        self.add_note("hazards", _("Hazards now: {names}").format(names=_(", ").join(subject.hazards)))
        self.add_row("person_ids", _("W&ho was told"), self.people, required=True)
        self.add_row("at", _("Told &at"), self.at, required=True, check=self._problem)
        self.add_row("by", _("Told &by"), self.by, required=True)
        self.add_row("text", _("&What they were told"), self.text, required=True)
        self.people.set_value(frozenset(str(one) for one, _name in subject.untold))
        self.at.set_value(desk.now())
        self.by.set_value(desk.context.actor.display_name)
        self.resize(640, 400)

    def form(self) -> HazardNewsForm:
        """Return what is entered."""
        return HazardNewsForm(
            at=self.at.value(),
            by=self.by.value(),
            person_ids=tuple(map(int, self.people.kept())),
            text=self.text.value(),
        )

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)
