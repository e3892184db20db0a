"""Setting passwords: one's own with the former one, somebody else's by the manager."""

from app.context import Context
from app.errors import Blocked, Invalid, LoginRefused
from app.i18n import _
from app.queries.access.users import user_names
from app.rules.permissions import Permission
from app.security.login import prove
from app.security.passwords import check_password, least_length
from app.services.access.users import existing_user, give_password, refuse_deputy
from app.services.use_case import use_case


@use_case(Permission.VIEW_RECORDS)
def change_own_password(context: Context, *, former: str, password: str) -> None:
    """Set another password for whoever is logged in.

    LoginRefused, counted as a wrong try, when ``former`` is not the present one; Invalid for a new one that is too
    simple or the same again; Blocked without log-in.
    """
    user_id = context.actor.user_id
    if user_id is None:
        raise Blocked(_("Without log-in there is no password to change."))
    check_password(password, (context.actor.name, context.actor.display_name), least_length(context.settings()))
    if password == former:
        raise Invalid(_("Choose another password than the former one."), field="password")
    try:
        prove(context, password=former)
    except LoginRefused as refused:
        raise LoginRefused(refused.message, until=refused.until, field="former") from refused
    password_hash = context.passwords.hash(password)
    with context.write(_("Password changed")) as session:
        give_password(session, existing_user(session, user_id), password_hash, must_change=False)


@use_case(Permission.MANAGE_USERS)
def set_password(context: Context, *, user_id: int, password: str, must_change: bool = True) -> None:
    """Set a password for somebody, who changes it at the next log-in (``must_change``) and need not wait any more.

    Invalid for one that is too simple, NotFound for an account that does not exist.
    """
    refuse_deputy(context.actor)
    check_password(password, user_names(context, user_id), least_length(context.settings()))
    password_hash = context.passwords.hash(password)
    with context.write(_("Password set")) as session:
        give_password(session, existing_user(session, user_id), password_hash, must_change=must_change)
