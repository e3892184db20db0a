"""The style sheet of the program: one template, filled with the roles of a palette and sizes derived from the font."""

from string import Template

from app.resources import resource_path
from ui.theme.palette import Palette
from ui.theme.sizes import control_height, row_height, scaled_to


def stylesheet(palette: Palette, font_px: int) -> str:
    """Return the style sheet for a palette and a font size in logical px."""
    template = Template(resource_path("styles", "app.qss").read_text(encoding="utf-8"))
    control, pad = control_height(font_px), scaled_to(13, font_px)
    return template.substitute(
        palette.roles(),
        images=resource_path("styles", palette.name).as_posix(),
        small=max(11, font_px - 1),
        title=font_px + 4,
        control=control,
        header=row_height(font_px) - 2,
        chip_radius=(control + 4) // 2,  # half the height: one px more and Qt draws no round end
        icon=scaled_to(16, font_px),
        arrow=scaled_to(12, font_px),
        box=scaled_to(14, font_px),
        box_radius=scaled_to(8, font_px),
        link=max(22, font_px + 6),  # with its frame never smaller than a finger's or a shaky hand's 24 px
        filter=scaled_to(192, font_px),
        label=scaled_to(76, font_px),
        beside=scaled_to(24, font_px),
        pad=pad,
        pad_focus=pad - 1,  # a frame that grows by a px takes it from the room around the words
        pad_chip=pad - 2,
        pad_chip_focus=pad - 3,
    )
