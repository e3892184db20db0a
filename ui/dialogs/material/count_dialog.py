"""Writing a stock count: what is counted, who counted when, what was found (C6.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.forms.material.parts import CountForm
from app.i18n import _, ngettext
from app.queries.material.counts import Countable, count_form, countable, known_parts, new_count_form
from app.services.material.counts import save_count
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.count_lines import CountLines
from ui.runtime.desk import Desk
from ui.theme.palette import Tone
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.counts"
LONGEST, LONGEST_NAME = 4000, 60
CountDraft = tuple[CountForm, tuple[Countable, ...]]


@dataclass(frozen=True, slots=True)
class CountSource:
    """The parts that a new count begins with."""

    part_ids: tuple[int, ...] = ()

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        return {"part_ids": list(self.part_ids)}


def count_source(about: Mapping[str, Any]) -> CountSource:
    """Return the source that a form keeps."""
    return CountSource(tuple(about["part_ids"]))


class CountDialog(FormDialog):
    """A count as it is written; the parts of a bin are added by its name."""

    def __init__(self, desk: Desk, draft: CountDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk = desk
        own = f"{NAME}.field"
        self.scope = LineEdit(f"{own}.scope")
        self.scope.setPlaceholderText(_("a bin (A-01), a shelf, all pumps …"))
        self.counted_at = DateTimeEdit(f"{own}.counted_at", desk.now, desk.zone)
        self.counted_by = LineEdit(f"{own}.counted_by", LONGEST_NAME)
        self.witness = LineEdit(f"{own}.witness", LONGEST_NAME)
        self.note = TextArea(f"{own}.note", LONGEST, 2)
        self.lines = CountLines(f"{own}.lines", desk)
        self.fill_button = self._make_button("fill", _("Add the parts of this &bin"))
        self.blind_button = self._make_button("blind", _("Count bl&ind"))
        self.blind_button.setCheckable(True)
        self._add_rows()
        self.set_draft(draft)
        self._connect_fields()
        self.resize(1080, 640)

    def _make_button(self, code: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{NAME}.action.{code}")
        button.setAutoDefault(False)
        self.add_button(button)
        return button

    def _add_rows(self) -> None:
        when = lambda: past_problem(self.counted_at.value(), self._desk)  # noqa: E731
        self.add_row("scope", _("&What is counted"), self.scope, required=True, half=True)
        self.add_row("counted_at", _("Counted &at"), self.counted_at, half=True, check=when)
        self.add_row("counted_by", _("&Counted by"), self.counted_by, half=True)
        self.add_row("witness", _("Wi&tness"), self.witness, half=True)
        self.add_row("lines", _("Parts"), self.lines, wide=True)
        self.add_row("note", _("&Note"), self.note)

    def _connect_fields(self) -> None:
        self.blind_button.toggled.connect(self.lines.hide_expected)
        self.fill_button.clicked.connect(self._on_fill_clicked)
        self.scope.value_changed.connect(lambda scope: self.fill_button.setEnabled(bool(scope.strip())))
        self.fill_button.setEnabled(bool(self.scope.value()))
        self.lines.value_changed.connect(lambda _lines: self._read_parts())
        self._read_parts()

    # form in and out ---------------------------------------------------------------------------------------------

    def set_draft(self, draft: CountDraft) -> None:
        """Show what the form starts with."""
        form, known = draft
        self._version = form.version
        for name in ("scope", "counted_at", "counted_by", "witness", "note"):
            getattr(self, name).set_value(getattr(form, name))
        self.lines.offer(form.lines, known)

    def form(self) -> CountForm:
        """Return what is entered."""
        names = ("scope", "counted_at", "counted_by", "witness", "note", "lines")
        return CountForm(version=self._version, **{name: getattr(self, name).value() for name in names})

    # what follows from what is entered ---------------------------------------------------------------------------

    def _read_parts(self) -> None:
        """Read what the ledger says of parts that were just chosen."""
        unknown = tuple(self.lines.unknown_parts())
        if unknown:
            read = partial(known_parts, self._desk.context, unknown)
            self._desk.jobs.run_read(f"{NAME}.parts", lambda _progress: read(), self.lines.tell_parts)

    def _on_fill_clicked(self) -> None:
        """Add the parts that lie in the bins whose names begin as what is counted is called."""
        read = partial(countable, self._desk.context, bin_of=self.scope.value())
        self._desk.jobs.run_read(f"{NAME}.fill", lambda _progress: read(), self._on_filled)

    def _on_filled(self, found: Sequence[Countable]) -> None:
        added = self.lines.add_parts(found)
        words = ngettext("{count} part added.", "{count} parts added.", added).format(count=added)
        none = _("No part lies in a bin that begins with “{bin}”.").format(bin=self.scope.value())
        self.message.show_message(words if found else none, Tone.NEUTRAL if found else Tone.SOON)


def read_count(desk: Desk, record_id: int) -> CountDraft:
    """Read a count and its parts; on the read lane."""
    return count_form(desk.context, record_id)


def ask_new_count(desk: Desk, parent: QWidget, source: CountSource, on_saved: OnSaved) -> None:
    """Open the form of a new count; ``on_saved`` is given its id."""
    make = lambda draft: CountDialog(desk, draft, _("New stock count"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(new_count_form, desk.context, part_ids=source.part_ids),
        make,
        save_count,
        on_saved,
        source.about(),
    )


def ask_count(desk: Desk, parent: QWidget, record_id: int, draft: CountDraft, on_saved: OnSaved) -> CountDialog:
    """Open the form of a count as it was read (``read_count``)."""
    make = lambda read: CountDialog(desk, read, _("Edit the stock count"), parent)  # noqa: E731
    return open_edited(desk, record_id, draft, partial(read_count, desk, record_id), make, save_count, on_saved)
