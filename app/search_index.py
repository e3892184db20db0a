"""Keeping what lists sort and search by: pinyin keys on the row, tokens in the index, both inside the flush."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, bindparam, event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction, with_polymorphic

from app.database import Database, WriteSession
from app.engines.search import search_index
from app.rules.search_ranks import rank_marks
from app.rules.searching import index_text, sort_key
from models.parties.customer import Contact, Customer
from models.parties.partner import Partner
from models.projects.project import Project
from models.record import Record

Owner = TypeVar("Owner", Customer, Project)
RECORDS_AT_A_TIME = 500
MOST_PIECES = 4  # every write makes one; the database itself joins some of them now and then
PARTIES = (Customer, Partner)  # who has contacts
# What a step sets most often, and nobody searches for by its text.
UNSEARCHED = frozenset(
    {"id", "version", "state", "due_at", "due_kind", "sort_at", "sort_title", "sort_customer", "sort_project"}
)
SORTED_BY = frozenset({"title", "customer_id", "project_id", "sort_at", "created_at"})
_CONTACTS = (
    select(Contact.name, Contact.phone, Contact.mobile, Contact.email)
    .where(Contact.party_id == bindparam("party"))
    .order_by(Contact.id)
)


def write_sort_keys(session: Session, _flush: object = None, _instances: object = None) -> None:
    """Before the flush: rewrite the sort keys of new records and of those in which something changed that they say."""
    with session.no_autoflush:
        for record in _records(session):
            if inspect(record).persistent and _changed(record).isdisjoint(SORTED_BY):
                continue
            record.sort_at = record.sort_at or record.created_at
            record.sort_title = sort_key(record.title)[:400]
            customer, project = _owners(session, record)
            record.sort_customer = sort_key(customer.title)[:400] if customer else ""
            record.sort_project = sort_key(project.title)[:400] if project else ""


def write_tokens(session: Session, _flush: UOWTransaction | None = None) -> None:
    """After the flush: rewrite the tokens of records that are new or changed, themselves or their contacts.

    A step that changes nothing anybody searches for leaves them as they are.
    """
    records = {record: None for record in _records(session) if _says_other_words(record)}
    with session.no_autoflush:
        for contact in _contacts(session):
            party = session.get(Record, contact.party_id)
            if party is not None:
                records[party] = None
        _write(session, records)


def _write(session: Session, records: Iterable[Record]) -> None:
    search_index(session).write(session, {record.id: record_tokens(session, record) for record in records})


def record_tokens(session: Session, record: Record) -> str:
    """Return the tokens of a record: its own texts, its contacts, and its customer's and project's names."""
    if not record.is_findable:
        return index_text((), kind=record.kind.value)
    owners: list[str] = []
    customer, project = _owners(session, record)
    if customer is not None and customer is not record:
        owners += [customer.title, customer.short_name]
    if project is not None and project is not record:
        owners += [project.title, project.number or ""]
    parts = [*record.search_parts(), *owners]
    if isinstance(record, PARTIES):
        parts += _contact_parts(session, record)
    return index_text(parts, kind=record.kind.value, marks=rank_marks(record.number or "", record.title, owners))


def _contact_parts(session: Session, party: Record) -> Iterator[str]:
    """Yield names and numbers of the people one talks to there."""
    for row in session.execute(_CONTACTS, {"party": party.id}):
        yield from row


def rewrite_dependents(session: Session, owner: Customer | Project) -> None:
    """After a customer or project was renamed: rewrite keys and tokens of every record that shows the name."""
    column = Record.customer_id if isinstance(owner, Customer) else Record.project_id
    whole = with_polymorphic(Record, "*")  # otherwise every record would fetch its own texts one by one
    records = session.scalars(select(whole).where(getattr(whole, column.key) == owner.id)).all()
    key = sort_key(owner.title)[:400]
    for record in records:
        if isinstance(owner, Customer):
            record.sort_customer = key
        else:
            record.sort_project = key
    session.flush()
    _write(session, records)


def index_everything(connection: Connection) -> None:
    """Store the tokens of all records anew: for a database whose rows were copied from another one, or whose index was
    emptied by an upgrade that keeps other tokens.
    """
    whole = with_polymorphic(Record, "*")
    with Session(connection) as session:
        owners = [*session.scalars(select(Customer)), *session.scalars(select(Project))]  # noqa: F841 (held: each is read once)
        found = session.scalars(select(whole).order_by(whole.id).execution_options(yield_per=RECORDS_AT_A_TIME))
        for records in found.partitions():
            _write(session, records)


def fill_empty_index(database: Database) -> None:
    """Index everything if nothing is indexed though there are records: once, after an upgrade has emptied the index."""
    with database.read_session() as session:
        if not search_index(session).is_empty(session) or session.scalar(select(Record.id).limit(1)) is None:
            return
    with database.write_session.begin() as session:
        index_everything(session.connection())
    tidy_index(database)


def tidy_index(database: Database, check: Callable[[], object] = lambda: None) -> None:
    """Join the pieces in which the index was written, in steps so short that nobody's save waits for them.

    ``check`` is called between the steps and ends the work by raising.
    """
    with database.read_session() as session:
        index = search_index(session)
        if index.count_pieces(session) <= MOST_PIECES:
            return
    begin = left = True
    while left:
        check()
        with database.write_session.begin() as session:
            left = index.merge_some(session, begin=begin)
        begin = False


def _records(session: Session) -> Iterable[Record]:
    changed = [row for row in session.dirty if isinstance(row, Record) and session.is_modified(row)]
    return [*(row for row in session.new if isinstance(row, Record)), *changed]


def _changed(record: Record) -> frozenset[str]:
    """Return what has been set on a stored record since the last flush, or more."""
    return frozenset(inspect(record).committed_state)


def _says_other_words(record: Record) -> bool:
    """Tell whether other words than before may find a record; what its lines say, it does not know itself."""
    return record.searched_by_lines or inspect(record).key is None or not _changed(record) <= UNSEARCHED


def _contacts(session: Session) -> list[Contact]:
    changed = [row for row in session.dirty if isinstance(row, Contact) and session.is_modified(row)]
    return changed + [row for row in (*session.new, *session.deleted) if isinstance(row, Contact)]


def _owners(session: Session, record: Record) -> tuple[Customer | None, Project | None]:
    return _owner(session, record, Customer, record.customer_id), _owner(session, record, Project, record.project_id)


def _owner(session: Session, record: Record, model: type[Owner], owner_id: int | None) -> Owner | None:
    """Return the customer or project of a record; it may be the record itself, which nobody can read yet."""
    if isinstance(record, model) and record.id == owner_id:
        return record
    return session.get(model, owner_id) if owner_id else None


event.listen(WriteSession, "before_flush", write_sort_keys)
event.listen(WriteSession, "after_flush", write_tokens)
