"""care: visits, inspections, complaints, trainings, assessment, registers, texts of reports

Revision: 0016, after 0015

What a department keeps of seeing its customers (C13, N3 to N6, N8). A report may be about one customer.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ('visit_round', 'visit', 'inspection_plan', 'inspection', 'complaint', 'feedback', 'training', 'assessment', 'spot_check', 'correspondence')
NEW_PROMISES = ('visit_plan', 'visit', 'visit_follow_up', 'inspection', 'inspection_report', 'training', 'training_held', 'complaint_response', 'complaint_answer', 'complaint_closing', 'feedback_answer', 'assessment', 'spot_check', 'correspondence', 'periodic_report')
NEW_EVENTS = ('round_planned', 'visit_planned', 'visit_moved', 'visited', 'need_found', 'need_taken_up', 'need_settled', 'inspection_planned', 'inspected', 'fault_found', 'complained', 'complaint_responded', 'complaint_answered', 'complaint_handled', 'complaint_verified', 'complaint_closed', 'complaint_reopened', 'feedback_asked', 'feedback_answered', 'feedback_closed', 'trained', 'assessed', 'assessment_reopened', 'spot_checked', 'put_right', 'corresponded')
NEW_FORMS = ('periodic_report', 'customer_report')


def upgrade() -> None:
    _widen()
    _create_assessment_item()
    _create_assessment()
    _create_correspondence()
    _create_visit_round()
    _create_assessment_line()
    _create_report_text()
    _create_spot_check()
    _create_training()
    _create_training_attendee()
    _create_visit()
    _create_complaint()
    _create_inspection_plan()
    _create_visit_follow_up()
    _create_feedback()
    _create_inspection()
    _create_plan_equipment()
    _create_inspection_item()
    op.create_index('ix_event_kind_at', 'event', ['kind', 'at'])


def _widen() -> None:
    with op.batch_alter_table('report') as batch_op:
        batch_op.add_column(sa.Column('customer_key', ROW_ID, nullable=False, server_default='0'))
        batch_op.drop_constraint(op.f('uq_report_form_since_until'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_report_form_since_until_customer_key'), ['form', 'since', 'until', 'customer_key'])


def _create_assessment_item() -> None:
    op.create_table('assessment_item',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('source', sa.String(length=24), nullable=False),
        sa.Column('points', sa.Integer(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('retired', sa.Boolean(), nullable=False),
        sa.CheckConstraint('points BETWEEN -100 AND 100', name=op.f('ck_assessment_item_points_range')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_item')),
        sa.UniqueConstraint('code', name=op.f('uq_assessment_item_code'))
        )


def _create_assessment() -> None:
    op.create_table('assessment',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('month', sa.Date(), nullable=False),
        sa.Column('with_amounts', sa.Boolean(), nullable=False),
        sa.Column('remark', sa.Text(), nullable=False),
        sa.Column('gathered_at', sa.DateTime(), nullable=True),
        sa.Column('confirmed_at', sa.DateTime(), nullable=True),
        sa.Column('confirmed_by', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_assessment_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment')),
        sa.UniqueConstraint('month', name=op.f('uq_assessment_month'))
        )


def _create_correspondence() -> None:
    op.create_table('correspondence',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('direction', sa.String(length=24), nullable=False),
        sa.Column('medium', sa.String(length=24), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('handled_by', sa.String(length=200), nullable=False),
        sa.Column('counterpart', sa.String(length=200), nullable=False),
        sa.Column('unit', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('their_no', sa.String(length=200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('about_id', ROW_ID, nullable=True),
        sa.Column('to_do', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('settled_at', sa.DateTime(), nullable=True),
        sa.Column('result', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['about_id'], ['record.id'], name=op.f('fk_correspondence_about_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_correspondence_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_correspondence'))
        )
    op.create_index('ix_correspondence_about_id', 'correspondence', ['about_id'])
    op.create_index('ix_correspondence_at', 'correspondence', ['at', 'id'])


def _create_visit_round() -> None:
    op.create_table('visit_round',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('list_by', sa.Date(), nullable=False),
        sa.Column('principle', sa.Text(), nullable=False),
        sa.Column('planned_at', sa.DateTime(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('closing', sa.Text(), nullable=False),
        sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_visit_round_ends_after_start')),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_visit_round_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_round'))
        )


def _create_assessment_line() -> None:
    op.create_table('assessment_line',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('assessment_id', ROW_ID, nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('person', sa.String(length=200), nullable=False),
        sa.Column('item_id', ROW_ID, nullable=False),
        sa.Column('source_id', ROW_ID, nullable=True),
        sa.Column('source_key', sa.String(length=80), nullable=False),
        sa.Column('happened_on', sa.Date(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('proposed', sa.Integer(), nullable=False),
        sa.Column('points', sa.Integer(), nullable=False),
        sa.Column('amount', sa.BigInteger(), nullable=False),
        sa.Column('verdict', sa.String(length=24), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.CheckConstraint('points BETWEEN -100 AND 100', name=op.f('ck_assessment_line_points_range')),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessment_line_assessment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['item_id'], ['assessment_item.id'], name=op.f('fk_assessment_line_item_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['source_id'], ['record.id'], name=op.f('fk_assessment_line_source_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_assessment_line_staff_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_line')),
        sa.UniqueConstraint('assessment_id', 'source_key', name=op.f('uq_assessment_line_assessment_id_source_key'))
        )
    op.create_index('ix_assessment_line_item_id', 'assessment_line', ['item_id'])
    op.create_index('ix_assessment_line_source_id', 'assessment_line', ['source_id'])
    op.create_index('ix_assessment_line_staff_id', 'assessment_line', ['staff_id'])


def _create_report_text() -> None:
    op.create_table('report_text',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('report_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=40), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_text_report_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_text')),
        sa.UniqueConstraint('report_id', 'key', name=op.f('uq_report_text_report_id_key'))
        )


def _create_spot_check() -> None:
    op.create_table('spot_check',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('checked_on', sa.Date(), nullable=False),
        sa.Column('checker', sa.String(length=200), nullable=False),
        sa.Column('subject_id', ROW_ID, nullable=True),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('is_good', sa.Boolean(), nullable=False),
        sa.Column('finding', sa.Text(), nullable=False),
        sa.Column('demand', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('put_right_on', sa.Date(), nullable=True),
        sa.Column('result', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_spot_check_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_spot_check_staff_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['subject_id'], ['record.id'], name=op.f('fk_spot_check_subject_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_spot_check'))
        )
    op.create_index('ix_spot_check_staff_id', 'spot_check', ['staff_id'])
    op.create_index('ix_spot_check_subject_id', 'spot_check', ['subject_id'])


def _create_training() -> None:
    op.create_table('training',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('audience', sa.String(length=24), nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('planned_on', sa.Date(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=True),
        sa.Column('place', sa.String(length=200), nullable=False),
        sa.Column('teacher', sa.String(length=200), nullable=False),
        sa.Column('hours', sa.BigInteger(), nullable=True),
        sa.Column('content', sa.Text(), nullable=False),
        sa.Column('material', sa.String(length=200), nullable=False),
        sa.Column('result', sa.Text(), nullable=False),
        sa.CheckConstraint('hours IS NULL OR hours > 0', name=op.f('ck_training_hours_positive')),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_training_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_training_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_training'))
        )
    op.create_index('ix_training_dispatch_id', 'training', ['dispatch_id'])
    op.create_index('ix_training_held_on', 'training', ['held_on', 'id'])


def _create_training_attendee() -> None:
    op.create_table('training_attendee',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('training_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('post', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('score', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(length=200), nullable=False),
        sa.CheckConstraint('score IS NULL OR score BETWEEN 0 AND 100', name=op.f('ck_training_attendee_score_range')),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_training_attendee_staff_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['training_id'], ['training.id'], name=op.f('fk_training_attendee_training_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_training_attendee')),
        sa.UniqueConstraint('training_id', 'position', name=op.f('uq_training_attendee_training_id_position'))
        )
    op.create_index('ix_training_attendee_staff_id', 'training_attendee', ['staff_id'])


def _create_visit() -> None:
    op.create_table('visit',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('round_id', ROW_ID, nullable=True),
        sa.Column('basis_id', ROW_ID, nullable=True),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('survey_id', ROW_ID, nullable=True),
        sa.Column('basis_on', sa.Date(), nullable=True),
        sa.Column('occasion', sa.String(length=24), nullable=False),
        sa.Column('mode', sa.String(length=24), nullable=False),
        sa.Column('planned_on', sa.Date(), nullable=False),
        sa.Column('visitor', sa.String(length=200), nullable=False),
        sa.Column('focus', sa.String(length=200), nullable=False),
        sa.Column('visited_at', sa.DateTime(), nullable=True),
        sa.Column('interviewee', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('run_status', sa.String(length=24), nullable=True),
        sa.Column('flow', sa.String(length=200), nullable=False),
        sa.Column('inlet', sa.String(length=200), nullable=False),
        sa.Column('outlet', sa.String(length=200), nullable=False),
        sa.Column('consumables', sa.Text(), nullable=False),
        sa.Column('upkeep', sa.Text(), nullable=False),
        sa.Column('problems', sa.Text(), nullable=False),
        sa.Column('sat_quality', sa.Integer(), nullable=True),
        sa.Column('sat_service', sa.Integer(), nullable=True),
        sa.Column('suggestions', sa.Text(), nullable=False),
        sa.Column('promotion', sa.Text(), nullable=False),
        sa.Column('payment_talk', sa.Text(), nullable=False),
        sa.Column('spot_action', sa.Text(), nullable=False),
        sa.Column('next_visit_on', sa.Date(), nullable=True),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('sat_quality IS NULL OR sat_quality BETWEEN 1 AND 5', name=op.f('ck_visit_quality_range')),
        sa.CheckConstraint('sat_service IS NULL OR sat_service BETWEEN 1 AND 5', name=op.f('ck_visit_service_range')),
        sa.ForeignKeyConstraint(['basis_id'], ['record.id'], name=op.f('fk_visit_basis_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_visit_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_visit_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['round_id'], ['visit_round.id'], name=op.f('fk_visit_round_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_visit_survey_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
        )
    op.create_index('ix_visit_basis_id', 'visit', ['basis_id'])
    op.create_index('ix_visit_dispatch_id', 'visit', ['dispatch_id'])
    op.create_index('ix_visit_planned_on', 'visit', ['planned_on', 'id'])
    op.create_index('ix_visit_round_id', 'visit', ['round_id'])
    op.create_index('ix_visit_survey_id', 'visit', ['survey_id'])
    op.create_index('ix_visit_visited_at', 'visit', ['visited_at', 'id'])


def _create_complaint() -> None:
    op.create_table('complaint',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('received_at', sa.DateTime(), nullable=False),
        sa.Column('channel', sa.String(length=24), nullable=False),
        sa.Column('receiver', sa.String(length=200), nullable=False),
        sa.Column('complainant', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('category', sa.String(length=24), nullable=False),
        sa.Column('severity', sa.String(length=24), nullable=False),
        sa.Column('content', sa.Text(), nullable=False),
        sa.Column('demand', sa.Text(), nullable=False),
        sa.Column('equipment_id', ROW_ID, nullable=True),
        sa.Column('request_id', ROW_ID, nullable=True),
        sa.Column('visit_id', ROW_ID, nullable=True),
        sa.Column('survey_id', ROW_ID, nullable=True),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('staff_id', ROW_ID, nullable=True),
        sa.Column('department', sa.String(length=200), nullable=False),
        sa.Column('owner', sa.String(length=200), nullable=False),
        sa.Column('responded_at', sa.DateTime(), nullable=True),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('interim', sa.Text(), nullable=False),
        sa.Column('root_cause', sa.Text(), nullable=False),
        sa.Column('corrective', sa.Text(), nullable=False),
        sa.Column('preventive', sa.Text(), nullable=False),
        sa.Column('cost', sa.BigInteger(), nullable=True),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.Column('verification', sa.Text(), nullable=False),
        sa.Column('customer_word', sa.String(length=24), nullable=True),
        sa.Column('justification', sa.String(length=24), nullable=True),
        sa.Column('fault', sa.String(length=24), nullable=True),
        sa.Column('judgement', sa.Text(), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('closed_by', sa.String(length=200), nullable=False),
        sa.CheckConstraint('cost IS NULL OR cost >= 0', name=op.f('ck_complaint_cost_not_negative')),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_complaint_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['equipment_id'], ['equipment.id'], name=op.f('fk_complaint_equipment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_complaint_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_complaint_request_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_complaint_staff_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_complaint_survey_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_complaint_visit_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint'))
        )
    op.create_index('ix_complaint_closed_at', 'complaint', ['closed_at', 'id'])
    op.create_index('ix_complaint_dispatch_id', 'complaint', ['dispatch_id'])
    op.create_index('ix_complaint_equipment_id', 'complaint', ['equipment_id'])
    op.create_index('ix_complaint_received_at', 'complaint', ['received_at', 'id'])
    op.create_index('ix_complaint_request_id', 'complaint', ['request_id'])
    op.create_index('ix_complaint_staff_id', 'complaint', ['staff_id'])
    op.create_index('ix_complaint_survey_id', 'complaint', ['survey_id'])
    op.create_index('ix_complaint_visit_id', 'complaint', ['visit_id'])


def _create_inspection_plan() -> None:
    op.create_table('inspection_plan',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('order_id', ROW_ID, nullable=True),
        sa.Column('checklist', sa.String(length=40), nullable=False),
        sa.Column('cycle_months', sa.Integer(), nullable=False),
        sa.Column('min_persons', sa.Integer(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('responsible', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.CheckConstraint('cycle_months BETWEEN 1 AND 60', name=op.f('ck_inspection_plan_cycle_range')),
        sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_inspection_plan_ends_after_start')),
        sa.CheckConstraint('min_persons BETWEEN 1 AND 20', name=op.f('ck_inspection_plan_persons_range')),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_inspection_plan_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['order_id'], ['service_order.id'], name=op.f('fk_inspection_plan_order_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_plan'))
        )
    op.create_index('ix_inspection_plan_order_id', 'inspection_plan', ['order_id'])


def _create_visit_follow_up() -> None:
    op.create_table('visit_follow_up',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('visit_id', ROW_ID, nullable=False),
        sa.Column('kind', sa.String(length=24), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('passed_to', sa.String(length=200), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('outcome_id', ROW_ID, nullable=True),
        sa.Column('outcome', sa.Text(), nullable=False),
        sa.Column('settled_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['outcome_id'], ['record.id'], name=op.f('fk_visit_follow_up_outcome_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_follow_up_visit_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_follow_up'))
        )
    op.create_index('ix_visit_follow_up_outcome_id', 'visit_follow_up', ['outcome_id'])
    op.create_index('ix_visit_follow_up_visit_id', 'visit_follow_up', ['visit_id'])


def _create_feedback() -> None:
    op.create_table('feedback',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('department', sa.String(length=200), nullable=False),
        sa.Column('addressee', sa.String(length=200), nullable=False),
        sa.Column('content', sa.Text(), nullable=False),
        sa.Column('model', sa.String(length=200), nullable=False),
        sa.Column('fault_count', sa.Integer(), nullable=True),
        sa.Column('demand', sa.Text(), nullable=False),
        sa.Column('complaint_id', ROW_ID, nullable=True),
        sa.Column('request_id', ROW_ID, nullable=True),
        sa.Column('equipment_id', ROW_ID, nullable=True),
        sa.Column('answer_due_on', sa.Date(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=True),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('answered_by', sa.String(length=200), nullable=False),
        sa.Column('cause', sa.Text(), nullable=False),
        sa.Column('measures', sa.Text(), nullable=False),
        sa.Column('closed_at', sa.DateTime(), nullable=True),
        sa.Column('effect_seen', sa.Text(), nullable=False),
        sa.CheckConstraint('fault_count IS NULL OR fault_count > 0', name=op.f('ck_feedback_count_positive')),
        sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_feedback_complaint_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['equipment_id'], ['equipment.id'], name=op.f('fk_feedback_equipment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_feedback_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_feedback_request_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback'))
        )
    op.create_index('ix_feedback_complaint_id', 'feedback', ['complaint_id'])
    op.create_index('ix_feedback_equipment_id', 'feedback', ['equipment_id'])
    op.create_index('ix_feedback_request_id', 'feedback', ['request_id'])


def _create_inspection() -> None:
    op.create_table('inspection',
        sa.Column('id', ROW_ID, nullable=False),
        sa.Column('plan_id', ROW_ID, nullable=False),
        sa.Column('dispatch_id', ROW_ID, nullable=True),
        sa.Column('planned_on', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('inspected_at', sa.DateTime(), nullable=True),
        sa.Column('inspectors', sa.String(length=200), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=True),
        sa.Column('met', sa.String(length=200), nullable=False),
        sa.Column('running', sa.Text(), nullable=False),
        sa.Column('conclusion', sa.Text(), nullable=False),
        sa.Column('advice', sa.Text(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint('persons IS NULL OR persons > 0', name=op.f('ck_inspection_persons_positive')),
        sa.ForeignKeyConstraint(['dispatch_id'], ['dispatch.id'], name=op.f('fk_inspection_dispatch_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_inspection_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['plan_id'], ['inspection_plan.id'], name=op.f('fk_inspection_plan_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection')),
        sa.UniqueConstraint('plan_id', 'planned_on', name=op.f('uq_inspection_plan_id_planned_on'))
        )
    op.create_index('ix_inspection_dispatch_id', 'inspection', ['dispatch_id'])
    op.create_index('ix_inspection_due_on', 'inspection', ['due_on', 'id'])


def _create_plan_equipment() -> None:
    op.create_table('plan_equipment',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('plan_id', ROW_ID, nullable=False),
        sa.Column('equipment_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['equipment_id'], ['equipment.id'], name=op.f('fk_plan_equipment_equipment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['plan_id'], ['inspection_plan.id'], name=op.f('fk_plan_equipment_plan_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_equipment')),
        sa.UniqueConstraint('plan_id', 'equipment_id', name=op.f('uq_plan_equipment_plan_id_equipment_id'))
        )
    op.create_index('ix_plan_equipment_equipment_id', 'plan_equipment', ['equipment_id'])


def _create_inspection_item() -> None:
    op.create_table('inspection_item',
        sa.Column('id', ROW_ID, autoincrement=True, nullable=False),
        sa.Column('inspection_id', ROW_ID, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('equipment_id', ROW_ID, nullable=True),
        sa.Column('area', sa.String(length=200), nullable=False),
        sa.Column('item', sa.String(length=200), nullable=False),
        sa.Column('standard', sa.String(length=200), nullable=False),
        sa.Column('finding', sa.String(length=24), nullable=True),
        sa.Column('reading', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('request_id', ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(['equipment_id'], ['equipment.id'], name=op.f('fk_inspection_item_equipment_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_item_inspection_id'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_inspection_item_request_id'), ondelete='RESTRICT'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_item')),
        sa.UniqueConstraint('inspection_id', 'position', name=op.f('uq_inspection_item_inspection_id_position'))
        )
    op.create_index('ix_inspection_item_equipment_id', 'inspection_item', ['equipment_id'])
    op.create_index('ix_inspection_item_request_id', 'inspection_item', ['request_id'])


def downgrade() -> None:
    op.drop_index('ix_event_kind_at', table_name='event')
    # What the older version cannot name stays on record as a note.
    op.execute(f"UPDATE event SET kind = 'note' WHERE kind IN {NEW_EVENTS}")
    op.drop_table('inspection_item')
    op.drop_table('plan_equipment')
    op.drop_table('inspection')
    op.drop_table('feedback')
    op.drop_table('visit_follow_up')
    op.drop_table('inspection_plan')
    op.drop_table('complaint')
    op.drop_table('visit')
    op.drop_table('training_attendee')
    op.drop_table('training')
    op.drop_table('spot_check')
    op.drop_table('report_text')
    op.drop_table('assessment_line')
    op.drop_table('visit_round')
    op.drop_table('correspondence')
    op.drop_table('assessment')
    op.drop_table('assessment_item')
    _forget_promises()
    _forget_records()
    _narrow()


def _forget_promises() -> None:
    op.execute(f"UPDATE record SET due_at = NULL, due_kind = NULL WHERE due_kind IN {NEW_PROMISES}")
    for table in ("commitment", "agreed_date", "policy"):
        op.execute(f"DELETE FROM {table} WHERE kind IN {NEW_PROMISES}")


def _forget_records() -> None:
    """Take out the records that the older version cannot name; documents filed for them stay."""
    reports = f"id IN (SELECT id FROM report WHERE form IN {NEW_FORMS} OR customer_key <> 0)"
    gone = f"(SELECT id FROM record WHERE kind IN {KINDS} OR {reports})"
    op.execute(f"UPDATE document SET subject_id = NULL WHERE subject_id IN {gone}")
    for table in ("commitment", "hold", "agreed_date", "issued_paper", "event"):
        op.execute(f"DELETE FROM {table} WHERE record_id IN {gone}")
    op.execute(f"DELETE FROM record WHERE kind IN {KINDS}")
    op.execute(f"CREATE TEMPORARY TABLE gone_report AS SELECT id FROM report WHERE form IN {NEW_FORMS} OR customer_key <> 0")
    op.execute("DELETE FROM report WHERE id IN (SELECT id FROM gone_report)")
    op.execute("DELETE FROM record WHERE id IN (SELECT id FROM gone_report)")
    op.execute("DROP TABLE gone_report")
    op.execute("DELETE FROM number_series WHERE prefix IN ('HFJ', 'HF', 'XJH', 'XJ', 'TS', 'ZF', 'PX', 'KP', 'CJ', 'LX', 'XB', 'YB', 'KB', 'KD', 'SL', 'LD', 'LH')")


def _narrow() -> None:
    with op.batch_alter_table('report') as batch_op:
        batch_op.drop_constraint(op.f('uq_report_form_since_until_customer_key'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_report_form_since_until'), ['form', 'since', 'until'])
        batch_op.drop_column('customer_key')
