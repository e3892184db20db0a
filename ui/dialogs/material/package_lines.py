"""The packages of a shipment as they are typed, and which goods of the slips are in which of them (C6.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from app.formatting import quantity
from app.forms.material.shipments import PackageForm, PackedItemForm
from app.i18n import N_, _, ngettext
from app.rules.material.shipments import (
    HEAVIEST_KG,
    LONGEST_CM,
    MOST_PACKAGES,
    Goods,
    not_packed,
    package_problem,
    volume_of,
)
from app.rules.material.valuation import ZERO
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    number_column,
    quantity_column,
    text_column,
)
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

LONGEST_PACKING = 60
_SIZES = ("length_cm", "width_cm", "height_cm")
_WEIGHTS = ("gross_kg", "net_kg")


class PackageLines(LineTable[PackageForm]):
    """A line per package; its number is its place. Volumes and sums follow from what is typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        columns: dict[str, LineColumn] = {
            "no": computed_column(N_("No."), 2),
            "packing": text_column(N_("Packed in"), 8, longest=LONGEST_PACKING, hint=N_("Carton")),
            "length_cm": number_column(N_("Length cm"), 5, least=1, most=LONGEST_CM),
            "width_cm": number_column(N_("Width cm"), 5, least=1, most=LONGEST_CM),
            "height_cm": number_column(N_("Height cm"), 5, least=1, most=LONGEST_CM),
            "gross_kg": quantity_column(N_("Gross kg"), 6, most=HEAVIEST_KG),
            "net_kg": quantity_column(N_("Net kg"), 6, most=HEAVIEST_KG),
            "volume": computed_column(N_("Volume m³"), 6),
            "contents": text_column(N_("Contents as printed"), 16, hint=N_("as packed below")),
        }
        super().__init__(name, columns, _("Add a &package"), movable=True, parent=parent)
        self.value_changed.connect(lambda _lines: self._number())

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> PackageForm:
        sizes: dict[str, Any] = {name: _whole(values[name]) for name in _SIZES}
        own = {name: values[name] for name in ("packing", "contents", *_WEIGHTS)}
        return PackageForm(**sizes, **own)

    def values_of(self, line: PackageForm) -> Mapping[str, Any]:
        sizes = {name: Decimal(size) for name in _SIZES if (size := getattr(line, name)) is not None}
        return {**sizes, **{name: getattr(line, name) for name in ("packing", "contents", *_WEIGHTS)}}

    def line_problem(self, line: PackageForm, place: int) -> str:
        problem = package_problem(line)
        return _("Package {place}: {problem}").format(place=place, problem=problem) if problem else ""

    def wrong_column(self, line: PackageForm) -> str:
        missing = next((name for name in _SIZES if getattr(line, name) is None), None)
        return missing if missing and any(getattr(line, name) for name in _SIZES) else "gross_kg"

    def line_words(self, line: PackageForm) -> str:
        size = "×".join(str(getattr(line, name)) for name in _SIZES) if line.length_cm else ""
        weight = f"{quantity(line.gross_kg)} kg" if line.gross_kg is not None else ""
        return " ".join(said for said in (line.packing, size, weight) if said)

    def computed(self, line: PackageForm) -> Mapping[str, str]:
        volume = volume_of(line.length_cm, line.width_cm, line.height_cm)
        return {"volume": quantity(volume)} if volume is not None else {}

    def totals(self, lines: Sequence[PackageForm]) -> Sequence[Total]:
        if not lines:
            return ()
        gross = sum((line.gross_kg or ZERO for line in lines), ZERO)
        volume = sum((volume_of(line.length_cm, line.width_cm, line.height_cm) or ZERO for line in lines), ZERO)
        told = ngettext("{count} package", "{count} packages", len(lines)).format(count=len(lines))
        words = f"{told} · {quantity(gross)} kg · {quantity(volume)} m³"
        return (Total("all", _("In all"), words, is_main=True),)

    def _number(self) -> None:
        for place, line in enumerate(self.entered(), start=1):
            label = line.widget("no")
            if isinstance(label, QLabel):
                label.setText(str(place))


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None else None


@dataclass(frozen=True, slots=True)
class Packed:
    """So much of a line of a slip in the package with this number."""

    package_no: int | None = None
    slip_line_id: int | None = None
    quantity: Decimal | None = None


