"""Trying out by the department's own rules: what would be owed for a case that nobody has registered."""

from app.context import Context
from app.queries.promises.deadlines import read_deadlines
from app.rules.permissions import Permission
from app.rules.promises.deadlines import Promise
from app.rules.promises.try_out import TryOut, try_out


def what_would_be_owed(context: Context, given: TryOut) -> tuple[Promise, ...]:
    """Return what the stored policies and calendar make of a case; Invalid for one that contradicts itself."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        book = read_deadlines(session)
    return try_out(book, given)
