"""What the department has on record already, as far as rows of a sheet are compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.rules.inputs import comparison_key


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A customer on record; one out of use is nobody that new work may name."""

    id: int
    number: str
    name: str
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project on record."""

    id: int
    number: str
    name: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class KnownContract:
    """A contract on record; ``is_open`` tells that instalments can still be written to it: a main contract that has
    none.
    """

    id: int
    number: str
    customer_id: int
    project_id: int | None
    amount: Decimal | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Known:
    """All that is looked for, by its ``name_key``; ``customers`` by their full names and numbers, and by other names
    that only one of them has. ``main_contracts`` are the numbers of main contracts by the ids of their projects.
    """

    today: date
    customers: Mapping[str, KnownCustomer] = field(default_factory=dict)
    sites: Mapping[tuple[int, str], int] = field(default_factory=dict)
    projects: Mapping[str, KnownProject] = field(default_factory=dict)
    archive_codes: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, KnownContract] = field(default_factory=dict)
    main_contracts: Mapping[int, str] = field(default_factory=dict)

    def customer(self, name: str) -> KnownCustomer | None:
        """Return the customer of a name or number, None where there is none."""
        return self.customers.get(name_key(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What a person decides about a sheet.

    ``create_missing``: customers and sites that a sheet names and nobody knows are made. ``accept_questions``: what is
    unusual is meant so. ``leave_out_bad``: the rows that are right come in without the others. ``received_on`` is the
    day of receipts of which the sheet does not say it.
    """

    create_missing: bool = False
    accept_questions: bool = False
    leave_out_bad: bool = False
    received_on: date | None = None


def name_key(name: str) -> str:
    """Return what two names have in common that are the same but for case, width and blanks."""
    return comparison_key(" ".join(name.split()))
