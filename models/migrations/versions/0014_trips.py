"""trips: advances, claims, allowances, service receipts, surveys, reports

Revision: 0014, after 0013

What a trip costs and brings home.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ('advance', 'expense', 'allowance', 'service_receipt', 'survey')
NEW_PROMISES = ('trip_report', 'expense_claim', 'advance_settlement', 'cash_hand_in')
NEW_EVENTS = ('report_written', 'advance_paid', 'advance_settled', 'claim_checked', 'claim_to_finance', 'claim_paid', 'receipt_signed', 'receipt_refused', 'cash_handed_in', 'surveyed')


def upgrade() -> None:
    _create_allowance()
    _create_allowance_rate()
    _create_advance()
    _create_fault_analysis()
    _create_service_receipt()
    _create_survey()
    _create_trip_report()
    _create_cash_hand_in()
    _create_expense()
    _create_receipt_part()
    _create_survey_score()
    _create_work_hours()
    _create_expense_leg()
    _create_expense_line()


def _create_allowance() -> None:
    op.create_table('allowance',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('first_cities', sa.Text(), nullable=False),
        sa.Column('second_cities', sa.Text(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_allowance_ends_after_start')),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_allowance_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_allowance'))
        )
    op.create_index('ix_allowance_valid_from', 'allowance', ['valid_from', 'id'])


def _create_allowance_rate() -> None:
    op.create_table('allowance_rate',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('allowance_id', ROW_ID, nullable=False),
        sa.Column('city_class', sa.String(length=24), nullable=False),
        sa.Column('post_level', sa.String(length=24), nullable=False),
        sa.Column('daily', sa.BigInteger(), nullable=False),
        sa.Column('hotel', sa.BigInteger(), nullable=False),
        sa.Column('local_transport', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('daily >= 0 AND hotel >= 0 AND local_transport >= 0', name=op.f('ck_allowance_rate_rates_not_negative')),
        sa.ForeignKeyConstraint(['allowance_id'], ['allowance.id'], name=op.f('fk_allowance_rate_allowance_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_allowance_rate')),
        sa.UniqueConstraint('allowance_id', 'city_class', 'post_level', name=op.f('uq_allowance_rate_allowance_id_city_class_post_level'))
        )


def _create_advance() -> None:
    op.create_table('advance',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('method', sa.String(length=24), nullable=False),
        sa.Column('payee_account', sa.String(length=200), nullable=False),
        sa.Column('repay_on', sa.Date(), nullable=True),
        sa.Column('paid_on', sa.Date(), nullable=True),
        sa.Column('voucher_no', sa.String(length=60), nullable=False),
        sa.Column('set_off', sa.BigInteger(), nullable=False),
        sa.Column('refunded', sa.BigInteger(), nullable=False),
        sa.Column('settled_on', sa.Date(), nullable=True),
        sa.Column('exception', sa.String(length=200), nullable=False),
        sa.CheckConstraint('amount > 0', name=op.f('ck_advance_amount_positive')),
        sa.CheckConstraint('set_off >= 0 AND refunded >= 0 AND set_off + refunded <= amount', name=op.f('ck_advance_settled_within_amount')),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_advance_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_advance_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_advance_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_advance'))
        )
    op.create_index('ix_advance_dispatch_id', 'advance', ['dispatch_id'])
    op.create_index('ix_advance_staff_id', 'advance', ['staff_id'])


def _create_fault_analysis() -> None:
    op.create_table('fault_analysis',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('written_by', sa.String(length=200), nullable=False),
        sa.Column('written_on', sa.Date(), nullable=False),
        sa.Column('symptom', sa.Text(), nullable=False),
        sa.Column('findings', sa.Text(), nullable=False),
        sa.Column('cause', sa.Text(), nullable=False),
        sa.Column('repair', sa.Text(), nullable=False),
        sa.Column('prevention', sa.Text(), nullable=False),
        sa.Column('responsibility', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_fault_analysis_dispatch_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fault_analysis')),
        sa.UniqueConstraint('dispatch_id', name=op.f('uq_fault_analysis_dispatch_id'))
        )


def _create_service_receipt() -> None:
    op.create_table('service_receipt',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('equipment_id', ROW_ID, nullable=True),
        sa.Column('arrived_at', sa.DateTime(), nullable=True),
        sa.Column('left_at', sa.DateTime(), nullable=True),
        sa.Column('fault', sa.Text(), nullable=False),
        sa.Column('work_done', sa.Text(), nullable=False),
        sa.Column('result', sa.String(length=24), nullable=True),
        sa.Column('advice', sa.Text(), nullable=False),
        sa.Column('fee_labour', sa.BigInteger(), nullable=False),
        sa.Column('fee_parts', sa.BigInteger(), nullable=False),
        sa.Column('fee_travel', sa.BigInteger(), nullable=False),
        sa.Column('pay_status', sa.String(length=24), nullable=False),
        sa.Column('cash_taken', sa.BigInteger(), nullable=False),
        sa.Column('cash_holder', sa.String(length=200), nullable=False),
        sa.Column('cash_holder_id', ROW_ID, nullable=True),
        sa.Column('cash_handed_in', sa.BigInteger(), nullable=False),
        sa.Column('rating', sa.String(length=24), nullable=True),
        sa.Column('comment', sa.Text(), nullable=False),
        sa.Column('signed_by', sa.String(length=200), nullable=False),
        sa.Column('signer_phone', sa.String(length=40), nullable=False),
        sa.Column('signed_at', sa.DateTime(), nullable=True),
        sa.Column('refusal', sa.Text(), nullable=False),
        sa.CheckConstraint('arrived_at IS NULL OR left_at IS NULL OR left_at >= arrived_at', name=op.f('ck_service_receipt_left_after_arrival')),
        sa.CheckConstraint('cash_handed_in BETWEEN 0 AND cash_taken', name=op.f('ck_service_receipt_handed_in_within_taken')),
        sa.CheckConstraint('fee_labour >= 0 AND fee_parts >= 0 AND fee_travel >= 0', name=op.f('ck_service_receipt_fees_not_negative')),
        sa.ForeignKeyConstraint(['cash_holder_id'], ['staff_member.id'], name=op.f('fk_service_receipt_cash_holder_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_service_receipt_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['equipment_id'], ['equipment.id'], name=op.f('fk_service_receipt_equipment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_service_receipt_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_service_receipt'))
        )
    op.create_index('ix_service_receipt_cash_holder_id', 'service_receipt', ['cash_holder_id'])
    op.create_index('ix_service_receipt_dispatch_id', 'service_receipt', ['dispatch_id'])
    op.create_index('ix_service_receipt_equipment_id', 'service_receipt', ['equipment_id'])


def _create_survey() -> None:
    op.create_table('survey',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('sent_on', sa.Date(), nullable=False),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('respondent', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('best', sa.Text(), nullable=False),
        sa.Column('worst', sa.Text(), nullable=False),
        sa.Column('suggestions', sa.Text(), nullable=False),
        sa.Column('recommend', sa.Integer(), nullable=True),
        sa.Column('again', sa.String(length=24), nullable=True),
        sa.Column('recorded_by', sa.String(length=200), nullable=False),
        sa.CheckConstraint('recommend IS NULL OR recommend BETWEEN 0 AND 10', name=op.f('ck_survey_recommend_range')),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_survey_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_survey_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_survey'))
        )
    op.create_index('ix_survey_dispatch_id', 'survey', ['dispatch_id'])


def _create_trip_report() -> None:
    op.create_table('trip_report',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('written_by', sa.String(length=200), nullable=False),
        sa.Column('written_on', sa.Date(), nullable=False),
        sa.Column('course', sa.Text(), nullable=False),
        sa.Column('results', sa.Text(), nullable=False),
        sa.Column('problems', sa.Text(), nullable=False),
        sa.Column('customer_word', sa.Text(), nullable=False),
        sa.Column('suggestions', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_trip_report_dispatch_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_trip_report')),
        sa.UniqueConstraint('dispatch_id', name=op.f('uq_trip_report_dispatch_id'))
        )


def _create_cash_hand_in() -> None:
    op.create_table('cash_hand_in',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('receipt_id', ROW_ID, nullable=False),
        sa.Column('handed_in_on', sa.Date(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('handed_to', sa.String(length=200), nullable=False),
        sa.Column('voucher_no', sa.String(length=60), nullable=False),
        sa.CheckConstraint('amount > 0', name=op.f('ck_cash_hand_in_amount_positive')),
        sa.ForeignKeyConstraint(['receipt_id'], ['service_receipt.id'], name=op.f('fk_cash_hand_in_receipt_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_cash_hand_in'))
        )
    op.create_index('ix_cash_hand_in_receipt_id', 'cash_hand_in', ['receipt_id'])


def _create_expense() -> None:
    op.create_table('expense',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=False),
        sa.Column('advance_id', ROW_ID, nullable=True),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('method', sa.String(length=24), nullable=False),
        sa.Column('payee_account', sa.String(length=200), nullable=False),
        sa.Column('over_standard', sa.Text(), nullable=False),
        sa.Column('total', sa.BigInteger(), nullable=False),
        sa.Column('deducted', sa.BigInteger(), nullable=False),
        sa.Column('deduction_reason', sa.String(length=200), nullable=False),
        sa.Column('set_off', sa.BigInteger(), nullable=False),
        sa.Column('paid', sa.BigInteger(), nullable=False),
        sa.Column('checked_by', sa.String(length=200), nullable=False),
        sa.Column('checked_at', sa.DateTime(), nullable=True),
        sa.Column('to_finance_on', sa.Date(), nullable=True),
        sa.Column('paid_on', sa.Date(), nullable=True),
        sa.CheckConstraint('ends_at >= starts_at', name=op.f('ck_expense_ends_after_start')),
        sa.CheckConstraint('total >= 0 AND deducted BETWEEN 0 AND total AND set_off >= 0 AND paid >= 0 AND set_off + paid <= total - deducted', name=op.f('ck_expense_paid_within_total')),
        sa.ForeignKeyConstraint(['advance_id'], ['advance.id'], name=op.f('fk_expense_advance_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_expense_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_expense_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_expense_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_expense'))
        )
    op.create_index('ix_expense_advance_id', 'expense', ['advance_id'])
    op.create_index('ix_expense_dispatch_id', 'expense', ['dispatch_id'])
    op.create_index('ix_expense_staff_id', 'expense', ['staff_id'])


def _create_receipt_part() -> None:
    op.create_table('receipt_part',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('receipt_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('part_id', ROW_ID, nullable=True),
        sa.Column('slip_line_id', ROW_ID, nullable=True),
        sa.Column('swap_id', ROW_ID, nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('spec', sa.String(length=200), nullable=False),
        sa.Column('serial_no', sa.String(length=80), nullable=False),
        sa.Column('old_serial_no', sa.String(length=80), nullable=False),
        sa.Column('quantity', sa.BigInteger(), nullable=False),
        sa.Column('price', sa.BigInteger(), nullable=False),
        sa.Column('old_goes', sa.String(length=24), nullable=True),
        sa.CheckConstraint('quantity > 0 AND price >= 0', name=op.f('ck_receipt_part_sums_in_range')),
        sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_receipt_part_part_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['receipt_id'], ['service_receipt.id'], name=op.f('fk_receipt_part_receipt_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['slip_line_id'], ['slip_line.id'], name=op.f('fk_receipt_part_slip_line_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['swap_id'], ['part_swap.id'], name=op.f('fk_receipt_part_swap_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt_part')),
        sa.UniqueConstraint('receipt_id', 'position', name=op.f('uq_receipt_part_receipt_id_position'))
        )
    op.create_index('ix_receipt_part_part_id', 'receipt_part', ['part_id'])
    op.create_index('ix_receipt_part_slip_line_id', 'receipt_part', ['slip_line_id'])
    op.create_index('ix_receipt_part_swap_id', 'receipt_part', ['swap_id'])


def _create_survey_score() -> None:
    op.create_table('survey_score',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('survey_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('item', sa.String(length=40), nullable=False),
        sa.Column('weight', sa.Integer(), nullable=False),
        sa.Column('score', sa.Integer(), nullable=True),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.CheckConstraint('score IS NULL OR score BETWEEN 1 AND 5', name=op.f('ck_survey_score_score_range')),
        sa.CheckConstraint('weight BETWEEN 0 AND 100', name=op.f('ck_survey_score_weight_range')),
        sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_score_survey_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_score')),
        sa.UniqueConstraint('survey_id', 'position', name=op.f('uq_survey_score_survey_id_position'))
        )


def _create_work_hours() -> None:
    op.create_table('work_hours',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('receipt_id', ROW_ID, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('worked_on', sa.Date(), nullable=False),
        sa.Column('normal', sa.BigInteger(), nullable=False),
        sa.Column('overtime', sa.BigInteger(), nullable=False),
        sa.Column('holiday', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('normal >= 0 AND overtime >= 0 AND holiday >= 0', name=op.f('ck_work_hours_hours_not_negative')),
        sa.ForeignKeyConstraint(['receipt_id'], ['service_receipt.id'], name=op.f('fk_work_hours_receipt_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_work_hours_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_work_hours'))
        )
    op.create_index('ix_work_hours_receipt_id', 'work_hours', ['receipt_id'])
    op.create_index('ix_work_hours_staff_id', 'work_hours', ['staff_id', 'worked_on'])


def _create_expense_leg() -> None:
    op.create_table('expense_leg',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('expense_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('departs_at', sa.DateTime(), nullable=False),
        sa.Column('origin', sa.String(length=200), nullable=False),
        sa.Column('arrives_at', sa.DateTime(), nullable=False),
        sa.Column('destination', sa.String(length=200), nullable=False),
        sa.Column('transport', sa.String(length=24), nullable=False),
        sa.Column('ticket_no', sa.String(length=60), nullable=False),
        sa.Column('sheets', sa.Integer(), nullable=False),
        sa.Column('fare', sa.BigInteger(), nullable=False),
        sa.Column('vat', sa.BigInteger(), nullable=False),
        sa.Column('allowance_days', sa.BigInteger(), nullable=False),
        sa.Column('allowance_rate', sa.BigInteger(), nullable=False),
        sa.Column('allowance', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('fare >= 0 AND vat >= 0 AND allowance >= 0', name=op.f('ck_expense_leg_sums_not_negative')),
        sa.ForeignKeyConstraint(['expense_id'], ['expense.id'], name=op.f('fk_expense_leg_expense_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_expense_leg')),
        sa.UniqueConstraint('expense_id', 'position', name=op.f('uq_expense_leg_expense_id_position'))
        )
    op.create_index('ix_expense_leg_ticket_no', 'expense_leg', ['ticket_no'])


def _create_expense_line() -> None:
    op.create_table('expense_line',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('expense_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('item', sa.String(length=24), nullable=False),
        sa.Column('spent_on', sa.Date(), nullable=True),
        sa.Column('city', sa.String(length=200), nullable=False),
        sa.Column('quantity', sa.BigInteger(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('vat', sa.BigInteger(), nullable=False),
        sa.Column('invoice_no', sa.String(length=60), nullable=False),
        sa.Column('sheets', sa.Integer(), nullable=False),
        sa.Column('note', sa.String(length=200), nullable=False),
        sa.CheckConstraint('amount >= 0 AND vat >= 0 AND vat <= amount', name=op.f('ck_expense_line_vat_within_amount')),
        sa.ForeignKeyConstraint(['expense_id'], ['expense.id'], name=op.f('fk_expense_line_expense_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_expense_line')),
        sa.UniqueConstraint('expense_id', 'position', name=op.f('uq_expense_line_expense_id_position'))
        )
    op.create_index('ix_expense_line_invoice_no', 'expense_line', ['invoice_no'])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table('expense_line')
    op.drop_table('expense_leg')
    op.drop_table('work_hours')
    op.drop_table('survey_score')
    op.drop_table('receipt_part')
    op.drop_table('expense')
    op.drop_table('cash_hand_in')
    op.drop_table('trip_report')
    op.drop_table('survey')
    op.drop_table('service_receipt')
    op.drop_table('fault_analysis')
    op.drop_table('advance')
    op.drop_table('allowance_rate')
    op.drop_table('allowance')
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