class PackedLines(LineTable[Packed]):
    """A line per item and package; ``offer`` says which goods there are, ``count_packages`` how many packages. What is
    in none of them stands below.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._goods: Mapping[int, Goods] = {}
        self._packages = 1
        columns: dict[str, LineColumn] = {
            "package_no": number_column(N_("In package"), 3, least=1, most=MOST_PACKAGES),
            "goods": choice_column(N_("Goods packed"), 24, self._choices, empty=N_("Choose…")),
            "quantity": quantity_column(N_("Quantity"), 4),
            "unit": computed_column(N_("Unit"), 3, is_figure=False),
            "issued": computed_column(N_("Issued by the slip"), 5),
        }
        super().__init__(name, columns, _("Pack an i&tem"), movable=True, parent=parent)

    def _choices(self) -> Sequence[tuple[str, str]]:
        return [(str(one.slip_line_id), _goods_words(one)) for one in self._goods.values()]

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(self, goods: Sequence[Goods]) -> None:
        """Offer the goods of other slips; what was packed of slips that are gone is taken out."""
        self._goods = {one.slip_line_id: one for one in goods}
        kept = [line for line in self.value() if line.slip_line_id in self._goods]
        self.set_value(())
        self.make_again()
        self.set_value(kept)

    def pack(self, goods: Sequence[Goods]) -> None:
        """Put all of these goods into the first package, where nothing of them is packed yet."""
        known = {line.slip_line_id for line in self.value()}
        new = [Packed(1, one.slip_line_id, one.quantity) for one in goods if one.slip_line_id not in known]
        self.set_value((*self.value(), *new))

    def count_packages(self, count: int) -> None:
        """Say how many packages there are; without any, one is meant."""
        if max(count, 1) != self._packages:
            self._packages = max(count, 1)
            self.tell_again()

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> Packed:
        code = values["goods"]
        return Packed(_whole(values["package_no"]), int(code) if code else None, values["quantity"])

    def values_of(self, line: Packed) -> Mapping[str, Any]:
        return {
            "package_no": Decimal(line.package_no) if line.package_no is not None else None,
            "goods": str(line.slip_line_id) if line.slip_line_id in self._goods else None,
            "quantity": line.quantity,
        }

    def line_problem(self, line: Packed, place: int) -> str:
        problem = self._problem(line)
        return _("Line {place}: {problem}").format(place=place, problem=problem) if problem else ""

    def _problem(self, line: Packed) -> str:
        if line.package_no is None or line.package_no > self._packages:
            return ngettext("there is {count} package", "there are {count} packages", self._packages).format(
                count=self._packages
            )
        if line.slip_line_id is None:
            return _("choose the goods")
        if not line.quantity:
            return _("enter how much of it")
        goods = self._goods.get(line.slip_line_id)
        if goods is not None and self._packed().get(line.slip_line_id, ZERO) > goods.quantity:
            return _("the slip issued {amount}").format(amount=goods.amount(goods.quantity))
        return ""

    def wrong_column(self, line: Packed) -> str:
        if line.package_no is None or line.package_no > self._packages:
            return "package_no"
        return "goods" if line.slip_line_id is None else "quantity"

    def line_words(self, line: Packed) -> str:
        goods = self._goods.get(line.slip_line_id or 0)
        name = goods.amount(line.quantity or ZERO) if goods is not None else ""
        return f"{line.package_no or ''}: {name}"

    def computed(self, line: Packed) -> Mapping[str, str]:
        goods = self._goods.get(line.slip_line_id or 0)
        return {"unit": goods.unit, "issued": quantity(goods.quantity)} if goods is not None else {}

    def totals(self, lines: Sequence[Packed]) -> Sequence[Total]:
        left = not_packed(_sums(lines), self._goods.values())
        return (Total("left", _("In no package"), _(", ").join(left), is_main=True),) if left else ()

    def _packed(self) -> Mapping[int, Decimal]:
        return _sums(self.value())


def _sums(lines: Sequence[Packed]) -> Mapping[int, Decimal]:
    sums: dict[int, Decimal] = {}
    for line in lines:
        if line.slip_line_id is not None:
            sums[line.slip_line_id] = sums.get(line.slip_line_id, ZERO) + (line.quantity or ZERO)
    return sums


def _goods_words(goods: Goods) -> str:
    return " · ".join(said for said in (goods.title, goods.code, goods.slip_number) if said)


def packed_of(packages: Sequence[PackageForm]) -> tuple[Packed, ...]:
    """Return what is in packages, line by line."""
    return tuple(
        Packed(place, item.slip_line_id, item.quantity)
        for place, package in enumerate(packages, start=1)
        for item in package.items
    )


def with_items(packages: Sequence[PackageForm], packed: Sequence[Packed]) -> tuple[PackageForm, ...]:
    """Return packages with what is in them; what is packed while no package is described makes one."""
    rows = packages or ([PackageForm()] if packed else [])
    return tuple(replace(row, items=_items(packed, place)) for place, row in enumerate(rows, start=1))


def _items(packed: Sequence[Packed], place: int) -> tuple[PackedItemForm, ...]:
    return tuple(
        PackedItemForm(slip_line_id=one.slip_line_id or 0, quantity=one.quantity)
        for one in packed
        if one.package_no == place
    )
