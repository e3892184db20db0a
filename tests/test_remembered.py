"""What tests remember of each other is the same whether it is made or given back."""

import pytest

from app.context import Context
from app.integrity import check
from tests.dispatch_factories import make_ready_trip
from tests.remembered import OFTEN_ENOUGH, Memory

pytestmark = pytest.mark.sqlite_only("about the tests themselves")


def test_what_was_filed_comes_back_with_its_rows(context: Context, memory: Memory) -> None:
    found = []
    for _time in range(OFTEN_ENOUGH + 1):
        memory.start_again()
        made = make_ready_trip(context)
        files = {path.name: path.read_bytes() for path in context.folder.files.rglob("*") if path.is_file()}
        found.append((made, files, check(context)))
    assert found[-1] == found[-2]
    assert [(len(files), wrong) for _made, files, wrong in found] == [(2, ())] * len(found)
