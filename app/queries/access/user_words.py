"""How accounts and delegations are spoken of."""

from app.i18n import N_, _
from app.queries.access.delegations import DelegationState
from app.queries.access.users import AccountState

_ACCOUNT = {
    AccountState.IN_USE: N_("in use"),
    AccountState.NO_PASSWORD: N_("no password"),
    AccountState.WAITING: N_("waiting after wrong tries"),
    AccountState.DISABLED: N_("disabled"),
}
_DELEGATION = {
    DelegationState.COMING: N_("coming"),
    DelegationState.IN_FORCE: N_("holds now"),
    DelegationState.ENDED: N_("ended"),
    DelegationState.WITHDRAWN: N_("withdrawn"),
}


def account_words(state: AccountState) -> str:
    """Return in a word whether somebody can log in with an account."""
    return _(_ACCOUNT[state])


def delegation_words(state: DelegationState) -> str:
    """Return in a word where a delegation stands."""
    return _(_DELEGATION[state])
