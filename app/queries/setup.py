"""Whether a data folder is ready for work."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from models.policy import Policy


def has_policies(session: Session) -> bool:
    """Tell, inside an open transaction, whether the first start has been done."""
    return bool(session.scalar(select(func.count()).select_from(Policy)))


def is_set_up(context: Context) -> bool:
    """Tell whether the first start has been done in this data folder."""
    with context.read() as session:
        return has_policies(session)
