"""search index

Revision: 0002, after 0001

One row per record (rowid = record id) with its tokens. Contentless: the tokens are made by the program and can be made
again; ``contentless_delete`` lets a record's row be replaced, ``detail=none`` keeps the index small because every
query is a set of whole tokens; ``prefix`` answers the first two letters typed without walking every token.

PostgreSQL keeps the tokens as a vector without positions; its GIN index answers whole tokens and beginnings of tokens.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE record_search (record_id BIGINT NOT NULL CONSTRAINT pk_record_search PRIMARY KEY "
            "CONSTRAINT fk_record_search_record_id REFERENCES record (id) ON DELETE CASCADE, tokens TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_record_search_tokens ON record_search USING gin (tokens)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE record_search USING fts5("
        "tokens, content='', contentless_delete=1, detail=none, prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")"
    )


def downgrade() -> None:
    op.execute("DROP TABLE record_search")
