"""Which tests have storing and finding itself for their subject: these run on PostgreSQL with every
``python -m tests``, all others only in the complete run there.
"""

from pathlib import Path

TESTS = Path(__file__).parent
STORAGE = frozenset(
    TESTS / name
    for name in (
        "models",  # columns, constraints, and how they come about
        "test_migrations.py",
        "app/engines/test_postgresql.py",
        "app/engines/test_same_answers.py",
        "app/test_database.py",
        "app/test_context.py",  # sessions
        "app/test_lengths.py",
        "app/test_start.py",
        "app/test_audit.py",  # what is written besides every row
        "app/test_search_index.py",
        "app/queries/access/test_audit_trail.py",
        "app/services/test_numbers.py",  # counting without a gap, locking, conflicts
        "app/services/test_paper_numbers.py",
        "app/services/test_two_desks.py",
        "test_drills.py",
        "app/queries/lists",  # lists, pages, search
        "app/queries/test_lists.py",
        "app/queries/test_everywhere.py",
        "app/services/test_paid_request.py",  # one walk through everything
        "ui/table/test_real_list.py",  # the screen over it: lists, a room, several desks, a window
        "ui/test_one_go.py",
        "ui/test_other_desks.py",
        "ui/test_window_on_server.py",
        "ui/tabs/receivables",
        "ui/tabs/requests/test_list.py",
    )
)


def is_storage(test: Path) -> bool:
    """Tell whether a file of tests belongs to the part that is about storing."""
    return not STORAGE.isdisjoint((test, *test.parents))
