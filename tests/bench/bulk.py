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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import FixedClock
from app.config import DataFolder
from app.queries.promises.deadlines import Deadlines, read_deadlines
from app.resources import resource_path
from app.rules.numbering import PREFIXES, format_number
from app.rules.promises.deadlines import Promise, verdict
from app.security.audit import entry_hash
from app.services.setup import set_up
from app.start import open_context
from models.enums import (
    AuditAction,
    BasicState,
    CommitmentKind,
    DispatchState,
    EventKind,
    ProjectState,
    RecordKind,
    RequestState,
)
from tests.bench.bulk_tables import Filler, Row, bulk_connection, chunks, file_content, stamp
from tests.bench.bulk_texts import (
    OWNERS,
    PLANTS,
    customer_name,
    key,
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
TOLD = (
    EventKind.REGISTERED, EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED, EventKind.STATE_CHANGED,
    EventKind.CLASS_CONFIRMED, EventKind.REPLIED, EventKind.STATE_CHANGED, EventKind.NOTE, EventKind.STATE_CHANGED,
)  # fmt: skip
REPLY = TOLD.index(EventKind.REPLIED)
TOLD_DATA = {  # what entries of the log hold for the program, by their place in TOLD
    3: json.dumps({"from": "registered", "to": "analysed", "action": "analyse"}),
    4: json.dumps({"class": "free", "basis": "warranty"}),
    6: json.dumps({"from": "analysed", "to": "classed", "action": "class"}),
    8: json.dumps({"from": "solved", "to": "closed", "action": "close"}),
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
    context = open_context(folder, clock=FixedClock(END - timedelta(days=3650)))
    set_up(context, company_name="江南清源水务工程有限公司")
    with context.read() as session:
        deadlines = read_deadlines(session)
    context.close()
    with bulk_connection(file_of(folder)) as connection:
        _Maker(Filler(connection), scale, deadlines).run()
    for index in range(scale.files):
        content = file_content(index)
        target = folder.files / (name := hashlib.sha256(content).hexdigest())[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


class _Maker:
    """Knows which ids belong to which kind: customers first, then sites, projects, staff, requests and the rest."""

    def __init__(self, filler: Filler, scale: Scale, deadlines: Deadlines) -> None:
        self.filler, self.scale, self.deadlines = filler, scale, deadlines
        sizes = {
            RecordKind.CUSTOMER: scale.customers, RecordKind.SITE: scale.customers, RecordKind.PROJECT: scale.projects,
            RecordKind.EQUIPMENT: scale.projects, RecordKind.STAFF: STAFF, RecordKind.REQUEST: scale.requests,
            RecordKind.DISPATCH: scale.dispatches, RecordKind.DOCUMENT: scale.documents,
        }  # fmt: skip
        self.first: dict[RecordKind, int] = {}
        following = 1
        for kind, size in sizes.items():
            self.first[kind], following = following, following + size
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
        self._finish()

    def _records(
        self, kind: RecordKind, table: str, names: tuple[str, ...], make_row: Callable[[int], tuple[Row, Row, str]]
    ) -> None:
        for chunk in chunks(make_row(index) for index in range(self.sizes[kind])):
            self.filler.fill("record", RECORD, (record for record, _own, _tokens in chunk))
            self.filler.fill(table, names, (own for _record, own, _tokens in chunk))
            self.filler.fill_search((record[0], tokens) for record, _own, tokens in chunk)

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
        return record, (record_id, address, 865 + index % 5000), tokens

    def _project(self, index: int) -> tuple[Row, Row, str]:
        record_id, customer = self.first[RecordKind.PROJECT] + index, index % self.scale.customers
        title, number = project_title(customer, index), self._project_number(index)
        handed = date(2016, 1, 1) + timedelta(days=mix(index) % 3700)
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
        record_id, told = self.first[RecordKind.REQUEST] + index, telling(index)
        received, project = self.start + self.step * index, mix(index) % self.scale.projects
        customer, is_open = project % self.scale.customers, self._is_open(index)
        number, owner = self._number(RecordKind.REQUEST, received), OWNERS[index % 4]
        phone = f"0574-8{mix(index) % 10_000_000:07}"
        state = RequestState.REGISTERED if is_open else RequestState.CLOSED
        record = self._record(
            record_id, RecordKind.REQUEST, number, told.title, state.value, received, customer=customer,
            project=project, due=self._promise(index).due if is_open else None,
        )  # fmt: skip
        severity, confirmed = self._severity(index), self._class(index)
        basis = {"free": "warranty", "paid": "out_of_warranty", None: None}[confirmed]
        classed = (confirmed, basis, None if is_open else stamp(received + timedelta(hours=3)))
        own = (
            record_id, "phone", stamp(received), stamp(received), owner, told.who, phone, told.text,
            told.case.kind.value, severity, self.first[RecordKind.EQUIPMENT] + project, "free", "warranty",
            *classed, "" if is_open else told.case.result,
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
        customer: int | None = None, project: int | None = None, due: datetime | None = None,
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
            None if due is None else stamp(due), None if due is None else CommitmentKind.REPLY.value,
            stamp(moment), "经理", 1,
        )  # fmt: skip

    def _number(self, kind: RecordKind, moment: datetime) -> str:
        series = (PREFIXES[kind], moment.year)
        self.series[series] = self.series.get(series, 0) + 1
        return format_number(*series, self.series[series])

    def _project_number(self, index: int) -> str:
        return f"QY-{2016 + index % 10}-{index:05}"

    def _is_open(self, index: int) -> bool:
        return index >= self.scale.requests - self.scale.open_requests

    def _severity(self, index: int) -> str:
        return "major" if mix(index) % 11 == 0 else "general"

    def _class(self, index: int) -> str | None:
        paid = "paid" if mix(index) % 3 == 0 else "free"
        return None if self._is_open(index) else paid

    def _promise(self, index: int) -> Promise:
        facts = {"severity": self._severity(index), "class": self._class(index)}
        promised = self.deadlines.promise(CommitmentKind.REPLY, facts, self.start + self.step * index)
        if promised is None:
            raise ValueError("a reply is owed under every policy")
        return promised

    def _dispatched(self, index: int) -> int:
        return index * self.scale.requests // self.scale.dispatches

    def _logs(self) -> None:
        """Write events and promises: all of a closed request's story, the first entry of an open one."""
        for chunk in chunks(iter(range(self.scale.requests))):
            events = (event for index in chunk for event in self._events(index))
            self.filler.fill("event", _EVENT, events)
            self.filler.fill("commitment", _COMMITMENT, map(self._commitment, chunk))

    def _events(self, index: int) -> Iterator[Row]:
        told, received = telling(index), self.start + self.step * index
        texts = (told.text, "", told.case.learnt, "", "", told.case.reply, "", told.case.cause, told.case.result)
        count = 1 if self._is_open(index) else self.scale.events
        for position, kind in enumerate(TOLD[:count]):
            at = stamp(received + timedelta(minutes=30 * position))
            text = said(told.case, texts[position], 2, told.who) if position else texts[0]
            event_id = index * self.scale.events + position + 1
            record_id, owner = self.first[RecordKind.REQUEST] + index, OWNERS[index % 4]
            data = TOLD_DATA.get(position, "{}")
            yield event_id, record_id, kind.value, at, owner, told.who, text, data, at, owner

    def _commitment(self, index: int) -> Row:
        received, promised = self.start + self.step * index, self._promise(index)
        met = None if self._is_open(index) else received + timedelta(minutes=30 * REPLY)
        return (
            self.first[RecordKind.REQUEST] + index, CommitmentKind.REPLY.value, promised.clause, promised.policy_id,
            stamp(received), stamp(promised.due), promised.target and stamp(promised.target),
            stamp(promised.act_by), verdict(promised.due, met).value, met and stamp(met),
            met and index * self.scale.events + REPLY + 1,
        )  # fmt: skip

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
    "id", "channel", "received_at", "registered_at", "owner_name", "contact_name", "contact_phone", "text",
    "request_kind", "severity", "equipment_id", "proposed_class", "proposed_basis", "confirmed_class",
    "confirmed_basis", "confirmed_at", "result",
)  # fmt: skip
_DISPATCH = ("id", "request_id", "content", "starts_at", "ends_at")
_DOCUMENT = ("id", "subject_id", "entry", "serial", "archive_code", "document_date", "pages")
_EVENT = ("id", "record_id", "kind", "at", "person", "counterpart", "text", "data", "recorded_at", "recorded_by")
_COMMITMENT = (
    "record_id", "kind", "clause", "policy_id", "anchor_at", "due_at", "target_at", "act_by_at", "state", "met_at",
    "met_event_id",
)  # fmt: skip
