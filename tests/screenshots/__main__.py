"""Take the pictures: one process per look, because scale and theme belong to a process, then the contact sheets."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image

from app.clock import SystemClock
from app.config import DataFolder
from app.sample_data import fill_demo
from app.start import open_context
from reports.build import build_paper

COLUMNS = 4
GAP = 16
SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 2880, "height": 1800, "logicalDpi": 96, "dpr": 1}


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see the program."""

    language: str
    theme: str
    scale: str
    text: str

    @property
    def name(self) -> str:
        """What its folder is called."""
        return f"{self.language}-{self.theme}-{self.scale}-{self.text}"


def demo_folder(root: Path) -> DataFolder:
    """Return a folder with demo data, made once per ``root``."""
    folder = DataFolder(root)
    if not folder.database.holds_data():
        context = open_context(folder, printer=build_paper, clock=SystemClock())
        fill_demo(context)
        context.close()
    return folder


def take(folder: DataFolder, out: Path, look: Look) -> list[Path]:
    """Run one look in a process of its own and return its pictures."""
    target = out / look.name
    target.mkdir(parents=True, exist_ok=True)
    screen = target / "screen.json"
    screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "QT_SCALE_FACTOR": str(int(look.scale) / 100),
    }
    camera = [sys.executable, "-m", "tests.screenshots.camera", str(folder.root), str(target)]
    subprocess.run([*camera, look.language, look.theme, look.text], env=environment, check=True)
    return sorted(target.glob("*.png"))


def contact_sheet(pictures: list[Path], target: Path, width: int = 760) -> None:
    """Put pictures side by side, each scaled to ``width`` pixels."""
    images = [Image.open(path).convert("RGB") for path in pictures]
    images = [image.resize((width, round(image.height * width / image.width))) for image in images]
    rows = [images[at : at + COLUMNS] for at in range(0, len(images), COLUMNS)]
    heights = [max(image.height for image in row) for row in rows]
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, sum(heights) + GAP * (len(rows) + 1)), "#808080")
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            sheet.paste(image, (GAP + column * (width + GAP), top))
        top += height + GAP
    sheet.save(target)


def main() -> int:
    """Parse the looks and take them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--language", action="append", choices=["zh_CN", "en"])
    parser.add_argument("--theme", action="append", choices=["light", "dark"])
    parser.add_argument("--scale", action="append", choices=["100", "150", "200"])
    parser.add_argument("--text", action="append", choices=["small", "normal", "large", "very_large"])
    options = parser.parse_args()
    folder = demo_folder(Path(tempfile.gettempdir()) / "aftercare-screenshots")
    languages, themes = options.language or ["zh_CN", "en"], options.theme or ["light", "dark"]
    for chosen in product(languages, themes, options.scale or ["100", "150"], options.text or ["normal"]):
        look = Look(*chosen)
        pictures = take(folder, options.out, look)
        for tab in sorted({path.name.split(".")[0] for path in pictures}):
            sheet = options.out / f"{tab}-{look.name}.png"
            contact_sheet([path for path in pictures if path.name.startswith(f"{tab}.")], sheet)
            print(sheet)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
