"""One box over every kind of record: what is found by a few letters, digits or characters, best first, by kind.

However much there is, a search reads a handful of index entries and rows: the index itself ranks (``search_ranks``),
and only the hits that are shown are read in full.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.engines.search import search_index
from app.queries.archive.openable import closed_documents
from app.queries.hits import Hit, read_hits
from app.rules.permissions import Permission
from app.rules.search_ranks import RankedQuery, ranked_query
from app.rules.visible import viewing
from models.enums import BasicState, RecordKind
from models.record import Record

ORDER = (
    RecordKind.REQUEST, RecordKind.QUOTATION, RecordKind.ORDER, RecordKind.CUSTOMER, RecordKind.PROJECT,
    RecordKind.EQUIPMENT, RecordKind.HANDOVER, RecordKind.PUNCH_ITEM, RecordKind.CONTRACT, RecordKind.PARTNER,
    RecordKind.SITE, RecordKind.DISPATCH, RecordKind.STAFF, RecordKind.PART, RecordKind.SLIP, RecordKind.COUNT,
    RecordKind.PURCHASE, RecordKind.SHIPMENT,
    RecordKind.OLD_PART, RecordKind.LOAN, RecordKind.CUSTOMER_GOODS, RecordKind.SUPPLIER_CLAIM,
    RecordKind.SERVICE_RECEIPT, RecordKind.SURVEY, RecordKind.RATE_CARD,
    RecordKind.ADVANCE, RecordKind.EXPENSE, RecordKind.ALLOWANCE,
    RecordKind.VISIT, RecordKind.VISIT_ROUND, RecordKind.INSPECTION, RecordKind.INSPECTION_PLAN, RecordKind.COMPLAINT,
    RecordKind.FEEDBACK, RecordKind.TRAINING, RecordKind.ASSESSMENT, RecordKind.SPOT_CHECK, RecordKind.CORRESPONDENCE,
    RecordKind.HAZARD, RecordKind.BRIEFING, RecordKind.INCIDENT, RecordKind.CONFIDENTIALITY, RecordKind.LESSON,
    RecordKind.APPROVAL, RecordKind.RECEIVABLE, RecordKind.RECEIPT, RecordKind.LETTER,
    RecordKind.DISPUTE, RecordKind.MEASURES, RecordKind.DOCUMENT, RecordKind.REPORT,
)  # fmt: skip
SHOWN = 5
MOST_COUNTED = 50
_POOL = 30  # hits of a kind that are compared by their time before the best are shown
_LAST_TIER = 9  # of whatever is found in no better one
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The best hits of one kind, and how many there are: counted up to 50, ``uncounted`` says that there are more."""

    kind: RecordKind
    hits: tuple[Hit, ...]
    count: int
    uncounted: bool = False

    @property
    def has_more(self) -> bool:
        """Tell whether not all of them are among ``hits``."""
        return self.count > len(self.hits)


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits of one kind as the index knows them: which tier each was found in, and how many there are in all."""

    kind: RecordKind
    tiers: Mapping[int, int]
    count: int

    @property
    def place(self) -> tuple[int, int]:
        """Where the group stands: by its best hit, then as kinds are always ordered."""
        return min(self.tiers.values()), ORDER.index(self.kind)


def search_everywhere(
    context: Context, text: str, limit: int = SHOWN, kinds: Collection[RecordKind] = ORDER
) -> tuple[HitGroup, ...]:
    """Return what is found by the words of ``text`` in any order, grouped by kind, up to ``limit`` hits of each.

    A hit stands before another when its number is what was typed, then when its number begins so, its title begins so,
    its title or the name of its customer or project holds the words; else the newer one. Nothing typed finds nothing.
    Kinds that this person may not see are left out.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        searched = [_found(session, kind, text, limit) for kind in visible_kinds(context, kinds)]
        found = sorted((one for one in searched if one is not None), key=lambda one: one.place)
        best = _best(session, found, limit)
        hits = read_hits(session, [record_id for ids in best for record_id in ids], text)
        return tuple(
            HitGroup(
                kind=one.kind,
                hits=tuple(hits[record_id] for record_id in ids),
                count=min(one.count, max(MOST_COUNTED, limit)),
                uncounted=one.count > max(MOST_COUNTED, limit),
            )
            for one, ids in zip(found, best, strict=True)
        )


