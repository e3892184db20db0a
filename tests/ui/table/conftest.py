"""What the tests of this package share."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.runtime.jobs import JobRunner


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    """A job runner that ends in order."""
    runner = JobRunner()
    yield runner
    runner.shutdown()
