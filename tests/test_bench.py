"""The benches still work: every one yields its figures at a tiny scale. How fast is no matter of a test."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.integrity import check
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.ageing_list import AgeingFilter, read_ageing
from app.queries.money.round import ROUND
from app.queries.promises.agenda import agenda
from app.queries.requests.request_list import REQUESTS
from app.search_index import record_tokens
from app.start import open_context
from models.record import Record
from models.registry import KINDS
from tests.bench import copies, detail, growth, importing, letters, lists, money, paper, saving, search, start, today
from tests.bench.__main__ import main
from tests.bench.bulk import END, bulk_folder
from tests.bench.bulk_texts import COMMON_WORD
from tests.bench.measuring import Figure
from tests.bench.raw import raw_connection, watched
from tests.bench.scale import TINY, Scale
from tests.databases import file_of

IN_PROCESS: dict[str, Callable[..., Iterator[Figure]]] = {
    "lists": partial(lists.run, keys=("severity",)),
    "paper": paper.run,
    "letters": partial(letters.run, letters=3),
    "backup": copies.run,
    "import": partial(importing.run, contracts=5),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bulk data of this module lie."""
    return tmp_path_factory.mktemp("bulk")


@pytest.fixture(scope="module")
def tiny(base: Path) -> DataFolder:
    """Bulk data of a tiny scale, made once."""
    return bulk_folder(TINY, base)


@pytest.fixture(scope="module")
def archive(tiny: DataFolder) -> Iterator[Context]:
    """A desk on the bulk data."""
    context = open_context(tiny)
    yield context
    context.close()


def test_bulk_data_pass_the_check(archive: Context) -> None:
    assert check(archive) == ()


def test_bulk_data_are_found_by_the_tokens_the_program_writes(archive: Context) -> None:
    with archive.read() as session:
        for kind, model in KINDS.items():
            for record in session.query(model).filter(Record.kind == kind).limit(3):
                for token in record_tokens(session, record).split():
                    query = f"record_search MATCH '\"{token}\"' AND rowid = {record.id}"
                    found = session.connection().exec_driver_sql(f"SELECT 1 FROM record_search WHERE {query}")
                    assert found.first(), f"{kind} {record.id} is not found by {token}"


def test_bulk_data_are_made_once(base: Path, tiny: DataFolder) -> None:
    made = file_of(tiny).stat().st_mtime_ns
    bulk_folder(TINY, base)
    assert file_of(tiny).stat().st_mtime_ns == made


