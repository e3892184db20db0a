"""The style sheet of the program: one template, filled with the roles of a palette and sizes derived from the font."""

from string import Template

from app.resources import resource_path
from ui.theme.palette import Palette

GRID = 8  # logical px; every distance is a multiple or a half of it


def row_height(font_px: int) -> int:
    """Return the height of a table row for a font size, both in logical px; 34 at the usual 13."""
    return max(34, round(font_px * 2.6))


def control_height(font_px: int) -> int:
    """Return the inner height of buttons and fields for a font size, both in logical px."""
    return font_px + 9


def stylesheet(palette: Palette, font_px: int) -> str:
    """Return the style sheet for a palette and a font size in logical px."""
    template = Template(resource_path("styles", "app.qss").read_text(encoding="utf-8"))
    return template.substitute(
        palette.roles(),
        images=resource_path("styles", palette.name).as_posix(),
        font=font_px,
        small=max(11, font_px - 1),
        title=font_px + 4,
        control=control_height(font_px),
        header=row_height(font_px) - 2,
        chip=control_height(font_px),
        chip_radius=(control_height(font_px) + 4) // 2,  # half the height: one px more and Qt draws no round end
    )
