"""A record read back into the form that it was typed in."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FormT = TypeVar("FormT", bound="DataclassInstance")


def typed_form(found: object, form: type[FormT], **others: Any) -> FormT:
    """Return a form filled with what a record calls by the same names; ``others`` are fields that it does not have so,
    by their names.
    """
    return form(**{one.name: getattr(found, one.name) for one in fields(form) if one.name not in others}, **others)
