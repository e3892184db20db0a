"""Importing a ledger of contracts with instalments and receipts, against reading the sheet and the bare rows.

The bare rows are those that the first import wrote, audit trail and tokens among them, written once more by sqlite3 in
one transaction that is rolled back: the next run finds its place empty again. A run that counts imports a ledger of its
own.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.imports.known import ImportWish
from app.imports.reading import read_book
from app.queries.imports.preview import Preview, preview_import
from app.services.imports.importing import import_records
from app.start import open_context
from tests.bench.bulk import END
from tests.bench.measuring import Figure, compare, timed
from tests.bench.raw import Statement, raw_connection, watched
from tests.databases import file_of
from tests.import_factories import workbook

WHOLE_GOAL, LOCK_GOAL = 20.0, 3.0
MAKE = ImportWish(create_missing=True)
FILE = "台账.xlsx"
HEADS = (
    *("合同编号", "客户名称", "签订日期", "合同金额", "预付款", "预付款到期日", "预付款已收", "预付款收款日期"),
    *("验收款", "验收款到期日", "质保金", "质保金到期日"),
)
DAYS = (date(2025, 12, 1), date(2026, 1, 5), date(2026, 5, 1), date(2027, 1, 1))
WRITES = ("INSERT", "UPDATE", "DELETE")


def run(folder: DataFolder, runs: int = 5, contracts: int = 1_000) -> Iterator[Figure]:
    """Measure on copies of the database: what was made for benches stays as it was made."""
    with TemporaryDirectory() as place:
        bare, used = Path(place) / "bare.db", DataFolder(Path(place) / "used")
        used.root.mkdir()
        shutil.copy(file_of(folder), bare)
        shutil.copy(bare, file_of(used))
        context = open_context(used, clock=FixedClock(END))
        try:
            yield from _measure(context, bare, runs, contracts)
        finally:
            context.close()


def _measure(context: Context, bare: Path, runs: int, contracts: int) -> Iterator[Figure]:
    ledgers = (_ledger(serial, contracts) for serial in count())
    first = next(ledgers)
    with watched(context.database.engine) as seen:
        _save(context, _looked(context, first))
    rows = _Rows(bare, seen)
    value, reference = compare(
        timed(lambda: _save(context, _looked(context, next(ledgers)))),
        timed(lambda: (read_book(first, FILE), rows.write())),
        runs,
    )
    yield Figure(f"import {contracts:,} contracts", value, reference, WHOLE_GOAL)
    value, reference = compare(lambda: _lock(context, next(ledgers)), timed(rows.write), runs)
    yield Figure("import: write lock", value, reference, LOCK_GOAL)


def _ledger(serial: int, contracts: int) -> bytes:
    """Return a file of contracts that no other one holds, each of three instalments and one receipt."""
    rows = (_row(f"TZ-{serial}-{number}", number) for number in range(contracts))
    return workbook([HEADS, *rows])


def _row(name: str, number: int) -> Sequence[Any]:
    advance, received, accepted, retained = DAYS
    signed = date(2025, 1 + number % 11, 1 + number % 28)
    whole = (name, f"台账客户{number % 300:03}有限公司", signed, 10_000 + number)
    return (*whole, 3_000, advance, 3_000, received, 6_000 + number, accepted, 1_000, retained)


def _looked(context: Context, content: bytes) -> Preview:
    return preview_import(context, kind="contract", book=read_book(content, FILE), wish=MAKE)


def _save(context: Context, preview: Preview) -> None:
    import_records(context, drafts=preview.drafts, file=FILE)


def _lock(context: Context, content: bytes) -> float:
    """Return how long saving takes, all of it inside the one write."""
    preview = _looked(context, content)
    began = time.perf_counter()
    _save(context, preview)
    return time.perf_counter() - began


class _Rows:
    """What an import wrote, to be written again with nothing listening."""

    def __init__(self, database: Path, seen: Sequence[Statement]) -> None:
        self._database = database
        self._writes = [one for one in seen if one[0].startswith(WRITES)]

    def write(self) -> None:
        """Write all rows in one transaction, and take them back."""
        with raw_connection(self._database) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for text, values, many in self._writes:
                (connection.executemany if many else connection.execute)(text, values)
            connection.execute("ROLLBACK")
