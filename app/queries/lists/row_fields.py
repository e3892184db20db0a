"""How what the database returns becomes the fields of a frozen row: by the types that the row gives them."""

from collections.abc import Callable
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]


def field_readers(row: type[Any]) -> dict[str, Reader]:
    """Return for each field of a dataclass how it is read: a ``str`` is "" where nothing is known, a code becomes the
    member of its vocabulary, anything else stays as it is.
    """
    return {name: _reader(kind) for name, kind in get_type_hints(row).items()}


def _reader(kind: Any) -> Reader:
    if kind is str:
        return _text
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member_of(kind)
    return _as_it_is


def _text(value: Any) -> Any:
    return "" if value is None else value


def _as_it_is(value: Any) -> Any:
    return value


def _member_of(vocabulary: type[Enum]) -> Reader:
    return lambda value: None if value is None else vocabulary(value)
