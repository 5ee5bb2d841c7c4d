"""Makes the README's pictures: the shipped dossier in headless Chromium.

Run `python notebooks/pictures/make.py` with the extra `test` installed and Chromium on the path.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import coalition_graph

HERE = Path(__file__).parent
SHOTS = {
    "positions-light": ("#view=positions", "light"),
    "attendance-light": ("#view=attendance", "light"),
}


def main() -> None:
    """Write one PNG a shot beside this file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "picture.html"
        coalition_graph.open("example").picture(page)
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (view, scheme) in SHOTS.items():
            tab = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
            tab.goto(page.as_uri() + view)
            tab.wait_for_timeout(1000)
            tab.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
