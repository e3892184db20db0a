"""A database on a server: what is refused, what is recovered from, and what only a server can lose."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text

from app.config import DataFolder
from app.context import Context
from app.database import open_database
from app.engines.place import Place
from app.engines.postgresql import WRITE_LOCK, ServerDatabase
from app.errors import StorageError
from app.i18n import using_language
from app.integrity import check
from models.migrations.bytewise import otherwise_sorted
from models.parties.customer import Customer
from models.registry import metadata
from tests.databases import Server, ask, name_of, tamper
from tests.factories import make_customer

pytestmark = pytest.mark.usefixtures("server")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in their source language."""
    with using_language("en"):
        yield


def refusal(place: Place) -> str:
    with pytest.raises(StorageError) as error:
        open_database(place)
    return error.value.message


def cut_off(server: Server, folder: DataFolder) -> None:
    """End the program's connections to a folder's database, as a restarted server does."""
    ours = "datname = %s AND application_name = 'aftercare'"
    ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}"
    server.administrator.execute(ending, [name_of(folder)])


def codes(context: Context) -> set[str]:
    return {finding.code for finding in check(context)}


def test_a_database_that_is_not_there_is_told_with_the_way_to_make_it(server: Server) -> None:
    told = refusal(server.place("nowhere"))
    assert "no database nowhere" in told
    assert "CREATE DATABASE nowhere" in told


def test_an_account_that_is_not_there_is_told(server: Server) -> None:
    url = server.place("postgres").url.set(username="nobody_of_this_name", password="geheim")
    told = refusal(ServerDatabase(url))
    assert "does not accept the account" in told
    assert "geheim" not in told


def test_a_database_that_cannot_keep_chinese_is_refused(server: Server) -> None:
    name = server.new_name()
    options = "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc"
    server.administrator.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 {options}')
    assert "SQL_ASCII" in refusal(server.place(name))


def test_an_account_without_rights_is_refused(server: Server, tmp_path: Path) -> None:
    place = server.new(tmp_path).database
    assert isinstance(place, ServerDatabase)
    server.administrator.execute("DROP ROLE IF EXISTS aftercare_test_guest")
    server.administrator.execute("CREATE ROLE aftercare_test_guest LOGIN PASSWORD 'guest'")
    told = refusal(ServerDatabase(place.url.set(username="aftercare_test_guest", password="guest")))
    server.administrator.execute("DROP ROLE aftercare_test_guest")
    assert "may not do this" in told
    assert not place.holds_data()


def test_connections_lost_between_two_steps_are_made_anew(server: Server, context: Context) -> None:
    make_customer(context, name="华东化工")
    cut_off(server, context.folder)
    with context.read() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 1
    cut_off(server, context.folder)
    make_customer(context, name="江北热电")


def test_a_connection_lost_in_the_middle_of_a_step_is_told_and_the_next_step_works(
    server: Server, context: Context
) -> None:
    def work() -> None:
        with context.write() as session:
            session.execute(text("SELECT 1"))
            cut_off(server, context.folder)
            session.execute(text("SELECT 1"))

    with pytest.raises(StorageError, match="was lost"):
        work()
    make_customer(context)
    assert codes(context) == set()


def test_a_writer_who_keeps_the_lock_too_long_is_told(
    server: Server, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Place, "patience", 0.05)
    with closing(psycopg.connect(server.address(name_of(context.folder)))) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        with pytest.raises(StorageError, match="Another desk"):
            make_customer(context)
        with context.read() as session:
            assert session.scalar(select(func.count()).select_from(Customer)) == 0
    make_customer(context)


def test_the_server_itself_refuses_to_write_in_a_reading(context: Context) -> None:
    with pytest.raises(StorageError, match="read-only"), context.read() as session:
        session.execute(text("UPDATE setting SET key = 'x'"))


def test_a_write_sees_what_was_committed_while_it_waited(open_desk: Any) -> None:
    first, second = open_desk(), open_desk()
    with first.write() as session:
        session.execute(text("SELECT 1"))
    make_customer(second, name="华东化工")
    with first.write() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 1


def test_every_text_is_sorted_byte_by_byte_whatever_the_server_speaks(context: Context) -> None:
    with context.read() as session:
        assert otherwise_sorted(session.connection(), metadata.tables) == []
        texts = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND collation_name = 'C'"
        assert (session.scalar(text(texts)) or 0) > 80


def test_a_column_that_somebody_sorts_otherwise_is_found(folder: DataFolder) -> None:
    tamper(folder, 'ALTER TABLE record ALTER COLUMN sort_title TYPE varchar(400) COLLATE "POSIX"')
    assert found_in(folder) == {"sorting"}


def test_a_counter_that_would_give_an_id_twice_is_found(folder: DataFolder) -> None:
    tamper(folder, "SELECT setval('audit_entry_id_seq', 1)")
    assert found_in(folder) == {"counter"}


def found_in(folder: DataFolder) -> set[str]:
    with closing(open_database(folder.database)) as database, database.read_session() as session:
        return {damage.code for damage in folder.database.damage(session)}


def test_another_programs_tables_in_other_schemas_are_left_alone(server: Server, tmp_path: Path) -> None:
    folder = server.new(tmp_path)
    tamper(folder, "CREATE SCHEMA theirs", "CREATE TABLE theirs.recipes (name TEXT)")
    assert not folder.database.holds_data()
    open_database(folder.database).close()
    collations = "SELECT collation_name FROM information_schema.columns WHERE table_schema = 'theirs'"
    assert ask(folder, collations) == [(None,)]
