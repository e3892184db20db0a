"""needs, slips, purchases, shipments

Revision: 0010, after 0009

From what a request needs to what the customer receives.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("slip", "purchase", "shipment")
NEW_PROMISES = ("delivery", "tracking", "return_stub")
NEW_EVENTS = (
    "stock_answered",
    "slip_made",
    "goods_checked",
    "goods_returned",
    "purchase_made",
    "goods_ordered",
    "goods_received",
    "shipment_made",
    "shipped",
    "tracked",
    "goods_arrived",
    "receipt_confirmed",
)


def upgrade() -> None:
    _create_material_need()
    _create_purchase()
    _create_purchase_line()
    _create_purchase_share()
    _create_shipment()
    _create_slip()
    _create_slip_line()
    _create_package()
    _create_packed_item()


def _create_material_need() -> None:
    op.create_table(
        "material_need",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=24), nullable=True),
        sa.Column("chosen_id", ROW_ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_material_need_answer_has_time")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_material_need_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["chosen_id"], ["part.id"], name=op.f("fk_material_need_chosen_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_material_need_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_material_need_record_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_need")),
        sa.UniqueConstraint("record_id", "line_no", name=op.f("uq_material_need_record_id_line_no")),
    )
    op.create_index("ix_material_need_answer", "material_need", ["answer", "id"])
    op.create_index("ix_material_need_chosen_id", "material_need", ["chosen_id"])
    op.create_index("ix_material_need_part_id", "material_need", ["part_id"])


def _create_purchase() -> None:
    op.create_table(
        "purchase",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("purchase_type", sa.String(length=24), nullable=False),
        sa.Column("urgency", sa.String(length=24), nullable=False),
        sa.Column("urgent_reason", sa.String(length=200), nullable=False),
        sa.Column("cost_bearer", sa.String(length=24), nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("requester", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("deliver_to", sa.String(length=200), nullable=False),
        sa.Column("budget_item", sa.String(length=200), nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=True),
        sa.Column("own_purchase", sa.Boolean(), nullable=False),
        sa.Column("own_reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(), nullable=True),
        sa.Column("ordered_by", sa.String(length=200), nullable=False),
        sa.Column("supplier_id", ROW_ID, nullable=True),
        sa.Column("order_ref", sa.String(length=200), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_purchase_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_purchase_order_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_purchase_request_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["partner.id"], name=op.f("fk_purchase_supplier_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
    )
    op.create_index("ix_purchase_expected_on", "purchase", ["expected_on", "id"])
    op.create_index("ix_purchase_needed_on", "purchase", ["needed_on", "id"])
    op.create_index("ix_purchase_order_id", "purchase", ["order_id"])
    op.create_index("ix_purchase_request_id", "purchase", ["request_id"])
    op.create_index("ix_purchase_supplier_id", "purchase", ["supplier_id"])


def _create_purchase_line() -> None:
    op.create_table(
        "purchase_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("purchase_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=True),
        sa.Column("requirement", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.Column("stock_then", sa.BigInteger(), nullable=True),
        sa.Column("estimate", sa.BigInteger(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("estimate IS NULL OR estimate >= 0", name=op.f("ck_purchase_line_estimate_not_negative")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_line_quantity_positive")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_purchase_line_received_not_negative")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_purchase_line_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint("purchase_id", "line_no", name=op.f("uq_purchase_line_purchase_id_line_no")),
    )
    op.create_index("ix_purchase_line_part_id", "purchase_line", ["part_id"])


def _create_purchase_share() -> None:
    op.create_table(
        "purchase_share",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("line_id", ROW_ID, nullable=False),
        sa.Column("need_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_share_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["purchase_line.id"], name=op.f("fk_purchase_share_line_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["material_need.id"], name=op.f("fk_purchase_share_need_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_share")),
        sa.UniqueConstraint("line_id", "need_id", name=op.f("uq_purchase_share_line_id_need_id")),
    )
    op.create_index("ix_purchase_share_need_id", "purchase_share", ["need_id"])


def _create_shipment() -> None:
    op.create_table(
        "shipment",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("shipper_unit", sa.String(length=200), nullable=False),
        sa.Column("shipper_address", sa.String(length=200), nullable=False),
        sa.Column("shipper_contact", sa.String(length=200), nullable=False),
        sa.Column("shipper_phone", sa.String(length=40), nullable=False),
        sa.Column("shipper_postcode", sa.String(length=12), nullable=False),
        sa.Column("consignee_unit", sa.String(length=200), nullable=False),
        sa.Column("consignee_address", sa.String(length=200), nullable=False),
        sa.Column("consignee_contact", sa.String(length=200), nullable=False),
        sa.Column("consignee_phone", sa.String(length=40), nullable=False),
        sa.Column("consignee_postcode", sa.String(length=12), nullable=False),
        sa.Column("ship_on", sa.Date(), nullable=True),
        sa.Column("arrive_on", sa.Date(), nullable=True),
        sa.Column("carrier_id", ROW_ID, nullable=True),
        sa.Column("carrier_name", sa.String(length=200), nullable=False),
        sa.Column("waybill_no", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("pickup", sa.String(length=24), nullable=False),
        sa.Column("vehicle_no", sa.String(length=40), nullable=False),
        sa.Column("driver", sa.String(length=200), nullable=False),
        sa.Column("freight_payer", sa.String(length=24), nullable=False),
        sa.Column("freight", sa.BigInteger(), nullable=True),
        sa.Column("insured", sa.Boolean(), nullable=False),
        sa.Column("declared_value", sa.BigInteger(), nullable=True),
        sa.Column("insurance_fee", sa.BigInteger(), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("dangerous_goods", sa.String(length=200), nullable=False),
        sa.Column("documents_enclosed", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("notified_at", sa.DateTime(), nullable=True),
        sa.Column("shipped_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("received_packages", sa.Integer(), nullable=True),
        sa.Column("condition", sa.String(length=24), nullable=True),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("receipt_id", ROW_ID, nullable=True),
        sa.CheckConstraint("freight IS NULL OR freight >= 0", name=op.f("ck_shipment_freight_not_negative")),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["partner.id"], name=op.f("fk_shipment_carrier_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_shipment_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_shipment_order_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["document.id"], name=op.f("fk_shipment_receipt_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_shipment_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
    )
    op.create_index("ix_shipment_carrier_id", "shipment", ["carrier_id"])
    op.create_index("ix_shipment_order_id", "shipment", ["order_id"])
    op.create_index("ix_shipment_request_id", "shipment", ["request_id"])
    op.create_index("ix_shipment_shipped_at", "shipment", ["shipped_at", "id"])
    op.create_index("ix_shipment_waybill_no", "shipment", ["waybill_no"])


def _create_slip() -> None:
    op.create_table(
        "slip",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("slip_kind", sa.String(length=24), nullable=False),
        sa.Column("is_red", sa.Boolean(), nullable=False),
        sa.Column("reverses_id", ROW_ID, nullable=True),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("dispatch_id", ROW_ID, nullable=True),
        sa.Column("shipment_id", ROW_ID, nullable=True),
        sa.Column("picker_name", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("handing_over", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("needed_on", sa.Date(), nullable=True),
        sa.Column("due_back_on", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("packed_at", sa.DateTime(), nullable=True),
        sa.Column("packed_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("is_red = (reverses_id IS NOT NULL)", name=op.f("ck_slip_red_reverses")),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_slip_dispatch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_slip_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["order_id"], ["service_order.id"], name=op.f("fk_slip_order_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_slip_request_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["reverses_id"], ["slip.id"], name=op.f("fk_slip_reverses_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_slip_shipment_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
    )
    op.create_index("ix_slip_dispatch_id", "slip", ["dispatch_id"])
    op.create_index("ix_slip_order_id", "slip", ["order_id"])
    op.create_index("ix_slip_request_id", "slip", ["request_id"])
    op.create_index("ix_slip_reverses_id", "slip", ["reverses_id"])
    op.create_index("ix_slip_shipment_id", "slip", ["shipment_id"])


def _create_slip_line() -> None:
    op.create_table(
        "slip_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("slip_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("part_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("checked_quantity", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("serial_no", sa.String(length=200), nullable=False),
        sa.Column("need_id", ROW_ID, nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "checked_quantity IS NULL OR checked_quantity <= quantity",
            name=op.f("ck_slip_line_checked_within_quantity"),
        ),
        sa.CheckConstraint(
            "checked_quantity IS NULL OR checked_quantity >= 0", name=op.f("ck_slip_line_checked_not_negative")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_slip_line_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["material_need.id"], name=op.f("fk_slip_line_need_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_slip_line_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_slip_line_slip_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_line")),
        sa.UniqueConstraint("slip_id", "line_no", name=op.f("uq_slip_line_slip_id_line_no")),
    )
    op.create_index("ix_slip_line_need_id", "slip_line", ["need_id"])
    op.create_index("ix_slip_line_part_id", "slip_line", ["part_id"])


def _create_package() -> None:
    op.create_table(
        "package",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("shipment_id", ROW_ID, nullable=False),
        sa.Column("package_no", sa.Integer(), nullable=False),
        sa.Column("packing", sa.String(length=200), nullable=False),
        sa.Column("length_cm", sa.Integer(), nullable=True),
        sa.Column("width_cm", sa.Integer(), nullable=True),
        sa.Column("height_cm", sa.Integer(), nullable=True),
        sa.Column("gross_kg", sa.BigInteger(), nullable=True),
        sa.Column("net_kg", sa.BigInteger(), nullable=True),
        sa.Column("contents", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipment.id"], name=op.f("fk_package_shipment_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
        sa.UniqueConstraint("shipment_id", "package_no", name=op.f("uq_package_shipment_id_package_no")),
    )


def _create_packed_item() -> None:
    op.create_table(
        "packed_item",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("package_id", ROW_ID, nullable=False),
        sa.Column("slip_line_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_packed_item_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["package_id"], ["package.id"], name=op.f("fk_packed_item_package_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["slip_line_id"], ["slip_line.id"], name=op.f("fk_packed_item_slip_line_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packed_item")),
        sa.UniqueConstraint("package_id", "slip_line_id", name=op.f("uq_packed_item_package_id_slip_line_id")),
    )
    op.create_index("ix_packed_item_slip_line_id", "packed_item", ["slip_line_id"])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table("packed_item")
    op.drop_table("package")
    op.drop_table("slip_line")
    op.drop_table("slip")
    op.drop_table("shipment")
    op.drop_table("purchase_share")
    op.drop_table("purchase_line")
    op.drop_table("purchase")
    op.drop_table("material_need")
    _forget_approvals()
    _forget_records()
    _forget_promises()


def _forget_promises() -> None:
    op.execute(f"UPDATE record SET due_at = NULL, due_kind = NULL WHERE due_kind IN {NEW_PROMISES}")
    for table in ("commitment", "agreed_date", "policy"):
        op.execute(f"DELETE FROM {table} WHERE kind IN {NEW_PROMISES}")


def _forget_approvals() -> None:
    """Take out what was decided about these records."""
    about = f"(SELECT id FROM approval WHERE subject_id IN (SELECT id FROM record WHERE kind IN {KINDS}))"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {about}")
    op.execute(f"DELETE FROM approval_step WHERE approval_id IN {about}")
    for table in ("issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {about}")
    op.execute(f"DELETE FROM approval WHERE id IN {about}")
    op.execute("DELETE FROM record WHERE kind = 'approval' AND id NOT IN (SELECT id FROM approval)")


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")
