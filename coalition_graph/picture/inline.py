"""The picture, and a still of it, inside a notebook."""

from __future__ import annotations

import html
from dataclasses import dataclass

__all__ = ["Picture", "Still"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a notebook shows it: in a frame of its own, so that neither can reach the other.

    Args:
        html: the whole page.

    >>> "&lt;p&gt;" in Picture("<p>")._repr_html_()
    True
    """

    html: str

    def _repr_html_(self) -> str:
        # Links open and tables download; without `allow-same-origin` it reaches nothing of the notebook.
        free = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
        look = "width:100%;height:720px;border:1px solid #8886;border-radius:8px"
        page = html.escape(self.html)
        return f'<iframe srcdoc="{page}" title="Picture" sandbox="{free}" style="{look}"></iframe>'

    def __repr__(self) -> str:
        return f"<Picture of {len(self.html):,} characters>"


@dataclass(frozen=True, slots=True)
class Still:
    """A still as a notebook shows it.

    Args:
        svg: the whole file.
    """

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Still of {len(self.svg):,} characters>"
