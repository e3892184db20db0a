"""The search index on both kinds of database (decision 10): same tokens in, same question, same records out.

SQLite keeps it as a contentless FTS5 table, PostgreSQL as one vector of tokens per record under a GIN index. Both match
whole tokens and beginnings of tokens, which is all that ``app.rules.searching`` asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, MetaData, Table, TextClause, select, text
from sqlalchemy.orm import Session

from app.rules.searching import FTS5, TSQUERY, Syntax, match_query
from models.base import RowId


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The statements of one kind of index.

    ``replace`` stores the tokens (``:tokens``) of a record (``:id``); ``hits`` reads the ids that ``:query`` finds.
    ``key`` is the column that holds a record's id.
    """

    syntax: Syntax
    replace: str
    hits: str
    key: str

    def write(self, session: Session, tokens: Mapping[int, str]) -> None:
        """Store the tokens of records, space separated, in place of what was stored for them."""
        if tokens:
            rows = [{"id": record_id, "tokens": words} for record_id, words in tokens.items()]
            session.connection().execute(text(self.replace), rows)

    def query(self, words: str, kind: str) -> str | None:
        """Return the question for what a person typed, None if it holds nothing to search for."""
        return match_query(words, kind=kind, syntax=self.syntax)

    def count(self, session: Session, query: str, *, most: int) -> int:
        """Count the hits, up to ``most``."""
        counted = text(f"SELECT count(*) FROM ({self.hits} LIMIT :most) AS hit")
        return session.scalar(counted, {"query": query, "most": most}) or 0

    def found(self, identity: ColumnElement[int], query: str) -> ColumnElement[bool]:
        """Return the condition that ``identity`` is the id of a hit; all hits are read at once."""
        statement: TextClause = text(self.hits).bindparams(query=query)
        return identity.in_(statement.columns(Column("id", RowId)))

    def holds(self, identity: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that something is stored for the record with this id."""
        table = Table("record_search", MetaData(), Column(self.key, RowId))
        return select(table.c[self.key]).where(table.c[self.key] == identity).exists()


INDEXES: Mapping[str, SearchIndex] = {
    "sqlite": SearchIndex(
        syntax=FTS5,
        replace="INSERT OR REPLACE INTO record_search(rowid, tokens) VALUES (:id, :tokens)",
        hits="SELECT rowid AS id FROM record_search WHERE record_search MATCH :query",
        key="rowid",
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
