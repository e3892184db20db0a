"""Signed paper of the demo as it comes back from the customer: a made-up scan for as long as it is filed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.sample.scans import Sheet, sheet_picture
from app.sample.story import Story

TILT = -0.5


@contextmanager
def signed_scan(story: Story, customer: str, title: str, signed_by: str) -> Iterator[Path]:
    """Yield the file of a page that a customer signed today."""
    sheet = Sheet(
        company=customer,
        title=title,
        lines=("内容及价格已确认，同意执行。", "（签字、盖章）"),
        signed=f"签字：{signed_by}",
        day=story.today(),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "signed.png"
        path.write_bytes(sheet_picture(sheet, TILT))
        yield path
