"""Bulk data: a data folder as it stands after many years, made in minutes and kept for the next run.

The first start is the program's own; everything after it is written past the services (decision 30), with the same
tokens, sort keys and numbers. The audit trail says so in one entry.
"""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import FixedClock
from app.config import DataFolder
from app.queries.promises.deadlines import read_deadlines
from app.resources import resource_path
from app.rules.numbering import PREFIXES, format_number
from app.rules.promises.commitments import Owed
from app.rules.promises.deadlines import PolicyBook
from app.security.audit import entry_hash
from app.services.setup import set_up
from app.start import open_context
from models.enums import (
    AuditAction,
    BasicState,
    DispatchState,
    ProjectState,
    RecordKind,
    RequestState,
)
from tests.bench.bulk_money import MoneyMaker, handed_over_on
from tests.bench.bulk_promises import COMMITMENT, Story, commitment_rows, earliest_open, promised, story
from tests.bench.bulk_tables import Filler, Row, bulk_connection, chunks, file_content, stamp
from tests.bench.bulk_texts import (
    OWNERS,
    PLANTS,
    customer_name,
    key,
    marks,
    mix,
    project_title,
    record_tokens,
    said,
    telling,
)
from tests.bench.scale import Scale
from tests.databases import file_of

ZONE = ZoneInfo("Asia/Shanghai")
END = datetime(2026, 3, 6, 20, 0, tzinfo=ZONE)
STAFF = 200
MADE = "made.json"
RECORD = (
    "id", "kind", "number", "title", "state", "customer_id", "project_id", "site_id", "sort_at", "sort_title",
    "sort_customer", "sort_project", "due_at", "due_kind", "created_at", "created_by", "version",
)  # fmt: skip
TOLD_DATA = {  # what entries of the log hold for the program, by their place
    3: json.dumps({"class": "free", "basis": "warranty"}),
    6: json.dumps({"satisfied": True}),
    7: json.dumps({"from": "solved", "to": "closed", "action": "close"}),
}


def bulk_folder(scale: Scale, base: Path | None = None) -> DataFolder:
    """Return the data folder of ``scale`` below ``base`` (default: the system's temporary folder), made if need be."""
    stamp_of_schema = _schema_stamp()
    root = (base or Path(tempfile.gettempdir())) / f"aftercare-bench-{scale.name}"
    made = root / MADE
    if made.exists() and json.loads(made.read_text(encoding="utf-8")) == stamp_of_schema:
        return DataFolder(root)
    shutil.rmtree(root, ignore_errors=True)
    folder = DataFolder(root)
    began = time.perf_counter()
    make(folder, scale)
    made.write_text(json.dumps(stamp_of_schema), encoding="utf-8")
    print(f"# made {root} in {time.perf_counter() - began:.0f} s")
    return folder


