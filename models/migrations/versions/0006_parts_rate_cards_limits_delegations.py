"""parts, rate cards, limits, passwords and delegations

Revision: 0006, after 0005

A user gets a password; the limits of approvals become rows, which the program fills with the shipped ones when it
opens the database.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
USER_TIMES = ("password_set_at", "locked_until", "last_login_at")
KINDS = ("part", "rate_card")


def upgrade() -> None:
    _create_part()
    _create_rate_card()
    _create_rate_card_line()
    _create_approval_limit()
    _create_delegation()
    _create_unknown_name()
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("password_hash", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("wrong_tries", sa.Integer(), nullable=False, server_default="0"))
        for name in USER_TIMES:
            batch_op.add_column(sa.Column(name, sa.DateTime(), nullable=True))


def _create_part() -> None:
    op.create_table(
        "part",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("part_class", sa.String(length=24), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("tax_rate", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("cost IS NULL OR cost >= 0", name=op.f("ck_part_cost_not_negative")),
        sa.CheckConstraint("price IS NULL OR price >= 0", name=op.f("ck_part_price_not_negative")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_part_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
    )


def _create_rate_card() -> None:
    op.create_table(
        "rate_card",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_rate_card_ends_after_start")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_rate_card_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_card")),
    )
    op.create_index("ix_rate_card_valid_from", "rate_card", ["valid_from", "id"])


def _create_rate_card_line() -> None:
    op.create_table(
        "rate_card_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("rate_card_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("tax_rate", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("cost IS NULL OR cost >= 0", name=op.f("ck_rate_card_line_cost_not_negative")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_rate_card_line_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["rate_card_id"], ["rate_card.id"], name=op.f("fk_rate_card_line_rate_card_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_card_line")),
        sa.UniqueConstraint("rate_card_id", "position", name=op.f("uq_rate_card_line_rate_card_id_position")),
    )


def _create_approval_limit() -> None:
    op.create_table(
        "approval_limit",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_limit")),
    )
    op.create_index("ix_approval_limit_kind", "approval_limit", ["kind", "effective_from"])


def _create_delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", ROW_ID, nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.Column("granted_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_delegation_ends_after_start")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_delegation_user_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_user_id", "delegation", ["user_id", "starts_on"])


def _create_unknown_name() -> None:
    op.create_table(
        "unknown_name",
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_unknown_name")),
    )


def downgrade() -> None:
    op.drop_table("unknown_name")
    op.drop_table("delegation")
    op.drop_table("approval_limit")
    op.drop_table("rate_card_line")
    op.drop_table("rate_card")
    op.drop_table("part")
    _forget_records()
    with op.batch_alter_table("user") as batch_op:
        for name in (*USER_TIMES, "wrong_tries", "must_change", "password_hash"):
            batch_op.drop_column(name)


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")
