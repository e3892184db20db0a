"""search index of all that one box searches

Revision: 0005, after 0004

The index keeps more tokens of a record (where a word stands, telephone numbers in one piece, contacts) and keeps
beginnings of up to eight signs ready, so that a common one is answered as fast as a rare one. It is emptied here; the
program fills an empty index when it opens the database. Going back needs nothing: the older version reads this index as
it read its own.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DELETE FROM record_search")
        return
    op.execute("DROP TABLE record_search")
    op.execute(
        "CREATE VIRTUAL TABLE record_search USING fts5("
        "tokens, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6 7 8', "
        'tokenize="unicode61 remove_diacritics 0")'
    )


def downgrade() -> None:
    """Leave the index as it is."""
