"""The declarative base, its naming convention and the annotated kinds of column that models share."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Boolean, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from models.types import Money, Percent, Quantity, UtcDateTime

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite gives rowid semantics only to INTEGER PRIMARY KEY; PostgreSQL wants the wide type.
RowId = BigInteger().with_variant(Integer, "sqlite")

PrimaryKey = Annotated[int, mapped_column(RowId, primary_key=True, autoincrement=True)]
ShortText = Annotated[str, mapped_column(String(200), default="")]
LongText = Annotated[str, mapped_column(Text, default="")]
Flag = Annotated[bool, mapped_column(Boolean(create_constraint=False), default=False)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Amount = Annotated[Decimal, mapped_column(Money)]
Number = Annotated[Decimal, mapped_column(Quantity)]
Share = Annotated[Decimal, mapped_column(Percent)]
JsonObject = Annotated[dict[str, Any], mapped_column(JSON, default=dict)]


class Base(DeclarativeBase):
    """Base of every mapped class."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
