"""Filing (C11): the archive code, one serial per project and entry, and nothing filed without its file."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.archive.catalogue import entries
from app.archive.filing import Filing, attach_file, file_document
from app.context import Context
from app.errors import Invalid
from app.queries.projects.projects import project_form
from app.services.papers import issue_paper
from app.services.projects.projects import save_project
from models.archive.document import Document, DocumentFile, StoredFile
from models.record import Record
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_project,
    make_request,
    make_site,
)

FILING = Filing(b"%PDF", "report.pdf", "application/pdf", "A6-04", "", "Report", 1, date(2026, 3, 6))


def filed(context: Context, subject: int, **changes: object) -> str:
    """File one more document for a record and return its archive code."""
    with context.write() as session:
        number = f"X-{session.scalar(select(func.count()).select_from(Document))}"
        filing = replace(FILING, number=number, **changes)
        return file_document(session, context.store, session.get_one(Record, subject), filing).archive_code


def order_of(context: Context, project: int) -> str:
    return project_form(context, project).number


def test_c11_1_the_catalogue_has_two_classes_twelve_items_sixty_eight_entries() -> None:
    known = entries().values()
    assert len({entry.class_code for entry in known}) == 2
    assert (len({entry.item for entry in known}), len(known)) == (12, 68)


def test_c11_3_the_code_names_the_project_order_and_counts_per_project_and_entry(context: Context) -> None:
    first, second = make_project(context, number="XM-1"), make_project(context, number="XM-2")
    codes = [filed(context, first), filed(context, first), filed(context, second), filed(context, first, entry="A6-05")]
    assert codes == ["XM-1/A6-04-001", "XM-1/A6-04-002", "XM-2/A6-04-001", "XM-1/A6-05-001"]


def test_without_a_project_it_goes_to_the_departments_file(context: Context) -> None:
    customer = make_customer(context)
    codes = [filed(context, customer), filed(context, make_request(context, customer_id=customer))]
    assert codes == ["BM/A6-04-001", "BM/A6-04-002"]


def test_an_entry_of_the_department_stays_there_even_for_a_project(context: Context) -> None:
    entry = next(code for code, entry in entries().items() if not entry.of_project)
    assert filed(context, make_project(context), entry=entry) == f"BM/{entry}-001"


def test_a_dispatch_order_is_filed_in_the_file_of_its_project(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, number="XM-7", site_id=site)
    request = make_classed_request(context, customer_id=customer, project_id=project)
    dispatch = make_agreed_dispatch(context, request_id=request)
    issue_paper(context, form_id="service_work_order", record_id=dispatch)
    with context.read() as session:
        document = session.scalars(select(Document)).one()
    assert (document.archive_code, document.subject_id, document.project_id) == ("XM-7/A6-04-001", dispatch, project)


def test_an_entry_outside_the_catalogue_is_refused(context: Context) -> None:
    with pytest.raises(Invalid):
        filed(context, make_customer(context), entry="Z9-99")


def test_the_same_bytes_are_stored_once_for_several_documents(context: Context) -> None:
    customer = make_customer(context)
    filed(context, customer)
    filed(context, customer)
    with context.read() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (StoredFile, DocumentFile)]
    assert counts == [1, 2]


def test_further_files_follow_in_order_under_their_own_names(context: Context) -> None:
    customer = make_customer(context)
    with context.write() as session:
        document = file_document(session, context.store, session.get_one(Record, customer), FILING)
        attach_file(session, context.store, document, replace(FILING, content=b"scan", name="../../scan.pdf"))
    with context.read() as session:
        rows = session.execute(select(DocumentFile.position, DocumentFile.name).order_by(DocumentFile.position)).all()
    assert [tuple(row) for row in rows] == [(1, "report.pdf"), (2, "scan.pdf")]


def test_a_filing_that_is_rolled_back_leaves_no_document(context: Context) -> None:
    customer = make_customer(context)

    def file_and_fail() -> None:
        with context.write() as session:
            file_document(session, context.store, session.get_one(Record, customer), FILING)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        file_and_fail()
    with context.read() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 0
    assert filed(context, customer) == "BM/A6-04-001"


def test_c11_3_a_number_that_documents_are_filed_under_is_not_given_to_another_project(context: Context) -> None:
    project = make_project(context, number="XM-1")
    filed(context, project)
    save_project(context, record_id=project, form=replace(project_form(context, project), number="XM-1A"))
    assert filed(context, project) == "XM-1A/A6-04-002"
    for taken in ("XM-1", "BM"):
        with pytest.raises(Invalid) as refusal:
            make_project(context, number=taken)
        assert (refusal.value.field, refusal.value.clause) == ("number", "C11.3")
    save_project(context, record_id=project, form=replace(project_form(context, project), number="XM-1"))
    assert order_of(context, project) == "XM-1"
