"""partners, supplements, free parts, reports

Revision: 0003, after 0002

A contact belongs to a party now, which may be a partner as well as a customer; a supplement to a contract may take away
from its amount. Going back leaves out what the older version has no place for: partners and their contacts.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CUSTOMER_TEXTS = {"invoice_title": 200, "invoice_address": 200, "invoice_phone": 40, "bank_name": 200, "bank_account": 40}


def upgrade() -> None:
    _create_partner()
    _create_report()
    _create_free_part()
    _move_contacts(column="party_id", of="record", former="customer_id")
    with op.batch_alter_table("contract") as batch_op:
        batch_op.add_column(sa.Column("summary", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_constraint("amount_not_negative", type_="check")
        batch_op.create_check_constraint("amount_not_negative", "amount IS NULL OR amount >= 0 OR main_id IS NOT NULL")
    with op.batch_alter_table("customer") as batch_op:
        for name, length in CUSTOMER_TEXTS.items():
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    with op.batch_alter_table("equipment") as batch_op:
        batch_op.add_column(sa.Column("maker_id", ROW_ID, nullable=True))
        batch_op.add_column(sa.Column("location", sa.String(length=200), nullable=False, server_default=""))
        batch_op.create_index("ix_equipment_maker_id", ["maker_id"])
        batch_op.create_index("ix_equipment_warranty_end_on", ["warranty_end_on", "id"])
        batch_op.create_foreign_key(op.f("fk_equipment_maker_id"), "partner", ["maker_id"], ["id"], ondelete="RESTRICT")
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(sa.Column("warranty_extended_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("warranty_extension_reason", sa.Text(), nullable=False, server_default=""))


def _create_partner() -> None:
    op.create_table(
        "partner",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("short_name", sa.String(length=200), nullable=False),
        sa.Column("is_manufacturer", sa.Boolean(), nullable=False),
        sa.Column("is_supplier", sa.Boolean(), nullable=False),
        sa.Column("is_carrier", sa.Boolean(), nullable=False),
        sa.Column("is_agent", sa.Boolean(), nullable=False),
        sa.Column("business", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("tax_no", sa.String(length=40), nullable=False),
        sa.Column("bank_name", sa.String(length=200), nullable=False),
        sa.Column("bank_account", sa.String(length=40), nullable=False),
        sa.CheckConstraint("is_manufacturer OR is_supplier OR is_carrier OR is_agent", name="has_a_role"),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_partner_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )


def _create_report() -> None:
    op.create_table(
        "report",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("until >= since", name="until_after_since"),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_report_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("form", "since", "until", name=op.f("uq_report_form_since_until")),
    )


def _create_free_part() -> None:
    op.create_table(
        "free_part",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("project_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("agreed", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("agreed > 0", name="agreed_positive"),
        sa.CheckConstraint("used >= 0 AND used <= agreed", name="used_within_agreed"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_free_part_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_part")),
    )
    op.create_index("ix_free_part_project_id", "free_part", ["project_id"])


def _move_contacts(*, column: str, of: str, former: str) -> None:
    op.drop_index(f"ix_contact_{former}", "contact")
    with op.batch_alter_table("contact") as batch_op:
        batch_op.drop_constraint(op.f(f"fk_contact_{former}"), type_="foreignkey")
        batch_op.alter_column(former, new_column_name=column, existing_type=ROW_ID, existing_nullable=False)
    with op.batch_alter_table("contact") as batch_op:
        batch_op.create_foreign_key(op.f(f"fk_contact_{column}"), of, [column], ["id"], ondelete="RESTRICT")
    op.create_index(f"ix_contact_{column}", "contact", [column])


def downgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_column("warranty_extension_reason")
        batch_op.drop_column("warranty_extended_to")
    with op.batch_alter_table("equipment") as batch_op:
        batch_op.drop_constraint(op.f("fk_equipment_maker_id"), type_="foreignkey")
        batch_op.drop_index("ix_equipment_warranty_end_on")
        batch_op.drop_index("ix_equipment_maker_id")
        batch_op.drop_column("location")
        batch_op.drop_column("maker_id")
    with op.batch_alter_table("customer") as batch_op:
        for name in CUSTOMER_TEXTS:
            batch_op.drop_column(name)
    op.execute("UPDATE contract SET amount = NULL WHERE amount < 0")
    with op.batch_alter_table("contract") as batch_op:
        batch_op.drop_column("summary")
        batch_op.drop_constraint("amount_not_negative", type_="check")
        batch_op.create_check_constraint("amount_not_negative", "amount IS NULL OR amount >= 0")
    op.execute("DELETE FROM contact WHERE party_id NOT IN (SELECT id FROM customer)")
    _move_contacts(column="customer_id", of="customer", former="party_id")
    op.drop_table("free_part")
    op.drop_table("report")
    op.drop_table("partner")
