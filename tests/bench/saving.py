"""Registering a request with number, log, promise, audit trail and tokens, against plain ORM inserts of those rows."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, make_transient

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.forms.requests import RequestForm
from app.services.requests.registering import register_request
from app.start import open_context
from models.access.audit import AuditEntry
from models.commitment import Commitment
from models.enums import RecordKind
from models.record import Event, NumberSeries, Record
from models.requests.request import Request
from tests.bench.bulk import END
from tests.bench.bulk_texts import telling
from tests.bench.measuring import Figure, compare, timed
from tests.bench.raw import watched
from tests.databases import file_of

GOAL, SPARE_STATEMENTS = 2.0, 8
TOKENS = text("INSERT INTO record_search(rowid, tokens) VALUES (:id, :tokens)")


def run(folder: DataFolder, runs: int = 40) -> Iterator[Figure]:
    """Measure on a copy of the database: what was made for benches stays as it was made."""
    with TemporaryDirectory() as place:
        shutil.copy(file_of(folder), place)
        context = open_context(DataFolder(Path(place)), clock=FixedClock(END))
        try:
            yield from _measure(context, runs)
        finally:
            context.close()


def _measure(context: Context, runs: int) -> Iterator[Figure]:
    forms = _forms(context)
    first = register_request(context, form=next(forms))
    with watched(context.database.engine) as seen:
        register_request(context, form=next(forms))
    rows = _Rows(context, first)
    plain = Context(context.folder, context.database, context.clock, context.actor, context.store)
    value, reference = compare(
        timed(lambda: register_request(context, form=next(forms))), timed(lambda: rows.insert(plain)), runs, warm=5
    )
    yield Figure("save a request", value, reference, GOAL)
    yield Figure("save: statements", len(seen), None, rows.count + SPARE_STATEMENTS, unit="")


def _forms(context: Context) -> Iterator[RequestForm]:
    """Yield requests of customers and projects that differ, as the day brings them."""
    with context.read() as session:
        projects = select(Record.id, Record.customer_id).where(Record.kind == RecordKind.PROJECT).limit(1000)
        found = [(row.id, row.customer_id) for row in session.execute(projects)]
    for index, (project, customer) in enumerate(found * 10):
        yield RequestForm(
            received_at=END - timedelta(minutes=5), customer_id=customer, project_id=project,
            contact_name="王工", text=telling(index).text,
        )  # fmt: skip


class _Rows:
    """The rows that one registration wrote, to be written again by the ORM with nothing listening."""

    def __init__(self, context: Context, request_id: int) -> None:
        with context.read() as session:
            request = session.get_one(Request, request_id)
            self._record_id = request_id
            self._serial = 90_000
            self._templates: list[Any] = [request]
            for model in (Event, Commitment, AuditEntry):
                column = model.record_id
                self._templates += session.scalars(select(model).where(column == request_id).order_by(model.id)).all()
            self._audits = session.scalar(
                select(func.count()).select_from(AuditEntry).where(AuditEntry.record_id == request_id)
            )
            self._tokens = " ".join(f"token{number}" for number in range(150))
        # record and request, everything that points to it, the search row and the number series
        self.count = len(self._templates) + 3

    def insert(self, context: Context) -> None:
        """Write the rows once more in one transaction."""
        self._serial += 1
        writes = context.database.engine.execution_options(begin="BEGIN IMMEDIATE")
        with Session(writes, expire_on_commit=False) as session, session.begin():
            series = session.scalars(select(NumberSeries).where(NumberSeries.prefix == "SR")).first()
            if series is not None:
                series.last += 1
            request = _copy(self._templates[0])
            request.number = f"XX-2026-{self._serial}"
            session.add(request)
            for template in self._templates[1:]:
                row = _copy(template)
                if isinstance(row, AuditEntry):
                    row.record_id = self._record_id
                else:
                    row.record = request
                session.add(row)
            session.flush()
            session.execute(TOKENS, {"id": request.id, "tokens": self._tokens})


def _copy(row: Any) -> Any:
    """Return a new row with the same values and no key."""
    values = {
        attribute.key: getattr(row, attribute.key)
        for attribute in row.__mapper__.column_attrs
        if attribute.key not in ("id", "version", "record_id")
    }
    copied = type(row)(**values)
    make_transient(copied)
    return copied
