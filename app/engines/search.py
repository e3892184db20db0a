"""The search index on both kinds of database (decision 10): same tokens in, same question, same records out.

SQLite keeps it as a contentless FTS5 table, PostgreSQL as one vector of tokens per record under a GIN index. Both match
whole tokens and beginnings of tokens, which is all that ``app.rules.searching`` asks for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, ColumnElement, MetaData, Table, TextClause, select, text
from sqlalchemy.orm import Session

from app.rules.searching import FTS5, TSQUERY, Syntax, match_query
from models.base import RowId

_SECOND_VERSION = b"\xff\x00\x00\x01"
_MERGED_PAGES = 200  # of some 4 kB each


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The statements of one kind of index.

    ``replace`` stores the tokens (``:tokens``) of a record (``:id``); ``hits`` reads the ids that ``:query`` finds.
    ``key`` is the column that holds a record's id. ``structure`` reads of which pieces an index is made that is written
    in pieces, ``merge`` joins some ``:pages`` of them.
    """

    syntax: Syntax
    replace: str
    hits: str
    key: str
    structure: str = ""
    merge: str = ""

    def write(self, session: Session, tokens: Mapping[int, str]) -> None:
        """Store the tokens of records, space separated, in place of what was stored for them."""
        if tokens:
            rows = [{"id": record_id, "tokens": words} for record_id, words in tokens.items()]
            session.connection().execute(_statement(self.replace), rows)

    def query(self, words: str, kind: str) -> str | None:
        """Return the question for what a person typed, None if it holds nothing to search for."""
        return match_query(words, kind=kind, syntax=self.syntax)

    def any_of(self, queries: Sequence[str | None]) -> str | None:
        """Return the question for what any of these finds; None if none of them asks for anything."""
        asked = [query for query in queries if query is not None]
        if len(asked) < 2:
            return asked[0] if asked else None
        return self.syntax.any_of.join(f"({query})" for query in asked)

    def count(self, session: Session, query: str, *, most: int) -> int:
        """Count the hits, up to ``most``."""
        counted = text(f"SELECT count(*) FROM ({self.hits} LIMIT :most) AS hit")
        return session.scalar(counted, {"query": query, "most": most}) or 0

    def newest(self, session: Session, query: str, *, most: int) -> list[int]:
        """Return the ids of up to ``most`` hits, the latest stored first; read along the index, so never all hits."""
        latest = text(f"{self.hits} ORDER BY {self.key} DESC LIMIT :most")
        return list(session.scalars(latest, {"query": query, "most": most}))

    def is_empty(self, session: Session) -> bool:
        """Tell whether nothing at all is stored."""
        return session.scalar(text("SELECT 1 FROM record_search LIMIT 1")) is None

    def count_pieces(self, session: Session) -> int:
        """Return of how many pieces the index consists: every search looks into each of them."""
        return _count_pieces(session.scalar(text(self.structure)) or b"") if self.structure else 1

    def merge_some(self, session: Session, *, begin: bool) -> bool:
        """Join a part of the pieces, a matter of milliseconds; False when nothing is left to join.

        ``begin`` takes up all pieces there are; the calls after it go on.
        """
        before = session.scalar(text("SELECT total_changes()")) or 0
        session.execute(text(self.merge), {"pages": -_MERGED_PAGES if begin else _MERGED_PAGES})
        return (session.scalar(text("SELECT total_changes()")) or 0) - before > 1  # one is the command's own

    def found(self, identity: ColumnElement[int], query: str) -> ColumnElement[bool]:
        """Return the condition that ``identity`` is the id of a hit; all hits are read at once."""
        statement: TextClause = text(self.hits).bindparams(query=query)
        return identity.in_(statement.columns(Column("id", RowId)))

    def holds(self, identity: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that something is stored for the record with this id."""
        table = Table("record_search", MetaData(), Column(self.key, RowId))
        return select(table.c[self.key]).where(table.c[self.key] == identity).exists()


@cache
def _statement(words: str) -> TextClause:
    """Take a statement apart once; the same one is said at every save."""
    return text(words)


def _count_pieces(structure: bytes) -> int:
    """Read the number of segments off FTS5's structure record: a cookie of four bytes, a mark of four bytes in its
    second version, then the numbers of levels and of segments (127 of them or fewer in one byte, else more than 127).
    """
    start = 8 if structure[4:8] == _SECOND_VERSION else 4
    return structure[start + 1] if len(structure) > start + 1 else 0


INDEXES: Mapping[str, SearchIndex] = {
    "sqlite": SearchIndex(
        syntax=FTS5,
        replace="INSERT OR REPLACE INTO record_search(rowid, tokens) VALUES (:id, :tokens)",
        hits="SELECT rowid AS id FROM record_search WHERE record_search MATCH :query",
        key="rowid",
        structure="SELECT block FROM record_search_data WHERE id = 10",
        merge="INSERT INTO record_search(record_search, rank) VALUES ('merge', :pages)",
    ),
    "postgresql": SearchIndex(
        syntax=TSQUERY,
        replace="INSERT INTO record_search(record_id, tokens) "
        "VALUES (:id, array_to_tsvector(string_to_array(:tokens, ' '))) "
        "ON CONFLICT (record_id) DO UPDATE SET tokens = excluded.tokens",
        hits="SELECT record_id AS id FROM record_search WHERE tokens @@ CAST(:query AS tsquery)",
        key="record_id",
    ),
}


def search_index(session: Session) -> SearchIndex:
    """Return the index of the database that a session is open on."""
    return INDEXES[session.get_bind().dialect.name]
