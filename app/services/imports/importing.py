"""Importing what a preview found to be right: one transaction, everything or nothing (decision 13)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.imports.kinds.contracts import ContractDraft
from app.imports.kinds.customers import CustomerDraft
from app.imports.kinds.projects import ProjectDraft
from app.imports.known import Known, name_key
from app.queries.imports.known import read_known
from app.rules.permissions import Permission
from app.services.imports.bulk import Bulk
from app.services.imports.contracts import add_contracts
from app.services.imports.customers import add_customers, add_missing_customers
from app.services.imports.projects import add_projects
from app.services.use_case import use_case

Draft = CustomerDraft | ProjectDraft | ContractDraft
Advance = Callable[[int, int], object]
AT_A_TIME = 100  # drafts

_ADD: Mapping[type, Callable[[Bulk, Sequence[Any]], None]] = {
    CustomerDraft: add_customers,
    ProjectDraft: add_projects,
    ContractDraft: add_contracts,
}


@use_case(Permission.IMPORT_RECORDS)
def import_records(
    context: Context, *, drafts: Sequence[Draft], file: str, advance: Advance = lambda _done, _total: None
) -> int:
    """Save what a preview found to be right, all of it or nothing; returns how many records that are.

    Invalid when there is nothing to save, or when another desk has entered one of them since the preview was made.
    ``advance`` is told how far it is, and may raise to stop it: nothing is saved then.
    """
    if not drafts:
        raise Invalid(_("There is nothing to import."))
    with context.write(_("Import from {file}").format(file=file)) as session:
        known = read_known(session, session.info["now"])
        for draft in drafts:
            _refuse_known(draft, known)
        bulk = Bulk(session, file)
        bulk.begin_series()
        with session.no_autoflush:
            add_missing_customers(bulk, [one for one in drafts if not isinstance(one, CustomerDraft)])
            for start in range(0, len(drafts), AT_A_TIME):
                advance(start, len(drafts))
                some = drafts[start : start + AT_A_TIME]
                _ADD[type(some[0])](bulk, some)
    return len(drafts)


def _refuse_known(draft: Draft, known: Known) -> None:
    """Another desk may have been quicker."""
    if _is_known(draft, known):
        message = _("“{name}” was entered meanwhile. Nothing was imported; look at the preview again.")
        name = draft.form.name if isinstance(draft, CustomerDraft) else draft.form.number
        raise Invalid(message.format(name=name))


def _is_known(draft: Draft, known: Known) -> bool:
    if isinstance(draft, CustomerDraft):
        customer = known.customer(draft.form.name)
        return customer is not None and name_key(customer.name) == name_key(draft.form.name)
    if isinstance(draft, ProjectDraft):
        project = known.projects.get(name_key(draft.form.number))
        return project is not None and name_key(project.number) == name_key(draft.form.number)
    contract = known.contracts.get(name_key(draft.form.number))
    if draft.contract_id is None:
        return contract is not None or draft.form.project_id in known.main_contracts
    return contract is None or contract.id != draft.contract_id or not contract.is_open
