"""promises with slots, holds, agreed dates, lines of requests, duty

Revision: 0004, after 0003

A promise may wait for a date to be agreed, and one record may owe several of a kind. Going back leaves out what the older
version has no place for: promises of other kinds than the first reply, holds, dates set by hand, lines and duties, and
policy rows that count in other ways. After an upgrade the program adds the shipped rules that are missing.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW_EVENTS = (
    "contacted_again", "joined", "visit_answered", "arrived", "quotation_sent", "parts_handed_over", "followed_up",
    "held", "hold_confirmed", "hold_changed", "date_agreed", "waived", "scan_filed",
)  # fmt: skip
REQUEST_TIMES = ("owner_assigned_at", "solved_at")
OLD_UNITS = "('hours', 'working_hours', 'working_days', 'calendar_days', 'calendar_months')"


def upgrade() -> None:
    _widen_commitment()
    _create_hold()
    _create_agreed_date()
    _create_duty()
    _widen_policy()
    _widen_request()
    _create_request_line()
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(sa.Column("profile", sa.String(length=40), nullable=False, server_default=""))
    with op.batch_alter_table("contract") as batch_op:
        batch_op.add_column(sa.Column("profile", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("grade", sa.String(length=24), nullable=True))
    with op.batch_alter_table("site") as batch_op:
        batch_op.add_column(sa.Column("service_zone", sa.String(length=24), nullable=True))
    with op.batch_alter_table("issued_paper") as batch_op:
        batch_op.alter_column("document_id", existing_type=ROW_ID, nullable=True)


def _widen_commitment() -> None:
    op.drop_index("ix_commitment_record_id", "commitment")
    with op.batch_alter_table("commitment") as batch_op:
        batch_op.add_column(sa.Column("slot", ROW_ID, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("provisional", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("due_at", existing_type=sa.DateTime(), nullable=True)
        batch_op.alter_column("act_by_at", existing_type=sa.DateTime(), nullable=True)
        batch_op.create_check_constraint("due_has_act_by", "(due_at IS NULL) = (act_by_at IS NULL)")
        batch_op.create_unique_constraint(
            op.f("uq_commitment_record_id_kind_slot"), ["record_id", "kind", "slot"]
        )
    op.create_index("ix_commitment_state_act_by_at", "commitment", ["state", "act_by_at", "id"])
    kept = sa.text("frozen_due_at IS NOT NULL")
    op.create_index(
        "ix_commitment_state_frozen_due_at",
        "commitment",
        ["state", "frozen_due_at", "id"],
        sqlite_where=kept,
        postgresql_where=kept,
    )


def _create_hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_until", sa.DateTime(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("(confirmed_at IS NULL) = (confirmed_until IS NULL)", name="confirmed_has_end"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_hold_record_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_record_id", "hold", ["record_id"])


def _create_agreed_date() -> None:
    op.create_table(
        "agreed_date",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("slot", ROW_ID, nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_with", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_agreed_date_record_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_date")),
    )
    op.create_index("ix_agreed_date_record_id", "agreed_date", ["record_id", "kind", "slot"])


def _create_duty() -> None:
    op.create_table(
        "duty",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=24), nullable=False),
        sa.Column("staff_id", ROW_ID, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_duty_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_day_shift", "duty", ["day", "shift", "id"])


def _widen_policy() -> None:
    with op.batch_alter_table("policy") as batch_op:
        batch_op.add_column(sa.Column("cut_offs", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column("amount", existing_type=sa.Integer(), nullable=True)


def _widen_request() -> None:
    with op.batch_alter_table("request") as batch_op:
        batch_op.add_column(sa.Column("received_by", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("incoming_number", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("large", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("fault_level", sa.Integer(), nullable=True))
        for name in REQUEST_TIMES:
            batch_op.add_column(sa.Column(name, sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", ROW_ID, nullable=True))
        batch_op.create_unique_constraint(op.f("uq_request_incoming_number"), ["incoming_number"])
        batch_op.create_check_constraint("fault_level_known", "fault_level IS NULL OR fault_level BETWEEN 1 AND 3")
        batch_op.create_foreign_key(
            op.f("fk_request_merged_into_id"), "request", ["merged_into_id"], ["id"], ondelete="RESTRICT"
        )
        batch_op.create_index("ix_request_merged_into_id", ["merged_into_id"])
    op.execute("UPDATE request SET owner_assigned_at = registered_at WHERE owner_name <> ''")
    op.execute(
        "UPDATE request SET solved_at = (SELECT max(event.at) FROM event WHERE event.record_id = request.id "
        "AND event.kind = 'state_changed' AND CAST(event.data AS TEXT) LIKE '%\"to\": \"solved\"%') "
        "WHERE id IN (SELECT id FROM record WHERE kind = 'request' AND state IN ('solved', 'closed'))"
    )


def _create_request_line() -> None:
    op.create_table(
        "request_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("request_id", ROW_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("part_class", sa.String(length=24), nullable=True),
        sa.Column("needed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(), nullable=True),
        sa.Column("service_class", sa.String(length=24), nullable=True),
        sa.Column("class_basis", sa.String(length=24), nullable=True),
        sa.Column("class_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity_positive"),
        sa.CheckConstraint("(part_class IS NULL) = (needed_at IS NULL)", name="part_has_need"),
        sa.CheckConstraint("(service_class IS NULL) = (class_basis IS NULL)", name="class_has_basis"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_line_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_line")),
        sa.UniqueConstraint("request_id", "line_no", name=op.f("uq_request_line_request_id_line_no")),
    )


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table("request_line")
    op.execute("UPDATE request SET merged_into_id = NULL")
    with op.batch_alter_table("request") as batch_op:
        batch_op.drop_index("ix_request_merged_into_id")
        batch_op.drop_constraint(op.f("fk_request_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint("fault_level_known", type_="check")
        batch_op.drop_constraint(op.f("uq_request_incoming_number"), type_="unique")
        for name in ("merged_into_id", *REQUEST_TIMES, "fault_level", "large", "incoming_number", "received_by"):
            batch_op.drop_column(name)
    op.drop_table("duty")
    op.drop_table("agreed_date")
    op.drop_table("hold")
    # An unfiled paper has no place in the older version; its number stays given.
    op.execute("DELETE FROM issued_paper WHERE document_id IS NULL")
    with op.batch_alter_table("issued_paper") as batch_op:
        batch_op.alter_column("document_id", existing_type=ROW_ID, nullable=False)
    with op.batch_alter_table("site") as batch_op:
        batch_op.drop_column("service_zone")
    with op.batch_alter_table("contract") as batch_op:
        batch_op.drop_column("grade")
        batch_op.drop_column("profile")
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_column("profile")
    _narrow_commitment()
    op.execute(f"DELETE FROM policy WHERE kind <> 'reply' OR unit NOT IN {OLD_UNITS} OR profile <> 'engineering'")
    with op.batch_alter_table("policy") as batch_op:
        batch_op.alter_column("amount", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("reason")
        batch_op.drop_column("cut_offs")


def _narrow_commitment() -> None:
    op.execute("UPDATE record SET due_at = NULL, due_kind = NULL WHERE due_kind <> 'reply'")
    op.execute(
        "DELETE FROM commitment WHERE kind <> 'reply' OR due_at IS NULL OR policy_id IN "
        f"(SELECT id FROM policy WHERE unit NOT IN {OLD_UNITS} OR profile <> 'engineering')"
    )
    op.drop_index("ix_commitment_state_frozen_due_at", "commitment")
    op.drop_index("ix_commitment_state_act_by_at", "commitment")
    with op.batch_alter_table("commitment") as batch_op:
        batch_op.drop_constraint(op.f("uq_commitment_record_id_kind_slot"), type_="unique")
        batch_op.drop_constraint("due_has_act_by", type_="check")
        batch_op.alter_column("act_by_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.alter_column("due_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.drop_column("provisional")
        batch_op.drop_column("slot")
    op.create_index("ix_commitment_record_id", "commitment", ["record_id", "kind"])
