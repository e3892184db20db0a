"""Telling at which field something is refused."""

from collections.abc import Callable

from app.errors import Invalid


def refused_at(work: Callable[[], object]) -> str | None:
    """Do something and return the field at which it was refused, "" when it was done."""
    try:
        work()
    except Invalid as refusal:
        return refusal.field
    return ""
