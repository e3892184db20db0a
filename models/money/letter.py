"""Letters to customers about money, and the wording they start from (C10)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, Flag, JsonObject, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import InterestBasis, LetterKind, RecordKind, ReplyKind, SendMethod
from models.record import Record
from models.types import Code, Money, Quantity


class Letter(Record):
    """A letter to a customer (``record.customer_id``) with everything open at its level, credits too.

    A collection notice (``handover_id``) and a retention letter speak of one contract (``contract_id``), the others of
    all. ``statement_on`` is the day up to which the figures count, ``pay_by_on`` the day asked for, ``credit`` what was
    received and pays nothing yet. Its number is that of its paper, ``doc_no`` its place in the department's one yearly
    series (发文字号); both are given on issue, when ``facts`` keep what the text says, so that it never changes again.
    ``heading`` and ``wording`` are this letter's own text with {keys} for facts, "" for the template of its kind; its
    paragraphs stand one to a line. ``interest_rate`` is percent: a day for contract and regulation, a year for LPR.
    ``measures_id`` is the approval that a third letter needs (C10.5).
    """

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    letter_kind: Mapped[LetterKind] = mapped_column(Code(LetterKind))
    contract_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("contract.id", ondelete="RESTRICT"))
    handover_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("handover.id", ondelete="RESTRICT"))
    measures_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("measures.id", ondelete="RESTRICT"))
    doc_no: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8), default="zh_CN")
    statement_on: Mapped[date] = mapped_column(Date)
    pay_by_on: Mapped[date | None] = mapped_column(Date)
    issued_on: Mapped[date | None] = mapped_column(Date)
    credit: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    address: Mapped[ShortText]
    attention: Mapped[ShortText]
    attention_phone: Mapped[str] = mapped_column(String(40), default="")
    heading: Mapped[ShortText]
    wording: Mapped[LongText]
    response: Mapped[ShortText]
    enclosures: Mapped[LongText]
    interest_basis: Mapped[InterestBasis] = mapped_column(Code(InterestBasis), default=InterestBasis.NONE)
    interest_rate: Mapped[Decimal | None] = mapped_column(Quantity)
    interest_from: Mapped[date | None] = mapped_column(Date)
    interest: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    pays_first: Mapped[Flag]
    inspect_on: Mapped[date | None] = mapped_column(Date)
    engineer: Mapped[ShortText]
    confirm_by_on: Mapped[date | None] = mapped_column(Date)
    facts: Mapped[JsonObject] = mapped_column(JSON)
    send_method: Mapped[SendMethod | None] = mapped_column(Code(SendMethod))
    sent_on: Mapped[date | None] = mapped_column(Date)
    tracking_no: Mapped[str] = mapped_column(String(60), default="")
    delivered_on: Mapped[date | None] = mapped_column(Date)
    delivered_to: Mapped[ShortText]
    reply_kind: Mapped[ReplyKind | None] = mapped_column(Code(ReplyKind))
    replied_on: Mapped[date | None] = mapped_column(Date)
    reply_text: Mapped[LongText]

    lines: Mapped[list["LetterLine"]] = relationship(cascade="all, delete-orphan", order_by="LetterLine.position")

    __table_args__: Any = (
        UniqueConstraint("doc_no"),
        CheckConstraint("credit >= 0 AND interest >= 0", name="sums_not_negative"),
        Index("ix_letter_contract_id", "contract_id"),
        Index("ix_letter_handover_id", "handover_id"),
        Index("ix_letter_measures_id", "measures_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.LETTER}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a letter by its numbers, what it is about, and its parcel."""
        return (self.number or "", self.doc_no or "", self.title, self.tracking_no)


class LetterLine(Base):
    """One instalment that a letter asks for, as it stood on the letter's day; sums in yuan with tax.

    ``outstanding`` is ``amount`` less what was paid and deducted; ``overdue_days`` 0 for what is not late.
    """

    __tablename__ = "letter_line"

    id: Mapped[PrimaryKey]
    letter_id: Mapped[int] = mapped_column(RowId, ForeignKey("letter.id", ondelete="CASCADE"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Amount]
    paid: Mapped[Amount]
    deducted: Mapped[Amount]
    outstanding: Mapped[Amount]
    due_on: Mapped[date | None] = mapped_column(Date)
    overdue_days: Mapped[int] = mapped_column(Integer, default=0)
    interest: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))

    __table_args__ = (
        UniqueConstraint("letter_id", "instalment_id"),
        Index("ix_letter_line_instalment_id", "instalment_id"),
    )


class LetterTemplate(Base):
    """The department's own wording of one kind of letter in one language, in place of the shipped one."""

    __tablename__ = "letter_template"

    id: Mapped[PrimaryKey]
    letter_kind: Mapped[LetterKind] = mapped_column(Code(LetterKind))
    language: Mapped[str] = mapped_column(String(8))
    heading: Mapped[ShortText]
    wording: Mapped[LongText]
    changed_at: Mapped[Moment]
    changed_by: Mapped[ShortText]

    __table_args__ = (UniqueConstraint("letter_kind", "language"),)
