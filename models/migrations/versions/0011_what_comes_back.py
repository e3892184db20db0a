"""what comes back: old parts, loans, customers' goods, manufacturers' tasks

Revision: 0011, after 0010

Parts swapped and what becomes of the old ones; machines lent, goods taken in for repair, what manufacturers owe.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("old_part", "loan", "customer_goods", "supplier_claim")
NEW_PROMISES = ("old_part", "loan_back", "supplier_claim")
NEW_EVENTS = (
    "swapped",
    "old_part_returned",
    "appraised",
    "settled",
    "lent",
    "loan_back",
    "sent_to_maker",
    "back_from_maker",
    "given_back",
    "claim_asked",
    "claim_answered",
    "cost_recovered",
)


def upgrade() -> None:
    _create_customer_goods()
    _create_goods_item()
    _create_supplier_claim()
    _create_old_part()
    _create_loan()
    _create_part_swap()


def _create_customer_goods() -> None:
    op.create_table(
        "customer_goods",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("equipment_id", ROW_ID, nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=200), nullable=False),
        sa.Column("brought_by", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("maker_id", ROW_ID, nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_how", sa.String(length=200), nullable=False),
        sa.Column("back_at", sa.DateTime(), nullable=True),
        sa.Column("repair", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_how", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("receipt_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_customer_goods_equipment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_customer_goods_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["maker_id"], ["partner.id"], name=op.f("fk_customer_goods_maker_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["document.id"], name=op.f("fk_customer_goods_receipt_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_customer_goods_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_goods")),
    )
    op.create_index("ix_customer_goods_equipment_id", "customer_goods", ["equipment_id"])
    op.create_index("ix_customer_goods_maker_id", "customer_goods", ["maker_id"])
    op.create_index("ix_customer_goods_request_id", "customer_goods", ["request_id"])


def _create_goods_item() -> None:
    op.create_table(
        "goods_item",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("goods_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("serial_no", sa.String(length=80), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("accessories", sa.String(length=200), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_goods_item_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["goods_id"], ["customer_goods.id"], name=op.f("fk_goods_item_goods_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_item")),
        sa.UniqueConstraint("goods_id", "line_no", name=op.f("uq_goods_item_goods_id_line_no")),
    )


def _create_supplier_claim() -> None:
    op.create_table(
        "supplier_claim",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("partner_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("equipment_id", ROW_ID, nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("recovered", sa.BigInteger(), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.CheckConstraint("cost IS NULL OR cost >= 0", name=op.f("ck_supplier_claim_cost_not_negative")),
        sa.CheckConstraint(
            "recovered IS NULL OR recovered >= 0", name=op.f("ck_supplier_claim_recovered_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_supplier_claim_equipment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_supplier_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_supplier_claim_partner_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_supplier_claim_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_claim")),
    )
    op.create_index("ix_supplier_claim_equipment_id", "supplier_claim", ["equipment_id"])
    op.create_index("ix_supplier_claim_partner_id", "supplier_claim", ["partner_id"])
    op.create_index("ix_supplier_claim_request_id", "supplier_claim", ["request_id"])


def _create_old_part() -> None:
    op.create_table(
        "old_part",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("equipment_id", ROW_ID, nullable=True),
        sa.Column("part_id", ROW_ID, nullable=True),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("serial_no", sa.String(length=80), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.Column("carrier_name", sa.String(length=200), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by", sa.String(length=200), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("appraisal", sa.String(length=24), nullable=True),
        sa.Column("appraised_at", sa.DateTime(), nullable=True),
        sa.Column("appraised_by", sa.String(length=200), nullable=False),
        sa.Column("appraisal_text", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("claim_id", ROW_ID, nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_amount", sa.BigInteger(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.CheckConstraint("(appraisal IS NULL) = (appraised_at IS NULL)", name=op.f("ck_old_part_appraisal_has_time")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_old_part_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["supplier_claim.id"], name=op.f("fk_old_part_claim_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_old_part_equipment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_old_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_old_part_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_old_part_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_part")),
    )
    op.create_index("ix_old_part_claim_id", "old_part", ["claim_id"])
    op.create_index("ix_old_part_equipment_id", "old_part", ["equipment_id"])
    op.create_index("ix_old_part_part_id", "old_part", ["part_id"])
    op.create_index("ix_old_part_request_id", "old_part", ["request_id"])


def _create_loan() -> None:
    op.create_table(
        "loan",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("slip_line_id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("serial_no", sa.String(length=80), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("lent_at", sa.DateTime(), nullable=False),
        sa.Column("due_back_on", sa.Date(), nullable=False),
        sa.Column("back_at", sa.DateTime(), nullable=True),
        sa.Column("brought_by", sa.String(length=200), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_amount", sa.BigInteger(), nullable=True),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_loan_quantity_positive")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_loan_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_loan_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_loan_request_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["slip_line_id"], ["slip_line.id"], name=op.f("fk_loan_slip_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index("ix_loan_due_back_on", "loan", ["due_back_on", "id"])
    op.create_index("ix_loan_part_id", "loan", ["part_id"])
    op.create_index("ix_loan_request_id", "loan", ["request_id"])
    op.create_index("ix_loan_slip_line_id", "loan", ["slip_line_id"])


def _create_part_swap() -> None:
    op.create_table(
        "part_swap",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("equipment_id", ROW_ID, nullable=True),
        sa.Column("dispatch_id", ROW_ID, nullable=True),
        sa.Column("slip_line_id", ROW_ID, nullable=True),
        sa.Column("part_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("old_serial_no", sa.String(length=80), nullable=False),
        sa.Column("new_serial_no", sa.String(length=80), nullable=False),
        sa.Column("swapped_on", sa.Date(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("old_part_id", ROW_ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_part_swap_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_part_swap_dispatch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_part_swap_equipment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["old_part_id"], ["old_part.id"], name=op.f("fk_part_swap_old_part_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_part_swap_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_part_swap_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["slip_line_id"], ["slip_line.id"], name=op.f("fk_part_swap_slip_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_swap")),
    )
    op.create_index("ix_part_swap_equipment_id", "part_swap", ["equipment_id"])
    op.create_index("ix_part_swap_old_part_id", "part_swap", ["old_part_id"])
    op.create_index("ix_part_swap_part_id", "part_swap", ["part_id"])
    op.create_index("ix_part_swap_request_id", "part_swap", ["request_id"])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table("part_swap")
    op.drop_table("loan")
    op.drop_table("old_part")
    op.drop_table("supplier_claim")
    op.drop_table("goods_item")
    op.drop_table("customer_goods")
    _forget_records()
    _forget_promises()


def _forget_promises() -> None:
    op.execute(f"UPDATE record SET due_at = NULL, due_kind = NULL WHERE due_kind IN {NEW_PROMISES}")
    for table in ("commitment", "agreed_date", "policy"):
        op.execute(f"DELETE FROM {table} WHERE kind IN {NEW_PROMISES}")


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")
