"""The Today tab: one page."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.today.page import TodayPage


def make_today_tab(desk: Desk) -> PagedTab:
    """Return the tab with its page ``today``."""
    return PagedTab("today", {"today": (N_("Today"), lambda: TodayPage(desk))})