@pytest.mark.parametrize("key", lists.SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_the_reference_reads_the_same_page(tiny: DataFolder, archive: Context, key: str, descending: bool) -> None:
    page = REQUESTS.read(archive, PageRequest(ListFilter(), Sort(key, descending)))
    with raw_connection(file_of(tiny)) as connection:
        raw = lists.raw_page(connection, "", lists.SORTS[key], "DESC" if descending else "ASC")
    assert [row.id for row in page.rows] == [row[0] for row in raw[:100]]


def plans(context: Context, page: PageRequest) -> list[str]:
    """Return how SQLite runs the statements of one page of requests."""
    with watched(context.database.engine) as seen:
        REQUESTS.read(context, page)
    with raw_connection(file_of(context.folder)) as connection:
        steps = [connection.execute(f"EXPLAIN QUERY PLAN {text}", values) for text, values, _many in seen]
        return [row[3] for found in steps for row in found]


@pytest.mark.parametrize("key", lists.SORTS)
@pytest.mark.parametrize("backwards", [True, False])
def test_a_whole_list_is_read_along_an_index(archive: Context, key: str, backwards: bool) -> None:
    steps = plans(archive, PageRequest(ListFilter(), Sort(key), backwards=backwards))
    assert [step for step in steps if "TEMP B-TREE" in step or "SCAN record" in step] == []


def test_today_is_read_along_its_indexes(archive: Context) -> None:
    with watched(archive.database.engine) as seen:
        agenda(archive)
    of_promises = [one for one in seen if "FROM commitment" in one[0]]
    with raw_connection(file_of(archive.folder)) as connection:
        found = [connection.execute(f"EXPLAIN QUERY PLAN {one[0]}", one[1]).fetchall() for one in of_promises]
    steps = [row[3] for rows in found for row in rows]
    assert steps
    assert [step for step in steps if "SCAN" in step or "TEMP B-TREE" in step] == []


def test_open_work_is_read_by_its_state_whatever_the_order(archive: Context) -> None:
    steps = plans(archive, PageRequest(ListFilter(views=frozenset({"open"})), Sort("customer")))
    assert any("ix_record_kind_state_sort_at" in step for step in steps)
    assert not any("ix_record_kind_sort_customer" in step for step in steps)


def test_the_reference_finds_the_same_page(tiny: DataFolder, archive: Context) -> None:
    page = REQUESTS.read(archive, PageRequest(ListFilter(COMMON_WORD), Sort("received_at")))
    with raw_connection(file_of(tiny)) as connection:
        raw = lists.raw_search(connection, COMMON_WORD)
    assert [row.id for row in page.rows] == [row[0] for row in raw[:100]]
    assert page.rows


@pytest.mark.usefixtures("little_to_do")
@pytest.mark.parametrize("name", IN_PROCESS)
def test_a_bench_yields_its_figures(qapp: QApplication, tiny: DataFolder, name: str) -> None:
    figures = list(IN_PROCESS[name](tiny, runs=1))
    assert figures
    grown = "MB"  # three letters may need no more memory than there was
    assert all(figure.value > 0 or (figure.unit == grown and figure.value == 0) for figure in figures)
    assert all(figure.line() for figure in figures)


def test_statements_stay_within_their_goals(qapp: QApplication, tiny: DataFolder) -> None:
    figures = [*detail.run(tiny, runs=1), *today.run(tiny, runs=1), *saving.run(tiny, runs=1)]
    counted = [figure for figure in figures if not figure.unit]
    assert (len(figures), len(counted)) == (6, 3)
    assert [figure.line() for figure in counted if not figure.ok] == []


def test_the_ageing_and_the_round_are_measured_on_many_contracts(base: Path, tiny: DataFolder) -> None:
    few = Scale("few-money", 10, 20, 0, 0, 0, files=0, events=0, open_requests=5, money=True)
    figures = list(money.run(tiny, runs=1, scale=few))
    counted = [figure for figure in figures if not figure.unit]
    assert (len(figures), len(counted)) == (8, 3)
    assert [figure.line() for figure in counted if not figure.ok] == []
    with closing(open_context(DataFolder(base / "aftercare-bench-few-money"), clock=FixedClock(END))) as context:
        assert len(ROUND.read(context, money.FIRST_PAGE).rows) == 5
        for on in money.DAYS.values():
            shown = read_ageing(context, PageRequest(AgeingFilter(on), Sort("total"))).rows[-1].sums.total
            with raw_connection(file_of(context.folder)) as connection:
                assert sum(row[-1] for row in money.raw_ageing(connection, on)) == shown * 100


def test_the_start_is_measured_from_outside(tiny: DataFolder) -> None:
    (figure,) = start.run(tiny, runs=1, warm=0)
    assert 0 < figure.reference < figure.value * 10  # type: ignore[operator]  # a start has a reference


@pytest.fixture
def little_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """One filter and one text of each kind."""
    filters = {name: state for name, state in lists.FILTERS.items() if name in ("newest", "chip open", "rare word")}
    for bench in (lists, growth):
        monkeypatch.setattr(bench, "FILTERS", filters)
    monkeypatch.setattr(search, "TYPED", ("宁波", COMMON_WORD))
    monkeypatch.setattr(search, "EVERYWHERE", ("s", "泵 周"))


@pytest.mark.usefixtures("little_to_do")
def test_search_and_growth_yield_figures(qapp: QApplication, tiny: DataFolder, base: Path) -> None:
    few = Scale("few", 10, 20, 150, 0, 0, files=0, events=0, open_requests=10)
    assert len(list(search.run(tiny, runs=1))) == 2
    assert len(list(growth.run(base, runs=1, large=few, small=few, keys=()))) == len(growth.FILTERS) + 1


def test_the_command_prints_a_line_a_figure(base: Path, tiny: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--scale", "tiny", "--only", "paper", "--runs", "1", "--data", str(base)])
    assert "dispatch order as PDF" in capsys.readouterr().out
