"""instalments, invoices, receipts and allocations

Revision: 0008, after 0007

Money in: what contracts and orders are owed, and what of it was paid.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("receivable", "receipt")


def upgrade() -> None:
    _create_instalment()
    _create_invoice()
    _create_invoice_share()
    _create_receipt()
    _create_allocation()


def _create_instalment() -> None:
    op.create_table(
        "instalment",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("instalment_kind", sa.String(length=24), nullable=False),
        sa.Column("percent", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_instalment_amount_positive")),
        sa.CheckConstraint("paid BETWEEN 0 AND amount", name=op.f("ck_instalment_paid_within_amount")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_instalment_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["record.id"], name=op.f("fk_instalment_source_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
    )
    op.create_index("ix_instalment_source_id_position", "instalment", ["source_id", "position"])
    op.create_index("ix_instalment_amount", "instalment", ["amount", "id"])
    op.create_index("ix_instalment_due_on", "instalment", ["due_on", "id"])


def _create_invoice() -> None:
    op.create_table(
        "invoice",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("invoice_type", sa.String(length=24), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_invoice_amount_positive")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_invoice_record_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
    )
    op.create_index("ix_invoice_record_id", "invoice", ["record_id"])


def _create_invoice_share() -> None:
    op.create_table(
        "invoice_share",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("invoice_id", ROW_ID, nullable=False),
        sa.Column("instalment_id", ROW_ID, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_invoice_share_amount_positive")),
        sa.ForeignKeyConstraint(
            ["instalment_id"], ["instalment.id"], name=op.f("fk_invoice_share_instalment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_share_invoice_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_share")),
        sa.UniqueConstraint("invoice_id", "instalment_id", name=op.f("uq_invoice_share_invoice_id_instalment_id")),
    )
    op.create_index("ix_invoice_share_instalment_id", "invoice_share", ["instalment_id"])


def _create_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("allocated", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("voucher_no", sa.String(length=60), nullable=False),
        sa.Column("bank_reference", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("allocated BETWEEN 0 AND amount", name=op.f("ck_receipt_allocated_within_amount")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_receipt_amount_positive")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_receipt_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_received_on", "receipt", ["received_on", "id"])


def _create_allocation() -> None:
    op.create_table(
        "allocation",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("receipt_id", ROW_ID, nullable=False),
        sa.Column("instalment_id", ROW_ID, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("allocated_at", sa.DateTime(), nullable=False),
        sa.Column("allocated_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_allocation_amount_positive")),
        sa.ForeignKeyConstraint(
            ["instalment_id"], ["instalment.id"], name=op.f("fk_allocation_instalment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_allocation_receipt_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("receipt_id", "instalment_id", name=op.f("uq_allocation_receipt_id_instalment_id")),
    )
    op.create_index("ix_allocation_instalment_id", "allocation", ["instalment_id"])

def downgrade() -> None:
    op.drop_table("allocation")
    op.drop_table("receipt")
    op.drop_table("invoice_share")
    op.drop_table("invoice")
    op.drop_table("instalment")
    _forget_records()


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")
