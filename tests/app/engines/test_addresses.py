"""What ``--database`` may name, and that no password is ever said again."""

from pathlib import Path

import pytest

from app.config import data_folder_of, default_data_folder
from app.database import open_database
from app.engines.addresses import place_named
from app.engines.postgresql import ServerDatabase
from app.engines.postgresql_words import (
    ACCOUNT,
    BUSY,
    CROWDED,
    DAMAGED,
    FORBIDDEN,
    FULL,
    LOST,
    NO_DATABASE,
    READ_ONLY,
    REFUSED,
    SILENT,
    STARTING,
    meaning,
)
from app.engines.sqlite import SqliteFile
from app.errors import StorageError
from app.i18n import using_language

SECRET = "geheim!42"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("x.db", "x.db"),
        ("sqlite:///C:/data/x.db", "C:/data/x.db"),
        ("sqlite:////data/x.db", "/data/x.db"),
        ("C:\\data\\x.db", "C:\\data\\x.db"),
    ],
)
def test_a_path_names_a_file(text: str, path: str) -> None:
    assert place_named(text) == SqliteFile(Path(path))


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgres", "POSTGRESQL"])
def test_an_address_names_a_database_on_a_server(scheme: str) -> None:
    place = place_named(f"{scheme}://desk:{SECRET}@db.example:5433/aftercare?sslmode=require")
    assert isinstance(place, ServerDatabase)
    assert (place.label, place.url.password) == ("db.example:5433/aftercare", SECRET)
    assert place.url.query["sslmode"] == "require"
    with using_language("en"):
        assert place.shown() == "Database aftercare on db.example:5433"


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://desk:{SECRET}@db.example",
        f"postgresql://desk:{SECRET}@db.example/",
        f"postgresql://desk:{SECRET}@db.example:port/aftercare",
        f"mysql://desk:{SECRET}@db.example/aftercare",
        f"postgresql+asyncpg://desk:{SECRET}@db.example/aftercare",
    ],
)
def test_an_address_that_cannot_be_understood_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(StorageError) as refusal:
        place_named(text)
    assert SECRET not in refusal.value.message + refusal.value.details


def test_every_database_on_a_server_has_a_data_folder_of_its_own() -> None:
    roots = [data_folder_of(f"postgresql://db.example/{name}").root for name in ("one", "two")]
    assert roots == [default_data_folder().root / "servers" / f"db.example-{name}" for name in ("one", "two")]
    assert data_folder_of("place/x.db").root == Path("place")


def test_no_password_is_said_of_a_server_that_does_not_answer() -> None:
    place = place_named(f"postgresql://desk:{SECRET}@127.0.0.1:1/aftercare")
    with using_language("en"), pytest.raises(StorageError, match=r"127\.0\.0\.1:1 does not answer") as refusal:
        open_database(place)
    said = [refusal.value.message, refusal.value.details, repr(place), str(place), place.label, place.shown()]
    assert not [text for text in said if SECRET in text]


@pytest.mark.parametrize(
    ("state", "reason", "message"),
    [
        (None, 'FATAL:  password authentication failed for user "desk"', ACCOUNT),
        (None, '致命错误:  用户 "desk" Password 认证失败', ACCOUNT),
        (None, 'FATAL:  role "desk" does not exist', ACCOUNT),
        (None, "fe_sendauth: no password supplied", ACCOUNT),
        (None, 'FATAL:  no pg_hba.conf entry for host "10.0.0.7"', ACCOUNT),
        (None, 'FATAL:  database "aftercare" does not exist', NO_DATABASE),
        (None, '致命错误:  数据库 "aftercare" 不存在', NO_DATABASE),
        (None, "FATAL:  sorry, too many clients already", CROWDED),
        (None, "FATAL:  remaining connection slots are reserved", CROWDED),
        (None, "FATAL:  the database system is starting up", STARTING),
        (None, "connection refused", SILENT),
        (None, "failed to resolve host 'db.example'", SILENT),
        (None, "server closed the connection unexpectedly", LOST),
        ("53100", "could not extend file: No space left on device", FULL),
        ("53300", "too many connections", CROWDED),
        ("55P03", "canceling statement due to lock timeout", BUSY),
        ("40P01", "deadlock detected", BUSY),
        ("57P01", "terminating connection due to administrator command", LOST),
        ("42501", "permission denied for schema public", FORBIDDEN),
        ("25006", "cannot execute INSERT in a read-only transaction", READ_ONLY),
        ("XX001", "invalid page in block 7", DAMAGED),
        ("53200", "out of memory", REFUSED),
        ("42703", "column x does not exist", None),
        ("22001", "value too long for type character varying(200)", None),
    ],
)
def test_what_a_server_says_is_told_in_words(state: str | None, reason: str, message: str | None) -> None:
    assert meaning(state, reason, lost=False) == message


def test_a_broken_connection_is_told_as_lost_whatever_was_said() -> None:
    assert meaning(None, "SSL SYSCALL error: EOF detected", lost=True) == LOST
