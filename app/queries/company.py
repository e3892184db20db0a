"""Reading the company's settings: what papers print of it, and which tax rates prices may name."""

from app.context import Context, settings_of
from app.rules.permissions import Permission
from app.settings import company_specs


def company_settings(context: Context) -> dict[str, str]:
    """Return the settings of ``company_specs`` as they are edited, by key."""
    context.require(Permission.EDIT_SETTINGS)
    with context.read() as session:
        settings = settings_of(session)
        return {spec.key: settings.text(spec.key) for spec in company_specs()}
