"""One of every field, for tests that hold for all of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from tests.ui.widgets.lines.offer_table import OfferTable
from ui.dialogs.promises.condition_table import ConditionTable
from ui.dialogs.requests.wanted_lines import WantedLines
from ui.dialogs.trade.priced_name import PriceName
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.file_field import FileField
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.people_editor import PeopleEditor
from ui.widgets.fields.people_table import Clock
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.warranty_end import WarrantyEnd
from ui.widgets.pages.page_pills import SegmentedChoice

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 6, 14, 5, tzinfo=ZONE)
CHOICES = (("phone", "Phone"), ("fax", "Fax"))
FOUND = (PickItem(3, "华东化工", "宁波", "KH-0003"),)


def picker(jobs: JobRunner, name: str = "t.t.field.picker") -> RecordPicker:
    """Return a picker that finds one customer and offers a new one."""
    return RecordPicker(name, lambda _words: FOUND, jobs, "New customer …")


FIELDS: dict[str, Callable[[JobRunner], QWidget]] = {
    "line": lambda _jobs: LineEdit("t.t.field.line", 60),
    "area": lambda _jobs: TextArea("t.t.field.area", 2000),
    "number": lambda _jobs: NumberEdit("t.t.field.number", places=1),
    "money": lambda _jobs: MoneyEdit("t.t.field.money"),
    "date": lambda _jobs: DateEdit("t.t.field.date", NOW.date),
    "moment": lambda _jobs: DateTimeEdit("t.t.field.moment", lambda: NOW, ZONE),
    "picker": picker,
    "checks": lambda _jobs: CheckRow("t.t.field.checks", CHOICES),
    "combo": lambda _jobs: Combo("t.t.field.combo", CHOICES, empty="None"),
    "segments": lambda _jobs: SegmentedChoice("t.t.field.segments", CHOICES),
    "people": lambda jobs: PeopleEditor(
        "t.t.field.people", picker(jobs, "t.t.field.people.staff"), Clock(lambda: NOW, ZONE)
    ),
    "warranty": lambda _jobs: WarrantyEnd("t.t.field.warranty"),
    "file": lambda jobs: FileField("t.t.field.file", lambda path: path.name, jobs, (".pdf",)),
    "lines": lambda _jobs: WantedLines("t.t.field.lines"),
    "offer": OfferTable,
    "price_name": lambda jobs: PriceName("t.t.field.price_name", lambda _words: (), jobs),
    "conditions": lambda _jobs: ConditionTable("t.t.field.conditions"),
}
TYPED = ("line", "area", "number", "money", "date", "moment", "picker")  # those that text is typed into


def make(kind: str, jobs: JobRunner) -> Any:
    """Return a field of a kind (a key of ``FIELDS``), with a name for screen readers."""
    field = FIELDS[kind](jobs)
    field.setAccessibleName(kind)
    return field
