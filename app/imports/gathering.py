"""What the kinds share in putting rows together: records that stand on several rows, and refusals from the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from app.errors import Invalid
from app.i18n import _
from app.imports.cells import shown
from app.imports.fields import ImportKind
from app.imports.known import ImportWish, Known, KnownCustomer, name_key
from app.imports.rows import ReadRow

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that another one names: known by its ``id``, or made by the same import under its ``name``."""

    id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one record, in their order."""

    rows: tuple[ReadRow, ...]

    @property
    def first(self) -> ReadRow:
        """The row that the record begins with."""
        return self.rows[0]

    @property
    def is_right(self) -> bool:
        """Tell whether nothing is wrong with any of its rows."""
        return not any(row.problems for row in self.rows)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its rows."""
        return tuple(row.number for row in self.rows)

    def value(self, name: str) -> Any:
        """Return what the record's rows say of it, None where none does."""
        return next((row.values[name] for row in self.rows if name in row.values), None)

    def row_with(self, name: str) -> ReadRow:
        """Return the row to blame for a cell: the first that has it, else the first one."""
        return next((row for row in self.rows if row.has(name)), self.first)

    def refuse(self, name: str, why: str) -> None:
        """Note what is wrong with a cell of the record."""
        self.row_with(name).refuse(name, why)


def grouped(rows: Sequence[ReadRow], kind: ImportKind) -> tuple[Group, ...]:
    """Put the rows of each record together; a row without any key goes on with the one above, where the kind does."""
    groups: dict[object, list[ReadRow]] = {}
    last: object = None
    for row in rows:
        key = next((name_key(str(row.values[name])) for name in kind.keys if name in row.values), None)
        if key is None and not (kind.goes_on and last is not None):
            groups[row.number, "alone"] = [row]
            continue
        last = key if key is not None else last
        groups.setdefault(last, []).append(row)
    return tuple(Group(tuple(found)) for found in groups.values())


def agree(group: Group, names: Sequence[str]) -> None:
    """Refuse the cells in which later rows of a record say something else of it than the first one that says it."""
    for name in names:
        first = next((row for row in group.rows if name in row.values), None)
        for row in group.rows:
            if first is not None and name in row.values and row.values[name] != first.values[name]:
                message = _("Row {row} says {value} of the same record.")
                row.refuse(name, message.format(row=first.number, value=shown(first.cells[name])))


def of_record(kind: ImportKind) -> tuple[str, ...]:
    """Return the columns that speak of a record as a whole."""
    return tuple(one.name for one in kind.fields if one.of_record)


def require(group: Group, name: str, message: str) -> None:
    """Refuse a record that lacks something; what is there and wrong has its refusal already."""
    if not any(row.has(name) for row in group.rows):
        group.refuse(name, message)


def by_rules(group: Group, check: Callable[[], Form], columns: Mapping[str, str] | None = None) -> Form | None:
    """Return what a rule of the services makes of a record; what it refuses is noted at its cell.

    ``columns`` are the names of the cells whose fields the rule calls otherwise.
    """
    try:
        return check()
    except Invalid as refusal:
        name = (columns or {}).get(refusal.field or "", refusal.field or "")
        group.refuse(name, refusal.message)
        return None


def customer_of(group: Group, name: str, known: Known, wish: ImportWish) -> Reference | None:
    """Return the customer that a record names, by its full or short name or its number; None where it is refused."""
    said = group.value(name)
    if not said:
        require(group, name, _("Enter the customer's full name."))
        return None
    found = known.customer(said)
    if found is None and not wish.create_missing:
        group.refuse(name, _("There is no customer of this name."))
        return None
    if found is not None and found.is_retired:
        message = _("“{name}” is out of use. Take it back into use first, or choose another.")
        group.refuse(name, message.format(name=found.name))
        return None
    return Reference(None, said) if found is None else Reference(found.id, found.name)


def known_as(customer: KnownCustomer) -> str:
    """Return the words for a customer that is there already."""
    message = _("There is already a customer of this name: {number}.")
    return message.format(number=customer.number)


def check_past_day(group: Group, name: str, today: date) -> None:
    """Refuse a day of something that happened which lies in the future."""
    for row in group.rows:
        if isinstance(row.get(name), date) and row.get(name) > today:
            row.refuse(name, _("This day lies in the future."))


def question(row: ReadRow, name: str, why: str, wish: ImportWish) -> None:
    """Refuse something unusual, unless the person says that it is meant so."""
    if not wish.accept_questions:
        row.refuse(name, why)
