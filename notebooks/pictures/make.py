"""Makes the README's pictures: the shipped dossier, and the workbench over it, in headless Chromium.

Run `python notebooks/pictures/make.py [FOLDER]` with the extras `test` and `web` installed and Chromium on
the path; without a folder the pictures beside this file are made anew.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from playwright.sync_api import sync_playwright

import coalition_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Scheme = Literal["light", "dark"]
SHOTS: Final[dict[str, tuple[str, Scheme]]] = {
    "positions-light": ("#view=positions", "light"),
    "positions-dark": ("#view=positions", "dark"),
    "attendance-light": ("#view=attendance", "light"),
}
# The question whose answer the workbench shows, and whose words stand beside it.
ASKED = "/#question=positions-on&proposal=land-force"


def main(folder: Path) -> None:
    """Write one PNG a shot into a folder."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = Path(made) / "picture.html"
        coalition_graph.open("example").picture(page)
        for name, (view, scheme) in SHOTS.items():
            shoot(browser, page.as_uri() + view, scheme, folder / f"{name}.png")
        with workbench() as address:
            shoot(browser, address + ASKED, "light", folder / "workbench-light.png", click="country:SE")
        browser.close()


def shoot(browser: Browser, address: str, scheme: Scheme, target: Path, click: str | None = None) -> None:
    """Write what a window shows at an address, after a click on what bears a name."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    tab.goto(address)
    tab.wait_for_timeout(1500)
    if click:
        tab.get_by_text(click).first.click()
        tab.wait_for_timeout(1500)
    tab.screenshot(path=target)
    tab.close()


@contextmanager
def workbench() -> Iterator[str]:
    """The address of a workbench over the shipped dossier, while it runs."""
    command = [sys.executable, "-m", "coalition_graph", "-g", "example", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own words
        told = iter(server.stderr or ())
        try:
            yield next(
                word.rstrip("/.,") for line in told for word in line.split() if word.startswith("http")
            )
        finally:
            server.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
