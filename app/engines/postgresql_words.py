"""What a PostgreSQL server's refusals mean for the person, by SQLSTATE; before there is a connection, by its words."""

from collections.abc import Mapping

from app.i18n import N_

LOST = N_(
    "The connection to {place} was lost. If this happened while saving, look whether it was saved before you repeat it."
)
SILENT = N_("The database server {server} does not answer. Check its address, the network, and whether it is running.")
ACCOUNT = N_(
    "The server {server} does not accept the account or its password. Check both in the address of the database, "
    "or in PGUSER and PGPASSWORD."
)
NO_DATABASE = N_(
    "There is no database {name} on {server}. Its administrator can make it: "
    "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
)
BUSY = N_("Another desk has been saving to {place} for too long. Nothing of this step was saved; try again.")
FULL = N_("The disk of the database server is full. Nothing of this step was saved; make room there and try again.")
CROWDED = N_(
    "The server {server} takes no more connections. Close programs that use it, or raise max_connections there."
)
STARTING = N_("The server {server} is just starting or stopping. Try again in a minute.")
FORBIDDEN = N_("The account may not do this in {place}. Make it the owner of the database.")
READ_ONLY = N_("{place} takes no changes: it is read-only or the copy of another server. Use the main server.")
DAMAGED = N_("The server reports that {place} is damaged. Restore the latest backup into a new, empty database.")
REFUSED = N_("The database refused this step. Nothing of it was saved.")

BY_STATE: Mapping[str, str] = {
    "08": LOST,
    "28": ACCOUNT,
    "3D000": NO_DATABASE,
    "40": BUSY,
    "55P03": BUSY,
    "53100": FULL,
    "53300": CROWDED,
    "57P01": LOST,
    "57P02": LOST,
    "57P03": STARTING,
    "57P05": LOST,
    "42501": FORBIDDEN,
    "25006": READ_ONLY,
    "58": DAMAGED,
    "XX": DAMAGED,
}
OUR_MISTAKES = ("0A", "21", "22", "25", "26", "34", "42")  # wrong statements and values that do not fit their columns
# The server speaks its own language when it refuses a connection; its codes are not handed on.
BY_WORDS: Mapping[str, tuple[str, ...]] = {
    NO_DATABASE: ("does not exist", "不存在"),
    ACCOUNT: ("password", "authentication", "pg_hba.conf", "口令", "密码", "认证", "role", "角色"),
    CROWDED: ("too many", "remaining connection slots", "太多", "剩余的连接槽"),
    STARTING: ("starting up", "shutting down", "recovery mode", "正在启动", "正在关闭"),
}


def meaning(state: str | None, reason: str, *, lost: bool) -> str | None:
    """Return the message, to be translated and filled with ``place``, ``server`` and ``name``; None for our mistakes.

    ``state`` is the SQLSTATE if there is one, ``lost`` tells that the connection broke.
    """
    if state is None:
        return LOST if lost or "closed the connection" in reason else _by_words(reason.lower())
    known = BY_STATE.get(state) or BY_STATE.get(state[:2])
    if known is not None:
        return known
    return None if state[:2] in OUR_MISTAKES else REFUSED


def _by_words(reason: str) -> str:
    if 'role "' in reason or "角色" in reason:  # an account that is not there is told like a database that is not
        return ACCOUNT
    return next((message for message, words in BY_WORDS.items() if any(word in reason for word in words)), SILENT)
