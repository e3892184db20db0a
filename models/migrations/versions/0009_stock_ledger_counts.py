"""stock: attributes, ledger, substitutes, counts

Revision: 0009, after 0008

A part knows what it is technically and how many there are; the ledger says why. Until something is received there
is nothing on hand.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STOCK = ("on_hand", "reserved", "on_order", "stock_value")
SORTED = ("family", "on_hand", "stock_value", "idle_since")
KIND = "count"
NEW_EVENTS = ("stock_moved", "substitute_accepted")


def upgrade() -> None:
    with op.batch_alter_table("part") as batch_op:
        batch_op.add_column(sa.Column("family", sa.String(length=24), nullable=False, server_default="other"))
        batch_op.add_column(sa.Column("attributes", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("bin", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("minimum", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("shelf_life_months", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("idle_since", sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_part_minimum_not_negative"), "minimum IS NULL OR minimum >= 0")
        for name in STOCK:
            batch_op.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
            batch_op.create_check_constraint(op.f(f"ck_part_{name}_not_negative"), f"{name} >= 0")
    for name in SORTED:
        op.create_index(f"ix_part_{name}", "part", [name, "id"])
    _create_part_substitute()
    _create_stock_move()
    _create_stock_count()
    _create_count_line()


def _create_part_substitute() -> None:
    op.create_table(
        "part_substitute",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("substitute_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("part_id <> substitute_id", name=op.f("ck_part_substitute_another_part")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_substitute_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["part.id"], name=op.f("fk_part_substitute_substitute_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_substitute")),
        sa.UniqueConstraint("part_id", "substitute_id", name=op.f("uq_part_substitute_part_id_substitute_id")),
    )
    op.create_index("ix_part_substitute_substitute_id", "part_substitute", ["substitute_id"])


def _create_stock_move() -> None:
    op.create_table(
        "stock_move",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source_id", ROW_ID, nullable=True),
        sa.Column("line_no", sa.Integer(), nullable=True),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("project_id", ROW_ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(quantity > 0 AND value >= 0) OR (quantity < 0 AND value <= 0)",
            name=op.f("ck_stock_move_value_has_same_sign"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_stock_move_something_moved")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_stock_move_order_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_stock_move_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_stock_move_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_stock_move_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["record.id"], name=op.f("fk_stock_move_source_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_move")),
    )
    op.create_index("ix_stock_move_order_id", "stock_move", ["order_id"])
    op.create_index("ix_stock_move_part_id_at", "stock_move", ["part_id", "at", "id"])
    op.create_index("ix_stock_move_project_id", "stock_move", ["project_id"])
    op.create_index("ix_stock_move_request_id", "stock_move", ["request_id"])
    op.create_index("ix_stock_move_source_id", "stock_move", ["source_id"])


def _create_stock_count() -> None:
    op.create_table(
        "stock_count",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("counted_by", sa.String(length=200), nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_stock_count_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
    )


def _create_count_line() -> None:
    op.create_table(
        "count_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("count_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("bin", sa.String(length=40), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("expected_at", sa.DateTime(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("counted IS NULL OR counted >= 0", name=op.f("ck_count_line_counted_not_negative")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_count_line_count_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_count_line_part_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_line")),
        sa.UniqueConstraint("count_id", "line_no", name=op.f("uq_count_line_count_id_line_no")),
        sa.UniqueConstraint("count_id", "part_id", name=op.f("uq_count_line_count_id_part_id")),
    )
    op.create_index("ix_count_line_part_id", "count_line", ["part_id"])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table("count_line")
    op.drop_table("stock_count")
    op.drop_table("stock_move")
    op.drop_table("part_substitute")
    for name in SORTED:
        op.drop_index(f"ix_part_{name}", "part")
    with op.batch_alter_table("part") as batch_op:
        batch_op.drop_constraint(op.f("ck_part_minimum_not_negative"), type_="check")
        for name in STOCK:
            batch_op.drop_constraint(op.f(f"ck_part_{name}_not_negative"), type_="check")
        for name in (*STOCK, "family", "attributes", "bin", "minimum", "shelf_life_months", "idle_since"):
            batch_op.drop_column(name)
    _forget_approvals()
    _forget_records()


def _forget_approvals() -> None:
    """Take out what was decided about these records."""
    about = f"(SELECT id FROM approval WHERE subject_id IN (SELECT id FROM record WHERE kind = '{KIND}'))"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {about}")
    op.execute(f"DELETE FROM approval_step WHERE approval_id IN {about}")
    for table in ("issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {about}")
    op.execute(f"DELETE FROM approval WHERE id IN {about}")
    op.execute("DELETE FROM record WHERE kind = 'approval' AND id NOT IN (SELECT id FROM approval)")


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind = '{KIND}')"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind = '{KIND}'")
