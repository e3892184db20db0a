"""Departments that lend people."""

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Flag, PrimaryKey, ShortText


class Department(Base):
    """A department of the company with the manager whose word C7.2 asks for.

    ``is_own`` marks the after-sales department itself: sending its own people needs nobody else's agreement.
    """

    __tablename__ = "department"

    id: Mapped[PrimaryKey]
    name: Mapped[ShortText]
    manager_name: Mapped[ShortText]
    manager_phone: Mapped[str] = mapped_column(String(40), default="")
    is_own: Mapped[Flag]
    version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (UniqueConstraint("name"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read once by the mapper)
