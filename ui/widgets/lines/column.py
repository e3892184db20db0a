"""The kinds of columns a table of lines can have: what a cell of each is typed into."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.i18n import _
from ui.runtime.jobs import JobRunner
from ui.theme.sizes import scaled
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit, Today
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.moment_edit import MomentEdit, Now
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.percent_edit import PercentEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.record_picker import RecordPicker, Search

Make = Callable[[str, QWidget], QWidget]
Choices = Sequence[tuple[str, str]]  # (code, translated label)
_FEWEST_LETTERS = 4  # of a choice that are seen however narrow the form is


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column: ``title`` (msgid), ``share`` of the width, and what makes a cell of a given object name, which is a
    field (``FieldWidget``) with ``set_value``; without that the cells are words that follow from the rest of the line.

    Figures stand at the right. ``spoken`` (msgid with {place}) is the cells' name for screen readers where title and
    number do not make one.
    """

    title: str
    share: int
    make: Make | None = None
    is_figure: bool = False
    spoken: str = ""

    def spoken_name(self, place: int) -> str:
        """Return what a screen reader says of the cell in the line at ``place`` (from 0)."""
        return _(self.spoken).format(place=place + 1) if self.spoken else f"{_(self.title)} {place + 1}"


def text_column(
    title: str, share: int, *, longest: int = 200, check: Callable[[str], str] | None = None, hint: str = ""
) -> LineColumn:
    """Words; ``check`` as in ``LineEdit``, ``hint`` (msgid) stands in the empty cell."""

    def make(name: str, parent: QWidget) -> LineEdit:
        edit = LineEdit(name, longest, check, parent)
        edit.setPlaceholderText(_(hint) if hint else "")
        return edit

    return LineColumn(title, share, make)


def number_column(
    title: str,
    share: int,
    *,
    least: Decimal | int = 0,
    most: Decimal | int = 10**9,
    places: int = 0,
    units: tuple[str, ...] = (),
    hint: str = "",
) -> LineColumn:
    """A number with so many decimals (Decimal or None), see ``NumberEdit``; ``hint`` (msgid)."""

    def make(name: str, parent: QWidget) -> NumberEdit:
        edit = NumberEdit(name, least=least, most=most, places=places, units=units, parent=parent)
        edit.setPlaceholderText(_(hint) if hint else "")
        return edit

    return _figures(title, share, make)


def quantity_column(title: str, share: int, *, most: Decimal | int = 10**6) -> LineColumn:
    """A quantity with at most three places (Decimal or None)."""
    return _figures(title, share, lambda name, parent: QuantityEdit(name, most=most, parent=parent))


def money_column(title: str, share: int, *, least: Decimal = Decimal(0), least_width: int = 0) -> LineColumn:
    """Yuan (Decimal or None); an empty cell is too narrow for an example of what to type. ``least_width`` (px at the
    usual text size) is room that the columns beside it may not take.
    """

    def make(name: str, parent: QWidget) -> MoneyEdit:
        edit = MoneyEdit(name, least=least, parent=parent)
        if least_width:
            edit.setMinimumWidth(scaled(least_width))
        edit.setPlaceholderText("")
        return edit

    return _figures(title, share, make)


def percent_column(title: str, share: int, *, least: Decimal | int = 0, most: Decimal | int = 100) -> LineColumn:
    """Per cent (Decimal or None): the value of "13%" is 13."""
    return _figures(title, share, lambda name, parent: PercentEdit(name, least=least, most=most, parent=parent))


def choice_column(
    title: str, share: int, choices: Callable[[], Choices], *, empty: str | None = None, spoken: str = ""
) -> LineColumn:
    """A drop-down list (code, or None with ``empty``, a msgid). ``choices`` is asked when a line is made."""

    def make(name: str, parent: QWidget) -> Combo:
        combo = Combo(name, choices(), _(empty) if empty is not None else None, parent)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_FEWEST_LETTERS)
        combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        combo.setProperty("kind", "cell")
        return combo

    return LineColumn(title, share, make, spoken=spoken)


def record_column(title: str, share: int, search: Search, jobs: JobRunner) -> LineColumn:
    """A record that is picked from what is found (PickItem or None)."""
    return LineColumn(title, share, lambda name, parent: RecordPicker(name, search, jobs, parent=parent))


def date_column(title: str, share: int, today: Today) -> LineColumn:
    """A day (date or None)."""
    return LineColumn(title, share, lambda name, parent: DateEdit(name, today, parent))


def moment_column(title: str, share: int, now: Now, zone: tzinfo) -> LineColumn:
    """A day with a time (aware datetime or None)."""
    return LineColumn(title, share, lambda name, parent: MomentEdit(name, now, zone, parent))


def computed_column(title: str, share: int, *, is_figure: bool = True) -> LineColumn:
    """Words nobody types: ``LineTable.computed`` says them."""
    return LineColumn(title, share, is_figure=is_figure)


def _figures(title: str, share: int, make: Callable[[str, QWidget], NumberEdit]) -> LineColumn:
    def at_the_right(name: str, parent: QWidget) -> NumberEdit:
        edit = make(name, parent)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    return LineColumn(title, share, at_the_right, is_figure=True)
