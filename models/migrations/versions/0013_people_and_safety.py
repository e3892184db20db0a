"""people and safety: certificates, confidentiality, hazards, briefings, incidents

Revision: 0013, after 0012

What a dispatch needs before it leaves, what happens to it on the way, and exceptions from its gates.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ('hazard', 'briefing', 'incident', 'confidentiality', 'lesson')
NEW_PROMISES = ('trip_papers', 'open_item', 'unused_parts', 'hazard_review', 'incident_report')
NEW_EVENTS = ('departed', 'finished_on_site', 'returned_home', 'appointment_agreed', 'appointment_moved', 'call_failed', 'extended', 'person_joined', 'person_left', 'gate_excepted', 'plan_agreed', 'quality_checked', 'open_item_noted', 'open_item_settled', 'briefing_held', 'briefing_signed', 'briefing_voided', 'hazard_told', 'hazard_changed', 'hazard_reviewed', 'review_reopened', 'incident_registered', 'reported_up', 'agreement_signed', 'lesson_held')


def upgrade() -> None:
    _widen()
    _create_hazard()
    _create_lesson()
    _create_absence()
    _create_confidentiality_agreement()
    _create_lesson_attendee()
    _create_staff_certificate()
    _create_staff_training()
    _create_briefing()
    _create_dispatch_site()
    _create_hazard_news()
    _create_incident()
    _create_open_item()
    _create_briefing_signature()
    _create_gate_exception()


def _widen() -> None:
    op.add_column('dispatch', sa.Column('customer_hands', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('dispatch', sa.Column('appointment_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch', sa.Column('plan', sa.Text(), nullable=False, server_default=''))
    op.add_column('dispatch', sa.Column('plan_agreed_by', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('dispatch', sa.Column('plan_agreed_on', sa.Date(), nullable=True))
    op.add_column('dispatch', sa.Column('quality_by', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('dispatch', sa.Column('quality_on', sa.Date(), nullable=True))
    op.add_column('dispatch', sa.Column('quality_note', sa.Text(), nullable=False, server_default=''))
    op.add_column('dispatch', sa.Column('departed_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch', sa.Column('arrived_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch', sa.Column('finished_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch', sa.Column('returned_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch', sa.Column('is_partly_done', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('dispatch_person', sa.Column('joins_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch_person', sa.Column('leaves_at', sa.DateTime(), nullable=True))
    op.add_column('dispatch_person', sa.Column('leaves_why', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('staff_member', sa.Column('grade', sa.String(length=200), nullable=False, server_default=''))
    op.add_column('staff_member', sa.Column('post_level', sa.String(length=24), nullable=False, server_default='staff'))
    op.add_column('staff_member', sa.Column('email', sa.String(length=200), nullable=False, server_default=''))


def _create_hazard() -> None:
    op.create_table('hazard',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('activity', sa.String(length=200), nullable=False),
        sa.Column('work_type', sa.String(length=24), nullable=False),
        sa.Column('accident', sa.String(length=24), nullable=False),
        sa.Column('result', sa.String(length=200), nullable=False),
        sa.Column('origin', sa.String(length=24), nullable=False),
        sa.Column('likelihood', sa.BigInteger(), nullable=False),
        sa.Column('exposure', sa.BigInteger(), nullable=False),
        sa.Column('consequence', sa.BigInteger(), nullable=False),
        sa.Column('danger', sa.BigInteger(), nullable=False),
        sa.Column('prevention', sa.Text(), nullable=False),
        sa.Column('gear', sa.JSON(), nullable=False),
        sa.Column('certificates', sa.JSON(), nullable=False),
        sa.Column('min_persons', sa.Integer(), nullable=False),
        sa.Column('emergency', sa.Text(), nullable=False),
        sa.Column('reviewed_on', sa.Date(), nullable=False),
        sa.Column('reviewed_by', sa.String(length=200), nullable=False),
        sa.Column('review_reason', sa.String(length=200), nullable=False),
        sa.Column('template', sa.String(length=40), nullable=False),
        sa.CheckConstraint('likelihood > 0 AND exposure > 0 AND consequence > 0', name=op.f('ck_hazard_lec_positive')),
        sa.CheckConstraint('min_persons BETWEEN 1 AND 20', name=op.f('ck_hazard_min_persons_range')),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_hazard_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_hazard'))
        )
    op.create_index('ix_hazard_danger', 'hazard', ['danger', 'id'])
    op.create_index('ix_hazard_reviewed_on', 'hazard', ['reviewed_on', 'id'])


def _create_lesson() -> None:
    op.create_table('lesson',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('held_at', sa.DateTime(), nullable=True),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('lecturer', sa.String(length=200), nullable=False),
        sa.Column('form', sa.String(length=24), nullable=False),
        sa.Column('hours', sa.BigInteger(), nullable=True),
        sa.Column('content', sa.Text(), nullable=False),
        sa.Column('effect', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_lesson_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson'))
        )


def _create_absence() -> None:
    op.create_table('absence',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=False),
        sa.Column('absence', sa.String(length=24), nullable=False),
        sa.Column('starts_at', sa.DateTime(), nullable=False),
        sa.Column('ends_at', sa.DateTime(), nullable=False),
        sa.Column('note', sa.String(length=200), nullable=False),
        sa.CheckConstraint('ends_at >= starts_at', name=op.f('ck_absence_ends_after_start')),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_absence_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
        )
    op.create_index('ix_absence_staff_id', 'absence', ['staff_id', 'starts_at'])


def _create_confidentiality_agreement() -> None:
    op.create_table('confidentiality_agreement',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('party_type', sa.String(length=24), nullable=False),
        sa.Column('organisation', sa.String(length=200), nullable=False),
        sa.Column('identity_no', sa.String(length=40), nullable=False),
        sa.Column('post', sa.String(length=200), nullable=False),
        sa.Column('secrecy_level', sa.String(length=24), nullable=False),
        sa.Column('signed_on', sa.Date(), nullable=True),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.Column('liability', sa.Text(), nullable=False),
        sa.Column('carriers', sa.Text(), nullable=False),
        sa.CheckConstraint('valid_until IS NULL OR signed_on IS NULL OR valid_until >= signed_on', name=op.f('ck_confidentiality_agreement_ends_after_start')),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_confidentiality_agreement_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_confidentiality_agreement_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_confidentiality_agreement'))
        )
    op.create_index('ix_confidentiality_agreement_staff_id', 'confidentiality_agreement', ['staff_id'])


def _create_lesson_attendee() -> None:
    op.create_table('lesson_attendee',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('lesson_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('organisation', sa.String(length=200), nullable=False),
        sa.Column('was_present', sa.Boolean(), nullable=False),
        sa.Column('score', sa.String(length=200), nullable=False),
        sa.Column('remark', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_lesson_attendee_lesson_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_lesson_attendee_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_attendee')),
        sa.UniqueConstraint('lesson_id', 'position', name=op.f('uq_lesson_attendee_lesson_id_position'))
        )
    op.create_index('ix_lesson_attendee_staff_id', 'lesson_attendee', ['staff_id'])


def _create_staff_certificate() -> None:
    op.create_table('staff_certificate',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=False),
        sa.Column('certificate', sa.String(length=24), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('certificate_no', sa.String(length=60), nullable=False),
        sa.Column('issued_by', sa.String(length=200), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.CheckConstraint('valid_until IS NULL OR issued_on IS NULL OR valid_until >= issued_on', name=op.f('ck_staff_certificate_ends_after_start')),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_staff_certificate_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_certificate'))
        )
    op.create_index('ix_staff_certificate_staff_id', 'staff_certificate', ['staff_id'])
    op.create_index('ix_staff_certificate_valid_until', 'staff_certificate', ['valid_until'])


def _create_staff_training() -> None:
    op.create_table('staff_training',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('topic', sa.String(length=200), nullable=False),
        sa.Column('teacher', sa.String(length=200), nullable=False),
        sa.Column('hours', sa.BigInteger(), nullable=True),
        sa.Column('result', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_staff_training_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_training'))
        )
    op.create_index('ix_staff_training_staff_id', 'staff_training', ['staff_id', 'held_on'])


def _create_briefing() -> None:
    op.create_table('briefing',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('is_addendum', sa.Boolean(), nullable=False),
        sa.Column('briefed_at', sa.DateTime(), nullable=True),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('briefed_by', sa.String(length=200), nullable=False),
        sa.Column('guardian', sa.String(length=200), nullable=False),
        sa.Column('overview', sa.Text(), nullable=False),
        sa.Column('technical_points', sa.Text(), nullable=False),
        sa.Column('measures', sa.Text(), nullable=False),
        sa.Column('emergency', sa.Text(), nullable=False),
        sa.Column('emergency_phone', sa.String(length=200), nullable=False),
        sa.Column('hospital', sa.String(length=200), nullable=False),
        sa.Column('assembly_point', sa.String(length=200), nullable=False),
        sa.Column('customer_hazards', sa.Text(), nullable=False),
        sa.Column('questions', sa.Text(), nullable=False),
        sa.Column('gear', sa.JSON(), nullable=False),
        sa.Column('permits', sa.JSON(), nullable=False),
        sa.Column('hazards', sa.JSON(), nullable=False),
        sa.Column('hazards_hash', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_briefing_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_briefing_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_briefing'))
        )
    op.create_index('ix_briefing_dispatch_id', 'briefing', ['dispatch_id'])


def _create_dispatch_site() -> None:
    op.create_table('dispatch_site',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('site_id', ROW_ID, nullable=False),
        sa.Column('purpose', sa.String(length=200), nullable=False),
        sa.Column('arrived_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_dispatch_site_dispatch_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_dispatch_site_site_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_site')),
        sa.UniqueConstraint('dispatch_id', 'site_id', name=op.f('uq_dispatch_site_dispatch_id_site_id'))
        )
    op.create_index('ix_dispatch_site_site_id', 'dispatch_site', ['site_id'])


def _create_hazard_news() -> None:
    op.create_table('hazard_news',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('told_at', sa.DateTime(), nullable=False),
        sa.Column('told_by', sa.String(length=200), nullable=False),
        sa.Column('told_to', sa.String(length=200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('hazards_hash', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_hazard_news_dispatch_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_hazard_news'))
        )
    op.create_index('ix_hazard_news_dispatch_id', 'hazard_news', ['dispatch_id'])


def _create_incident() -> None:
    op.create_table('incident',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('incident_kind', sa.String(length=24), nullable=False),
        sa.Column('happened_at', sa.DateTime(), nullable=False),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('hazard_id', ROW_ID, nullable=True),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('persons', sa.String(length=200), nullable=False),
        sa.Column('injury', sa.String(length=24), nullable=False),
        sa.Column('course', sa.Text(), nullable=False),
        sa.Column('damage', sa.Text(), nullable=False),
        sa.Column('first_aid', sa.Text(), nullable=False),
        sa.Column('cause', sa.Text(), nullable=False),
        sa.Column('measures', sa.Text(), nullable=False),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('measures_until', sa.Date(), nullable=True),
        sa.Column('reported_to', sa.String(length=200), nullable=False),
        sa.Column('reported_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_incident_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['hazard_id'], ['hazard.id'], name=op.f('fk_incident_hazard_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_incident_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incident'))
        )
    op.create_index('ix_incident_dispatch_id', 'incident', ['dispatch_id'])
    op.create_index('ix_incident_hazard_id', 'incident', ['hazard_id'])


def _create_open_item() -> None:
    op.create_table('open_item',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('noted_at', sa.DateTime(), nullable=False),
        sa.Column('carried_to_id', ROW_ID, nullable=True),
        sa.Column('settled_at', sa.DateTime(), nullable=True),
        sa.Column('settled_by', sa.String(length=200), nullable=False),
        sa.Column('settlement', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['carried_to_id'], ['dispatch.id'], name=op.f('fk_open_item_carried_to_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_open_item_dispatch_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_open_item'))
        )
    op.create_index('ix_open_item_carried_to_id', 'open_item', ['carried_to_id'])
    op.create_index('ix_open_item_dispatch_id', 'open_item', ['dispatch_id'])


def _create_briefing_signature() -> None:
    op.create_table('briefing_signature',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('briefing_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('person_id', ROW_ID, nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('organisation', sa.String(length=200), nullable=False),
        sa.Column('signed_at', sa.DateTime(), nullable=True),
        sa.Column('way', sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(['briefing_id'], ['briefing.id'], name=op.f('fk_briefing_signature_briefing_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['person_id'], ['dispatch_person.id'], name=op.f('fk_briefing_signature_person_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_briefing_signature')),
        sa.UniqueConstraint('briefing_id', 'position', name=op.f('uq_briefing_signature_briefing_id_position'))
        )
    op.create_index('ix_briefing_signature_person_id', 'briefing_signature', ['person_id'])


def _create_gate_exception() -> None:
    op.create_table('gate_exception',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('record_id', ROW_ID, nullable=False),
        sa.Column('gate', sa.String(length=40), nullable=False),
        sa.Column('clause', sa.String(length=20), nullable=False),
        sa.Column('person_id', ROW_ID, nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('given_by', sa.String(length=200), nullable=False),
        sa.Column('entered_by', sa.String(length=200), nullable=False),
        sa.Column('given_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['dispatch_person.id'], name=op.f('fk_gate_exception_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_gate_exception_record_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_exception'))
        )
    op.create_index('ix_gate_exception_person_id', 'gate_exception', ['person_id'])
    op.create_index('ix_gate_exception_record_id', 'gate_exception', ['record_id', 'gate'])


def downgrade() -> None:
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table('gate_exception')
    op.drop_table('briefing_signature')
    op.drop_table('open_item')
    op.drop_table('incident')
    op.drop_table('hazard_news')
    op.drop_table('dispatch_site')
    op.drop_table('briefing')
    op.drop_table('staff_training')
    op.drop_table('staff_certificate')
    op.drop_table('lesson_attendee')
    op.drop_table('confidentiality_agreement')
    op.drop_table('absence')
    op.drop_table('lesson')
    op.drop_table('hazard')
    _forget_records()
    _forget_promises()
    _narrow()


def _narrow() -> None:
    with op.batch_alter_table('dispatch') as batch_op:
        batch_op.drop_column('customer_hands')
        batch_op.drop_column('appointment_at')
        batch_op.drop_column('plan')
        batch_op.drop_column('plan_agreed_by')
        batch_op.drop_column('plan_agreed_on')
        batch_op.drop_column('quality_by')
        batch_op.drop_column('quality_on')
        batch_op.drop_column('quality_note')
        batch_op.drop_column('departed_at')
        batch_op.drop_column('arrived_at')
        batch_op.drop_column('finished_at')
        batch_op.drop_column('returned_at')
        batch_op.drop_column('is_partly_done')
    with op.batch_alter_table('dispatch_person') as batch_op:
        batch_op.drop_column('joins_at')
        batch_op.drop_column('leaves_at')
        batch_op.drop_column('leaves_why')
    with op.batch_alter_table('staff_member') as batch_op:
        batch_op.drop_column('grade')
        batch_op.drop_column('post_level')
        batch_op.drop_column('email')


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
