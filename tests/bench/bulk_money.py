"""Money of many years: a contract of every project with four instalments, what came in, and what is late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from models.enums import BasicState, ContactWay, InstalmentKind, ReceiptState, ReceivableState, RecordKind
from tests.bench.bulk_tables import Filler, Row, chunks, stamp
from tests.bench.bulk_texts import OWNERS, customer_name, key, mix, project_title
from tests.bench.scale import Scale

RECORD = (
    "id", "kind", "number", "title", "state", "customer_id", "project_id", "sort_at", "sort_title", "sort_customer",
    "sort_project", "created_at", "created_by", "version",
)  # fmt: skip
INSTALMENT = (
    "id", "source_id", "position", "instalment_kind", "percent", "amount", "condition", "due_on", "owner_name", "paid",
    "deducted", "settled_on",
)  # fmt: skip
RECEIPT = ("id", "received_on", "amount", "allocated", "payer")
ALLOCATION = ("receipt_id", "instalment_id", "amount", "allocated_at", "allocated_by")
TALK = ("customer_id", "source_id", "at", "way", "person", "counterpart", "text", "recorded_at", "recorded_by")
PLAN = (  # kind, percent, days from the handover to the day it is due
    (InstalmentKind.ADVANCE, 30, -300),
    (InstalmentKind.DELIVERY, 30, -150),
    (InstalmentKind.ACCEPTANCE, 35, 30),
    (InstalmentKind.RETENTION, 5, 395),
)
CREDIT = 50_000  # fen


def handed_over_on(project: int) -> date:
    """Return on which day a project of the bulk data was handed over."""
    return date(2016, 1, 1) + timedelta(days=mix(project) % 3700)


@dataclass(frozen=True, slots=True)
class _Part:
    """One instalment as it stands at the end, in fen; ``paid_on`` None while nothing came in."""

    position: int
    kind: InstalmentKind
    percent: int
    amount: int
    due_on: date
    paid: int
    paid_on: date | None


class MoneyMaker:
    """Writes contracts, instalments, receipts and talks, with ids from ``following`` on; a few customers are late."""

    def __init__(
        self,
        filler: Filler,
        scale: Scale,
        first: dict[RecordKind, int],
        following: int,
        number: Callable[[RecordKind, datetime], str],
        end: datetime,
    ) -> None:
        self._filler, self._scale, self._number, self._end = filler, scale, number, end
        self._first, self._next = first, following
        self._late = max(1, scale.projects // scale.open_requests)

    def run(self) -> None:
        """Write everything, contract by contract."""
        for chunk in chunks(iter(range(self._scale.projects))):
            rows: dict[str, list[Row]] = {name: [] for name in _TABLES}
            for project in chunk:
                self._contract(project, rows)
            for name, columns in _TABLES.items():
                self._filler.fill(name, columns, rows[name])

    def _contract(self, project: int, rows: dict[str, list[Row]]) -> None:
        total = (400_000 + mix(project) % 5_000_000) * 100
        handed = handed_over_on(project)
        number = f"QY-{handed.year}-HT-{project:05}"
        contract = self._record(rows, RecordKind.CONTRACT, BasicState.ACTIVE.value, project, handed, number)
        rows["contract"].append((contract, (handed - timedelta(days=330)).isoformat(), total))
        for part in self._parts(project, total, handed):
            self._instalment(rows, contract, project, part)
        if project % self._late == 0:
            self._talk(rows, contract, project)

    def _parts(self, project: int, total: int, handed: date) -> Iterator[_Part]:
        is_late, today = project % self._late == 0, self._end.date()
        for position, (kind, percent, days) in enumerate(PLAN, start=1):
            due_on, amount = handed + timedelta(days=days), total * percent // 100
            paid_on = due_on + timedelta(days=mix(project + position) % 25)
            is_open = paid_on > today or (is_late and position > 1)
            paid = 0 if is_open else amount
            if is_late and position == 2 and paid_on <= today:
                paid = amount // 2
            yield _Part(position, kind, percent, amount, due_on, paid, paid_on if paid else None)

    def _instalment(self, rows: dict[str, list[Row]], contract: int, project: int, part: _Part) -> None:
        is_paid = part.paid == part.amount
        state = ReceivableState.PAID if is_paid else ReceivableState.OPEN
        row = self._record(rows, RecordKind.RECEIVABLE, state.value, project, part.due_on)
        settled = part.paid_on.isoformat() if part.paid_on is not None and is_paid else None
        own = (part.percent * 100, part.amount, "", part.due_on.isoformat(), OWNERS[project % 4], part.paid, 0, settled)
        rows["instalment"].append((row, contract, part.position, part.kind.value, *own))
        if part.paid_on is not None:
            more = CREDIT if not is_paid and project % (3 * self._late) == 0 else 0
            self._receipt(rows, row, project, part.paid_on, part.paid, more)

    def _receipt(
        self, rows: dict[str, list[Row]], instalment: int, project: int, day: date, paid: int, more: int
    ) -> None:
        receipt = self._record(rows, RecordKind.RECEIPT, ReceiptState.BOOKED.value, project, day)
        payer = customer_name(project % self._scale.customers)[0]
        rows["receipt"].append((receipt, day.isoformat(), paid + more, paid, payer))
        rows["allocation"].append((receipt, instalment, paid, _moment(day), OWNERS[project % 4]))

    def _talk(self, rows: dict[str, list[Row]], contract: int, project: int) -> None:
        at = stamp(self._end - timedelta(days=mix(project) % 40 + 1))
        said = (ContactWay.CALL.value, OWNERS[project % 4], "会计", "月底前安排", at, OWNERS[project % 4])
        customer = self._first[RecordKind.CUSTOMER] + project % self._scale.customers
        rows["collection_contact"].append((customer, contract, at, *said))

    def _record(
        self, rows: dict[str, list[Row]], kind: RecordKind, state: str, project: int, day: date, number: str = ""
    ) -> int:
        record_id, self._next = self._next, self._next + 1
        customer, at = project % self._scale.customers, datetime.combine(day, time(1), UTC)
        title = project_title(customer, project)
        name = key(customer_name(customer)[0])
        owners = (self._first[RecordKind.CUSTOMER] + customer, self._first[RecordKind.PROJECT] + project)
        shown = (stamp(at), key(title), name, key(title), stamp(at), "经理", 1)
        named = number or self._number(kind, at)
        rows["record"].append((record_id, kind.value, named, title, state, *owners, *shown))
        return record_id


def _moment(day: date) -> str:
    return stamp(datetime.combine(day, time(1), UTC))


_TABLES: dict[str, tuple[str, ...]] = {
    "record": RECORD,
    "contract": ("id", "signed_on", "amount"),
    "instalment": INSTALMENT,
    "receipt": RECEIPT,
    "allocation": ALLOCATION,
    "collection_contact": TALK,
}
