"""Calls, visits and messages about money, and what customers promised (C10)."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import ContactWay
from models.types import Code


class CollectionContact(Base):
    """Somebody was asked for money: when (``at``), how, by whom of ours, whom of theirs (``counterpart``), the result.

    ``source_id`` is the contract or order it was about, None for all of the customer's.
    """

    __tablename__ = "collection_contact"

    id: Mapped[PrimaryKey]
    customer_id: Mapped[int] = mapped_column(RowId, ForeignKey("customer.id", ondelete="RESTRICT"))
    source_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    at: Mapped[Moment]
    way: Mapped[ContactWay] = mapped_column(Code(ContactWay))
    person: Mapped[ShortText]
    counterpart: Mapped[ShortText]
    text: Mapped[LongText]
    is_void: Mapped[Flag]
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    promises: Mapped[list["PaymentPromise"]] = relationship(cascade="all, delete-orphan", order_by="PaymentPromise.id")

    __table_args__ = (
        Index("ix_collection_contact_customer_id_at", "customer_id", "at"),
        Index("ix_collection_contact_source_id", "source_id"),
    )


class PaymentPromise(Base):
    """What a customer promised to pay of one instalment by a day, in a talk (``contact_id``) or on a return slip
    (``letter_id``). ``kept_on`` is the bank's day on which what came in since ``made_on`` reached the sum; without it
    the promise is broken once its day has passed.
    """

    __tablename__ = "payment_promise"

    id: Mapped[PrimaryKey]
    contact_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("collection_contact.id", ondelete="RESTRICT"))
    letter_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("letter.id", ondelete="RESTRICT"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]
    made_on: Mapped[date] = mapped_column(Date)
    promised_on: Mapped[date] = mapped_column(Date)
    kept_on: Mapped[date | None] = mapped_column(Date)
    is_void: Mapped[Flag]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("contact_id IS NOT NULL OR letter_id IS NOT NULL", name="said_somewhere"),
        Index("ix_payment_promise_contact_id", "contact_id"),
        Index("ix_payment_promise_letter_id", "letter_id"),
        Index("ix_payment_promise_instalment_id", "instalment_id", "promised_on"),
    )
