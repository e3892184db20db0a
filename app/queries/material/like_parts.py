"""Parts found by words that are alike, best first: what a line means, what is close to a part (C6.1).

The search index is asked tier by tier, from all words to any of them, until enough are found: so few are read however
many parts there are.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.engines.search import search_index
from app.rules.material.comparing import likeness
from app.rules.searching import Clause, Term, match_clauses, pieces, plain_tokens, query_clauses
from models.enums import BasicState, RecordKind
from models.material.part import Part
from models.record import Record

ENOUGH = 60
SHORTEST_TOKEN = 2
LEAST_LIKENESS = Decimal("0.3")


def like_parts(session: Session, text: str, *wanted: ColumnElement[bool], enough: int = ENOUGH) -> tuple[Part, ...]:
    """Return parts in use that share words with ``text`` and are as ``wanted``, until ``enough`` are found; of
    those found by the same words what is free in stock first.
    """
    found: dict[int, Part] = {}
    index = search_index(session)
    free_first: ColumnElement[bool] = Part.on_hand > Part.reserved
    for clauses in _tiers(text):
        query = match_clauses(clauses, kind=RecordKind.PART.value, syntax=index.syntax)
        if query is None or len(found) >= enough:
            continue
        named = select(Part).where(index.found(Record.__table__.c.id, query), Part.state == BasicState.ACTIVE, *wanted)
        for part in session.scalars(named.order_by(free_first.desc(), Part.id).limit(ENOUGH)):
            found.setdefault(part.id, part)
    return tuple(found.values())


def likeliest_part(session: Session, text: str) -> Part | None:
    """Return the part that the words of a line mean most likely, None where none is likely."""
    found = like_parts(session, text, enough=1)
    best = max(found, key=lambda part: _likeness(text, part), default=None)
    return best if best is not None and _likeness(text, best) >= LEAST_LIKENESS else None


def _likeness(text: str, part: Part) -> Decimal:
    return max(likeness(text, f"{part.title} {part.spec}"), likeness(text, part.number or ""))


def _tiers(text: str) -> Iterator[tuple[Clause, ...]]:
    """Yield what to ask for: all words; the name and any part of the model; the name; the model; any of the name."""
    name = query_clauses(" ".join(chinese for chinese, _word in pieces(text)))
    tokens = [token for token in plain_tokens(text) if len(token) >= SHORTEST_TOKEN]  # a single sign is in too many
    of_name = _any_of(token for token in tokens if not token.isascii())
    of_model = _any_of(token for token in tokens if token.isascii())
    yield query_clauses(text)
    if name and of_model:
        yield *name, of_model
    if name:
        yield name
    if of_model:
        yield (of_model,)
    if of_name:
        yield (of_name,)


def _any_of(tokens: Iterable[str]) -> Clause:
    return tuple((Term(token),) for token in dict.fromkeys(tokens))
