"""The demo department: as large as promised, alive in every list, lawful, and the same every time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from app.config import DataFolder
from app.context import Context
from app.errors import Invalid
from app.integrity import check
from app.papers.definitions import PAPERS
from app.queries.people.duty import on_duty
from app.queries.people.staff import departments
from app.queries.promises.agenda import Section, agenda
from app.queries.promises.figures import figures
from app.queries.records.records import list_issuable, list_records
from app.queries.requests.request_list import REQUESTS
from app.sample.texts import cases, customers, partners, parts, plants, promise_texts
from app.sample_data import fill_demo
from app.start import open_context
from models.enums import CommitmentState, PartnerRole, RecordKind, RequestChannel, RequestKind, RequestState, Severity
from tests.databases import Databases, ask
from tests.demo_folder import AT, demo_context, demo_folder


@pytest.fixture(scope="module")
def demo(databases: Databases) -> Iterator[Context]:
    with demo_context(demo_folder(databases)) as context:
        yield context


def test_it_is_a_department_of_the_promised_size(demo: Context) -> None:
    counted = {kind: len(list_records(demo, kind)) for kind in RecordKind}
    assert counted[RecordKind.CUSTOMER] == 30
    assert counted[RecordKind.PROJECT] == 40
    assert counted[RecordKind.CONTRACT] == 40 + sum(len(p.supplements) for c in customers() for p in c.projects)
    assert counted[RecordKind.PARTNER] == len(partners())
    assert counted[RecordKind.REQUEST] == 150
    assert counted[RecordKind.STAFF] == 25
    assert 35 <= counted[RecordKind.DISPATCH] <= 65
    assert 30 <= counted[RecordKind.SITE] <= 90
    assert 80 <= counted[RecordKind.EQUIPMENT] <= 200
    assert len(departments(demo)) == 5


def test_its_data_are_in_order(demo: Context) -> None:
    assert check(demo) == ()


@pytest.mark.parametrize("form_id", PAPERS)
def test_every_paper_can_be_issued_for_some_record_and_has_been(demo: Context, form_id: str) -> None:
    assert list_issuable(demo, form_id)
    assert ask(demo.folder, f"SELECT count(*) FROM issued_paper WHERE form = '{form_id}'")[0][0] != 0


def test_the_newest_requests_are_open_overdue_and_fresh(demo: Context) -> None:
    views = REQUESTS.count_views(demo)
    assert 25 <= views["open"] <= 50
    assert 5 <= views["overdue"] <= 12
    due = ask(demo.folder, "SELECT due_at FROM record WHERE kind = 'request' AND due_at IS NOT NULL ORDER BY due_at")
    assert any("2026-03-06 06:00" < str(moment) < "2026-03-06 07:00" for (moment,) in due), "none is due in the hour"
    newest = ask(demo.folder, "SELECT max(received_at) FROM request")[0][0]
    assert str(newest) > "2026-03-06 05:50"


def test_every_channel_kind_severity_and_state_occurs(demo: Context) -> None:
    found = ask(demo.folder, "SELECT channel, request_kind, severity FROM request")
    channels, kinds, severities = (set(column) for column in zip(*found, strict=True))
    assert channels == set(RequestChannel)
    assert kinds == set(RequestKind)
    assert severities == set(Severity)
    states = {line.state for line in list_records(demo, RecordKind.REQUEST)}
    assert states == set(RequestState)


def test_promises_of_every_kind_were_kept_and_are_owed(demo: Context) -> None:
    found = ask(demo.folder, "SELECT kind, state FROM commitment")
    states = Counter(state for _kind, state in found)
    assert states[CommitmentState.MET] > states[CommitmentState.MET_LATE] > 10
    assert states[CommitmentState.WAIVED] >= 1 <= states[CommitmentState.DROPPED]
    owed = {kind for kind, state in found if state == CommitmentState.OPEN}
    assert owed >= {"reply", "visit_answer", "arrival", "parts", "quotation", "follow_up"}
    assert owed >= {"quotation_follow_up", "quotation_expiry", "balance", "order_visit", "renewal"}


def test_every_section_of_today_has_its_lines(demo: Context) -> None:
    found = agenda(demo)
    counted = {section.code: section.count for section in found.sections}
    assert all(count >= 3 for count in counted.values()), counted
    assert {line.kind for line in found.section(Section.OVERDUE).lines} >= {"reply", "arrival", "parts", "quotation"}
    assert {line.record_kind for line in found.waiting} == {RecordKind.REQUEST, RecordKind.APPROVAL}


def test_about_nine_in_ten_promises_were_kept_over_six_months(demo: Context) -> None:
    months = figures(demo).kept
    kept, missed = (sum(getattr(month, name) for month in months) for name in ("kept", "missed"))
    assert 85 <= 100 * kept / (kept + missed) <= 95
    assert all(month.percent is not None for month in months)
    assert all(month.free and month.paid for month in figures(demo).classes)


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("SELECT count(*) FROM hold", 5),
        ("SELECT count(*) FROM hold WHERE confirmed_at IS NOT NULL", 1),
        ("SELECT count(*) FROM agreed_date", 10),
        ("SELECT count(*) FROM record WHERE state = 'merged'", 2),
        ("SELECT count(*) FROM event WHERE kind = 'contacted_again'", 3),
        ("SELECT count(*) FROM event WHERE kind = 'followed_up' AND data LIKE '%%\"satisfied\": false%%'", 2),
        ("SELECT count(*) FROM event WHERE kind = 'scan_filed'", 5),
        ("SELECT count(*) FROM request WHERE incoming_number IS NOT NULL", 5),
        ("SELECT count(*) FROM request WHERE large", 3),
        ("SELECT count(*) FROM request_line WHERE part_class = 'imported'", 1),
        ("SELECT count(DISTINCT received_by) FROM request", 3),
        ("SELECT count(DISTINCT owner_name) FROM request", 4),
        ("SELECT count(DISTINCT service_zone) FROM site WHERE service_zone IS NOT NULL", 2),
        ("SELECT count(*) FROM site WHERE km IS NULL", 1),
        ("SELECT count(*) FROM project WHERE profile = 'hotline'", 1),
        ("SELECT count(*) FROM contract WHERE grade = 'B' AND profile = 'graded'", 1),
        ("SELECT count(*) FROM duty WHERE day > '2026-03-31'", 4),
    ],
)
def test_what_happens_now_and_then_has_happened(demo: Context, question: str, least: int) -> None:
    told = question.replace(" LIKE ", "::text LIKE ") if demo.folder.elsewhere else question
    assert int(str(ask(demo.folder, told)[0][0])) >= least


def test_n2_one_machine_was_repaired_more_than_three_times(demo: Context) -> None:
    repairs = (
        "SELECT count(*) FROM request JOIN record USING (id) WHERE equipment_id IS NOT NULL AND"
        " request_kind = 'repair' AND state NOT IN ('cancelled', 'merged') GROUP BY equipment_id ORDER BY 1 DESC"
    )
    assert int(str(ask(demo.folder, repairs)[0][0])) > 3


def test_n3_somebody_is_on_duty_tonight(demo: Context) -> None:
    tonight = on_duty(demo, AT + timedelta(hours=8))
    assert tonight is not None
    assert tonight.names


def test_c3_2_some_classes_were_chosen_against_the_proposal(demo: Context) -> None:
    chosen = ask(demo.folder, "SELECT class_reason FROM request WHERE confirmed_basis = 'goodwill'")
    assert chosen
    assert all(reason for (reason,) in chosen)


def test_c7_2_drafts_wait_with_and_without_the_departments_word(demo: Context) -> None:
    drafts = "SELECT count(*) FROM record WHERE kind = 'dispatch' AND state = 'draft'"
    agreed = f"{drafts} AND id IN (SELECT dispatch_id FROM department_agreement)"
    assert int(str(ask(demo.folder, drafts)[0][0])) >= 3
    assert 1 <= int(str(ask(demo.folder, agreed)[0][0])) < int(str(ask(demo.folder, drafts)[0][0]))
    states = Counter(line.state for line in list_records(demo, RecordKind.DISPATCH))
    assert states["cancelled"] >= 1


def test_projects_stand_at_every_stage(demo: Context) -> None:
    stages = Counter(
        (state, end is None or str(end) >= AT.date().isoformat())
        for state, end in ask(demo.folder, "SELECT state, warranty_end_on FROM record JOIN project USING (id)")
    )
    assert stages["executing", True] >= 5
    assert stages["handed_over", True] >= 10
    assert stages["handed_over", False] >= 10
    exceptions = ask(demo.folder, "SELECT count(*) FROM project WHERE exception_class IS NOT NULL OR free_parts <> ''")
    assert int(str(exceptions[0][0])) >= 5


def test_partners_made_the_equipment_and_some_are_out_of_use(demo: Context) -> None:
    makers = ask(demo.folder, "SELECT count(*) FROM equipment WHERE maker_id IS NOT NULL")
    assert int(str(makers[0][0])) > 50
    gone = ask(demo.folder, "SELECT kind FROM record WHERE state = 'retired' ORDER BY kind")
    assert [kind for (kind,) in gone] == ["partner", "staff"]
    roles = [sum(role in partner.roles for partner in partners()) for role in PartnerRole]
    assert all(roles)


def test_contracts_have_supplements_free_parts_and_an_extension(demo: Context) -> None:
    questions = (
        "SELECT count(*) FROM contract WHERE amount < 0",
        "SELECT count(*) FROM free_part WHERE used > 0 AND used < agreed",
        "SELECT count(*) FROM project WHERE warranty_extended_to IS NOT NULL AND warranty_extension_reason <> ''",
        "SELECT count(*) FROM customer WHERE tax_no <> '' AND bank_account <> '' AND invoice_title <> ''",
        "SELECT count(*) FROM customer WHERE tax_no = ''",
    )
    for question in questions:
        assert int(str(ask(demo.folder, question)[0][0])) >= 1, question


def test_history_reaches_back_more_than_a_year_and_not_into_the_future(demo: Context) -> None:
    ((oldest, newest),) = ask(demo.folder, "SELECT min(received_at), max(received_at) FROM request")
    assert str(oldest) < "2025-03-06"
    assert str(newest) <= "2026-03-06 06:00"
    assert ask(demo.folder, "SELECT count(*) FROM event WHERE recorded_at > '2026-03-06 06:00:00'") == [(0,)]


TOLD = ("SELECT hash FROM audit_entry ORDER BY id", "SELECT sha256 FROM document_file ORDER BY id")


def test_the_same_seed_and_moment_tell_the_same_story(demo: Context, empty_folder: DataFolder) -> None:
    """A part of it is told again, on a server by the server, while the demo there was moved from a file; the audit
    trail holds every value that was written.
    """

    def stop(done: int, total: int) -> None:
        if done > total // 5:
            raise InterruptedError

    with closing(open_context(empty_folder, printer=demo.printer)) as context, pytest.raises(InterruptedError):
        fill_demo(context, at=AT, progress=stop)
    entries, files = ((ask(empty_folder, told), ask(demo.folder, told)) for told in TOLD)
    assert len(entries[0]) > 1_000
    assert entries[0] == entries[1][: len(entries[0])]
    assert files[0] == files[1][: len(files[0])]


def test_a_folder_that_holds_data_is_refused(context: Context) -> None:
    with pytest.raises(Invalid):
        fill_demo(context)
    assert not list_records(context, RecordKind.CUSTOMER)


def test_a_scale_below_one_is_refused(context: Context) -> None:
    with pytest.raises(ValueError, match="scale 0"):
        fill_demo(context, scale=0)


def test_clock_and_actor_are_given_back_even_when_it_is_stopped(empty_folder: DataFolder) -> None:
    def stop(done: int, _total: int) -> None:
        if done > 0:
            raise InterruptedError

    with closing(open_context(empty_folder)) as context:
        before = context.clock, context.actor
        with pytest.raises(InterruptedError):
            fill_demo(context, progress=stop)
        assert (context.clock, context.actor) == before


def test_texts_fit_together() -> None:
    roles = {item.role for items in plants().values() for item in items}
    assert {case.on for case in cases()} <= roles | {"any"}
    assert {project.plant for customer in customers() for project in customer.projects} == set(plants())
    makers = {partner.short for partner in partners()} | {"江南清源"}
    assert {item.maker for items in plants().values() for item in items} <= makers
    assert set(parts()) <= roles
    places = {"who": "王工", "eq": "泵", "no": "1", "n": "2"}
    words = promise_texts()
    for text in (*words.arrivals, *words.quotations, *words.again, *words.satisfied, words.duplicate):
        assert text.format(**places)
    for case in cases():
        assert all(text.format(**places) for text in (case.text, case.learnt, case.reply, case.result))