def hits_of(context: Context, record_ids: Sequence[int]) -> tuple[Hit, ...]:
    """Return these records as hits, in this order, without those that are gone or may not be seen."""
    context.require(Permission.VIEW_RECORDS)
    shown = frozenset(visible_kinds(context, ORDER))
    with context.read() as session:
        hits = read_hits(session, record_ids, "")
        closed = closed_documents(session, [one for one, hit in hits.items() if hit.kind is RecordKind.DOCUMENT])
    seen = (one for one in dict.fromkeys(record_ids) if one in hits and one not in closed)
    return tuple(hits[one] for one in seen if hits[one].kind in shown)


def visible_kinds(context: Context, kinds: Collection[RecordKind]) -> tuple[RecordKind, ...]:
    """Return which of ``kinds`` this person may see, in the order of groups."""
    return tuple(
        kind for kind in ORDER if kind in kinds and context.actor.may(viewing(kind))
    )  # fmt: skip


def _found(session: Session, kind: RecordKind, text: str, limit: int) -> _Found | None:
    """Ask the index for one kind, tier by tier until enough is found; None where nothing is."""
    index = search_index(session)
    asked = ranked_query(text, kind.value, index.syntax)
    everything = _newest(session, asked.everything, kind, max(MOST_COUNTED, limit) + 1) if asked else []
    if asked is None or not everything:
        return None
    pool = max(limit, _POOL)
    tiers: dict[int, int] = {}
    for tier, hits in enumerate(_tiers(session, asked, pool, kind)):
        tiers |= {hit: tier for hit in hits if hit not in tiers}
        if len(tiers) >= min(limit, len(everything)):
            return _Found(kind, tiers, len(everything))
    return _Found(kind, tiers | {hit: _LAST_TIER for hit in everything[:pool] if hit not in tiers}, len(everything))


def _tiers(session: Session, asked: RankedQuery, most: int, kind: RecordKind) -> Iterator[list[int]]:
    """Yield the newest hits of every tier, best first; what nobody takes is not asked for."""
    begun = _newest(session, asked.number_begins, kind, most) if asked.number_begins else []
    yield _newest(session, asked.number, kind, most) if asked.number and begun else []
    yield begun
    for query in (asked.title_begins, asked.title, asked.owner):
        yield _newest(session, query, kind, most)


def _newest(session: Session, query: str, kind: RecordKind, most: int) -> list[int]:
    """Return the newest hits that may be seen: of documents as many more are read as turn out to be closed."""
    index = search_index(session)
    if kind is not RecordKind.DOCUMENT:
        return index.newest(session, query, most=most)
    asked = most
    while True:
        hits = index.newest(session, query, most=asked)
        closed = closed_documents(session, hits)
        seen = [hit for hit in hits if hit not in closed]
        if len(seen) >= most or len(hits) < asked:
            return seen[:most]
        asked *= 2


def _best(session: Session, found: Sequence[_Found], limit: int) -> list[list[int]]:
    """Return the ids of the best hits of every kind, best first: by tier, what is out of use last, then by time."""
    record = Record.__table__.c
    pool = [hit for one in found for hit in one.tiers]
    rows = session.execute(select(record.id, record.state, record.sort_at).where(record.id.in_(pool)))
    times = {row.id: (row.state != BasicState.RETIRED, row.sort_at or _NEVER, row.id) for row in rows}
    result = []
    for one in found:
        newest = sorted((hit for hit in one.tiers if hit in times), key=times.__getitem__, reverse=True)
        result.append(sorted(newest, key=one.tiers.__getitem__)[:limit])
    return result
