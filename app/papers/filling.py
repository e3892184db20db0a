"""What every paper's filling has in common: the values it returns, and the words it uses for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.papers.content import FieldValue


@dataclass(frozen=True, slots=True)
class Filled:
    """Values by field key and rows by table key, ready to print in the paper's language; ``title`` names the filed
    document.
    """

    title: str
    values: Mapping[str, FieldValue]
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
