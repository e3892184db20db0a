"""Users of the program."""

from datetime import datetime

from sqlalchemy import JSON, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Flag, PrimaryKey, ShortText
from models.types import UtcDateTime


class User(Base):
    """A person who may use the program, with the roles of domain.md as a list of their codes.

    ``password_hash`` is what argon2id makes of the password, "" while there is none: without one nobody logs in.
    ``wrong_tries`` counts since the last good one; until ``locked_until`` no further try is looked at.
    """

    __tablename__ = "user"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(60))
    display_name: Mapped[ShortText]
    roles: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[Flag]
    password_hash: Mapped[ShortText]
    password_set_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    must_change: Mapped[Flag]
    wrong_tries: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("name"),)


class UnknownName(Base):
    """Tries to log in with names that nobody has, so that they wait as the tries with a known name do.

    ``bucket`` is a small number that a name leads to: it keeps the table small, and whoever typed a password where the
    name belongs is not found out by it.
    """

    __tablename__ = "unknown_name"

    bucket: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    wrong_tries: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
