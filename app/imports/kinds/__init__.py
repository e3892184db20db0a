"""The kinds of sheets that can be imported; a further kind is a module with its columns and a row in KINDS."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.imports.fields import ImportKind
from app.imports.kinds.contract_columns import CONTRACTS
from app.imports.kinds.contracts import gather_contracts
from app.imports.kinds.customers import CUSTOMERS, gather_customers
from app.imports.kinds.projects import PROJECTS, gather_projects
from app.imports.kinds.statement import STATEMENT, gather_statement
from app.imports.known import ImportWish, Known
from app.imports.rows import ReadRow

Gather = Callable[[Sequence[ReadRow], Known, ImportWish], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of sheet, and what puts its rows together to drafts of records; each draft says its ``rows``."""

    kind: ImportKind
    gather: Gather


KINDS: Mapping[str, KindRow] = {
    row.kind.code: row
    for row in (
        KindRow(CUSTOMERS, gather_customers),
        KindRow(PROJECTS, gather_projects),
        KindRow(CONTRACTS, gather_contracts),
        KindRow(STATEMENT, gather_statement),
    )
}
LEDGERS = tuple(code for code in KINDS if code != STATEMENT.code)  # what the assistant imports
