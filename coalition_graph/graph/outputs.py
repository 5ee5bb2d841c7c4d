"""What is made of a graph for other eyes and tools: a network, the picture, files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from coalition_graph.files import atomic
from coalition_graph.graph.naming import Day, Naming, day
from coalition_graph.table import Table

if TYPE_CHECKING:
    from coalition_graph.mirror import Network
    from coalition_graph.picture.inline import Picture, Still

__all__ = ["Outputs"]


class Outputs(Naming):
    """A NetworkX graph, the picture, and files in other formats."""

    def network(
        self, *, proposal: str | None = None, actor: str | None = None, since: Day = None, until: Day = None
    ) -> Network:
        """Return a frozen NetworkX graph of actors, proposals, conditions and meetings.

        Args:
            proposal: only what concerns this one and all within it.
            since: only edges dated on or after this day.
            until: only edges dated on or before this day.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
        """
        from coalition_graph import mirror

        return mirror.network(
            self.store,
            proposal=self._thing("proposal", proposal),
            actor=self._actor(actor),
            since=day("since", since),
            until=day("until", until),
        )

    def picture(
        self,
        path: str | Path | None = None,
        *,
        proposal: str | None = None,
        as_of: Day = None,
        only: Table | Iterable[str] | None = None,
    ) -> Picture:
        """Return the interactive picture, which a notebook shows inline, and write it if a path is given.

        Args:
            path: HTML file to write, all or nothing; it needs nothing else.
            proposal: opens on this one.
            as_of: opens on what held that day.
            only: the result of a query, or names: narrows the picture to what bears on them.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
            UsageError: the result names nothing that can be pictured, or the file cannot be written;
                a former one is left as it was.
        """
        from coalition_graph import picture
        from coalition_graph.picture.inline import Picture

        chosen, on = self._thing("proposal", proposal), day("as-of", as_of)
        page = picture.html(self.store, proposal=chosen, as_of=on, only=self._named(only))
        if path is not None:
            atomic.write_text(path, page)
        return Picture(page)

    def still(
        self,
        path: str | Path | None = None,
        *,
        proposal: str | None = None,
        as_of: Day = None,
        dark: bool = False,
    ) -> Still:
        """Return the positions as a picture that stands still, and write it if a path is given.

        Args:
            path: SVG file to write, all or nothing; it has no script and asks for no font or link.
            proposal: this one and all within it; without it the one that most take a position on.
            as_of: what held that day.
            dark: for dark slides.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
            UsageError: the file cannot be written; a former one is left as it was.
        """
        from coalition_graph import picture
        from coalition_graph.picture.inline import Still

        chosen, on = self._thing("proposal", proposal), day("as-of", as_of)
        drawn = picture.svg(self.store, proposal=chosen, as_of=on, dark=dark)
        if path is not None:
            atomic.write_text(path, drawn)
        return Still(drawn)

    def export(self, form: str, path: str | Path, *, layout: str | None = None) -> tuple[str, ...]:
        """Write the graph in another format; return what is lost by it.

        Args:
            form: `trig ttl nq jsonld gexf graphml csv xlsx parquet`.
            path: file to write; for `parquet` a folder for statements, attendance and positions.
            layout: of `csv`: `edges` or `matrix` of the network; without one, the statements.

        Raises:
            BadParameter: there is no such form, or it has no such layout.
            MissingExtra: `xlsx` or `parquet` needs a package that is not installed.
            UsageError: the file cannot be written; a former one is left as it was.
        """
        from coalition_graph import exports

        return exports.write(self.store, form, Path(path), layout=layout)

    def _named(self, only: Table | Iterable[str] | None) -> Iterable[str] | None:
        from coalition_graph.picture import focus

        if only is None:
            return None
        return focus.named(only) if isinstance(only, Table) else map(self.references.anything, only)
