"""quotations, orders, and approvals as records

Revision: 0007, after 0006

The table of approvals, which nothing had written to, makes room for approvals that are records with steps.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW_PROMISES = ("quotation_follow_up", "quotation_expiry", "purchase", "coordination", "order_visit", "renewal")
NEW_EVENTS = (
    "approval_asked", "approved", "refused", "approval_dropped", "quotation_made", "talked", "revised",
    "accepted", "declined", "order_made", "effective", "material_requested", "called_off", "visit_done",
    "cost_recorded", "service_ended", "not_renewed", "invoiced", "money_received", "allocation_undone",
)  # fmt: skip
KINDS = ("quotation", "order", "approval")


def upgrade() -> None:
    op.drop_table("approval")
    _create_priced_record()
    _create_priced_line()
    _create_quotation()
    _create_quotation_revision()
    _create_service_order()
    _create_order_visit()
    _create_call_off()
    _create_order_cost()
    _create_approval()
    _create_approval_step()


def _create_priced_record() -> None:
    op.create_table(
        "priced_record",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("advance_percent", sa.BigInteger(), nullable=False),
        sa.Column("balance_days", sa.Integer(), nullable=False),
        sa.Column("terms_reason", sa.Text(), nullable=False),
        sa.Column("invoice_type", sa.String(length=24), nullable=False),
        sa.Column("lead_time", sa.String(length=200), nullable=False),
        sa.Column("delivery", sa.String(length=200), nullable=False),
        sa.Column("warranty", sa.String(length=200), nullable=False),
        sa.Column("exclusions", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("net_total", sa.BigInteger(), nullable=False),
        sa.Column("cost_total", sa.BigInteger(), nullable=True),
        sa.Column("margin", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("advance_percent BETWEEN 0 AND 10000", name=op.f("ck_priced_record_advance_is_share")),
        sa.CheckConstraint("balance_days >= 0", name=op.f("ck_priced_record_balance_days_not_negative")),
        sa.CheckConstraint("discount >= 0", name=op.f("ck_priced_record_discount_not_negative")),
        sa.CheckConstraint("total >= 0", name=op.f("ck_priced_record_total_not_negative")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_priced_record_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_priced_record_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priced_record")),
    )
    op.create_index("ix_priced_record_margin", "priced_record", ["margin", "id"])
    op.create_index("ix_priced_record_request_id", "priced_record", ["request_id"])
    op.create_index("ix_priced_record_total", "priced_record", ["total", "id"])


def _create_priced_line() -> None:
    op.create_table(
        "priced_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("part_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_cost", sa.BigInteger(), nullable=True),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_priced_line_quantity_positive")),
        sa.CheckConstraint("unit_cost IS NULL OR unit_cost >= 0", name=op.f("ck_priced_line_cost_not_negative")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_priced_line_price_not_negative")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_priced_line_part_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["record_id"], ["priced_record.id"], name=op.f("fk_priced_line_record_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priced_line")),
        sa.UniqueConstraint("record_id", "line_no", name=op.f("uq_priced_line_record_id_line_no")),
    )
    op.create_index("ix_priced_line_part_id", "priced_line", ["part_id"])


def _create_quotation() -> None:
    op.create_table(
        "quotation",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_to", sa.String(length=200), nullable=False),
        sa.Column("sent_by", sa.String(length=24), nullable=True),
        sa.Column("outcome_at", sa.DateTime(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("decline_reason", sa.String(length=24), nullable=True),
        sa.Column("accepted_by", sa.String(length=200), nullable=False),
        sa.Column("acceptance_id", ROW_ID, nullable=True),
        sa.CheckConstraint("revision > 0", name=op.f("ck_quotation_revision_positive")),
        sa.CheckConstraint("valid_until >= quoted_on", name=op.f("ck_quotation_valid_from_its_day")),
        sa.ForeignKeyConstraint(
            ["acceptance_id"], ["document.id"], name=op.f("fk_quotation_acceptance_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["priced_record.id"], name=op.f("fk_quotation_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_index("ix_quotation_valid_until", "quotation", ["valid_until", "id"])


def _create_quotation_revision() -> None:
    op.create_table(
        "quotation_revision",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("quotation_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"], name=op.f("fk_quotation_revision_quotation_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_revision")),
        sa.UniqueConstraint("quotation_id", "revision", name=op.f("uq_quotation_revision_quotation_id_revision")),
    )


def _create_service_order() -> None:
    op.create_table(
        "service_order",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_kind", sa.String(length=24), nullable=False),
        sa.Column("quotation_id", ROW_ID, nullable=True),
        sa.Column("contract_id", ROW_ID, nullable=True),
        sa.Column("renews_id", ROW_ID, nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("sign_place", sa.String(length=200), nullable=False),
        sa.Column("acceptance_id", ROW_ID, nullable=True),
        sa.Column("effective_at", sa.DateTime(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("response_time", sa.String(length=200), nullable=False),
        sa.Column("late_rate", sa.String(length=200), nullable=False),
        sa.Column("dispute_way", sa.String(length=24), nullable=False),
        sa.Column("served_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_service_order_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["acceptance_id"], ["document.id"], name=op.f("fk_service_order_acceptance_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_service_order_contract_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["id"], ["priced_record.id"], name=op.f("fk_service_order_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"], name=op.f("fk_service_order_quotation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["renews_id"], ["service_order.id"], name=op.f("fk_service_order_renews_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_order")),
    )
    op.create_index("ix_service_order_contract_id", "service_order", ["contract_id"])
    op.create_index("ix_service_order_effective_at", "service_order", ["effective_at", "id"])
    op.create_index("ix_service_order_ends_on", "service_order", ["ends_on", "id"])
    op.create_index("ix_service_order_quotation_id", "service_order", ["quotation_id"])
    op.create_index("ix_service_order_renews_id", "service_order", ["renews_id"])


def _create_order_visit() -> None:
    op.create_table(
        "order_visit",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("visit_no", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_order_visit_order_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_visit")),
        sa.UniqueConstraint("order_id", "visit_no", name=op.f("uq_order_visit_order_id_visit_no")),
    )


def _create_call_off() -> None:
    op.create_table(
        "call_off",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("called_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_call_off_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_call_off_order_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_off")),
    )
    op.create_index("ix_call_off_order_id", "call_off", ["order_id"])


def _create_order_cost() -> None:
    op.create_table(
        "order_cost",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("incurred_on", sa.Date(), nullable=False),
        sa.Column("source_id", ROW_ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["service_order.id"], name=op.f("fk_order_cost_order_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["record.id"], name=op.f("fk_order_cost_source_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_cost")),
    )
    op.create_index("ix_order_cost_order_id", "order_cost", ["order_id"])
    op.create_index("ix_order_cost_source_id", "order_cost", ["source_id"])


def _create_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("subject_id", ROW_ID, nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("gate", sa.String(length=24), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_approval_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["record.id"], name=op.f("fk_approval_subject_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_subject_id", "approval", ["subject_id", "asked_at"])


def _create_approval_step() -> None:
    op.create_table(
        "approval_step",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("approval_id", ROW_ID, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=True),
        sa.Column("delegation_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_approval_step_approval_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_approval_step_delegation_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_approval_step_document_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_step")),
        sa.UniqueConstraint("approval_id", "step", name=op.f("uq_approval_step_approval_id_step")),
    )
    op.create_index("ix_approval_step_decision_role", "approval_step", ["decision", "role"])

def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table("approval_step")
    op.drop_table("approval")
    op.drop_table("order_cost")
    op.drop_table("call_off")
    op.drop_table("order_visit")
    op.drop_table("service_order")
    op.drop_table("quotation_revision")
    op.drop_table("quotation")
    op.drop_table("priced_line")
    op.drop_table("priced_record")
    _forget_records()
    op.execute(f"UPDATE record SET due_at = NULL, due_kind = NULL WHERE due_kind IN {NEW_PROMISES}")
    op.execute(f"DELETE FROM commitment WHERE kind IN {NEW_PROMISES}")
    op.execute(f"DELETE FROM policy WHERE kind IN {NEW_PROMISES}")
    _create_former_approval()


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")


def _create_former_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_approval_document_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_approval_record_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_record_id", "approval", ["record_id", "subject", "step"])
    op.create_index("ix_approval_decision_role", "approval", ["decision", "role"])
