"""Users of the program."""

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Flag, PrimaryKey, ShortText


class User(Base):
    """A person who may use the program, with the roles of domain.md as a list of their codes."""

    __tablename__ = "user"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(60))
    display_name: Mapped[ShortText]
    roles: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[Flag]

    __table_args__ = (UniqueConstraint("name"),)
