"""what of a share an answer reserved, what of a slip counts as free spare part

Revision: 0012, after 0011

Changing the answer to a need gives back what that answer reserved, and nothing that was bought; goods handed out free
count as used of the free spare parts of a contract. Shares of needs answered "on order" were made by that answer.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _add("purchase_share", "reserved", "reserved_within_quantity", "reserved >= 0 AND reserved <= quantity")
    _add("slip_line", "free_used", "free_used_within_quantity", "free_used >= 0 AND free_used <= quantity")
    op.execute(
        "UPDATE purchase_share SET reserved = quantity"
        " WHERE need_id IN (SELECT id FROM material_need WHERE answer = 'on_order')"
    )


def _add(table: str, column: str, constraint: str, condition: str) -> None:
    """Add a quantity that is zero so far."""
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(sa.Column(column, sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(constraint, condition)


def downgrade() -> None:
    _drop("slip_line", "free_used", "free_used_within_quantity")
    _drop("purchase_share", "reserved", "reserved_within_quantity")


def _drop(table: str, column: str, constraint: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(constraint, type_="check")
        batch_op.drop_column(column)