def _schema_stamp() -> str:
    """Return a hash of schema and maker: data made by other ones are made again."""
    sources = [*sorted((resource_path().parent / "models" / "migrations" / "versions").glob("*.py"))]
    sources += sorted(Path(__file__).parent.glob("bulk*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def make(folder: DataFolder, scale: Scale) -> None:
    """Fill a fresh folder; deterministic."""
    context = open_context(folder, clock=FixedClock(END))
    set_up(context, company_name="江南清源水务工程有限公司")
    with context.read() as session:
        book = read_deadlines(session)
    context.close()
    with bulk_connection(file_of(folder)) as connection:
        _Maker(Filler(connection), scale, book).run()
    for index in range(scale.files):
        content = file_content(index)
        target = folder.files / (name := hashlib.sha256(content).hexdigest())[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


class _Maker:
    """Knows which ids belong to which kind: customers first, then sites, projects, staff, requests and the rest."""

    def __init__(self, filler: Filler, scale: Scale, book: PolicyBook) -> None:
        self.filler, self.scale, self.book = filler, scale, book
        sizes = {
            RecordKind.CUSTOMER: scale.customers, RecordKind.SITE: scale.customers, RecordKind.PROJECT: scale.projects,
            RecordKind.EQUIPMENT: scale.projects, RecordKind.STAFF: STAFF, RecordKind.REQUEST: scale.requests,
            RecordKind.DISPATCH: scale.dispatches, RecordKind.DOCUMENT: scale.documents,
        }  # fmt: skip
        self.first: dict[RecordKind, int] = {}
        following = 1
        for kind, size in sizes.items():
            self.first[kind], following = following, following + size
        self.following = following
        self.sizes = sizes
        years = max(10, scale.requests // 40_000)
        self.start = END - timedelta(days=365 * years)
        self.step = (END - self.start) / (scale.requests + 1)
        self.series: dict[tuple[str, int], int] = {}

    def run(self) -> None:
        """Write everything."""
        own = ("id", "short_name")
        self._records(RecordKind.CUSTOMER, "customer", own, self._customer)
        self._records(RecordKind.SITE, "site", ("id", "address", "km"), self._site)
        names = ("id", "archive_code", "manager_name", "handed_over_on", "warranty_months", "warranty_end_on")
        self._records(RecordKind.PROJECT, "project", names, self._project)
        self._records(RecordKind.EQUIPMENT, "equipment", ("id", "model", "serial_no"), self._equipment)
        self._records(RecordKind.STAFF, "staff_member", ("id", "department_id", "mobile"), self._member)
        self._records(RecordKind.REQUEST, "request", _REQUEST, self._request)
        self._records(RecordKind.DISPATCH, "dispatch", _DISPATCH, self._dispatch)
        self._records(RecordKind.DOCUMENT, "document", _DOCUMENT, self._document)
        if self.scale.events:
            self._logs()
        if self.scale.money:
            MoneyMaker(self.filler, self.scale, self.first, self.following, self._number, END).run()
        self._finish()

    def _records(
        self, kind: RecordKind, table: str, names: tuple[str, ...], make_row: Callable[[int], tuple[Row, Row, str]]
    ) -> None:
        for chunk in chunks(make_row(index) for index in range(self.sizes[kind])):
            self.filler.fill("record", RECORD, (record for record, _own, _tokens in chunk))
            self.filler.fill(table, names, (own for _record, own, _tokens in chunk))
            self.filler.fill_search((record[0], f"{tokens} {self._marks(record)}") for record, _own, tokens in chunk)

    def _marks(self, record: Row) -> str:
        """Return the tokens that say where in number, title and owners' names the words of a record stand."""
        number, title, customer, project = record[2], record[3], record[5], record[6]
        owners: list[str] = []
        if customer is not None:
            owners += customer_name(customer - self.first[RecordKind.CUSTOMER])
        if project is not None:
            index = project - self.first[RecordKind.PROJECT]
            owners += (project_title(index % self.scale.customers, index), self._project_number(index))
        return marks(number, title, *owners)

    # kinds -------------------------------------------------------------------------------------------------------

    def _customer(self, index: int) -> tuple[Row, Row, str]:
        record_id = self.first[RecordKind.CUSTOMER] + index
        title, short = customer_name(index)
        number = self._number(RecordKind.CUSTOMER, self.start)
        state = BasicState.ACTIVE.value
        record = self._record(record_id, RecordKind.CUSTOMER, number, title, state, self.start)
        return record, (record_id, short), record_tokens(RecordKind.CUSTOMER, (title, short), (number,))

    def _site(self, index: int) -> tuple[Row, Row, str]:
        record_id = self.first[RecordKind.SITE] + index
        title, number = PLANTS[index % len(PLANTS)], self._number(RecordKind.SITE, self.start)
        address = f"滨江大道 {index % 3000} 号"
        record = self._record(
            record_id, RecordKind.SITE, number, title, BasicState.ACTIVE.value, self.start, customer=index
        )
        tokens = record_tokens(RecordKind.SITE, (title, *customer_name(index)), (number, address))
        return record, (record_id, address, self._hectometres(index)), tokens

    def _project(self, index: int) -> tuple[Row, Row, str]:
        record_id, customer = self.first[RecordKind.PROJECT] + index, index % self.scale.customers
        title, number = project_title(customer, index), self._project_number(index)
        handed = handed_over_on(index)
        record = self._record(
            record_id, RecordKind.PROJECT, number, title, ProjectState.HANDED_OVER.value, self.start, customer=customer
        )
        own = (record_id, number, OWNERS[index % 4], handed.isoformat(), 12, handed.replace(day=1).isoformat())
        return record, own, record_tokens(RecordKind.PROJECT, (title, *customer_name(customer), own[2]), (number,))

    def _equipment(self, index: int) -> tuple[Row, Row, str]:
        record_id, customer = self.first[RecordKind.EQUIPMENT] + index, index % self.scale.customers
        number, model, serial = self._number(RecordKind.EQUIPMENT, self.start), f"IS{index % 90}-160", f"{index:06}"
        record = self._record(
            record_id, RecordKind.EQUIPMENT, number, "循环水泵", BasicState.ACTIVE.value, self.start,
            customer=customer, project=index,
        )  # fmt: skip
        parts = ("循环水泵", model, *customer_name(customer), project_title(customer, index))
        fresh = (number, serial, self._project_number(index))
        return record, (record_id, model, serial), record_tokens(RecordKind.EQUIPMENT, parts, fresh)

    def _member(self, index: int) -> tuple[Row, Row, str]:
        record_id, number = self.first[RecordKind.STAFF] + index, self._number(RecordKind.STAFF, self.start)
        name, mobile = f"{'张王李赵陈'[index % 5]}{'伟强磊军洋勇艳杰'[index // 5 % 8]}{index}", f"1380000{index:04}"
        record = self._record(record_id, RecordKind.STAFF, number, name, BasicState.ACTIVE.value, self.start)
        return record, (record_id, 1, mobile), record_tokens(RecordKind.STAFF, (), (number, name, mobile))

    def _request(self, index: int) -> tuple[Row, Row, str]:
        record_id, told, life = self.first[RecordKind.REQUEST] + index, telling(index), self._story(index)
        project = mix(index) % self.scale.projects
        customer = project % self.scale.customers
        number, owner = self._number(RecordKind.REQUEST, life.received), OWNERS[index % 4]
        phone = f"0574-8{mix(index) % 10_000_000:07}"
        state = RequestState.REGISTERED if life.is_open else RequestState.CLOSED
        record = self._record(
            record_id, RecordKind.REQUEST, number, told.title, state.value, life.received, customer=customer,
            project=project, due=earliest_open(self._promises(index, life)) if life.is_open else None,
        )  # fmt: skip
        received, service_class = stamp(life.received), life.service_class.value
        basis = {"free": "warranty", "paid": "out_of_warranty"}[service_class]
        classed = (None,) * 3 if life.is_open else (service_class, basis, stamp(life.received + timedelta(minutes=15)))
        own = (
            record_id, "phone", received, received, owner, received, told.who, phone, told.text,
            told.case.kind.value, life.severity.value, life.urgent, life.visit, life.large,
            self.first[RecordKind.EQUIPMENT] + project, service_class, basis, *classed,
            "" if life.is_open else told.case.result, life.solved and stamp(life.solved),
        )  # fmt: skip
        parts = (told.text, told.who, owner, *customer_name(customer), project_title(customer, project))
        fresh = (number, phone, self._project_number(project))
        return record, own, record_tokens(RecordKind.REQUEST, parts, fresh)

    def _dispatch(self, index: int) -> tuple[Row, Row, str]:
        record_id, request = self.first[RecordKind.DISPATCH] + index, self._dispatched(index)
        told, project = telling(request), mix(request) % self.scale.projects
        customer, starts = project % self.scale.customers, self.start + self.step * request + timedelta(days=1)
        number = self._number(RecordKind.DISPATCH, starts)
        record = self._record(
            record_id, RecordKind.DISPATCH, number, told.title, DispatchState.CLOSED.value, starts,
            customer=customer, project=project,
        )  # fmt: skip
        own = (record_id, self.first[RecordKind.REQUEST] + request, told.case.job, stamp(starts), stamp(starts))
        parts = (told.title, told.case.job, *customer_name(customer), project_title(customer, project))
        return record, own, record_tokens(RecordKind.DISPATCH, parts, (number, self._project_number(project)))

    def _document(self, index: int) -> tuple[Row, Row, str]:
        record_id, project = self.first[RecordKind.DOCUMENT] + index, index % self.scale.projects
        customer, serial = project % self.scale.customers, index // self.scale.projects + 1
        made = self.start + (END - self.start) * (index / self.scale.documents)
        number, code = self._number(RecordKind.DOCUMENT, made), f"{self._project_number(project)}/A6-04-{serial:03}"
        record = self._record(
            record_id, RecordKind.DOCUMENT, number, "派工单", BasicState.ACTIVE.value, made,
            customer=customer, project=project,
        )  # fmt: skip
        subject = self.first[RecordKind.REQUEST] + index % self.scale.requests
        own = (record_id, subject, "A6-04", serial, code, made.date().isoformat(), 2)
        fresh = (number, code, self._project_number(project))
        parts = ("派工单", *customer_name(customer), project_title(customer, project))
        return record, own, record_tokens(RecordKind.DOCUMENT, parts, fresh)

    # shared ------------------------------------------------------------------------------------------------------

    def _record(
        self, record_id: int, kind: RecordKind, number: str, title: str, state: str, moment: datetime, *,
        customer: int | None = None, project: int | None = None, due: Owed | None = None,
    ) -> Row:  # fmt: skip
        has_project = project is not None and customer is not None
        return (
            record_id, kind.value, number, title, state,
            None if customer is None else self.first[RecordKind.CUSTOMER] + customer,
            None if project is None else self.first[RecordKind.PROJECT] + project,
            None if customer is None else self.first[RecordKind.SITE] + customer,
            stamp(moment), key(title),
            key(customer_name(customer)[0]) if customer is not None else "",
            key(project_title(customer, project)) if has_project else "",  # type: ignore[arg-type]  # checked above
            due and due.promise.due and stamp(due.promise.due), due and due.promise.kind.value,
            stamp(moment), "经理", 1,
        )  # fmt: skip

    def _number(self, kind: RecordKind, moment: datetime) -> str:
        series = (PREFIXES[kind], moment.year)
        self.series[series] = self.series.get(series, 0) + 1
        return format_number(*series, self.series[series])

    def _project_number(self, index: int) -> str:
        return f"QY-{2016 + index % 10}-{index:05}"

    def _hectometres(self, customer: int) -> int:
        return 865 + customer % 5000

    def _story(self, index: int) -> Story:
        customer = mix(index) % self.scale.projects % self.scale.customers
        km = Decimal(self._hectometres(customer)) / 10
        is_open = index >= self.scale.requests - self.scale.open_requests
        return story(index, self.start + self.step * index, km, is_open=is_open)

    def _promises(self, index: int, life: Story) -> tuple[Owed, ...]:
        return promised(self.book, life, index * self.scale.events + 1)

    def _dispatched(self, index: int) -> int:
        return index * self.scale.requests // self.scale.dispatches

    def _logs(self) -> None:
        """Write events and promises: all of a closed request's story, the first entries of an open one."""
        for chunk in chunks((index, self._story(index)) for index in range(self.scale.requests)):
            self.filler.fill("event", _EVENT, (event for told in chunk for event in self._events(*told)))
            self.filler.fill("commitment", COMMITMENT, (row for told in chunk for row in self._commitments(*told)))

    def _events(self, index: int, life: Story) -> Iterator[Row]:
        told, record_id, owner = telling(index), self.first[RecordKind.REQUEST] + index, OWNERS[index % 4]
        texts = (told.text, "", told.case.learnt, "", told.case.reply, told.case.cause, told.case.result, "")
        for place, (kind, moment) in life.entries.items():
            at = stamp(moment)
            text = said(told.case, texts[place], 2, told.who) if place else texts[0]
            event_id = index * self.scale.events + place + 1
            data = TOLD_DATA.get(place, "{}")
            yield event_id, record_id, kind.value, at, owner, told.who, text, data, at, owner

    def _commitments(self, index: int, life: Story) -> Iterator[Row]:
        return commitment_rows(self.first[RecordKind.REQUEST] + index, self._promises(index, life))

    def _finish(self) -> None:
        """Write how far the numbers are counted, and one entry of the audit trail that tells of all this."""
        series = [(prefix, year, last) for (prefix, year), last in self.series.items()]
        connection = self.filler.connection
        connection.executemany("INSERT OR REPLACE INTO number_series(prefix, year, last) VALUES (?, ?, ?)", series)
        head = connection.execute("SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1").fetchone()[0]
        connection.execute(_AUDIT, _bulk_entry(head, self.scale))


def _bulk_entry(head: str, scale: Scale) -> Row:
    after = {"requests": scale.requests}
    entry: dict[str, Any] = {"at": END, "user_name": "bench", "action": AuditAction.BULK, "table": "record"}
    entry |= {"row_key": "", "record_id": None, "before": None, "after": after, "reason": "bench"}
    shown = (stamp(END.astimezone(UTC)), "bench", AuditAction.BULK.value, "record", "", "null", json.dumps(after))
    return (*shown, "bench", head, entry_hash(head, entry))


_AUDIT = (
    'INSERT INTO audit_entry(at, user_name, action, table_name, row_key, "before", "after", reason, '
    "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_REQUEST = (
    "id", "channel", "received_at", "registered_at", "owner_name", "owner_assigned_at", "contact_name",
    "contact_phone", "text", "request_kind", "severity", "urgent", "needs_visit", "large", "equipment_id",
    "proposed_class", "proposed_basis", "confirmed_class", "confirmed_basis", "confirmed_at", "result", "solved_at",
)  # fmt: skip
_DISPATCH = ("id", "request_id", "content", "starts_at", "ends_at")
_DOCUMENT = ("id", "subject_id", "entry", "serial", "archive_code", "document_date", "pages")
_EVENT = ("id", "record_id", "kind", "at", "person", "counterpart", "text", "data", "recorded_at", "recorded_by")
