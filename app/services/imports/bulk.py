"""What the bulk services share: the open transaction, what it has made so far, and saving many rows at once.

Rows are written some hundred at a time, not one by one: each flush also writes the audit trail and the search index,
which costs the same for one row as for hundreds. Rows that name each other get their ids before they are written, so
that each is written once, as it is to be.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from app.engines.row_ids import next_ids
from app.i18n import _
from app.imports.gathering import Reference
from app.imports.known import name_key
from app.queries.records.numbers import series_year
from app.rules.numbering import PREFIXES
from app.services.use_case import log
from models.base import Base
from models.enums import EventKind, RecordKind
from models.parties.customer import Customer
from models.record import NumberSeries, Record

COUNTED = (
    RecordKind.CUSTOMER,
    RecordKind.SITE,
    RecordKind.HANDOVER,
    RecordKind.RECEIVABLE,
    RecordKind.RECEIPT,
)
RecordT = TypeVar("RecordT", bound=Record)


@dataclass(slots=True)
class Bulk:
    """One import in its transaction: what it has made so far, and what of it other rows may name."""

    session: Session
    file: str
    customers: dict[str, Customer] = field(default_factory=dict)
    sites: dict[tuple[int, str], int] = field(default_factory=dict)
    _kept: dict[tuple[type, int], Any] = field(default_factory=dict)
    _given: dict[Table, int] = field(default_factory=dict)
    _series: Sequence[NumberSeries] = ()

    def begin_series(self) -> None:
        """Let the series of numbers that an import counts up be there and be held: a session that flushes only when it
        is told to finds no series that is still waiting to be written, and forgets one that nobody holds.
        """
        year = series_year(self.session, self.session.info["now"])
        known = set(self.session.scalars(select(NumberSeries.prefix).where(NumberSeries.year == year)))
        new = [prefix for prefix in map(PREFIXES.__getitem__, COUNTED) if prefix not in known]
        self.save([NumberSeries(prefix=prefix, year=year, last=0) for prefix in new])

    def identify(self, rows: Iterable[Base]) -> None:
        """Give new rows their ids, where a table counts them; save them before anything else is written."""
        unnamed: dict[Table, list[Any]] = defaultdict(list)
        for row in rows:
            table = cast("Table", inspect(type(row)).base_mapper.local_table)
            if inspect(row).key is None and "id" in table.c and row.__dict__.get("id") is None:
                unnamed[table].append(row)
        for table, found in unnamed.items():
            ids = next_ids(self.session.connection(), table, len(found), self._given.get(table, 0))
            self._given[table] = ids[-1]
            for row, row_id in zip(found, ids, strict=True):
                row.id = row_id

    def save(self, rows: Sequence[Base]) -> None:
        """Write rows, and whatever else has changed."""
        self.session.add_all(rows)
        self.identify(self.session.new)
        self.session.flush()
        self._series = self.session.scalars(select(NumberSeries)).all()

    def get(self, model: type[RecordT], record_id: int) -> RecordT:
        """Return a record on record, read once."""
        key = model, record_id
        if key not in self._kept:
            self._kept[key] = self.session.get_one(model, record_id)
        found: RecordT = self._kept[key]
        return found

    def customer(self, reference: Reference) -> Customer:
        """Return the customer that is meant: one that was there, or one made before."""
        if reference.id is not None:
            return self.get(Customer, reference.id)
        return self.customers[name_key(reference.name)]

    def log(self, record: Record, rows: Sequence[int]) -> None:
        """Let a record's log begin with where it came from."""
        where = _("{file}, row {row}").format(file=self.file, row=", ".join(map(str, rows))) if rows else self.file
        log(self.session, record, EventKind.IMPORTED, where)
