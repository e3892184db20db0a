"""Lists to export: what is shown of them, and their rows."""

from app.exports.shown import ShownColumn, ShownList
from app.papers.form import Label

PARTS = ShownList(
    "inventory.parts",
    Label("备件", "Parts"),
    (
        ShownColumn("number", Label("编号", "No."), 120, right=False),
        ShownColumn("name", Label("名称", "Name"), 2_000, right=False),
        ShownColumn("value", Label("金额", "Worth"), 100, right=True),
    ),
    Label("“泵” · 低库存", "“pump” · low"),
)


def part_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Return so many rows of the list."""
    return tuple((f"LP-2026-{number:04}", "机械密封 MG1/45", f"¥{number}.00") for number in range(1, count + 1))
