"""money in: handover, letters, talks, promises, disputes, stronger measures, deductions

Revision: 0015, after 0014

What chasing the money of contracts keeps on record (C10). Receipts give their prefix to the collection notices that are
printed with it (SK) and take HK; what they are called in their logs follows, and the index is filled again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ('handover', 'punch_item', 'letter', 'dispute', 'measures')
NEW_PROMISES = ('collection_notice', 'warranty_card', 'punch_item', 'report_up', 'tail_age', 'payment_promise', 'dispute_check', 'dispute_measures')
NEW_EVENTS = ('handed_over', 'handover_reviewed', 'item_reminded', 'item_moved', 'item_closed', 'letter_issued', 'letter_sent', 'letter_delivered', 'letter_answered', 'collection_talk', 'payment_promised', 'deducted', 'deduction_undone', 'disputed', 'dispute_verified', 'dispute_resolved', 'measures_submitted', 'measures_carried_out', 'imported', 'copy_filed')


def upgrade() -> None:
    _widen()
    _create_letter_template()
    _create_handover()
    _create_measures()
    _create_collection_contact()
    _create_letter()
    _create_measures_claim()
    _create_punch_item()
    _create_letter_line()
    _create_payment_promise()
    _create_deduction()
    _create_dispute()
    _create_dispute_claim()
    _rename_receipts("SK", "HK")


def _widen() -> None:
    op.add_column('contract', sa.Column('interest_basis', sa.String(length=24), nullable=True))
    op.add_column('contract', sa.Column('interest_rate', sa.BigInteger(), nullable=True))
    op.add_column('contract', sa.Column('interest_clause', sa.String(length=40), nullable=False, server_default=''))
    op.add_column('customer', sa.Column('nature', sa.String(length=24), nullable=True))
    op.add_column('instalment', sa.Column('clause', sa.String(length=40), nullable=False, server_default=''))
    op.execute(
        "ALTER TABLE instalment ADD COLUMN deducted BIGINT DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_instalment_settled_within_amount CHECK (deducted >= 0 AND paid + deducted <= amount)"
    )


def _rename_receipts(old: str, new: str) -> None:
    receipts = "SELECT id FROM record WHERE kind = 'receipt'"
    told = f"record_id IN ({receipts}) OR kind IN ('money_received', 'allocation_undone')"
    for column in ("text", "data"):
        name = f"CAST({column} AS TEXT)" if column == "data" else column
        value = f"REPLACE({name}, '{old}-', '{new}-')"
        if column == "data" and op.get_context().dialect.name == "postgresql":
            value = f"CAST({value} AS JSON)"
        op.execute(f"UPDATE event SET {column} = {value} WHERE {told}")
    op.execute(f"UPDATE record SET number = REPLACE(number, '{old}-', '{new}-') WHERE kind = 'receipt'")
    op.execute(f"UPDATE number_series SET prefix = '{new}' WHERE prefix = '{old}'")
    _empty_index()


def _empty_index() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DELETE FROM record_search")
    else:
        op.execute("INSERT INTO record_search(record_search) VALUES ('delete-all')")


def _create_letter_template() -> None:
    op.create_table('letter_template',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('letter_kind', sa.String(length=24), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('heading', sa.String(length=200), nullable=False),
        sa.Column('wording', sa.Text(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.Column('changed_by', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_template')),
        sa.UniqueConstraint('letter_kind', 'language', name=op.f('uq_letter_template_letter_kind_language'))
        )


def _create_handover() -> None:
    op.create_table('handover',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('noticed_on', sa.Date(), nullable=False),
        sa.Column('handed_over_on', sa.Date(), nullable=False),
        sa.Column('notice_no', sa.String(length=200), nullable=False),
        sa.Column('reviewed_at', sa.DateTime(), nullable=True),
        sa.Column('reviewed_by', sa.String(length=200), nullable=False),
        sa.Column('summary', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_handover_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
        )


def _create_measures() -> None:
    op.create_table('measures',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('unpaid_reason', sa.Text(), nullable=False),
        sa.Column('customer_status', sa.Text(), nullable=False),
        sa.Column('dispute_words', sa.Text(), nullable=False),
        sa.Column('evidence', sa.JSON(), nullable=False),
        sa.Column('measures', sa.JSON(), nullable=False),
        sa.Column('plan', sa.Text(), nullable=False),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('cost', sa.BigInteger(), nullable=True),
        sa.Column('expected', sa.BigInteger(), nullable=True),
        sa.Column('impact', sa.Text(), nullable=False),
        sa.Column('alternative', sa.Text(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(), nullable=True),
        sa.Column('carried_out_on', sa.Date(), nullable=True),
        sa.Column('result', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_measures_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_measures'))
        )


def _create_collection_contact() -> None:
    op.create_table('collection_contact',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('customer_id', ROW_ID, nullable=False),
        sa.Column('source_id', ROW_ID, nullable=True),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('way', sa.String(length=24), nullable=False),
        sa.Column('person', sa.String(length=200), nullable=False),
        sa.Column('counterpart', sa.String(length=200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('is_void', sa.Boolean(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(), nullable=False),
        sa.Column('recorded_by', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_collection_contact_customer_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['source_id'], ['record.id'], name=op.f('fk_collection_contact_source_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_contact'))
        )
    op.create_index('ix_collection_contact_customer_id_at', 'collection_contact', ['customer_id', 'at'])
    op.create_index('ix_collection_contact_source_id', 'collection_contact', ['source_id'])


def _create_letter() -> None:
    op.create_table('letter',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('letter_kind', sa.String(length=24), nullable=False),
        sa.Column('contract_id', ROW_ID, nullable=True),
        sa.Column('handover_id', ROW_ID, nullable=True),
        sa.Column('measures_id', ROW_ID, nullable=True),
        sa.Column('doc_no', sa.String(length=60), nullable=True),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('statement_on', sa.Date(), nullable=False),
        sa.Column('pay_by_on', sa.Date(), nullable=True),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('credit', sa.BigInteger(), nullable=False),
        sa.Column('address', sa.String(length=200), nullable=False),
        sa.Column('attention', sa.String(length=200), nullable=False),
        sa.Column('attention_phone', sa.String(length=40), nullable=False),
        sa.Column('heading', sa.String(length=200), nullable=False),
        sa.Column('wording', sa.Text(), nullable=False),
        sa.Column('response', sa.String(length=200), nullable=False),
        sa.Column('enclosures', sa.Text(), nullable=False),
        sa.Column('interest_basis', sa.String(length=24), nullable=False),
        sa.Column('interest_rate', sa.BigInteger(), nullable=True),
        sa.Column('interest_from', sa.Date(), nullable=True),
        sa.Column('interest', sa.BigInteger(), nullable=False),
        sa.Column('pays_first', sa.Boolean(), nullable=False),
        sa.Column('inspect_on', sa.Date(), nullable=True),
        sa.Column('engineer', sa.String(length=200), nullable=False),
        sa.Column('confirm_by_on', sa.Date(), nullable=True),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('send_method', sa.String(length=24), nullable=True),
        sa.Column('sent_on', sa.Date(), nullable=True),
        sa.Column('tracking_no', sa.String(length=60), nullable=False),
        sa.Column('delivered_on', sa.Date(), nullable=True),
        sa.Column('delivered_to', sa.String(length=200), nullable=False),
        sa.Column('reply_kind', sa.String(length=24), nullable=True),
        sa.Column('replied_on', sa.Date(), nullable=True),
        sa.Column('reply_text', sa.Text(), nullable=False),
        sa.CheckConstraint('credit >= 0 AND interest >= 0', name=op.f('ck_letter_sums_not_negative')),
        sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_letter_contract_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['handover_id'], ['handover.id'], name=op.f('fk_letter_handover_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_letter_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['measures_id'], ['measures.id'], name=op.f('fk_letter_measures_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
        sa.UniqueConstraint('doc_no', name=op.f('uq_letter_doc_no'))
        )
    op.create_index('ix_letter_contract_id', 'letter', ['contract_id'])
    op.create_index('ix_letter_handover_id', 'letter', ['handover_id'])
    op.create_index('ix_letter_measures_id', 'letter', ['measures_id'])


def _create_measures_claim() -> None:
    op.create_table('measures_claim',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('measures_id', ROW_ID, nullable=False),
        sa.Column('instalment_id', ROW_ID, nullable=False),
        sa.Column('outstanding', sa.BigInteger(), nullable=False),
        sa.Column('interest', sa.BigInteger(), nullable=False),
        sa.Column('overdue_days', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['instalment_id'], ['instalment.id'], name=op.f('fk_measures_claim_instalment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['measures_id'], ['measures.id'], name=op.f('fk_measures_claim_measures_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_measures_claim')),
        sa.UniqueConstraint('measures_id', 'instalment_id', name=op.f('uq_measures_claim_measures_id_instalment_id'))
        )
    op.create_index('ix_measures_claim_instalment_id', 'measures_claim', ['instalment_id'])


def _create_punch_item() -> None:
    op.create_table('punch_item',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('handover_id', ROW_ID, nullable=True),
        sa.Column('department', sa.String(length=200), nullable=False),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('found_on', sa.Date(), nullable=False),
        sa.Column('deadline_on', sa.Date(), nullable=False),
        sa.Column('detail', sa.Text(), nullable=False),
        sa.Column('reminded_at', sa.DateTime(), nullable=True),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('closing', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['handover_id'], ['handover.id'], name=op.f('fk_punch_item_handover_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_punch_item_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_punch_item'))
        )
    op.create_index('ix_punch_item_handover_id', 'punch_item', ['handover_id'])


def _create_letter_line() -> None:
    op.create_table('letter_line',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('letter_id', ROW_ID, nullable=False),
        sa.Column('instalment_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('paid', sa.BigInteger(), nullable=False),
        sa.Column('deducted', sa.BigInteger(), nullable=False),
        sa.Column('outstanding', sa.BigInteger(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('overdue_days', sa.Integer(), nullable=False),
        sa.Column('interest', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['instalment_id'], ['instalment.id'], name=op.f('fk_letter_line_instalment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_letter_line_letter_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_line')),
        sa.UniqueConstraint('letter_id', 'instalment_id', name=op.f('uq_letter_line_letter_id_instalment_id'))
        )
    op.create_index('ix_letter_line_instalment_id', 'letter_line', ['instalment_id'])


def _create_payment_promise() -> None:
    op.create_table('payment_promise',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('contact_id', ROW_ID, nullable=True),
        sa.Column('letter_id', ROW_ID, nullable=True),
        sa.Column('instalment_id', ROW_ID, nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('promised_on', sa.Date(), nullable=False),
        sa.Column('kept_on', sa.Date(), nullable=True),
        sa.Column('is_void', sa.Boolean(), nullable=False),
        sa.CheckConstraint('amount > 0', name=op.f('ck_payment_promise_amount_positive')),
        sa.CheckConstraint('contact_id IS NOT NULL OR letter_id IS NOT NULL', name=op.f('ck_payment_promise_said_somewhere')),
        sa.ForeignKeyConstraint(['contact_id'], ['collection_contact.id'], name=op.f('fk_payment_promise_contact_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['instalment_id'], ['instalment.id'], name=op.f('fk_payment_promise_instalment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_payment_promise_letter_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_promise'))
        )
    op.create_index('ix_payment_promise_contact_id', 'payment_promise', ['contact_id'])
    op.create_index('ix_payment_promise_instalment_id', 'payment_promise', ['instalment_id', 'promised_on'])
    op.create_index('ix_payment_promise_letter_id', 'payment_promise', ['letter_id'])


def _create_deduction() -> None:
    op.create_table('deduction',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('instalment_id', ROW_ID, nullable=False),
        sa.Column('request_id', ROW_ID, nullable=True),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('agreed_on', sa.Date(), nullable=False),
        sa.Column('agreed_with', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('is_void', sa.Boolean(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(), nullable=False),
        sa.Column('recorded_by', sa.String(length=200), nullable=False),
        sa.CheckConstraint('amount > 0', name=op.f('ck_deduction_amount_positive')),
        sa.ForeignKeyConstraint(['instalment_id'], ['instalment.id'], name=op.f('fk_deduction_instalment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_deduction_request_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_deduction'))
        )
    op.create_index('ix_deduction_instalment_id', 'deduction', ['instalment_id'])
    op.create_index('ix_deduction_request_id', 'deduction', ['request_id'])


def _create_dispute() -> None:
    op.create_table('dispute',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('request_id', ROW_ID, nullable=True),
        sa.Column('raised_on', sa.Date(), nullable=False),
        sa.Column('raised_by', sa.String(length=200), nullable=False),
        sa.Column('description', sa.Text(), nullable=False),
        sa.Column('finding', sa.Text(), nullable=False),
        sa.Column('verdict', sa.String(length=24), nullable=True),
        sa.Column('verified_at', sa.DateTime(), nullable=True),
        sa.Column('verified_by', sa.String(length=200), nullable=False),
        sa.Column('measures', sa.Text(), nullable=False),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('measures_until', sa.Date(), nullable=True),
        sa.Column('resolved_on', sa.Date(), nullable=True),
        sa.Column('resolution', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_dispute_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_dispute_request_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_dispute'))
        )
    op.create_index('ix_dispute_request_id', 'dispute', ['request_id'])


def _create_dispute_claim() -> None:
    op.create_table('dispute_claim',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispute_id', ROW_ID, nullable=False),
        sa.Column('instalment_id', ROW_ID, nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('amount > 0', name=op.f('ck_dispute_claim_amount_positive')),
        sa.ForeignKeyConstraint(['dispute_id'], ['dispute.id'], name=op.f('fk_dispute_claim_dispute_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['instalment_id'], ['instalment.id'], name=op.f('fk_dispute_claim_instalment_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_dispute_claim')),
        sa.UniqueConstraint('dispute_id', 'instalment_id', name=op.f('uq_dispute_claim_dispute_id_instalment_id'))
        )
    op.create_index('ix_dispute_claim_instalment_id', 'dispute_claim', ['instalment_id'])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table('dispute_claim')
    op.drop_table('dispute')
    op.drop_table('deduction')
    op.drop_table('payment_promise')
    op.drop_table('letter_line')
    op.drop_table('punch_item')
    op.drop_table('measures_claim')
    op.drop_table('letter')
    op.drop_table('collection_contact')
    op.drop_table('measures')
    op.drop_table('handover')
    op.drop_table('letter_template')
    _forget_approvals()
    _forget_records()
    _forget_promises()
    _rename_receipts("HK", "SK")
    _narrow()


def _narrow() -> None:
    with op.batch_alter_table('contract') as batch_op:
        batch_op.drop_column('interest_basis')
        batch_op.drop_column('interest_rate')
        batch_op.drop_column('interest_clause')
    with op.batch_alter_table('customer') as batch_op:
        batch_op.drop_column('nature')
    with op.batch_alter_table('instalment') as batch_op:
        batch_op.drop_constraint(op.f("ck_instalment_settled_within_amount"), type_="check")
        batch_op.drop_column("clause")
        batch_op.drop_column("deducted")


def _forget_approvals() -> None:
    """Take out what was decided about these records."""
    about = f"(SELECT id FROM approval WHERE subject_id IN (SELECT id FROM record WHERE kind IN {KINDS}))"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {about}")
    op.execute(f"DELETE FROM approval_step WHERE approval_id IN {about}")
    for table in ("issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {about}")
    op.execute(f"DELETE FROM approval WHERE id IN {about}")
    op.execute("DELETE FROM record WHERE kind = 'approval' AND id NOT IN (SELECT id FROM approval)")


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
    op.execute("DELETE FROM number_series WHERE prefix IN ('JF', 'YL', 'DZ', 'SK', 'ZB', 'CK', 'ZY', 'QH', 'HAN')")
