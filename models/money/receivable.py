"""Receivables (应收款): the instalments of contracts and orders, and their invoices."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from models.base import Amount, Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import InstalmentKind, InvoiceType, RecordKind
from models.record import Record
from models.types import Code, Money, Percent


class Instalment(Record):
    """One instalment of a contract or an order (``source_id``), with tax.

    It has a number once it is owed. ``due_on`` None means that it waits for its ``condition`` (handover, end of
    service). ``paid`` is the sum of what was allocated to it (invariant 1), written again with every allocation,
    ``deducted`` that of its deductions; ``settled_on`` is the day of the receipt or deduction that completed it.
    ``clause`` is the payment clause of the contract, ``owner_name`` who looks after it.
    """

    __tablename__ = "instalment"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    source_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    instalment_kind: Mapped[InstalmentKind] = mapped_column(Code(InstalmentKind))
    percent: Mapped[Decimal | None] = mapped_column(Percent)
    amount: Mapped[Amount]
    condition: Mapped[ShortText]
    due_on: Mapped[date | None] = mapped_column(Date)
    owner_name: Mapped[ShortText]
    paid: Mapped[Amount]
    deducted: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    clause: Mapped[str] = mapped_column(String(40), default="")
    settled_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("paid BETWEEN 0 AND amount", name="paid_within_amount"),
        CheckConstraint("deducted >= 0 AND paid + deducted <= amount", name="settled_within_amount"),
        Index("ix_instalment_source_id_position", "source_id", "position"),
        Index("ix_instalment_due_on", "due_on", "id"),
        Index("ix_instalment_amount", "amount", "id"),
    )

    @property
    def open_amount(self) -> Decimal:
        """What has not come in and may not be kept either."""
        return self.amount - self.paid - self.deducted

    @property
    def is_findable(self) -> bool:
        """True once it is owed: those of an order that is not in force are no receivables yet."""
        return self.number is not None

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Say which of the two foreign keys to ``record`` is the inheritance: the id, not the source."""
        return {"polymorphic_identity": RecordKind.RECEIVABLE, "inherit_condition": cls.id == Record.id}


class Deduction(Base):
    """What a customer may keep of an instalment, agreed by both sides (扣款); a repair may be the reason (N5)."""

    __tablename__ = "deduction"

    id: Mapped[PrimaryKey]
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]
    agreed_on: Mapped[date] = mapped_column(Date)
    agreed_with: Mapped[ShortText]
    reason: Mapped[LongText]
    is_void: Mapped[Flag]
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_deduction_instalment_id", "instalment_id"),
        Index("ix_deduction_request_id", "request_id"),
    )


class Invoice(Base):
    """An invoice given to a customer for a contract or an order (``record_id``), with the instalments it covers."""

    __tablename__ = "invoice"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    number: Mapped[str] = mapped_column(String(40))
    invoice_type: Mapped[InvoiceType] = mapped_column(Code(InvoiceType))
    issued_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Amount]
    note: Mapped[LongText]
    is_void: Mapped[Flag]
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    shares: Mapped[list["InvoiceShare"]] = relationship(cascade="all, delete-orphan", order_by="InvoiceShare.id")

    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_invoice_record_id", "record_id"),
    )


class InvoiceShare(Base):
    """How much of an invoice is for one instalment."""

    __tablename__ = "invoice_share"

    id: Mapped[PrimaryKey]
    invoice_id: Mapped[int] = mapped_column(RowId, ForeignKey("invoice.id", ondelete="RESTRICT"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]

    __table_args__ = (
        UniqueConstraint("invoice_id", "instalment_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_invoice_share_instalment_id", "instalment_id"),
    )
