"""Complaints (投诉) and quality feedback (质量信息反馈) to the department that answers for it (N6)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Moment, RowId, ShortText
from models.enums import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintSeverity,
    CustomerWord,
    Fault,
    Justification,
    RecordKind,
)
from models.record import Record
from models.types import Code, Money, UtcDateTime


class Complaint(Record):
    """What a customer complains of; the title says it in short, ``content`` in full.

    ``responded_at`` is the first word to the customer, ``answered_at`` the answer with what will be done. It is closed
    only with a judgement: ``justification``, ``fault`` and ``judgement`` in words. ``cost`` in yuan.
    """

    __tablename__ = "complaint"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    received_at: Mapped[Moment]
    channel: Mapped[ComplaintChannel] = mapped_column(Code(ComplaintChannel))
    receiver: Mapped[ShortText]
    complainant: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    category: Mapped[ComplaintCategory] = mapped_column(Code(ComplaintCategory))
    severity: Mapped[ComplaintSeverity] = mapped_column(Code(ComplaintSeverity))
    content: Mapped[LongText]
    demand: Mapped[LongText]
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    visit_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("visit.id", ondelete="RESTRICT"))
    survey_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("survey.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))

    department: Mapped[ShortText]
    owner: Mapped[ShortText]
    responded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[LongText]
    interim: Mapped[LongText]
    root_cause: Mapped[LongText]
    corrective: Mapped[LongText]
    preventive: Mapped[LongText]
    cost: Mapped[Decimal | None] = mapped_column(Money)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verification: Mapped[LongText]
    customer_word: Mapped[CustomerWord | None] = mapped_column(Code(CustomerWord))
    justification: Mapped[Justification | None] = mapped_column(Code(Justification))
    fault: Mapped[Fault | None] = mapped_column(Code(Fault))
    judgement: Mapped[LongText]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[ShortText]

    __table_args__: Any = (
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
        Index("ix_complaint_equipment_id", "equipment_id"),
        Index("ix_complaint_request_id", "request_id"),
        Index("ix_complaint_visit_id", "visit_id"),
        Index("ix_complaint_survey_id", "survey_id"),
        Index("ix_complaint_dispatch_id", "dispatch_id"),
        Index("ix_complaint_staff_id", "staff_id"),
        Index("ix_complaint_received_at", "received_at", "id"),
        Index("ix_complaint_closed_at", "closed_at", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.COMPLAINT,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a complaint by number, what it is about, who complained and who answers for it."""
        return (self.number or "", self.title, self.content, self.complainant, self.department, self.owner)


class Feedback(Record):
    """Quality feedback asked of a department: the title says what is wrong, ``content`` in full, answer by a day."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    department: Mapped[ShortText]
    addressee: Mapped[ShortText]
    content: Mapped[LongText]
    model: Mapped[ShortText]
    fault_count: Mapped[int | None] = mapped_column(Integer)
    demand: Mapped[LongText]
    complaint_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("complaint.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    answer_due_on: Mapped[date] = mapped_column(Date)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[ShortText]
    cause: Mapped[LongText]
    measures: Mapped[LongText]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    effect_seen: Mapped[LongText]

    __table_args__: Any = (
        CheckConstraint("fault_count IS NULL OR fault_count > 0", name="count_positive"),
        Index("ix_feedback_complaint_id", "complaint_id"),
        Index("ix_feedback_request_id", "request_id"),
        Index("ix_feedback_equipment_id", "equipment_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.FEEDBACK,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find feedback by number, what is wrong, which model and which department."""
        return (self.number or "", self.title, self.content, self.model, self.department)
